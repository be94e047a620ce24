"""That a person was removed from the record: by whom, when and on what ground. Never who it was."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.base import known_code


class Ground(models.TextChoices):
    """Why somebody is removed. There is no field for words of one's own: they could name the person."""

    REQUEST = "request", _("the person asked to be left out")
    SAFETY = "safety", _("being named puts the person in danger")
    LAW = "law", _("a law or a court demands it")
    PRIVATE = "private", _("the person never acted in a public role")


class RemovalQuerySet(models.QuerySet["Removal"]):
    def latest_first(self) -> Self:
        return self.select_related("removed_by").order_by("-removed_at", "-pk")


class Removal(models.Model):
    """One removal of a person, with numbers of what it changed."""

    removed_at = models.DateTimeField(_("removed"), auto_now_add=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("removed by"),
    )
    ground = models.CharField(_("ground"), max_length=8, choices=Ground.choices, editable=False)
    changed = models.JSONField(_("what changed"), default=dict, editable=False)  # kind of row -> number

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("removal of a person")
        verbose_name_plural = _("removals of people")
        default_permissions = ()
        constraints = [known_code("removal", "ground", Ground)]

    def __str__(self) -> str:
        return f"{self.removed_at:%Y-%m-%d}"

"""Pairs of records that look alike and are not the same, as somebody found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from events.choices import FormerSlugKind
from events.models.base import known_code


class NotTheSame(models.Model):
    """Two records of one kind that were told apart. Each pair stands once, the smaller key first."""

    kind = models.CharField(_("kind"), max_length=12, choices=FormerSlugKind.choices, editable=False)
    first = models.BigIntegerField(_("first record"), editable=False)
    second = models.BigIntegerField(_("second record"), editable=False)
    reason = models.CharField(
        _("reason"),
        max_length=300,
        blank=True,
        help_text=_("What tells them apart, where that is not plain."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), auto_now_add=True)

    class Meta:
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "second"], name="notthesame_by_second")]
        constraints = [
            known_code("notthesame", "kind", FormerSlugKind),
            models.UniqueConstraint(fields=["kind", "first", "second"], name="notthesame_once_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=F("second")),
                name="notthesame_is_in_order",
                violation_error_message=_("A pair stands once, the smaller key first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.first} ≠ {self.second}"

"""Searches of the admin's lists that members of the staff keep under a name."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.base import not_empty

LONGEST_QUERY = 2_000


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def offered_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Those of one's own and those that others share, one's own first."""
        mine = models.Case(models.When(owner=user.pk, then=0), default=1)
        return self.filter(Q(owner=user.pk) | Q(is_shared=True)).select_related("owner").order_by(mine, "name", "pk")


class SavedSearch(models.Model):
    """The address of a filtered list of the admin, under a name, for oneself or for everybody on the staff."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_searches",
        editable=False,
        verbose_name=_("owner"),
    )
    name = models.CharField(_("name"), max_length=80, help_text=_("What the search finds, like “Drafts of Tashkent”."))
    list = models.CharField(
        _("list"), max_length=40, editable=False, help_text=_("The model whose list is searched, in lower case.")
    )
    query = models.CharField(_("query"), max_length=LONGEST_QUERY, editable=False)
    is_shared = models.BooleanField(
        _("shared"), default=False, help_text=_("Everybody on the staff finds it above the list; else only you.")
    )

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        default_permissions = ()  # everybody keeps their own
        constraints = [
            *not_empty("savedsearch", "name", "query"),
            models.UniqueConstraint(
                fields=["owner", "list", "name"],
                name="savedsearch_once_per_name",
                violation_error_message=_("You have a search of this name for this list already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

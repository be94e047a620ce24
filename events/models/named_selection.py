"""Selections of events that the staff gives a short public address, to be read and followed under a name."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.base import Slugged, not_empty

LONGEST_QUERY = 2_000


class NamedSelectionQuerySet(models.QuerySet["NamedSelection"]):
    def by_title(self) -> Self:
        return self.order_by("title", "slug")


class NamedSelection(Slugged):
    """A question asked of the events, kept under a permanent address such as `/s/returnees/`. It is public at once."""

    title = models.CharField(_("title"), max_length=200, help_text=_("What it is about: the heading of its page."))
    note = models.TextField(_("note"), blank=True, help_text=_("For readers: why it is kept, what it leaves out."))
    query = models.CharField(
        _("address of the list"),
        max_length=LONGEST_QUERY,
        help_text=_("Filter the public list of events and paste its address here; kept is what follows the “?”."),
    )

    objects = NamedSelectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("named selection")
        verbose_name_plural = _("named selections")
        constraints = [*Slugged.Meta.constraints, *not_empty("namedselection", "title", "query")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:named-selection", args=[self.slug])

"""Where events took place."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.base import search_field


class EventPlace(models.Model):
    """Where an event took place. An event can have several places; the first one is the main one."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="places")
    city = models.CharField(
        _("city"),
        max_length=120,
        blank=True,
        help_text=_("English name of the city or town; empty when the sources do not tell."),
    )
    country = models.ForeignKey(
        "events.Country",
        models.PROTECT,
        related_name="places",
        verbose_name=_("country"),
        help_text=_("The country or territory in which the place lies, whoever was the host."),
    )
    venue = models.CharField(
        _("venue"),
        max_length=200,
        blank=True,
        help_text=_("Building, hotel or campus, as the source names it."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        editable=False,
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        editable=False,
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    search = search_field(names=("city", "venue"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        indexes = [
            GinIndex("search", name="eventplace_search"),
            models.Index(fields=["country", "event"], name="eventplace_by_country"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "country", "city", "venue"],
                name="eventplace_once_per_event",
                violation_error_message=_("This place is already there."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="eventplace_point_is_on_earth",
                violation_error_message=_("A point has a latitude within ±90 and a longitude within ±180 degrees."),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.venue, self.city, self.country_id) if part)

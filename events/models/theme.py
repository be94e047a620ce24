"""The controlled vocabulary of themes, and the themes of events."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.choices import Pillar
from events.models.base import SLUG_PATTERN, folded_indexes, not_empty
from events.models.event_queryset import count_of_public_events


class ThemeQuerySet(models.QuerySet["Theme"]):
    def public(self) -> Self:
        """Every theme: the vocabulary itself is public, whatever events use it."""
        return self.all()

    def with_event_counts(self) -> Self:
        """Adds `event_count`, the number of public events."""
        return self.annotate(event_count=count_of_public_events(EventTheme, "theme"))

    def by_pillar(self) -> Self:
        return self.order_by("pillar", "name")


class Theme(models.Model):
    """What an event was about, each with the pillar of the UN Global Counter-Terrorism Strategy it serves most."""

    slug = models.CharField(
        _("slug"),
        max_length=60,
        primary_key=True,
        help_text=_("The permanent key; it never changes."),
    )
    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("The name that readers see."),
    )
    pillar = models.PositiveSmallIntegerField(
        _("pillar"),
        choices=Pillar.choices,
        help_text=_("Pillar of the UN Global Counter-Terrorism Strategy (A/RES/60/288) that it serves most."),
    )

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        indexes = [*folded_indexes("theme", "name")]
        constraints = [
            *not_empty("theme", "name"),
            models.CheckConstraint(
                condition=Q(slug__regex=SLUG_PATTERN),
                name="theme_slug_is_well_formed",
                violation_error_message=_("A slug is made of lower-case letters, digits and single hyphens."),
            ),
            models.CheckConstraint(
                condition=Q(pillar__in=Pillar.values),
                name="theme_pillar_is_known",
                violation_error_message=_("The strategy has four pillars."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("events:theme-detail", args=[self.slug])


class EventTheme(models.Model):
    """A theme of an event."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="event_themes")
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        related_name="event_themes",
        verbose_name=_("theme"),
        help_text=_("What the event was about."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        indexes = [models.Index(fields=["theme", "event"], name="eventtheme_by_theme")]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "theme"],
                name="eventtheme_once_per_event",
                violation_error_message=_("This theme is already there."),
            ),
        ]

    def __str__(self) -> str:
        return self.theme_id

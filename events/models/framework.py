"""What cooperation runs under or produces: strategies, plans, memoranda, projects, series ..."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import partial_dates
from events.choices import FrameworkKind, FrameworkRelation
from events.models.base import (
    PartialDateField,
    Slugged,
    TimeStamped,
    folded_indexes,
    known_code,
    not_empty,
    not_itself,
    partial_date,
    search_field,
)
from events.models.event_queryset import EventQuerySet, count_of_public_events


class FrameworkQuerySet(models.QuerySet["Framework"]):
    def public(self) -> Self:
        """Frameworks that a public event was held under, produced or dealt with."""
        rows = EventFramework.objects.filter(EventQuerySet.public_q("event__"), framework=OuterRef("pk"))
        return self.filter(Exists(rows))

    def with_event_counts(self) -> Self:
        """Adds `event_count`, the number of public events."""
        return self.annotate(event_count=count_of_public_events(EventFramework, "framework"))

    def with_relatives(self) -> Self:
        """Adds the larger and smaller frameworks as far as they are public. Two queries."""
        public = Framework.objects.public().by_title()
        return self.prefetch_related(Prefetch("part_of", public), Prefetch("parts", public))

    def by_event_count(self) -> Self:
        """The busiest first. Needs `with_event_counts()`."""
        return self.order_by("-event_count", "title")

    def by_title(self) -> Self:
        return self.order_by("title", "slug")


class Framework(TimeStamped, Slugged):
    """Something that outlasts single events: a strategy, a memorandum, a project, a series of meetings ..."""

    title = models.CharField(_("title"), max_length=400, help_text=_("The official English title."))
    acronym = models.CharField(
        _("acronym"),
        max_length=40,
        blank=True,
        help_text=_("The usual acronym, like JPoA."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=FrameworkKind.choices,
        help_text=_("What kind of thing it is; the codebook explains each kind."),
    )
    date = PartialDateField(
        _("date"),
        blank=True,
        help_text=_("When it was adopted, signed or started, as far as it is known."),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger framework to which it belongs, if any."),
    )
    reference = models.CharField(
        _("reference"),
        max_length=100,
        blank=True,
        help_text=_("Document number, like A/RES/60/288."),
    )
    summary = models.TextField(_("summary"), blank=True, help_text=_("One or two sentences in our own words."))
    search = search_field(names=("title", "acronym", "reference"), prose=("title", "summary"))

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        indexes = [
            GinIndex("search", name="framework_search"),
            *folded_indexes("framework", "title"),
            *folded_indexes("framework", "acronym"),
        ]
        constraints = [
            *Slugged.Meta.constraints,
            *not_empty("framework", "title"),
            known_code("framework", "kind", FrameworkKind),
            partial_date("framework", "date", blank=True),
            not_itself("framework", "part_of"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.acronym})" if self.acronym else self.title

    def get_absolute_url(self) -> str:
        return reverse("events:framework-detail", args=[self.slug])

    def clean(self) -> None:
        if self.pk and self.part_of_id == self.pk:
            raise ValidationError({"part_of": _("A framework can't be part of itself.")})

    @property
    def date_in_words(self) -> str:
        return partial_dates.in_words(self.date) if self.date else ""


class EventFramework(models.Model):
    """An event was held under a framework, adopted it, presented it ..."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="event_frameworks")
    framework = models.ForeignKey(
        Framework,
        models.PROTECT,
        related_name="event_frameworks",
        verbose_name=_("framework"),
        help_text=_("The strategy, project, series, document ..."),
    )
    relation = models.CharField(
        _("relation"),
        max_length=12,
        choices=FrameworkRelation.choices,
        help_text=_("What the event has to do with it."),
    )
    ordinal = models.PositiveSmallIntegerField(
        _("ordinal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The number in the series, where a source prints it: 9 for the ninth meeting."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks and outcomes")
        indexes = [
            models.Index(
                fields=["framework", "relation", "event"],
                name="eventframework_by_framework",
            )
        ]
        constraints = [
            known_code("eventframework", "relation", FrameworkRelation),
            models.UniqueConstraint(
                fields=["event", "framework", "relation"],
                name="eventframework_once_per_relation",
                violation_error_message=_("This framework is already there in this relation."),
            ),
            models.CheckConstraint(
                condition=Q(ordinal__isnull=True) | Q(ordinal__gte=1),
                name="eventframework_ordinal_counts_from_one",
                violation_error_message=_("The number in a series counts from 1."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()

"""The event: a dated act of cooperation."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Cast, ExtractYear, Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events import partial_dates
from events.choices import (
    CountQualifier,
    CountUnit,
    DatePrecision,
    EventState,
    EventType,
    Mode,
    Status,
)
from events.models.base import (
    Earliest,
    Latest,
    PartialDateField,
    Slugged,
    TimeStamped,
    end_or_start,
    generated_date,
    known_code,
    not_empty,
    not_itself,
    partial_date,
    search_field,
)
from events.models.event_queryset import EventQuerySet

OTHER_PAGES = ("pictures",)  # under /events/, where the page of an event with this slug could not be reached


class Event(TimeStamped, Slugged):
    """A dated act of cooperation against terrorism: a conference, a training, a signing, a visit ...

    Dates are kept as ISO 8601 text at the precision that is known; the database derives from them the first
    and last day on which the event can have started and ended.
    """

    title = models.CharField(
        _("title"),
        max_length=500,
        help_text=_("The official title in English, or a short description where there is none."),
    )
    original_title = models.CharField(
        _("original title"),
        max_length=500,
        blank=True,
        help_text=_("The official title in the language of the event, where the sources print it."),
    )
    type = models.CharField(
        _("type"),
        max_length=30,
        choices=EventType.choices,
        help_text=_("What the organizers call it; the codebook explains each type."),
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=EventState.choices,
        default=EventState.HELD,
        help_text=_("Held, unless the sources know only an announcement, or say that it was put off or called off."),
    )
    start = PartialDateField(
        _("start"),
        help_text=_("First day as far as it is known: 2022, 2022-03 or 2022-03-03. Nothing is guessed."),
    )
    end = PartialDateField(
        _("end"),
        blank=True,
        help_text=_("Last day, written likewise; only if it differs from the start."),
    )
    date_note = models.TextField(
        _("note on the dates"),
        blank=True,
        help_text=_("Where a date was computed or sources differ: how it was arrived at."),
    )
    mode = models.CharField(
        _("mode"),
        max_length=10,
        choices=Mode.choices,
        blank=True,
        help_text=_("How the participants met; leave it out when the sources do not tell."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("Two to four sentences in our own words: what it was for, what it did."),
    )
    participant_count = models.PositiveIntegerField(
        _("participant count"),
        null=True,
        blank=True,
        help_text=_("The number that a source prints; what it counts is the unit."),
    )
    participant_unit = models.CharField(
        _("what is counted"),
        max_length=15,
        choices=CountUnit.choices,
        blank=True,
        help_text=_("People, delegations, countries or organizations."),
    )
    participant_qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=CountQualifier.choices,
        blank=True,
        help_text=_("About, more than, up to; empty when the number is exact."),
    )
    participant_note = models.TextField(
        _("note on the count"),
        blank=True,
        help_text=_("Where sources differ, or what the number leaves out."),
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
        help_text=_("The larger event within which this one took place."),
    )
    follow_up_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("follow-up to"),
        help_text=_("The earlier event that this one continues."),
    )
    themes = models.ManyToManyField(
        "events.Theme",
        through="events.EventTheme",
        related_name="events",
        verbose_name=_("themes"),
        help_text=_("What the event was about, the most important first."),
    )

    status = models.CharField(
        _("publication"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("entered by"),
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published by"),
    )
    withdrawn_reason = models.TextField(
        _("reason for the withdrawal"),
        blank=True,
        help_text=_("Why it was withdrawn, in words that readers can be told."),
    )

    earliest_start = generated_date(Earliest(F("start")), _("earliest start"))
    latest_start = generated_date(Latest(F("start")), _("latest start"))
    earliest_end = generated_date(Earliest(end_or_start()), _("earliest end"))
    latest_end = generated_date(Latest(end_or_start()), _("latest end"))
    year = models.GeneratedField(
        expression=Cast(ExtractYear(Earliest(F("start"))), models.SmallIntegerField()),
        output_field=models.SmallIntegerField(null=True),
        db_persist=True,
        verbose_name=_("year of the start"),
    )
    precision = models.GeneratedField(
        expression=models.Case(
            models.When(Exact(Length("start"), 4), then=models.Value("year")),
            models.When(Exact(Length("start"), 7), then=models.Value("month")),
            default=models.Value("day"),
        ),
        output_field=models.CharField(max_length=5, choices=DatePrecision.choices),
        db_persist=True,
        verbose_name=_("precision of the start"),
    )
    search = search_field(prose=("title", "original_title", "summary", "date_note"))

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("publish_event", _("Can publish, return and withdraw events"))]
        indexes = [
            # What an event filter asks of the event itself is included, so that finding, ordering and counting
            # read 14 MB of index and not 125 MB of table (100,000 events).
            models.Index(
                fields=["-latest_start", "-earliest_start", "slug"],
                include=["id", "type", "state", "mode", "precision", "earliest_end", "latest_end"],
                condition=Q(status=Status.PUBLISHED),
                name="event_reading_order",
            ),
            # Everything that hangs on an event is public through it: counts of actors ask this of each of their rows.
            models.Index(fields=["id"], include=["year"], condition=Q(status=Status.PUBLISHED), name="event_public"),
            models.Index(
                # A list by title, of which a page reads keys only.
                fields=["title", "slug"],
                include=["id"],
                condition=Q(status=Status.PUBLISHED),
                name="event_title_order",
            ),
            # The few events that somebody works on: the desk asks for them at every sign-in.
            models.Index(
                fields=["status", "created_by"], condition=~Q(status=Status.PUBLISHED), name="event_not_published"
            ),
            GinIndex("search", name="event_search"),
            # Events whose dates can overlap: what is asked of each candidate for a duplicate.
            GistIndex(Func(F("earliest_start"), F("latest_end"), Value("[]"), function="daterange"), name="event_days"),
        ]
        constraints = [
            *Slugged.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(slug__in=OTHER_PAGES),
                name="event_slug_is_of_no_other_page",
                violation_error_message=_("Another page has this address. Take another slug."),
            ),
            *not_empty("event", "title"),
            known_code("event", "type", EventType),
            known_code("event", "state", EventState),
            known_code("event", "mode", Mode, blank=True),
            known_code("event", "status", Status),
            known_code("event", "participant_unit", CountUnit, blank=True),
            known_code("event", "participant_qualifier", CountQualifier, blank=True),
            partial_date("event", "start", blank=False),
            partial_date("event", "end", blank=True),
            models.CheckConstraint(
                condition=Q(latest_end__gte=F("earliest_start")),
                name="event_end_is_not_before_start",
                violation_error_message=_("The end lies before the start."),
            ),
            models.CheckConstraint(
                condition=~Q(end=F("start")),
                name="event_end_differs_from_start",
                violation_error_message=_("Leave the end empty when it is the same as the start."),
            ),
            models.CheckConstraint(
                condition=Q(participant_count__isnull=True, participant_unit="")
                | (Q(participant_count__gte=1) & ~Q(participant_unit="")),
                name="event_count_and_unit_go_together",
                violation_error_message=_("A participant count needs its unit, and a unit its count."),
            ),
            models.CheckConstraint(
                condition=Q(participant_qualifier="") | Q(participant_count__isnull=False),
                name="event_qualifier_needs_a_count",
                violation_error_message=_("A qualifier says how exact a participant count is; there is no count."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.IN_REVIEW]) | Q(published_at__isnull=False),
                name="event_published_has_published_at",
                violation_error_message=_("A published event records when it was published."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="event_withdrawn_has_a_reason",
                violation_error_message=_("A withdrawn event needs a reason that readers can be told."),
            ),
            not_itself("event", "part_of"),
            not_itself("event", "follow_up_to"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("events:event-detail", args=[self.slug])

    def clean(self) -> None:
        """Explain what the constraints would refuse."""
        problems: dict[str, object] = {}
        if self.slug in OTHER_PAGES:
            problems["slug"] = _("Another page has this address. Take another slug.")
        if self.end and self.end == self.start:
            problems["end"] = _("Leave the end empty when it is the same as the start.")
        elif self.end and _ends_before_start(self.start, self.end):
            problems["end"] = _("The end lies before the start, %(start)s.") % {
                "start": partial_dates.in_words(self.start)
            }
        if self.participant_count is not None and not self.participant_unit:
            problems["participant_unit"] = _("Say what the number counts: people, delegations, countries ...")
        if self.participant_count is None and (self.participant_unit or self.participant_qualifier):
            problems["participant_count"] = _("Write the number, or take the unit and the qualifier away.")
        if self.participant_count == 0:
            problems["participant_count"] = _("A count of nobody is not recorded; leave it empty.")
        if self.pk and self.part_of_id == self.pk:
            problems["part_of"] = _("An event can't be part of itself.")
        if self.pk and self.follow_up_to_id == self.pk:
            problems["follow_up_to"] = _("An event can't follow up itself.")
        if problems:
            raise ValidationError(problems)

    @property
    def date_in_words(self) -> str:
        return partial_dates.in_words(self.start, self.end)

    @property
    def is_public(self) -> bool:
        """The twin of `EventQuerySet.public_q` for a row at hand; a test holds the two together."""
        return self.status == Status.PUBLISHED


def _ends_before_start(start: str, end: str) -> bool:
    try:
        return partial_dates.PartialDate.parse(end).latest < partial_dates.PartialDate.parse(start).earliest
    except ValueError:
        return False  # the field's own validator has already said so

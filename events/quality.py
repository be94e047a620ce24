"""What a careful reader would miss in an event: conditions, each with the sentence that is said of it.

The desk lists published events by these conditions; whoever publishes an event reads the sentences before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.lookups import Exact
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.choices import DatePrecision, EventState, Mode
from events.models import (
    Citation,
    CountryParticipation,
    Event,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
)


@dataclass(frozen=True)
class Remark:
    """Something that an event lacks."""

    key: str
    sentence: str | Promise
    condition: Callable[[date], Q]  # on events, given the day of today
    forbids: bool = False  # whether an event that lacks it can't be published


def _hangs(rows: type) -> Exists:
    return Exists(rows.objects.filter(event=OuterRef("pk")))  # type: ignore[attr-defined]


def _single_source(today: date) -> Q:
    """Several citations of one source are one source. Counted event by event: most lists want the first few."""
    of_event = Citation.objects.filter(event=OuterRef("pk")).order_by().values("event")
    return Q(Exact(Subquery(of_event.annotate(number=Count("source", distinct=True)).values("number")), 1))


def _no_participants(today: date) -> Q:
    return ~Q(_hangs(CountryParticipation)) & ~Q(_hangs(OrganizationParticipation)) & ~Q(_hangs(PersonParticipation))


NO_SOURCE = Remark(
    "no-source",
    _("No source is cited: without one it can't be published."),
    lambda today: ~Q(_hangs(Citation)),
    forbids=True,
)
SINGLE_SOURCE = Remark("single-source", _("It rests on a single source."), _single_source)
NO_PARTICIPANTS = Remark(
    "no-participants", _("It names nobody who took part: no organization, country or person."), _no_participants
)
VAGUE_DATE = Remark(
    "vague-date", _("Its day is not known, only the month or the year."), lambda today: ~Q(precision=DatePrecision.DAY)
)
OLD_VAGUE_DATE = Remark(
    "old-vague-date",
    _("It was more than a year ago, and still only the month or the year is known."),
    # A year back by the calendar; the 29th of February counts as the 28th.
    lambda today: ~Q(precision=DatePrecision.DAY) & Q(latest_end__lt=_a_year_before(today)),
)
REMARKS = (
    NO_SOURCE,
    SINGLE_SOURCE,
    NO_PARTICIPANTS,
    VAGUE_DATE,
    Remark(
        "no-place",
        _("It has no place, and is not said to have been online."),
        lambda today: ~Q(_hangs(EventPlace)) & ~Q(mode=Mode.ONLINE),
    ),
    Remark(
        "no-theme",
        _("It has no theme: readers who look for its subject will not find it."),
        lambda today: ~Q(_hangs(EventTheme)),
    ),
    Remark("no-summary", _("It has no summary."), lambda today: Q(summary="")),
    Remark(
        "stale-announcement",
        _("It is only announced, but its date has passed: was it held?"),
        lambda today: Q(state=EventState.ANNOUNCED, latest_end__lt=today),
    ),
)


def remarks_on(event: Event, *, today: date) -> list[Remark]:
    """What is to be said of an event before it is published. One query."""
    conditions = {
        remark.key.replace("-", "_"): ExpressionWrapper(remark.condition(today), output_field=BooleanField())
        for remark in REMARKS
    }
    found = Event.objects.filter(pk=event.pk).values_list(*conditions.values()).first() or ()
    return [remark for remark, is_true in zip(REMARKS, found, strict=False) if is_true]


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)

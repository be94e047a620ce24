"""The desk: what waits for a member of the staff, and what of the published record wants care.

Each list is one condition on records. The desk shows its first rows and how many there are; the list of the admin
shows them all, filtered by the same condition (`?desk=KEY`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import (
    BooleanField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.choices import Status, StepKind
from events.models import Event, EventQuerySet, EventStep, Organization, Person, Quote
from events.naming import NAMED_BY, named_at_all_q
from events.quality import NO_PARTICIPANTS, OLD_VAGUE_DATE, SINGLE_SOURCE, Remark

MOST_SHOWN = 5
MOST_COUNTED = 1_000
"""Beyond this a list says “more than”: to count all of 100,000 events at every sign-in is not worth the time."""


@dataclass(frozen=True)
class DeskList:
    """One list of the desk: which records, in which order, and what is said when there is none."""

    key: str
    model: Any
    heading: str | Promise
    nothing: str | Promise
    select: Callable[[QuerySet, User, date], QuerySet]
    order: tuple[Any, ...]
    is_quality: bool = False

    @property
    def options(self) -> Any:
        """What the admin's addresses are made of."""
        return self.model._meta


@dataclass(frozen=True)
class DeskRows:
    """A list as the desk shows it."""

    desk_list: DeskList
    rows: list[Any]
    count: int
    is_more: bool  # whether there are more than were counted


def _drafts(events: QuerySet, user: User, today: date) -> QuerySet:
    drafts: QuerySet = events.filter(status=Status.DRAFT, created_by=user).exclude(_returned_q())
    return drafts


def _returned(events: QuerySet, user: User, today: date) -> QuerySet:
    submitted = EventStep.objects.filter(event=OuterRef("pk"), step=StepKind.SUBMIT, by=user)
    mine = Q(created_by=user) | Q(Exists(submitted))
    return events.filter(mine, _returned_q(), status=Status.DRAFT)


def _returned_q() -> Q:
    """Events that a reviewer sent back and that nobody has submitted again."""
    last = EventStep.objects.filter(event=OuterRef("pk")).last_of_their_event()
    return Q(Exists(last.filter(step=StepKind.RETURN)))


def _waiting(events: QuerySet, user: User, today: date) -> QuerySet:
    """Adds `since`; an event that came in review by an import waits since it was recorded."""
    submitted = EventStep.objects.filter(event=OuterRef("pk"), step=StepKind.SUBMIT).newest_first()
    since = Coalesce(Subquery(submitted.values("at")[:1]), F("created_at"), output_field=DateTimeField())
    waiting: QuerySet = events.filter(status=Status.IN_REVIEW).annotate(since=since)
    return waiting


def _lacking(remark: Remark) -> Callable[[QuerySet, User, date], QuerySet]:
    return lambda events, user, today: events.filter(remark.condition(today), status=Status.PUBLISHED)


def _dead_end(records: QuerySet, user: User, today: date) -> QuerySet:
    """Whom no reader can come to: the opposite of `.public()`, row by row, which an index answers ten times quicker.

    Adds `is_named`: whether some event names the record, though none that is published does.
    """
    for row, name in NAMED_BY[records.model]:
        named = row.objects.filter(EventQuerySet.public_q("event__"), **{name: OuterRef("pk")})
        if row is Quote:  # few, and best read once
            records = records.filter(~Exists(named))
        else:  # a limit keeps the database from reading the rows of all records for those of each
            records = records.filter(IsNull(Subquery(named.values("pk")[:1]), True))
    is_named = ExpressionWrapper(named_at_all_q(records.model), output_field=BooleanField())
    dead_ends: QuerySet = records.annotate(is_named=is_named)
    return dead_ends


def _dead_end_bodies(bodies: QuerySet, user: User, today: date) -> QuerySet:
    """A body above others is no dead end, though it may never have met anybody itself."""
    return _dead_end(bodies, user, today).filter(~Exists(Organization.objects.filter(parent=OuterRef("pk"))))


NEWEST_FIRST = ("-latest_start", "-earliest_start", "slug")
LISTS = {
    desk_list.key: desk_list
    for desk_list in (
        DeskList(
            "returned", Event, _("Returned to me"), _("Nothing was returned to you."), _returned, ("-updated_at", "pk")
        ),
        DeskList("drafts", Event, _("My drafts"), _("You have no drafts."), _drafts, ("-updated_at", "pk")),
        DeskList("waiting", Event, _("Waiting for review"), _("Nothing waits."), _waiting, ("since", "pk")),
        DeskList(
            SINGLE_SOURCE.key,
            Event,
            _("Published with a single source"),
            _("Every published event has a second source."),
            _lacking(SINGLE_SOURCE),
            NEWEST_FIRST,
            is_quality=True,
        ),
        DeskList(
            NO_PARTICIPANTS.key,
            Event,
            _("Published without participants"),
            _("Every published event names somebody."),
            _lacking(NO_PARTICIPANTS),
            NEWEST_FIRST,
            is_quality=True,
        ),
        DeskList(
            OLD_VAGUE_DATE.key,
            Event,
            _("More than a year old, day still unknown"),
            _("Every published event of more than a year ago has its day."),
            _lacking(OLD_VAGUE_DATE),
            NEWEST_FIRST,
            is_quality=True,
        ),
        DeskList(
            "dead-end-bodies",
            Organization,
            _("Organizations on no published event"),
            _("Every organization is on a published event."),
            _dead_end_bodies,
            ("name", "slug"),
            is_quality=True,
        ),
        DeskList(
            "dead-end-people",
            Person,
            _("People on no published event"),
            _("Everybody is on a published event."),
            _dead_end,
            ("name", "slug"),
            is_quality=True,
        ),
    )
}


def lists_of(model: Any) -> list[DeskList]:
    """The lists that filter the records of one kind."""
    return [desk_list for desk_list in LISTS.values() if desk_list.model is model]


def desk_of(user: User, *, today: date) -> list[DeskRows]:
    """The lists that this person may see. Two queries for each; two more for each whose rows show their last step."""
    return [
        _rows(desk_list, user, today)
        for desk_list in LISTS.values()
        if user.has_perm(f"events.view_{desk_list.model._meta.model_name}")
    ]


def _rows(desk_list: DeskList, user: User, today: date) -> DeskRows:
    """Keys first: to sort whole rows of many records takes the database ten times as long."""
    records = desk_list.select(desk_list.model._default_manager.all(), user, today).order_by(*desk_list.order)
    keys = list(records.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    shown = records.filter(pk__in=keys[:MOST_SHOWN])
    if desk_list.model is Event and desk_list.is_quality:
        shown = Event.objects.filter(pk__in=keys[:MOST_SHOWN]).order_by(*desk_list.order)
    elif desk_list.model is Event:
        last = EventStep.objects.last_of_their_event().select_related("by")
        shown = shown.select_related("created_by").prefetch_related(Prefetch("steps", last, to_attr="last_steps"))
    return DeskRows(desk_list, list(shown), min(len(keys), MOST_COUNTED), len(keys) > MOST_COUNTED)

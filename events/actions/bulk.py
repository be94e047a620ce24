"""One change of many events: planned first, for a preview, and then made exactly as planned, all or nothing.

The kinds of changes are in `bulk_changes`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.choices import StepKind
from events.history.context import How, recorded
from events.models import Event, EventStep

MOST = 500  # events in one change: what a person can look through, and what one transaction should hold


@dataclass(frozen=True)
class Planned:
    """What a change means for one event."""

    event: Event
    before: str
    after: str
    problem: str = ""  # why it can't be made

    @property
    def is_made(self) -> bool:
        return not self.problem and self.before != self.after


class BulkChange(Protocol):
    """A change that can be made to many events."""

    is_step: bool  # a step keeps its own record and tells readers only what they should know

    @property
    def permission(self) -> str: ...

    def plan(self, events: list[Event], by: User) -> list[Planned]:
        """For each event what it is and what it would be. A fixed number of queries."""

    def make(self, planned: list[Planned], by: User, reason: str) -> None:
        """Make the change to events for which it can be made and makes a difference."""


def plan_bulk(*, keys: Iterable[int], change: BulkChange, by: User) -> list[Planned]:
    """What a change would do, event by event in the order of time. Nothing is written."""
    if not by.has_perm(change.permission):
        raise PermissionDenied
    return change.plan(list(Event.objects.filter(pk__in=keys).in_order_of_time()), by)


def fingerprint(planned: Iterable[Planned]) -> str:
    """A plan in few characters: another one when an event, or what would be done to it, has become another."""
    parts = [f"{one.event.pk}|{one.event.updated_at}|{one.before}|{one.after}|{one.problem}" for one in planned]
    return sha256("\n".join(parts).encode()).hexdigest()[:32]


@transaction.atomic
def change_in_bulk(
    *, keys: Iterable[int], change: BulkChange, by: User, reason: str, seen: str | None = None
) -> list[Planned]:
    """Make a change to all events that can take it, or to none when anything fails.

    `seen` is the fingerprint of the plan that the person agreed to: if the plan is another one by now, nothing
    is changed. Events of which the public sees the change keep the reason.
    """
    if not reason.strip():
        raise ValidationError(_("Write why these events change."), code="no_reason")
    keys = list(keys)
    list(Event.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    planned = plan_bulk(keys=keys, change=change, by=by)
    if seen is not None and seen != fingerprint(planned):
        raise ValidationError(_("The events have changed since you looked: this is what would happen now."), "changed")
    made = [one for one in planned if one.is_made]
    if not made:
        raise ValidationError(_("None of these events would change."), code="nothing")
    with recorded(by=by, why="" if change.is_step else reason, how=How.BULK):
        change.make(made, by, reason)
        if not change.is_step:
            Event.objects.filter(pk__in=[one.event.pk for one in made]).update(updated_at=timezone.now())
            EventStep.objects.bulk_create(
                EventStep(event=one.event, step=StepKind.CHANGE, by=by, comment=reason.strip())
                for one in made
                if one.event.is_public
            )
    return planned

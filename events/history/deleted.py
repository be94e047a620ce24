"""Events that are not there any more: which, when and by whom they were deleted, and what they were last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet

from events.history.states import Entry, entries, snapshots_of
from events.models import SNAPSHOTS, Event, Merge
from events.partial_dates import in_words


@dataclass(frozen=True)
class Deleted:
    """An event as the list of deleted ones shows it."""

    key: int
    title: str
    start: str
    deleted_at: datetime
    who: str


def deletions() -> QuerySet[Any]:
    """The snapshot with which each deleted event went, newest first. What was merged into another is not lost."""
    snapshots = SNAPSHOTS[Event].objects
    gone = snapshots.filter(pgh_label="delete").exclude(Exists(Event.objects.filter(pk=OuterRef("pgh_obj_id"))))
    merged = Merge.objects.filter(kind="event", gone=OuterRef("pgh_obj_id"), undone_at=None)
    last = gone.exclude(Exists(merged)).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id").values("pgh_id")
    found: QuerySet[Any] = snapshots.filter(pgh_id__in=last).select_related("pgh_context").order_by("-pgh_id")
    return found


def told(rows: list[Any]) -> list[Deleted]:
    """Deletions for people. One query."""
    keys = {row.pk: (row.pgh_context.metadata.get("user") if row.pgh_context else None) or 0 for row in rows}
    users = {user.pk: user for user in User.objects.filter(pk__in={*keys.values()} - {0})}
    return [
        Deleted(row.pgh_obj_id, row.title, in_words(row.start), row.pgh_created_at, _name(users.get(keys[row.pk])))
        for row in rows
    ]


def last_state(key: int) -> Entry | None:
    """The last change after which a deleted event was there; None if it is there now, or its history is not."""
    if not deletions().filter(pgh_obj_id=key).exists():
        return None
    found = [entry for entry in entries(snapshots_of(Event, [key])) if entry.after.of(Event)]
    return found[-1] if found else None


def _name(user: User | None) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""

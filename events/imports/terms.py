"""What somebody may do by an import in the admin: no more than by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from events.choices import Status
from events.exchange.shapes import EVENTS, Kind, Rows
from events.imports.plan import Change
from events.imports.read import Line
from events.imports.report import Problem, shown
from events.models import Event

PUBLISH = "events.publish_event"


class Terms:
    """Says which changes a person may not make. The importer asks it about every batch."""

    def __init__(self, by: User) -> None:
        self.by = by
        self.may_publish = by.has_perm(PUBLISH)

    def __call__(self, kind: Kind, batch: list[Change], lines: dict[str, Line]) -> Iterator[Problem]:
        seen = self._ever_published(kind, batch)
        for change in batch:
            told = self._refusal(kind, change)
            if told:
                yield lines[change.slug].problem("", "", told)
            elif kind is EVENTS:
                for path, value, told in [*self._status(change), *self._taken_away(change, seen)]:
                    yield lines[change.slug].problem(path, value, told)

    def may_make(self, kind: Kind) -> bool:
        return self.by.has_perm(f"events.add_{kind.model._meta.model_name}")

    def _refusal(self, kind: Kind, change: Change) -> str:
        name = kind.model._meta.model_name
        if change.pk is None and not self.by.has_perm(f"events.add_{name}"):
            return _("you may not add this record")
        if change.pk is not None and change.keys and not self.by.has_perm(f"events.change_{name}"):
            return _("you may not change this record")
        return ""

    def _status(self, change: Change) -> Iterator[tuple[str, str, str]]:
        """A new event is a draft or in review, of a reviewer also published. Later steps are taken one by one."""
        after = change.record.get("status", Status.PUBLISHED.value)
        before = change.stored.get("status", Status.PUBLISHED.value) if change.pk else ""
        allowed = {before, Status.IN_REVIEW.value} if before == Status.DRAFT else {before}
        if not before:
            allowed = {Status.DRAFT.value, Status.IN_REVIEW.value}
            allowed |= {Status.PUBLISHED.value} if self.may_publish else set()
        if after not in allowed:
            told = _("the step to this status can't be taken by an import; write %(allowed)s, or leave the cell empty")
            yield "status", shown(after), told % {"allowed": ", ".join(sorted(allowed))}

    def _taken_away(self, change: Change, seen: set[Any]) -> Iterator[tuple[str, str, str]]:
        """What readers have seen is taken away by reviewers only."""
        if self.may_publish or change.pk not in seen:
            return
        for rows in EVENTS.rows:
            before, after = (each.get(rows.key, []) for each in (change.stored, change.record))
            gone = _named(rows, before) - _named(rows, after)
            if rows.key in change.keys and (gone or len(after) < len(before)):
                told = _("readers have seen this event: only a reviewer takes away what it says here")
                yield rows.key, shown(min(gone)) if gone else "", told

    def _ever_published(self, kind: Kind, batch: Iterable[Change]) -> set[Any]:
        if kind is not EVENTS or self.may_publish:
            return set()
        changed = [change.pk for change in batch if change.pk and change.keys]
        return set(Event.objects.filter(pk__in=changed).exclude(published_at=None).values_list("pk", flat=True))


def _named(rows: Rows, found: list[Any]) -> set[str]:
    """Who or what stands in a list; of places nothing, because a place may be written better."""
    if rows.key == "places":
        return set()
    key = "number" if rows.key == "quotes" else rows.values[0].key
    return {str(row.get(key, place) if isinstance(row, dict) else row) for place, row in enumerate(found, 1)}

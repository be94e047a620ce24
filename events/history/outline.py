"""A long history a part at a time: which changes there were, and of some of them what they did.

What a snapshot holds is only read of the changes that are asked for, and of each row as it stood before them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import Model

from events.history.states import Entry, Mark, State, entries, marks_of, snapshots_with


class Outline:
    """The changes of a record in their order, the oldest first. One query."""

    def __init__(self, record: Model) -> None:
        self.record = record
        groups: dict[tuple[datetime, UUID | None], list[Mark]] = defaultdict(list)
        for mark in marks_of(type(record), record.pk):
            groups[mark.made_at, mark.context].append(mark)
        self.changes = sorted(groups.values(), key=lambda group: group[-1].number)

    def __len__(self) -> int:
        return len(self.changes)

    def place_of(self, number: int) -> int | None:
        """The place of the change with this number."""
        return next((place for place, group in enumerate(self.changes) if group[-1].number == number), None)

    def entries(self, first: int, last: int) -> list[Entry]:
        """The changes from one place up to, and without, another. One query."""
        stands: dict[tuple[str, str], int] = {}  # the last snapshot of each row before them
        for group in self.changes[:first]:
            stands.update({(mark.name, mark.pk): mark.number for mark in group})
        wanted = {mark.number for group in self.changes[first:last] for mark in group}
        if not wanted:
            return []
        found = snapshots_with(type(self.record), self.record.pk, wanted | {*stands.values()})
        before = State().after(kept for kept in found if kept.number not in wanted)
        return list(entries((kept for kept in found if kept.number in wanted), before))

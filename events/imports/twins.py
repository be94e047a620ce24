"""New rows that may be events which are recorded already, under another slug."""

from __future__ import annotations

from typing import Any

from events.duplicates.against import matches
from events.exchange.shapes import EVENTS
from events.imports.entries import Entry
from events.imports.importer import Import
from events.models import RowStatus

MOST = 3


def twins_of(found: Import, entries: list[Entry]) -> dict[int, list[dict[str, Any]]]:
    """For the line of each new event, the recorded ones that it may be, with the reasons in words."""
    new = {entry.line for entry in entries if entry.status == RowStatus.NEW}
    lines = [line for line in found.content.lines.get(EVENTS, []) if line.number in new]
    looked = matches((line.data() for line in lines), numbers=[line.number for line in lines])
    twins = {}
    for each in looked:
        near = [*each.matches, *each.offered][:MOST]
        twins[each.line] = [
            {"pk": match.event.key, "title": match.event.title, "score": match.score, "reasons": match.judgment.reasons}
            for match in near
        ]
    return twins

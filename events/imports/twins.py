"""New rows that may be events which are recorded already, under another slug.

Holding one event against a large record takes a tenth of a second, and a person waits for the preview: after some
seconds the comparison stops, and the preview says from which line on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from events.duplicates.events import candidates_of
from events.duplicates.typed import TypedEvents
from events.exchange.records import in_chunks
from events.exchange.shapes import EVENTS
from events.imports.entries import Entry
from events.imports.importer import Import
from events.imports.names import MODELS
from events.imports.read import Line
from events.imports.references import Directory
from events.lookup import Kind
from events.models import RowStatus

MOST = 3
SECONDS = 5
AT_A_TIME = 25


@dataclass
class Twins:
    """For the line of each new event, the recorded ones that it may be, with the reasons in words."""

    of_line: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    not_from: int = 0  # the first line that was not compared; 0 when all were

    def notes(self) -> list[str]:
        if not self.not_from:
            return []
        told = _("New events from line %s on were not compared with the recorded ones: it would take too long here.")
        return [told % self.not_from]


class SluggedEvents(TypedEvents):
    """Events whose actors have become slugs already: no names have to be loaded for them."""

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self.directory = directory

    def _find(self, kind: Kind, name: str) -> list[Any]:
        key = self.directory.keys[MODELS[kind]].get(name)
        return [] if key is None else [key]


def twins_of(found: Import, entries: list[Entry], *, seconds: float = SECONDS) -> Twins:
    """Look for the new events among the recorded ones, as far as the time allows."""
    new = {entry.line for entry in entries if entry.status == RowStatus.NEW}
    lines = [line for line in found.content.lines.get(EVENTS, []) if line.number in new]
    twins, typed, end = Twins(), SluggedEvents(found.directory), monotonic() + seconds
    for chunk in in_chunks(lines, AT_A_TIME):
        if monotonic() > end:
            twins.not_from = chunk[0].number
            break
        twins.of_line |= _of_chunk(chunk, typed)
    return twins


def _of_chunk(lines: list[Line], typed: TypedEvents) -> dict[int, list[dict[str, Any]]]:
    facts = [typed.facts(line.data(), f"line {line.number}") for line in lines]
    return {
        line.number: [
            {"pk": each.event.key, "title": each.event.title, "score": each.score, "reasons": each.judgment.reasons}
            for each in candidates[:MOST]
        ]
        for line, candidates in zip(lines, candidates_of(facts), strict=True)
    }

"""New rows that may be one event: with each other, or with events that are recorded already under another slug.

Every new row is held against the record at a glance, and the likest of each then in full, the very likest first. A
person waits for the preview: after some seconds the comparison stops, and the preview says how far it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from events.duplicates.crowd import held_against, nearest
from events.duplicates.events import Candidate, weights_of
from events.duplicates.facts import EventFacts
from events.duplicates.judgment import LIKELY_FROM, judge
from events.duplicates.typed import TypedEvents
from events.exchange.shapes import EVENTS
from events.imports.entries import Entry
from events.imports.importer import Import
from events.imports.names import MODELS
from events.imports.references import Directory
from events.lookup import Kind
from events.lookup.letters import folded
from events.models import RowStatus

MOST = 3
SECONDS = 6
FOR_EACH_OTHER = 0.4  # of these seconds


SLACK = timedelta(days=2)  # two people may write a day apart

Told = dict[str, Any]  # the other event by `pk` or by its `line` in the file, with title, score and reasons


@dataclass
class Twins:
    """For the line of each new event those that it may be, with the reasons in words."""

    of_line: dict[int, list[Told]] = field(default_factory=lambda: defaultdict(list))
    near: int = 0  # how many recorded events are near enough to a new one to be held against it
    compared: int = 0  # against how many of them, the likest first, it was
    is_cut: bool = False  # whether some rows were not held against each other

    def notes(self) -> list[str]:
        told = []
        if self.is_cut:
            told.append(
                _("Many new events of this file lie close together: only those of the likest titles were compared.")
            )
        if self.compared < self.near:
            text = _(
                "Of %(near)d recorded events that lie near new ones of this file the likest %(compared)d were compared "
                "with them; for the others there was no time. Each new event is asked about again on its form and "
                "before it is published."
            )
            told.append(text % {"near": self.near, "compared": self.compared})
        return told


class SluggedEvents(TypedEvents):
    """Events whose actors have become slugs already: no names have to be loaded for them."""

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self.directory = directory

    def _find(self, kind: Kind, name: str) -> list[Any]:
        key = self.directory.keys[MODELS[kind]].get(name)
        return [] if key is None else [key]


def twins_of(found: Import, entries: list[Entry], *, seconds: float = SECONDS) -> Twins:
    """Look for the new events among each other and among the recorded ones, as far as the time allows."""
    new = {entry.line for entry in entries if entry.status == RowStatus.NEW}
    lines = [line for line in found.content.lines.get(EVENTS, []) if line.number in new]
    typed, began = SluggedEvents(found.directory), monotonic()
    facts = [(line.number, typed.facts(line.data(), f"line {line.number}")) for line in lines]
    twins = Twins()
    _compare_with_each_other(facts, twins, began + seconds * FOR_EACH_OTHER)
    _compare_with_the_record(facts, twins, began + seconds)
    return twins


def _compare_with_the_record(facts: list[tuple[int, EventFacts]], twins: Twins, end: float) -> None:
    """Recorded twins stand before those of the file."""
    events = [event for _line, event in facts]
    near = nearest(events)
    twins.near = len(near)
    found: dict[int, list[Candidate]] = defaultdict(list)
    batches = held_against(events, near)
    while (not twins.compared or monotonic() < end) and (judged := next(batches, None)):
        twins.compared += len(judged)
        for position, candidate in judged:
            if candidate:
                found[position].append(candidate)
    for position, candidates in found.items():
        twins.of_line[facts[position][0]][:0] = [
            {"pk": each.event.key, "title": each.event.title, "score": each.score, "reasons": each.judgment.reasons}
            for each in sorted(candidates, key=lambda each: (-each.score, each.event.slug))[:MOST]
        ]


def _compare_with_each_other(facts: list[tuple[int, EventFacts]], twins: Twins, end: float) -> None:
    """Hold rows of one file against each other that share enough, those of the likest titles first. Six queries."""
    titles = [folded(event.title) for _line, event in facts]
    pairs = sorted(
        _pairs([event for _line, event in facts]),
        key=lambda pair: -fuzz.token_set_ratio(titles[pair[0]], titles[pair[1]]),
    )
    weights = weights_of([facts[place][1] for place in sorted({place for pair in pairs for place in pair})])
    for pair in pairs:
        if monotonic() > end:
            twins.is_cut = True
            return
        (line, first), (other, second) = (facts[place] for place in pair)
        judgment = judge(first, second, weights, LIKELY_FROM)
        if judgment.score >= LIKELY_FROM:
            about = {"score": judgment.score, "reasons": judgment.reasons}
            for own, to, event in ((line, other, second), (other, line, first)):
                if len(twins.of_line[own]) < MOST:
                    twins.of_line[own].append({"line": to, "title": event.title, **about})


def _pairs(events: list[EventFacts]) -> Iterator[tuple[int, int]]:
    """Places of events whose dates can overlap and who share what recorded ones have to share, or the title."""
    met: dict[tuple[str, Any], list[int]] = defaultdict(list)
    for place, event in enumerate(events):
        near: set[int] = set()
        for key in _shared(event):
            near.update(other for other in met[key] if _is_worth_a_look(key[0], event, events[other]))
            met[key].append(place)
        yield from ((other, place) for other in sorted(near))


def _shared(event: EventFacts) -> Iterator[tuple[str, Any]]:
    yield "title", folded(event.title)
    for name in ("place_countries", "people", "organizations", "sources"):
        yield from ((name, value) for value in getattr(event, name))


def _is_worth_a_look(shared: str, one: EventFacts, other: EventFacts) -> bool:
    if shared == "organizations" and not (one.is_placeless or other.is_placeless):
        return False
    return one.earliest_start - SLACK <= other.latest_end and other.earliest_start - SLACK <= one.latest_end

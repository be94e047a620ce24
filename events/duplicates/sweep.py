"""All pairs of recorded events worth a look, met in the order of time.

Only the events that can still be going on are held, under what they share with others, so that neither memory nor
the time for one event grows with the years on record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth

from events.duplicates.blocking import SLACK, telling_words
from events.duplicates.facts import EventFacts
from events.duplicates.recorded import facts_of
from events.lookup.letters import folded
from events.models import Event

Shared = tuple[str, int | str]


@dataclass(frozen=True)
class Month:
    """What came with one month."""

    first: date
    done: int  # events up to here
    pairs: Iterator[tuple[EventFacts, EventFacts]]
    over: list[int]  # primary keys of events that no later one can meet


class Alive:
    """The events that can still be going on, under what they share."""

    def __init__(self) -> None:
        self._events: dict[int, EventFacts] = {}
        self._sharing: dict[Shared, set[int]] = defaultdict(set)

    def meet(self, event: EventFacts) -> Iterator[EventFacts]:
        """Those that are worth a look beside an event that started no earlier; then it is one of them."""
        keys: set[int] = set().union(*(self._sharing.get(shared, ()) for shared in _looks_for(event)))
        for key in sorted(keys):
            if self._events[key].latest_end + SLACK >= event.earliest_start:
                yield self._events[key]
        self._events[int(event.key)] = event
        for shared in _is_found_by(event):
            self._sharing[shared].add(int(event.key))

    def bury(self, before: date) -> list[int]:
        """Let go of what was over before a day."""
        over = [key for key, event in self._events.items() if event.latest_end + SLACK < before]
        for key in over:
            for shared in _is_found_by(self._events.pop(key)):
                self._sharing[shared].discard(key)
                if not self._sharing[shared]:
                    del self._sharing[shared]
        return over


def _is_found_by(event: EventFacts) -> Iterator[Shared]:
    yield from _whatever_the_place(event)
    yield from (("body", key) for key in event.organizations)
    if event.is_placeless:
        yield from (("body of a placeless event", key) for key in event.organizations)


def _looks_for(event: EventFacts) -> Iterator[Shared]:
    """An organization in common is enough only where one of the two has no place."""
    yield from _whatever_the_place(event)
    yield from (("body" if event.is_placeless else "body of a placeless event", key) for key in event.organizations)


def _whatever_the_place(event: EventFacts) -> Iterator[Shared]:
    yield "title", folded(event.title)
    yield from (("place", code) for code in event.place_countries)
    yield from (("person", key) for key in event.people)
    yield from (("source", key) for key in event.sources)
    if event.is_placeless:
        yield from (("word of a placeless event", word) for word in telling_words(event.title))


def by_month() -> Iterator[Month]:
    """Month after month of the record, each pair once. Nine queries a month."""
    alive, done = Alive(), 0
    starts = Event.objects.annotate(month=TruncMonth("earliest_start")).order_by("month").values_list("month")
    for first, events in list(starts.annotate(events=Count("pk"))):
        done += events
        over = alive.bury(first)
        yield Month(first, done, _pairs(first, alive), over)


def _pairs(month: date, alive: Alive) -> Iterator[tuple[EventFacts, EventFacts]]:
    started = Event.objects.filter(earliest_start__year=month.year, earliest_start__month=month.month)
    newcomers = facts_of(started.values_list("pk", flat=True)).values()
    for newcomer in sorted(newcomers, key=lambda event: (event.earliest_start, event.key)):
        for other in alive.meet(newcomer):
            yield newcomer, other

"""Recorded events worth a look beside very many typed ones at once: the likeliest of each, found by sets.

Asking the database for each of some thousand events (`blocking.py`) takes minutes, and holding each against all that
it finds takes longer. Here one query for each kind of row brings the events of every country, person, body, source and
framework of the file as a set of numbers; what two events share is then counted in memory, roughly, and only the
likeliest few of each are worth reading.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nlargest
from itertools import islice
from math import log
from operator import itemgetter
from typing import Any

from django.db import connection
from pyroaring import BitMap
from rapidfuzz import fuzz

from events.bitmaps.conditions import unpacked
from events.duplicates.blocking import SLACK, telling_words
from events.duplicates.events import Candidate, weights_of
from events.duplicates.facts import EventFacts
from events.duplicates.judgment import LIKELY_FROM, judge
from events.duplicates.recorded import facts_of
from events.lookup.letters import folded

LONG = 31  # days; of events that may last longer each is looked at
FOR_A_SOURCE = 31  # days that two events of one source may lie apart
MOST_OF_EACH, MOST_TITLES = 6, 30
LEAST = 2.0  # rough points; a pair with fewer is not worth reading
AT_A_TIME = 1_000

SPANS = """
    SELECT string_agg(int4send(id::int) || int4send(earliest_start - %(epoch)s) || int4send(latest_end - %(epoch)s), '')
    FROM events_event WHERE earliest_start <= %(last)s AND latest_end >= %(first)s
"""
PLACELESS = """
    SELECT string_agg(int4send(id::int), '') FROM events_event event
    WHERE NOT EXISTS (SELECT FROM events_eventplace place WHERE place.event_id = event.id)
"""
SHARING = """
    SELECT {column}, string_agg(int4send(event_id::int), '') FROM {table} WHERE {column} = ANY(%(values)s) GROUP BY 1
"""
CITIES = """
    SELECT country_id, lower(city), string_agg(int4send(event_id::int), '') FROM events_eventplace
    WHERE country_id = ANY(%(values)s) AND city <> '' GROUP BY 1, 2
"""
WORDS = """
    SELECT word, string_agg(int4send(event.id::int), '') FROM unnest(%(values)s::text[]) AS word
    JOIN events_event event ON event.search @@ to_tsquery('cooperation_prose', quote_literal(word)) GROUP BY 1
"""
TYPES = "SELECT type, string_agg(int4send(id::int), '') FROM events_event WHERE type = ANY(%(values)s) GROUP BY 1"
# What two events can share: the table and column, the most that one may count, and what counts against them if they
# share none.
SHARED: dict[str, tuple[str, str, float, float]] = {
    "place_countries": ("events_eventplace", "country_id", 0.6, 0.0),
    "countries": ("events_countryparticipation", "country_id", 0.5, 0.8),
    "people": ("events_personparticipation", "person_id", 2.4, 0.3),
    "organizations": ("events_organizationparticipation", "organization_id", 2.0, 1.6),
    "sources": ("events_citation", "source_id", 1.6, 0.0),
    "frameworks": ("events_eventframework", "framework_id", 2.0, 0.0),
}
SAME_CITY, OTHER_TYPE = 2.0, 1.5
TITLE = 0.05  # for each hundredth of likeness
EPOCH = date(1970, 1, 1)
NOTHING = BitMap()
Days = tuple[int, int]  # first and last one, counted from the epoch


@dataclass(frozen=True)
class Near:
    """A typed event, by its place in the list, and a recorded one that is worth a look beside it."""

    position: int
    key: int
    rough: float  # how likely the two are one, at a glance


def held_against(events: list[EventFacts], near: list[Near]) -> Iterator[list[tuple[int, Candidate | None]]]:
    """The judgment of each pair in their order, some thousand at a time; None where nobody has to be asked.

    Eight queries for each batch, and seven more for the first one: what actors tell is asked once, for those of the
    typed events and of the likest recorded ones. Whoever waits takes as many batches as there is time for.
    """
    pairs, weights = iter(near), None
    while batch := list(islice(pairs, AT_A_TIME)):
        recorded = facts_of({pair.key for pair in batch})
        weights = weights or weights_of([*events, *recorded.values()])
        told: list[tuple[int, Candidate | None]] = []
        for pair in batch:
            other = recorded[pair.key]
            judgment = judge(events[pair.position], other, weights, LIKELY_FROM)
            told.append((pair.position, Candidate(other, judgment) if judgment.score >= LIKELY_FROM else None))
        yield told


def nearest(events: list[EventFacts]) -> list[Near]:
    """For each typed event the few recorded ones that are the likest; the likest of each stand before the next ones.

    Twelve queries.
    """
    if not events:
        return []
    record = Record(events)
    found = [(position, key, rough) for position, event in enumerate(events) for key, rough in record.likest(event)]
    titles = dict(_titles({key for _position, key, _rough in found}))
    typed = [folded(event.title) for event in events]
    of_each: dict[int, list[Near]] = defaultdict(list)
    for position, key, rough in found:
        likeness = fuzz.token_set_ratio(typed[position], titles.get(key, ""))
        of_each[position].append(Near(position, key, rough + likeness * TITLE))
    ranked = [
        (rank, near)
        for several in of_each.values()
        for rank, near in enumerate(sorted(several, key=_likest_first)[:MOST_OF_EACH])
        if near.rough >= LEAST
    ]
    return [near for _rank, near in sorted(ranked, key=lambda pair: (pair[0], *_likest_first(pair[1])))]


def _likest_first(near: Near) -> tuple[float, int, int]:
    return (-near.rough, near.position, near.key)


class Record:
    """Of the recorded events those that can share anything with the typed ones, as sets."""

    def __init__(self, events: list[EventFacts]) -> None:
        self.days = _spans(events)
        self.sets = {name: _sets(_sharing(name), _values(events, name)) for name in SHARED}
        self.types = _sets(TYPES, {event.type for event in events})
        self.cities = _sets(CITIES, _values(events, "place_countries"))
        self.placeless = _sets(PLACELESS, []).get((), NOTHING)
        self.words = _sets(
            WORDS, {word for event in events if event.is_placeless for word in telling_words(event.title)}
        )
        self.by_start: dict[int, BitMap] = defaultdict(BitMap)
        self.long = BitMap()
        for key, (first, last) in self.days.items():
            (self.long if last - first > LONG else self.by_start[first]).add(key)

    def likest(self, event: EventFacts) -> list[tuple[int, float]]:
        """Those whose titles are worth a look."""
        return nlargest(MOST_TITLES, self.shared(event).items(), key=itemgetter(1))

    def shared(self, event: EventFacts) -> dict[int, float]:
        """The events worth a look beside this one, each with what the two share in rough points."""
        days = _days(event)
        found = self._worth_a_look(event, days)
        points = {key: _of_days(days, self.days[key]) for key in found}
        for key in found - self.types.get((event.type,), NOTHING):
            points[key] -= OTHER_TYPE
        for name, (_table, _column, most, missing) in SHARED.items():
            values = getattr(event, name)
            if values and missing:
                for key in found - self._any(name, event):
                    points[key] -= missing
            for value in values:
                events = self.sets[name].get((value,), NOTHING)
                told = min(most, max(0.3, 0.5 * log((len(self.days) + 2) / (len(events) + 1))))
                for key in events & found:
                    points[key] += told
        for city in event.cities:
            for key in self.cities.get((city.country, city.name), NOTHING) & found:
                points[key] += SAME_CITY
        return points

    def _worth_a_look(self, event: EventFacts, days: Days) -> BitMap:
        """As `blocking.py` asks the database."""
        first, last = days[0] - SLACK.days, days[1] + SLACK.days
        others, bodies = (
            self._any("place_countries", event) | self._any("people", event),
            self._any("organizations", event),
        )
        if event.is_placeless:
            others |= bodies | BitMap.union(NOTHING, *(self._of_word(word) for word in telling_words(event.title)))
        else:
            others |= bodies & self.placeless
        near_by = self._any("sources", event)
        return self._between(others, first, last) | self._between(near_by, first - FOR_A_SOURCE, last + FOR_A_SOURCE)

    def _between(self, events: BitMap, first: int, last: int) -> BitMap:
        """Those of the events that can be going on between two days."""
        begun = (self.by_start[day] for day in range(first - LONG, last + 1) if day in self.by_start)
        within = events & BitMap.union(self.long, *begun)
        return BitMap([key for key in within if self.days[key][0] <= last and self.days[key][1] >= first])

    def _of_word(self, word: str) -> BitMap:
        return self.words.get((word,), NOTHING)

    def _any(self, name: str, event: EventFacts) -> BitMap:
        return BitMap.union(NOTHING, *(self.sets[name].get((value,), NOTHING) for value in getattr(event, name)))


def _of_days(one: Days, other: Days) -> float:
    if one == other:
        return 3.2
    apart = max(other[0] - one[1], one[0] - other[1])
    return 1.2 if apart <= 0 else -1.5 * apart


def _days(event: EventFacts) -> Days:
    return (event.earliest_start - EPOCH).days, (event.latest_end - EPOCH).days


def _values(events: list[EventFacts], name: str) -> set[Any]:
    return {value for event in events for value in getattr(event, name)}


def _sharing(name: str) -> str:
    table, column, *_points = SHARED[name]
    return SHARING.format(table=table, column=column)


def _sets(statement: str, values: Iterable[Any]) -> dict[tuple[Any, ...], BitMap]:
    """The events of each row of an answer, by what stands before them in the row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"values": list(values)})
        return {tuple(before): unpacked(packed) for *before, packed in cursor.fetchall()}


def _spans(events: list[EventFacts]) -> dict[int, Days]:
    """First and last day of every recorded event that may lie near one of the typed ones."""
    around = SLACK + timedelta(days=FOR_A_SOURCE)
    first, last = min(event.earliest_start for event in events), max(event.latest_end for event in events)
    with connection.cursor() as cursor:
        cursor.execute(SPANS, {"epoch": EPOCH, "first": first - around, "last": last + around})
        numbers = array("i", bytes(cursor.fetchone()[0] or b""))
    numbers.byteswap()  # PostgreSQL sends them in the order of the network
    return dict(zip(numbers[::3], zip(numbers[1::3], numbers[2::3], strict=True), strict=True))


def _titles(keys: Iterable[int]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, lower(title) FROM events_event WHERE id = ANY(%s)", [list(keys)])
        return list(cursor.fetchall())

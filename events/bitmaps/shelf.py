"""The sets themselves: one for each key and each day, as they stood at one moment."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from pyroaring import BitMap

from events.models.event_index import key

NOTHING = BitMap()
COUNTRY = key("country", "") + ":"
DATES = ("earliest_start", "latest_start", "earliest_end", "latest_end")
TOLD = TypeVar("TOLD")
REMEMBERED = 50  # answers, mostly sets, each of some 15 KB at most where there are 100,000 events


@dataclass(frozen=True)
class Row:
    """A public event of the index: its number, its four days in the order of `DATES`, its keys."""

    event: int
    days: tuple[str, ...]  # ISO 8601
    keys: list[str]


class Bitmaps:
    """Sets of the numbers of public events. Never changed: `changed` makes new ones, which share what is the same."""

    def __init__(self, everything: BitMap, by_key: dict[str, BitMap], by_day: dict[tuple[str, str], BitMap]) -> None:
        self.everything = everything
        self._by_key = by_key
        self._by_day = by_day
        self._until: dict[tuple[str, int], BitMap] = {}
        self._touching: dict[int, BitMap] = {}
        self._numbered: dict[str, list[tuple[int, BitMap]]] = {}
        self._remembered: dict[Hashable, Any] = {}

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Bitmaps:
        """The sets of all rows. Some 20 microseconds a row, 500 bytes a row when all are there."""
        everything = array("I")
        by_key: dict[str, array[int]] = defaultdict(lambda: array("I"))
        by_day: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        for row in rows:
            everything.append(row.event)
            for one in row.keys:
                by_key[one].append(row.event)
            for column, day in zip(DATES, row.days, strict=True):
                by_day[column, day].append(row.event)
        return cls(BitMap(everything), _sets(by_key), _sets(by_day))

    @classmethod
    def of_named(cls, sets: dict[str, BitMap]) -> Bitmaps:
        """The sets as `named` gives them."""
        everything, by_key, by_day = NOTHING, {}, {}
        for name, events in sets.items():
            column, is_day, day = name.partition(" ")  # which no key holds
            if is_day:
                by_day[column, day] = events
            elif name:
                by_key[name] = events
            else:
                everything = events
        return cls(everything, by_key, by_day)

    def named(self) -> Iterator[tuple[str, BitMap]]:
        """All sets that cannot be told from others, each under a name in which no line ends."""
        yield "", self.everything
        yield from self._by_key.items()
        for (column, day), events in self._by_day.items():
            yield f"{column} {day}", events

    def changed(self, events: Iterable[int], rows: Iterable[Row]) -> Bitmaps:
        """The sets after some events have changed; `rows` are those of them that are public now."""
        gone = BitMap(events)
        new = Bitmaps.of(rows)
        return Bitmaps(
            (self.everything - gone) | new.everything,
            _merged(self._by_key, gone, new._by_key),
            _merged(self._by_day, gone, new._by_day),
        )

    def any_of(self, keys: Iterable[str]) -> BitMap:
        """The events with at least one of the keys."""
        sets = [self._by_key[one] for one in keys if one in self._by_key]
        if len(sets) == 1:
            return sets[0]
        return BitMap.union(*sets) if sets else NOTHING

    def until(self, column: str, last: date) -> BitMap:
        """The events whose day in `column` is this one or an earlier one."""
        if (last.month, last.day) == (12, 31):
            return self._until_year(column, last.year)
        days, end = self._days_of_year[column].get(last.year, []), last.isoformat()
        within = [self._by_day[column, day] for day in days if day <= end]
        return BitMap.union(self._until_year(column, last.year - 1), *within)

    def before(self, column: str, day: date) -> BitMap:
        """The events whose day in `column` is an earlier one."""
        return NOTHING if day == date.min else self.until(column, day - timedelta(days=1))

    def touching(self, year: int) -> BitMap:
        """The events of which some reading of the dates touches the year. Remembered."""
        if year not in self._touching:
            begun = self._until_year("earliest_start", year)
            self._touching[year] = begun - self._until_year("latest_end", year - 1)
        return self._touching[year]

    @cached_property
    def years_touched(self) -> range:
        """Every year from the first to the last that an event may touch."""
        known = [*self._days_of_year["earliest_start"], *self._days_of_year["latest_end"]]
        return range(min(known), max(known) + 1) if known else range(0)

    def around(
        self, events: BitMap, column: str, start: int, end: int, *, last_first: bool = False
    ) -> tuple[BitMap, int]:
        """Some of the events: those of the days on which the places `start` to `end` of their order by a date fall.

        Also the number of events on all days before these. To order what one day holds is left to the caller.
        """
        skipped, found = 0, NOTHING
        for day in reversed(self._days[column]) if last_first else self._days[column]:
            number = events.intersection_cardinality(self._by_day[column, day])
            if skipped + len(found) >= end:
                break
            if not found and skipped + number <= start:
                skipped += number
            elif number:
                found = found | (events & self._by_day[column, day])
        return found, skipped

    def newest(self, events: BitMap, number: int) -> BitMap:
        """At least so many of the events, if there are: all of the days on which the newest begin."""
        return events if len(events) <= number else self.around(events, "latest_start", 0, number, last_first=True)[0]

    def after(self, events: BitMap, column: str, day: date, number: int, *, last_first: bool = False) -> BitMap:
        """At least so many of the events in their order by a date, on whole days: all of a day, and what comes then."""
        until, before = self.until(column, day), self.before(column, day)
        rest = events & until if last_first else events - before
        on_the_day = rest.intersection_cardinality(until - before)
        return self.around(rest, column, 0, on_the_day + number, last_first=last_first)[0]

    def around_by_countries(self, events: BitMap, start: int, end: int) -> tuple[BitMap, int]:
        """The same in the order by the number of countries that took part, the most first, and then the newest."""
        skipped, found = 0, NOTHING
        for same in self._by_number_of_countries(events):
            if skipped + len(found) >= end:
                break
            if not found and skipped + len(same) <= start:
                skipped += len(same)
                continue
            done = skipped + len(found)
            here, before = self.around(same, "latest_start", max(start - done, 0), end - done, last_first=True)
            skipped += before if not found else 0
            found = found | here
        return found, skipped

    def _by_number_of_countries(self, events: BitMap) -> list[BitMap]:
        """The events apart by how many countries took part, the most first, those with none last."""
        at_least = [events]
        for name, having in self._by_key.items():
            if name.startswith(COUNTRY) and len(name) == len(COUNTRY) + 2 and name[-2:].isalpha():
                more, number = having & events, 1
                while more and number < len(at_least):
                    more, at_least[number] = more & at_least[number], more | at_least[number]
                    number += 1
                if more:
                    at_least.append(more)
        return [one - more for one, more in zip(at_least, [*at_least[1:], NOTHING], strict=True)][::-1]

    def numbered(self, kind: str) -> list[tuple[int, BitMap]]:
        """The records of a kind that has numbers, each with its events in any role; the busiest first."""
        if kind not in self._numbered:
            before = key(kind, "") + ":"
            found = [
                (int(one[len(before) :]), events)
                for one, events in self._by_key.items()
                if one.startswith(before) and one[len(before) :].isdecimal()
            ]
            self._numbered[kind] = sorted(found, key=lambda pair: (-len(pair[1]), pair[0]))
        return self._numbered[kind]

    def remembered(self, name: Hashable, made: Callable[[], TOLD]) -> TOLD:
        """What the database told about this state of the record, asked once; of many such sets the last are kept.

        Only for what cannot change without a note of some event: then there are new sets, which remember nothing.
        """
        known = self._remembered.pop(name, None)
        if known is None:
            known = made()
        self._remembered[name] = known  # the one asked for last stands last
        for oldest in list(self._remembered)[:-REMEMBERED]:
            self._remembered.pop(oldest, None)
        return known  # type: ignore[no-any-return]

    @cached_property
    def years(self) -> range:
        """Every year from the first to the last that an event may have begun in."""
        years = sorted(self._days_of_year["latest_start"])
        return range(years[0], years[-1] + 1) if years else range(0)

    @cached_property
    def _days(self) -> dict[str, list[str]]:
        """The days of each date, in their order."""
        days: dict[str, list[str]] = {column: [] for column in DATES}
        for column, day in sorted(self._by_day):
            days[column].append(day)
        return days

    @cached_property
    def _days_of_year(self) -> dict[str, dict[int, list[str]]]:
        days: dict[str, dict[int, list[str]]] = {column: defaultdict(list) for column in DATES}
        for column, day in self._by_day:
            days[column][int(day[:4])].append(day)
        return days

    def _until_year(self, column: str, year: int) -> BitMap:
        """All up to the end of a year, remembered: a question about years joins no days."""
        if (column, year) not in self._until:
            known = self._days_of_year[column]
            years = [one for one in known if one <= year]
            days = [self._by_day[column, day] for one in years for day in known[one]]
            self._until[column, year] = BitMap.union(*days) if days else NOTHING
        return self._until[column, year]


def _sets(numbers: dict) -> dict:
    """Frees each list of numbers as soon as its set is made."""
    return {name: BitMap(numbers.pop(name)) for name in list(numbers)}


def _merged(old: dict, gone: BitMap, new: dict) -> dict:
    """The old sets without the events that changed, with the new ones; empty ones are dropped."""
    merged = dict(old)
    for name, events in _touched(old, gone):
        rest = events - gone
        if rest:
            merged[name] = rest
        else:
            del merged[name]
    for name, events in new.items():
        merged[name] = merged[name] | events if name in merged else events
    return merged


def _touched(sets: dict, gone: BitMap) -> Iterator[tuple]:
    return ((name, events) for name, events in sets.items() if events.intersect(gone))

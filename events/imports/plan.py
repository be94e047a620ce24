"""What an import has to do: which records are new, which differ from those of the database, and in what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from events.exchange.records import Record, Slugs, in_chunks, records
from events.exchange.shapes import EVENTS, FormerSlugs, Group, Kind, Rows, Value
from events.imports.read import Line


@dataclass(frozen=True)
class Change:
    """A record of a file beside the one in the database. Nothing to do when `keys` is empty."""

    slug: str
    record: Record  # complete, as it should be afterwards
    pk: Any  # None for a new record
    keys: tuple[str, ...]  # the keys that differ; for a new record all that it has
    stored: Record = field(default_factory=dict)  # as it is now; empty for a new record


def changes(kind: Kind, lines: Iterable[Line], slugs: Slugs) -> Iterator[list[Change]]:
    """Compare the lines with the database, batch by batch, in the order of the file."""
    for batch in in_chunks(lines):
        incoming = [canonical(kind, line.data()) for line in batch]
        queryset = kind.model._default_manager.filter(slug__in=[record["slug"] for record in incoming])
        stored = {record["slug"]: (pk, record) for pk, record in records(kind, queryset, slugs)}
        yield [_change(kind, record, *stored.get(record["slug"], (None, {}))) for record in incoming]


def _change(kind: Kind, record: Record, pk: Any, stored: Record) -> Change:
    if kind is EVENTS and "quotes" in record:
        record = {**record, "quotes": numbered(record["quotes"], stored.get("quotes", []))}
    if kind.former_slugs and pk is not None:  # old addresses are kept, whatever the file knows of them
        key = kind.former_slugs.key
        slugs = sorted({*record.get(key, []), *stored.get(key, [])})
        record = {**record, key: slugs} if slugs else record
    differing = [key.key for key in kind.keys if record.get(key.key) != stored.get(key.key)]
    return Change(record["slug"], record, pk, tuple(differing), stored)


def canonical(kind: Kind, data: dict[str, Any]) -> Record:
    """The record as it would be exported: keys in order, nothing that says no more than its absence."""
    record: Record = {}
    for key in kind.keys:
        found = data.get(key.key)
        if isinstance(key, Value) and found == key.left_out:
            continue
        if isinstance(key, Group) and found:
            found = _in_order(key.values, found)
        elif isinstance(key, Rows) and found and not key.is_flat:
            found = [_in_order(key.values, row) for row in found]
        elif isinstance(key, FormerSlugs) and found:
            found = sorted(found)
        if found not in (None, [], {}):
            record[key.key] = found
    return record


def _in_order(values: tuple[Value, ...], row: dict[str, Any]) -> dict[str, Any]:
    return {value.key: row[value.key] for value in values if row.get(value.key) not in (None, [])}


def numbered(quotes: list[dict[str, Any]], stored: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The quotes with their permanent numbers, sorted by them.

    A quote without a number keeps the one under which the event already has these words. Otherwise it has the
    number of its place in the list, unless that belongs to words that stay; then the next free one.
    """
    known = {quote["text"]: number_in(stored, index) for index, quote in enumerate(stored)}
    numbers: dict[int, int] = {index: quote["number"] for index, quote in enumerate(quotes) if "number" in quote}
    for index, quote in enumerate(quotes):
        number = known.get(quote["text"])
        if index not in numbers and number and number not in numbers.values():
            numbers[index] = number
    for index in range(len(quotes)):
        if index not in numbers:
            taken = numbers.values()
            numbers[index] = index + 1 if index + 1 not in taken else max(*taken, *known.values()) + 1
    ordered = sorted((number, quotes[index]) for index, number in numbers.items())
    return [_with_number(quote, number, place) for place, (number, quote) in enumerate(ordered, 1)]


def number_in(quotes: list[dict[str, Any]], index: int) -> int:
    """The number of a quote in a list in which it is left out where it is the place."""
    number: int = quotes[index].get("number", index + 1)
    return number


def _with_number(quote: dict[str, Any], number: int, place: int) -> dict[str, Any]:
    without = {key: value for key, value in quote.items() if key != "number"}
    return without if number == place else {**without, "number": number}

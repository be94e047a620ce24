"""Conditions on the index of events, answered from the sets instead of the database.

The same `Q` objects that filters give the database are read here, so that what a parameter means is written once.
"""

from __future__ import annotations

from array import array
from functools import reduce
from operator import and_, or_, xor
from typing import Any

from django.db.models import Aggregate, BinaryField, Q, QuerySet
from pyroaring import BitMap

from events.bitmaps.shelf import DATES, Bitmaps
from events.models import EventWords
from events.models.event_index import Keys, through_indexes

JOINED = {Q.AND: and_, Q.OR: or_, Q.XOR: xor}


class Packed(Aggregate):
    """The numbers of all rows as bytes, four each: 50,000 arrive in a few milliseconds."""

    template = "string_agg(int4send((%(expressions)s)::int), ''::bytea)"
    output_field = BinaryField()


class NoSetError(TypeError):
    """A filter asked the index of events for what is in no set: a fault of ours, no reader's."""


def found(condition: Q, bitmaps: Bitmaps) -> BitMap:
    """The public events of which the condition is true. One query for each condition on words.

    Raise NoSetError for a condition on a column that is neither a key nor a day: filters of events make none.
    """
    if not condition.children:
        return bitmaps.everything
    parts = [
        found(child, bitmaps) if isinstance(child, Q) else _leaf(child[0], child[1], bitmaps)  # type: ignore[index]
        for child in condition.children
    ]
    joined = reduce(JOINED[condition.connector], parts)
    return bitmaps.everything - joined if condition.negated else joined & bitmaps.everything


def _leaf(name: str, value: Any, bitmaps: Bitmaps) -> BitMap:
    if isinstance(value, Keys):
        return bitmaps.any_of(value.keys)
    if name == "pk__in":
        return _listed(value, bitmaps) if isinstance(value, QuerySet) else BitMap(value)
    column, _separator, lookup = name.partition("__")
    if column in DATES and lookup == "lte":
        return bitmaps.until(column, value)
    if column in DATES and lookup == "gte":
        return bitmaps.everything - bitmaps.before(column, value)
    raise NoSetError(f"{name}={value!r}")


def _listed(events: QuerySet, bitmaps: Bitmaps) -> BitMap:
    """The events that a query lists. Those of some words are remembered: no word changes without a note."""

    def asked() -> BitMap:
        with through_indexes():
            return numbers(events, "event")

    if events.model is EventWords:
        return bitmaps.remembered(events.query.sql_with_params(), asked)
    return asked()


def numbers(records: QuerySet, column: str = "pk") -> BitMap:
    """The numbers of all records of a query, which costs one."""
    return unpacked(records.aggregate(found=Packed(column))["found"])


def unpacked(packed: bytes | memoryview | None) -> BitMap:
    """Numbers as `Packed` sends them: four bytes each, the highest first."""
    sent = array("I", bytes(packed or b""))
    sent.byteswap()  # PostgreSQL sends them in the order of the network
    return BitMap(sent)

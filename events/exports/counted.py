"""How many rows hang on a set of events, asked before the first byte of a file that has no other place to say it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from pyroaring import BitMap

from events.models.reading import reading

FEW = 2_000  # events whose rows the database finds by their numbers; for more it walks through the index once


def rows_on(events: BitMap, models: Iterable[type[Model]]) -> int:
    """The rows of all these models that hang on the events. One query, some 10 ms for 100,000 rows."""
    if not events:
        return 0
    is_asked, asked = _by_numbers(events) if len(events) <= FEW else _by_bits(events)
    tables = [model._meta.db_table for model in models]
    counts = " + ".join(f'(SELECT count(*) FROM "{table}" WHERE {is_asked})' for table in tables)  # noqa: S608 - ours
    with reading().cursor() as cursor:
        cursor.execute(f"SELECT {counts}", {"asked": asked})
        return int(cursor.fetchone()[0])


def _by_numbers(events: BitMap) -> tuple[str, str]:
    return "event_id = ANY (%(asked)s::bigint[])", f"{{{','.join(map(str, events))}}}"


def _by_bits(events: BitMap) -> tuple[str, bytes]:
    """A bit for each number: a list of 50,000 takes the database four times as long to look through."""
    bits = bytearray(events.max() // 8 + 1)
    for event in events:
        bits[event >> 3] |= 1 << (event & 7)
    # CASE, because AND does not say which side comes first, and a bit past the end is an error.
    return f"CASE WHEN event_id < {8 * len(bits)} THEN get_bit(%(asked)s, event_id) = 1 ELSE false END", bytes(bits)

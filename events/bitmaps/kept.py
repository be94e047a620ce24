"""The sets of one process, kept in the database for those that start after it: taken in a thirtieth of the time.

Nothing depends on what is kept. It bears the snapshot that it shows; whoever takes it follows the notes since then, and
where it is missing, too old or of another server all sets are made anew. It is written beside the requests, on a
connection of its own (docs/decisions/0024).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from threading import Thread
from time import monotonic
from typing import Any

from django.db import DatabaseError, connection, transaction
from pyroaring import BitMap

from events.bitmaps.shelf import Bitmaps
from events.models.reading import reading

FORM = 1  # of what is kept; another number whenever it comes to mean something else
FEWEST = 20_000  # events whose sets are worth keeping: those of fewer are made in half a second
OFTEN = timedelta(hours=1)  # after which a newer copy is kept
PART = 500  # sets in a row
SIZE = Struct("!I")
THREAD = "keeping sets"

TAKE = """
    COPY (
        SELECT snapshot::text, notes::int8, extract(epoch FROM at)::float8, names, sets FROM events_keptsets
        WHERE at BETWEEN now() - interval '{hours} hours' AND now() + interval '1 minute' AND form = {form}
        AND server = (SELECT system_identifier FROM pg_control_system())
        AND notes = 'events_indexchange'::regclass::oid
        ORDER BY part
    ) TO STDOUT (FORMAT binary)
"""
TAKEN = ["text", "int8", "float8", "text", "bytea"]
STANDS = """
    SELECT current_setting('transaction_read_only')::boolean
           OR NOT pg_try_advisory_xact_lock('events_keptsets'::regclass::oid::int8),
           -- What bears a moment yet to come was kept before the clock was set back.
           EXISTS (SELECT 1 FROM events_keptsets
                   WHERE at BETWEEN now() - %s * interval '1 s' AND now() + interval '1 minute'),
           (SELECT system_identifier FROM pg_control_system())
"""
KEEP = "COPY events_keptsets (part, snapshot, at, server, notes, form, names, sets) FROM STDIN (FORMAT binary)"
KEPT = ["int4", "text", "timestamptz", "int8", "oid", "int4", "text", "bytea"]

logger = logging.getLogger(__name__)
_offered: dict[Any, float] = {}


@dataclass(frozen=True)
class Followed:
    """Sets, with the snapshot that they show, the table whose notes they follow and when they did so last."""

    bitmaps: Bitmaps
    snapshot: str
    table: int
    at: datetime


def taken(most: timedelta) -> Followed | None:
    """The sets that are kept, where they are not older and can be followed. One query."""
    found: dict[str, BitMap] = {}
    shown: list[Any] = []
    sql = TAKE.format(hours=most / timedelta(hours=1), form=FORM)
    with reading().cursor() as cursor, cursor.copy(sql) as copy:
        copy.set_types(TAKEN)
        for row in copy.rows():
            *shown, names, sets = row
            found.update(zip(names.split("\n"), _unpacked(sets), strict=True))
    if not found:
        return None
    snapshot, table, at = shown
    return Followed(Bitmaps.of_named(found), snapshot, table, datetime.fromtimestamp(at, tz=UTC))


def offer(name: Any, followed: Followed, *, at_once: bool = False) -> None:
    """Keep the sets of a large record now and then, beside what is asked. What cannot be kept is only made anew."""
    now, often = monotonic(), OFTEN.total_seconds()
    if len(followed.bitmaps.everything) < FEWEST or not (at_once or now - _offered.get(name, now - often) >= often):
        return
    _offered[name] = now
    Thread(target=_beside, args=(followed, at_once), daemon=True, name=THREAD).start()


def _beside(followed: Followed, at_once: bool) -> None:
    try:
        keep(followed, at_once=at_once)
    except DatabaseError as error:
        logger.warning("Sets could not be kept, so each process makes its own: %s", error)
    finally:
        connection.close()


def keep(followed: Followed, *, at_once: bool = False) -> bool:
    """Put the sets in place of those that are kept; not where these are new, or somebody else is at it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(STANDS, [OFTEN.total_seconds()])
        is_hindered, are_new, server = cursor.fetchone()
        if is_hindered or (are_new and not at_once):
            return False
        cursor.execute("DELETE FROM events_keptsets")
        with cursor.copy(KEEP) as copy:
            copy.set_types(KEPT)
            for part, (names, sets) in enumerate(_parts(followed.bitmaps)):
                copy.write_row((part, followed.snapshot, followed.at, server, followed.table, FORM, names, sets))
    return True


def _parts(bitmaps: Bitmaps) -> Iterator[tuple[str, bytes]]:
    """Some sets at a time: their names, one a line, and each of them with its length before it."""
    named = list(bitmaps.named())
    for start in range(0, len(named), PART):
        some = named[start : start + PART]
        written = (one.serialize() for _name, one in some)
        yield "\n".join(name for name, _one in some), b"".join(SIZE.pack(len(one)) + one for one in written)


def _unpacked(sets: bytes) -> Iterator[BitMap]:
    at = 0
    while at < len(sets):
        start = at + SIZE.size
        at = start + SIZE.unpack_from(sets, at)[0]
        yield BitMap.deserialize(sets[start:at])

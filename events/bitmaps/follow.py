"""Keeps the sets of a process in step with the database: a look at what changed since, at every question.

Triggers note each event that they index anew, with the transaction that did it (`events_indexchange`, migration
0016). A process knows the snapshot of the database that its sets show, so what it lacks are the notes of
transactions that this snapshot did not see. No note can be missed, whatever the order in which writers end.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from events.bitmaps import kept
from events.bitmaps.kept import Followed
from events.bitmaps.shelf import Bitmaps, Row
from events.models.reading import SNAPSHOT, reading
from events.releases import current

# Notes are kept for a day by the clock of the database, so it says how old sets are. Those that have not followed for
# longer are made anew; so are those of a moment that it has yet to reach, since it was set back then.
KEPT = timedelta(hours=12)
SLEW = timedelta(minutes=1)  # that a clock may go back without anybody setting it
MOST_RELEASES = 2  # whose sets are kept; those of another are made when they are asked for
MANY = 20_000  # changed events from which making all sets anew is quicker

NOTES = f"""
    SELECT {SNAPSHOT}, 'events_indexchange'::regclass::oid,
           pg_current_xact_id_if_assigned() IS NOT NULL, statement_timestamp(),
           noted.event_id, noted.number, earliest_start, latest_start, earliest_end, latest_end,
           array_to_string(tsvector_to_array(keys), ' ')
    FROM (SELECT 1) AS once
    LEFT JOIN LATERAL (
        SELECT event_id, count(*) AS number FROM events_indexchange
        WHERE xact >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
        AND NOT pg_visible_in_snapshot(xact, %(seen)s::pg_snapshot)
        -- Notes of a restored backup can bear numbers that this server has yet to give.
        AND (xact < pg_snapshot_xmax(pg_current_snapshot()) OR xact = pg_current_xact_id_if_assigned())
        GROUP BY event_id LIMIT %(many)s
    ) AS noted ON true
    LEFT JOIN events_eventindex AS shown ON shown.event_id = noted.event_id AND shown.status = 'published'
"""  # noqa: S608 - nothing but our own words
NOW = f"""
    SELECT {SNAPSHOT}, 'events_indexchange'::regclass::oid,
           pg_current_xact_id_if_assigned() IS NOT NULL, statement_timestamp()
"""
ALL = """
    COPY (
        SELECT event_id, earliest_start, latest_start, earliest_end, latest_end,
               array_to_string(tsvector_to_array(keys), ' ')
        FROM events_eventindex WHERE status = 'published'
    ) TO STDOUT
"""


_followed: dict[tuple[Any, ...], Followed] = {}
_frozen: dict[tuple[Any, ...], Bitmaps] = {}
_making = threading.Lock()


def present() -> Bitmaps:
    """The sets as the database is now, seen from this transaction. One query; four when they are made anew.

    What a transaction wrote itself may be undone yet, so the sets that it sees are not kept. While a release is in
    force, they are the sets of its rows, which change only with its note: no query, or the one that makes them.
    """
    name = tuple(reading().settings_dict[part] for part in ("HOST", "PORT", "NAME"))
    if release := current():
        return _of_release((*name, release.pk, release.note))
    known = _followed.get(name)
    if known is None:
        with _making:  # of several threads that start at once, one makes them
            known = _followed.get(name) or kept.taken(KEPT)
            if known is None:
                return _made(name)
            _followed[name] = known
    with reading().cursor() as cursor:
        cursor.execute(NOTES, {"seen": known.snapshot, "many": MANY})
        rows = cursor.fetchall()
    snapshot, table, is_writing, at = rows[0][:4]
    noted = [row for row in rows if row[5] is not None]
    may_be_gone = not -SLEW <= at - known.at < KEPT
    if may_be_gone or table != known.table or len(noted) == MANY or any(row[4] is None for row in noted):
        return _made(name)
    bitmaps = known.bitmaps.changed([row[4] for row in noted], _public(noted)) if noted else known.bitmaps
    if not is_writing:
        _follow(name, Followed(bitmaps, snapshot, table, at))
    return bitmaps


def _follow(name: tuple[Any, ...], followed: Followed, *, is_anew: bool = False) -> None:
    _followed[name] = followed
    kept.offer(name, followed, at_once=is_anew)


def _public(noted: list[tuple[Any, ...]]) -> Iterator[Row]:
    for row in noted:
        if row[6] is not None:
            yield Row(row[4], tuple(day.isoformat() for day in row[6:10]), row[10].split(" "))


def _made(name: tuple[Any, ...]) -> Bitmaps:
    """All sets anew. What is committed between the two statements is in the sets and is followed once more."""
    with reading().cursor() as cursor:
        cursor.execute(NOW)
        snapshot, table, is_writing, at = cursor.fetchone()
        with cursor.copy(ALL) as copy:
            bitmaps = Bitmaps.of(_copied(copy))
    if not is_writing:
        _follow(name, Followed(bitmaps, snapshot, table, at), is_anew=True)
    return bitmaps


def _of_release(name: tuple[Any, ...]) -> Bitmaps:
    """The sets of the release in force, those of the last ones asked for being kept."""
    with _making:
        bitmaps = _frozen.pop(name, None)
        if bitmaps is None:
            with reading().cursor() as cursor, cursor.copy(ALL) as copy:
                bitmaps = Bitmaps.of(_copied(copy))
        _frozen[name] = bitmaps  # the one asked for last stands last
        for oldest in list(_frozen)[:-MOST_RELEASES]:
            del _frozen[oldest]
    return bitmaps


def _copied(copy: Any) -> Iterator[Row]:
    rest = ""
    for block in copy:
        *lines, rest = (rest + str(block, "utf-8")).split("\n")
        for line in lines:
            event, *days, keys = line.split("\t")
            yield Row(int(event), tuple(days), keys.split(" "))

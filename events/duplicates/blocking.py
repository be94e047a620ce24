"""Which pairs of events are looked at: found by the database, so that no pair that shares nothing is ever compared.

Two events are worth a look when their dates can overlap and they share a country in which they took place, a person,
or, where one of them has no place, an organization or a telling word of a typed title; or when they cite one source
and lie within a month of each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from events.duplicates.facts import EventFacts
from events.duplicates.vocabulary import OF_ANY_EVENT, OF_THE_SUBJECT, stem
from events.lookup.letters import folded

SLACK = timedelta(days=2)  # two sources may differ by a day
SHORTEST, MOST_WORDS = 3, 8

# Typed events, or single recorded ones: their facts come in as arrays.
OF_PROBES = """
WITH probe AS (
    SELECT * FROM unnest(%(keys)s::int[], %(first)s::date[], %(last)s::date[], %(self)s::bigint[])
        AS probe(key, first, last, self)
), overlapping AS MATERIALIZED (
    SELECT probe.key, event.id
    FROM probe
    JOIN events_event event
        ON daterange(event.earliest_start, event.latest_end, '[]') && daterange(probe.first, probe.last, '[]')
    WHERE event.id IS DISTINCT FROM probe.self
)
SELECT o.key, o.id FROM overlapping o
JOIN unnest(%(place_keys)s::int[], %(place_values)s::text[]) AS wanted(key, country) ON wanted.key = o.key
JOIN events_eventplace place ON place.event_id = o.id AND place.country_id = wanted.country
UNION
SELECT o.key, o.id FROM overlapping o
JOIN unnest(%(person_keys)s::int[], %(person_values)s::int[]) AS wanted(key, person) ON wanted.key = o.key
JOIN events_personparticipation row ON row.event_id = o.id AND row.person_id = wanted.person
UNION
SELECT o.key, o.id FROM overlapping o
JOIN unnest(%(body_keys)s::int[], %(body_values)s::int[]) AS wanted(key, body) ON wanted.key = o.key
JOIN events_organizationparticipation row ON row.event_id = o.id AND row.organization_id = wanted.body
WHERE o.key <> ALL(%(placed)s::int[]) OR NOT EXISTS (SELECT FROM events_eventplace p WHERE p.event_id = o.id)
UNION
SELECT o.key, o.id FROM overlapping o
JOIN unnest(%(title_keys)s::int[], %(title_values)s::text[]) AS wanted(key, words) ON wanted.key = o.key
JOIN events_event event ON event.id = o.id AND event.search @@ to_tsquery('cooperation_prose', wanted.words)
UNION
SELECT probe.key, event.id
FROM unnest(%(source_keys)s::int[], %(source_values)s::int[]) AS wanted(key, source)
JOIN probe ON probe.key = wanted.key
JOIN events_citation row ON row.source_id = wanted.source
JOIN events_event event ON event.id = row.event_id
WHERE event.earliest_start <= probe.last + 31 AND event.latest_end >= probe.first - 31
    AND event.id IS DISTINCT FROM probe.self
"""

# The whole record, each pair once. An event stands under every month that its dates can touch, so that what is joined
# is equal and not only near.
OF_ALL = """
WITH stretch AS MATERIALIZED (
    SELECT id, earliest_start - 2 AS first, latest_end + 2 AS last, earliest_start, latest_end,
        EXISTS (SELECT FROM events_eventplace p WHERE p.event_id = event.id) AS is_placed
    FROM events_event event
), monthly AS MATERIALIZED (
    SELECT stretch.*, month::date AS month
    FROM stretch, generate_series(date_trunc('month', first), last, interval '1 month') AS month
), by_place AS (
    SELECT DISTINCT monthly.*, place.country_id FROM monthly JOIN events_eventplace place ON place.event_id = monthly.id
)
SELECT DISTINCT least(a, b) AS one, greatest(a, b) AS other FROM (
SELECT a.id, b.id FROM by_place a JOIN by_place b
    ON a.country_id = b.country_id AND a.month = b.month AND a.id < b.id
    AND a.first <= b.latest_end AND a.last >= b.earliest_start
UNION
SELECT a.id, b.id
FROM monthly a JOIN events_personparticipation pa ON pa.event_id = a.id
JOIN events_personparticipation pb ON pb.person_id = pa.person_id AND pb.event_id > pa.event_id
JOIN stretch b ON b.id = pb.event_id
WHERE a.first <= b.latest_end AND a.last >= b.earliest_start
UNION
SELECT a.id, b.id
FROM monthly a JOIN events_organizationparticipation oa ON oa.event_id = a.id
JOIN events_organizationparticipation ob ON ob.organization_id = oa.organization_id AND ob.event_id <> oa.event_id
JOIN monthly b ON b.id = ob.event_id AND b.month = a.month
WHERE NOT a.is_placed AND (b.is_placed OR a.id < b.id)
    AND a.first <= b.latest_end AND a.last >= b.earliest_start
UNION
SELECT a.id, b.id
FROM stretch a JOIN events_citation ca ON ca.event_id = a.id
JOIN events_citation cb ON cb.source_id = ca.source_id AND cb.event_id > ca.event_id
JOIN stretch b ON b.id = cb.event_id
WHERE a.earliest_start <= b.latest_end + 31 AND a.latest_end >= b.earliest_start - 31
) AS pair(a, b) ORDER BY one, other
"""


def near(probes: list[EventFacts]) -> dict[int, set[int]]:
    """For each event, by its position in the list, the primary keys of recorded events worth a look. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OF_PROBES, _arrays(probes))
        found: dict[int, set[int]] = defaultdict(set)
        for position, key in cursor.fetchall():
            found[position].add(key)
    return found


def _arrays(probes: list[EventFacts]) -> dict[str, list[Any]]:
    arrays: dict[str, list[Any]] = {
        "keys": list(range(len(probes))),
        "first": [probe.earliest_start - SLACK for probe in probes],
        "last": [probe.latest_end + SLACK for probe in probes],
        "self": [probe.key if isinstance(probe.key, int) else None for probe in probes],
        "placed": [position for position, probe in enumerate(probes) if not probe.is_placeless],
    }
    hanging = {"place": "place_countries", "person": "people", "body": "organizations", "source": "sources"}
    for name, attribute in hanging.items():
        pairs = [(position, value) for position, probe in enumerate(probes) for value in getattr(probe, attribute)]
        arrays[f"{name}_keys"] = [position for position, _value in pairs]
        arrays[f"{name}_values"] = [value for _position, value in pairs]
    titles = [(position, _telling(probe.title)) for position, probe in enumerate(probes) if probe.is_placeless]
    arrays["title_keys"] = [position for position, words in titles if words]
    arrays["title_values"] = [words for _position, words in titles if words]
    return arrays


def _telling(title: str) -> str:
    """A text-search query for any of the telling words of a title."""
    words = [word for word in folded(title).split() if len(word) > SHORTEST and word.isalpha()]
    telling = [word for word in words if stem(word) not in OF_ANY_EVENT and stem(word) not in OF_THE_SUBJECT]
    return " | ".join(f"'{word}'" for word in dict.fromkeys(telling[:MOST_WORDS]))


@contextmanager
def all_pairs(size: int = 20_000) -> Iterator[Iterable[list[tuple[int, int]]]]:
    """All pairs of recorded events worth a look, in lists of `size`, those of one time together."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(OF_ALL)
        yield iter(lambda: cursor.fetchmany(size), [])

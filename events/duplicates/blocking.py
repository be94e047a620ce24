"""Which pairs of events are looked at: found by the database, so that no pair that shares nothing is ever compared.

Two events are worth a look when their dates can overlap and they share a country in which they took place, a person,
or, where one of them has no place, an organization or a telling word of a typed title; or when they cite one source
and lie within a month of each other. `sweep.py` asks much the same of the whole record at once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db import connection

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
    titles = [(position, _query(probe.title)) for position, probe in enumerate(probes) if probe.is_placeless]
    arrays["title_keys"] = [position for position, words in titles if words]
    arrays["title_values"] = [words for _position, words in titles if words]
    return arrays


def telling_words(title: str) -> list[str]:
    """Words of a title that few events have."""
    words = [word for word in folded(title).split() if len(word) > SHORTEST and word.isalpha()]
    telling = [word for word in words if stem(word) not in OF_ANY_EVENT and stem(word) not in OF_THE_SUBJECT]
    return list(dict.fromkeys(telling[:MOST_WORDS]))


def _query(title: str) -> str:
    """A text-search query for any of the telling words of a title."""
    return " | ".join(f"'{word}'" for word in telling_words(title))

"""The facts of recorded events, read for many events at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db.models import F, Lookup

from events.duplicates.facts import EventFacts
from events.duplicates.places import city_of
from events.lookup.letters import folded
from events.models import (
    Citation,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    EventTheme,
    OrganizationParticipation,
    PersonParticipation,
)

COLUMNS = (
    "pk", "slug", "title", "original_title", "summary", "type", "mode", "participant_count", "participant_unit",
    "earliest_start", "latest_start", "earliest_end", "latest_end", "part_of_id", "follow_up_to_id",
)  # fmt: skip


def facts_of(keys: Iterable[int]) -> dict[int, EventFacts]:
    """What is compared of these events. Eight queries, however many they are."""
    keys = list(keys)
    if not keys:
        return {}
    places = _rows(EventPlace, keys, "city", "country_id", "venue")
    bodies = _rows(
        OrganizationParticipation,
        keys,
        "organization_id",
        "organization__parent_id",
        "organization__name",
        "organization__acronym",
    )
    countries = _rows(CountryParticipation, keys, "country_id")
    people = _rows(PersonParticipation, keys, "person_id", "person__name")
    frameworks = _rows(EventFramework, keys, "framework_id", "ordinal", "framework__title", "framework__acronym")
    sources = _rows(Citation, keys, "source_id")
    themes = _rows(EventTheme, keys, "theme_id", "theme__name")
    events = Event.objects.filter(Among(F("pk"), keys)).values(*COLUMNS)
    return {
        row["pk"]: EventFacts(
            key=row["pk"],
            slug=row["slug"],
            title=row["title"],
            original_title=row["original_title"],
            summary=row["summary"],
            type=row["type"],
            mode=row["mode"],
            earliest_start=row["earliest_start"],
            latest_start=row["latest_start"],
            earliest_end=row["earliest_end"],
            latest_end=row["latest_end"],
            cities=frozenset(city_of(city, country) for city, country, _venue in places[row["pk"]] if city),
            place_countries=frozenset(country for _city, country, _venue in places[row["pk"]]),
            venues=frozenset(folded(venue) for _city, _country, venue in places[row["pk"]] if venue),
            organizations=frozenset(body for body, *_rest in bodies[row["pk"]]),
            larger_bodies=frozenset(larger for _body, larger, *_names in bodies[row["pk"]] if larger),
            countries=frozenset(code for (code,) in countries[row["pk"]]),
            people=frozenset(person for person, _name in people[row["pk"]] if person),
            frameworks={key: ordinal for key, ordinal, *_names in frameworks[row["pk"]]},
            sources=frozenset(source for (source,) in sources[row["pk"]]),
            themes=frozenset(theme for theme, _name in themes[row["pk"]]),
            count=(row["participant_count"], row["participant_unit"]) if row["participant_count"] else None,
            names=tuple(_names_in(bodies[row["pk"]], people[row["pk"]], frameworks[row["pk"]])),
            theme_names=tuple(name for _theme, name in themes[row["pk"]]),
            relatives=frozenset(filter(None, (row["part_of_id"], row["follow_up_to_id"]))),
        )
        for row in events
    }


class Among(Lookup):
    """A number is one of those sent as one array: ten thousand parameters take longer to send than to look up."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*before, list(self.rhs))


def _names_in(*rows: list[tuple[Any, ...]]) -> Iterator[str]:
    """The texts among the values."""
    return (value for row in chain(*rows) for value in row if isinstance(value, str) and value)


def _rows(model: Any, keys: list[int], *columns: str) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *values in model.objects.filter(Among(F("event_id"), keys)).values_list("event_id", *columns):
        found[key].append(tuple(values))
    return found

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

AS_RECORDED = (
    "slug", "title", "original_title", "summary", "type", "mode",
    "earliest_start", "latest_start", "earliest_end", "latest_end",
)  # fmt: skip
COLUMNS = ("pk", *AS_RECORDED, "participant_count", "participant_unit", "part_of_id", "follow_up_to_id")
HANGING: dict[Any, tuple[str, ...]] = {
    EventPlace: ("city", "country_id", "venue"),
    OrganizationParticipation: (
        "organization_id", "organization__parent_id", "organization__name", "organization__acronym",
    ),
    CountryParticipation: ("country_id",),
    PersonParticipation: ("person_id", "person__name"),
    EventFramework: ("framework_id", "ordinal", "framework__title", "framework__acronym"),
    Citation: ("source_id",),
    EventTheme: ("theme_id", "theme__name"),
}  # fmt: skip
Rows = list[tuple[Any, ...]]


def facts_of(keys: Iterable[int]) -> dict[int, EventFacts]:
    """What is compared of these events. Eight queries, however many they are."""
    keys = list(keys)
    if not keys:
        return {}
    hanging = {model: _rows(model, keys, *columns) for model, columns in HANGING.items()}
    events = Event.objects.filter(Among(F("pk"), keys)).values(*COLUMNS)
    return {event["pk"]: _facts(event, *(rows[event["pk"]] for rows in hanging.values())) for event in events}


def _facts(  # noqa: PLR0917 - in the order of HANGING
    event: dict[str, Any], places: Rows, bodies: Rows, countries: Rows, people: Rows, frameworks: Rows, sources: Rows,
    themes: Rows,
) -> EventFacts:  # fmt: skip
    return EventFacts(
        key=event["pk"],
        **{name: event[name] for name in AS_RECORDED},
        cities=frozenset(city_of(city, country) for city, country, _venue in places if city),
        place_countries=frozenset(country for _city, country, _venue in places),
        venues=frozenset(folded(venue) for _city, _country, venue in places if venue),
        organizations=frozenset(body for body, *_rest in bodies),
        larger_bodies=frozenset(larger for _body, larger, *_names in bodies if larger),
        countries=frozenset(code for (code,) in countries),
        people=frozenset(person for person, _name in people if person),
        frameworks={key: ordinal for key, ordinal, *_names in frameworks},
        sources=frozenset(source for (source,) in sources),
        themes=frozenset(theme for theme, _name in themes),
        count=(event["participant_count"], event["participant_unit"]) if event["participant_count"] else None,
        names=tuple(_names_in(bodies, people, frameworks)),
        theme_names=tuple(name for _theme, name in themes),
        relatives=frozenset(filter(None, (event["part_of_id"], event["follow_up_to_id"]))),
    )


class Among(Lookup):
    """A number is one of those sent as one array: ten thousand parameters take longer to send than to look up."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, before = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*before, list(self.rhs))


def _names_in(*rows: Rows) -> Iterator[str]:
    """The texts among the values."""
    return (value for row in chain(*rows) for value in row if isinstance(value, str) and value)


def _rows(model: Any, keys: list[int], *columns: str) -> dict[int, Rows]:
    found: dict[int, Rows] = defaultdict(list)
    for key, *values in model.objects.filter(Among(F("event_id"), keys)).values_list("event_id", *columns):
        found[key].append(tuple(values))
    return found

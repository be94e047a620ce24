"""The facts of events that are not recorded: typed into a form, or in the exchange format with names for slugs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from events.duplicates.facts import EventFacts
from events.duplicates.places import city_of
from events.lookup import Kind, Names, Verdict
from events.lookup.letters import folded
from events.models import Organization
from events.partial_dates import PartialDate
from events.typed_dates import read_dates

# Scores from which a name that is only like a recorded one counts as that: one ministry is spelled like the next.
ENOUGH, ENOUGH_OF_A_PERSON = 88, 80
LISTS = ("places", "countries", "organizations", "people", "frameworks", "themes", "citations")


class TypedEvents:
    """Reads events in the exchange format whose actors are given by name or by slug. All names are loaded once."""

    def __init__(self) -> None:
        self._names: dict[Kind, Names] = {}
        self._parents = dict(Organization.objects.exclude(parent=None).values_list("pk", "parent_id"))

    def facts(self, data: Any, key: int | str) -> EventFacts:
        """What is compared of an event; raise ValueError with a sentence when it is none."""
        event = _event(data)
        start, end = _dates(event)
        places = [self._place(place) for place in _rows(event, "places")]
        organizations = self._keys(Kind.ORGANIZATION, event, "organizations", "slug", "name")
        count = event.get("participant_count")
        return EventFacts(
            key=key,
            slug=_text(event, "slug"),
            title=_text(event, "title"),
            original_title=_text(event, "original_title"),
            summary=_text(event, "summary"),
            type=_text(event, "type"),
            mode=_text(event, "mode"),
            earliest_start=start.earliest,
            latest_start=start.latest,
            earliest_end=end.earliest,
            latest_end=end.latest,
            cities=frozenset(city_of(city, country) for city, country, _venue in places if city and country),
            place_countries=frozenset(country for _city, country, _venue in places if country),
            venues=frozenset(folded(venue) for _city, _country, venue in places if venue),
            organizations=organizations,
            larger_bodies=frozenset(self._parents[pk] for pk in organizations if pk in self._parents),
            countries=self._keys(Kind.COUNTRY, event, "countries", "code", "name", "country"),
            people=self._keys(Kind.PERSON, event, "people", "slug", "name"),
            frameworks=self._frameworks(event),
            sources=self._keys(Kind.SOURCE, event, "citations", "source", "url", "name", "title"),
            themes=self._keys(Kind.THEME, event, "themes", "slug", "name"),
            names=tuple(
                _first(row, *columns)
                for field, *columns in (("organizations", "name"), ("people", "name"), ("frameworks", "title", "name"))
                for row in _rows(event, field)
            ),
            theme_names=tuple(_first(row, "name", "slug").replace("-", " ") for row in _rows(event, "themes")),
            count=_count(count) if isinstance(count, Mapping) else None,
        )

    def _place(self, row: Mapping[str, Any]) -> tuple[str, str, str]:
        country = self._find(Kind.COUNTRY, _first(row, "country", "code", "name"))
        return _text(row, "city"), str(next(iter(country), "")), _text(row, "venue")

    def _frameworks(self, event: Mapping[str, Any]) -> dict[int, int | None]:
        found = {}
        for row in _rows(event, "frameworks"):
            ordinal = row.get("ordinal")
            for key in self._find(Kind.FRAMEWORK, _first(row, "slug", "title", "name")):
                found[key] = ordinal if isinstance(ordinal, int) else None
        return found

    def _keys(self, kind: Kind, event: Mapping[str, Any], field: str, *columns: str) -> frozenset[Any]:
        names = (_first(row, *columns) for row in _rows(event, field))
        return frozenset(key for name in names for key in self._find(kind, name))

    def _find(self, kind: Kind, name: str) -> list[Any]:
        """The records that a name can mean: the one that is sure, or those that it can be."""
        if not name:
            return []
        if kind not in self._names:
            self._names[kind] = Names.of(kind)
        found = self._names[kind].find(name)
        if found.match:
            return [found.match.pk]
        enough = ENOUGH_OF_A_PERSON if kind == Kind.PERSON else ENOUGH
        lowest = 0 if found.verdict == Verdict.AMBIGUOUS else enough
        return [match.pk for match in found.matches[:3] if match.score >= lowest]


def _event(data: Any) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise ValueError(_("this is no event: one object with title and start was expected"))
    if not _text(data, "title").strip():
        raise ValueError(_("the event has no title"))
    if not _text(data, "start").strip():
        raise ValueError(_("the event has no start"))
    for field in LISTS:
        if not isinstance(data.get(field, []), list):
            raise ValueError(_("“%(field)s” is no list") % {"field": field})
    return data


def _dates(event: Mapping[str, Any]) -> tuple[PartialDate, PartialDate]:
    """First and last date, ISO 8601 or as people write them."""
    start, end = _text(event, "start"), _text(event, "end")
    read = read_dates(start)
    last = read_dates(end) if end else None
    first_date = PartialDate.parse(read.start)
    last_date = PartialDate.parse((last.end or last.start) if last else read.end or read.start)
    if last_date.latest < first_date.earliest:
        raise ValueError(_("the end lies before the start"))
    return first_date, last_date


def _rows(event: Mapping[str, Any], field: str) -> Iterable[Mapping[str, Any]]:
    """The rows of a list; a bare text stands for a row with that name."""
    for row in event.get(field, []):
        if isinstance(row, Mapping):
            yield row
        elif isinstance(row, str):
            yield {"name": row}


def _first(row: Mapping[str, Any], *columns: str) -> str:
    return next((text for column in (*columns, "name") if (text := _text(row, column))), "")


def _text(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _count(count: Mapping[str, Any]) -> tuple[int, str] | None:
    number = count.get("number")
    return (number, _text(count, "unit")) if isinstance(number, int) and number > 0 else None

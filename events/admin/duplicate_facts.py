"""What is compared of a record while it is being entered: read out of the form's own fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.choices import NameKind
from events.duplicates.facts import EventFacts
from events.duplicates.places import city_of
from events.duplicates.suggest import Suggestion, for_event, for_names
from events.lookup import Kind
from events.models import Organization, Person
from events.partial_dates import PartialDate
from events.typed_dates import read_dates

MOST_ROWS = 60
# Rows of the form, by the prefix of their fields, and the field that names the actor.
ROWS = {
    "organizations": ("organization_participations", "organization"),
    "countries": ("country_participations", "country"),
    "people": ("person_participations", "person"),
    "frameworks": ("event_frameworks", "framework"),
    "sources": ("citations", "source"),
    "themes": ("event_themes", "theme"),
}
OF_KEYS = ("organizations", "people", "frameworks", "sources")  # the others are known by codes


def event_in_form(data: Mapping[str, Any], *, pk: int | None = None) -> EventFacts | None:
    """The event as far as it is typed; None while it lacks title or start, or its dates make no sense."""
    title = _text(data, "title")
    try:
        start, end = _dates(_text(data, "start"), _text(data, "end"))
    except ValueError:
        return None
    if not title.strip():
        return None
    places = [(_text(data, f"places-{number}-city"), _text(data, f"places-{number}-country")) for number in range(8)]
    rows: dict[str, Any] = {name: _rows(data, *ROWS[name], is_key=name in OF_KEYS) for name in ROWS}
    bodies = list(Organization.objects.filter(pk__in=rows["organizations"]).values_list("parent_id", "name", "acronym"))
    people = Person.objects.filter(pk__in=rows["people"]).values_list("name", flat=True)
    return EventFacts(
        key=pk if pk is not None else "form",
        title=title,
        original_title=_text(data, "original_title"),
        summary=_text(data, "summary"),
        type=_text(data, "type"),
        mode=_text(data, "mode"),
        earliest_start=start.earliest,
        latest_start=start.latest,
        earliest_end=end.earliest,
        latest_end=end.latest,
        cities=frozenset(city_of(city, country) for city, country in places if city and country),
        place_countries=frozenset(country for _city, country in places if country),
        larger_bodies=frozenset(parent for parent, *_names in bodies if parent),
        names=(*(name for _parent, *names in bodies for name in names if name), *people),
        **{**rows, "frameworks": dict.fromkeys(rows["frameworks"])},
    )


def likely_events(data: Mapping[str, Any], *, pk: int | None = None) -> list[Suggestion]:
    """Recorded events that the typed one may be."""
    event = event_in_form(data, pk=pk)
    return for_event(event) if event else []


def likely_actors(kind: Kind, data: Mapping[str, Any], *, pk: int = 0) -> list[Suggestion]:
    """Recorded organizations, people or frameworks that the typed one may be."""
    names = [(_text(data, "name") or _text(data, "title"), "main"), (_text(data, "acronym"), NameKind.ACRONYM)]
    names += [(_text(data, f"names-{number}-name"), NameKind.SPELLING) for number in range(5)]
    return for_names(
        kind, names, pk=pk, country=_text(data, "country"), date=_text(data, "date"), sort=_text(data, "kind")
    )


def _dates(start: str, end: str) -> tuple[PartialDate, PartialDate]:
    read = read_dates(start)
    last = (read_dates(end).end or read_dates(end).start) if end else read.end or read.start
    first_date, last_date = PartialDate.parse(read.start), PartialDate.parse(last)
    if last_date.latest < first_date.earliest:
        raise ValueError
    return first_date, last_date


def _rows(data: Mapping[str, Any], prefix: str, field: str, *, is_key: bool) -> frozenset[Any]:
    found = [
        _text(data, f"{prefix}-{number}-{field}")
        for number in range(MOST_ROWS)
        if not _text(data, f"{prefix}-{number}-DELETE")
    ]
    if is_key:
        return frozenset(int(text) for text in found if text.isascii() and text.isdecimal() and len(text) < 10)
    return frozenset(text for text in found if text)


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    return value.replace("\x00", "").strip()[:2_000] if isinstance(value, str) else ""

"""The record that a row stands for: the recorded event with what the cells say anew."""

from __future__ import annotations

from collections.abc import Callable

from events.actions.slugs import wanted_slug
from events.imports.sheet.actors import (
    COUNTRIES,
    FRAMEWORKS,
    ORGANIZATIONS,
    PEOPLE,
    read_actors,
    read_themes,
)
from events.imports.sheet.cells import listed
from events.imports.sheet.columns import SHEET_COLUMNS, Group, of_group
from events.imports.sheet.places import read_places
from events.imports.sheet.row import Record, Row
from events.imports.sheet.sources import read_sources
from events.imports.sheet.values import read_count, read_dates_of, read_value
from events.models import Event

READERS: dict[Group, Callable[[Row], Record]] = {
    Group.DATES: read_dates_of,
    Group.COUNT: read_count,
    Group.PLACES: read_places,
    Group.COUNTRIES: lambda row: read_actors(row, COUNTRIES),
    Group.ORGANIZATIONS: lambda row: read_actors(row, ORGANIZATIONS),
    Group.PEOPLE: lambda row: read_actors(row, PEOPLE),
    Group.FRAMEWORKS: lambda row: read_actors(row, FRAMEWORKS),
    Group.THEMES: read_themes,
    Group.SOURCES: read_sources,
}
COLUMNS_OF = {group: of_group(group) for group in Group}
VALUES = [key for key in COLUMNS_OF[Group.VALUE] if key != "slug"]

# The columns in which a key of the record may stand in a file, for problems that are found in the record.
COLUMNS_OF_KEY = {
    "start": ["start"],
    "end": ["end", "start"],
    "places": ["cities", "places", "place_countries", "venues"],
    "participant_count.unit": ["participant_unit", "participant_count"],
    "participant_count.qualifier": ["participant_qualifier", "participant_count"],
    "participant_count.note": ["participant_note"],
    "citations": ["sources", "source_urls"],
} | {key: COLUMNS_OF[Group(key)] for key in ("countries", "organizations", "people", "themes", "frameworks")}
KEYS_OF_GROUP = {
    Group.DATES: ("start", "end"),
    Group.COUNT: ("participant_count",),
    Group.SOURCES: ("citations",),
}


def record_of(row: Row, slug: str) -> Record:
    """The complete record after the import. What is wrong with the cells stands in the row's problems."""
    record = {**row.stored, "slug": slug}
    found: Record = {}
    for key in VALUES:
        if row.differs(key) and (row.cell(key) or key != "status"):  # no status says nothing about it
            found[key] = read_value(row, key)
    for group, reader in READERS.items():
        if row.first_that_differs(COLUMNS_OF[group]):
            found |= reader(row)
    if not row.stored:
        found["status"] = found.get("status") or "draft"
    record |= found
    return {key: value for key, value in record.items() if value is not None}


def suggested_slug(row: Row) -> str:
    """The slug that the site makes for a row without one; '' when the row does not say enough for it.

    It depends on the row alone, so that the same row finds its event again.
    """
    asked = Row(row.line, row.cells, row.finder)  # problems are told when the row is read as a whole
    start = read_dates_of(asked)["start"]
    if not start or not row.cell("title"):
        return ""
    place = next(iter(listed(row.cell("cities"))), "")
    if not place and row.cell("places"):
        place = listed(row.cell("places"))[0].partition("|")[0].partition(",")[0].strip()
    mode = "online" if row.cell("mode").casefold() == "online" else ""
    return wanted_slug(record=Event(title=row.cell("title"), start=start, mode=mode), place=place)


def wrong_keys(row: Row) -> frozenset[str]:
    """Keys of the record of which a column was wrong: nothing more is said about them."""
    keys: set[str] = set()
    for column, _value, _told in row.problems:
        group = SHEET_COLUMNS[column].group
        keys.update(KEYS_OF_GROUP.get(group, (column if group is Group.VALUE else str(group),)))
    return frozenset(keys)

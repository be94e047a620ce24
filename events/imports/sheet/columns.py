"""The columns of a spreadsheet of events: those of the published CSV, and a few that only an import knows.

A column is entered, or derived from others by the site and left alone by an import. What a column means is said
in `events/columns`; here stands how it is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.choices import CountryRole, FrameworkRelation, OrganizationRole, PersonRole, Status
from events.columns import COLUMNS, Column

SEPARATOR = "; "


class Group(StrEnum):
    """What is read together, because its columns say one thing: what the group's reader returns."""

    VALUE = "value"  # a column for itself
    DATES = "dates"
    COUNT = "count"
    PLACES = "places"
    COUNTRIES = "countries"
    ORGANIZATIONS = "organizations"
    PEOPLE = "people"
    THEMES = "themes"
    FRAMEWORKS = "frameworks"
    SOURCES = "sources"
    DERIVED = "derived"
    PROBLEM = "problem"


@dataclass(frozen=True)
class SheetColumn:
    """A column of a spreadsheet of events."""

    key: str
    label: str
    meaning: str  # in the words of the data dictionary
    entry: str | Promise  # how it is filled in
    group: Group
    codes: type[models.Choices] | None = None
    example: str = ""
    is_published: bool = True

    @property
    def is_entered(self) -> bool:
        return self.group not in (Group.DERIVED, Group.PROBLEM)


LISTED = _("Several with a semicolon between.")
WITH_ROLE = _("Each as name or slug, a colon and a role; without it “participant”. Several with a semicolon.")
LINK = _("The slug of an event, recorded or in the same file, or the exact title of a recorded one.")
DERIVED = _("Left alone: the site works it out from the other columns.")

ENTRY: dict[str, tuple[Group, str | Promise, str]] = {
    "slug": (
        Group.VALUE,
        _("Empty for a new event: the site makes one of date, place and title. Of a recorded one: its slug."),
        "",
    ),
    "title": (Group.VALUE, _("As text. Needed."), "Regional seminar on the return of foreign fighters"),
    "type": (Group.VALUE, _("A code or its name. Needed."), "seminar"),
    "state": (Group.VALUE, _("A code or its name; empty means held."), "held"),
    "start": (
        Group.DATES,
        _("As people write it: 3 June 2024, June 2024, 2024, 2024-06-03; also a whole range, 3-5 June 2024. Needed."),
        "3-5 June 2024",
    ),
    "end": (Group.DATES, _("Likewise; empty when it is the same day, or when the start says it already."), ""),
    "date_note": (Group.VALUE, _("As text."), ""),
    "mode": (Group.VALUE, _("A code or its name; empty when not known."), "in-person"),
    "cities": (Group.PLACES, LISTED, "Tashkent"),
    "place_countries": (Group.PLACES, _("Codes or names. Several with a semicolon between."), "UZ"),
    "venues": (Group.PLACES, LISTED, "Hilton Hotel"),
    "places": (
        Group.PLACES,
        _("Instead of the three before: each as city, country or city | country | venue. Several with a semicolon."),
        "",
    ),
    "countries": (
        Group.COUNTRIES,
        _("Codes or names, also with a role: Uzbekistan:host. Several with a semicolon, or as a sentence lists them."),
        "Uzbekistan:host; Kazakhstan; Kyrgyz Republic",
    ),
    "country_names": (Group.COUNTRIES, _("Instead of the column countries."), ""),
    "country_roles": (Group.COUNTRIES, WITH_ROLE, ""),
    "organizers": (Group.ORGANIZATIONS, _("Names or slugs. Several with a semicolon between."), "UNODC"),
    "organizations": (Group.ORGANIZATIONS, WITH_ROLE, ""),
    "organization_names": (Group.ORGANIZATIONS, _("Instead of the column organizations."), ""),
    "organization_roles": (Group.ORGANIZATIONS, WITH_ROLE, "unodc:organizer; OSCE:partner"),
    "people": (Group.PEOPLE, WITH_ROLE, ""),
    "person_names": (Group.PEOPLE, _("Instead of the column people."), ""),
    "person_roles": (Group.PEOPLE, WITH_ROLE, ""),
    "themes": (Group.THEMES, _("Slugs or names, the most important first. Several with a semicolon between."), "pve"),
    "frameworks": (
        Group.FRAMEWORKS,
        _("Each as title or slug, a colon and the relation; without one it is “under”. Several with a semicolon."),
        "",
    ),
    "participant_count": (
        Group.COUNT,
        _("A number, also like 150+, about 60, up to 40 or 60 delegates. It needs its unit."),
        "about 60",
    ),
    "participant_unit": (Group.COUNT, _("A code or its name."), "people"),
    "participant_qualifier": (Group.COUNT, _("A code or its name; empty when the number is exact."), ""),
    "participant_note": (Group.COUNT, _("As text."), ""),
    "summary": (Group.VALUE, _("As text."), "Officials of five states compared how they bring families home."),
    "original_title": (Group.VALUE, _("As text."), ""),
    "part_of": (
        Group.VALUE,
        LINK,
        "",
    ),
    "follow_up_to": (
        Group.VALUE,
        LINK,
        "",
    ),
    "sources": (Group.SOURCES, _("Slugs of recorded sources, or addresses. Several with a semicolon between."), ""),
    "source_urls": (
        Group.SOURCES,
        _("Addresses, with https://. One that is not recorded can be made a source. Several with a semicolon."),
        "https://example.org/press-release",
    ),
}

# What a role or relation after a colon may be.
CODES_OF_GROUP: dict[Group, type[models.Choices]] = {
    Group.COUNTRIES: CountryRole,
    Group.ORGANIZATIONS: OrganizationRole,
    Group.PEOPLE: PersonRole,
    Group.FRAMEWORKS: FrameworkRelation,
}
WITHOUT_ROLES = {"country_names", "organizers", "organization_names", "person_names"}


def _published(column: Column) -> SheetColumn:
    group, entry, example = ENTRY.get(column.key, (Group.DERIVED, DERIVED, ""))
    codes = column.codes or (None if column.key in WITHOUT_ROLES else CODES_OF_GROUP.get(group))
    if group is Group.DERIVED:
        codes = None
    return SheetColumn(column.key, capfirst(str(column.label)), str(column.description), entry, group, codes, example)


def _own() -> list[SheetColumn]:
    """Columns that no published file has."""
    return [
        SheetColumn(
            "status",
            "Publication",
            "How far the record is on its way to the public.",
            _("A code or its name; empty means draft. Only reviewers publish."),
            Group.VALUE,
            Status,
            is_published=False,
        ),
        SheetColumn(
            "problem",
            "Problem",
            "What was wrong with a row, in a file of rows that were not imported.",
            _("Left alone: mend the row, the column may stay."),
            Group.PROBLEM,
            is_published=False,
        ),
    ]


SHEET_COLUMNS = {column.key: column for column in [*map(_published, COLUMNS["events"]), *_own()]}
REQUIRED = ("title", "type", "start")  # of a new event


def of_group(group: Group) -> list[str]:
    return [key for key, column in SHEET_COLUMNS.items() if column.group is group]

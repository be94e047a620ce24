"""Countries, organizations, people and frameworks with their roles, and themes: lists of names in a cell."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _

from events.choices import CountryRole, FrameworkRelation, OrganizationRole, PersonRole
from events.imports.sheet.cells import listed, with_role
from events.imports.sheet.row import Record, Row
from events.lookup import Kind, split_names

ORGANIZERS = (OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)

Actor = tuple[str, str]  # slug, role


@dataclass(frozen=True)
class Actors:
    """A list of the record, and the columns that can say it: the richest first."""

    key: str  # of the record
    actor: str  # key of a row
    kind: Kind
    role: str  # key of a row
    roles: type[models.Choices]
    default: str
    columns: tuple[str, ...]


COUNTRIES = Actors(
    "countries",
    "code",
    Kind.COUNTRY,
    "role",
    CountryRole,
    CountryRole.PARTICIPANT.value,
    ("country_roles", "countries", "country_names"),
)
ORGANIZATIONS = Actors(
    "organizations",
    "slug",
    Kind.ORGANIZATION,
    "role",
    OrganizationRole,
    OrganizationRole.PARTICIPANT.value,
    ("organization_roles", "organizations", "organization_names"),
)
PEOPLE = Actors(
    "people",
    "slug",
    Kind.PERSON,
    "role",
    PersonRole,
    PersonRole.PARTICIPANT.value,
    ("person_roles", "people", "person_names"),
)
FRAMEWORKS = Actors(
    "frameworks",
    "slug",
    Kind.FRAMEWORK,
    "relation",
    FrameworkRelation,
    FrameworkRelation.UNDER.value,
    ("frameworks",),
)


def read_actors(row: Row, actors: Actors) -> Record:
    """The list of the record after the import. Of rows that stay, everything that no column holds stays too."""
    stored = [(each[actors.actor], each[actors.role]) for each in row.stored.get(actors.key, [])]
    column = row.first_that_differs(actors.columns)
    found = list(stored)
    if column:
        typed = read_items(row, actors, column)
        is_rich = column == actors.columns[0]
        found = _with_default(typed, actors) if is_rich else _beside(typed, stored, actors)
        if is_rich and len(actors.columns) > 1:
            _check_agreement(row, actors, found)
    if actors is ORGANIZATIONS and row.differs("organizers"):
        found = _with_organizers(row, found, stored, has_roles=column == "organization_roles")
    return {actors.key: _rows(row, actors, list(dict.fromkeys(found))) or None}


def read_items(row: Row, actors: Actors, column: str) -> list[Actor]:
    """The names of a cell with the roles that stand beside them, '' where there is none."""
    found = []
    for item in listed(row.cell(column)):
        try:
            name, role = with_role(item, actors.roles)
        except ValueError as error:
            row.wrong(column, item, error)
            continue
        slugs = [row.slug_of(actors.kind, each, column) for each in names_in(row, actors.kind, name)]
        found += [(slug, role) for slug in slugs if slug]
    return found


def names_in(row: Row, kind: Kind, item: str) -> list[str]:
    """The one name that an item is; of countries also a list as a sentence has it."""
    if kind is not Kind.COUNTRY or row.finder.is_name(kind, item):
        return [item]
    return split_names(item) or [item]


def _with_default(typed: list[Actor], actors: Actors) -> list[Actor]:
    return [(slug, role or actors.default) for slug, role in typed]


def _beside(typed: list[Actor], stored: list[Actor], actors: Actors) -> list[Actor]:
    """Who was there keeps place and roles, unless the cell says another role; who is new follows."""
    wanted: dict[str, set[str]] = {}
    for slug, role in typed:
        wanted.setdefault(slug, set()).add(role)
    stays = [(slug, role) for slug, role in stored if not wanted.get(slug, {"another"}).isdisjoint({"", role})]
    known = {slug for slug, _role in stays}
    return [*stays, *((slug, role or actors.default) for slug, role in typed if role or slug not in known)]


def _check_agreement(row: Row, actors: Actors, found: list[Actor]) -> None:
    """Two columns that both differ from the record have to name the same actors."""
    plain = actors.columns[1]
    if not row.differs(plain) or not row.cell(plain) or row.problems:
        return
    named = {slug for slug, _role in read_items(row, actors, plain)}
    if not row.problems and named != {slug for slug, _role in found}:
        told = _("does not name the same as the column %(other)s; leave one of the two empty, or make them agree")
        row.wrong(plain, row.cell(plain), told % {"other": actors.columns[0]})


def _with_organizers(row: Row, found: list[Actor], stored: list[Actor], *, has_roles: bool) -> list[Actor]:
    """The column organizers rules over who organized, unless roles are written out in another one."""
    typed = [slug for slug, _role in read_items(row, ORGANIZATIONS, "organizers")]
    if has_roles:
        if not row.problems and set(typed) != {slug for slug, role in found if role in ORGANIZERS}:
            told = _("does not agree with the column organization_roles; leave one of the two empty")
            row.wrong("organizers", row.cell("organizers"), told)
        return found
    kept = [(slug, role) for slug, role in found if role in ORGANIZERS and slug in typed]
    known = {slug for slug, _role in kept}
    organizers = [*kept, *((slug, OrganizationRole.ORGANIZER.value) for slug in typed if slug not in known)]
    defaults = {(slug, ORGANIZATIONS.default) for slug in typed} - {*stored}
    others = [each for each in found if each[1] not in ORGANIZERS and each not in defaults]
    return [*organizers, *others]


def _rows(row: Row, actors: Actors, found: list[Actor]) -> list[Record]:
    """The actors as rows of the record, with what was recorded of them beyond the role."""
    stored = row.stored.get(actors.key, [])
    by_both = {(each[actors.actor], each[actors.role]): each for each in stored}
    rows = []
    for slug, role in found:
        old = by_both.get((slug, role))
        if old is None:  # in a new role; what else is known of the actor stays
            gone = [each for each in stored if each[actors.actor] == slug and (slug, each[actors.role]) not in found]
            old = gone[0] if gone else {}
        rows.append({**old, actors.actor: slug, actors.role: role})
    return rows


def read_themes(row: Row) -> Record:
    found = [row.slug_of(Kind.THEME, item, "themes") for item in listed(row.cell("themes"))]
    return {"themes": [slug for slug in dict.fromkeys(found) if slug] or None}

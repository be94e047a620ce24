"""Which records a name can stand for, and where their names are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet

from events.choices import NameKind
from events.models import (
    Country,
    CountryName,
    Framework,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Source,
    Theme,
)

MAIN, CODE, ADDRESS = "main", "code", "address"  # beside the kinds of `NameKind`


class Kind(StrEnum):
    """The kinds of records that are asked for by name."""

    COUNTRY = "country"
    ORGANIZATION = "organization"
    PERSON = "person"
    FRAMEWORK = "framework"
    THEME = "theme"
    SOURCE = "source"


@dataclass(frozen=True)
class Named:
    """One name of one record."""

    pk: int | str
    text: str
    kind: str  # of the name: one of `NameKind`, or MAIN, CODE, ADDRESS


@dataclass(frozen=True)
class Record:
    """A record that can be meant."""

    pk: int | str
    slug: str
    label: str
    country: str = ""  # of a national body


@dataclass(frozen=True)
class Shelf:
    """Where the names of one kind of record stand: columns of its table, and a table of further names."""

    model: type[Model]
    label: str
    slug: str
    names: dict[str, str]  # column -> kind of name
    other: type[Model] | None = None
    country: str = ""


SHELVES = {
    Kind.COUNTRY: Shelf(
        Country, "name", "code", {"name": MAIN, "code": CODE, "alpha3": CODE, "numeric": CODE}, CountryName
    ),
    Kind.ORGANIZATION: Shelf(
        Organization,
        "name",
        "slug",
        {"name": MAIN, "acronym": NameKind.ACRONYM, "slug": CODE, "website": ADDRESS},
        OrganizationName,
        "country_id",
    ),
    Kind.PERSON: Shelf(Person, "name", "slug", {"name": MAIN, "slug": CODE}, PersonName),
    Kind.FRAMEWORK: Shelf(
        Framework, "title", "slug", {"title": MAIN, "acronym": NameKind.ACRONYM, "slug": CODE, "reference": CODE}
    ),
    Kind.THEME: Shelf(Theme, "name", "slug", {"name": MAIN, "slug": CODE}),
    Kind.SOURCE: Shelf(Source, "title", "slug", {"title": MAIN, "slug": CODE, "url": ADDRESS}),
}


def records_of(kind: Kind, only: QuerySet | None = None) -> Iterator[tuple[Record, list[Named]]]:
    """Records of a kind with all their names, all of them or those of `only`. Two queries at most."""
    shelf = SHELVES[kind]
    columns = list(dict.fromkeys(["pk", shelf.slug, shelf.label, *filter(None, [shelf.country]), *shelf.names]))
    rows = shelf.model._default_manager.all() if only is None else only
    others = _other_names(shelf, only)
    for values in rows.order_by("pk").values(*columns).iterator(chunk_size=5_000):
        names = [
            Named(values["pk"], values[column], name_kind)
            for column, name_kind in shelf.names.items()
            if values[column]
        ]
        record = Record(
            values["pk"],
            str(values[shelf.slug]),
            values[shelf.label],
            (values[shelf.country] if shelf.country else "") or "",
        )
        yield record, [*names, *others.get(values["pk"], [])]


def _other_names(shelf: Shelf, only: QuerySet | None) -> dict[Any, list[Named]]:
    found: dict[Any, list[Named]] = {}
    if shelf.other is None:
        return found
    owner = f"{shelf.model._meta.model_name}_id"
    rows = shelf.other._default_manager.order_by("pk")
    if only is not None:
        rows = rows.filter(**{f"{owner}__in": only.order_by().values("pk")})
    for pk, text, name_kind in rows.values_list(owner, "name", "kind"):
        found.setdefault(pk, []).append(Named(pk, text, name_kind))
    return found

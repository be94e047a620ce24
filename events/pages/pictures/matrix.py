"""Who takes part with whom: countries by organizations, each cell the events that both are named in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext
from pyroaring import BitMap

from events.models import Country, Organization
from events.pages.pictures.narrow import Question

ROWS = 20
COLUMNS = 16
SIDE = 100.0  # of a cell, in its own units


@dataclass(frozen=True)
class Head:
    """A country or an organization."""

    label: str
    name: str  # in full
    count: int
    query: str | None


@dataclass(frozen=True)
class Cell:
    """The events of a country and an organization; drawn as a square whose area is their number."""

    count: int
    words: str
    query: str | None
    place: str = ""
    side: str = ""


@dataclass(frozen=True)
class Row:
    head: Head
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """The most frequent countries by the most frequent organizations."""

    columns: tuple[Head, ...]
    rows: tuple[Row, ...]
    more_countries: int
    more_organizations: int


@dataclass(frozen=True)
class _Actor:
    value: str
    head: Head
    events: BitMap  # of the question


def matrix_of(question: Question) -> Matrix:
    """Two queries."""
    countries, more_countries = _countries(question)
    organizations, more_organizations = _organizations(question)
    numbers = [
        [country.events.intersection_cardinality(body.events) for body in organizations] for country in countries
    ]
    most = max((number for row in numbers for number in row), default=0)
    rows = tuple(
        Row(country.head, tuple(_cell(question, country, body, row[at], most) for at, body in enumerate(organizations)))
        for country, row in zip(countries, numbers, strict=True)
    )
    return Matrix(tuple(body.head for body in organizations), rows, more_countries, more_organizations)


def _countries(question: Question) -> tuple[list[_Actor], int]:
    named = dict(Country.objects.values_list("code", "name"))
    counted = [(question.number_of("country", code), name, code) for code, name in named.items()]
    ranked = sorted((row for row in counted if row[0]), key=lambda row: (-row[0], row[1]))
    return [_actor(question, "country", code, code, name) for _n, name, code in ranked[:ROWS]], len(ranked[ROWS:])


def _organizations(question: Question) -> tuple[list[_Actor], int]:
    known = question.found.bitmaps.numbered("organization")
    counted = [(question.number_of("organization", pk), pk) for pk, _events in known]
    ranked = sorted((row for row in counted if row[0]), key=lambda row: (-row[0], row[1]))
    bodies = Organization.objects.defer("search").in_bulk([pk for _number, pk in ranked[:COLUMNS]])
    shown = [bodies[pk] for _number, pk in ranked[:COLUMNS] if pk in bodies]
    actors = [_actor(question, "organization", one.pk, one.slug, one.short_name, one.name) for one in shown]
    return actors, len(ranked[COLUMNS:])


def _actor(question: Question, parameter: str, key: object, value: str, *names: str) -> _Actor:
    """`names` are the short one and the one in full."""
    events = question.events & question.of_key(parameter, key)
    return _Actor(value, Head(names[0], names[-1], len(events), question.narrowed((parameter, value))), events)


def _cell(question: Question, country: _Actor, body: _Actor, number: int, most: int) -> Cell:
    words = ngettext(
        "%(country)s and %(organization)s: %(number)d event",
        "%(country)s and %(organization)s: %(number)d events",
        number,
    ) % {"country": country.head.label, "organization": body.head.label, "number": number}
    if not number:
        return Cell(0, words, None)
    query = question.narrowed(("country", country.value), ("organization", body.value))
    side = SIDE * (number / most) ** 0.5
    return Cell(number, words, query, f"{(SIDE - side) / 2:.1f}", f"{side:.1f}")

"""Records by one whole name: written the same way but for script and accents, or misspelt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import models
from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Cast
from rapidfuzz import fuzz

from events.choices import NameKind
from events.models import (
    Country,
    CountryName,
    Framework,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Theme,
)
from events.models.base import Folded
from events.models.event_index import through_indexes
from events.models.reading import reading

KINDS: dict[str, type[models.Model]] = {
    "countries": Country,
    "organizations": Organization,
    "people": Person,
    "frameworks": Framework,
    "themes": Theme,
}
OWN, OTHER, FORMER = 0, 1, 2  # how well a name stands for its record, the best first


@dataclass(frozen=True)
class Column:
    """A column of names: whose they are, and in which rows they stand for less."""

    kind: str
    rows: type[models.Model]
    name: str
    owner: str = "pk"
    has_kinds: bool = False


COLUMNS = [
    Column("countries", Country, "name"),
    Column("countries", CountryName, "name", "country", has_kinds=True),
    Column("organizations", Organization, "name"),
    Column("organizations", Organization, "acronym"),
    Column("organizations", OrganizationName, "name", "organization", has_kinds=True),
    Column("people", Person, "name"),
    Column("people", PersonName, "name", "person", has_kinds=True),
    Column("frameworks", Framework, "title"),
    Column("frameworks", Framework, "acronym"),
    Column("themes", Theme, "name"),
]
CODES = [Column("countries", Country, "code"), Column("countries", Country, "alpha3")]

LIKE_FROM, LIKE_FROM_WHEN_SHORT = 0.45, 0.3  # the share of three-letter pieces from which the index offers a name
CANDIDATES = 40  # of each column
FEW_PIECES = 7  # letters of a name that has few such pieces
SHORT = 5
ALIKE, ALIKE_WHEN_SHORT = 80, 75  # per cent of the letters in their order


@dataclass(frozen=True)
class Near:
    """A public record with a name that is spelled like the typed one."""

    kind: str
    record: Any
    name: str  # as it is recorded
    likeness: float


def named(text: str) -> list[tuple[str, Any]]:
    """The public records that bear exactly this name, script and accents apart, each with its kind.

    Those of whom it is a former name only where nobody bears it today. Codes of countries count in capitals. Two
    queries, the second under a setting, and one for each kind of record found.
    """
    sql, parameters = _statement(with_codes=text.isupper() and text.isascii())
    given = {FOLDED: _folded(text), TYPED: text}
    with through_indexes(), reading().cursor() as cursor:
        cursor.execute(sql, [given.get(value, value) for value in parameters])
        found = [row[:3] for row in cursor.fetchall()]
    public = _public((kind, pk) for kind, pk, _worth in found)
    worths: dict[tuple[str, str], int] = {}
    for kind, pk, worth in found:
        if (kind, pk) in public:
            worths[kind, pk] = min(worth, worths.get((kind, pk), FORMER))
    is_borne = any(worth < FORMER for worth in worths.values())
    return [(kind, public[kind, pk]) for (kind, pk), worth in worths.items() if worth < FORMER or not is_borne]


FOLDED, TYPED = "what is typed, folded", "what is typed"


@cache
def _statement(*, with_codes: bool) -> tuple[str, tuple[Any, ...]]:
    """The SQL that finds names, with marks where the typed one goes: of ten tables, so it is written only once."""
    branches = [
        column.rows._default_manager.alias(folded=Folded(F(column.name)))
        .filter(folded=FOLDED)
        .values_list(*_values(column))
        for column in COLUMNS
    ]
    branches += [
        column.rows._default_manager.filter(**{column.name: TYPED}).values_list(*_values(column))
        for column in (CODES if with_codes else ())
    ]
    sql, parameters = branches[0].union(*branches[1:], all=True).order_by().query.sql_with_params()
    return sql, tuple(parameters)


def _values(column: Column) -> list[Any]:
    """Kind, key as text, worth and name, the same in every branch of a union."""
    worth: Any = Value(OWN)
    if column.has_kinds:
        worth = Case(When(kind=NameKind.FORMER, then=Value(FORMER)), default=Value(OTHER))
    return [
        Value(column.kind, CharField()),
        Cast(column.owner, CharField()),
        worth,
        Cast(column.name, CharField()),
    ]


def _public(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """The public ones among some records. One query for each kind."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    return {
        (kind, str(record.pk)): record
        for kind, pks in by_kind.items()
        for record in KINDS[kind]._default_manager.public().filter(pk__in=pks)  # type: ignore[attr-defined]
    }


def spelled_like(text: str, *, kinds: Iterable[str] = tuple(KINDS), most: int = 5) -> list[Near]:
    """The public records with the names nearest to a text, the nearest first, each once.

    One that is like the whole text leaves no room for those of which a part is. Two queries, the second under
    settings, and one for each kind of record found.
    """
    typed = _folded(text)
    if len(typed) < 3:
        return []
    best: dict[tuple[str, str], tuple[bool, float, str]] = {}
    for kind, pk, name, folded in _candidates(kinds, typed):
        is_whole, likeness = _likeness(typed, folded)
        if likeness >= (ALIKE_WHEN_SHORT if len(typed) <= SHORT else ALIKE):
            best[kind, pk] = max(best.get((kind, pk), (False, 0.0, "")), (is_whole, likeness, name))
    public = _public(best)
    near = [
        (is_whole, Near(key[0], public[key], name, likeness))
        for key, (is_whole, likeness, name) in best.items()
        if key in public
    ]
    has_whole = any(is_whole for is_whole, _one in near)
    kept = [one for is_whole, one in near if is_whole or not has_whole]
    return sorted(kept, key=lambda one: (-one.likeness, len(one.name), one.name))[:most]


def _folded(text: str) -> str:
    with reading().cursor() as cursor:
        cursor.execute("SELECT events_folded(%s)", [text])
        return str(cursor.fetchone()[0])


def _candidates(kinds: Iterable[str], typed: str) -> Iterator[tuple[str, str, str, str]]:
    """Names that share pieces with the typed one: kind, key, name and folded name."""
    sql, parameters = _nearest(frozenset(kinds))
    share = LIKE_FROM_WHEN_SHORT if len(typed) <= FEW_PIECES else LIKE_FROM
    with through_indexes(), reading().cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(share)])
        cursor.execute(sql, [typed if value == FOLDED else value for value in parameters])
        for kind, pk, _worth, name, folded in cursor.fetchall():
            yield kind, pk, name, folded


@cache
def _nearest(kinds: frozenset[str]) -> tuple[str, tuple[Any, ...]]:
    """The SQL that finds them, with marks where the typed name goes."""
    branches = []
    for column in COLUMNS:
        if column.kind in kinds:
            rows = column.rows._default_manager.alias(folded=Folded(F(column.name)))
            alike = rows.filter(folded__trigram_word_similar=FOLDED)
            nearest = alike.order_by(TrigramWordSimilarity(FOLDED, Folded(F(column.name))).desc(), column.owner)
            branches.append(nearest.values_list(*_values(column), Folded(F(column.name)))[:CANDIDATES])
    sql, parameters = branches[0].union(*branches[1:], all=True).query.sql_with_params()
    return sql, tuple(parameters)


def _likeness(typed: str, name: str) -> tuple[bool, float]:
    """How alike a typed name is to a whole recorded one, else to as many words in a row of it."""
    whole = fuzz.ratio(typed, name)
    if whole >= ALIKE_WHEN_SHORT:
        return True, whole
    words, number = name.split(), len(typed.split())
    parts = [" ".join(words[at : at + number]) for at in range(max(len(words) - number, 0) + 1)]
    return False, max(fuzz.ratio(typed, part) for part in parts)

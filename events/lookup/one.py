"""One typed name looked up in the database, without loading all names of its kind."""

from __future__ import annotations

import re

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from events.lookup.kinds import ADDRESS, SHELVES, Kind, Shelf
from events.lookup.letters import bare_address, folded
from events.lookup.names import MOST, Names
from events.lookup.readings import readings
from events.lookup.results import Found, Verdict
from events.models.base import NAMES

MOST_CANDIDATES = 150  # of each table of names
BEGINNING = 4  # letters of a word by which a misspelled name is still found
ALIKE = 0.3
SHORT_LISTS = (Kind.COUNTRY, Kind.THEME)  # taken as a whole: a name in another script has no letters in common

_kept: dict[Kind, tuple[tuple[str, ...], Names]] = {}


def find(kind: Kind, typed: str, *, country: str = "", most: int = MOST) -> Found:
    """What one typed name can mean, decided as `Names.find` does. Four queries at most.

    `country` (alpha-2) helps to tell bodies of one name in several states apart. For many names use `Names.of(kind)`.
    """
    typed = typed.replace("\x00", "").strip()
    if not readings(kind, typed):
        return Found(typed, Verdict.UNKNOWN)
    names = _all_of(kind) if kind in SHORT_LISTS else Names.of(kind, candidates(kind, typed))
    return names.find(typed, country=country, most=most)


def _all_of(kind: Kind) -> Names:
    """All names of a short list, kept until one of them changes. Two queries at most while they are."""
    shelf = SHELVES[kind]
    version = tuple(
        table._default_manager.aggregate(version=MD5(StringAgg(column, "|", order_by=column)))["version"]
        for table, column in ((shelf.model, shelf.label), (shelf.other, "name"))
        if table is not None
    )
    if _kept.get(kind, ("", None))[0] != version:
        _kept[kind] = (version, Names.of(kind))
    return _kept[kind][1]


def candidates(kind: Kind, typed: str) -> models.QuerySet:
    """The records with a name that shares a word's beginning with the typed one, or is spelled like it."""
    shelf = SHELVES[kind]
    records = shelf.model._default_manager
    keys = _keys(shelf, shelf.model, shelf.label, typed, "pk")
    if shelf.other is not None:
        keys |= _keys(shelf, shelf.other, "name", typed, f"{shelf.model._meta.model_name}_id")
    return records.filter(Q(pk__in=keys) | _codes(shelf, typed))


def _keys(shelf: Shelf, table: type[models.Model], column: str, typed: str, owner: str) -> set:
    """Keys of the likeliest records of a table of names. One query."""
    rows = table._default_manager.annotate(alike=TrigramSimilarity(column, typed))
    condition = Q(alike__gte=ALIKE)
    beginnings = _beginnings(typed)
    if beginnings and any(field.name == "search" for field in table._meta.get_fields()):
        condition |= Q(search=SearchQuery(beginnings, config=NAMES, search_type="raw"))
    return set(rows.filter(condition).order_by("-alike", "pk").values_list(owner, flat=True)[:MOST_CANDIDATES])


def _beginnings(typed: str) -> str:
    """A text-search query for any word that begins as one of the typed words does."""
    words = {word for text in (typed, folded(typed)) for word in re.findall(r"[^\W_]+", text.lower())}
    telling = {word[:BEGINNING] if len(word) > BEGINNING else word for word in words if len(word) > 1}
    return " | ".join(f"'{word}':*" for word in sorted(telling))


def _codes(shelf: Shelf, typed: str) -> Q:
    condition = Q()
    for column in shelf.names:
        if column != shelf.label:
            for reading in (typed, typed.partition("(")[2].rstrip(") ")):
                condition |= Q(**{f"{column}__iexact": reading}) if reading else Q()
    if address := bare_address(typed):
        forms = {
            f"{scheme}://{www}{address}{slash}"
            for scheme in ("http", "https")
            for www in ("", "www.")
            for slash in ("", "/")
        }
        condition |= Q(**{f"{column}__in": forms for column, name_kind in shelf.names.items() if name_kind == ADDRESS})
    return condition

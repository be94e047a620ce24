"""What a question asks of the database: conditions on the index of events, and records of a kind by their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from events.models import (
    Country,
    CountryName,
    Event,
    EventIndex,
    EventWords,
    Framework,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Quote,
    Source,
    Theme,
)
from events.models.base import NAMES, PROSE
from events.models.event_index import Keys, key
from events.models.reading import reading
from events.search.grammar import Question, Term, read

MODEL = TypeVar("MODEL", bound=models.Model)

NAME_MODELS: dict[type[models.Model], type[models.Model]] = {
    Country: CountryName,
    Organization: OrganizationName,
    Person: PersonName,
}

CONFIGS: dict[type[models.Model], tuple[str, ...]] = {
    Framework: (NAMES, PROSE),
    Source: (NAMES, PROSE),
    Quote: (PROSE,),
}
"""How the words of records are written that are not names alone."""

Alternatives = list[list[tuple[SearchQueryCombinable, bool]]]


def events_matching(events: models.QuerySet[Event], text: str) -> models.QuerySet[Event]:
    """Events in which every word stands somewhere: in their own text, or in a name of a place or actor."""
    found = EventIndex.objects.filter(*index_conditions(read(text)))
    return events.filter(pk__in=found.values("event"))


def index_conditions(question: Question) -> list[Q]:
    """What the words ask of the index of events. One query, which finds the countries that are named so.

    What names no country is asked for at once. A term that does is found in the words of an event or by the key of
    the country.
    """
    named = _keys_of_countries([term for terms in question for term in terms])
    together: Question = []
    apart: Question = []
    for terms in question:
        is_plain = not any(term in named for term in terms)
        (together if is_plain and (len(terms) == 1 or not _excludes(terms)) else apart).append(terms)
    if all(_excludes(terms) for terms in together):  # an index finds no words that are missing
        together, apart = [], question
    parts = [reduce(or_, [_in_words(term) for term in terms]) for terms in together]
    conditions = [_with_words(reduce(and_, parts))] if parts else []
    return conditions + [reduce(or_, [_condition(term, named.get(term, [])) for term in terms]) for terms in apart]


def _excludes(terms: Iterable[Term]) -> bool:
    return any(term.is_excluded for term in terms)


def _in_words(term: Term) -> SearchQueryCombinable:
    return term.not_in_words if term.is_excluded else term.in_words


def _condition(term: Term, keys: list[str]) -> Q:
    """One term by itself."""
    found = _with_words(term.in_words)
    if keys:
        found |= Q(keys=Keys(keys))
    return ~found if term.is_excluded else found


def _with_words(query: SearchQueryCombinable) -> Q:
    return Q(pk__in=EventWords.objects.filter(document=query).values("event"))


def _keys_of_countries(terms: list[Term]) -> dict[Term, list[str]]:
    """For each term the keys of countries named so in any language.

    The names of a country are too many to stand among the words of each of its events.
    """
    found: dict[Term, list[str]] = {}
    if not terms:
        return found
    sql, parameters = _named_countries(tuple(term.is_phrase for term in terms))
    texts = {_place(at): term.text for at, term in enumerate(terms)}
    with reading().cursor() as cursor:
        cursor.execute(sql, [texts.get(value, value) for value in parameters])
        for at, code in cursor.fetchall():
            found.setdefault(terms[at], []).extend(key(kind, code) for kind in ("country", "place"))
    return found


@lru_cache(maxsize=200)
def _named_countries(are_phrases: tuple[bool, ...]) -> tuple[str, tuple[Any, ...]]:
    """The SQL that finds them, written once, with marks where the texts of the terms go."""
    rows = [
        model._default_manager.filter(search=Term(_place(at), is_phrase, is_excluded=False).query(NAMES)).values_list(
            Value(at), owner
        )
        for at, is_phrase in enumerate(are_phrases)
        for model, owner in ((Country, "pk"), (CountryName, "country"))
    ]
    sql, parameters = rows[0].union(*rows[1:]).order_by().query.sql_with_params()
    return sql, tuple(parameters)


def _place(at: int) -> str:
    return f"the text of term {at}"


def matching(records: models.QuerySet[MODEL], text: str) -> models.QuerySet[MODEL]:
    """Records of any searchable kind that the text finds; words may be cut short at their end.

    An event is found by everything that hangs on it, the others by their names (a quote by its words). All words
    must stand in the same name. Small words count where there is nothing else.
    """
    if records.model is Event:
        return events_matching(records, text)  # type: ignore[arg-type,return-value]  # the model is Event
    if records.model is Source and text.startswith("http"):
        return records.filter(url__startswith=text.strip())
    question = read(text) or read(text, with_small_words=True)
    if not question:
        return records.none() if text.strip() else records
    if records.model is Theme:
        return records.filter(*_in_themes(question))
    return records.filter(*named_so(records.model, asked_in(configs_of(records.model), question)))


def configs_of(model: type[models.Model]) -> tuple[str, ...]:
    return CONFIGS.get(model, (NAMES,))


def asked_in(configs: Sequence[str], question: Question) -> Alternatives:
    """What must be found in a name: all words together in one, and then each word that must stand in none by itself.

    Of each list one must hold; what is marked as excluded holds where it is not found.
    """
    together = [terms for terms in question if not _excludes(terms)]
    asked = [[(_all_of(together, configs), False)]] if together else []
    return asked + [
        [(_all_of([[term]], configs), term.is_excluded) for term in terms] for terms in question if _excludes(terms)
    ]


def named_so(model: type[models.Model], asked: Alternatives) -> list[Q]:
    """Records with such names."""
    return [
        reduce(or_, [~_named(model, query) if is_excluded else _named(model, query) for query, is_excluded in ones])
        for ones in asked
    ]


def _named(model: type[models.Model], query: SearchQueryCombinable) -> Q:
    """Records of which one name holds everything that is asked for."""
    condition = Q(search=query)
    if name_model := NAME_MODELS.get(model):
        other = name_model._default_manager.filter(**{str(model._meta.model_name): OuterRef("pk")}, search=query)
        condition |= Q(Exists(other))
    return condition


def _all_of(question: Question, configs: Sequence[str]) -> SearchQueryCombinable:
    return reduce(and_, [_any_beginning(terms, configs) for terms in question])


def _any_beginning(terms: list[Term], configs: Sequence[str]) -> SearchQueryCombinable:
    """One of the terms, each word of it cut short perhaps."""
    raw = " | ".join(filter(None, (term.beginnings for term in terms)))
    return reduce(or_, [SearchQuery(raw, config=config, search_type="raw") for config in configs])


def _in_themes(question: Question) -> list[Q]:
    """Thirty names, without an index of words."""
    return [
        reduce(or_, [~_in_a_theme(term) if term.is_excluded else _in_a_theme(term) for term in terms])
        for terms in question
    ]


def _in_a_theme(term: Term) -> Q:
    """Words by their beginnings; a phrase as it stands."""
    parts = [r"\W+".join(term.words)] if term.is_phrase else term.words
    return reduce(and_, [Q(name__iregex=rf"\m{part}") for part in parts])

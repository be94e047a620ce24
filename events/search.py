"""What a typed word finds: events by everything that hangs on them, actors by all their names.

Words are folded by the database's own text-search configurations (migration 0001): accents and case never
matter, English and Russian prose is stemmed, names are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext as _

from events.models import (
    Country,
    CountryName,
    Event,
    EventIndex,
    EventWords,
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

MODEL = TypeVar("MODEL", bound=models.Model)

MAX_TERMS = 12  # each word of an event search is a look-up; more words are a pasted text

TERM = re.compile(r'(?P<minus>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')

# Words that the English configuration drops; asked for alone they would find nothing.
STOP_WORDS = frozenset(
    """
    a about after against all an and are as at be been before between but by can did do does during for from had has
    have he her his how if in into is it its more most no nor not of off on or our out over own she so some such than
    that the their them then there these they this those through to too under until up very was we were what when
    where which while who why will with you
    """.split()  # noqa: SIM905 - as a list it would fill a page
)


@dataclass(frozen=True)
class Term:
    """One word or one phrase in quotation marks; a minus before it excludes what it finds."""

    text: str
    is_phrase: bool
    is_excluded: bool

    @property
    def in_words(self) -> SearchQueryCombinable:
        """The term as prose or as a name."""
        return self.query(PROSE) | self.query(NAMES)

    @property
    def not_in_words(self) -> SearchQueryCombinable:
        return ~self.query(PROSE) & ~self.query(NAMES)

    def query(self, config: str) -> SearchQuery:
        return SearchQuery(self.text, config=config, search_type="phrase" if self.is_phrase else "plain")


def terms(text: str) -> list[Term]:
    """The words and phrases of a search; raise ValueError, with a sentence, when there are too many."""
    found = []
    for match in TERM.finditer(text):
        phrase, word = match["phrase"], match["word"]
        body = phrase if word is None else word
        if not any(letter.isalnum() for letter in body):
            continue
        if word is not None and body.lower().strip(".,;:!?()") in STOP_WORDS:
            continue
        found.append(Term(body, is_phrase=word is None, is_excluded=bool(match["minus"])))
    if len(found) > MAX_TERMS:
        raise ValueError(
            _("A search takes at most %(most)d words; this one has %(number)d.")
            % {"most": MAX_TERMS, "number": len(found)}
        )
    return found


def events_matching(events: models.QuerySet[Event], text: str) -> models.QuerySet[Event]:
    """Events in which every word stands somewhere: in their own text, or in a name of a place or actor."""
    found = EventIndex.objects.filter(*index_conditions(terms(text)))
    return events.filter(pk__in=found.values("event"))


def index_conditions(asked: Sequence[Term]) -> list[Q]:
    """What the words ask of the index of events. One query, which finds the countries that are named so.

    Terms that name no country are asked for at once; one that does is found in the words of an event or by the key of
    the country.
    """
    named = _keys_of_countries(asked)
    together = [term for at, term in enumerate(asked) if at not in named]
    conditions = []
    if any(not term.is_excluded for term in together):
        parts = [term.not_in_words if term.is_excluded else term.in_words for term in together]
        conditions.append(_with_words(reduce(and_, parts)))
    else:
        conditions += [~_with_words(term.in_words) for term in together]
    for at, keys in named.items():
        found = _with_words(asked[at].in_words) | Q(keys=Keys(keys))
        conditions.append(~found if asked[at].is_excluded else found)
    return conditions


def _with_words(query: SearchQueryCombinable) -> Q:
    return Q(pk__in=EventWords.objects.filter(document=query).values("event"))


def _keys_of_countries(asked: Sequence[Term]) -> dict[int, list[str]]:
    """For each term, by its place, the keys of countries named so in any language.

    The names of a country are too many to stand among the words of each of its events.
    """
    rows = [
        model._default_manager.filter(search=term.query(NAMES)).values_list(Value(at), owner)
        for at, term in enumerate(asked)
        for model, owner in ((Country, "pk"), (CountryName, "country"))
    ]
    found: dict[int, list[str]] = {}
    for at, code in rows[0].union(*rows[1:]).order_by() if rows else []:
        found.setdefault(at, []).extend(key(kind, code) for kind in ("country", "place"))
    return found


NAME_MODELS: dict[type[models.Model], type[models.Model]] = {
    Country: CountryName,
    Organization: OrganizationName,
    Person: PersonName,
}


def matching(records: models.QuerySet[MODEL], text: str) -> models.QuerySet[MODEL]:
    """Records of any searchable kind that the text finds; words may be cut short at their end.

    An event is found by everything that hangs on it, the others by their names (a quote by its words). All words
    must stand in the same name.
    """
    if records.model is Event:
        return events_matching(records, text)  # type: ignore[arg-type,return-value]  # the model is Event
    words = list(dict.fromkeys(re.findall(r"[^\W_]+", text)))
    if not words:
        return records.none() if text.strip() else records
    prefixes = " & ".join(f"'{word}':*" for word in words)
    if records.model is Theme:
        return records.filter(*[Q(name__icontains=word) for word in words])
    config = PROSE if records.model is Quote else NAMES
    query = SearchQuery(prefixes, config=config, search_type="raw")
    condition = Q(search=query)
    if records.model is Source and text.startswith("http"):
        condition = Q(url__startswith=text.strip())
    if name_model := NAME_MODELS.get(records.model):
        owner = records.model._meta.model_name
        other = name_model._default_manager.filter(**{str(owner): OuterRef("pk")}, search=query)
        condition |= Q(Exists(other))
    return records.filter(condition)

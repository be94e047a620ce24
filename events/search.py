"""What a typed word finds: events by everything that hangs on them, actors by all their names.

Words are folded by the database's own text-search configurations (migration 0001): accents and case never
matter, English and Russian prose is stemmed, names are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from django.contrib.postgres.search import SearchQuery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from events.models import (
    Country,
    CountryName,
    CountryParticipation,
    Event,
    EventFramework,
    EventPlace,
    Framework,
    Organization,
    OrganizationName,
    OrganizationParticipation,
    Person,
    PersonName,
    PersonParticipation,
    Quote,
    Source,
    Theme,
)
from events.models.base import NAMES, PROSE

MODEL = TypeVar("MODEL", bound=models.Model)

MAX_TERMS = 12  # each word of an event search is a union of eight look-ups; more words are a pasted text

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
    for term in terms(text):
        found = _events_with(term)
        events = events.exclude(pk__in=found) if term.is_excluded else events.filter(pk__in=found)
    return events


def _events_with(term: Term) -> models.QuerySet[Event, tuple[int]]:
    prose, names = term.query(PROSE), term.query(NAMES)
    countries = _with_names(Country, CountryName, names)
    rows = [
        EventPlace.objects.filter(search=names),
        EventPlace.objects.filter(country__in=countries),
        CountryParticipation.objects.filter(country__in=countries),
        OrganizationParticipation.objects.filter(organization__in=_with_names(Organization, OrganizationName, names)),
        PersonParticipation.objects.filter(person__in=_with_names(Person, PersonName, names)),
        EventFramework.objects.filter(framework__in=Framework.objects.filter(search=names).values("pk")),
        Quote.objects.filter(search=prose),
    ]
    own_text = Event.objects.filter(search=prose).values_list("pk")
    return own_text.union(*[row.values_list("event_id") for row in rows])


def _with_names(model: type[MODEL], name_model: type[models.Model], query: SearchQuery) -> models.QuerySet:
    """Keys of the records that have the words in their main name or in one other name."""
    owner = f"{model._meta.model_name}_id"
    main = model._default_manager.filter(search=query).values_list("pk")
    return main.union(name_model._default_manager.filter(search=query).values_list(owner))


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

"""Quotes pasted as text, with the people and bodies that are recorded under the names in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from events.lookup import Kind, find
from events.models import Country, Organization, Person, PersonParticipation, Quote
from events.typed_quotes import Attributed, TypedQuote, read_quotes

CYRILLIC = {"kk": set("әңұһ"), "tg": set("ҷӣӯ"), "uz-Cyrl": set("ў"), "ru": set("абвгдежзиклмнопрстуфхцчшщыьэюя")}
LONGEST_ATTRIBUTION = 300
LONGEST_POST = 300


@dataclass(frozen=True)
class Speaker:
    """Who said something: what is recorded of it, and what is not."""

    attribution: str
    post: str = ""
    person: Person | None = None
    organization: Organization | None = None
    doubts: tuple[str, ...] = ()

    @property
    def country(self) -> Country | None:
        """The state of the body for which somebody spoke; the body was read with it."""
        return self.organization.country if self.organization else None


@dataclass(frozen=True)
class ReadQuote:
    text: str
    language: str
    locator: str
    speaker: Speaker


@dataclass(frozen=True)
class QuoteList:
    """Pasted quotes as they were read: what becomes a row, and the lines that do not."""

    quotes: list[ReadQuote] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    lines: int = 0

    @property
    def doubts(self) -> list[str]:
        """Names that no record bears, each once: the rows have them as text."""
        return list(dict.fromkeys(doubt for quote in self.quotes for doubt in quote.speaker.doubts))

    @property
    def speakers(self) -> list[Speaker]:
        """Who is quoted, each once."""
        return list(dict.fromkeys(quote.speaker for quote in self.quotes))

    def as_rows(self) -> list[Quote]:
        """The quotes, not saved."""
        return [
            Quote(
                text=quote.text,
                language=quote.language,
                locator=quote.locator,
                attribution=quote.speaker.attribution,
                speaker=quote.speaker.person,
                organization=quote.speaker.organization,
            )
            for quote in self.quotes
        ]

    def people(self) -> list[PersonParticipation]:
        """Who is quoted by name, as rows of people who took part, not saved."""
        return [
            PersonParticipation(
                person=speaker.person,
                position=speaker.post,
                organization=speaker.organization,
                country=speaker.country,
            )
            for speaker in self.speakers
            if speaker.person
        ]

    def bodies(self) -> list[Organization]:
        return [speaker.organization for speaker in self.speakers if speaker.organization]


def read_quote_list(text: str, first_paragraph: int | None = None) -> QuoteList:
    """Read pasted quotes and look up who said them. Some ten queries for each of them at most, whatever was said."""
    typed = read_quotes(text, first_paragraph)
    speakers: dict[Attributed, Speaker] = {}
    for quote in typed.quotes:
        if quote.said_by not in speakers:
            speakers[quote.said_by] = recognized(quote.said_by)
    return QuoteList(
        [_read(quote, speakers[quote.said_by]) for quote in typed.quotes],
        typed.problems,
        typed.left,
        typed.lines,
    )


def _read(quote: TypedQuote, speaker: Speaker) -> ReadQuote:
    return ReadQuote(quote.text, language_of(quote.text), quote.locator, speaker)


def language_of(text: str) -> str:
    """A guess by the letters, to be looked at: English, or one of the languages that are written in Cyrillic."""
    letters = set(text.lower())
    return next((language for language, own in CYRILLIC.items() if letters & own), "en")


def recognized(said_by: Attributed) -> Speaker:
    """The recorded person and body of an attribution. What is not certain is left out, and said."""
    doubts: list[str] = []
    # A name alone can be that of a body: “UNODC: …”.
    quietly = said_by.name == said_by.body
    person: Person | None = _the(Kind.PERSON, Person.objects.all(), said_by.name, [] if quietly else doubts)
    bodies = Organization.objects.select_related("country")
    organization: Organization | None = (
        None if quietly and person else _the(Kind.ORGANIZATION, bodies, said_by.body, doubts)
    )
    attribution = said_by.attribution[:LONGEST_ATTRIBUTION]
    return Speaker(attribution, said_by.post[:LONGEST_POST], person, organization, tuple(doubts))


def _the(kind: Kind, records: QuerySet, name: str, doubts: list[str]) -> Any:
    if not name:
        return None
    found = find(kind, name)
    if found.match:
        return records.filter(pk=found.match.pk).first()
    maybe = _(" or ").join(match.label for match in found.matches[:2])
    doubts.append(_("“%(name)s” (%(maybe)s?)") % {"name": name, "maybe": maybe} if maybe else f"“{name}”")
    return None

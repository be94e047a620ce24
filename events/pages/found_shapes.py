"""The shapes in which a search shows what it found, and how each kind is named and linked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, ngettext_lazy

from events.bitmaps import Bitmaps
from events.pages.event_rows import EventRow
from events.search import Question, marks
from events.search.written import Words
from events.selection import Selection

SHOWN = 5  # of each kind
MOST_SOURCES = 100  # they have no list of their own
RANKED = 100  # of many events the latest so many are looked through for words in the title


@dataclass(frozen=True)
class Asked:
    """A question, with what was found out about it already."""

    text: str
    question: Question
    words: Words
    events: Selection
    bitmaps: Bitmaps
    bearers: dict[str, set[Any]]  # by kind, the keys of the records that are called exactly so
    is_alone: bool = False  # only one kind is asked for


@dataclass(frozen=True)
class Hit:
    """One record that was found. Marked texts are escaped already."""

    address: str
    title: str | SafeString
    about: str = ""
    excerpt: str | SafeString = ""
    also: str | SafeString = ""  # another name, by which it was found
    language: str = ""
    events: int | None = None
    events_address: str = ""


@dataclass(frozen=True)
class EventHit:
    row: EventRow
    excerpt: str | SafeString


@dataclass(frozen=True)
class Kind:
    """What was found of one kind."""

    key: str
    heading: str
    total: int
    hits: list[Any]
    all_words: str  # the link to all of them, '' where all are shown
    address: str

    @property
    def is_source(self) -> bool:
        return self.key == "sources"


def made_kind(name: str, total: int, hits: list[Any], asked: Asked) -> Kind:
    address = f"{reverse(LISTS[name])}?{urlencode({'q': asked.text})}"
    words = ALL[name] % {"number": total} if total > len(hits) else ""
    return Kind(name, str(HEADINGS[name]), total, hits, words, address)


HEADINGS: dict[str, Promise] = {
    "countries": gettext_lazy("Countries"),
    "organizations": gettext_lazy("Organizations"),
    "people": gettext_lazy("People"),
    "events": gettext_lazy("Events"),
    "frameworks": gettext_lazy("Frameworks"),
    "themes": gettext_lazy("Themes"),
    "quotes": gettext_lazy("Quotes"),
    "sources": gettext_lazy("Sources"),
}
ALL: dict[str, Any] = {
    "countries": ngettext_lazy("All %(number)d country", "All %(number)d countries", "number"),
    "organizations": ngettext_lazy("All %(number)d organization", "All %(number)d organizations", "number"),
    "people": ngettext_lazy("All %(number)d person", "All %(number)d people", "number"),
    "events": ngettext_lazy("All %(number)d event", "All %(number)d events", "number"),
    "frameworks": ngettext_lazy("All %(number)d framework", "All %(number)d frameworks", "number"),
    "themes": ngettext_lazy("All %(number)d theme", "All %(number)d themes", "number"),
    "quotes": ngettext_lazy("All %(number)d quote", "All %(number)d quotes", "number"),
    "sources": ngettext_lazy("All %(number)d source", "All %(number)d sources", "number"),
}
LISTS = {
    "countries": "events:country-list",
    "organizations": "events:organization-list",
    "people": "events:person-list",
    "events": "events:event-list",
    "frameworks": "events:framework-list",
    "themes": "events:theme-list",
    "quotes": "events:quote-list",
    "sources": "events:search",
}


def marked_text(column: str, wanted: Any) -> Any:
    return F(column) if wanted is None else marks.whole(column, wanted)

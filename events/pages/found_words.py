"""What a search shows of words that were said and of the sources that print them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from pyroaring import BitMap

from events import partial_dates, search
from events.bitmaps import numbers, public_numbers
from events.models import (
    Citation,
    EventQuerySet,
    Quote,
    Source,
)
from events.models.base import PROSE
from events.models.event_index import through_indexes
from events.pages.found_shapes import MOST_SOURCES, SHOWN, Asked, Hit, Kind, made_kind, marked_text
from events.search import marks

LATEST = ("-published", "title", "slug")
FEW, ENOUGH = 200, 20


def quotes(asked: Asked) -> Kind:
    """The latest first. One query, and one that counts where there are more than are shown."""
    wanted = marks.wanted_in_names(asked.question, PROSE)
    found: Any = search.matching(Quote.objects.public(), asked.text)
    part = F("text") if wanted is None else marks.excerpt("text", wanted)
    translation = F("translation") if wanted is None else marks.excerpt("translation", wanted)
    rows = list(
        found.in_reading_order().annotate(part=part, translated=translation).select_related("event", "speaker")[:SHOWN]
    )
    total = found.count() if len(rows) == SHOWN else len(rows)
    hits = [
        Hit(
            address=quote.get_absolute_url(),
            title=marks.shown(quote.translated if _is_translated(quote) else quote.part),
            about=f"{quote.speaker or quote.attribution}, {quote.event.title}, {quote.event.date_in_words}",
            language="en" if _is_translated(quote) else quote.language,
        )
        for quote in rows
    ]
    return made_kind("quotes", total, hits, _("All %(number)d quotes"), asked)


def _is_translated(quote: Any) -> bool:
    """Whether only the translation holds the words."""
    return marks.has_marks(quote.translated) and not marks.has_marks(quote.part)


def sources(asked: Asked) -> Kind:
    """The latest first, each with the events that rest on it. Four queries at most, but for words of very many."""
    wanted = marks.wanted_in_names(asked.question)
    found = search.matching(Source.objects.all(), asked.text)
    with through_indexes():
        public = numbers(found)
    public &= public_numbers(Source, asked.bitmaps)
    if not public:
        return made_kind("sources", 0, [], "", asked)
    shown = _latest(found, public, MOST_SOURCES if asked.is_alone else SHOWN)
    rows = (
        Source.objects.filter(pk__in=shown)
        .order_by(*LATEST)
        .values_list(
            "pk", "slug", "url", "published", "language", marked_text("title", wanted), marked_text("publisher", wanted)
        )
    )
    cited = _cited(shown)
    events_url = reverse("events:event-list")
    hits = [
        Hit(
            address=url,
            title=marks.shown(title),
            about=partial_dates.in_words(published) if published else "",
            also=marks.shown(publisher),
            language=language,
            events=cited[pk],
            events_address=f"{events_url}?{urlencode({'source': slug})}",
        )
        for pk, slug, url, published, language, title, publisher in rows
    ]
    kind = made_kind("sources", len(public), hits, _("All %(number)d sources"), asked)
    if asked.is_alone:
        return replace(kind, all_words="")
    return replace(kind, address=f"{kind.address}&kind=sources")


def _latest(found: QuerySet[Source], public: BitMap, number: int) -> list[int]:
    """The latest of those that are public, as far as they are shown.

    Of very many the database gives the first few more than are asked for, since nearly all are public: thousands of
    keys would take longer to send than to look through. Should too few of them be, it is asked again.
    """
    if len(public) > FEW:
        first = found.order_by(*LATEST).values_list("pk", flat=True)[: 2 * number + ENOUGH]
        shown = [pk for pk in first if pk in public][:number]
        if len(shown) == number:
            return shown
    some = Source.objects.filter(pk__in=list(public)).order_by(*LATEST)
    return list(some.values_list("pk", flat=True)[:number])


def _cited(sources: list[int]) -> dict[int, int]:
    """How many public events rest on each source, as a whole or with a quote."""
    public = EventQuerySet.public_q("event__")
    rows = [
        model._default_manager.filter(public, source__in=sources).values_list("source", "event")
        for model in (Citation, Quote)
    ]
    events: dict[int, set[int]] = defaultdict(set)
    for source, event in rows[0].union(rows[1]):
        events[source].add(event)
    return {source: len(events[source]) for source in sources}

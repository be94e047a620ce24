"""What a search shows of words that were said and of the sources that print them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from pyroaring import BitMap

from events import partial_dates, search
from events.bitmaps import Bitmaps, Packed, numbers, unpacked
from events.models import (
    Citation,
    EventQuerySet,
    Quote,
    Source,
)
from events.models.event_index import through_indexes
from events.models.written import COUNTED, PACKED
from events.pages.found_shapes import MOST_SOURCES, SHOWN, Asked, Hit, Kind, made_kind, marked_text
from events.search import marks
from events.search.written import IN_NAMES, IN_QUOTES, Marking

LATEST = ("-published", "title", "slug")
NOTHING = BitMap()


def quotes(asked: Asked) -> Kind:
    """The latest first. One query, and one that counts where there are more than are shown."""
    rows = asked.words.found(Quote, _latest_quotes)
    total = asked.words.found(Quote, _number)[0]["counted"] if len(rows) == SHOWN else len(rows)
    hits = [_quote_hit(row) for row in rows]
    return made_kind("quotes", total, hits, asked)


def _latest_quotes(quotes: Any, marking: Marking) -> Any:
    wanted = marking(IN_QUOTES)
    return (
        quotes.public()
        .in_reading_order()
        .values(
            *("number", "language", "attribution", "speaker__name"),
            *("event__slug", "event__title", "event__start", "event__end"),
            part=F("text") if wanted is None else marks.excerpt("text", wanted),
            translated=F("translation") if wanted is None else marks.excerpt("translation", wanted),
        )[:SHOWN]
    )


def _number(quotes: Any, marking: Marking) -> Any:
    return quotes.public().order_by().values(counted=COUNTED)


def _quote_hit(row: dict[str, Any]) -> Hit:
    """The translation where only that holds the words."""
    is_translated = marks.has_marks(row["translated"]) and not marks.has_marks(row["part"])
    when = partial_dates.in_words(row["event__start"], row["event__end"])
    return Hit(
        address=reverse("events:quote-detail", args=[row["event__slug"], row["number"]]),
        title=marks.shown(row["translated"] if is_translated else row["part"]),
        about=f"{row['speaker__name'] or row['attribution']}, {row['event__title']}, {when}",
        language="en" if is_translated else row["language"],
    )


def sources(asked: Asked) -> Kind:
    """The latest first, each with the events that rest on it. Three queries where there are any."""
    days = _public_by_day(asked.bitmaps)
    public = _found_sources(asked) & BitMap.union(NOTHING, *days.values())
    if not public:
        return made_kind("sources", 0, [], asked)
    shown = _latest(public, days, MOST_SOURCES if asked.is_alone else SHOWN)
    rows = asked.words.listed(Source, _shown_sources, shown)[: MOST_SOURCES if asked.is_alone else SHOWN]
    cited = _cited([row["pk"] for row in rows])
    hits = [_source_hit(row, cited[row["pk"]]) for row in rows]
    kind = made_kind("sources", len(public), hits, asked)
    if asked.is_alone:
        return replace(kind, all_words="")
    return replace(kind, address=f"{kind.address}&kind=sources")


def _found_sources(asked: Asked) -> BitMap:
    with through_indexes():
        if asked.text.startswith("http"):
            return numbers(search.matching(Source.objects.all(), asked.text))
        return unpacked(asked.words.found(Source, _all)[0]["found"])


def _all(sources: Any, marking: Marking) -> Any:
    return sources.order_by().values(found=PACKED)


def _public_by_day(bitmaps: Bitmaps) -> dict[str, BitMap]:
    """The public sources by the day on which each was published, the latest first. A query after each change."""

    def asked() -> dict[str, BitMap]:
        days = Source.objects.public().order_by("-published").values("published").annotate(found=Packed("pk"))
        return {day: unpacked(found) for day, found in days.values_list("published", "found")}

    return bitmaps.remembered("public sources by day", asked)


def _latest(public: BitMap, days: dict[str, BitMap], number: int) -> BitMap:
    """At least so many of the latest, if there are: all of the last days."""
    found = NOTHING
    for sources in days.values():
        if len(found) >= number:
            break
        found = found | (sources & public)
    return found


def _shown_sources(sources: Any, marking: Marking) -> Any:
    wanted = marking(IN_NAMES)
    return sources.order_by(*LATEST)[:MOST_SOURCES].values(
        *("pk", "slug", "url", "published", "language"),
        marked=marked_text("title", wanted),
        publisher_marked=marked_text("publisher", wanted),
    )


def _source_hit(row: dict[str, Any], events: int) -> Hit:
    return Hit(
        address=row["url"],
        title=marks.shown(row["marked"]),
        about=partial_dates.in_words(row["published"]) if row["published"] else "",
        also=marks.shown(row["publisher_marked"]),
        language=row["language"],
        events=events,
        events_address=f"{reverse('events:event-list')}?{urlencode({'source': row['slug']})}",
    )


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

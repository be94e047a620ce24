"""What a search shows of words that were said and of the sources that print them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from events import partial_dates, search
from events.models import (
    Citation,
    EventQuerySet,
    Quote,
    Source,
)
from events.models.base import PROSE
from events.pages.found_shapes import MOST_SOURCES, SHOWN, Asked, Hit, Kind, made_kind, marked_text
from events.search import marks


def quotes(asked: Asked) -> Kind:
    """The latest first. Two queries."""
    wanted = marks.wanted_in_names(asked.question, PROSE)
    found: Any = search.matching(Quote.objects.public(), asked.text)
    part = F("text") if wanted is None else marks.excerpt("text", wanted)
    translation = F("translation") if wanted is None else marks.excerpt("translation", wanted)
    rows = (
        found.in_reading_order().annotate(part=part, translated=translation).select_related("event", "speaker")[:SHOWN]
    )
    hits = [
        Hit(
            address=quote.get_absolute_url(),
            title=marks.shown(quote.translated if _is_translated(quote) else quote.part),
            about=f"{quote.speaker or quote.attribution}, {quote.event.title}, {quote.event.date_in_words}",
            language="en" if _is_translated(quote) else quote.language,
        )
        for quote in rows
    ]
    return made_kind("quotes", found.count(), hits, _("All %(number)d quotes"), asked)


def _is_translated(quote: Any) -> bool:
    """Whether only the translation holds the words."""
    return marks.has_marks(quote.translated) and not marks.has_marks(quote.part)


def sources(asked: Asked) -> Kind:
    """The latest first, each with the events that rest on it. Three queries."""
    wanted = marks.wanted_in_names(asked.question)
    keys = list(_public_sources(asked.text).order_by("-published", "title", "slug").values_list("pk", flat=True))
    shown = keys[: MOST_SOURCES if asked.is_alone else SHOWN]
    rows = (
        Source.objects.public()
        .filter(pk__in=shown)
        .order_by("-published", "title", "slug")
        .values_list(
            "pk", "slug", "url", "published", "language", marked_text("title", wanted), marked_text("publisher", wanted)
        )
    )
    numbers = _cited(shown)
    events_url = reverse("events:event-list")
    hits = [
        Hit(
            address=url,
            title=marks.shown(title),
            about=partial_dates.in_words(published) if published else "",
            also=marks.shown(publisher),
            language=language,
            events=numbers[pk],
            events_address=f"{events_url}?{urlencode({'source': slug})}",
        )
        for pk, slug, url, published, language, title, publisher in rows
    ]
    kind = made_kind("sources", len(keys), hits, _("All %(number)d sources"), asked)
    if asked.is_alone:
        return replace(kind, all_words="")
    return replace(kind, address=f"{kind.address}&kind=sources")


def _public_sources(text: str) -> QuerySet[Source]:
    """The public ones that the words find.

    Only citations of what was found are looked at: asked source by source, the database reads all of them.
    """
    found = search.matching(Source.objects.all(), text)
    rows = {"source__in": found.order_by().values("pk")}
    public = EventQuerySet.public_q("event__")
    cited, quoted = (model._default_manager.filter(public, **rows).values("source") for model in (Citation, Quote))
    return found.filter(Q(pk__in=cited) | Q(pk__in=quoted))


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

"""Records and their sources as entries. Each function costs one query, whatever the number of records.

Rows come in chunks, so that a bibliography of the whole record needs no more memory than one of a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.dateformat import format as formatted
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events import partial_dates
from events.choices import (
    DatePrecision,
    EventState,
    EventType,
    FrameworkKind,
    OrganizationRole,
    SourceKind,
)
from events.citations.entry import DATABASE, Entry, Kind
from events.models import (
    Citation,
    Event,
    EventPlace,
    EventTheme,
    Framework,
    OrganizationParticipation,
    Quote,
    Source,
)

CHUNK = 500
ORGANIZERS = (OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)
KINDS_OF_SOURCES = {
    SourceKind.PRESS_RELEASE: Kind.WEB_PAGE,
    SourceKind.NEWS: Kind.NEWS,
    SourceKind.OFFICIAL_REPORT: Kind.REPORT,
    SourceKind.SPEECH: Kind.SPEECH,
    SourceKind.DOCUMENT: Kind.DOCUMENT,
    SourceKind.WEB_PAGE: Kind.WEB_PAGE,
    SourceKind.OTHER: Kind.WEB_PAGE,
}


def entries_of(kind: str, records: QuerySet) -> Iterator[Entry]:
    """The records in their order, then each source of them once, by title."""
    return chain(RECORDS[kind](records), sources_of(kind, records))


def sources_of(kind: str, records: QuerySet) -> Iterator[Entry]:
    """The sources of events and quotes; other records have theirs through events."""
    keys = records.order_by().values("pk")
    if kind == "events":
        cited = Q(Exists(Citation.objects.filter(source=OuterRef("pk"), event__in=keys)))
        quoted = Q(Exists(Quote.objects.filter(source=OuterRef("pk"), event__in=keys)))
        found = Source.objects.public().filter(cited | quoted)
    elif kind == "quotes":
        found = Source.objects.public().filter(Exists(Quote.objects.filter(source=OuterRef("pk"), pk__in=keys)))
    else:
        return
    for source in found.by_title().defer("search").iterator(chunk_size=CHUNK):
        yield source_entry(source)


def source_entry(source: Source) -> Entry:
    kind = KINDS_OF_SOURCES[SourceKind(source.kind)]
    return Entry(
        kind if source.url or kind != Kind.WEB_PAGE else Kind.DOCUMENT,
        f"ct-source-{source.slug}",
        source.title,
        start=source.published,
        publisher=source.publisher,
        genre=str(source.get_kind_display()),
        url=source.url,
        language=source.language,
    )


def data_set(key: str, title: str, address: str, year: str, release: str) -> Entry:
    """A selection as a whole. Its year is the one in which it was asked for: the record grows."""
    return Entry(
        Kind.DATA_SET,
        key,
        title,
        start=year,
        authors=(DATABASE,),
        publisher=DATABASE,
        genre=_("Data set"),
        url=address,
        language="en",
        notes=(_("Release: %s.") % release,),
    )


def _events(events: QuerySet) -> Iterator[Entry]:
    rows = events.annotate(
        cited_places=_hanging(EventPlace, city="city", country="country__name"),
        cited_organizers=ArraySubquery(
            OrganizationParticipation.objects.filter(event=OuterRef("pk"), role__in=ORGANIZERS)
            .order_by("sort_order", "pk")
            .values("organization__name")
        ),
        cited_themes=ArraySubquery(
            EventTheme.objects.filter(event=OuterRef("pk")).order_by("sort_order", "pk").values("theme__name")
        ),
        cited_sources=_hanging(
            Citation,
            title="source__title",
            publisher="source__publisher",
            published="source__published",
            url="source__url",
        ),
    ).values(
        *("slug", "title", "original_title", "type", "state", "start", "end", "precision", "summary", "published_at"),
        *("cited_places", "cited_organizers", "cited_themes", "cited_sources"),
    )
    return map(_event, rows.iterator(chunk_size=CHUNK))


def _hanging(rows: type[Model], **names: str) -> ArraySubquery:
    found = rows._default_manager.filter(event=OuterRef("pk")).order_by("sort_order", "pk")
    return ArraySubquery(found.values(listed=JSONObject(**names)))


def _event(row: dict[str, Any]) -> Entry:
    places = dict.fromkeys(
        ", ".join(part for part in (place["city"], place["country"]) if part) for place in row["cited_places"]
    )
    return Entry(
        Kind.RECORD,
        f"ct-event-{row['slug']}",
        row["title"],
        start=row["start"],
        end=row["end"],
        container=DATABASE,
        place="; ".join(places),
        genre=str(EventType(row["type"]).label),
        url=_address("events:event-detail", row["slug"]),
        language="en",
        abstract=row["summary"],
        notes=tuple(note for note in _notes(row) if note),
        keywords=tuple(row["cited_themes"]),
    )


def _notes(row: dict[str, Any]) -> Iterator[str]:
    """What no field of a bibliography holds: the date in words, the state, who organized it, the sources."""
    when = partial_dates.in_words(row["start"], row["end"])
    unknown = {DatePrecision.MONTH: _("day not known"), DatePrecision.YEAR: _("month not known")}.get(row["precision"])
    yield _("Date of the event: %s.") % (f"{when} ({unknown})" if unknown else when)
    if row["state"] != EventState.HELD:
        yield _("State: %s.") % str(EventState(row["state"]).label).lower()
    if row["original_title"]:
        yield _("Original title: %s.") % row["original_title"].rstrip(".")
    if organizers := list(dict.fromkeys(row["cited_organizers"])):
        yield _("Organized by %s.") % "; ".join(organizers)
    if row["cited_sources"]:
        yield _("Sources: %s.") % " | ".join(dict.fromkeys(map(_source_in_words, row["cited_sources"])))
    if row["published_at"]:
        day = formatted(localtime(row["published_at"]), "j F Y")
        yield _("Recorded in Cooperation Tracker, published on %s.") % day


def _source_in_words(source: dict[str, str]) -> str:
    when = partial_dates.in_words(source["published"]) if source["published"] else ""
    return ", ".join(part for part in (source["title"], source["publisher"], when, source["url"]) if part)


def _quotes(quotes: QuerySet) -> Iterator[Entry]:
    rows = quotes.values(
        *("number", "text", "language", "translation", "attribution", "locator"),
        slug=F("event__slug"), event_title=F("event__title"), start=F("event__start"), end=F("event__end"),
        speaker_name=F("speaker__name"), source_title=F("source__title"), source_url=F("source__url"),
    )  # fmt: skip
    return map(_quote, rows.iterator(chunk_size=CHUNK))


def _quote(row: dict[str, Any]) -> Entry:
    source = ", ".join(part for part in (row["source_title"], row["locator"], row["source_url"]) if part)
    notes = (
        _("Said at: %(event)s, %(when)s.")
        % {"event": row["event_title"], "when": partial_dates.in_words(row["start"], row["end"])},
        _("Attributed to: %s.") % row["attribution"].rstrip(".") if row["attribution"] else "",
        _("Source: %s.") % source if source else "",
    )
    return Entry(
        Kind.RECORD,
        f"ct-quote-{row['slug']}-{row['number']}",
        row["text"],
        start=row["start"],
        end=row["end"],
        authors=(row["speaker_name"],) if row["speaker_name"] else (),
        container=DATABASE,
        genre=_("Quote"),
        url=_address("events:quote-detail", row["slug"], row["number"]),
        language=row["language"],
        abstract=row["translation"],
        notes=tuple(note for note in notes if note),
    )


def _frameworks(frameworks: QuerySet) -> Iterator[Entry]:
    names = ("slug", "title", "acronym", "kind", "date", "reference", "summary")
    return map(_framework, frameworks.values(*names).iterator(chunk_size=CHUNK))


def _framework(row: dict[str, Any]) -> Entry:
    return Entry(
        Kind.RECORD,
        f"ct-framework-{row['slug']}",
        f"{row['title']} ({row['acronym']})" if row["acronym"] else row["title"],
        start=row["date"],
        container=DATABASE,
        genre=str(FrameworkKind(row["kind"]).label),
        url=_address("events:framework-detail", row["slug"]),
        language="en",
        abstract=row["summary"],
        notes=(_("Reference: %s.") % row["reference"],) if row["reference"] else (),
    )


def record_of(kind: str, slug: str, number: int | None = None) -> QuerySet:
    """The public record at an address, as a list of one or none."""
    records: QuerySet = MODELS[kind].objects.public()
    if number is None:
        return records.filter(slug=slug)
    return records.filter(event__slug=slug, number=number)


def _address(view: str, *parts: Any) -> str:
    return f"{settings.SITE_URL}{reverse(view, args=parts)}"


RECORDS: dict[str, Callable[[QuerySet], Iterator[Entry]]] = {
    "events": _events,
    "frameworks": _frameworks,
    "quotes": _quotes,
}
"""The kinds of records that are cited in files."""

MODELS: dict[str, Any] = {"events": Event, "frameworks": Framework, "quotes": Quote}

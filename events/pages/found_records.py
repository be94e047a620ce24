"""What a search shows of each kind of record: a few hits, how many there are, and where all of them stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchRank, SearchVector
from django.db.models import Model, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from pyroaring import BitMap

from events import search
from events.bitmaps import PUBLIC, public_numbers
from events.choices import FrameworkKind, OrganizationKind, Pillar
from events.filters import EventFilters
from events.models import (
    Country,
    CountryName,
    Event,
    Framework,
    Organization,
    OrganizationName,
    Person,
    PersonName,
    Theme,
)
from events.models.base import PROSE
from events.models.event_index import key
from events.pages.event_rows import event_rows, rows_by_number
from events.pages.found_shapes import RANKED, SHOWN, Asked, EventHit, Hit, Kind, made_kind, marked_text
from events.pages.found_words import quotes, sources
from events.pages.posts import latest_posts
from events.search import marks
from events.search.written import IN_NAMES, IN_PROSE, Marking


def events(asked: Asked) -> Kind:
    """Those with the words in their title first, then the latest. Two queries where there are any."""
    total = asked.events.counts.total
    if not total:
        hits: list[EventHit] = []
    elif all(term.is_excluded for terms in asked.question for term in terms):
        hits = [EventHit(row, "") for row in event_rows(asked.events.first_events(SHOWN))]
    else:
        hits = _marked_events(asked)
    return made_kind("events", total, hits, asked)


def _marked_events(asked: Asked) -> list[EventHit]:
    assert isinstance(asked.events.filters, EventFilters)
    latest = asked.bitmaps.newest(asked.events.filters.found.events, RANKED)
    found = {row["pk"]: row for row in asked.words.listed(Event, _ranked, latest)}
    rows = rows_by_number(found)
    hits = []
    for pk, words in found.items():
        is_in_summary = marks.has_marks(words["part"]) and not marks.has_marks(words["marked"])
        row = replace(rows[pk], title=marks.shown(words["marked"]))
        hits.append(EventHit(row, marks.shown(words["part"]) if is_in_summary else ""))
    return hits


def _ranked(events: Any, marking: Marking) -> Any:
    """The first few of some events, with title and summary marked."""
    wanted: Any = marking(IN_PROSE)
    ranked = events.annotate(titled=SearchRank(SearchVector("title", config=PROSE), wanted))
    first = ranked.order_by("-titled", "-latest_start", "-earliest_start", "slug")[:SHOWN]
    return first.values("pk", marked=marks.whole("title", wanted, PROSE), part=marks.excerpt("summary", wanted))


# Actors, frameworks and themes: those who bear the name first, then the busiest

NOTHING = Value("", TextField())


def _chosen(model: type[Model], asked: Asked, kind: str, parameter: str) -> tuple[int, dict[Any, int]]:
    """How many records there are, and the keys of those shown, each with its number of events.

    What takes part in a public event is public. The database is asked of the few others only, for a second query.
    """
    numbers = {pk: len(asked.bitmaps.any_of(_keys(parameter, pk))) for pk in _found(model, asked)}
    others = [pk for pk, number in numbers.items() if not number]
    shown_as_well = _public(model, others, asked) if others else set()
    keys = [pk for pk, number in numbers.items() if number or pk in shown_as_well]
    bearers = asked.bearers.get(kind, set())
    shown = sorted(keys, key=lambda pk: (pk not in bearers, -numbers[pk], str(pk)))[:SHOWN]
    return len(keys), {pk: numbers[pk] for pk in shown}


def _found(model: type[Model], asked: Asked) -> list[Any]:
    if model is Theme:  # its names are not looked up by words
        return list(search.matching(model._default_manager.all(), asked.text).values_list("pk", flat=True))
    return [row["pk"] for row in asked.words.found(model, _bare)]


def _bare(records: Any, marking: Marking) -> Any:
    return records.order_by().values("pk")


def _public(model: Any, keys: list[Any], asked: Asked) -> set[Any]:
    """The public ones among some records."""
    if model in PUBLIC:
        return set(public_numbers(model, asked.bitmaps) & BitMap(keys))
    return set(model._default_manager.public().filter(pk__in=keys).values_list("pk", flat=True))


def _keys(parameter: str, pk: Any) -> list[str]:
    """The keys by which the filter of that name finds events."""
    return [key(kind, pk) for kind in (("country", "place") if parameter == "country" else (parameter,))]


def _in_order(hits: dict[Any, Hit], numbers: dict[Any, int], parameter: str, values: dict[Any, str]) -> list[Hit]:
    """The hits in the order of `numbers`, each with its events."""
    url = reverse("events:event-list")
    return [
        replace(hits[pk], events=number, events_address=f"{url}?{urlencode({parameter: values[pk]})}")
        for pk, number in numbers.items()
    ]


def _also(rows: type[Model], owner: str, wanted: Any) -> Any:
    """Another name of a record in which the words stand, marked; '' where there is none."""
    if wanted is None:
        return NOTHING
    others = rows._default_manager.filter(**{owner: OuterRef("pk")}, search=wanted).order_by("pk")
    return Coalesce(Subquery(others.values(marked=marks.whole("name", wanted))[:1]), NOTHING)


def _shown_unless(title: str, other: str) -> str | SafeString:
    """What else holds the words, where the title holds none."""
    return "" if marks.has_marks(title) or not marks.has_marks(other) else marks.shown(other)


def organizations(asked: Asked) -> Kind:
    total, numbers = _chosen(Organization, asked, "organizations", "organization")
    if not total:
        return made_kind("organizations", 0, [], asked)
    hits, slugs = {}, {}
    for row in asked.words.listed(Organization, _organizations, numbers):
        title = f"{row['title']} ({row['short']})" if row["acronym"] else row["title"]
        slugs[row["pk"]] = row["slug"]
        hits[row["pk"]] = Hit(
            address=reverse("events:organization-detail", args=[row["slug"]]),
            title=marks.shown(title),
            about=" · ".join(filter(None, (str(OrganizationKind(row["kind"]).label), row["country__name"]))),
            also=_shown_unless(title, row["also"]),
        )
    shown = _in_order(hits, numbers, "organization", slugs)
    return made_kind("organizations", total, shown, asked)


def _organizations(records: Any, marking: Marking) -> Any:
    wanted = marking(IN_NAMES)
    return records.values(
        *("pk", "slug", "kind", "country__name", "acronym"),
        title=marked_text("name", wanted),
        short=marked_text("acronym", wanted),
        also=_also(OrganizationName, "organization", wanted),
    )


def people(asked: Asked) -> Kind:
    total, numbers = _chosen(Person, asked, "people", "person")
    if not total:
        return made_kind("people", 0, [], asked)
    posts = latest_posts(numbers, asked.bitmaps)
    hits, slugs = {}, {}
    for row in asked.words.listed(Person, _people, numbers):
        slugs[row["pk"]] = row["slug"]
        hits[row["pk"]] = Hit(
            address=reverse("events:person-detail", args=[row["slug"]]),
            title=marks.shown(row["title"]),
            about=posts[row["pk"]][0],
            also=_shown_unless(row["title"], row["also"]),
        )
    return made_kind("people", total, _in_order(hits, numbers, "person", slugs), asked)


def _people(records: Any, marking: Marking) -> Any:
    wanted = marking(IN_NAMES)
    return records.values("pk", "slug", title=marked_text("name", wanted), also=_also(PersonName, "person", wanted))


def countries(asked: Asked) -> Kind:
    total, numbers = _chosen(Country, asked, "countries", "country")
    if not total:
        return made_kind("countries", 0, [], asked)
    hits = {
        row["pk"]: Hit(
            address=reverse("events:country-detail", args=[row["pk"]]),
            title=marks.shown(row["title"]),
            about=row["subregion"],
            also=_shown_unless(row["title"], row["also"]),
        )
        for row in asked.words.listed(Country, _countries, numbers)
    }
    shown = _in_order(hits, numbers, "country", {pk: pk for pk in hits})
    return made_kind("countries", total, shown, asked)


def _countries(records: Any, marking: Marking) -> Any:
    wanted = marking(IN_NAMES)
    also = _also(CountryName, "country", wanted)
    return records.values("pk", "subregion", title=marked_text("name", wanted), also=also)


def frameworks(asked: Asked) -> Kind:
    total, numbers = _chosen(Framework, asked, "frameworks", "framework")
    if not total:
        return made_kind("frameworks", 0, [], asked)
    hits, slugs = {}, {}
    for row in asked.words.listed(Framework, _frameworks, numbers):
        title = f"{row['marked']} ({row['short']})" if row["acronym"] else row["marked"]
        slugs[row["pk"]] = row["slug"]
        hits[row["pk"]] = Hit(
            address=reverse("events:framework-detail", args=[row["slug"]]),
            title=marks.shown(title),
            about=str(FrameworkKind(row["kind"]).label),
            excerpt=_shown_unless(title, row["part"]),
        )
    shown = _in_order(hits, numbers, "framework", slugs)
    return made_kind("frameworks", total, shown, asked)


def _frameworks(records: Any, marking: Marking) -> Any:
    wanted, prose = marking(IN_NAMES), marking(IN_PROSE)
    return records.values(
        *("pk", "slug", "kind", "acronym"),
        marked=marked_text("title", wanted),
        short=marked_text("acronym", wanted),
        part=NOTHING if prose is None else marks.excerpt("summary", prose),
    )


def themes(asked: Asked) -> Kind:
    total, numbers = _chosen(Theme, asked, "themes", "theme")
    if not total:
        return made_kind("themes", 0, [], asked)
    hits = {
        row["pk"]: Hit(
            address=reverse("events:theme-detail", args=[row["pk"]]),
            title=marks.shown(row["marked"]),
            about=str(Pillar(row["pillar"]).label),
        )
        for row in asked.words.listed(Theme, _themes, numbers)
    }
    shown = _in_order(hits, numbers, "theme", {pk: pk for pk in hits})
    return made_kind("themes", total, shown, asked)


def _themes(records: Any, marking: Marking) -> Any:
    return records.values("pk", "pillar", marked=marked_text("name", marking(IN_NAMES)))


MAKERS: dict[str, Callable[[Asked], Kind]] = {
    "countries": countries,
    "organizations": organizations,
    "people": people,
    "events": events,
    "frameworks": frameworks,
    "themes": themes,
    "quotes": quotes,
    "sources": sources,
}
"""The kinds in their order on the page."""

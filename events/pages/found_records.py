"""What a search shows of each kind of record: a few hits, how many there are, and where all of them stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQueryCombinable, SearchRank, SearchVector
from django.db.models import Model, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from events import search
from events.choices import FrameworkKind, OrganizationKind, Pillar
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
from events.pages.event_rows import event_rows
from events.pages.found_shapes import RANKED, SHOWN, Asked, EventHit, Hit, Kind, made_kind, marked_text
from events.pages.found_words import quotes, sources
from events.pages.posts import set_latest_posts
from events.search import marks


def events(asked: Asked) -> Kind:
    """Those with the words in their title first, then the latest. Four queries where there are any."""
    total = asked.events.counts.total
    wanted = marks.wanted_in_prose(asked.question)
    if not total:
        hits: list[EventHit] = []
    elif wanted is None:
        hits = [EventHit(row, "") for row in event_rows(asked.events.first_events(SHOWN))]
    else:
        hits = _marked_events(asked.events.first_events(RANKED), wanted)
    words = _("All %(number)d events")
    return made_kind("events", total, hits, words, asked)


def _marked_events(latest: QuerySet[Event], wanted: SearchQueryCombinable) -> list[EventHit]:
    some = Event.objects.public().filter(pk__in=list(latest.values_list("pk", flat=True)))
    ranked = some.annotate(titled=SearchRank(SearchVector("title", config=PROSE), wanted))
    found = list(
        ranked.order_by("-titled", "-latest_start", "-earliest_start", "slug").values_list(
            "pk", "slug", marks.whole("title", wanted, PROSE), marks.excerpt("summary", wanted)
        )[:SHOWN]
    )
    rows = {row.address: row for row in event_rows(Event.objects.public().filter(pk__in=[one[0] for one in found]))}
    hits = []
    for _pk, slug, title, summary in found:
        row = rows[reverse("events:event-detail", args=[slug])]
        is_in_summary = marks.has_marks(summary) and not marks.has_marks(title)
        hits.append(EventHit(replace(row, title=marks.shown(title)), marks.shown(summary) if is_in_summary else ""))
    return hits


# Actors, frameworks and themes: those who bear the name first, then the busiest

NOTHING = Value("", TextField())


def _chosen(model: type[Model], asked: Asked, kind: str, parameter: str) -> tuple[int, dict[Any, int]]:
    """How many records there are, and the keys of those shown, each with its number of events.

    What takes part in a public event is public. The database is asked of the few others only, for a second query.
    """
    found = search.matching(model._default_manager.all(), asked.text).order_by().values_list("pk", flat=True)
    numbers = {pk: len(asked.bitmaps.any_of(_keys(parameter, pk))) for pk in found}
    others = [pk for pk, number in numbers.items() if not number]
    public: QuerySet = model._default_manager.public()  # type: ignore[attr-defined]
    shown_as_well = set(public.filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    keys = [pk for pk, number in numbers.items() if number or pk in shown_as_well]
    bearers = asked.bearers.get(kind, set())
    shown = sorted(keys, key=lambda pk: (pk not in bearers, -numbers[pk], str(pk)))[:SHOWN]
    return len(keys), {pk: numbers[pk] for pk in shown}


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
    wanted = marks.wanted_in_names(asked.question)
    total, numbers = _chosen(Organization, asked, "organizations", "organization")
    if not total:
        return made_kind("organizations", 0, [], "", asked)
    rows = Organization.objects.filter(pk__in=numbers).values(
        *("pk", "slug", "kind", "country__name", "acronym"),
        title=marked_text("name", wanted),
        short=marked_text("acronym", wanted),
        also=_also(OrganizationName, "organization", wanted),
    )
    hits, slugs = {}, {}
    for row in rows:
        title = f"{row['title']} ({row['short']})" if row["acronym"] else row["title"]
        slugs[row["pk"]] = row["slug"]
        hits[row["pk"]] = Hit(
            address=reverse("events:organization-detail", args=[row["slug"]]),
            title=marks.shown(title),
            about=" · ".join(filter(None, (str(OrganizationKind(row["kind"]).label), row["country__name"]))),
            also=_shown_unless(title, row["also"]),
        )
    shown = _in_order(hits, numbers, "organization", slugs)
    return made_kind("organizations", total, shown, _("All %(number)d organizations"), asked)


def people(asked: Asked) -> Kind:
    wanted = marks.wanted_in_names(asked.question)
    total, numbers = _chosen(Person, asked, "people", "person")
    if not total:
        return made_kind("people", 0, [], "", asked)
    found = Person.objects.filter(pk__in=numbers).annotate(
        title=marked_text("name", wanted), also=_also(PersonName, "person", wanted)
    )
    rows: list[Any] = list(found)
    set_latest_posts(rows, asked.bitmaps)
    slugs = {row.pk: row.slug for row in rows}
    hits = {
        row.pk: Hit(
            address=row.get_absolute_url(),
            title=marks.shown(row.title),
            about=row.latest_post,
            also=_shown_unless(row.title, row.also),
        )
        for row in rows
    }
    return made_kind("people", total, _in_order(hits, numbers, "person", slugs), _("All %(number)d people"), asked)


def countries(asked: Asked) -> Kind:
    wanted = marks.wanted_in_names(asked.question)
    total, numbers = _chosen(Country, asked, "countries", "country")
    if not total:
        return made_kind("countries", 0, [], "", asked)
    rows = Country.objects.filter(pk__in=numbers).values(
        "pk", "subregion", title=marked_text("name", wanted), also=_also(CountryName, "country", wanted)
    )
    hits = {
        row["pk"]: Hit(
            address=reverse("events:country-detail", args=[row["pk"]]),
            title=marks.shown(row["title"]),
            about=row["subregion"],
            also=_shown_unless(row["title"], row["also"]),
        )
        for row in rows
    }
    shown = _in_order(hits, numbers, "country", {pk: pk for pk in hits})
    return made_kind("countries", total, shown, _("All %(number)d countries"), asked)


def frameworks(asked: Asked) -> Kind:
    wanted, prose = marks.wanted_in_names(asked.question), marks.wanted_in_prose(asked.question)
    total, numbers = _chosen(Framework, asked, "frameworks", "framework")
    if not total:
        return made_kind("frameworks", 0, [], "", asked)
    rows = Framework.objects.filter(pk__in=numbers).values(
        *("pk", "slug", "kind", "acronym"),
        marked=marked_text("title", wanted),
        short=marked_text("acronym", wanted),
        part=NOTHING if prose is None else marks.excerpt("summary", prose),
    )
    hits, slugs = {}, {}
    for row in rows:
        title = f"{row['marked']} ({row['short']})" if row["acronym"] else row["marked"]
        slugs[row["pk"]] = row["slug"]
        hits[row["pk"]] = Hit(
            address=reverse("events:framework-detail", args=[row["slug"]]),
            title=marks.shown(title),
            about=str(FrameworkKind(row["kind"]).label),
            excerpt=_shown_unless(title, row["part"]),
        )
    shown = _in_order(hits, numbers, "framework", slugs)
    return made_kind("frameworks", total, shown, _("All %(number)d frameworks"), asked)


def themes(asked: Asked) -> Kind:
    wanted = marks.wanted_in_names(asked.question)
    total, numbers = _chosen(Theme, asked, "themes", "theme")
    if not total:
        return made_kind("themes", 0, [], "", asked)
    rows = Theme.objects.filter(pk__in=numbers).values("pk", "pillar", marked=marked_text("name", wanted))
    hits = {
        row["pk"]: Hit(
            address=reverse("events:theme-detail", args=[row["pk"]]),
            title=marks.shown(row["marked"]),
            about=str(Pillar(row["pillar"]).label),
        )
        for row in rows
    }
    shown = _in_order(hits, numbers, "theme", {pk: pk for pk in hits})
    return made_kind("themes", total, shown, _("All %(number)d themes"), asked)


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

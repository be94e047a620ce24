"""A row of a list of events: what it shows, in words. One query for any number of rows.

Whole events with all that hangs on them cost a list of 25 rows seven queries and some 400 objects; a row needs a
few words of each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events import partial_dates
from events.choices import DatePrecision, EventState, EventType, Mode, OrganizationRole
from events.models import (
    Citation,
    CountryParticipation,
    Event,
    EventPlace,
    EventTheme,
    Organization,
    OrganizationParticipation,
)
from events.models.written import KEYS, IsOneOf, Written

NAMED_ORGANIZERS = 4
LEADING = (OrganizationRole.ORGANIZER, OrganizationRole.CO_ORGANIZER)
STOOD_BEHIND = (
    (LEADING, gettext_lazy("Organized by %(names)s")),
    ((OrganizationRole.HOST,), gettext_lazy("Hosted by %(names)s")),
    ((OrganizationRole.SIGNATORY,), gettext_lazy("Signed by %(names)s")),
    (tuple(OrganizationRole), gettext_lazy("With %(names)s")),
)
Places = Sequence[tuple[str, str]]  # city, '' when not recorded, and country


@dataclass(frozen=True)
class EventRow:
    """What a row says."""

    address: str
    title: str
    start: str
    when: str
    year: int
    unknown: str  # what of the start is not known
    where: str
    type: str
    mode: str  # only where it tells more than the place
    state: str  # only where it was not held
    who: str
    countries: str
    sources: str
    possibly: str  # why it lies only possibly in the asked period
    themes: list[tuple[str, str]]  # address and name
    number: int  # its primary key
    since: str = ""  # in a release: what became of it since


def event_rows(events: QuerySet, certain: Q | None = None) -> list[EventRow]:
    """The rows of events, in their order. `certain` tells those that lie in the asked period for certain."""
    return [_row(values) for values in _shown(events, certain)]


def rows_by_number(events: Iterable[int]) -> dict[int, EventRow]:
    """The rows of a few public events by their numbers, in no order."""
    return {values["pk"]: _row(values) for values in _written().named_rows({KEYS: list(events)})}


@cache
def _written() -> Written:
    return Written(_shown(Event.objects.public().filter(IsOneOf(F("pk"))), None))


def _shown(events: QuerySet, certain: Q | None) -> Any:
    return events.annotate(
        is_certain=ExpressionWrapper(certain or Value(True), BooleanField()),
        row_places=_listed(EventPlace, city="city", country="country__name"),
        row_bodies=_listed(
            OrganizationParticipation,
            role="role",
            name="organization__name",
            acronym="organization__acronym",
            country="organization__country",
        ),
        row_themes=_listed(EventTheme, slug="theme", name="theme__name"),
        row_countries=_different(CountryParticipation, "country"),
        row_sources=_different(Citation, "source"),
    ).values(
        *("pk", "slug", "title", "start", "end", "year", "precision", "type", "mode", "state"),
        *("row_places", "row_bodies", "row_themes", "row_countries", "row_sources"),
        "is_certain",
    )


def _listed(rows: type[Model], **names: str) -> ArraySubquery:
    """Some columns of the rows that hang on an event, in the order in which they were entered."""
    hanging = rows._default_manager.filter(event=OuterRef("pk")).order_by("sort_order", "pk")
    return ArraySubquery(hanging.values(listed=JSONObject(**names)))


def _different(rows: type[Model], name: str) -> Coalesce:
    """How many different records hang on an event."""
    hanging = rows._default_manager.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(Subquery(hanging.annotate(number=Count(name, distinct=True)).values("number")), 0)


def _row(values: dict[str, Any]) -> EventRow:
    places = [(place["city"], place["country"]) for place in values["row_places"]]
    countries, sources = values["row_countries"], values["row_sources"]
    return EventRow(
        address=reverse("events:event-detail", args=[values["slug"]]),
        title=values["title"],
        start=values["start"],
        when=partial_dates.in_words(values["start"], values["end"]),
        year=values["year"],
        unknown=unknown_part(values["precision"]),
        where=places_in_words(places, values["mode"]),
        type=str(EventType(values["type"]).label),
        mode=_mode_worth_saying(values["mode"], places),
        state="" if values["state"] == EventState.HELD else str(EventState(values["state"]).label),
        who=_who(values["row_bodies"]),
        countries=ngettext("%(number)d country", "%(number)d countries", countries) % {"number": countries}
        if countries
        else "",
        sources=ngettext("%(number)d source", "%(number)d sources", sources) % {"number": sources},
        possibly="" if values["is_certain"] else _possibly(values["precision"]),
        themes=[(_theme_address(theme["slug"]), theme["name"]) for theme in values["row_themes"]],
        number=values["pk"],
    )


@lru_cache(maxsize=500)  # a page names a few themes many times
def _theme_address(slug: str) -> str:
    return reverse("events:theme-detail", args=[slug])


def unknown_part(precision: str) -> str:
    """What of a start is not known, in words; '' when the day is."""
    if precision == DatePrecision.DAY:
        return ""
    return _("day not known") if precision == DatePrecision.MONTH else _("month not known")


def place_in_words(city: str, country: str) -> str:
    return f"{city}, {country}" if city else country


def places_in_words(places: Places, mode: str) -> str:
    """“Tashkent, Uzbekistan; Almaty, Kazakhstan”. Events without a place say why."""
    if not places:
        return _("Online") if mode == Mode.ONLINE else _("Place not recorded")
    if len(places) == 1 and not places[0][0]:
        return _("%(country)s, city not recorded") % {"country": places[0][1]}
    return "; ".join(dict.fromkeys(place_in_words(city, country) for city, country in places))


def _possibly(precision: str) -> str:
    return {
        "month": _("Possibly in this period: only the month is known"),
        "year": _("Possibly in this period: only the year is known"),
    }.get(precision, _("Possibly in this period: its end is not known to the day"))


def _mode_worth_saying(mode: str, places: Places) -> str:
    """The mode where it tells more than the place already does."""
    is_telling = mode == Mode.HYBRID or (mode == Mode.ONLINE and bool(places))
    return str(Mode(mode).label).lower() if is_telling else ""


def _who(bodies: list[dict[str, Any]]) -> str:
    """Who stood behind an event: organizers, else hosts or signatories, else who else took part."""
    for roles, words in STOOD_BEHIND:
        named = dict.fromkeys(
            Organization(name=body["name"], acronym=body["acronym"], country_id=body["country"]).short_name
            for body in bodies
            if body["role"] in roles
        )
        if named:
            return str(words) % {"names": _names(named)}
    return ""


def _names(names: Iterable[str]) -> str:
    shown = list(names)
    rest = len(shown) - NAMED_ORGANIZERS
    if rest < 2:
        return ", ".join(shown)
    told = ngettext("%(names)s and %(number)d more", "%(names)s and %(number)d more", rest)
    return told % {"names": ", ".join(shown[:NAMED_ORGANIZERS]), "number": rest}

"""The map of a part of the world: where in the countries that were asked for the events took place."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Avg, Q
from django.utils.translation import gettext as _

from events.bitmaps.conditions import Packed, unpacked
from events.filters.fields import NOT_RECORDED
from events.models import Country, EventPlace
from events.pages.pictures import land
from events.pages.pictures.narrow import Question
from events.pages.pictures.world import Map, Spot, measured

MOST = 150  # circles; the rest would hide each other


def by_city(question: Question) -> Map | None:
    """None where no country, region or city is asked for, or no place of the events is known. One query."""
    where = _asked_places(question)
    if where is None:
        return None
    rows = EventPlace.objects.filter(where, latitude__isnull=False).exclude(city="").order_by()
    named = rows.values("country", "city").annotate(lat=Avg("latitude"), lon=Avg("longitude"), packed=Packed("event"))
    spots = [_spot(question, row) for row in named]
    spots = sorted((spot for spot in spots if spot.count), key=lambda spot: (-spot.count, spot.name))[:MOST]
    if not spots:
        return None
    frame = land.around([(spot.lon, spot.lat) for spot in spots])
    return measured(_("One circle for each city"), frame, spots, with_labels=True)


def _spot(question: Question, row: Any) -> Spot:
    number = question.events.intersection_cardinality(unpacked(row["packed"]))
    query = question.narrowed(("city", f"{row['country']}.{row['city']}"))
    return Spot(row["city"], float(row["lon"]), float(row["lat"]), number, query)


def _asked_places(question: Question) -> Q | None:
    """Places in the countries and regions that the question asks for; those that it excludes are no places to go."""
    asked = question.asked
    parts = []
    countries = [one for one in asked["country"] if isinstance(one, Country)]
    if countries and asked["country_match"] != "none":
        parts.append(Q(country__in=countries))
    codes = [code for code in asked["region"] if code != NOT_RECORDED]
    if codes and asked["region_match"] != "none":
        levels = ("region_code", "subregion_code", "intermediate_region_code")
        parts.append(reduce(or_, [Q(**{f"country__{level}__in": codes}) for level in levels]))
    if asked["city"]:
        parts.append(Q(country__in={city.country for city in asked["city"]}))
    return reduce(or_, parts) if parts else None

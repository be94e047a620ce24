"""GeoJSON (RFC 7946): one point for each place of each event, with the columns of the event beside those of the place.

An event with several places is several features, because a map program styles, counts and joins features; each says
which place of which event it is. Events without a point are counted in `about`; every other file has them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _

from events.columns import Column
from events.columns.base import LIST, TEXT, list_of
from events.exports.export import Export
from events.exports.rows import Statement, value_rows
from events.models import EventPlace

POINT = JSONObject(
    city=F("city"), country=F("country_id"), venue=F("venue"), latitude=F("latitude"), longitude=F("longitude")
)
HELD_BACK = [
    Column("feature_slug", _("slug"), _("For the feature's own key."), TEXT, lambda: F("slug")),
    Column("feature_places", _("places"), _("With their points."), LIST, list_of(EventPlace, POINT)),
]


@dataclass(frozen=True)
class WithPlaces:
    """The rows of the export that have a point, each with its places."""

    export: Export

    @property
    def columns(self) -> list[Column]:
        return [*HELD_BACK, *self.export.columns]

    def statement(self) -> Statement:
        return self.export.table.statement(self.export.selection.records.filter(located()), self.columns)


def write(export: Export) -> Iterator[bytes]:
    about = export.about | {"events_without_point": without_point(export)}
    yield b'{"type": "FeatureCollection",\n"about": %s,\n"features": [' % json.dumps(about, ensure_ascii=False).encode()
    keys = [column.key for column in export.columns]
    number = 0
    for row in value_rows(WithPlaces(export)):
        slug, places, *values = json.loads(row)
        for feature in _features(slug, places, dict(zip(keys, values, strict=True))):
            yield (b",\n" if number else b"\n") + json.dumps(feature, ensure_ascii=False).encode()
            number += 1
    yield b'\n],\n"rows": %d}\n' % number


def without_point(export: Export) -> int:
    """How many of the events no map can show. One query."""
    return export.selection.records.order_by().filter(~located()).count()


def located() -> Exists:
    """Events with a point: the others would be computed with all their columns, and left out."""
    return Exists(EventPlace.objects.filter(event=OuterRef("pk"), latitude__isnull=False))


def _features(slug: str, places: list[str], properties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for number, text in enumerate(places, start=1):
        place = json.loads(text)
        if place["latitude"] is None:
            continue
        told = {f"place_{key}": place[key] or None for key in ("city", "country", "venue")}
        yield {
            "type": "Feature",
            "id": f"{slug}/{number}",
            "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]},
            "properties": {**properties, "place_number": number, **told},
        }

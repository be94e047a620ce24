"""The points of places on the map."""

from __future__ import annotations

from django.db import transaction

from events.gazetteer import point
from events.models import Event


@transaction.atomic
def locate_places(*, event: Event) -> None:
    """Look up the point of each place of an event by its city; a place that is not found has none."""
    for place in event.places.select_for_update():
        latitude, longitude = point(place.city, place.country_id) or (None, None)
        if (place.latitude, place.longitude) != (latitude, longitude):
            place.latitude, place.longitude = latitude, longitude
            place.save(update_fields=["latitude", "longitude"])

"""Countries added to an event, several at a time."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Max

from events.models import Country, CountryParticipation, Event


@transaction.atomic
def add_countries(*, event: Event, countries: Iterable[Country], role: str) -> None:
    """Add countries to an event after those that are there; one that is there in this role already stays as it is."""
    rows = event.country_participations.all()
    there = set(rows.filter(role=role).values_list("country_id", flat=True))
    last = rows.aggregate(last=Max("sort_order"))["last"]
    order = 0 if last is None else last + 1
    for country in countries:
        if country.pk not in there:
            CountryParticipation.objects.create(event=event, country=country, role=role, sort_order=order)
            order += 1

"""The numbers of quotes, which are part of their permanent addresses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from events.models import Event, Quote
from events.models.snapshot import SNAPSHOTS


@transaction.atomic
def number_quotes(*, event: Event, quotes: Iterable[Quote]) -> None:
    """Give unsaved quotes of an event the numbers after the highest one ever given, and save them in this order.

    A number is part of an address, and whoever cited a quote that was deleted must not find another one there.

    The event's row is locked until the transaction ends: two people who add a quote at the same time wait
    for each other, and neither gets the other's number.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    given: tuple[Any, ...] = (Quote.objects, SNAPSHOTS[Quote].objects)
    highest = max(rows.filter(event=event).aggregate(highest=Max("number"))["highest"] or 0 for rows in given)
    for number, quote in enumerate(quotes, start=highest + 1):
        quote.event = event
        quote.number = number
        quote.save()

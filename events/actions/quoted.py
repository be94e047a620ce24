"""Quotes added to an event, several at a time, and those who are quoted added to who took part."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Manager, Max

from events.actions.quotes import number_quotes
from events.models import Event, Organization, OrganizationParticipation, PersonParticipation, Quote, Source


@transaction.atomic
def add_quoted(
    *, event: Event, quotes: Iterable[Quote], people: Iterable[PersonParticipation], bodies: Iterable[Organization]
) -> None:
    """Add unsaved quotes and unsaved rows of people to an event, and bodies that took part; what is there stays.

    A quote whose words the event has already is left out. One without a source takes the only one that is cited.
    """
    there = set(event.quotes.values_list("text", flat=True))
    source = _only_source(event)
    added = list({quote.text: quote for quote in quotes if quote.text not in there}.values())
    for quote in added:
        quote.source = quote.source or source
    number_quotes(event=event, quotes=added)
    known = set(event.person_participations.values_list("person_id", flat=True))
    order = _next_place(event.person_participations)
    for row in people:
        if row.person_id is not None and row.person_id not in known:
            known.add(row.person_id)
            row.event, row.sort_order, order = event, order, order + 1
            row.save()
    took_part = set(event.organization_participations.values_list("organization_id", flat=True))
    order = _next_place(event.organization_participations)
    for body in bodies:
        if body.pk not in took_part:
            took_part.add(body.pk)
            OrganizationParticipation.objects.create(event=event, organization=body, sort_order=order)
            order += 1


def _only_source(event: Event) -> Source | None:
    citations = list(event.citations.select_related("source")[:2])
    return citations[0].source if len(citations) == 1 else None


def _next_place(rows: Manager) -> int:
    last = rows.aggregate(last=Max("sort_order"))["last"]
    return 0 if last is None else int(last) + 1

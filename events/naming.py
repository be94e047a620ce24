"""Through which rows events name bodies, people and frameworks, which are public through these alone."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q

from events.models import (
    Event,
    EventFramework,
    Framework,
    Organization,
    OrganizationParticipation,
    Person,
    PersonParticipation,
    Quote,
)

NAMED_BY: dict[type[Model], list[tuple[Any, str]]] = {
    Organization: [
        (OrganizationParticipation, "organization"),
        (PersonParticipation, "organization"),
        (Quote, "organization"),
    ],
    Person: [(PersonParticipation, "person"), (Quote, "speaker")],
    Framework: [(EventFramework, "framework")],
}


def names_q(record: Model) -> Q:
    """A condition on events: that they name the record."""
    rows = NAMED_BY[type(record)]
    return reduce(or_, (Q(Exists(row.objects.filter(event=OuterRef("pk"), **{name: record}))) for row, name in rows))


def named_by_q(model: type[Model], event: Event) -> Q:
    """A condition on records of a kind: that the event names them."""
    rows = NAMED_BY[model]
    named = (row.objects.filter(event=event, **{f"{name}__isnull": False}).values(name) for row, name in rows)
    return reduce(or_, (Q(pk__in=keys) for keys in named))


def named_at_all_q(model: type[Model]) -> Q:
    """A condition on records of a kind: that some event names them, published or not."""
    return reduce(or_, (Q(Exists(row.objects.filter(**{name: OuterRef("pk")}))) for row, name in NAMED_BY[model]))

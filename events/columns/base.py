"""What a published column is, and the expressions that columns are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events import choices as vocabularies
from events.models import Event, EventPlace
from events.models.event_queryset import count_of_public_events
from events.releases import site

TEXT, INTEGER, NUMBER, DATE, PARTIAL_DATE, URL, LIST = (
    "text",
    "integer",
    "number",
    "date",
    "partial date",
    "url",
    "list",
)


@dataclass(frozen=True)
class Column:
    """One published column: what it is called, what it means, and how the database computes it."""

    key: str  # header and JSON key; never changes
    label: str | Promise
    description: str | Promise
    datatype: str  # text, integer, number, date, partial date, url, list
    expression: Callable[[], Combinable]  # a list is an array of text
    fields: tuple[str, ...] = ()  # model fields that it publishes, as "Event.title"
    codes: type[models.Choices] | None = None  # the vocabulary of its values


def field_column(model: type[models.Model], name: str, *, datatype: str = TEXT) -> Column:
    """A column that is a field: key, label, meaning and codes are the field's own."""
    field: Any = model._meta.get_field(name)
    codes = _vocabulary(field.choices) if field.choices else None
    return Column(
        name, field.verbose_name, field.help_text, datatype, lambda: F(name), (f"{model.__name__}.{name}",), codes
    )


def address(view: str, *parts: str) -> Callable[[], Combinable]:
    """The full address of the record's page, computed in the database."""

    def expression() -> Combinable:
        stand_ins = ["987654321" if part == "number" else "zz" for part in parts]
        rest = reverse(view, args=stand_ins)
        values: list[Any] = []
        for part, stand_in in zip(parts, stand_ins, strict=True):
            before, rest = rest.split(stand_in, 1)
            values += [Value(before if values else f"{site()}{before}"), F(part)]
        return Concat(*values, Value(rest), output_field=models.TextField())

    return expression


def list_of(
    rows: type[models.Model], value: Any, *, owner: str = "event", **conditions: Any
) -> Callable[[], Combinable]:
    """An array over rows that hang on the record, in their order, without blanks."""

    def expression() -> Combinable:
        found = rows._default_manager.filter(**{owner: OuterRef("pk")}, **conditions).annotate(listed=value)
        return ArraySubquery(found.order_by("sort_order", "pk").values("listed"))

    return expression


def distinct(
    rows: type[models.Model], value: str, *, owner: str = "event", **conditions: Any
) -> Callable[[], Combinable]:
    """An array of the different values, in alphabetical order."""

    def expression() -> Combinable:
        found = rows._default_manager.filter(**{owner: OuterRef("pk")}, **conditions).annotate(listed=F(value))
        return ArraySubquery(found.order_by("listed").values("listed").distinct())

    return expression


def number_of(rows: type[models.Model], *, owner: str = "event", **conditions: Any) -> Callable[[], Combinable]:
    """How many rows hang on the record."""

    def expression() -> Combinable:
        found = rows._default_manager.filter(**{owner: OuterRef("pk")}, **conditions).order_by()
        counted = found.values(owner).annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    return expression


def main_place(name: str) -> Callable[[], Combinable]:
    def expression() -> Combinable:
        places = EventPlace.objects.filter(event=OuterRef("pk")).order_by("sort_order", "pk")
        return Subquery(places.values(name)[:1])

    return expression


def public_event(link: str) -> Callable[[], Combinable]:
    """The slug of a linked event, if that is public as well."""
    return lambda: Subquery(Event.objects.public().filter(pk=OuterRef(link)).values("slug")[:1])


def public_parent(model: Any, link: str) -> Callable[[], Combinable]:
    return lambda: Subquery(model.objects.public().filter(pk=OuterRef(link)).values("slug")[:1])


def pair(key: str, role: str) -> Concat:
    """A record and its role in one cell: `unodc:organizer`."""
    return Concat(F(key), Value(":"), F(role), output_field=models.TextField())


def place_as_a_whole() -> Concat:
    """City, country and venue of a place in one item: `Tashkent | UZ | Hilton`."""
    venue = Case(When(venue="", then=Value("")), default=Concat(Value(" | "), F("venue")))
    return Concat(F("city"), Value(" | "), F("country_id"), venue, output_field=models.TextField())


def event_count(rows: type[models.Model], owner: str) -> Column:
    """The number of public events, on lists of what hangs on events."""
    return Column(
        "events",
        _("events"),
        _("Number of events in the record."),
        INTEGER,
        lambda: count_of_public_events(rows, owner),
    )


def _vocabulary(choices: Any) -> type[models.Choices] | None:
    """The vocabulary of `events.choices` that a field takes its codes from."""
    for candidate in vars(vocabularies).values():
        if isinstance(candidate, type) and issubclass(candidate, models.Choices) and candidate.choices == choices:
            return candidate
    return None

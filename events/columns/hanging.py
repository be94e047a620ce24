"""The published columns of what hangs on events: participations, places, frameworks, quotes, citations.

Each is a file of its own beside the events of a selection, one row for each thing that hangs on one of them. Rows of
several models can make one file: then each model says what it has to say under a key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.columns.base import INTEGER, LIST, NUMBER, PARTIAL_DATE, TEXT, URL, Column, field_column
from events.columns.others import QUOTE_COLUMNS
from events.models import (
    Citation,
    CountryParticipation,
    EventFramework,
    EventPlace,
    OrganizationParticipation,
    PersonParticipation,
    Quote,
)

Expression = Callable[[], Combinable]


def of(path: str) -> Expression:
    """A value that stands on the row, or on what it points to."""
    return lambda: F(path)


def nothing() -> Value:
    return Value("", output_field=models.TextField())


def always(value: str) -> Expression:
    return lambda: Value(value, output_field=models.TextField())


@dataclass(frozen=True)
class Rows:
    """Rows of one model that hang on an event, and the values that are not those of the column itself."""

    model: type[models.Model]
    order: tuple[str, str] = ("sort_order", "pk")
    values: Mapping[str, Expression] = field(default_factory=dict)


@dataclass(frozen=True)
class Hanging:
    """One file of what hangs on events: its columns, and the models whose rows it holds, in their order."""

    label: str | Promise
    description: str | Promise
    columns: list[Column]
    rows: tuple[Rows, ...]


EVENT = [
    Column("event", _("event"), _("Slug of the event."), TEXT, of("event__slug")),
    Column("start", _("start of the event"), _("As far as it is known."), PARTIAL_DATE, of("event__start")),
]
TITLE = Column(
    "event_title", _("title of the event"), _("Its official or descriptive title."), TEXT, of("event__title")
)

PARTICIPATION_COLUMNS = [
    *EVENT,
    TITLE,
    Column("actor_kind", _("kind of actor"), _("country, organization or person."), TEXT, nothing),
    Column(
        "actor",
        _("actor"),
        _("Code of the country, or slug of the organization or person; empty where a name was removed on request."),
        TEXT,
        nothing,
    ),
    Column("actor_name", _("name of the actor"), _("As the record writes it."), TEXT, nothing),
    Column(
        "role",
        _("role"),
        _("What the actor did at the event; the codes depend on the kind of actor."),
        TEXT,
        of("role"),
    ),
    Column(
        "position",
        _("position"),
        _("For people: the post held at the time, as the source prints it."),
        TEXT,
        nothing,
        ("PersonParticipation.position",),
    ),
    Column(
        "organization",
        _("organization represented"),
        _("For people: slug of the body for which they were there."),
        TEXT,
        nothing,
        ("PersonParticipation.organization",),
    ),
    Column(
        "country",
        _("country"),
        _("The country itself, the state whose body it is, or the state that the person represented."),
        TEXT,
        nothing,
        ("PersonParticipation.country",),
    ),
    Column("organization_kind", _("kind of organization"), _("For organizations: what kind of body."), TEXT, nothing),
]
PARTICIPATION_ROWS = (
    Rows(
        OrganizationParticipation,
        values={
            "actor_kind": always("organization"),
            "actor": of("organization__slug"),
            "actor_name": of("organization__name"),
            "country": of("organization__country_id"),
            "organization_kind": of("organization__kind"),
        },
    ),
    Rows(
        CountryParticipation,
        values={
            "actor_kind": always("country"),
            "actor": of("country_id"),
            "actor_name": of("country__name"),
            "country": of("country_id"),
        },
    ),
    Rows(
        PersonParticipation,
        values={
            "actor_kind": always("person"),
            "actor": of("person__slug"),
            "actor_name": of("person__name"),
            "position": of("position"),
            "organization": of("organization__slug"),
            "country": of("country_id"),
        },
    ),
)

PLACE_COLUMNS = [
    *EVENT,
    TITLE,
    Column("city", _("city"), _("Empty when the sources do not tell."), TEXT, of("city")),
    Column("country", _("country"), _("Where the place lies (ISO 3166-1 alpha-2)."), TEXT, of("country_id")),
    Column("venue", _("venue"), _("Building, hotel or campus."), TEXT, of("venue")),
    Column("latitude", _("latitude"), _("Of the city, in degrees (WGS 84, GeoNames)."), NUMBER, of("latitude")),
    Column("longitude", _("longitude"), _("Of the city, in degrees (WGS 84, GeoNames)."), NUMBER, of("longitude")),
]

EVENT_FRAMEWORK_COLUMNS = [
    *EVENT,
    TITLE,
    Column("framework", _("framework"), _("Slug of the framework."), TEXT, of("framework__slug")),
    Column("framework_title", _("title of the framework"), _("As the record writes it."), TEXT, of("framework__title")),
    field_column(EventFramework, "relation"),
    field_column(EventFramework, "ordinal", datatype=INTEGER),
]

CITATION_COLUMNS = [
    *EVENT,
    TITLE,
    Column("source", _("source"), _("Slug of the source."), TEXT, of("source__slug")),
    Column("source_title", _("title of the source"), _("As it is printed."), TEXT, of("source__title")),
    Column(
        "publisher", _("publisher"), _("Who published it first."), TEXT, of("source__publisher"), ("Source.publisher",)
    ),
    Column("source_url", _("address of the source"), _("On the web."), URL, of("source__url")),
    Column(
        "source_kind",
        _("kind of source"),
        _("What kind of publication it is."),
        TEXT,
        of("source__kind"),
        ("Source.kind",),
    ),
    Column(
        "published",
        _("date of publication"),
        _("As printed: 2022, 2022-03 or 2022-03-03."),
        PARTIAL_DATE,
        of("source__published"),
        ("Source.published",),
    ),
    Column(
        "language",
        _("language"),
        _("Of the text (BCP 47): en, ru, uz ..."),
        TEXT,
        of("source__language"),
        ("Source.language",),
    ),
    Column(
        "supports",
        _("supports"),
        _("The facts of the event that the source backs; none named means all of them."),
        LIST,
        of("supports"),
        ("Citation.supports",),
    ),
    field_column(Citation, "locator"),
    field_column(Citation, "note"),
]

HANGING: dict[str, Hanging] = {
    "participations": Hanging(
        _("Participations"),
        _("Event, actor and role: one row for each country, organization and person in each of its roles."),
        PARTICIPATION_COLUMNS,
        PARTICIPATION_ROWS,
    ),
    "places": Hanging(_("Places"), _("One row for each place of each event."), PLACE_COLUMNS, (Rows(EventPlace),)),
    "frameworks": Hanging(
        _("Frameworks of the events"),
        _("One row for each framework of each event, with what the event has to do with it."),
        EVENT_FRAMEWORK_COLUMNS,
        (Rows(EventFramework),),
    ),
    "quotes": Hanging(
        _("Quotes"), _("The quotes of these events."), QUOTE_COLUMNS, (Rows(Quote, order=("number", "pk")),)
    ),
    "citations": Hanging(
        _("Citations"), _("One row for each source of each event."), CITATION_COLUMNS, (Rows(Citation),)
    ),
}
"""What hangs on the events of a selection, by the name of the file: `/events/participations.csv`."""

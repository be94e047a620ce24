"""The exchange format, version 1, declared once: which key of a record stands for which column or rows.

Reader and writer both follow these declarations, so what one writes the other reads. What a value may be
(codes, lengths, required or not) is not said here: it comes from the model's fields. The keys stand in the
order in which they are written. `docs/exchange-format.md` describes the same for people.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from events.choices import EventState, FormerSlugKind, Status
from events.models import Event, Framework, Organization, Person, Source, Theme


@dataclass(frozen=True)
class Value:
    """A key that holds one column. A key that is left out means an empty column, or the value `left_out`."""

    key: str
    attribute: str  # name of the model's field
    left_out: str = ""
    is_internal: bool = False  # not written for the public


@dataclass(frozen=True)
class Group:
    """A key that holds an object made of several columns of the same row."""

    key: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Rows:
    """A key that holds a list: rows of another table that belong to the record, in their order."""

    key: str
    relation: str  # related name on the record's model
    values: tuple[Value, ...]
    order: str = "sort_order"  # the column that keeps the place in the list
    is_flat: bool = False  # a list of plain values instead of objects


@dataclass(frozen=True)
class FormerSlugs:
    """A key that holds the slugs which the record had before, in alphabetical order."""

    key: str
    kind: FormerSlugKind


Key = Value | Group | Rows | FormerSlugs


@dataclass(frozen=True)
class Kind:
    """A kind of record: its file, its model and its keys."""

    name: str
    plural: str
    file: str
    model: type[models.Model]
    keys: tuple[Key, ...]

    @property
    def noun(self) -> str:
        """What people call a record of this kind."""
        return str(self.model._meta.verbose_name)

    @property
    def plural_noun(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @cached_property
    def columns(self) -> tuple[Value, ...]:
        """Every key that is a column of the record's own row, those inside groups too."""
        return tuple(value for key in self.keys for value in columns_of(key))

    @cached_property
    def rows(self) -> tuple[Rows, ...]:
        return tuple(key for key in self.keys if isinstance(key, Rows))

    @cached_property
    def former_slugs(self) -> FormerSlugs | None:
        return next((key for key in self.keys if isinstance(key, FormerSlugs)), None)


def columns_of(key: Key) -> tuple[Value, ...]:
    """What a key holds in the record's own row: one column, those of a group, or none."""
    if isinstance(key, Value):
        return (key,)
    return key.values if isinstance(key, Group) else ()


def field(model: type[models.Model], value: Value) -> Any:
    """The model's field behind a key."""
    return model._meta.get_field(value.attribute)


def child(kind: Kind, rows: Rows) -> tuple[type[models.Model], str]:
    """The model of a list's rows, and the column in which they name the record they belong to."""
    relation: Any = kind.model._meta.get_field(rows.relation)
    return relation.related_model, relation.field.attname


def natural_key(model: type[models.Model], owner: str) -> tuple[str, ...]:
    """The fields that tell apart the rows of one record, as the table's unique constraint says."""
    constraint = next(each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint))
    return tuple(name for name in constraint.fields if f"{name}_id" != owner)


def _values(*names: str) -> tuple[Value, ...]:
    """Keys that are called like their columns; `key=column` where the two differ."""
    pairs = [name.partition("=") for name in names]
    return tuple(Value(key, attribute or key) for key, _, attribute in pairs)


NAMES = Rows("names", "names", _values("name", "kind"))

THEMES = Kind("theme", "themes", "themes.csv", Theme, _values("slug", "name", "pillar"))

SOURCES = Kind(
    "source",
    "sources",
    "sources.jsonl",
    Source,
    (
        *_values("slug", "title", "publisher", "url", "kind", "published", "language"),
        FormerSlugs("former_slugs", FormerSlugKind.SOURCE),
    ),
)

ORGANIZATIONS = Kind(
    "organization",
    "organizations",
    "organizations.jsonl",
    Organization,
    (
        *_values("slug", "name", "acronym", "kind", "country", "parent"),
        NAMES,
        *_values("website"),
        FormerSlugs("former_slugs", FormerSlugKind.ORGANIZATION),
    ),
)

PEOPLE = Kind(
    "person",
    "people",
    "people.jsonl",
    Person,
    (*_values("slug", "name"), NAMES, FormerSlugs("former_slugs", FormerSlugKind.PERSON)),
)

FRAMEWORKS = Kind(
    "framework",
    "frameworks",
    "frameworks.jsonl",
    Framework,
    (
        *_values("slug", "title", "acronym", "kind", "date", "part_of", "reference", "summary"),
        FormerSlugs("former_slugs", FormerSlugKind.FRAMEWORK),
    ),
)

EVENTS = Kind(
    "event",
    "events",
    "events.jsonl",
    Event,
    (
        *_values("slug", "title", "original_title", "type"),
        Value("state", "state", left_out=EventState.HELD),
        *_values("start", "end", "date_note", "mode"),
        Rows("places", "places", _values("city", "country", "venue")),
        *_values("summary"),
        Group(
            "participant_count",
            _values(
                "number=participant_count",
                "unit=participant_unit",
                "qualifier=participant_qualifier",
                "note=participant_note",
            ),
        ),
        Rows("countries", "country_participations", _values("code=country", "role")),
        Rows("organizations", "organization_participations", _values("slug=organization", "role")),
        Rows(
            "people",
            "person_participations",
            _values("slug=person", "role", "position", "organization", "country"),
        ),
        Rows(
            "quotes",
            "quotes",
            _values(
                "text",
                "language",
                "translation",
                "speaker",
                "attribution",
                "organization",
                "source",
                "locator",
                "number",
            ),
            order="number",
        ),
        Rows("themes", "event_themes", _values("theme"), is_flat=True),
        Rows("frameworks", "event_frameworks", _values("slug=framework", "relation", "ordinal")),
        *_values("part_of", "follow_up_to"),
        Rows("citations", "citations", _values("source", "supports", "locator", "note")),
        Value("status", "status", left_out=Status.PUBLISHED, is_internal=True),
        Value("withdrawn_reason", "withdrawn_reason", is_internal=True),
        FormerSlugs("former_slugs", FormerSlugKind.EVENT),
    ),
)

# In an order in which nothing refers to what comes later, but for references within a kind.
KINDS = (THEMES, SOURCES, ORGANIZATIONS, PEOPLE, FRAMEWORKS, EVENTS)

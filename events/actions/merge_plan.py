"""What a merge of two records means: which values differ, which rows move, which are there twice.

The merge page shows the plan and the action carries it out, so that nothing is merged that was not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import Truncator, capfirst

from events.models import Event, EventStep, Framework, Organization, Person, Quote, Source

Record = Event | Organization | Person | Framework | Source

# Columns that are no facts of the record, or follow from others.
KEPT_AS_THEY_ARE = frozenset(
    {
        "id", "slug", "status", "published_at", "created_by", "published_by", "withdrawn_reason", "created_at",
        "updated_at",
    }
)  # fmt: skip
# Values that make sense only together.
TOGETHER: dict[str, list[tuple[str, ...]]] = {
    "event": [
        ("start", "end", "date_note"),
        ("participant_count", "participant_unit", "participant_qualifier", "participant_note"),
    ],
}
# What makes two rows the same where no constraint says so.
SAME_BY: dict[type[models.Model], tuple[str, ...]] = {Quote: ("text",)}
LEFT_OUT = frozenset({"id", "sort_order", "number", "created_at", "updated_at"})
WITHOUT_PLACE = (EventStep,)  # rows that tell of the record that goes, and of no other
LONGEST_ROW = 240  # letters
EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Difference:
    """Values of which one has to be chosen."""

    key: str  # of the choice
    label: str
    kept: str
    gone: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Twin:
    """Two rows that say the same of both records; the one of the record that goes is dropped."""

    kept: models.Model
    gone: models.Model
    filled: dict[str, Any]  # what only the dropped one knows
    differences: list[Difference]


@dataclass
class Rows:
    """The rows of one table that hang on the record that goes."""

    model: type[models.Model]
    link: str
    moved: list[models.Model] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)

    @property
    def label(self) -> str:
        return str(capfirst(str(self.model._meta.verbose_name_plural)))

    @property
    def moved_in_words(self) -> list[str]:
        return [_row_in_words(row, self.link) for row in self.moved]


@dataclass(frozen=True)
class Plan:
    """All that a merge does, before it is done."""

    kept: Any
    gone: Any
    filled: dict[str, Any]  # fields that are empty on the one that stays
    differences: list[Difference]
    rows: list[Rows]

    @property
    def choices(self) -> list[Difference]:
        """Everything of which one has to be chosen."""
        return [*self.differences, *(d for rows in self.rows for twin in rows.twins for d in twin.differences)]

    @property
    def filled_in_words(self) -> list[tuple[str, str]]:
        """Label and value of what is empty so far."""
        return [
            (str(capfirst(str(self.gone._meta.get_field(name).verbose_name))), _told(self.gone, name))
            for name, value in self.filled.items()
            if value not in EMPTY
        ]

    @property
    def moved_count(self) -> int:
        return sum(len(rows.moved) for rows in self.rows)


def plan_of(kept: Any, gone: Any) -> Plan:
    """What a merge of two records would do. Some queries for each table that hangs on them."""
    filled, differences = _compared(kept, gone, KEPT_AS_THEY_ARE, "", TOGETHER.get(kept._meta.model_name, []))
    rows = [_rows(relation, kept, gone) for relation in links_to(type(kept))]
    return Plan(kept, gone, filled, differences, [found for found in rows if found.moved or found.twins])


def links_to(model: type[models.Model]) -> Iterator[Any]:
    """The relations through which rows hang on a record, without what only looks back at it (history)."""
    for relation in model._meta.related_objects:
        if getattr(relation.field, "db_constraint", False) and relation.related_model not in WITHOUT_PLACE:
            yield relation


def _rows(relation: Any, kept: Any, gone: Any) -> Rows:
    model, link = relation.related_model, relation.field.name
    found = Rows(model, link)
    links = [each.name for each in model._meta.concrete_fields if each.is_relation]
    hanging = model._default_manager.select_related(*links).order_by("pk")
    same_by = _same_by(model, link)
    for row in hanging.filter(**{link: gone}):
        twin = (
            hanging.filter(**{link: kept}, **{name: getattr(row, name) for name in same_by}).first()
            if same_by and all(getattr(row, name) is not None for name in same_by)
            else None
        )
        if twin is None or twin.pk == row.pk:
            found.moved.append(row)
            continue
        leave_out = LEFT_OUT | {link, *same_by}
        prefix = f"{model._meta.model_name}.{row.pk}."
        filled, differences = _compared(twin, row, leave_out, prefix, [])
        found.twins.append(Twin(twin, row, filled, differences))
    return found


def _same_by(model: type[models.Model], link: str) -> tuple[str, ...]:
    """The other fields of the constraint that lets such a row be there once."""
    if model in SAME_BY and link == "event":
        return SAME_BY[model]
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and link in constraint.fields and model is not Quote:
            return tuple(name for name in constraint.fields if name != link)
    return ()


def _compared(
    kept: Any, gone: Any, leave_out: frozenset[str], prefix: str, together: list[tuple[str, ...]]
) -> tuple[dict[str, Any], list[Difference]]:
    """Values that only the second row has, and those that differ."""
    filled: dict[str, Any] = {}
    differences = []
    for names in _groups(type(kept), leave_out, together):
        ours, theirs = ([_value(row, name) for name in names] for row in (kept, gone))
        if ours == theirs or all(value in EMPTY for value in theirs):
            continue
        if any(getattr(value, "pk", None) in (kept.pk, gone.pk) and type(value) is type(kept) for value in theirs):
            continue  # a record can't be part of itself
        if all(value in EMPTY for value in ours):
            filled |= dict(zip(names, theirs, strict=True))
            continue
        label = capfirst(" · ".join(str(kept._meta.get_field(name).verbose_name) for name in names[:1]))
        told = [
            " · ".join(_told(row, name) for name in names if _value(row, name) not in EMPTY) for row in (kept, gone)
        ]
        differences.append(Difference(f"{prefix}{names[0]}", label, told[0], told[1], names))
    return filled, differences


def _groups(
    model: type[models.Model], leave_out: frozenset[str], together: list[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    grouped = {name for names in together for name in names}
    yield from together
    for each in model._meta.concrete_fields:
        if each.name not in leave_out and each.name not in grouped and not each.generated:
            yield (each.name,)


def _value(row: Any, name: str) -> Any:
    return getattr(row, name)


def _told(row: Any, name: str) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if callable(shown) else _value(row, name)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _row_in_words(row: Any, link: str) -> str:
    """What a row says, without the record on which it hangs."""
    if isinstance(row, Quote) and link == "event":
        return f"“{Truncator(row.text).words(14)}”, {row.attribution}"
    if type(row) is row._meta.get_field(link).related_model:
        return str(row)
    names = [each.name for each in row._meta.concrete_fields if each.name not in LEFT_OUT and each.name != link]
    told = [_told(row, name) for name in names if _value(row, name) not in EMPTY and not _is_generated(row, name)]
    return Truncator(", ".join(told)).chars(LONGEST_ROW)


def _is_generated(row: Any, name: str) -> bool:
    return bool(row._meta.get_field(name).generated)


def has_other_links(record: Any) -> bool:
    """Whether anything still hangs on a record."""
    return any(
        relation.related_model._default_manager.filter(Q(**{relation.field.name: record})).exists()
        for relation in links_to(type(record))
    )

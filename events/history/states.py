"""The snapshots of a record put in order: what it was after each change, whole.

One query reads the snapshots of any number of records with all that hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, Model, Value
from django.db.models.functions import Cast, JSONObject

from events.models import (
    EVENT_ROWS,
    SNAPSHOTS,
    Country,
    CountryName,
    Event,
    Organization,
    OrganizationName,
    Person,
    PersonName,
)
from events.models.snapshot import BASELINE, MOVED

Fields = dict[str, Any]  # column -> value as JSON holds it

GONE = frozenset({"delete", MOVED})
ROWS: dict[type[Model], tuple[type[Model], ...]] = {
    Event: EVENT_ROWS,
    Organization: (OrganizationName,),
    Person: (PersonName,),
    Country: (CountryName,),
}
"""What hangs on a record, in the order in which people read it."""


@dataclass(frozen=True)
class Kept:
    """One snapshot of a row."""

    number: int
    model: type[Model]
    pk: Any
    owner: Any  # the key of the record on which the row hangs, or its own
    label: str
    made_at: datetime
    context: UUID | None
    fields: Fields


class Mark(NamedTuple):
    """A snapshot without what it holds."""

    number: int
    name: str  # of the model
    pk: str
    made_at: datetime
    context: UUID | None


@dataclass(frozen=True)
class State:
    """A record with all that hangs on it, as it was at one time. Without the record's own row it was not there."""

    rows: dict[type[Model], dict[Any, Fields]] = field(default_factory=dict)

    def of(self, model: type[Model]) -> dict[Any, Fields]:
        return self.rows.get(model, {})

    def after(self, changes: Iterable[Kept]) -> State:
        rows = {model: dict(found) for model, found in self.rows.items()}
        for kept in changes:
            if kept.label in GONE:
                rows.setdefault(kept.model, {}).pop(kept.pk, None)
            else:
                rows.setdefault(kept.model, {})[kept.pk] = kept.fields
        return State({model: found for model, found in rows.items() if found})


@dataclass(frozen=True)
class Entry:
    """What one transaction did to a record, under one telling of who and why."""

    number: int  # of its last snapshot: no two entries of a record share it
    made_at: datetime
    context: UUID | None
    is_baseline: bool
    before: State
    after: State

    @property
    def moment(self) -> tuple[datetime, UUID | None]:
        return self.made_at, self.context


def snapshots_of(model: type[Model], keys: Iterable[Any]) -> list[Kept]:
    """Every snapshot of the records with these keys and of what hangs on them, in order. One query."""
    keys = list(keys)
    if not keys:
        return []
    return [_kept(row) for row in _joined([_asked(each, model, keys) for each in (model, *ROWS.get(model, ()))])]


def marks_of(model: type[Model], key: Any) -> list[Mark]:
    """Every snapshot of a record and of what hangs on it, in order, without what it holds. One query."""
    asked = [_rows_of(each, model, [key]).values_list(*_columns_of(each)) for each in (model, *ROWS.get(model, ()))]
    return [Mark(*row) for row in _joined(asked)]


def snapshots_with(model: type[Model], key: Any, numbers: Iterable[int]) -> list[Kept]:
    """Those of its snapshots that have these numbers, in order. One query."""
    numbers = list(numbers)
    asked = [_asked(each, model, [key]).filter(pgh_id__in=numbers) for each in (model, *ROWS.get(model, ()))]
    return [_kept(row) for row in _joined(asked)]


def entries(snapshots: Iterable[Kept], before: State | None = None) -> Iterator[Entry]:
    """The snapshots of one record as entries, oldest first; `before` is the state that they found.

    Of two transactions at the same time the one that wrote last counts as the later: whatever both of them
    touched, it had to wait for the other.
    """
    groups: dict[tuple[datetime, UUID | None], list[Kept]] = defaultdict(list)
    for kept in snapshots:
        groups[kept.made_at, kept.context].append(kept)
    before = before or State()
    for (made_at, context), group in sorted(groups.items(), key=lambda item: item[1][-1].number):
        after = before.after(group)
        is_baseline = any(kept.label == BASELINE for kept in group)
        yield Entry(group[-1].number, made_at, context, is_baseline, before, after)
        before = after


def state_at(record: Model, moment: datetime | int) -> State:
    """The whole record as of a time, or as of the entry with this number. One query."""
    state = State()
    for entry in entries(snapshots_of(type(record), [record.pk])):
        if (entry.number if isinstance(moment, int) else entry.made_at) <= moment:  # type: ignore[operator]
            state = entry.after
    return state


def owner_column(model: type[Model], root: type[Model]) -> str:
    """The column of a snapshot that names the record on which its row hangs."""
    if model is root:
        return "pgh_obj_id"
    return next(each.attname for each in model._meta.concrete_fields if each.related_model is root)


def _rows_of(model: type[Model], root: type[Model], keys: list[Any]) -> Any:
    return SNAPSHOTS[model].objects.filter(**{f"{owner_column(model, root)}__in": keys})


def _columns_of(model: type[Model]) -> tuple[Any, ...]:
    named = Value(model._meta.model_name, output_field=CharField())
    return "pgh_id", named, Cast("pgh_obj_id", CharField()), "pgh_created_at", "pgh_context_id"


def _asked(model: type[Model], root: type[Model], keys: list[Any]) -> Any:
    owner = owner_column(model, root)
    columns = [each.attname for each in SNAPSHOTS[model]._meta.concrete_fields if not each.name.startswith("pgh_")]
    return _rows_of(model, root, keys).values_list(
        *_columns_of(model),
        "pgh_label",
        Cast(owner, CharField()),
        JSONObject(**{column: F(column) for column in columns if column != owner}),
    )


def _joined(asked: list[Any]) -> Any:
    first, *others = asked
    return first.union(*others, all=True).order_by("pgh_id") if others else first.order_by("pgh_id")


_BY_NAME = {model._meta.model_name: model for model in SNAPSHOTS}


def _kept(row: tuple[Any, ...]) -> Kept:
    number, name, pk, made_at, context, label, owner, fields = row
    model = _BY_NAME[name]
    key = model._meta.pk.to_python(pk)
    return Kept(number, model, key, int(owner) if owner.isdecimal() else owner, label, made_at, context, fields)

"""The snapshots of a record put in order: what it was after each change, whole.

One query reads the snapshots of any number of records with all that hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
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
    first, *others = [_asked(each, model, keys) for each in (model, *ROWS.get(model, ()))]
    found = first.union(*others, all=True).order_by("pgh_id") if others else first.order_by("pgh_id")
    return [_kept(*row) for row in found]


def entries(snapshots: Iterable[Kept]) -> Iterator[Entry]:
    """The snapshots of one record as entries, oldest first.

    Of two transactions at the same time the one that wrote last counts as the later: whatever both of them
    touched, it had to wait for the other.
    """
    groups: dict[tuple[datetime, UUID | None], list[Kept]] = defaultdict(list)
    for kept in snapshots:
        groups[kept.made_at, kept.context].append(kept)
    before = State()
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


def _asked(model: type[Model], root: type[Model], keys: list[Any]) -> Any:
    snapshot = SNAPSHOTS[model]
    owner = owner_column(model, root)
    columns = [each.attname for each in snapshot._meta.concrete_fields if not each.name.startswith("pgh_")]
    return snapshot.objects.filter(**{f"{owner}__in": keys}).values_list(
        "pgh_id",
        Value(model._meta.model_name, output_field=CharField()),
        Cast("pgh_obj_id", CharField()),
        Cast(owner, CharField()),
        "pgh_label",
        "pgh_created_at",
        "pgh_context_id",
        JSONObject(**{column: F(column) for column in columns if column != owner}),
    )


_BY_NAME = {model._meta.model_name: model for model in SNAPSHOTS}


def _kept(number: int, name: str, pk: str, owner: str, *rest: Any) -> Kept:
    model = _BY_NAME[name]
    key = model._meta.pk.to_python(pk)
    return Kept(number, model, key, int(owner) if owner.isdecimal() else owner, *rest)

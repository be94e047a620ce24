"""What differs between two states of a record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from events.history.states import ROWS, Fields, State

ORDER = "sort_order"


@dataclass(frozen=True)
class Difference:
    """A row that is new, gone or different; `columns` are those in which it differs."""

    model: type[Model]
    pk: Any
    before: Fields | None
    after: Fields | None
    columns: tuple[str, ...] = ()

    @property
    def row(self) -> Fields:
        """The row as it is, or as it last was."""
        return self.after or self.before or {}


@dataclass(frozen=True)
class Reordered:
    """Rows that are in both states stand in another order."""

    model: type[Model]


def differences(root: type[Model], before: State, after: State) -> Iterator[Difference | Reordered]:
    """The record's own row first, then what hangs on it in the order of reading."""
    yield from _of_rows(root, before.of(root), after.of(root))
    if bool(before.of(root)) != bool(after.of(root)):  # that it came or went says all
        return
    for model in ROWS.get(root, ()):
        rows_before, rows_after = before.of(model), after.of(model)
        yield from _of_rows(model, rows_before, rows_after)
        if _order(rows_before, rows_after) != _order(rows_after, rows_before):
            yield Reordered(model)


def _of_rows(model: type[Model], before: dict[Any, Fields], after: dict[Any, Fields]) -> Iterator[Difference]:
    removed = {pk: row for pk, row in before.items() if pk not in after}
    added = {pk: row for pk, row in after.items() if pk not in before}
    for pk, row in list(removed.items()):  # deleted and written anew, as some imports do
        twin = next((key for key, other in added.items() if _facts(other) == _facts(row)), None)
        if twin is not None:
            del removed[pk], added[twin]
    for pk, row in before.items():
        if pk in removed:
            yield Difference(model, pk, row, None)
        elif pk in after and (columns := _changed(model, row, after[pk])):
            yield Difference(model, pk, row, after[pk], columns)
    for pk, row in added.items():
        yield Difference(model, pk, None, row)


def _facts(row: Fields) -> Fields:
    return {column: value for column, value in row.items() if column != ORDER}


def _changed(model: type[Model], before: Fields, after: Fields) -> tuple[str, ...]:
    """The columns that differ, in the order of the form."""
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != ORDER]
    return tuple(column for column in columns if column in after and before.get(column) != after[column])


def _order(rows: dict[Any, Fields], others: dict[Any, Fields]) -> list[Any]:
    """The keys of the rows that are in both, as they stand."""
    both = [pk for pk in rows if pk in others]
    return sorted(both, key=lambda pk: (rows[pk].get(ORDER, 0), pk))

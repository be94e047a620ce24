"""A selection piece by piece: the records after a place in its order, which stays where it is while others come and go.

The place is the values of the last record that was handed out, signed: nobody can make one up or change one, and one
of another question is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.db.models.expressions import OrderBy

from events.filters import EventFilters
from events.models import EventIndex
from events.models.event_index import through_indexes
from events.selection import FEW, Selection
from events.selection.orders import BY_DATE, in_order

UNIQUE = {"pk", "slug"}


class WrongCursorError(Exception):
    """The cursor is none of ours, or of another question."""


@dataclass(frozen=True)
class Piece:
    """Primary keys in the order of the list, and the cursor of the next piece, '' at the end."""

    keys: list[Any]
    next: str


@dataclass(frozen=True)
class OrderKey:
    """One part of an order."""

    name: str
    is_descending: bool = False
    has_gaps: bool = False  # may be NULL, which comes last


def piece(selection: Selection, *, limit: int, cursor: str = "") -> Piece:
    """The first records of a selection, or those after a cursor. One query, beside those that count the selection.

    Raise `WrongCursorError` for a cursor that does not belong to this selection.
    """
    place = _read(selection, cursor) if cursor else None
    records, keys = _with_keys(_ordered(selection, place, limit + 1))
    if place is not None:
        if len(place) != len(keys):
            raise WrongCursorError  # the order has changed since
        records = records.filter(_after(keys, place))
    with through_indexes() if selection.kind == "events" else nullcontext():
        rows = list(records.values_list("pk", *(key.name for key in keys))[: limit + 1])
    is_end = len(rows) <= limit
    rows = rows[:limit]
    return Piece([row[0] for row in rows], "" if is_end else _written(selection, rows[-1][1:]))


def _ordered(selection: Selection, place: list[Any] | None, number: int) -> models.QuerySet:
    """What was found, in the asked order; of events the rows of their index, on the days of the piece where it can."""
    if not isinstance(selection.filters, EventFilters):
        return selection.records
    found, column = selection.filters.found, BY_DATE.get(selection.sort)
    some = EventIndex.objects.public()
    if column:
        is_last_first = selection.sort == "newest"
        if place is None:
            keys = found.bitmaps.around(found.events, column, 0, number, last_first=is_last_first)[0]
        else:
            day = date.fromisoformat(place[0])
            keys = found.bitmaps.after(found.events, column, day, number, last_first=is_last_first)
        return in_order(some.filter(pk__in=list(keys)), selection.sort)
    if selection.counts.total <= FEW:
        return in_order(some.filter(pk__in=list(found.events)), selection.sort)
    return in_order(selection.filters.index, selection.sort)


def _with_keys(records: models.QuerySet) -> tuple[models.QuerySet, list[OrderKey]]:
    """The records with the values that order them, and how."""
    keys = []
    for position, part in enumerate(records.query.order_by):
        if isinstance(part, str):
            keys.append(OrderKey(part.removeprefix("-"), part.startswith("-")))
            continue
        order: Any = part if isinstance(part, OrderBy) else OrderBy(part)  # type: ignore[arg-type]  # always an expression
        name = f"order_{position}"
        records = records.annotate(**{name: order.expression})
        keys.append(OrderKey(name, order.descending, bool(order.nulls_last)))
    if not UNIQUE & {key.name for key in keys}:
        records = records.order_by(*records.query.order_by, "pk")
        keys.append(OrderKey("pk"))
    return records, keys


def _after(keys: Sequence[OrderKey], place: Sequence[Any]) -> Q:
    """Which records come after the place: greater in the first part of the order in which they differ."""
    condition: Q | None = None
    for key, value in reversed(list(zip(keys, place, strict=True))):
        beyond = _beyond(key, value)
        same = Q(**{f"{key.name}__isnull": True}) if value is None else Q(**{key.name: value})
        condition = beyond if condition is None else beyond | (same & condition)
    assert condition is not None
    first, value = keys[0], place[0]
    if value is None or first.has_gaps:
        return condition
    # Said once more of the first part alone, so that an index can begin there.
    return Q(**{f"{first.name}__{'lte' if first.is_descending else 'gte'}": value}) & condition


def _beyond(key: OrderKey, value: Any) -> Q:
    if value is None:
        return Q(pk__in=[])
    greater = Q(**{f"{key.name}__{'lt' if key.is_descending else 'gt'}": value})
    return greater | Q(**{f"{key.name}__isnull": True}) if key.has_gaps else greater


def _signer(selection: Selection) -> Signer:
    return Signer(salt=f"events.cursor {selection.kind}?{selection.query}")


def _written(selection: Selection, place: Sequence[Any]) -> str:
    plain = [value if value is None or isinstance(value, int | str) else str(value) for value in place]
    return _signer(selection).sign_object(plain, compress=True)


def _read(selection: Selection, cursor: str) -> list[Any]:
    try:
        place: list[Any] = _signer(selection).unsign_object(cursor)
    except (BadSignature, ValueError):
        raise WrongCursorError from None
    return place

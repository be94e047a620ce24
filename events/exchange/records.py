"""From the database to records of the exchange format, in chunks, so that memory does not grow.

A chunk of 1,000 records costs one query for the rows themselves and one for each list that they hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from django.db import models
from django.db.models.functions import Collate

from events.exchange.shapes import FormerSlugs, Group, Kind, Rows, Value, child, field
from events.models import Country, FormerSlug, Theme

CHUNK = 1000

Record = dict[str, Any]
Item = TypeVar("Item")


class Slugs:
    """The slug of every record that may be referred to, by its key; read when first asked for."""

    def __init__(self, *, public: bool = False) -> None:
        self.public = public
        self._by_model: dict[type[models.Model], dict[Any, str]] = {}

    def of(self, model: type[models.Model], pk: Any) -> str:
        """'' for no reference, and for one to a record that readers of this export may not see."""
        if pk is None or model in (Country, Theme):  # their keys are codes
            return pk or ""
        if model not in self._by_model:
            self._by_model[model] = dict(visible(model, public=self.public).values_list("pk", "slug"))
        return self._by_model[model].get(pk, "")


def visible(model: type[models.Model], *, public: bool) -> models.QuerySet[Any]:
    manager: Any = model._default_manager
    found: models.QuerySet[Any] = manager.public() if public else manager.all()
    return found


def in_chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def records(kind: Kind, queryset: models.QuerySet[Any], slugs: Slugs) -> Iterator[tuple[Any, Record]]:
    """Each record of the query set with its primary key, sorted by slug as text of ASCII is sorted."""
    columns = [field(kind.model, value).attname for value in kind.columns]
    rows = queryset.order_by(Collate("slug", "C")).values_list("pk", *columns)
    for chunk in in_chunks(rows.iterator(chunk_size=CHUNK)):
        keys = [row[0] for row in chunk]
        lists = {key.key: _lists(kind, key, keys, slugs) for key in kind.rows}
        if kind.former_slugs:
            lists[kind.former_slugs.key] = _former_slugs(kind.former_slugs, keys)
        for pk, *row in chunk:
            own = {
                value.attribute: _plain(kind.model, value, found, slugs)
                for value, found in zip(kind.columns, row, strict=True)
            }
            yield (
                pk,
                _record(kind, own, {key: found[pk] for key, found in lists.items() if pk in found}, slugs),
            )


def _record(kind: Kind, own: Record, lists: dict[str, list[Any]], slugs: Slugs) -> Record:
    """Keys in their order, without those that say nothing."""
    record: Record = {}
    for key in kind.keys:
        found: Any
        if isinstance(key, Value):
            found = None if key.is_internal and slugs.public else own[key.attribute]
            found = None if found == key.left_out else found
        elif isinstance(key, Group):
            found = {each.key: own[each.attribute] for each in key.values if own[each.attribute]}
        else:
            found = lists.get(key.key)
        if found not in (None, "", [], {}):
            record[key.key] = found
    return record


def _lists(kind: Kind, rows: Rows, keys: list[Any], slugs: Slugs) -> dict[Any, list[Any]]:
    """The rows of a list for each of the records."""
    model, owner = child(kind, rows)
    columns = [field(model, value).attname for value in rows.values]
    manager: Any = model._default_manager
    found = manager.filter(**{f"{owner}__in": keys}).order_by(owner, rows.order, "pk").values_list(owner, *columns)
    lists: dict[Any, list[Any]] = defaultdict(list)
    for pk, *row in found:
        plain = [_plain(model, value, each, slugs) for value, each in zip(rows.values, row, strict=True)]
        if rows.is_flat:
            lists[pk].append(plain[0])
        else:
            place = len(lists[pk]) + 1
            lists[pk].append(
                {
                    value.key: each
                    for value, each in zip(rows.values, plain, strict=True)
                    if each not in (None, "", []) and not (value.attribute == rows.order and each == place)
                }
            )
    return lists


def _former_slugs(key: FormerSlugs, keys: list[Any]) -> dict[Any, list[str]]:
    found = FormerSlug.objects.filter(kind=key.kind, object_id__in=keys).order_by(Collate("slug", "C"))
    lists: dict[Any, list[str]] = defaultdict(list)
    for pk, slug in found.values_list("object_id", "slug"):
        lists[pk].append(slug)
    return lists


def _plain(model: type[models.Model], value: Value, found: Any, slugs: Slugs) -> Any:
    """A column's value as JSON holds it: a reference becomes the slug or code of what it refers to."""
    column = field(model, value)
    return slugs.of(column.related_model, found) if column.is_relation else found

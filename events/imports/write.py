"""Puts changes into the database, many rows at a time. Rows that stay as they are are not touched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection, models
from django.utils import timezone

from events.choices import Status
from events.exchange.shapes import EVENTS, Kind, Rows, Value, child, columns_of, field, natural_key
from events.gazetteer import point
from events.imports.plan import Change
from events.imports.references import Directory
from events.imports.rows import Row, insert_rows, update_rows
from events.models import Event, EventPlace, FormerSlug
from events.models.base import TimeStamped
from events.models.event_index import indexed_at_the_end

BATCH = 500


def reserve_keys(kind: Kind, slugs: list[str], directory: Directory) -> None:
    """Give every new record its key before any is written, so that records can refer to later ones."""
    known = directory.keys[kind.model]
    new = [slug for slug in slugs if slug not in known]
    if field(kind.model, Value("slug", "slug")).primary_key:
        known.update({slug: slug for slug in new})
        return
    with connection.cursor() as cursor:
        table = kind.model._meta.db_table
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [table, len(new)])
        known.update(zip(new, (pk for (pk,) in cursor.fetchall()), strict=True))


def write(kind: Kind, batch: list[Change], directory: Directory, *, by: Any = None) -> None:
    """Write the new and changed records of a batch with everything that belongs to them, for somebody or nobody."""
    with indexed_at_the_end() as events:
        _write(kind, batch, directory, by)
        if kind is EVENTS:
            written = [change for change in batch if change.pk is None or change.keys]
            events += [directory.keys[Event][change.slug] for change in written]


def _write(kind: Kind, batch: list[Change], directory: Directory, by: Any) -> None:
    new = [change for change in batch if change.pk is None]
    changed = [change for change in batch if change.pk is not None and change.keys]
    _insert(kind, new, directory, by)
    _update(kind, changed, directory)
    for rows in kind.rows:
        _insert_rows(kind, rows, [change for change in new if rows.key in change.record], directory)
        _replace_rows(kind, rows, [change for change in changed if rows.key in change.keys], directory)
    if kind.former_slugs:
        _keep_former_slugs(kind, [*new, *changed], directory)


def _insert(kind: Kind, new: list[Change], directory: Directory, by: Any) -> None:
    keys = directory.keys[kind.model]
    key = str(kind.model._meta.pk.attname)
    rows = [{key: keys[change.slug], **_columns(kind, change.record, directory)} for change in new]
    if kind is EVENTS:
        for row in rows:
            row["published_at"] = _published_at(row["status"])
            row["created_by_id"] = by.pk if by else None
            row["published_by_id"] = row["created_by_id"] if row["published_at"] else None
    insert_rows(kind.model, rows)


def _update(kind: Kind, changed: list[Change], directory: Directory) -> None:
    """Write the columns that differ. A record of which only a list differs is saved anew all the same."""
    if kind is EVENTS:
        _stamp_publication([change for change in changed if "status" in change.keys])
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for change in changed:
        values = [each for key in kind.keys if key.key in change.keys for each in columns_of(key)]
        names = tuple(str(field(kind.model, value).attname) for value in values)
        alike[names].append({"pk": change.pk, **_columns(kind, change.record, directory)})
    for names, rows in alike.items():
        if names or issubclass(kind.model, TimeStamped):
            update_rows(kind.model, rows, names)


def _published_at(status: str) -> Any:
    return timezone.now() if status in (Status.PUBLISHED, Status.WITHDRAWN) else None


def _stamp_publication(changed: list[Change]) -> None:
    """Note the moment of publication of events that have none yet."""
    now_public = [change.pk for change in changed if _published_at(change.record.get("status", Status.PUBLISHED))]
    Event.objects.filter(pk__in=now_public, published_at=None).update(published_at=timezone.now())


def _columns(kind: Kind, record: Row, directory: Directory) -> Row:
    """The columns of the record's own row, those left out of the record included."""
    columns: Row = {}
    for key in kind.keys:
        for value in columns_of(key):
            found = record.get(key.key) if key is value else record.get(key.key, {}).get(value.key)
            _put(columns, kind.model, value, found, directory)
    return columns


def _put(columns: Row, model: type[models.Model], value: Value, found: Any, directory: Directory) -> None:
    """Set a column from a record's value; a missing one becomes the column's empty value."""
    column = field(model, value)
    if found is None:
        found = value.left_out if value.left_out else None if column.null else column.get_default()
    elif column.is_relation:
        found = directory.keys[column.related_model][found]
    columns[column.attname] = found


def _rows(kind: Kind, rows: Rows, change: Change, pk: Any, directory: Directory) -> list[Row]:
    """The rows of a record's list, as they should stand in the database."""
    model, owner = child(kind, rows)
    found: list[Row] = []
    for index, row in enumerate(change.record.get(rows.key, [])):
        data = {rows.values[0].key: row} if rows.is_flat else row
        columns: Row = {owner: pk, rows.order: index}
        for value in rows.values:
            if value.attribute == rows.order:
                columns[rows.order] = data.get(value.key, index + 1)
            else:
                _put(columns, model, value, data.get(value.key), directory)
        if model is EventPlace:
            at = point(columns["city"], columns["country_id"])
            columns["latitude"], columns["longitude"] = at or (None, None)
        found.append(columns)
    return found


def _insert_rows(kind: Kind, rows: Rows, new: list[Change], directory: Directory) -> None:
    keys = directory.keys[kind.model]
    found = (row for change in new for row in _rows(kind, rows, change, keys[change.slug], directory))
    insert_rows(child(kind, rows)[0], found)


def _replace_rows(kind: Kind, rows: Rows, changed: list[Change], directory: Directory) -> None:
    """Make the lists of records what they should be. Rows that are in both keep their primary keys."""
    model, owner = child(kind, rows)
    manager: Any = model._default_manager
    identity = [str(model._meta.get_field(name).attname) for name in natural_key(model, owner)]  # type: ignore[union-attr]
    compared = [str(field(model, value).attname) for value in rows.values]
    compared = [name for name in dict.fromkeys([*compared, rows.order]) if name not in identity]
    recorded = manager.filter(**{f"{owner}__in": [change.pk for change in changed]})
    stored: dict[tuple[Any, ...], list[Row]] = defaultdict(list)  # several alike, where names were removed
    for row in recorded.order_by("-pk").values("pk", owner, *identity, *compared):
        stored[_values(row, [owner, *identity])].append(row)
    new, differing = [], []
    for row in (row for change in changed for row in _rows(kind, rows, change, change.pk, directory)):
        alike = stored[_values(row, [owner, *identity])]
        old = next((each for each in alike if _values(each, compared) == _values(row, compared)), None)
        old = old or next(reversed(alike), None)
        if old is None:
            new.append(row)
            continue
        alike.remove(old)
        if _values(old, compared) != _values(row, compared):
            differing.append({**row, "pk": old["pk"]})
    manager.filter(pk__in=[row["pk"] for alike in stored.values() for row in alike]).delete()
    update_rows(model, differing, compared)
    insert_rows(model, new)


def _values(row: Row, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _keep_former_slugs(kind: Kind, changes: list[Change], directory: Directory) -> None:
    """Add former slugs; none is taken away, because old addresses are a promise."""
    key = kind.former_slugs
    if key is None:
        return
    keys = directory.keys[kind.model]
    rows = [
        FormerSlug(kind=key.kind, slug=slug, object_id=keys[change.slug])
        for change in changes
        if key.key in change.keys
        for slug in change.record.get(key.key, [])
    ]
    FormerSlug.objects.bulk_create(
        rows,
        update_conflicts=True,  # the slug may have been that of a record which was deleted
        unique_fields=["kind", "slug"],
        update_fields=["object_id"],
        batch_size=BATCH,
    )

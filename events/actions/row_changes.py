"""Changes of rows that are written down while they are made, so that they can be taken back exactly.

Rows are kept as the database writes them in JSON: keys, time stamps and all. What the database derives is left out.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _

Row = dict[str, Any]
STAMP = "updated_at"  # moves with every save, so it says nothing of what was changed


class RowChanges:
    """Updates, deletes and creates rows, and keeps of each how it was and how it is now."""

    def __init__(self) -> None:
        self.updated: dict[str, dict[str, dict[str, Row]]] = defaultdict(dict)
        self.deleted: dict[str, dict[str, Row]] = defaultdict(dict)
        self.created: dict[str, dict[str, Row]] = defaultdict(dict)

    def update(self, rows: models.QuerySet, **values: Any) -> None:
        """Give all rows of a QuerySet these values. Three queries."""
        model, keys = rows.model, list(rows.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return
        columns = [str(model._meta.get_field(name).column) for name in values]
        before = _read(model, keys, columns)
        model._default_manager.filter(pk__in=keys).update(**values)
        after = _read(model, keys, columns)
        known = self.updated[_name(model)]
        for key, row in after.items():
            entry = known.setdefault(key, {"before": {}, "after": {}})
            entry["before"] = {**before[key], **entry["before"]}  # how it was at first
            entry["after"] |= row

    def delete(self, rows: models.QuerySet) -> None:
        """Delete rows on which nothing hangs any more. Two queries."""
        model, keys = rows.model, list(rows.values_list("pk", flat=True))
        if keys:
            self.deleted[_name(model)] |= _read(model, keys)
            model._default_manager.filter(pk__in=keys)._raw_delete(using=rows.db)

    def create(self, row: models.Model) -> None:
        row.save(force_insert=True)
        self.created[_name(type(row))] |= _read(type(row), [row.pk])

    def as_json(self) -> dict[str, Any]:
        return {"updated": dict(self.updated), "deleted": dict(self.deleted), "created": dict(self.created)}


def take_back(changes: dict[str, Any]) -> None:
    """Make every row as it was; raise ValidationError that names the rows which were changed meanwhile."""
    if problems := [*_changed_since(changes["updated"]), *_gone_since(changes["created"])]:
        raise ValidationError(problems)
    try:
        with transaction.atomic():
            for name, rows in changes["created"].items():
                _model(name)._default_manager.filter(pk__in=list(rows))._raw_delete(using="default")
            for name, rows in changes["deleted"].items():
                _insert(_model(name), list(rows.values()))
            for name, entries in changes["updated"].items():
                _restore(_model(name), entries)
            connection.check_constraints()
    except IntegrityError as error:
        said = str(error).splitlines()[0]
        raise ValidationError(
            _("What was there before does not fit any more, because something was recorded since: %(said)s")
            % {"said": said}
        ) from error


def _changed_since(updated: dict[str, Any]) -> Iterable[str]:
    for name, entries in updated.items():
        model = _model(name)
        columns = sorted({column for entry in entries.values() for column in entry["after"]})
        now = _read(model, list(entries), columns)
        for key, entry in entries.items():
            if key not in now:
                yield _("%(row)s was deleted since.") % {"row": _told(model, key)}
                continue
            other = [
                column for column, value in entry["after"].items() if column != STAMP and now[key][column] != value
            ]
            if other:
                yield _("%(row)s was changed since: %(columns)s.") % {
                    "row": _told(model, key),
                    "columns": ", ".join(str(_label(model, column)) for column in other),
                }


def _gone_since(created: dict[str, Any]) -> Iterable[str]:
    for name, rows in created.items():
        model = _model(name)
        now = _read(model, list(rows))
        for key, row in rows.items():
            if now.get(key) != row:
                yield _("%(row)s, which the merge had made, was changed or deleted since.") % {"row": _told(model, key)}


def _restore(model: type[models.Model], entries: dict[str, Any]) -> None:
    """Put back columns, those rows together that had the same ones changed."""
    now = _read(model, list(entries))
    by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, entry in entries.items():
        row = dict(entry["before"])
        if STAMP in row and now[key][STAMP] != entry["after"][STAMP]:
            del row[STAMP]  # somebody saved the row since: that moment stays
        if row:
            by_columns[tuple(sorted(row))].append({**row, _key_column(model): now[key][_key_column(model)]})
    quote = connection.ops.quote_name
    table, key_column = quote(model._meta.db_table), quote(_key_column(model))
    with connection.cursor() as cursor:
        for columns, rows in by_columns.items():
            assignments = ", ".join(f"{quote(column)} = was.{quote(column)}" for column in columns)
            cursor.execute(
                f"UPDATE {table} AS now SET {assignments} FROM jsonb_populate_recordset(null::{table}, %s) AS was "  # noqa: S608 - names of our own tables and columns
                f"WHERE now.{key_column} = was.{key_column}",
                [json.dumps(rows)],
            )


def _insert(model: type[models.Model], rows: list[Row]) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    columns = ", ".join(quote(column) for column in _columns(model))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_recordset(null::{table}, %s)",  # noqa: S608 - the same
            [json.dumps(rows)],
        )


def _read(model: type[models.Model], keys: list[Any], columns: Iterable[str] | None = None) -> dict[str, Row]:
    """Rows by key (as text, for JSON), locked, with the columns asked for or all that are stored. One query."""
    wanted = list(columns) if columns is not None else _columns(model)
    quote = connection.ops.quote_name
    key = quote(_key_column(model))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {key}::text, to_jsonb(row) FROM {quote(model._meta.db_table)} row "  # noqa: S608 - the same
            f"WHERE {key}::text = ANY(%s) FOR UPDATE",
            [[str(one) for one in keys]],
        )
        found = {text: value if isinstance(value, dict) else json.loads(value) for text, value in cursor.fetchall()}
    return {text: {column: row[column] for column in wanted} for text, row in found.items()}


def _key_column(model: type[models.Model]) -> str:
    return str(model._meta.pk.column)


def _columns(model: type[models.Model]) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields if not field.generated]


def _name(model: type[models.Model]) -> str:
    return model._meta.label_lower


def _model(name: str) -> type[models.Model]:
    return apps.get_model(name)


def _told(model: type[models.Model], key: str) -> str:
    row = model._default_manager.filter(pk=key).first()
    kind = capfirst(model._meta.verbose_name)
    event = getattr(row, "event", None) if row else None
    text = f"{kind} “{row}”" if row else f"{kind} {key}"
    return _("%(row)s of “%(event)s”") % {"row": text, "event": event} if event else text


def _label(model: type[models.Model], column: str) -> str:
    return next((str(field.verbose_name) for field in model._meta.concrete_fields if field.column == column), column)

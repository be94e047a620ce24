"""Many rows in one statement: they travel as one JSON text, which the database takes apart into typed columns.

Django's own way makes an object of each row and an expression of each value; that took Python a third longer for an
import as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone

from events.exchange.records import in_chunks
from events.models.base import TimeStamped

AT_A_TIME = 1_000

Row = dict[str, Any]  # column name to value


def insert_rows(model: type[models.Model], rows: Iterable[Row]) -> None:
    """Insert rows that all have the same columns; what they leave out has its default."""
    left_out = _defaults(model)
    now = {name: timezone.now() for name in ("created_at", "updated_at")} if issubclass(model, TimeStamped) else {}
    for chunk in in_chunks(({**left_out, **now, **row} for row in rows), AT_A_TIME):
        names = list(chunk[0])
        table, columns = _quoted(model._meta.db_table), ", ".join(_column(model, name) for name in names)
        _execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {_recordset(model, names)}", chunk)  # noqa: S608 - our own names


def update_rows(model: type[models.Model], rows: Iterable[Row], names: Iterable[str]) -> None:
    """Set columns of the rows that have these values of `pk`. What is stamped with the time of saving, is."""
    names = [*names]
    now = {"updated_at": timezone.now()} if issubclass(model, TimeStamped) else {}
    written = [*names, *now]
    key = str(model._meta.pk.attname)
    table = _quoted(model._meta.db_table)
    columns = ", ".join(f"{_column(model, name)} = given.{_column(model, name)}" for name in written)
    where = f"{table}.{_column(model, key)} = given.{_column(model, key)}"
    given = ({key: row["pk"], **{name: row[name] for name in names}, **now} for row in rows)
    for chunk in in_chunks(given, AT_A_TIME):
        _execute(f"UPDATE {table} SET {columns} FROM {_recordset(model, [key, *written])} WHERE {where}", chunk)  # noqa: S608 - our own names


def _execute(statement: str, rows: list[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False, cls=DjangoJSONEncoder)])


@cache
def _defaults(model: type[models.Model]) -> Row:
    """The values of columns that are not said, other than the key and what the database works out."""
    return {
        column.attname: column.get_default()
        for column in model._meta.concrete_fields
        if not (column.primary_key or column.generated or column.has_db_default())
    }


def _recordset(model: type[models.Model], names: list[str]) -> str:
    """The rows as a table whose columns have the types of the model's."""
    typed = ", ".join(f"{_column(model, name)} {_field(model, name).db_type(connection)}" for name in names)
    return f"json_to_recordset(%s::json) AS given({typed})"


def _column(model: type[models.Model], name: str) -> str:
    return _quoted(str(_field(model, name).column))


@cache
def _field(model: type[models.Model], name: str) -> Any:
    return next(each for each in model._meta.concrete_fields if each.attname == name)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

"""The rows of a file as the database writes them: one COPY, passed on row by row.

The columns' expressions make one SELECT; around it stands a second one that gives each cell the shape that a format
needs. COPY writes the rows as CSV or JSON at the speed of the database, and Python never holds more than one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import transaction

from events.columns import Column
from events.columns.base import DATE, INTEGER, LIST, NUMBER
from events.models.reading import reading

Statement = tuple[str, tuple[Any, ...]]


class Source(Protocol):
    """Where the rows of a file come from: a SELECT that names each of these columns `column_key`."""

    @property
    def columns(self) -> list[Column]: ...

    def statement(self) -> Statement: ...


AS_CSV = "(FORMAT csv)"
AS_JSON = r"(FORMAT csv, QUOTE E'\x01', DELIMITER E'\x02')"  # JSON holds neither of the two, so it comes as it is
PLAIN = {INTEGER, NUMBER, DATE}

SEPARATOR = "; "
# What makes a cell a formula in a spreadsheet, the full-width forms included, and the white space before it that
# spreadsheets skip.
FORMULA = r"^('*[=+\-@\t\r\n|%＝＋－＠])"


def csv_rows(source: Source) -> Iterator[bytes]:
    """Lines of CSV, each with its line break."""
    return copied(csv_statement(source), AS_CSV)


def json_rows(source: Source) -> Iterator[bytes]:
    """One JSON object a row, each with a line break: nothing recorded is null, a list is an array."""
    template = 'SELECT row_to_json("line") FROM (SELECT {cells} FROM {rows}) AS "line"'
    return copied(_over(source, _json_cell, template), AS_JSON)


def value_rows(source: Source) -> Iterator[bytes]:
    """One JSON array a row, of the values in the order of the columns: for formats that Python writes."""
    return copied(_over(source, _json_value, "SELECT json_build_array({cells}) FROM {rows}"), AS_JSON)


def csv_statement(source: Source) -> Statement | None:
    """The SELECT of a CSV and its values; None when no row can fulfil the conditions."""
    return _over(source, _csv_cell, "SELECT {cells} FROM {rows}")


def copied(statement: Statement | None, form: str) -> Iterator[bytes]:
    """The rows that PostgreSQL writes. Closing the generator in the middle ends the COPY at once."""
    if statement is None:
        return
    sql, values = statement
    with reading().cursor() as cursor, cursor.cursor.copy(f"COPY ({sql}) TO STDOUT WITH {form}", values) as rows:
        for row in rows:
            yield bytes(row)


@contextmanager
def snapshot() -> Iterator[None]:
    """All tables of one file as they were at one moment, whatever is published meanwhile."""
    connection = reading()
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _over(source: Source, cell: Callable[[Column], Statement], template: str) -> Statement | None:
    """The rows with each cell in a shape of its own. The order of the rows inside stays."""
    try:
        rows, values = source.statement()
    except EmptyResultSet:  # conditions that no row can meet are never turned into SQL
        return None
    cells = [cell(column) for column in source.columns]
    sql = template.replace("{cells}", ", ".join(part for part, _values in cells)).replace(
        "{rows}", f"({rows}) AS found"
    )
    return sql, (*(value for _part, values in cells for value in values), *values)


# One cell of each shape, with its values


def _named(column: Column) -> str:
    return f'"column_{column.key}"'


def _csv_cell(column: Column) -> Statement:
    """Text without its power over spreadsheets; nothing at all instead of quotes around nothing."""
    name = _named(column)
    if column.datatype in PLAIN:
        return name, ()
    text, values = (f"array_to_string({name}, %s)", (SEPARATOR,)) if column.datatype == LIST else (name, ())
    return f"NULLIF(regexp_replace({text}, %s, %s), '')", (*values, FORMULA, r"'\1")


def _json_value(column: Column) -> Statement:
    if column.datatype == LIST:
        return f"coalesce({_named(column)}::text[], ARRAY[]::text[])", ()
    return (_named(column) if column.datatype in PLAIN else f"NULLIF({_named(column)}, '')"), ()


def _json_cell(column: Column) -> Statement:
    return f'{_json_value(column)[0]} AS "{column.key}"', ()

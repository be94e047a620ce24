"""CSV at the speed of the database: its own COPY writes the rows, Python only passes them on.

UTF-8 with a byte-order mark, because Excel takes a file without one for the system's old encoding. A cell that a
spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV injection); lists are joined with "; ".
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.functions import NullIf

SEPARATOR = "; "
CHUNK = 64 * 1024  # bytes collected before they are sent: fewer, larger writes

# What makes a cell a formula in a spreadsheet, the full-width forms included, and the white space before it that
# spreadsheets skip.
FORMULA = r"^('*[=+\-@\t\r\n|%＝＋－＠])"


def csv_chunks(header: list[str], rows: QuerySet[Any, Any]) -> Iterator[bytes]:
    """The file in pieces. The query has begun when this returns: what can fail at once fails here."""
    pieces = _pieces(rows)
    first = next(pieces, b"")
    return _file(codecs.BOM_UTF8 + ",".join(header).encode() + b"\n" + first, pieces)


def _file(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    """A generator, because closing one ends the COPY at once when a reader leaves in the middle."""
    yield first
    yield from rest


def _pieces(rows: QuerySet[Any, Any]) -> Iterator[bytes]:
    try:
        sql, parameters = select(rows)
    except EmptyResultSet:  # conditions that no row can meet are never turned into SQL
        return
    buffer = bytearray()
    statement = f"COPY ({sql}) TO STDOUT WITH (FORMAT csv)"
    with connections[rows.db].cursor() as cursor, cursor.cursor.copy(statement, parameters) as copy:
        for row in copy:
            buffer += row
            if len(buffer) >= CHUNK:
                yield bytes(buffer)
                buffer.clear()
    yield bytes(buffer)


def select(rows: QuerySet[Any, Any]) -> tuple[str, Any]:
    """The statement that computes the cells, and its values."""
    return _harmless(rows).query.sql_with_params()


def _harmless(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """The same rows with every list as text and every text safe to open in a spreadsheet."""
    cells: dict[str, Any] = {}
    for name, expression in rows.query.annotations.items():
        if not name.startswith("column_"):
            continue
        kind = expression.output_field
        if isinstance(kind, ArrayField):
            joined = Func(F(name), Value(SEPARATOR), function="array_to_string", output_field=models.TextField())
            cells[f"cell_{name}"] = _defused(joined)
        elif isinstance(kind, models.CharField | models.TextField):
            cells[f"cell_{name}"] = _defused(F(name))
        else:
            cells[f"cell_{name}"] = F(name)
    safe: QuerySet[Any, Any] = rows.annotate(**cells).values_list(*cells)
    return safe


def _defused(text: Any) -> NullIf:
    """The text without its power over spreadsheets; nothing at all instead of quotes around nothing."""
    safe = Func(text, Value(FORMULA), Value(r"'\1"), function="regexp_replace", output_field=models.TextField())
    return NullIf(safe, Value("", output_field=models.TextField()))

"""Statements that are written once: Django takes longer to write many of them than the database to answer.

What differs from request to request stands in the statement as a slot, which is filled when it is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable
from django.db import models
from django.db.models import BinaryField, BooleanField, F, Func, IntegerField
from django.db.models.sql.compiler import SQLCompiler

from events.models.reading import reading


@dataclass(frozen=True)
class Slot:
    """The place of a value, among the parameters of a statement."""

    name: str


KEYS = Slot("keys")
Values = Mapping[Slot, Any]


class IsOneOf(Func):
    """A key that is in an array: one parameter, so that the statement is the same for any number of keys."""

    template = "%(expressions)s = ANY(%%s)"
    output_field = BooleanField()
    conditional = True

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, parameters = super().as_sql(*args, **kwargs)
        return sql, (*parameters, KEYS)


class OfAll(Func):
    """One value of all rows. No aggregate: Django would group by something."""

    contains_aggregate = False


COUNTED = OfAll(template="count(*)", output_field=IntegerField())
PACKED = OfAll(F("pk"), template="string_agg(int4send((%(expressions)s)::int), ''::bytea)", output_field=BinaryField())
"""Their numbers, four bytes each; see `events.bitmaps.unpacked`."""


class WordsIn(SearchQuery):
    """The words that a slot is filled with, as `as_texts` gives them."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        super().__init__("", search_type="raw")

    def resolve_expression(self, *args: Any, **kwargs: Any) -> WordsIn:
        return self

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return "%s::tsquery", [self.slot]


class Written:
    """A SELECT of values, its parameters, and what Django makes of the values that the database sends."""

    def __init__(self, rows: models.QuerySet) -> None:
        compiler = rows.query.get_compiler(connection=reading())
        self.sql, self.parameters = compiler.as_sql()
        self.converters = compiler.get_converters([one[0] for one in compiler.select])
        self.names = list(rows.query.selected or ())

    def rows(self, values: Values) -> list[Any]:
        """The rows, each as a list of its values."""
        with reading().cursor() as cursor:
            cursor.execute(self.sql, [values[one] if isinstance(one, Slot) else one for one in self.parameters])
            return [self._converted(row) for row in cursor.fetchall()]

    def named_rows(self, values: Values) -> list[dict[str, Any]]:
        """The rows, each with the names of its values."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows(values)]

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        values, connection = list(row), reading()
        for at, (functions, expression) in self.converters.items():
            for function in functions:
                values[at] = function(values[at], expression, connection)
        return values


def as_texts(queries: Sequence[SearchQueryCombinable]) -> list[str]:
    """What the database understands by some words, for slots. One query."""
    compiler: SQLCompiler = models.sql.Query(None).get_compiler(connection=reading())
    parts = [compiler.compile(query) for query in queries]  # type: ignore[arg-type]  # they are expressions as well
    with reading().cursor() as cursor:
        sql = "SELECT " + ", ".join(f"({sql})::text" for sql, _values in parts)
        cursor.execute(sql, [value for _sql, values in parts for value in values])
        return list(cursor.fetchone())

"""The columns of a few records by their keys. The SELECT of thirty columns is written once, not for each request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models
from django.db.models import BooleanField, F, Func

from events.columns.base import Column
from events.releases import site

KEYS = "the keys"  # stands in the parameters for those of the request
STATEMENTS = 50  # a reader who takes other columns each time pays for the writing


class IsOneOf(Func):
    """A key that is in an array: one parameter, so that the statement is the same for any number of keys."""

    template = "%(expressions)s = ANY(%%s)"
    output_field = BooleanField()
    conditional = True

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        sql, parameters = super().as_sql(*args, **kwargs)
        return sql, (*parameters, KEYS)


class Written:
    """A SELECT, its parameters, and what Django makes of the values that the database sends."""

    def __init__(self, rows: models.QuerySet) -> None:
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        self.converters = compiler.get_converters([one[0] for one in compiler.select])

    def rows(self, keys: Sequence[Any]) -> list[Any]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [list(keys) if value == KEYS else value for value in self.parameters])
            return [self._converted(row) for row in cursor.fetchall()]

    def _converted(self, row: Sequence[Any]) -> Sequence[Any]:
        values = list(row)
        for at, (functions, expression) in self.converters.items():
            for function in functions:
                values[at] = function(values[at], expression, connection)
        return values


def rows_of(model: type[models.Model], keys: Sequence[Any], columns: Sequence[Column]) -> list[Any]:
    """The public records with these keys, each as its key and the values of the columns; in no order. One query."""
    return _written(model, tuple(columns), site()).rows(keys) if keys else []


@lru_cache(maxsize=STATEMENTS)
def _written(model: type[models.Model], columns: tuple[Column, ...], where: str) -> Written:
    """`where` is the address of the site, which stands among the parameters."""
    named = {f"column_{column.key}": column.expression() for column in columns}
    public = model._default_manager.public()  # type: ignore[attr-defined]
    return Written(public.filter(IsOneOf(F("pk"))).annotate(**named).values_list("pk", *named))

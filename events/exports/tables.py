"""The tables that a selection can be taken along as: its records, and what hangs on its events."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import BigIntegerField, F, Func, IntegerField, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.columns import COLUMNS, Column, computed
from events.columns.hanging import HANGING, Hanging, Rows
from events.exports.counted import rows_on
from events.filters import EventFilters
from events.models import Event
from events.releases import known_columns
from events.selection import Selection
from events.selection.words import NOUNS


@dataclass(frozen=True)
class Table:
    """A file's rows: the records of a selection, or what hangs on them."""

    name: str
    label: str | Promise
    description: str | Promise
    columns: list[Column]
    hanging: Hanging | None = None

    def number_of(self, selection: Selection) -> int:
        """How many rows there are: no query for the records of events, one for what hangs on them."""
        if self.hanging is None or not isinstance(selection.filters, EventFilters):
            return selection.counts.total
        return rows_on(selection.filters.found.events, [rows.model for rows in self.hanging.rows])

    def statement(self, records: QuerySet, columns: list[Column]) -> tuple[str, tuple[object, ...]]:
        """The SELECT of these columns, in the order of the records. EmptyResultSet when there can be no row."""
        if self.hanging is None:
            return _walked(records, columns) if _is_narrowed(records) else _compiled(computed(records, columns))
        outer, values = _compiled(records.values(selected=F("pk")))
        parts = [_rows(rows, number, columns) for number, rows in enumerate(self.hanging.rows)]
        inner = " UNION ALL ".join(f"({sql})" for sql, _values in parts)
        # LATERAL walks through the events in their order, so that the first rows are there at once.
        ordered = f'{inner} ORDER BY "part", "place", "row"'
        sql = f"SELECT hanging.* FROM ({outer}) AS one CROSS JOIN LATERAL ({ordered}) AS hanging"  # noqa: S608 - compiled
        return sql, (*values, *(value for _sql, part in parts for value in part))


@dataclass(frozen=True)
class Given:
    """The rows of any records, for files that no selection asks for."""

    records: QuerySet
    columns: list[Column]

    def statement(self) -> tuple[str, tuple[object, ...]]:
        return _compiled(computed(self.records, self.columns))


def tables_of(kind: str) -> list[Table]:
    """The records themselves first, each table with the columns that it has in the release in force."""
    columns = known_columns(kind, COLUMNS[kind])
    records = Table(kind, NOUNS[kind], _("One row for each record of the list."), columns)
    if kind != "events":
        return [records]
    return [
        records,
        *(
            Table(name, one.label, one.description, known_columns(f"{kind}/{name}", one.columns), one)
            for name, one in HANGING.items()
        ),
    ]


def every_table() -> dict[str, tuple[str, Table]]:
    """Each table with the kind of its list, by the name under which it is asked for: `events/participations`."""
    return {
        table.name if table.hanging is None else f"{kind}/{table.name}": (kind, table)
        for kind in COLUMNS
        for table in tables_of(kind)
    }


def table_of(kind: str, name: str) -> Table:
    return next(one for one in tables_of(kind) if one.name == name)


def _is_narrowed(records: QuerySet) -> bool:
    """Whether these are some of the events: all of them come in their order out of an index."""
    return records.model is Event and len(records.query.where.children) > len(
        Event.objects.public().query.where.children
    )


def _walked(records: QuerySet, columns: list[Column]) -> tuple[str, tuple[object, ...]]:
    """First the events in their order, then their columns one by one.

    To order whole rows the database works out each of them with all its columns before it sends the first.
    """
    outer, values = _compiled(records.values(selected=F("pk")))
    one: QuerySet = Event._default_manager.filter(pk=_selected())
    inner, more = _compiled(computed(one, columns)[:1])  # the limit keeps it a walk
    return f"SELECT row.* FROM ({outer}) AS one CROSS JOIN LATERAL ({inner}) AS row", (*values, *more)  # noqa: S608 - compiled


def _selected() -> Func:
    return Func(template='"one"."selected"', output_field=BigIntegerField())


def _rows(rows: Rows, number: int, columns: list[Column]) -> tuple[str, tuple[object, ...]]:
    """The rows of one model that hang on the event at hand."""
    event = _selected()
    cells = {f"column_{one.key}": rows.values.get(one.key, one.expression)() for one in columns}
    place, row = rows.order
    order = {"part": Value(number, output_field=IntegerField()), "place": F(place), "row": F(row)}
    found: QuerySet[models.Model] = rows.model._default_manager.filter(event=event)
    return _compiled(found.annotate(**cells, **order).values_list(*cells, *order))


def _compiled(rows: QuerySet) -> tuple[str, tuple[object, ...]]:
    sql, values = rows.query.sql_with_params()
    return sql, tuple(values)

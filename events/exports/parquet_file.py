"""Parquet: typed columns for R, pandas, polars and DuckDB. Written by pyarrow, which is an extra: it is large."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from events.columns.base import DATE, INTEGER, LIST, NUMBER
from events.exports.beginning import AtOnce, fetched
from events.exports.export import Export, Refusal
from events.exports.rows import value_rows
from events.exports.zipped import Pipe

MAGIC = b"PAR1"  # the first bytes of every such file
FIRST = 500  # rows of the first group, so that it is sent soon
GROUP = 10_000  # rows of the others: what is in memory at a time


def is_there() -> bool:
    return find_spec("pyarrow") is not None


def refusal(export: Export) -> Refusal | None:
    if is_there():
        return None
    return Refusal(501, _("This site is installed without Parquet. Take CSV or JSON Lines, which hold the same rows."))


def write(export: Export) -> Iterator[bytes]:
    """A process that has not written one yet takes a third of a second to import pyarrow; the file begins before."""
    found = fetched(value_rows(export))
    yield AtOnce(MAGIC)
    written = _written(export, _read(export, found))
    yield next(written).removeprefix(MAGIC)
    yield from written


def _written(export: Export, rows: Iterator[list[Any]]) -> Iterator[bytes]:
    import pyarrow as pa
    from pyarrow import parquet

    types = {INTEGER: pa.int64(), NUMBER: pa.float64(), DATE: pa.date32(), LIST: pa.list_(pa.string())}
    fields = [
        pa.field(one.key, types.get(one.datatype, pa.string()), metadata={"description": str(one.description)})
        for one in export.columns
    ]
    about = json.dumps(export.about, ensure_ascii=False)
    schema, pipe = pa.schema(fields, {"about": about}), Pipe()
    total, size = 0, FIRST
    with parquet.ParquetWriter(pa.PythonFile(pipe, mode="w"), schema, compression="zstd") as writer:
        while group := list(islice(rows, size)):
            columns = [
                pa.array(values, field.type) for values, field in zip(zip(*group, strict=True), fields, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            total, size = total + len(group), GROUP
            yield pipe.take()
        writer.add_key_value_metadata({"rows": str(total)})
    yield pipe.take()


def _read(export: Export, rows: Iterator[bytes]) -> Iterator[list[Any]]:
    """The values of each row, days as days."""
    days = [number for number, column in enumerate(export.columns) if column.datatype == DATE]
    for row in rows:
        values = json.loads(row)
        for number in days:
            values[number] = date.fromisoformat(values[number]) if values[number] else None
        yield values

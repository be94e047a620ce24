"""The formats in which a selection can be taken along: one line each.

A line here gives each list that the format names an address (`/events.csv`), a place in the panel below the list and on
`/data/`, and the checks that all files share. A writer is a generator of pieces of the file: it knows nothing of HTTP.
Packages that take long to import are imported inside the writer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from events.citations.formats import CITATION_FORMATS, CITED
from events.columns import COLUMNS
from events.exports import citations, csv_file, geojson_file, json_file, package, parquet_file, xlsx_file
from events.exports.export import Export, Refusal

EVERY_LIST = tuple(COLUMNS)


def never(export: Export) -> Refusal | None:
    return None


@dataclass(frozen=True)
class Format:
    """One kind of file."""

    name: str  # the ending of the address
    label: str
    purpose: str | Promise  # what it is good for, in a few words
    media_type: str
    write: Callable[[Export], Iterator[bytes]]
    kinds: tuple[str, ...] = EVERY_LIST  # the lists that have it
    takes_columns: bool = True  # columns can be chosen
    takes_tables: bool = True  # what hangs on events can be taken in it as well
    is_attachment: bool = True  # saved by a browser, not shown
    refusal: Callable[[Export], Refusal | None] = never  # asked before anything is written


FORMATS = [
    Format("csv", "CSV", _("for R, Python and other programs"), "text/csv; charset=utf-8", csv_file.write),
    Format(
        "xlsx",
        "XLSX",
        _("for Excel and LibreOffice"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        xlsx_file.write,
        refusal=xlsx_file.refusal,
    ),
    Format("json", "JSON", _("one document, lists as arrays"), "application/json", json_file.write),
    Format("jsonl", "JSON Lines", _("one record a line"), "application/jsonl", json_file.write_lines),
    Format(
        "parquet",
        "Parquet",
        _("typed columns for R, pandas and DuckDB"),
        "application/vnd.apache.parquet",
        parquet_file.write,
        refusal=parquet_file.refusal,
    ),
    Format(
        "geojson",
        "GeoJSON",
        _("each place as a point, for maps"),
        "application/geo+json",
        geojson_file.write,
        kinds=("events",),
        takes_tables=False,
    ),
    *(
        Format(one.name, one.label, one.purpose, one.media_type, citations.written_as(one), CITED, False, False)
        for one in CITATION_FORMATS
    ),
    Format(
        "zip",
        "ZIP",
        _("every table with codebook and licence, a Frictionless data package"),
        "application/zip",
        package.write,
        takes_columns=False,
        takes_tables=False,
    ),
]  # fmt: skip


def format_named(name: str) -> Format:
    return next(one for one in FORMATS if one.name == name)


def formats_of(kind: str) -> list[Format]:
    return [one for one in FORMATS if kind in one.kinds]

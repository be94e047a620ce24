"""Everything about a selection in one ZIP: a data package (Frictionless) of its tables, with codebook and licence.

Each table is the CSV of its own address. Sizes, numbers of rows and checksums stand in `datapackage.json`, which comes
last; all of it is one moment of the record.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from events.columns import Column
from events.columns.base import DATE, INTEGER, LIST, NUMBER, PARTIAL_DATE, URL
from events.exports import csv_file
from events.exports.export import LICENSE, LICENSE_TITLE, LICENSE_URL, Export
from events.exports.tables import Table, tables_of
from events.exports.zipped import Archive
from events.pages.codebook import vocabularies

TYPES = {INTEGER: "integer", NUMBER: "number", DATE: "date"}
PARTIAL = r"\d{4}(-\d{2}(-\d{2})?)?"
LARGE = 200_000  # events whose tables may be larger than a plain ZIP file can say
KEYS = {"events": ["slug"], "quotes": ["event", "number"]}


@dataclass
class Counted:
    """A file on its way into the archive: how large it is, how many rows it has, and its checksum."""

    export: Export
    name: str  # of the table within the archive

    def __post_init__(self) -> None:
        self.rows = -1  # the heading is none
        self.bytes = 0
        self._digest = hashlib.sha256()

    def pieces(self) -> Iterator[bytes]:
        for piece in csv_file.write(self.export):
            self.rows += 1
            self.bytes += len(piece)
            self._digest.update(piece)
            yield piece

    @property
    def path(self) -> str:
        return f"data/{self.name}.csv"

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    @property
    def resource(self) -> dict[str, Any]:
        """What `datapackage.json` says of the file."""
        table = self.export.table
        return {
            "name": self.name,
            "title": str(table.label),
            "description": str(table.description),
            "path": self.path,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": self.bytes,
            "hash": f"sha256:{self.sha256}",
            "rows": self.rows,
            "schema": schema(table),
        }


def write(export: Export) -> Iterator[bytes]:
    tables = tables_of(export.table.name)
    return archived(export, [Counted(replace(export, table=table, all_columns=True), table.name) for table in tables])


def archived(export: Export, counted: list[Counted]) -> Iterator[bytes]:
    """The tables in one archive, of which `export` tells what it is."""
    archive = Archive(export.at)
    is_large = export.selection.counts.total > LARGE
    for one in counted:
        yield from archive.add(one.path, one.pieces(), is_large=is_large)
    texts = {
        "README.md": _read_me(export, counted),
        "codebook.csv": _codebook(),
        "LICENSE.md": f"{LICENSE_TITLE}\n\n{LICENSE_URL}\n\n{_points()}\n",
        "datapackage.json": json.dumps(_package(export, counted), ensure_ascii=False, indent=1) + "\n",
    }
    for name, text in texts.items():
        yield from archive.add(name, [text.encode()])
    yield archive.end()


def schema(table: Table) -> dict[str, Any]:
    """The columns of a table in the words of Table Schema."""
    told: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.name in KEYS:
        told["primaryKey"] = KEYS[table.name]
    if table.hanging is not None:
        told["foreignKeys"] = [{"fields": "event", "reference": {"resource": "events", "fields": "slug"}}]
    return told


def _field(column: Column) -> dict[str, Any]:
    description = str(column.description)
    if column.datatype == LIST:
        description += " " + _("Several values, with “; ” between them.")
    field: dict[str, Any] = {"name": column.key, "type": TYPES.get(column.datatype, "string")}
    field |= {"title": str(column.label), "description": description}
    if column.datatype == URL:
        field["format"] = "uri"
    if column.datatype == PARTIAL_DATE:
        field["constraints"] = {"pattern": PARTIAL}
    elif column.codes and column.datatype != LIST:
        field["constraints"] = {"enum": list(column.codes.values)}
    return field


def _package(export: Export, counted: list[Counted]) -> dict[str, Any]:
    about = export.about
    return {
        "name": export.file_stem,
        "title": about["title"],
        "description": _("Public acts of cooperation against terrorism, from Cooperation Tracker."),
        "profile": "tabular-data-package",
        "created": about["at"],
        "version": about["release"],
        "homepage": about["dictionary"],
        "licenses": [{"name": LICENSE, "title": LICENSE_TITLE, "path": LICENSE_URL}],
        "sources": [{"title": "Cooperation Tracker", "path": about["asked"]}],
        "citation": about["cite"],
        "resources": [one.resource for one in counted],
    }


def _codebook() -> str:
    """Every code with its meaning."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(["vocabulary", "code", "label", "meaning"])
    for vocabulary in vocabularies():
        lines.writerows([vocabulary.name, code.value, code.label, code.meaning] for code in vocabulary.codes)
    return "\ufeff" + text.getvalue()


def _points() -> str:
    return _("Points of cities come from GeoNames, under CC BY 4.0.")


def _read_me(export: Export, counted: list[Counted]) -> str:
    about = export.about
    tables = [(one.path, one.rows, one.export.table.description) for one in counted]
    files = "\n".join(f"- `{path}`: {rows}. {description}" for path, rows, description in tables)
    codebook = _("`codebook.csv`: every code with its meaning.")
    described = _("`datapackage.json`: columns, sizes and SHA-256 of the tables (Frictionless Data Package).")
    parts = [
        f"# {about['title']}",
        "\n".join(
            f"- {what}: {told}"
            for what, told in (
                (_("Source"), about["source"]),
                (_("Asked"), about["asked"]),
                (_("When"), about["at"]),
                (_("Release"), about["release"]),
                (_("Licence"), f"{about['license']}, {about['license_url']}"),
            )
        ),
        f"## {_('How to cite')}\n\n{about['cite']}",
        f"## {_('Files and their rows')}\n\n{files}\n- {codebook}\n- {described}",
        _("An empty cell: nothing is recorded. A text that would run as a formula begins with an apostrophe."),
        _points(),
    ]
    return "\n\n".join(parts) + "\n"

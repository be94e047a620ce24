"""What can be downloaded, as pages offer it: the formats of a list, of a selection, and of what hangs on its events."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from events.citations.formats import CITATION_FORMATS
from events.columns import COLUMNS, Column
from events.exports.formats import Format, formats_of
from events.exports.parquet_file import is_there
from events.exports.tables import Table, tables_of
from events.network.files import FORMATS as NETWORK_FORMATS
from events.selection import Selection

SINGULAR = {"people": "person", "countries": "country"}
CITED_IN = {one.name for one in CITATION_FORMATS}  # offered where records are cited


@dataclass(frozen=True)
class File:
    """A file at an address, with the parameters of the selection."""

    label: str
    purpose: str | Promise
    address: str
    media_type: str
    takes_columns: bool


@dataclass(frozen=True)
class Offer:
    """A table, in each of the formats that it can be had in."""

    name: str
    label: str | Promise
    description: str | Promise
    files: list[File]


@dataclass(frozen=True)
class Along:
    """All that can be taken along of a selection."""

    records: Offer
    joined: list[Offer]  # what the records make together
    hanging: list[Offer]
    columns: list[tuple[Column, bool]]  # each with whether it is asked for
    kept: list[tuple[str, str]]  # the parameters that a form without them would lose

    @property
    def is_chosen(self) -> bool:
        return not all(asked for _column, asked in self.columns)

    @property
    def choosing(self) -> list[File]:
        return [file for file in self.records.files if file.takes_columns]


def of_selection(selection: Selection) -> Along:
    """No query."""
    records, *hanging = [offer(selection.kind, table, selection.query) for table in tables_of(selection.kind)]
    known, asked = tables_of(selection.kind)[0].columns, selection.columns
    columns = [(column, column in asked) for column in known]
    joined = [_network(selection.query)] if selection.kind == "events" else []
    return Along(records, joined, hanging, columns, parse_qsl(selection.query))


def of_everything() -> list[Offer]:
    """Every list in each format; under events what hangs on them."""
    return [offer(kind, table, "") for kind in COLUMNS for table in tables_of(kind)]


def offer(kind: str, table: Table, query: str) -> Offer:
    forms = [form for form in formats_of(kind) if form.name not in CITED_IN and (form.name != "parquet" or is_there())]
    of_table = [form for form in forms if form.takes_tables or table.hanging is None]
    name = table.name if table.hanging is None else f"{kind}/{table.name}"
    return Offer(name, table.label, table.description, [_file(kind, table, form, query) for form in of_table])


def _network(query: str) -> Offer:
    """The files of the network, but the edge list, which would be a second CSV beside that of the events."""
    files = [
        File(form.label, form.purpose, f"{form.address}?{query}".removesuffix("?"), form.media_type, False)
        for form in NETWORK_FORMATS
        if form.name != "csv"
    ]
    return Offer("network", _("Who cooperates with whom in these events"), "", files)


def _file(kind: str, table: Table, form: Format, query: str) -> File:
    parts = [SINGULAR.get(kind, kind.removesuffix("s")), *([table.name] if table.hanging else []), form.name]
    address = reverse(f"events:{'-'.join(parts)}")
    return File(
        form.label,
        form.purpose,
        f"{address}?{query}" if query else address,
        form.media_type.split(";")[0],
        form.takes_columns,
    )

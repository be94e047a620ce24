"""XLSX: the rows on the first sheet, what they are on the second.

XlsxWriter makes the workbook, its styles and its second sheet. It would keep the whole file until the last row is
there, so the rows themselves are put into its first sheet as they come from the database and sent at once. Text is
text, whatever it looks like: there are no formulas in the file, and no links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, partial
from html import escape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.columns import Column
from events.columns.base import DATE, INTEGER, NUMBER
from events.exports.beginning import AtOnce, fetched
from events.exports.export import Export, Refusal
from events.exports.rows import value_rows
from events.exports.zipped import Archive

MOST_ROWS = 1_048_575  # of a sheet, below the heading
MOST_LETTERS = 32_767  # of a cell
LARGE = 200_000  # rows whose sheet may be larger than a plain ZIP file can say
SHEET = "xl/worksheets/sheet1.xml"
FIRST = ("[Content_Types].xml", "_rels/.rels")  # where programs look for them
DATE_STYLE = 2  # the second format that the workbook is given
EPOCH = date(1899, 12, 30)
FIRST_DAY = date(1900, 3, 1)  # spreadsheets count a 29 February 1900, which never was

# Letters that XML cannot hold, and what would be read as one of them, in the way of Office: _x0007_.
UNHEARD = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


class TooManyError(Exception):
    """The sheet is full; the file must not look whole."""


def refusal(export: Export) -> Refusal | None:
    """A selection that no sheet can hold."""
    if export.number <= MOST_ROWS:
        return None
    message = _("A sheet holds at most %(most)d rows and these are %(number)d. Take CSV or Parquet, or fewer.")
    return Refusal(400, message % {"most": MOST_ROWS, "number": export.number})


def write(export: Export) -> Iterator[bytes]:
    """A process that has not written one yet takes a while to import XlsxWriter; the file begins before."""
    is_large = export.table.hanging is not None or export.selection.counts.total > LARGE
    archive, tally, rows = Archive(export.at), Tally(), fetched(value_rows(export))
    begun = cache(partial(_workbook, export, tally))
    for name in FIRST:
        member = archive.add(name, (begun()[one] for one in [name]))
        yield AtOnce(next(member))
        yield from member
    yield from archive.add(SHEET, _sheet(export, rows, tally), is_large=is_large)
    for name, content in _workbook(export, tally).items():
        if name not in (*FIRST, SHEET):
            yield from archive.add(name, [content])
    yield archive.end()


class Tally:
    """What is known when the last row is written."""

    rows = 0
    cut = 0


def _sheet(export: Export, rows: Iterator[bytes], tally: Tally) -> Iterator[bytes]:
    """The sheet of the workbook with the rows in it."""
    head, _end, _tail = _workbook(export, tally)[SHEET].decode().partition("</sheetData>")
    yield re.sub(r"<dimension [^>]*/>", "", head).encode()
    cells = [_cell(column, letters(number), tally) for number, column in enumerate(export.columns)]
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise TooManyError
        values = zip(cells, json.loads(row), strict=True)
        written = "".join([cell(value, number) for cell, value in values if value is not None])
        yield f'<row r="{number}">{written}</row>'.encode()
        tally.rows += 1
    _head, end, tail = _workbook(export, tally)[SHEET].decode().partition("</sheetData>")
    yield (end + tail).encode()


def _cell(column: Column, place: str, tally: Tally) -> Callable[[Any, int], str]:
    """What writes the values of one column."""
    if column.datatype in (INTEGER, NUMBER):
        return lambda value, number: f'<c r="{place}{number}"><v>{value}</v></c>'

    def text(value: Any, number: int) -> str:
        words = "; ".join(value) if isinstance(value, list) else value
        if len(words) > MOST_LETTERS:
            words, tally.cut = words[: MOST_LETTERS - 1] + "…", tally.cut + 1
        safe = escape(UNHEARD.sub(_office, words), quote=False) if words else ""
        return f'<c r="{place}{number}" t="inlineStr"><is><t xml:space="preserve">{safe}</t></is></c>' if safe else ""

    def day(value: str, number: int) -> str:
        known = date.fromisoformat(value)
        if known < FIRST_DAY:
            return text(value, number)
        return f'<c r="{place}{number}" s="{DATE_STYLE}"><v>{(known - EPOCH).days}</v></c>'

    return day if column.datatype == DATE else text


def _office(found: re.Match[str]) -> str:
    return f"_x{ord(found.group()):04X}_"


def letters(number: int) -> str:
    """The name of a column, counted from 0: A, B ... Z, AA."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _workbook(export: Export, tally: Tally) -> dict[str, bytes]:
    """Every part of the workbook, with a first sheet that ends below its heading."""
    import xlsxwriter

    memory = BytesIO()
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(memory, safe)
    book.set_properties({"created": export.at})
    bold, _day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    rows, about = book.add_worksheet(str(export.table.label)[:31]), book.add_worksheet(_("About")[:31])
    for number, column in enumerate(export.columns):
        rows.write_string(0, number, column.key, bold)
        if column.datatype == DATE:
            about.write_blank(0, 3, None, _day)  # only formats that are used get a number
    rows.freeze_panes(1, 0)
    rows.autofilter(0, 0, tally.rows, len(export.columns) - 1)
    rows.set_column(0, len(export.columns) - 1, 18)
    about.set_column(0, 0, 22)
    about.set_column(1, 1, 100)
    for line, (what, told) in enumerate(_told(export, tally)):
        about.write_string(line, 0, what, bold)
        about.write_string(line, 1, told)
    book.close()
    with ZipFile(memory) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def _told(export: Export, tally: Tally) -> list[tuple[str, str]]:
    """What the second sheet says."""
    about = export.about
    told = [
        (_("What"), about["title"]),
        (_("Rows"), str(tally.rows)),
        (_("Asked"), about["asked"]),
        (_("When"), about["at"]),
        (_("Release"), about["release"]),
        (_("Licence"), f"{about['license']}, {about['license_url']}"),
        (_("How to cite"), about["cite"]),
        (_("What the columns mean"), about["dictionary"]),
    ]
    if tally.cut:
        words = ngettext(
            "%d text is longer than a cell can be; CSV has it whole.",
            "%d texts are longer than a cell can be; CSV has them whole.",
            tally.cut,
        )
        told.append((_("Cut short"), words % tally.cut))
    return told

"""CSV as programs write it: commas, semicolons or tabs, UTF-8 or UTF-16, with or without a byte-order mark."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.imports.limits import Limits, in_mb
from events.imports.report import ImportRefusedError, Problem
from events.imports.tables.base import Row, Table, without_empty_end

DELIMITERS = ",;\t"
LONGEST_CELL = 131_072  # characters: beyond that a quotation mark is missing somewhere
MOST_TOLD = 50  # bad lines of a file in a wrong encoding: all of them say the same
SEPARATOR_LINE = re.compile(r"sep=.?", re.IGNORECASE)  # which Excel writes above the heading
AS_UTF8 = gettext_lazy("save the file as “CSV UTF-8”")

_PICTURE = gettext_lazy("is a picture with the ending .csv; choose the file with the table")

# What other files begin with, whatever their names say.
STRANGERS = {
    b"PK\x03\x04": gettext_lazy(
        "is a workbook or another zip archive with the ending .csv; rename it to .xlsx, or save it as CSV"
    ),
    b"\xd0\xcf\x11\xe0": gettext_lazy(
        "is an old Excel file with the ending .csv; open it and save the file as “CSV UTF-8”"
    ),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"%PDF": gettext_lazy("is a PDF document with the ending .csv; choose the file with the table"),
    b"\x1f\x8b": gettext_lazy("is a compressed file with the ending .csv; unpack it first"),
}


def csv_table(name: str, file: BinaryIO, limits: Limits) -> Table:
    """The table in a CSV file. ValueError or ImportRefusedError when the file is none."""
    size = file.seek(0, io.SEEK_END)
    if told := limits.told_size(size):
        raise ValueError(told)
    file.seek(0)
    beginning = file.read(8192)
    if not beginning.strip():
        raise ValueError(_("is empty; expected a heading and a row for each event"))
    encoding = _encoding(name, file, beginning)
    delimiter = _delimiter(file, encoding)

    def rows() -> Iterator[Row]:
        return _rows(name, file, encoding, delimiter, limits)

    found = [row for row in islice(rows(), 2) if not SEPARATOR_LINE.fullmatch("".join(row.cells))]
    heading = found[0] if found else None
    if heading is None:
        raise ValueError(_("is empty; expected a heading and a row for each event"))
    headings = [cell.strip() for cell in without_empty_end(heading.cells)]

    def below_heading() -> Iterator[Row]:
        return (row for row in rows() if row.number > heading.number)

    return Table(headings, heading.number, below_heading)


def _encoding(name: str, file: BinaryIO, beginning: bytes) -> str:
    """The encoding, after every byte was looked at: a wrong one is told with its line."""
    for signature, stranger in STRANGERS.items():
        if beginning.startswith(signature):
            raise ValueError(str(stranger))
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        _check_utf16(file)
        return "utf-16"
    if beginning[1::2].count(0) > len(beginning) / 4 or beginning[::2].count(0) > len(beginning) / 4:
        raise ValueError(_("looks like UTF-16 without a byte-order mark; %s") % AS_UTF8)
    problems = []
    file.seek(0)
    for number, line in enumerate(file, 1):
        if told := _bad_bytes(line):
            problems.append(Problem(name, number, "", "", told))
        if len(problems) >= MOST_TOLD:
            problems.append(Problem(name, 0, "", "", _("more lines like these follow; %s") % AS_UTF8))
            break
    if problems:
        raise ImportRefusedError(problems)
    return "utf-8-sig"


def _bad_bytes(line: bytes) -> str:
    if b"\0" in line:
        words = {"place": line.index(0) + 1, "cure": AS_UTF8}
        return _("a NUL byte at byte %(place)d of the line; delete it, or %(cure)s") % words
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as error:
        words = {"place": error.start + 1, "byte": f"0x{line[error.start]:02x}", "cure": AS_UTF8}
        return _("not UTF-8 at byte %(place)d of the line (%(byte)s); %(cure)s") % words
    return ""


def _check_utf16(file: BinaryIO) -> None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-16")()
    try:
        while piece := file.read(1_000_000):
            if "\0" in decoder.decode(piece):
                raise ValueError(_("holds NUL characters; delete them, or %s") % AS_UTF8)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise ValueError(_("begins as UTF-16 and is broken further on; %s") % AS_UTF8) from None


def _text(file: BinaryIO, encoding: str) -> io.TextIOWrapper:
    file.seek(0)
    return io.TextIOWrapper(file, encoding=encoding, newline="")


def _delimiter(file: BinaryIO, encoding: str) -> str:
    """What parts the cells of the first line: a semicolon where Excel writes a comma into numbers."""
    text = _text(file, encoding)
    first = next((line for line in iter(lambda: text.readline(LONGEST_CELL), "") if line.strip()), "")
    text.detach()
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _rows(name: str, file: BinaryIO, encoding: str, delimiter: str, limits: Limits) -> Iterator[Row]:
    """Every row that holds something; ImportRefusedError where the file can't be read on."""
    text = _text(file, encoding)
    csv.field_size_limit(LONGEST_CELL)
    table = csv.reader(text, delimiter=delimiter, strict=True)
    number, count = 1, 0
    try:
        for cells in table:
            if any(cell.strip() for cell in cells):
                count += 1
                if count > limits.rows + 1:  # one is the heading
                    raise ImportRefusedError([Problem(name, 0, "", "", limits.told_rows())])
                yield Row(number, cells)
            number = table.line_num + 1
    except csv.Error as error:
        raise ImportRefusedError([Problem(name, number, "", "", _reason(str(error)))]) from None
    finally:
        text.detach()


def _reason(error: str) -> str:
    if "field larger" in error:
        told = _("a cell of more than %s; a quotation mark that closes a cell may be missing")
        return told % in_mb(LONGEST_CELL)
    if "unexpected end" in error:
        return _("a quotation mark opens a cell here or above and none closes it; add it")
    if "expected after" in error:
        return _("a quotation mark inside a cell; double it, or save the table from a spreadsheet program")
    return _("no row of a table (%s); save the table from a spreadsheet program") % error

"""XLSX workbooks: one sheet as rows of text cells, after a look at what they would unpack to.

A workbook is a zip archive of XML. Before the reader sees it, the archive is unpacked once without keeping
anything, because the sizes that it declares may be lies, and the sheet is searched for cells so far out that
memory would not hold the rectangle around them, and for formulas without a result.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from events.imports.limits import MOST_COLUMNS, Limits
from events.imports.tables.base import Row, Table, without_empty_end
from events.imports.tables.xlsx_cells import NoResult, cells_of_note, check_other_parts, part_of_sheet

PIECE = 1_000_000
SHEET = "events"  # the sheet that is read, where a workbook has several
SAVE_AGAIN = gettext_lazy("open it in a spreadsheet program and save it as .xlsx")


def xlsx_table(name: str, file: BinaryIO, limits: Limits) -> Table:
    """The table in a workbook. ValueError when there is none."""
    if told := limits.told_size(file.seek(0, io.SEEK_END)):
        raise ValueError(told)
    _check_archive(file, limits)
    try:
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        title, notes = _sheet_name(workbook)
        far = cells_of_note(file, part_of_sheet(file, title))
        _check_extent(far.row, far.column, limits)
        check_other_parts(file)
        sheet = workbook.get_sheet_by_name(title)
        first = next((number for number, cells in _filled(sheet)), 0)
    except (CalamineError, zipfile.BadZipFile, ParseError, KeyError, ValueError) as error:
        if type(error) is ValueError:
            raise
        raise ValueError(_("can't be read as a workbook; %s") % SAVE_AGAIN) from None
    headings = next((cells for number, cells in _filled(sheet) if number == first), [])

    def rows() -> Iterator[Row]:
        for number, cells in _filled(sheet):
            if number > first:
                yield Row(number, cells, _without_result(far.without_result, number))

    return Table([cell.strip() for cell in without_empty_end(headings)], first, rows, notes)


def _check_archive(file: BinaryIO, limits: Limits) -> None:
    """Refuse what is no workbook, and what would unpack to more than there is room for."""
    file.seek(0)
    beginning = file.read(4)
    if not beginning:
        raise ValueError(_("is empty; expected a workbook"))
    if beginning == b"\xd0\xcf\x11\xe0":
        raise ValueError(_("is an old Excel file, or one with a password; %s, without a password") % SAVE_AGAIN)
    if not zipfile.is_zipfile(file):
        raise ValueError(_("is no workbook, whatever its ending says; choose the file with the table"))
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names or "content.xml" in names:
            raise ValueError(_("is a workbook of another kind with the ending .xlsx; %s") % SAVE_AGAIN)
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
            raise ValueError(_("is a zip archive and no workbook; choose the file with the table"))
        if sum(each.file_size for each in archive.infolist()) > limits.unpacked:
            raise ValueError(limits.told_unpacked())
        _unpack(archive, limits)


def _unpack(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Count what really comes out, whatever the archive's directory declares."""
    left = limits.unpacked
    for each in archive.infolist():
        each.file_size, each.CRC = limits.unpacked + 1, None  # type: ignore[assignment] # else reading stops there
        try:
            with archive.open(each) as member:
                while piece := member.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise ValueError(limits.told_unpacked())
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zipfile.zlib.error):  # type: ignore[attr-defined]
            raise ValueError(_("is a damaged workbook, or one with a password; %s") % SAVE_AGAIN) from None


def _sheet_name(workbook: CalamineWorkbook) -> tuple[str, tuple[str, ...]]:
    """The sheet called events, or else the first that can be seen; and a note when others are left out."""
    sheets = [
        each.name
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    if not sheets:
        raise ValueError(_("has no sheet that can be seen; expected one with the table"))
    chosen = next((name for name in sheets if name.strip().lower() == SHEET), sheets[0])
    others = ", ".join(name for name in sheets if name != chosen)
    told = _("The sheet “%(chosen)s” was read, and not: %(others)s.") % {"chosen": chosen, "others": others}
    return chosen, ((told,) if others else ())


def _check_extent(row: int, column: int, limits: Limits) -> None:
    if row > limits.rows + 1:
        raise ValueError(limits.told_rows())
    if column > MOST_COLUMNS:
        words = {"column": column, "most": MOST_COLUMNS}
        raise ValueError(_("has cells in column %(column)d; expected at most %(most)d columns") % words)


def _filled(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Each row that holds something, with its number in the sheet."""
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_as_text(cell) for cell in cells]
        if any(text.strip() for text in texts):
            yield number, texts


def _as_text(cell: Any) -> str:
    """A cell as somebody would type it."""
    if isinstance(cell, str):
        return re.sub("_x000D_", "", cell)  # how workbooks write a carriage return
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, int | time | timedelta) else ""


def _without_result(found: dict[int, list[NoResult]], number: int) -> str:
    """Why a row can't be read: it has formulas that nobody computed, or whose result is an error."""
    told = _("cell %(cell)s holds %(what)s; write its value")
    return "; ".join(told % {"cell": each.cell, "what": each.what} for each in found.get(number, []))

"""Spreadsheets as lines of text cells: CSV and XLSX, checked for everything that makes a file no table of ours.

What a cell means is not known here; `events/imports/sheet/` knows it.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import BinaryIO

from events.imports.limits import Limits
from events.imports.report import ImportRefusedError, Problem
from events.imports.tables.base import Table
from events.imports.tables.csv_file import csv_table
from events.imports.tables.xlsx_file import xlsx_table

__all__ = ["ENDINGS", "Table", "open_table"]

ENDINGS = {".csv": csv_table, ".xlsx": xlsx_table}


def open_table(name: str, file: BinaryIO, limits: Limits) -> Table:
    """The table in a file; ImportRefusedError with every problem of the file as a whole.

    The rows may be gone through more than once, and the file stays open meanwhile.
    """
    try:
        table = ENDINGS[PurePath(name).suffix.lower()](name, file, limits)
    except ValueError as error:
        raise ImportRefusedError([Problem(name, 0, "", "", str(error))]) from None
    if problems := [Problem(name, table.first_line, "", "", told) for told in table.heading_problems()]:
        raise ImportRefusedError(problems)
    return table

"""The rows that were not imported, as a file like the one they came from: to be mended and sent again."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from events.exports.rows import FORMULA
from events.imports.limits import COMMAND, Limits
from events.imports.report import Problem
from events.imports.tables import ENDINGS, Table, open_table

_FORMULA = re.compile(FORMULA)
PROBLEM = "problem"  # the heading, or the key, that an import passes over


def write_wrong_rows(
    name: str, source: BinaryIO, problems: list[Problem], to: BinaryIO, limits: Limits = COMMAND
) -> int:
    """Write the wrong rows of a file with what is wrong with each; return how many there are.

    ImportRefusedError where the file as a whole was refused, so that there are no rows.
    """
    told: dict[int, list[str]] = {}
    for problem in problems:
        words = " ".join(part for part in (problem.path, problem.value) if part)
        told.setdefault(problem.line, []).append(f"{words}: {problem.message}" if words else problem.message)
    if PurePath(name).suffix.lower() not in ENDINGS:
        return _jsonl(source, told, to)
    table = open_table(name, source, limits)
    rows = [_headings(table), *_rows(table, told)]
    if PurePath(name).suffix.lower() == ".xlsx":
        _xlsx(rows, to)
    else:
        text = io.TextIOWrapper(to, encoding="utf-8-sig", newline="")
        csv.writer(text).writerows([[_defused(cell) for cell in row] for row in rows])
        text.flush()
        text.detach()
    return len(rows) - 1


def _headings(table: Table) -> list[str]:
    return [*(heading for heading in table.headings if heading != PROBLEM), PROBLEM]


def _rows(table: Table, told: dict[int, list[str]]) -> Iterator[list[str]]:
    """The cells as they stand in the file. Cells beyond the heading have no place, so they stay where they are."""
    skipped = table.headings.index(PROBLEM) if PROBLEM in table.headings else None
    width = len(table.headings)
    for row in table.rows():
        if row.number in told:
            cells = [*row.cells, *[""] * (width - len(row.cells))][:width]
            kept = [cell for index, cell in enumerate(cells) if index != skipped]
            yield [*kept, "; ".join(told[row.number])]


def _jsonl(source: BinaryIO, told: dict[int, list[str]], to: BinaryIO) -> int:
    """Lines that are objects get a key `problem`; what is none is written as it stands."""
    source.seek(0)
    count = 0
    for number, line in enumerate(source, 1):
        if number not in told:
            continue
        count += 1
        try:
            data = json.loads(line)
            line = json.dumps({**data, PROBLEM: "; ".join(told[number])}, ensure_ascii=False).encode() + b"\n"
        except (ValueError, TypeError, RecursionError):
            pass
        to.write(line)
    return count


def _xlsx(rows: list[list[str]], to: BinaryIO) -> None:
    import xlsxwriter  # ten megabytes of each process, for what is seldom asked

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, {**options, "in_memory": False}) as workbook:
        sheet = workbook.add_worksheet("events")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:32_767])


def _defused(cell: str) -> str:
    """The cell as our own CSV writes it, unless it came so."""
    return f"'{cell}" if _FORMULA.match(cell) and not cell.startswith("'") else cell

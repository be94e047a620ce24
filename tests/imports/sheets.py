"""Spreadsheets for tests: CSV and XLSX files of a few rows, and what an import of them says."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
from django.core.management import CommandError, call_command

from events.imports.command import Done, Options, run
from events.imports.report import ImportRefusedError

Cells = dict[str, str]


def a_row(**more: Any) -> Cells:
    """Return the cells of a new event that needs nothing else; None takes a column away."""
    cells = {
        "slug": "2024-05-14-tashkent-seminar",
        "title": "Seminar on returnees",
        "type": "seminar",
        "start": "2024-05-14",
    } | more
    return {key: value for key, value in cells.items() if value is not None}


def as_csv(*rows: Cells, delimiter: str = ",") -> str:
    headings = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    table = csv.DictWriter(text, headings, delimiter=delimiter, restval="")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue()


def csv_file(folder: Path, *rows: Cells, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_bytes(as_csv(*rows).encode())
    return path


def xlsx_file(folder: Path, *rows: list[Any], name: str = "events.xlsx") -> Path:
    """Write a workbook of rows, the heading first; cells keep their types."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(folder / name)
    return folder / name


def imported(path: Path, **options: Any) -> Done:
    return run(path, Options(**options))


def told(path: Path, **options: Any) -> list[str]:
    """What an import complains about, all of it."""
    try:
        run(path, Options(**options))
    except ImportRefusedError as refused:
        return [str(problem) for problem in refused.problems]
    return []


def report(path: Path, **options: Any) -> list[dict[str, Any]]:
    """What a dry run reports, problems or not."""
    target = path.with_name("report.json")
    with suppress(CommandError):
        call_command("import_events", path, dry_run=True, report=target, verbosity=0, stderr=io.StringIO(), **options)
    found: list[dict[str, Any]] = json.loads(target.read_text())
    return found

"""What can be imported: a folder or a file of the exchange format, or a spreadsheet of events, as lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import SEEK_END
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext_lazy

from events.exchange.shapes import EVENTS, Kind
from events.imports.limits import COMMAND, Limits
from events.imports.named import with_slugs
from events.imports.names import MAKEABLE, Answers, Finder
from events.imports.read import Line, files_of, lines_in, lines_of
from events.imports.references import Directory
from events.imports.report import ImportRefusedError, Problem
from events.imports.sheet.headings import Headings, headings_of
from events.imports.sheet.lines import check_headings, sheet_lines
from events.imports.tables import ENDINGS, Table, open_table

Remembered = Callable[[list[str]], Mapping[str, str]]  # headings of a file -> what they meant last time
JSONL = ".jsonl"
EXPECTED = gettext_lazy(
    "expected a folder of the exchange format, or a file of events that ends in .jsonl, .csv or .xlsx"
)


@dataclass
class Content:
    """The lines of an import, and what there is to know about them."""

    names: list[str]  # of the files, in the order in which problems are told
    lines: dict[Kind, list[Line]]
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # about a file as a whole
    notices: dict[int, list[str]] = field(default_factory=dict)  # about a line
    finder: Finder | None = None  # where names may stand for slugs
    headings: Headings | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Reading:
    """How a single file is to be read."""

    mapping: Mapping[str, str] = field(default_factory=dict)  # their heading -> our column
    answers: Answers = field(default_factory=dict)
    remembered: Remembered = lambda headings: {}
    limits: Limits = COMMAND
    new_status: str = ""  # of a new event in a line of JSON that does not say it; '' for published


def read_folder(path: Path) -> Content:
    """The files of a folder, as the exchange format has them."""
    found = files_of(path)
    problems: list[Problem] = []
    lines = {kind: lines_of(kind, file, problems) for kind, file in found.items()}
    return Content([file.name for file in found.values()], lines, problems)


def read_file(name: str, file: BinaryIO, directory: Directory, reading: Reading) -> Content:
    """One file of events, in which names may stand in the place of slugs. The file has to stay open."""
    finder = Finder(directory, reading.answers)
    if Path(name).suffix.lower() in ENDINGS:
        return _read_sheet(name, file, finder, reading)
    if Path(name).suffix.lower() != JSONL:
        raise ImportRefusedError([Problem(name, 0, "", "", str(EXPECTED))])
    return _read_jsonl(name, file, finder, reading)


def _read_sheet(name: str, file: BinaryIO, finder: Finder, reading: Reading) -> Content:
    table = open_table(name, file, reading.limits)
    headings = headings_of(table.headings, given=reading.mapping, remembered=reading.remembered(table.headings))
    content = Content([name], {EVENTS: []}, [], [*table.notes, *headings.notes()], {}, finder, headings, table)
    check_headings(name, headings, table.first_line, content)
    content.lines[EVENTS] = list(
        sheet_lines(
            name,
            table,
            headings,
            finder=finder,
            problems=content.problems,
            notice=lambda line, told: content.notices.setdefault(line, []).append(told),
        )
    )
    return content


def _read_jsonl(name: str, file: BinaryIO, finder: Finder, reading: Reading) -> Content:
    problems: list[Problem] = []
    if told := reading.limits.told_size(file.seek(0, SEEK_END)):
        raise ImportRefusedError([Problem(name, 0, "", "", told)])
    file.seek(0)
    lines = lines_in(EVENTS, name, file.read(), problems)
    if len(lines) > reading.limits.rows:
        raise ImportRefusedError([Problem(name, 0, "", "", reading.limits.told_rows())])
    lines = [with_slugs(line, finder, problems, reading.new_status) for line in lines]
    return Content([name], {EVENTS: lines}, problems, finder=finder)


def made_lines(content: Content, wrong: set[int]) -> dict[Kind, list[Line]]:
    """Lines of the records that are to be made for lines that are imported."""
    found: dict[Kind, list[Line]] = {}
    for kind, record, numbers in content.finder.made.values() if content.finder else ():
        used = [number for number in numbers if number not in wrong]
        if used:
            line = Line(MAKEABLE[kind], content.names[0], used[0], json.dumps(record, ensure_ascii=False))
            found.setdefault(MAKEABLE[kind], []).append(line)
    return found

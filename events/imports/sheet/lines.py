"""A whole table as lines of the exchange format: each row beside what is recorded, 500 rows at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.columns import COLUMNS, computed
from events.exchange.records import Slugs, in_chunks, records
from events.exchange.shapes import EVENTS
from events.imports.names import Finder
from events.imports.read import Line
from events.imports.report import ImportRefusedError, Problem, shown
from events.imports.sheet.cells import plain
from events.imports.sheet.columns import REQUIRED, SEPARATOR, SHEET_COLUMNS
from events.imports.sheet.headings import Headings
from events.imports.sheet.record import COLUMNS_OF_KEY, record_of, suggested_slug, wrong_keys
from events.imports.sheet.row import Row, as_compared
from events.imports.tables import Table
from events.models import Event

CHUNK = 500
MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>")
ENTERED = [column for column in COLUMNS["events"] if SHEET_COLUMNS[column.key].is_entered]
Notice = Callable[[int, str], None]  # a line, and something to be known about it that is no problem


@dataclass(frozen=True)
class SheetLine(Line):
    """A line that came from a row: problems name the file's own columns."""

    headings: Headings = field(default=Headings(()))

    def problem(self, path: str, value: str, message: str) -> Problem:
        return Problem(self.file, self.number, self._column(path), value, message)

    def _column(self, path: str) -> str:
        root = path.partition("[")[0]
        candidates = COLUMNS_OF_KEY.get(root) or COLUMNS_OF_KEY.get(root.partition(".")[0]) or [root.partition(".")[0]]
        keys = self.headings.keys()
        return self.headings.heading_of(next((key for key in candidates if key in keys), candidates[0]))


def check_headings(name: str, headings: Headings, first_line: int, content: Any) -> None:
    """ImportRefusedError with everything that is wrong with the headings of a file."""
    problems = [Problem(name, first_line, "", shown(text) if text else "", told) for text, told in headings.problems()]
    if problems:
        raise ImportRefusedError(problems, content)


def sheet_lines(
    name: str,
    table: Table,
    headings: Headings,
    *,
    finder: Finder,
    problems: list[Problem],
    notice: Notice = lambda line, told: None,
) -> Iterator[Line]:
    """A line for each row that can be read as such; what is wrong is added to the problems."""
    slugs = Slugs()
    missing = headings.missing()
    is_told = False
    for chunk in in_chunks(_rows(name, table, headings, finder, problems), CHUNK):
        found = [(row, _slug(row, notice)) for row in chunk]
        _put_beside(found, slugs)
        for row, slug in found:
            _check_texts(row)
            if missing and not row.stored and not is_told:
                is_told = True
                problems.append(_missing(name, missing))
            yield _line(name, row, slug, headings, problems)


def _rows(name: str, table: Table, headings: Headings, finder: Finder, problems: list[Problem]) -> Iterator[Row]:
    keys = headings.keys()
    for row in table.rows():
        told = row.problem or _wrong_count(row.cells, len(keys))
        if told:
            problems.append(Problem(name, row.number, "", "", told))
            continue
        cells = {key: plain(cell).replace("\r\n", "\n") for key, cell in zip(keys, row.cells, strict=False) if key}
        formulas = frozenset(key for key, cell in zip(keys, row.cells, strict=False) if cell.lstrip().startswith("="))
        found = Row(row.number, {key: cells.get(key, "") for key in keys if key}, finder, formulas=formulas)
        found.leave_out_what_others_say()
        yield found


def _wrong_count(cells: list[str], expected: int) -> str:
    """Cells beyond the headings may be there as long as they hold nothing."""
    if len(cells) < expected:
        told = ngettext(
            "%(count)d cell; the heading has %(expected)d", "%(count)d cells; the heading has %(expected)d", len(cells)
        )
        return told % {"count": len(cells), "expected": expected}
    if any(cell.strip() for cell in cells[expected:]):
        told = ngettext(
            "%(count)d cell; the heading has %(expected)d. A cell with a comma in it needs quotation marks",
            "%(count)d cells; the heading has %(expected)d. A cell with a comma in it needs quotation marks",
            len(cells),
        )
        return told % {"count": len(cells), "expected": expected}
    return ""


def _slug(row: Row, notice: Notice) -> str:
    if slug := row.cell("slug"):
        return slug
    if slug := suggested_slug(row):
        notice(row.line, _("The row has no slug; from date, place and title it is %s.") % slug)
    return slug


def _check_texts(row: Row) -> None:
    """A text that is new here is text: no page and no spreadsheet will run it, and nobody meant to show its signs."""
    for key, text in row.cells.items():
        if not (SHEET_COLUMNS[key].is_entered and row.differs(key)):
            continue
        if markup := MARKUP.search(text):
            told = _("holds markup, %(markup)s; a cell is plain text, so write it without")
            row.wrong(key, text, told % {"markup": shown(markup[0])})
        elif key in row.formulas:
            row.wrong(key, text, _("begins like a formula; put its result here, or an apostrophe before what is text"))


def _put_beside(found: list[tuple[Row, str]], slugs: Slugs) -> None:
    """Give each row the event that is recorded under its slug, if there is one."""
    wanted = Event.objects.filter(slug__in=[slug for _row, slug in found if "\0" not in slug])
    stored = {record["slug"]: record for _pk, record in records(EVENTS, wanted, slugs)}
    if not stored:
        return
    keys = [column.key for column in ENTERED]
    cells = {row[0]: dict(zip(keys, row, strict=True)) for row in computed(wanted, ENTERED)}
    for row, slug in found:
        if slug in stored:
            row.stored = stored[slug]
            row.stored_cells = {key: as_compared(_as_cell(value)) for key, value in cells[slug].items()}
            row.stored_cells["slug"] = row.cell("slug")
            row.stored_cells["status"] = stored[slug].get("status", "published")


def _as_cell(value: Any) -> str:
    if isinstance(value, list):
        return SEPARATOR.join(value)
    return "" if value is None else str(value)


def _line(name: str, row: Row, slug: str, headings: Headings, problems: list[Problem]) -> Line:
    record = record_of(row, slug)
    for column, value, told in row.problems:
        problems.append(Problem(name, row.line, headings.heading_of(column), shown(value), told))
    wrong = wrong_keys(row) | (set() if row.stored else set(headings.missing()))
    if not slug:  # it was to be made of date and title, and those are missing or wrong
        wrong |= {"slug"}
        record.pop("slug")
    text = json.dumps(record, ensure_ascii=False)
    return SheetLine(EVENTS, name, row.line, text, wrong=frozenset(wrong), headings=headings)


def _missing(name: str, missing: Iterable[str]) -> Problem:
    """A problem of the file as a whole: no row can be imported without the others."""
    told = _("there is no column %(missing)s; new events need %(required)s")
    words = {"missing": ", ".join(missing), "required": ", ".join(REQUIRED)}
    return Problem(name, 0, "", "", told % words)

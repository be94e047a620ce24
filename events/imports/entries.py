"""What an import does to each line: the preview, for people and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from events.exchange.records import Slugs, in_chunks
from events.exchange.shapes import Kind
from events.imports.plan import Change, changes
from events.imports.read import Line
from events.imports.report import Problem
from events.models import RowStatus


@dataclass(frozen=True)
class Entry:
    """A line of the file, and what an import does with it."""

    file: str
    line: int  # 0 for the file as a whole
    slug: str
    status: RowStatus
    changes: list[dict[str, Any]] = field(default_factory=list)  # field, before, after
    problems: list[Problem] = field(default_factory=list)
    title: str = ""
    pk: Any = None

    def as_data(self) -> dict[str, Any]:
        """The entry as `--report` writes it."""
        return {
            "line": self.line,
            "slug": self.slug,
            "status": self.status.value,
            "changes": self.changes,
            "problems": [
                {"column": problem.path, "value": problem.value, "problem": problem.message}
                for problem in self.problems
            ],
        }


def entries(kind: Kind, lines: list[Line], problems: Iterable[Problem], slugs: Slugs) -> Iterator[Entry]:
    """An entry for each line of a kind in the order of the file, and for what could not be read as a line.

    It asks the database what is recorded, 1,000 lines at a time.
    """
    told: dict[int, list[Problem]] = {}
    for problem in problems:
        told.setdefault(problem.line, []).append(problem)
    numbers = {line.number for line in lines}
    unread = sorted(number for number in told if number not in numbers)
    for chunk in in_chunks(lines):
        planned = {change.slug: change for change in _planned(kind, chunk, told, slugs)}
        for line in chunk:
            while unread and unread[0] < line.number:
                yield _wrong(unread[0], told[unread.pop(0)])
            if line.number in told:
                yield _wrong(line.number, told[line.number], line)
            else:
                yield _entry(line, planned[line.data()["slug"]])
    for number in unread:
        yield _wrong(number, told[number])


def _planned(kind: Kind, chunk: list[Line], told: dict[int, list[Problem]], slugs: Slugs) -> Iterator[Change]:
    for batch in changes(kind, [line for line in chunk if line.number not in told], slugs):
        yield from batch


def _wrong(number: int, problems: list[Problem], line: Line | None = None) -> Entry:
    data = line.data() if line else {}
    slug, title = (data.get(key) for key in ("slug", "title"))
    return Entry(
        problems[0].file,
        number,
        slug if isinstance(slug, str) else "",
        RowStatus.WRONG,
        problems=problems,
        title=title if isinstance(title, str) else "",
    )


def _entry(line: Line, change: Change) -> Entry:
    status = RowStatus.NEW if change.pk is None else RowStatus.CHANGED if change.keys else RowStatus.UNCHANGED
    differing = [
        {"field": key, "before": change.stored.get(key), "after": change.record.get(key)}
        for key in change.keys
        if key != "slug"
    ]
    return Entry(
        line.file, line.number, change.slug, status, differing, title=change.record.get("title", ""), pk=change.pk
    )


def refused_entries(problems: Iterable[Problem]) -> Iterator[Entry]:
    """Entries of an import that could not even be compared with what is recorded."""
    told: dict[tuple[str, int], list[Problem]] = {}
    for problem in problems:
        told.setdefault((problem.file, problem.line), []).append(problem)
    for (_file, number), found in told.items():
        yield _wrong(number, found)


def write_report(found: Iterable[Entry], file: IO[str], *, with_files: bool = False) -> None:
    """Write entries as one JSON list, an entry a line, without holding them all."""
    before = "[\n"
    for entry in found:
        data = {"file": entry.file} | entry.as_data() if with_files else entry.as_data()
        file.write(before + json.dumps(data, ensure_ascii=False))
        before = ",\n"
    file.write("[]\n" if before == "[\n" else "\n]\n")

"""The way through an import: read, check everything, compare, write, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.db import Error, connection, transaction
from django.utils.translation import gettext as _

from events.exchange.records import Slugs
from events.exchange.shapes import EVENTS, KINDS, THEMES, Kind
from events.history.context import How, recorded
from events.imports.entries import Entry, entries
from events.imports.files import Content, Reading, made_lines, read_file, read_folder
from events.imports.plan import Change, changes
from events.imports.read import Line
from events.imports.references import Directory, References
from events.imports.report import ImportRefusedError, Outcome, Problem, shown
from events.imports.rules import broken_rules
from events.imports.schema import complaints
from events.imports.write import reserve_keys, write
from events.models import Country, Theme

LOCK = 7_262_633_725  # any number: two imports with the same one wait for each other

# Wraps lines that are worked through, to show how far the work is.
Progress = Callable[[str, Iterable[Line]], Iterable[Line]]
# Looks at a batch of changes, and says which of them may not be made.
Referee = Callable[[Kind, list[Change], dict[str, Line]], Iterable[Problem]]


def unseen(told: str, lines: Iterable[Line]) -> Iterable[Line]:
    return lines


@dataclass
class Import:
    """An import in one transaction, to be gone through in the order of its methods."""

    name: str  # of the file or folder
    progress: Progress = unseen
    content: Content = field(default_factory=lambda: Content([], {}))
    directory: Directory = field(init=False)
    left_out: list[Problem] = field(default_factory=list)  # of lines that are not imported
    dropped: list[Line] = field(default_factory=list)  # those lines, as far as they can be read
    slugs: Slugs = field(default_factory=Slugs)

    def begin(self, *, is_written: bool) -> None:
        """Take a look at what is recorded; wait for other imports if this one is going to write."""
        if is_written:
            _wait_for_other_imports()
        self.directory = Directory()
        if not self.directory.keys[Country]:
            told = _("the database has no countries yet; run manage.py load_reference first")
            raise ImportRefusedError([Problem(self.name, 0, "", "", told)])

    def check(self, *, skip_errors: bool = False, referee: Referee | None = None) -> None:
        """Gather every problem of every line. With `skip_errors` wrong lines are left out, and the rest is sound."""
        problems = self.content.problems
        made: dict[Kind, list[Line]] = {}
        while True:
            wrong = {problem.line for problem in problems}
            if skip_errors:
                self._drop(wrong)
            made = made_lines(self.content, wrong)
            found = _check({**made, **self.content.lines}, self.directory, self.progress)
            if referee and not found:
                found = list(self._refused(referee, wrong))
            problems.extend(found)
            if not (skip_errors and found and all(problem.line for problem in problems)):
                break
        self.content.lines = {kind: lines for kind in KINDS if (lines := self._lines_of(kind, made))}
        if skip_errors and all(problem.line for problem in problems):
            self.left_out, self.content.problems = _in_order(problems, self.content.names), []

    def _drop(self, wrong: set[int]) -> None:
        lines = self.content.lines.get(EVENTS, [])
        self.dropped += [line for line in lines if line.number in wrong]
        self.content.lines[EVENTS] = [line for line in lines if line.number not in wrong]

    def _lines_of(self, kind: Kind, made: dict[Kind, list[Line]]) -> list[Line]:
        return [*made.get(kind, []), *self.content.lines.get(kind, [])]

    def _refused(self, referee: Referee, wrong: set[int]) -> Iterator[Problem]:
        for kind, lines in self.content.lines.items():
            # A file that lacks a column has a problem of its own, and lines that are nobody's yet.
            sound = [line for line in lines if line.number not in wrong and "slug" in line.data()]
            by_slug = {line.data()["slug"]: line for line in sound}
            for batch in changes(kind, sound, self.slugs):
                yield from referee(kind, batch, by_slug)

    def entries(self) -> Iterator[Entry]:
        """What becomes of each line, wrong ones included."""
        told = [*self.content.problems, *self.left_out]
        for name, kind in zip(self.content.names, self._kinds(), strict=True):
            of_file = [problem for problem in told if problem.file == name]
            lines = self.content.lines.get(kind, [])
            if self.dropped:
                lines = sorted([*lines, *self.dropped], key=lambda line: line.number)
            yield from entries(kind, lines, of_file, self.slugs)

    def _kinds(self) -> list[Kind]:
        by_file = {kind.file: kind for kind in KINDS}
        return [EVENTS] if len(self.content.names) == 1 else [by_file[name] for name in self.content.names]

    def refuse_problems(self) -> None:
        if self.content.problems:
            raise ImportRefusedError(_in_order(self.content.problems, self.content.names), self.content)

    def apply(self, *, dry_run: bool = False, with_lines: bool = False, by: Any = None) -> list[Outcome]:
        """Write what differs, or only count it."""
        return [
            self._apply(kind, lines, dry_run=dry_run, with_lines=with_lines, by=by)
            for kind, lines in self.content.lines.items()
        ]

    def _apply(self, kind: Kind, lines: list[Line], *, dry_run: bool, with_lines: bool, by: Any) -> Outcome:
        """Write the records of one kind, or only count what would be written."""
        outcome = Outcome(kind.plural_noun)
        if not dry_run:
            reserve_keys(kind, [line.data()["slug"] for line in lines], self.directory)
        at_work = (_("Comparing %s") if dry_run else _("Writing %s")) % kind.plural_noun
        shown_lines = self.progress(at_work, lines)
        for batch in changes(kind, shown_lines, self.slugs):
            for change in batch:
                _count(kind, change, outcome, with_lines)
            if not dry_run:
                write(kind, batch, self.directory, by=by)
        return outcome


def run_import(
    path: Path, *, dry_run: bool = False, with_lines: bool = False, progress: Progress = unseen
) -> list[Outcome]:
    """Bring the database to what the files say; with `dry_run` only say what would change.

    Raises ImportRefusedError when anything is wrong with the files; then nothing was written.
    """
    with one_transaction(str(path)):
        found = begun(path, Reading(), is_written=not dry_run, progress=progress)
        found.check()
        found.refuse_problems()
        return found.apply(dry_run=dry_run, with_lines=with_lines)


def begun(path: Path, reading: Reading, *, is_written: bool, progress: Progress = unseen) -> Import:
    """An import whose lines are read from a folder, or from a file."""
    found = Import(str(path), progress)
    if not path.exists():
        raise ImportRefusedError([Problem(str(path), 0, "", "", _("no such file or folder"))])
    if path.is_dir():
        found.content = read_folder(path)
        found.begin(is_written=is_written)
        return found
    with path.open("rb") as file:
        return begun_with(path.name, file, reading, is_written=is_written, progress=progress)


def begun_with(name: str, file: BinaryIO, reading: Reading, *, is_written: bool, progress: Progress = unseen) -> Import:
    """An import whose lines are read from an open file."""
    found = Import(name, progress)
    found.begin(is_written=is_written)
    found.content = read_file(name, file, found.directory, reading)
    return found


@contextmanager
def one_transaction(name: str, *, by: Any = None, why: str = "") -> Iterator[None]:
    """A transaction in which what the checks missed and a constraint did not is told as a problem of the import.

    Its changes are recorded as those of an import, with who makes it and why.
    """
    try:
        with recorded(by=by, why=why, how=How.IMPORT), transaction.atomic():
            yield
    except Error as error:
        told = _("the database refused the import: %s") % str(error).strip().splitlines()[0]
        raise ImportRefusedError([Problem(name, 0, "", "", told)]) from error


def _wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _check(lines: dict[Kind, list[Line]], directory: Directory, progress: Progress) -> list[Problem]:
    """Gather every problem of every line."""
    problems: list[Problem] = []
    references = References(directory)
    every = [line for kind in KINDS for line in lines.get(kind, [])]
    for line in progress(_("Checking"), every):
        data = line.data()
        wrong = set(line.wrong)
        for path, value, message in complaints(line.kind, data):
            key = re.split(r"[.\[]", path, maxsplit=1)[0]
            if key not in line.wrong:
                wrong.add(key)
                problems.append(line.problem(path, value, message))
        problems.extend(line.problem(*complaint) for complaint in broken_rules(line.kind, data, wrong))
        sound = {key: value for key, value in data.items() if key not in line.wrong}
        references.gather(line, sound, problems)
    problems.extend(references.problems())
    problems.extend(_shared_theme_names(lines.get(THEMES, [])))
    return problems


def _shared_theme_names(lines: list[Line]) -> Iterable[Problem]:
    """Two themes of one name, the present ones of the database included."""
    rows = [(line, line.data()) for line in lines]
    replaced = [data.get("slug") for _line, data in rows]
    taken = dict(Theme.objects.exclude(slug__in=replaced).values_list("name", "slug"))
    for line, data in rows:
        name, slug = data.get("name"), str(data.get("slug"))
        if name in taken:
            yield line.problem("name", shown(name), _("the name of the theme %s") % shown(taken[name]))
        elif isinstance(name, str):
            taken[name] = slug


def _in_order(problems: list[Problem], files: list[str]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.line))


def _count(kind: Kind, change: Change, outcome: Outcome, with_lines: bool) -> None:
    if change.pk is None:
        outcome.new += 1
        told = _("new")
    elif change.keys:
        outcome.changed += 1
        outcome.fields.update(change.keys)
        told = _("changed (%(keys)s)") % {"keys": ", ".join(change.keys)}
    else:
        outcome.unchanged += 1
        told = _("unchanged")
    if with_lines:
        outcome.lines.append(f"{kind.noun} {change.slug}: {told}")

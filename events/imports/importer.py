"""The way through an import: read, check everything, compare, write, in one transaction."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from django.db import Error, connection, transaction

from events.exchange.records import Slugs
from events.exchange.shapes import KINDS, THEMES, Kind
from events.history.context import How, recorded
from events.imports.plan import Change, changes
from events.imports.read import Line, files_of, lines_of
from events.imports.references import Directory, References
from events.imports.report import ImportRefusedError, Outcome, Problem, shown
from events.imports.rules import broken_rules
from events.imports.schema import complaints
from events.imports.write import reserve_keys, write
from events.models import Country, Theme

LOCK = 7_262_633_725  # any number: two imports with the same one wait for each other

# Wraps lines that are worked through, to show how far the work is.
Progress = Callable[[str, Iterable[Line]], Iterable[Line]]


def _unseen(_: str, lines: Iterable[Line]) -> Iterable[Line]:
    return lines


def run_import(
    path: Path, *, dry_run: bool = False, with_lines: bool = False, progress: Progress = _unseen
) -> list[Outcome]:
    """Bring the database to what the files say; with `dry_run` only say what would change.

    Raises ImportRefusedError when anything is wrong with the files; then nothing was written.
    """
    problems: list[Problem] = []
    found = files_of(path)
    lines = {kind: lines_of(kind, file, problems) for kind, file in found.items()}
    try:
        with recorded(how=How.IMPORT), transaction.atomic():
            if not dry_run:
                _wait_for_other_imports()
            directory = Directory()
            if not directory.keys[Country]:
                told = "the database has no countries yet; run manage.py load_reference first"
                raise ImportRefusedError([Problem(str(path), 0, "", "", told)])
            _check(lines, directory, problems, progress)
            if problems:
                raise ImportRefusedError(_in_order(problems, [file.name for file in found.values()]))
            slugs = Slugs()
            return [
                _apply(
                    kind,
                    each,
                    directory=directory,
                    slugs=slugs,
                    dry_run=dry_run,
                    with_lines=with_lines,
                    progress=progress,
                )
                for kind, each in lines.items()
            ]
    except Error as error:  # the checks above missed what a constraint did not
        told = str(error).strip().splitlines()[0]
        raise ImportRefusedError([Problem(str(path), 0, "", "", f"the database refused the import: {told}")]) from error


def _wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _check(lines: dict[Kind, list[Line]], directory: Directory, problems: list[Problem], progress: Progress) -> None:
    """Gather every problem of every line."""
    references = References(directory)
    every = [line for kind in KINDS for line in lines.get(kind, [])]
    for line in progress("Checking", every):
        data = line.data()
        wrong = set()
        for path, value, message in complaints(line.kind, data):
            wrong.add(re.split(r"[.\[]", path, maxsplit=1)[0])
            problems.append(line.problem(path, value, message))
        problems.extend(line.problem(*complaint) for complaint in broken_rules(line.kind, data, wrong))
        references.gather(line, data, problems)
    problems.extend(references.problems())
    problems.extend(_shared_theme_names(lines.get(THEMES, [])))


def _shared_theme_names(lines: list[Line]) -> Iterable[Problem]:
    """Two themes of one name, the present ones of the database included."""
    rows = [(line, line.data()) for line in lines]
    replaced = [data.get("slug") for _, data in rows]
    taken = dict(Theme.objects.exclude(slug__in=replaced).values_list("name", "slug"))
    for line, data in rows:
        name, slug = data.get("name"), str(data.get("slug"))
        if name in taken:
            yield line.problem("name", shown(name), f"the name of the theme {shown(taken[name])}")
        elif isinstance(name, str):
            taken[name] = slug


def _in_order(problems: list[Problem], files: list[str]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.line))


def _apply(
    kind: Kind,
    lines: list[Line],
    *,
    directory: Directory,
    slugs: Slugs,
    dry_run: bool,
    with_lines: bool,
    progress: Progress,
) -> Outcome:
    """Write the records of one kind, or only count what would be written."""
    outcome = Outcome(kind.plural)
    if not dry_run:
        reserve_keys(kind, [line.data()["slug"] for line in lines], directory)
    shown_lines = progress(f"{'Comparing' if dry_run else 'Writing'} {kind.plural}", lines)
    for batch in changes(kind, shown_lines, slugs):
        for change in batch:
            _count(kind, change, outcome, with_lines)
        if not dry_run:
            write(kind, batch, directory)
    return outcome


def _count(kind: Kind, change: Change, outcome: Outcome, with_lines: bool) -> None:
    if change.pk is None:
        outcome.new += 1
        told = "new"
    elif change.keys:
        outcome.changed += 1
        outcome.fields.update(change.keys)
        told = f"changed ({', '.join(change.keys)})"
    else:
        outcome.unchanged += 1
        told = "unchanged"
    if with_lines:
        outcome.lines.append(f"{kind.name} {change.slug}: {told}")

"""What `manage.py import_events` does: an import with its report and its file of wrong rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from events.imports.entries import Entry, refused_entries, write_report
from events.imports.files import Reading
from events.imports.importer import Import, Progress, begun, one_transaction, unseen
from events.imports.memory import remember, remembered
from events.imports.names import Answers, made_in_words
from events.imports.report import ImportRefusedError, Problem
from events.imports.wrong_file import write_wrong_rows


@dataclass(frozen=True)
class Options:
    """The wishes of whoever runs the command."""

    dry_run: bool = False
    report: Path | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    answers: Answers = field(default_factory=dict)
    skip_errors: bool = False
    wrong_rows: Path | None = None
    reason: str = ""
    with_lines: bool = False
    progress: Progress = unseen


@dataclass
class Done:
    """What there is to tell afterwards."""

    words: list[str]
    problems: list[Problem] = field(default_factory=list)  # of the rows that were left out
    wrong: int = 0
    wrong_rows: Path | None = None


def run(path: Path, options: Options) -> Done:
    """Import a folder or a file. Raises ImportRefusedError when nothing was imported; the report is written anyway."""
    if options.skip_errors and path.is_dir():
        told = _("--skip-errors is for a single file: the files of a folder refer to each other")
        raise ImportRefusedError([Problem(str(path), 0, "", "", told)])
    is_reported = False
    reading = Reading(options.mapping, options.answers, remembered)
    try:
        with one_transaction(str(path), why=options.reason):
            found = begun(path, reading, is_written=not options.dry_run, progress=options.progress)
            found.check(skip_errors=options.skip_errors)
            _report(found.entries(), path, options)
            is_reported = True
            found.refuse_problems()
            outcomes = found.apply(dry_run=options.dry_run, with_lines=options.with_lines)
            if found.content.headings and found.content.table and not options.dry_run:
                mapping = found.content.headings.as_mapping()
                remember(headings=found.content.table.headings, mapping=mapping)
    except ImportRefusedError as refused:
        if not is_reported:
            _report(refused_entries(refused.problems), path, options)
        raise
    words = [*found.content.notes, *_made(found)]
    words += [line for outcome in outcomes for line in [*outcome.lines, str(outcome)]]
    return _with_wrong_rows(path, found, Done(words), options)


def _report(entries: Iterable[Entry], path: Path, options: Options) -> None:
    if options.report:
        with options.report.open("w", encoding="utf-8") as file:
            write_report(entries, file, with_files=path.is_dir())


def _made(found: Import) -> list[str]:
    finder = found.content.finder
    return (
        [_("made: %s") % made_in_words(kind, record) for kind, record, _numbers in finder.made.values()]
        if finder
        else []
    )


def _with_wrong_rows(path: Path, found: Import, done: Done, options: Options) -> Done:
    if not found.left_out:
        return done
    done.problems = found.left_out
    done.wrong_rows = options.wrong_rows or path.with_name(f"{path.stem}-wrong{path.suffix}")
    rows = BytesIO()
    with path.open("rb") as source:
        done.wrong = write_wrong_rows(path.name, source, found.left_out, rows)
    if not options.dry_run:
        done.wrong_rows.write_bytes(rows.getvalue())
    return done

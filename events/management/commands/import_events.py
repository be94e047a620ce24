"""`manage.py import_events PATH`: files of the exchange format, or a spreadsheet of events, into the record."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext
from tqdm import tqdm

from events.imports.command import Done, Options, run
from events.imports.names import MAKEABLE, MODELS, NEW, key_of
from events.imports.read import Line
from events.imports.report import ImportRefusedError
from events.imports.sheet.columns import SHEET_COLUMNS
from events.lookup import Kind


class Command(BaseCommand):
    help = "Import a folder in the exchange format, or a file of events: .jsonl, .csv or .xlsx (docs/import.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        add = parser.add_argument
        add("path", type=Path, help="the folder, or a file of events that ends in .jsonl, .csv or .xlsx")
        add("--dry-run", action="store_true", help="only say what would change; -v 2 names each record")
        add("--report", type=Path, metavar="FILE", help="write what becomes of each line to this file, as JSON")
        add("--map", action="append", default=[], metavar="THEIRS=OURS", help="what a heading means; repeatable")
        add("--name", action="append", default=[], metavar="KIND:NAME=SLUG", help="whom a name means; repeatable")
        add(
            "--make",
            action="append",
            default=[],
            metavar="KIND[:NAME][=CODE]",
            help="make a record for an unknown name, or for all of a kind (organization=fund); repeatable",
        )
        add("--skip-errors", action="store_true", help="import the right rows and write the wrong ones to a file")
        add("--wrong-rows", type=Path, metavar="FILE", help="that file; without it, NAME-wrong beside the file")
        add("--reason", default="", help="why the events change, for their history")
        add("--progress", action="store_true", help="show a progress bar even if nobody seems to look")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Options(
            dry_run=options["dry_run"],
            report=options["report"],
            mapping=mapping_of(options["map"]),
            answers=answers_of(options["name"], options["make"]),
            skip_errors=options["skip_errors"],
            wrong_rows=options["wrong_rows"],
            reason=options["reason"],
            with_lines=options["verbosity"] >= 2,
            progress=self._progress(options["progress"]),
        )
        try:
            done = run(options["path"], chosen)
        except ImportRefusedError as found:
            self.stderr.write("\n".join(str(problem) for problem in found.problems))
            count = len(found.problems)
            raise CommandError(f"Nothing was imported: {count} problem{'s'[: count != 1]}.") from None
        if options["verbosity"] >= 1:
            self.stdout.write("\n".join(done.words))
            if options["dry_run"]:
                self.stdout.write("Nothing was written: this was a dry run.")
        if done.problems:
            self.stderr.write("\n".join(str(problem) for problem in done.problems))
            self.stderr.write(_left_out(done))

    def _progress(self, is_wanted: bool) -> Any:
        is_quiet = not (is_wanted or sys.stderr.isatty())

        def progress(words: str, lines: Iterable[Line]) -> Iterable[Line]:
            bar: Iterable[Line] = tqdm(lines, words, unit=" records", disable=is_quiet, file=sys.stderr)
            return bar

        return progress


def mapping_of(pairs: list[str]) -> dict[str, str]:
    """`--map "theirs=ours"` as a dictionary; nothing after the sign leaves the column out."""
    mapping = {}
    for pair in pairs:
        theirs, sign, ours = pair.rpartition("=")
        ours = ours.strip()
        if not sign or not theirs.strip():
            raise CommandError(f'--map "{pair}": write it as --map "their heading=our column".')
        if ours and ours not in SHEET_COLUMNS:
            raise CommandError(f'--map "{pair}": there is no column {ours}; there are {", ".join(SHEET_COLUMNS)}.')
        mapping[theirs.strip()] = ours
    return mapping


def answers_of(names: list[str], made: list[str]) -> dict[str, str]:
    """`--name` and `--make` as answers to the question whom a name means."""
    answers = {}
    for each in names:
        subject, sign, slug = each.rpartition("=")
        kind, _colon, name = subject.partition(":")
        if not sign or kind.strip() not in [*MODELS] or not name.strip():
            raise CommandError(f'--name "{each}": write it as --name "organization:the name=its-slug".')
        answers[key_of(Kind(kind.strip()), name)] = slug.strip()
    for each in made:
        subject, _sign, code = each.partition("=") if ":" not in each else each.rpartition("=")
        subject, code = (subject, code) if subject else (code, "")
        kind, _colon, name = subject.partition(":")
        if kind.strip() not in MAKEABLE:
            raise CommandError(f'--make "{each}": begin with one of {", ".join(MAKEABLE)}.')
        answers[key_of(Kind(kind.strip()), name or "*")] = NEW + code.strip()
    return answers


def _left_out(done: Done) -> str:
    told = ngettext(
        "%(count)d row was left out; mend it in %(file)s and import that.",
        "%(count)d rows were left out; mend them in %(file)s and import that.",
        done.wrong,
    )
    return told % {"count": done.wrong, "file": done.wrong_rows}

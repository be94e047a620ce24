"""`manage.py import_events PATH`: files of the exchange format into the record."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from events.imports.importer import run_import
from events.imports.read import Line
from events.imports.report import ImportRefusedError


class Command(BaseCommand):
    help = "Import a folder, or a file of events, in the exchange format (docs/exchange-format.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder, or a file of events that ends in .jsonl")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change; -v 2 names each record")
        parser.add_argument("--progress", action="store_true", help="show a progress bar even if nobody seems to look")

    def handle(self, *args: Any, **options: Any) -> None:
        is_quiet = not (options["progress"] or sys.stderr.isatty())

        def progress(words: str, lines: Iterable[Line]) -> Iterable[Line]:
            bar: Iterable[Line] = tqdm(lines, words, unit=" records", disable=is_quiet, file=sys.stderr)
            return bar

        try:
            outcomes = run_import(
                options["path"],
                dry_run=options["dry_run"],
                with_lines=options["verbosity"] >= 2,
                progress=progress,
            )
        except ImportRefusedError as found:
            self.stderr.write("\n".join(str(problem) for problem in found.problems))
            count = len(found.problems)
            raise CommandError(f"Nothing was imported: {count} problem{'s'[: count != 1]}.") from None
        if options["verbosity"] >= 1:
            self.stdout.write("\n".join(line for outcome in outcomes for line in [*outcome.lines, str(outcome)]))
            if options["dry_run"]:
                self.stdout.write("Nothing was written: this was a dry run.")

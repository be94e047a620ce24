"""Tell which records may be the same, or which events of a file are recorded already."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.duplicates.actors import MODELS, Actors
from events.duplicates.against import Looked, matches, read
from events.duplicates.events import pairs
from events.lookup import Kind
from events.models import Event

Row = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Tell pairs of records that are judged to be the same, with score (0 to 100) and reasons. With --against, "
        "tell for each event of a file which recorded one it is. docs/duplicates.md describes the output."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--model", choices=["event", "organization", "person", "framework"], default="event")
        parser.add_argument(
            "--against",
            metavar="FILE.jsonl",
            help="events in the exchange format, one a line, whose actors are given by name or by slug; - is stdin",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON list of {slug or line, match, score, reasons}"
        )

    def handle(self, *args: object, **options: Any) -> None:
        if options["against"] and options["model"] != "event":
            raise CommandError("--against takes events; leave --model away.")
        self._problems = 0
        rows = self._against(options["against"]) if options["against"] else self._pairs(options["model"])
        number = self._write_json(rows) if options["json"] else self._write_lines(rows)
        if self._problems:
            raise CommandError(f"{self._problems} lines could not be read; see above.")
        if not options["json"]:
            self.stdout.write(f"{number} found")

    def _against(self, name: str) -> Iterator[Row]:
        try:
            with open(0 if name == "-" else Path(name), encoding="utf-8", closefd=name != "-") as file:
                numbers, events = [], []
                for number, data in read(file):
                    numbers.append(number)
                    events.append(data)
                    if len(events) == LINES_AT_A_TIME:
                        yield from self._told(numbers, events)
                        numbers, events = [], []
                yield from self._told(numbers, events)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{name} could not be read: {error}") from error

    def _told(self, numbers: list[int], events: list[Any]) -> Iterator[Row]:
        for found in matches(events, numbers=numbers):
            if found.problem:
                self._problems += 1
                self.stderr.write(f"line {found.line}: {found.problem}")
            yield from _matches(found)

    def _pairs(self, model: str) -> Iterator[Row]:
        of_events = model == "event"
        records = Event if of_events else MODELS[Kind(model)]
        progress = Progress(self.stderr, records._default_manager.count())
        if of_events:
            for pair in pairs(tell=lambda month, done: progress.tell(done, f"{month:%Y-%m}")):
                yield _row(pair.first.slug, pair.second.slug, pair.judgment.score, pair.judgment.reasons)
        else:
            for found in Actors(Kind(model)).pairs(tell=progress.tell):
                yield _row(found.first.slug, found.second.slug, found.score, found.reasons)

    def _write_json(self, rows: Iterator[Row]) -> int:
        number = 0
        self.stdout.write("[", ending="")
        for number, row in enumerate(rows, 1):
            self.stdout.write(("," if number > 1 else "") + "\n" + json.dumps(row, ensure_ascii=False), ending="")
        self.stdout.write("\n]")
        return number

    def _write_lines(self, rows: Iterator[Row]) -> int:
        number = 0
        for row in rows:
            number += 1
            name = f"line {row['line']}" if "line" in row else row["slug"]
            self.stdout.write(f"{row['score']:3} {name} = {row['match']}\n    {'; '.join(row['reasons'])}")
        return number


LINES_AT_A_TIME = 3_000


class Progress:
    """Says on standard error how far a long look has come, every few seconds; a short one says nothing."""

    def __init__(self, out: Any, whole: int) -> None:
        self._out, self._whole, self._told_at = out, whole, monotonic()

    def tell(self, done: int, where: str = "") -> None:
        if monotonic() - self._told_at >= SECONDS_BETWEEN:
            self._told_at = monotonic()
            self._out.write(f"{done:,} of {self._whole:,} looked through{where and ', up to '}{where}")


SECONDS_BETWEEN = 5


def _row(slug: str, match: str, score: int, reasons: list[str]) -> Row:
    return {"slug": slug, "match": match, "score": score, "reasons": reasons}


def _matches(found: Looked) -> Iterator[Row]:
    for match in found.matches:
        yield {
            "line": found.line,
            "match": match.event.slug,
            "score": match.score,
            "reasons": match.judgment.reasons,
        }

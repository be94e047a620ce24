"""Tell which records may be the same, or which events of a file are recorded already."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.duplicates.actors import Actors
from events.duplicates.against import Looked, matches, read
from events.duplicates.events import pairs
from events.lookup import Kind

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
        rows = self._against(options["against"]) if options["against"] else _pairs(options["model"])
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


def _pairs(model: str) -> Iterator[Row]:
    if model == "event":
        for pair in pairs():
            yield {
                "slug": pair.first.slug,
                "match": pair.second.slug,
                "score": pair.judgment.score,
                "reasons": pair.judgment.reasons,
            }
        return
    for actors in Actors(Kind(model)).pairs():
        yield {
            "slug": actors.first.slug,
            "match": actors.second.slug,
            "score": actors.score,
            "reasons": actors.reasons,
        }


def _matches(found: Looked) -> Iterator[Row]:
    for match in found.matches:
        yield {
            "line": found.line,
            "match": match.event.slug,
            "score": match.score,
            "reasons": match.judgment.reasons,
        }

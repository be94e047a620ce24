"""`manage.py make_release 2026.12`: the public record as it is now, frozen for ever."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from events.freezing import ReleaseRefusedError, make_release


class Command(BaseCommand):
    help = "Freeze the public record as a dated release that answers the same for ever (docs/releases.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "name", help="year and month, and a number for another one of the month: 2026.12, 2026.12.1"
        )
        parser.add_argument("--note", default="", help="what readers have to know of it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            release = make_release(name=options["name"], note=options["note"])
        except (ReleaseRefusedError, DatabaseError) as problem:
            raise CommandError(str(problem)) from None
        if options["verbosity"] < 1:
            return
        for name, table in release.tables.items():
            self.stdout.write(f"{name}: {table['rows']} rows, SHA-256 {table['sha256']}")
        told = f"{release.added} added, {release.changed} changed, {release.removed} removed"
        self.stdout.write(f"Release {release.name} is made. Events since the release before: {told}.")

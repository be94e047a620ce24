"""`manage.py export_events PATH`: the record as files of the exchange format."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.exchange.folder import FolderRefusedError, export


class Command(BaseCommand):
    help = "Write the record as a folder in the exchange format (docs/exchange-format.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder to write")
        parser.add_argument("--public", action="store_true", help="only what the public sees")
        parser.add_argument("--force", action="store_true", help="write to a folder that holds other files, too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = export(options["path"], public=options["public"], force=options["force"])
        except (FolderRefusedError, OSError) as problem:
            raise CommandError(str(problem)) from None
        if options["verbosity"] >= 1:
            told = ", ".join(f"{count} {plural}" for plural, count in counts.items())
            self.stdout.write(f"{options['path']}: {told}.")

"""`manage.py restore FILE`: the database as a backup has it (docs/operations.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cooperation.backups import BackupError
from cooperation.backups.restoring import restore


class Command(BaseCommand):
    help = "Restore a backup, prove it, and put it in the place of the database; --replace if that holds something."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--identity", type=Path, help="the file of the secret key, for an encrypted backup")
        parser.add_argument("--replace", action="store_true", help="the database is kept under another name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = restore(path=options["file"], identity=options["identity"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"The database is that of {done.made_at}: every table came back as it was.")
        if done.former:
            self.stdout.write(f"The former one is kept as {done.former}; drop it when nobody misses anything.")
        if done.migrations_to_run:
            self.stdout.write(f"{done.migrations_to_run} migrations of this code are newer: run manage.py prepare.")
        self.stdout.write("manage.py check_releases tells whether every release answers as it did.")

"""`manage.py backup`: one backup of the database, proved by restoring it (docs/operations.md)."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cooperation.backups import BackupError
from cooperation.backups.archive import kept_in
from cooperation.backups.making import make_backup
from cooperation.backups.retention import Keep, from_the_future


class Command(BaseCommand):
    help = "Back up the whole database, releases too, and prove it by restoring it into a database beside."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BACKUP_FOLDER)
        parser.add_argument("--without-proof", action="store_true", help="leave out the trial; nobody knows its worth")

        parser.add_argument("--check", metavar="HOURS", type=float, help="only tell whether a proved one is that young")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"] is not None:
            self._check(options["folder"], hours=options["check"])
        else:
            self._make(options["folder"], prove=not options["without_proof"])

    def _check(self, folder: Path, *, hours: float) -> None:
        now = timezone.now()
        proved = [one for one in (kept_in(folder) if folder.exists() else []) if one.is_proved]
        newest = next((one for one in proved if not from_the_future(one, now=now)), None)
        if newest is None:
            ahead = f" {proved[0].path} bears a moment yet to come: is the clock right?" if proved else ""
            raise CommandError(f"There is no proved backup in {folder}.{ahead} Make one: manage.py backup")
        age = (now - newest.made_at) / timedelta(hours=1)
        if age > hours:
            raise CommandError(
                f"The last proved backup, {newest.path}, is {age:.0f} hours old. Why was none made since?"
            )
        self.stdout.write(f"{newest.path} is {age:.0f} hours old.")

    def _make(self, folder: Path, *, prove: bool) -> None:
        keep = Keep(settings.BACKUP_KEEP, settings.BACKUP_KEEP_WEEKS, settings.BACKUP_KEEP_MONTHS)
        try:
            made = make_backup(
                folder=folder,
                keep=keep,
                keys=settings.BACKUP_PUBLIC_KEY,
                prove=prove,
                say=self.stdout.write,
            )
        except BackupError as error:
            raise CommandError(str(error)) from None
        for path in made.deleted:
            self.stdout.write(f"Deleted {path.name}, which newer ones make needless.")
        if made.problems:
            found = "\n".join(f"- {problem}" for problem in made.problems[:50])
            raise CommandError(f"THE BACKUP FAILED ITS PROOF and is kept aside as {made.path}:\n{found}")
        took = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in made.seconds.items())
        if prove:
            self.stdout.write(f"{made.path} is proved: every table came back as it was ({took}).")
        else:
            self.stdout.write(self.style.WARNING(f"{made.path} IS NOT PROVED: nobody tried to restore it ({took})."))

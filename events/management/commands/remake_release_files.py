"""`manage.py remake_release_files 2026.12 --note "..."`: after something had to be removed from a release by law."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.freezing import make_files_anew
from events.models import Release


class Command(BaseCommand):
    help = "Write the files and checksums of a release from the rows that it has now (docs/releases.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="the release, like 2026.12")
        parser.add_argument("--note", required=True, help="what was removed and when, for readers")

    def handle(self, *args: Any, **options: Any) -> None:
        release = Release.objects.filter(name=options["name"]).first()
        if release is None:
            raise CommandError(f"There is no release {options['name']}.")
        make_files_anew(release=release, note=options["note"])
        if options["verbosity"] >= 1:
            self.stdout.write(f"The files of release {release.name} are made anew, and its page says so.")

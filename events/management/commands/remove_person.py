"""`manage.py remove_person SLUG --ground request`: a person is taken out of everything, the post stays."""

from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from events.models import Ground, Person
from events.removal import Removed, preview, remove_person


class Command(BaseCommand):
    help = "Remove a person from the record, its history and its releases; the post stays (docs/privacy.md)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of the person's address")
        parser.add_argument("--ground", required=True, choices=Ground.values, help="why; it is kept, and nothing else")
        parser.add_argument(
            "--text", action="append", default=[], metavar="FIELD",
            help="write [name removed] in this kind of text too, like event.summary; can be given several times",
        )  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="say what would change and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(slug=options["slug"]).first()
        if person is None:
            raise CommandError("No person has this address.")
        if options["dry_run"]:
            self._tell(preview(person=person))
            return
        self._tell(remove_person(person=person, by=None, ground=options["ground"], texts=options["text"]))
        self.stdout.write("The person is removed. Backups hold the earlier state until they are replaced.")

    def _tell(self, removed: Removed) -> None:
        for key, number in removed.changed.items():
            self.stdout.write(f"{key}: {number}")
        for place in removed.places:
            where = f" ({place.where})" if place.where else ""
            self.stdout.write(f"The name stands in {place.group} {place.key}{where}: {place.text}")

"""`manage.py load_reference`: countries, their names and the themes into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from events.history.context import How, recorded
from events.reference.load import load_reference


class Command(BaseCommand):
    help = "Load countries, their names in ten languages and the themes. Adds what is missing, deletes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        with recorded(how=How.COMMAND):
            written = load_reference()
        if options["verbosity"] >= 1:
            told = ", ".join(f"{count} {name}" for name, count in written.items() if count)
            self.stdout.write(f"Reference data: {told} written." if told else "Reference data: nothing to do.")

"""`manage.py prepare`: what a server does before it starts the site, once however many copies start."""

from typing import Any

from django.core.management.base import BaseCommand

from cooperation.preparing import prepare


class Command(BaseCommand):
    help = "Migrate and load the reference data; of several at a time one does it and the others wait."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(say=self.stdout.write)

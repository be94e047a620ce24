"""`manage.py tidy`: once a day (docs/operations.md)."""

from typing import Any

from django.core.management.base import BaseCommand

from cooperation.tidying import DAYS_OF_SIGN_INS, tidy


class Command(BaseCommand):
    help = f"Delete ended sessions, sign-ins older than {DAYS_OF_SIGN_INS} days, and what the cache no longer needs."

    def handle(self, *args: Any, **options: Any) -> None:
        gone = ", ".join(f"{number} {what}" for what, number in tidy().items())
        self.stdout.write(f"Deleted: {gone}.")

"""`manage.py make_account NAME --group reviewers`"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cooperation.accounts.keeping import AccountError, make_account


class Command(BaseCommand):
    help = "Make an account of the staff and print its password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--group", action="append", default=[], help="analysts, reviewers or administrators")
        parser.add_argument("--email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["group"]:
            raise CommandError("Give a group: --group analysts, --group reviewers or --group administrators.")
        try:
            password = make_account(name=options["name"], groups=options["group"], email=options["email"])
        except AccountError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Password of {options['name']}, shown this once: {password}")

"""`manage.py disable_account NAME`, and `--enable` for the way back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cooperation.accounts.keeping import AccountError, disable_account, enable_account


class Command(BaseCommand):
    help = "Let an account sign in no more and end its sessions; --enable lets it in again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--enable", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["enable"]:
                enable_account(name=options["name"])
                self.stdout.write(f"{options['name']} may sign in again.")
            else:
                ended = disable_account(name=options["name"])
                self.stdout.write(f"{options['name']} cannot sign in any more; sessions ended: {ended}.")
        except AccountError as error:
            raise CommandError(str(error)) from None

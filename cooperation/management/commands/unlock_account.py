"""`manage.py unlock_account NAME`, and `--second-factor` for whoever lost theirs."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cooperation.accounts.keeping import AccountError, reset_second_factor, unlock_account


class Command(BaseCommand):
    help = "Forget the wrong passwords for an account; --second-factor forgets a lost second factor too."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--second-factor", action="store_true", help="once you are sure who is asking")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            forgotten = unlock_account(name=options["name"])
            self.stdout.write(f"{options['name']} is not locked out; addresses forgotten: {forgotten}.")
            if options["second_factor"]:
                number = reset_second_factor(name=options["name"])
                self.stdout.write(f"Second factors forgotten: {number}. The next sign-in sets up a new one.")
        except AccountError as error:
            raise CommandError(str(error)) from None

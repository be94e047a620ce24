"""Django's `flush`, which the database refuses: it empties tables without a trace. Here the refusal says the cure."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.utils.translation import gettext as _

REFUSED = "would leave no trace in the history"  # of the function events_refuse_truncate


class Command(flush.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except CommandError as error:
            if REFUSED not in str(error.__cause__):
                raise
            told = _(
                "Nothing was emptied: the record keeps the history of everything, and flush would leave no trace in "
                "it. If all data of this database and their history are to go, say so to the database:\n"
                "PGOPTIONS='-c cooperation.truncate=on' python manage.py flush\n"
                "The embedded database is dropped as a whole by `make reset`."
            )
            raise CommandError(told) from error

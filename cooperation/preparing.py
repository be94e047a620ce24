"""The tables and the reference data brought up to date, by one process at a time.

Copies of the site may start together: the database itself lets one of them in, and the others find the work done.
"""

from __future__ import annotations

from collections.abc import Callable

from django.core.management import call_command
from django.db import connection

ONE_AT_A_TIME = 710_003


def prepare(*, say: Callable[[str], object]) -> None:
    """Migrate and load the reference data. The lock goes with the connection: a killed process keeps nobody waiting."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            say("Another copy prepares the database. Waiting for it ...")
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("load_reference", verbosity=0)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    say("The tables and the reference data are up to date.")

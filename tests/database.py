"""Keeps the reference data through tests that commit, and clears up after runs that were killed."""

import time
from collections.abc import Iterator

import psutil
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase

_kept: dict[str, bytes] = {}  # table -> its rows after migrations and reference data, as COPY writes them


def prepare() -> None:
    """Load the reference data once and keep a copy of every row that each test may rely on."""
    call_command("load_reference", verbosity=0)
    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f"COPY {table} TO STDOUT") as rows:
                _kept[table] = b"".join(bytes(part) for part in rows)
    TransactionTestCase._fixture_teardown = _restore


def _restore(test: TransactionTestCase) -> None:
    """Put every table back as it was before the tests, in place of Django's flush, which would empty them."""
    with connection.cursor() as cursor:
        history = [table for table in _kept if "snapshot" in table or "publicchange" in table or "context" in table]
        cursor.execute(f"TRUNCATE {', '.join(_kept)}")
        cursor.execute("BEGIN")  # references between tables are checked at the end of the transaction
        for table, rows in _kept.items():
            if rows and table not in history:
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
        cursor.execute(f"TRUNCATE {', '.join(history)}")  # what the rows above have just left in it
        cursor.execute("COMMIT")


def _tables() -> Iterator[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return (connection.ops.quote_name(name) for name in [*names, "django_migrations"])


def drop_leftovers() -> None:
    """Drop the test databases of runs whose process is gone."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_cooperation\\_%'")
        for (name,) in cursor.fetchall():
            run = name.split("_")[2]
            if run.isdecimal() and not psutil.pid_exists(int(run)):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def wait_until_somebody_waits(seconds: float = 20) -> None:
    """Return once another connection waits for a lock: only then do two changes meet for certain."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # else a transaction sees what it saw first
            cursor.execute(
                "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone():
                return
            if time.monotonic() > until:
                raise AssertionError("Nobody ever waited for a lock.")
            time.sleep(0.02)

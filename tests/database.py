"""Makes the tests' databases quickly, keeps the reference data through tests that commit, and clears up after runs
that were killed.
"""

import hashlib
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import psutil
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "events" / "sample"
MADE_FROM = [
    "cooperation/migrations",
    "events/migrations",
    "events/reference",
    "events/choices.py",
    "tests/database.py",
]
TEMPLATES = f"cooperation_template_{hashlib.sha256(bytes(PROJECT)).hexdigest()[:6]}"  # one family for each checkout
ONE_AT_A_TIME = 710_001
LARGE = 2_000_000  # bytes of all tables together
WITHOUT_MODEL = ["django_migrations", "cooperation_cache", "events_apicount"]

_kept: dict[str, bytes] = {}  # table -> its rows after migrations and reference data, as COPY writes them
_standing: dict[str, tuple[int, int]] = {}  # each table that has such rows -> its version, see below
_sample: dict[str, bytes] = {}  # table -> the rows that an import of the sample writes


def template() -> str:
    """The name of a database with all migrations and the reference data, to be copied for each worker of each run.

    To make one takes ten seconds of a processor, to copy it a tenth of one. It is made anew when its name, which
    is made of all that it depends on, is not there.
    """
    made_from = hashlib.sha256()
    for path in sorted(each for root in MADE_FROM for each in [PROJECT / root, *(PROJECT / root).rglob("*")]):
        if path.is_file() and path.suffix != ".pyc":
            made_from.update(path.read_bytes())
    packages = ["django", "django-pghistory", "django-pgtrigger"]
    made_from.update(" ".join(version(package) for package in packages).encode())
    name = f"{TEMPLATES}_{made_from.hexdigest()[:10]}"
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TEMPLATES])
        present = [found for (found,) in cursor.fetchall()]
        if name not in present:
            for outdated in present:
                cursor.execute(f'DROP DATABASE "{outdated}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{TEMPLATES}_new"')
            _fill(f"{TEMPLATES}_new")
            cursor.execute(f'ALTER DATABASE "{TEMPLATES}_new" RENAME TO "{name}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
    return name


def _fill(database: str) -> None:
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_reference", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def prepare() -> None:
    """Keep a copy of every row that each test may rely on."""
    for table in _tables():
        _kept[table] = _rows_of(table)
    _standing.update(_versions())
    TransactionTestCase._fixture_teardown = _restore


def _restore(test: TransactionTestCase) -> None:
    """Put every table back as it was before the tests, in place of Django's flush, which would empty them."""
    untouched = _versions() == _standing
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        _empty([table for table in _kept if not (untouched and _stands(table))])
        cursor.execute("SET LOCAL session_replication_role = replica")  # the rows leave no history, and all fit
        for table in [] if untouched else filter(_stands, _kept):
            _fill_table(table, _kept[table])
        cursor.execute("COMMIT")
    _standing.update(_versions())


def _empty(tables: list[str]) -> None:
    """Take all rows away.

    To truncate makes the files of each table and index anew, a tenth of a second. To delete leaves the room that rows
    took, which each later question looks through: so much of it that it costs more is worth a truncation.
    """
    sizes = [f"pg_relation_size('{table}')" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(sizes)}")
        if cursor.fetchone()[0] > LARGE:
            cursor.execute("SET LOCAL cooperation.truncate = on")
            cursor.execute(f"TRUNCATE {', '.join(tables)}")
            return
        cursor.execute("SET LOCAL session_replication_role = replica")  # nothing is noted or refused
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables))
        for (table,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("INSERT INTO events_indexchange DEFAULT VALUES")  # everything may have changed


def load_sample() -> None:
    """Load the real events of the sample, for a test that commits: imported once, then copied in a tenth of it."""
    tables = [table for table in _kept if not _stands(table)]
    if not _sample:
        call_command("import_events", str(SAMPLE), verbosity=0)
        _sample.update((table, _rows_of(table)) for table in tables)
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # their history and index are among the rows
        for table in tables:
            _fill_table(table, _sample[table])
        cursor.execute("INSERT INTO events_indexchange DEFAULT VALUES")  # everything may have changed


def _rows_of(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as rows:
        return b"".join(bytes(part) for part in rows)


def _fill_table(table: str, rows: bytes) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write(rows)


def _stands(table: str) -> bool:
    """Whether its rows are there before each test. What the history says of them is not."""
    return bool(_kept[table]) and not any(part in table for part in ("snapshot", "publicchange", "context"))


def _versions() -> dict[str, tuple[int, int]]:
    """For each table that stands the number of rows and the last transaction that wrote one: others after a change."""
    counted = "SELECT '{0}', count(*), max(xmin::text::bigint) FROM {0}"
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(counted.format(table) for table in _kept if _stands(table)))
        return {table: (rows, last) for table, rows, last in cursor.fetchall()}


def _tables() -> Iterator[str]:
    names = connection.introspection.django_table_names(only_existing=True, include_views=False)
    return (connection.ops.quote_name(name) for name in [*names, *WITHOUT_MODEL])


def end_other_sessions() -> None:
    """End what threads of the live server left open: a database that is in use can't be dropped."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


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

"""Releases through the years: their tables follow migrations, and their answers are held against their checksums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, models

from events.exports.package import Counted
from events.freezing.files import every_table
from events.freezing.schema import FROZEN, frozen, like
from events.models import Release
from events.releases import in_force

LACKING = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull, typcategory
    FROM pg_attribute JOIN pg_type ON pg_type.oid = atttypid
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped
    AND NOT EXISTS (
        SELECT FROM pg_attribute AS there
        WHERE there.attrelid = %s::regclass AND there.attname = pg_attribute.attname AND NOT there.attisdropped
    )
    ORDER BY attnum
"""
STRICTER = """
    SELECT there.attname FROM pg_attribute AS there
    JOIN pg_attribute AS live ON live.attname = there.attname AND live.attrelid = %s::regclass AND live.attnum > 0
    WHERE there.attrelid = %s::regclass AND there.attnum > 0 AND there.attnotnull AND NOT live.attnotnull
"""
EMPTY = {"S": "''", "N": "0", "B": "false", "A": "'{}'"}
"""What a column that may not be NULL holds in a release that was made before it, by the category of its type."""


def follow_migrations() -> None:
    """Give the tables of every release the columns that the live ones have by now, and the tables that it lacks.

    What may be empty in the live tables may be so in theirs.

    New code can ask them then, and finds nothing recorded. What a migration renames it has to rename here itself.
    """
    with connection.cursor() as cursor:
        if not _is_there(cursor, Release._meta.db_table):
            return  # on the way to a time before releases
    for release in Release.objects.all():
        for model in FROZEN:
            _follow(release, model)


def _follow(release: Release, model: type[models.Model]) -> None:
    with connection.cursor() as cursor:
        if not _is_there(cursor, frozen(release, model)):
            cursor.execute(like(release, model))
            return
        cursor.execute(LACKING, [f'"{model._meta.db_table}"', frozen(release, model)])
        for name, datatype, is_needed, category in cursor.fetchall():
            default = f" NOT NULL DEFAULT {EMPTY[category]}" if is_needed and category in EMPTY else ""
            cursor.execute(f'ALTER TABLE {frozen(release, model)} ADD COLUMN "{name}" {datatype}{default}')
        cursor.execute(STRICTER, [f'"{model._meta.db_table}"', frozen(release, model)])
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {frozen(release, model)} ALTER COLUMN "{name}" DROP NOT NULL')


def _is_there(cursor: Any, table: str) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
    return bool(cursor.fetchone()[0])


def broken_promises(release: Release) -> Iterator[str]:
    """What a release answers otherwise than when it was made, in words. Reads all of it."""
    with in_force(release):
        tables = every_table(release)
        for name, promised in release.tables.items():
            counted = Counted(tables[name], name)
            for _piece in counted.pieces():
                pass
            if counted.sha256 != promised["sha256"]:
                yield f"{release.name}: {name} has the SHA-256 {counted.sha256} and not {promised['sha256']}"
    for file in release.files.all():
        if not file.is_whole():
            yield f"{release.name}: the file {file.name} is damaged"

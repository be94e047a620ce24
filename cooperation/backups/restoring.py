"""The way back: into a database beside, held against the manifest, and put in the place of the site's at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from cooperation.backups import BackupError
from cooperation.backups.archive import opened
from cooperation.backups.census import differences
from cooperation.backups.making import census_of, fill
from cooperation.backups.place import Place, alone, beside, name_beside

# Of those whom this user may send away; PostgreSQL's own helpers make room by themselves.
SEND_AWAY = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = ANY(%s) AND backend_type = 'client backend' AND pg_has_role(usesysid, 'MEMBER')
"""
ATTEMPTS = 10  # each waits five seconds for whoever is still connected


@dataclass(frozen=True)
class Restored:
    """What came of it: where the former database is, and which migrations of this code are still to run."""

    made_at: str
    former: str
    migrations_to_run: int


def restore(*, path: Path, identity: Path | None = None, replace: bool = False) -> Restored:
    """Restore a backup. The former database is kept under another name; when anything fails, it is untouched."""
    try:
        return _restored(Place.of_the_site(), path, identity, replace)
    except OSError as error:
        raise BackupError(
            f"Restoring {path} failed: {error.strerror}. Nothing was changed. Is there room, and may it be read?"
        ) from error


def _restored(place: Place, path: Path, identity: Path | None, replace: bool) -> Restored:
    at, held = datetime.now(UTC), _tables(place)
    if held and not replace:
        raise BackupError(
            f"The database {place.name} holds {held} tables already. To put the backup in its place: --replace."
            " It is kept under another name."
        )
    with alone(place) as server, opened(path, identity=identity) as (manifest, dump):
        to_run = _fits(manifest, server, path)
        with beside(server, place, use="restore", at=at) as fresh:
            fill(fresh, dump, manifest)
            if problems := list(differences(manifest["holds"], census_of(fresh))):
                raise BackupError(
                    f"{path.name} was restored, but not as it was: {'; '.join(problems[:20])}. Nothing was changed."
                    " Take an earlier backup."
                )
            connections.close_all()
            former = name_beside(place, "before", at)
            _swap(server, place.name, fresh.name, former)
        if not held:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(former)))
        return Restored(manifest["made_at"], former if held else "", to_run)


def _tables(place: Place) -> int:
    asked = "SELECT count(*) FROM pg_tables WHERE schemaname !~ '^pg_' AND schemaname <> 'information_schema'"
    with place.connect() as connected:
        return int(connected.execute(asked).fetchall()[0][0])


def _fits(manifest: dict[str, Any], server: psycopg.Connection[Any], path: Path) -> int:
    """Refuse what this code or this server is too old for; return how many migrations are still to run."""
    here, there = server.info.server_version // 10000, manifest["postgresql"] // 10000
    if there > here:
        raise BackupError(f"{path.name} is of PostgreSQL {there}, and this server is {here}. Use PostgreSQL {there}.")
    ours = set(MigrationLoader(None).disk_migrations)
    theirs = {(app, name) for app, name in manifest["migrations"]}
    if newer := sorted(".".join(one) for one in theirs - ours):
        raise BackupError(
            f"{path.name} was made by newer code: {', '.join(newer)} is not known here."
            " Restore it with the version that made it."
        )
    return len(ours - theirs)


def _swap(server: psycopg.Connection[Any], name: str, fresh: str, former: str) -> None:
    """Put the fresh database in the place of the other, both or none. Who is connected loses the connection."""
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    for attempt in range(ATTEMPTS):
        try:
            with server.transaction():
                server.execute(SEND_AWAY, [[name, fresh]])
                server.execute(rename.format(sql.Identifier(name), sql.Identifier(former)))
                server.execute(rename.format(sql.Identifier(fresh), sql.Identifier(name)))
        except psycopg.errors.ObjectInUse:
            if attempt == ATTEMPTS - 1:
                raise BackupError(
                    f"Somebody connects to {name} again and again. Stop the site and try again: nothing was changed."
                ) from None
        except psycopg.errors.InsufficientPrivilege as error:
            raise BackupError(f"The swap is not allowed: {error}. Restore as the owner of {name}.") from None
        else:
            return

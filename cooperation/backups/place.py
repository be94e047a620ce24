"""How to reach the database of the site, others on its server, and who of us may work on them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from cooperation.backups import BackupError

MAINTENANCE = "postgres"  # the database from which others are made, renamed and dropped
ONE_AT_A_TIME = 710_002
STAMP = "%Y%m%dT%H%M%S"
USES = ("proof", "restore")
# One reading for every server and every user: sums of rows are compared as text.
READ_ALIKE = {
    "DateStyle": "ISO",
    "TimeZone": "UTC",
    "IntervalStyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "search_path": "",
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "client_min_messages": "error",
}


@dataclass(frozen=True)
class Place:
    """A database of the server: what libpq is told to reach it."""

    parameters: dict[str, str]

    @classmethod
    def of_the_site(cls) -> Place:
        """The database in the settings."""
        given = connection.settings_dict
        named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
        parameters = {key: str(given[name]) for key, name in named.items() if given.get(name)}
        known = {option.keyword.decode() for option in psycopg.pq.Conninfo.get_defaults()}
        options = {key: str(value) for key, value in given.get("OPTIONS", {}).items() if key in known}
        return cls(options | parameters | {"options": ""})

    @property
    def name(self) -> str:
        return self.parameters["dbname"]

    @property
    def is_near(self) -> bool:
        """Whether it is reached by a socket of this machine, where no TLS is asked for."""
        return self.parameters.get("host", "/").startswith("/")

    def other(self, name: str) -> Place:
        return Place(self.parameters | {"dbname": name})

    def environment(self) -> dict[str, str]:
        """Variables for a program of PostgreSQL: on its command line everybody would read the password."""
        variables = {
            option.keyword.decode(): option.envvar.decode()
            for option in psycopg.pq.Conninfo.get_defaults()
            if option.envvar
        }
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        told = {variables[key]: value for key, value in self.parameters.items() if value and key in variables}
        return inherited | told | {"PGAPPNAME": "cooperation-backup"}

    def connect(self) -> psycopg.Connection[Any]:
        try:
            connected = psycopg.connect(**self.parameters, autocommit=True)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            raise BackupError(f"The database {self.name} can't be reached: {error}") from None
        for name, value in READ_ALIKE.items():
            connected.execute("SELECT set_config(%s, %s, false)", [name, value])
        return connected


@contextmanager
def alone(place: Place) -> Iterator[psycopg.Connection[Any]]:
    """A connection beside the database, held by one backup or restoration of it at a time.

    The server lets go of the lock with the connection: a killed run keeps nobody out.
    """
    lock = [ONE_AT_A_TIME, place.name]
    with place.other(MAINTENANCE).connect() as server:
        if not server.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", lock).fetchall()[0][0]:
            raise BackupError(f"Another backup or restoration of the database {place.name} is under way. Wait for it.")
        try:
            drop_leftovers(server, place)
            yield server
        except psycopg.OperationalError as error:
            raise BackupError(f"The server broke off: {str(error).strip()}. Nothing was changed; try again.") from error
        finally:  # said in words: the server notices only a moment later that somebody has gone
            with suppress(psycopg.Error):
                server.execute("SELECT pg_advisory_unlock(%s, hashtext(%s))", lock)


def drop_leftovers(server: psycopg.Connection[Any], place: Place) -> list[str]:
    """Drop what killed runs left. Only whoever is alone may do that."""
    pattern = re.compile(rf"{re.escape(_stem(place))}_({'|'.join(USES)})_\d{{8}}T\d{{6}}")
    names = [name for (name,) in server.execute("SELECT datname FROM pg_database") if pattern.fullmatch(name)]
    for name in names:
        drop(server, name)
    return names


def drop(server: psycopg.Connection[Any], name: str) -> None:
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def name_beside(place: Place, use: str, at: datetime) -> str:
    """The name of a database beside, which says whose it is and what for."""
    return f"{_stem(place)}_{use}_{at.strftime(STAMP)}"


def _stem(place: Place) -> str:
    """The name of the database, or one as good: PostgreSQL cuts names at 63 bytes."""
    name = place.name
    return name if len(name) <= 36 else f"{name[:27]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


@contextmanager
def beside(server: psycopg.Connection[Any], place: Place, *, use: str, at: datetime) -> Iterator[Place]:
    """An empty database like the site's, dropped afterwards unless it was renamed."""
    name = name_beside(place, use, at)
    try:
        make_like(server, place.name, name)
        yield place.other(name)
    finally:
        if not server.closed:
            drop(server, name)


def make_like(server: psycopg.Connection[Any], model: str, name: str) -> None:
    """Make an empty database with the encoding and the locale of another."""
    locale = "datlocale" if server.info.server_version >= 170000 else "daticulocale"
    asked = f"SELECT pg_encoding_to_char(encoding), datlocprovider, datcollate, datctype, {locale} FROM pg_database"  # noqa: S608
    encoding, provider, collate, ctype, own = server.execute(asked + " WHERE datname = %s", [model]).fetchall()[0]
    parts = ["TEMPLATE template0 ENCODING {encoding} LC_COLLATE {collate} LC_CTYPE {ctype}"]
    if provider == "b":
        parts.append("LOCALE_PROVIDER builtin BUILTIN_LOCALE {own}")
    elif provider == "i":
        parts.append("LOCALE_PROVIDER icu ICU_LOCALE {own}")
    values = {"encoding": encoding, "collate": collate, "ctype": ctype, "own": own}
    statement = sql.SQL("CREATE DATABASE {name} " + " ".join(parts))
    try:
        server.execute(statement.format(name=sql.Identifier(name), **{k: sql.Literal(v) for k, v in values.items()}))
    except psycopg.errors.InsufficientPrivilege:
        user = server.info.user
        raise BackupError(
            f"The user {user} may not make a database to try the backup in. As the owner of the server:"
            f" ALTER ROLE {user} CREATEDB; or leave the proof out with --without-proof."
        ) from None

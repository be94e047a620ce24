"""The other kinds of record in the peer's file, each with a full-text table, as its users would search them all."""

import http.client
import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from bench.site import HOST, Site

WORDS = {
    "organizations": ("name", "acronym", "other_names"),
    "people": ("name", "other_names"),
    "countries": ("name", "other_names"),
    "frameworks": ("title", "acronym", "summary"),
    "themes": ("name",),
    "quotes": ("text", "translation"),
    "sources": ("title", "publisher"),
}
"""The columns in which our search looks for words, by kind."""
TABLES = ("events", *WORDS)


def fill(site: Site, database: sqlite3.Connection) -> None:
    """A table for each kind."""
    for table, words in WORDS.items():
        rows = [{name: _value(value) for name, value in record.items()} for record in records(site, table)]
        names = list(rows[0])
        declared = ", ".join(f'"{name}" TEXT' for name in names)
        database.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {declared})")
        marks = ", ".join(f":{name}" for name in names)
        database.executemany(f"INSERT INTO {table} ({', '.join(map(_quoted, names))}) VALUES ({marks})", rows)
        columns = ", ".join(words)
        database.execute(
            f"CREATE VIRTUAL TABLE {table}_fts USING FTS5 ({columns}, tokenize='porter unicode61', content='{table}')"
        )
        database.execute(f"INSERT INTO {table}_fts (rowid, {columns}) SELECT id, {columns} FROM {table}")
        database.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")


def records(site: Site, kind: str) -> Iterator[dict[str, Any]]:
    """All records of a kind, from our own JSON Lines where there are such."""
    if kind in ("sources", "countries"):
        yield from _sources() if kind == "sources" else _countries()
        return
    connection = http.client.HTTPConnection(HOST, site.port, timeout=600)
    connection.request("GET", f"/{kind}.jsonl")
    for line in connection.getresponse():
        yield json.loads(line)
    connection.close()


def _sources() -> Iterator[dict[str, Any]]:
    from events.models import Source

    yield from Source.objects.public().values("slug", "title", "publisher", "url", "published", "language").iterator()


def _countries() -> Iterator[dict[str, Any]]:
    """With their names in all languages, which stand in no list of ours."""
    from events.models import Country

    for country in Country.objects.prefetch_related("names"):
        yield {"code": country.pk, "name": country.name, "other_names": [one.name for one in country.names.all()]}


def _quoted(name: str) -> str:
    return f'"{name}"'


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value

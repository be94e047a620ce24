"""Datasette beside the site: the same public events in SQLite, with its indexes and full-text table, asked by HTTP too.

A table of all events with every column of our CSV, lists as JSON arrays (which Datasette counts facets of), and for
each list that is filtered by a table of pairs with an index, through which Datasette finds events. The rows come from
our own JSON Lines, so that both hold the same. Beside it stand the other kinds of record that are searched
(`peer_kinds`).
"""

import json
import signal
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from bench import peer_kinds
from bench.database import PROJECT
from bench.questions import Question
from bench.site import HOST, Server, Site, free_port

PROGRAM = PROJECT / ".venv" / "peer" / "bin" / "datasette"
FILE = PROJECT / "var" / "peer.db"
PLAIN = ("type", "state", "mode", "precision", "year", "start", "latest_start")
LISTS = {"country": "countries", "organization": "organizations", "person": "people", "theme": "themes"}
FACETS = ["type", "mode", "state", "year", "precision"]
ARRAY_FACETS = ["countries", "organizations", "themes", "pillars"]
WORDS = (
    *("title", "original_title", "summary", "date_note", "cities", "venues"),
    *("country_names", "organization_names", "person_names"),
)
SETTINGS = {
    "default_page_size": 25,
    "suggest_facets": "off",
    "facet_time_limit_ms": 60_000,  # else it leaves out what takes longer than a fifth of a second
    "sql_time_limit_ms": 60_000,
    "max_csv_mb": 0,
    "num_sql_threads": 4,
}


class Peer(Server):
    """Datasette, serving the file as one that never changes, which is its quickest way."""

    def __init__(self) -> None:
        self.port = free_port()
        settings = [part for name, value in SETTINGS.items() for part in ("--setting", name, str(value))]
        command = [str(PROGRAM), "serve", "--immutable", str(FILE), "--host", HOST, "--port", str(self.port), *settings]
        self.process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait("/-/versions.json")

    def __exit__(self, *_error: object) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def fill(site: Site) -> int:
    """Write the file from the site's own JSON Lines, and return the number of events."""
    FILE.unlink(missing_ok=True)
    database = sqlite3.connect(FILE)
    database.execute("PRAGMA journal_mode = off")
    database.execute("PRAGMA synchronous = off")
    peer_kinds.fill(site, database)
    records = peer_kinds.records(site, "events")
    first = next(records)
    columns = list(first)
    database.execute(f"CREATE TABLE events (id INTEGER PRIMARY KEY, {', '.join(map(_declared, first.items()))})")
    for name, column in LISTS.items():
        pairs = f"event INTEGER REFERENCES events(id), {name} TEXT"
        database.execute(f"CREATE TABLE {column}_of_events (id INTEGER PRIMARY KEY, {pairs})")
    number = 0
    marks = ", ".join("?" * (len(columns) + 1))
    for batch in _batches(_chained(first, records)):
        rows = [(number + at, *map(_value, record.values())) for at, record in enumerate(batch, 1)]
        database.executemany(f"INSERT INTO events VALUES ({marks})", rows)
        for name, column in LISTS.items():
            found = [(number + at, value) for at, record in enumerate(batch, 1) for value in record[column]]
            database.executemany(f"INSERT INTO {column}_of_events (event, {name}) VALUES (?, ?)", found)
        number += len(batch)
    _index(database)
    database.commit()
    database.close()
    return number


def _chained(first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield first
    yield from rest


def _batches(records: Iterator[dict[str, Any]], size: int = 2_000) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(records, size)):
        yield batch


def _declared(column: tuple[str, Any]) -> str:
    name, value = column
    return f'"{name}" {"INTEGER" if isinstance(value, int) else "TEXT"}'


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _index(database: sqlite3.Connection) -> None:
    """What a careful owner of such a file would make: an index for each filter and order, and words to search."""
    for column in PLAIN:
        database.execute(f'CREATE INDEX events_{column} ON events ("{column}")')
    for name, column in LISTS.items():
        database.execute(f"CREATE INDEX {column}_{name} ON {column}_of_events ({name}, event)")
        database.execute(f"CREATE INDEX {column}_event ON {column}_of_events (event)")
    words = ", ".join(WORDS)
    database.execute(
        f"CREATE VIRTUAL TABLE events_fts USING FTS5 ({words}, tokenize='porter unicode61', content='events')"
    )
    database.execute(f"INSERT INTO events_fts (rowid, {words}) SELECT id, {words} FROM events")
    database.execute("INSERT INTO events_fts (events_fts) VALUES ('optimize')")
    database.execute("ANALYZE")


def same_of(question: Question, *, with_lists: bool = True) -> Question | None:
    """The same question asked of Datasette: filters, order, and facets counted beside. None where there is no such.

    Without the facets of lists, which it reads out of each row, it counts only those of plain columns.
    """
    _path, _mark, query = question.path.partition("?")
    asked: list[tuple[str, str]] = []
    names = [name for name, _value in parse_qsl(query)]
    for name, value in parse_qsl(query):
        if name in LISTS and value != "not-recorded":
            through = {"table": f"{LISTS[name]}_of_events", "column": name, "value": value}
            asked.append(("_through", json.dumps(through)))
        elif name in ("type", "mode", "state", "precision", "year") and value != "not-recorded":
            asked.append((f"{name}__exact", value))
        elif name == "q" and '"' not in value and " -" not in value:
            asked.append(("_search", value))
        else:
            return None
    if len(set(names)) < len(names):
        return None  # two values of one parameter are any of them here and both of them there
    facets = [("_facet", name) for name in FACETS]
    facets += [("_facet_array", name) for name in ARRAY_FACETS if with_lists]
    order = [("_sort_desc", "latest_start"), *(("_facet_size", "20"),)]
    return Question(question.category, f"/{FILE.stem}/events?{urlencode([*asked, *order, *facets])}")


def searched(words: str, *, rows: int, form: str = "", table: str = "events", facets: Sequence[str] = ()) -> str:
    """A search of one table: so many rows, with the number of all that were found."""
    asked = [("_search", words), ("_size", str(rows)), *([("_facet", name) for name in facets] or [("_nofacet", "1")])]
    return f"/{FILE.stem}/{table}{form}?{urlencode(asked)}"


CSV = f"/{FILE.stem}/events.csv?_stream=on"


def is_there() -> bool:
    return Path(PROGRAM).exists()

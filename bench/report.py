"""Figures as a table, as JSON, and as `docs/performance.md`."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from bench.database import PROJECT

FILE = PROJECT / "var" / "bench.json"
MILLION = PROJECT / "var" / "bench-million.json"
PAGE = PROJECT / "docs" / "performance.md"

HEAD = """# Performance

Written by `make bench ARGS=--write-docs`; not edited by hand. `make bench-data` makes the record that is measured:
100,000 events shaped like the sample, the same rows on every machine. The site runs as `make run` serves it, and
requests are sent one after the other from the same machine. Targets are those of the design; nothing here is a
test, because a busy machine is slower than a quiet one: beside the time of the clock stands that of the processor, of
the site and its database together, which others disturb less. Every page is made
anew, but where answers a second are counted: there pages that are asked for again come from memory, as they do on a
server, and what it is without that is told.

Datasette answers from SQLite, with an index for each filter and a full-text table for each kind of record, and is asked
in turn with us. It writes plain tables; our pages mark the words, tell how many events each record has and count twelve
facets. A search of one table without facets is its strength, and is told beside the others.
"""

MILLION_HEAD = """Written by `make bench ARGS=--million`, on the record that `make bench-data ARGS=--million` makes.
Each process holds the sets of all events in memory, 0.2 GB more than at 100,000, and takes them as another process left
them. What a file takes beside them is the same for a year and for all. The files take half an hour, so their figures
may be of an earlier run than those of the pages (`--pages`).
"""


@dataclass(frozen=True)
class Figure:
    """One measured value, beside its target."""

    name: str
    value: float
    unit: str = ""
    target: float | None = None
    is_least: bool = False  # the target is what it should reach, not what it should not pass

    @property
    def is_missed(self) -> bool:
        if self.target is None:
            return False
        return self.value < self.target if self.is_least else self.value > self.target

    def cells(self) -> tuple[str, str, str]:
        sign = "≥" if self.is_least else "≤"
        goal = "" if self.target is None else f"{sign} {self.target:g} {self.unit}".rstrip()
        return self.name, f"{rounded(self.value)} {self.unit}".rstrip(), f"{goal}{' missed' if self.is_missed else ''}"


def rounded(value: float) -> str:
    return f"{value:.0f}" if value >= 20 else f"{value:.2f}" if value < 5 else f"{value:.1f}"


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')")
        version, buffers = cursor.fetchone()
        cursor.execute("SELECT count(*) FILTER (WHERE status = 'published'), count(*) FROM events_event")
        public, events = cursor.fetchone()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "load at the start": f"{os.getloadavg()[0]:.1f}",
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "PostgreSQL": f"{version}, shared_buffers {buffers}",
        "events": f"{events} of which {public} public",
    }


def table(figures: list[Figure]) -> str:
    width = max(len(figure.name) for figure in figures)
    lines = (figure.cells() for figure in figures)
    return "\n".join(f"{name:<{width}}  {value:>10}  {target}".rstrip() for name, value, target in lines)


def save(file: Path, facts: dict[str, str], figures: list[Figure], slowest: list[tuple[str, float]]) -> Path:
    file.parent.mkdir(exist_ok=True)
    report = {"machine": facts, "figures": [asdict(figure) for figure in figures], "slowest": slowest}
    file.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    return file


def with_the_rest(figures: list[Figure], file: Path) -> list[Figure]:
    """These, which are measured first, and behind them what the last whole run measured after them."""
    last = [Figure(**figure) for figure in json.loads(file.read_text())["figures"]] if file.exists() else []
    if [one.name for one in last[: len(figures)]] != [one.name for one in figures]:
        return figures
    return figures + last[len(figures) :]


def write_page() -> Path:
    """Of what was measured last, the million events where they were."""
    lines = [HEAD, *_section(FILE)]
    if MILLION.exists():
        lines += ["", "## At a million events", "", MILLION_HEAD, *_section(MILLION)]
    PAGE.write_text("\n".join(lines) + "\n")
    return PAGE


def _section(file: Path) -> list[str]:
    report = json.loads(file.read_text())
    lines = ["| machine | |", "| --- | --- |", *(f"| {name} | {value} |" for name, value in report["machine"].items())]
    lines += ["", "| figure | value | target |", "| --- | ---: | --- |"]
    cells = (Figure(**figure).cells() for figure in report["figures"])
    lines += [f"| {name} | {value} | {target} |" for name, value, target in cells]
    lines += ["", "The slowest questions:", "", "| question | ms |", "| --- | ---: |"]
    return lines + [f"| `{path}` | {milliseconds:.0f} |" for path, milliseconds in report["slowest"]]

"""What is measured: pages, the CSV of everything beside psql, an import, a start."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

import psutil
from psycopg import ClientCursor
from tqdm import tqdm

from bench.database import PROJECT
from bench.questions import Asker, Question
from bench.report import Figure
from bench.site import Memory, Server, Site

LIST_TARGET_MS = 150
NETWORK_EVENTS = 5000
NETWORK_TARGET_MS = 1500
CSV_RATIO_TARGET = 1.25
CSV_MEMORY_TARGET_MB = 150
FIRST_BYTE_TARGET_MS = 200
IMPORT_SECONDS_TARGET = 60
IMPORT_MEMORY_TARGET_MB = 500
PREVIEW_SECONDS_TARGET = 10
SHEET_MEMORY_TARGET_MB = 1000
START_TARGET_SECONDS = 4
SEARCH_TARGET_MS = 150
ACTOR_TARGET_MS = 200
API_PAGE = 50
API_TARGET_MS = 100
SLOWEST = 8
PART = "year=2019"  # beside which the memory that all takes is held


@dataclass(frozen=True)
class Asked:
    """A question, and what its answer took in milliseconds: from request to last byte, and of the processor."""

    question: Question
    wall: float
    processor: float = 0.0


Timed = list[Asked]


def percentile_95(values: list[float]) -> float:
    return quantiles(values, n=20)[18] if len(values) > 1 else values[0]


def ask_all(server: Server, questions: list[Question], label: str) -> Timed:
    """What each question took, one request after the other."""
    timed = []
    for question in tqdm(questions, desc=label, leave=False, disable=not label):
        answer = server.timed(question.path)
        if answer.status != 200:
            raise AssertionError(f"{question.path} answers {answer.status}")
        timed.append(Asked(question, answer.whole * 1000, answer.processor * 1000))
    return timed


def list_pages(site: Site, *, number: int, seed: int, target: float = LIST_TARGET_MS) -> tuple[list[Figure], Timed]:
    """The event list under a fixed mixture of questions, each of them asked once of a warm site."""
    warm = Asker(seed + 1).questions(20)
    ask_all(site, warm, "Warming up")
    timed = ask_all(site, Asker(seed).questions(number), "List pages")
    figures = [*summary("List page, all questions", timed, target)]
    for category in dict.fromkeys(one.question.category for one in timed):
        figures += summary(f"… {category}", [one for one in timed if one.question.category == category], None)
    return figures, sorted(timed, key=lambda one: -one.wall)[:SLOWEST]


def api_pages(site: Site, *, number: int, seed: int, target: float | None = API_TARGET_MS) -> list[Figure]:
    """The first page of 50 of the same mixture of questions, asked of the API; a page further on is a cursor there."""
    paths = [question.path for question in Asker(seed).questions(number) if "page=" not in question.path]
    asked = [f"/api/v1{path}{'&' if '?' in path else '?'}limit={API_PAGE}" for path in paths]
    timed = ask_all(site, [Question("API", path) for path in asked], "API pages")
    return summary(f"API page of {API_PAGE}", timed, target)


def summary(name: str, timed: Timed, target: float | None) -> list[Figure]:
    """The wall clock and, where it is known, the time of the processor: on a busy machine the first is longer."""
    wall, processor = [one.wall for one in timed], [one.processor for one in timed]
    figures = [
        Figure(f"{name}, 95th percentile of {len(wall)}", percentile_95(wall), "ms", target),
        Figure(f"{name}, median", median(wall), "ms"),
    ]
    if any(processor):
        figures.insert(1, Figure("… of the processor", percentile_95(processor), "ms", target))
        figures.append(Figure("… of the processor", median(processor), "ms"))
    return figures


def detail_pages(site: Site, *, number: int, seed: int) -> list[Figure]:
    """Pages of single records; those of actors are drawn by their events, so the busiest come often."""
    from events.models import Event

    rng = random.Random(seed)
    pks = list(Event.objects.public().order_by("pk").values_list("pk", flat=True))
    events = Event.objects.filter(pk__in=rng.sample(pks, min(number, len(pks)))).order_by("pk")
    paths: dict[str, list[str]] = {"event": [], "organization": [], "person": [], "country": []}
    for event in events:
        paths["event"].append(f"/events/{event.slug}/")
        body = event.organization_participations.values_list("organization__slug", flat=True).first()
        paths["organization"] += [f"/organizations/{body}/"] if body else []
        person = event.person_participations.values_list("person__slug", flat=True).first()
        paths["person"] += [f"/people/{person}/"] if person else []
        country = event.country_participations.values_list("country", flat=True).first()
        paths["country"] += [f"/countries/{country}/"] if country else []
    figures = []
    for kind, addresses in paths.items():
        timed = ask_all(site, [Question(kind, address) for address in addresses], f"{kind} pages")
        figures += summary(f"Page of one {kind}", timed, ACTOR_TARGET_MS if kind != "event" else None)
    return figures + lists_of_actors(site)


def lists_of_actors(site: Site, *, target: float | None = ACTOR_TARGET_MS) -> list[Figure]:
    """And the home page, which counts them."""
    figures = []
    for name, address in (("Home", "/"), ("List of organizations", "/organizations/"), ("List of people", "/people/")):
        ask_all(site, [Question(name, address)] * 4, "Warming up")
        figures += summary(name, ask_all(site, [Question(name, address)] * 10, name), target)
    return figures


def networks(site: Site, *, rounds: int) -> list[Figure]:
    """The network of the latest 5,000 events, which is too large to draw, and one that is drawn."""
    from events.models import Event

    latest = Event.objects.public().order_by("-earliest_start").values_list("earliest_start", flat=True)
    since = latest[min(NETWORK_EVENTS, len(latest)) - 1]
    figures = []
    for name, path, target in (
        (f"Network of the latest {NETWORK_EVENTS} events", f"/network/?from={since}", NETWORK_TARGET_MS),
        ("… its GEXF", f"/network.gexf?from={since}", None),
        ("… drawn, of 4 shared events or more", f"/network/?from={since}&least=4", NETWORK_TARGET_MS),
        ("Network of all events", "/network/", None),
    ):
        figures += summary(name, ask_all(site, [Question(name, path)] * rounds, name), target)
    return figures


SEARCHES = [
    *("border", "training", "UNODC Astana returnees", "Tashkent", "terrorism", "conference or training", "ministry"),
    *(
        '"early warning"',
        "returnees -training",
        "press",
        "терроризм",
        "Mirziyoev",
        "Uzbekstan",
        "UNDOC",
        "UNODC workshop",
    ),
]


def searches(site: Site, *, rounds: int, target: float | None = SEARCH_TARGET_MS) -> list[Figure]:
    """The search of the whole record, under words that are everywhere, rare, combined and misspelt."""
    questions = [Question("search", f"/search/?{urlencode({'q': words, 'stay': 1})}") for words in SEARCHES]
    ask_all(site, questions, "Warming up")
    return summary("Search", ask_all(site, questions * rounds, "Searches"), target)


# The CSV of everything


def select_of_csv(query: str) -> str:
    """The SELECT of a CSV, with its values in it, on one line as psql wants it."""
    from django.db import connection
    from django.http import QueryDict

    from events.columns import COLUMNS
    from events.exports.rows import csv_statement
    from events.exports.tables import Given
    from events.selection import Selection

    sql, parameters = csv_statement(Given(Selection("events", QueryDict(query)).records, COLUMNS["events"]))
    connection.ensure_connection()
    return " ".join(ClientCursor(connection.connection).mogrify(sql, parameters).split("\n"))


def psql_seconds(psql: Path, url: str, statement: str, target: Path) -> float:
    command = [str(psql), "--no-psqlrc", "--quiet", url, "--command", f"\\copy ({statement}) to '{target}' csv"]
    began = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - began


def csv_of_all(site: Site, url: str, psql: Path, *, rounds: int, part: str) -> list[Figure]:
    """In turn by the site and by psql, so that both meet the same machine; memory beside that of a tenth."""
    statement = select_of_csv("")
    ours, first, theirs, size = [], [], [], 0
    with Memory(site.workers()) as of_part:
        site.ask(f"/events.csv?{part}")
    with Memory(site.workers()) as of_all, tempfile.TemporaryDirectory() as folder:
        for _ in tqdm(range(rounds), desc="CSV of all", leave=False):
            answer = site.ask("/events.csv")
            ours.append(answer.whole)
            first.append(answer.first)
            size = answer.size
            theirs.append(psql_seconds(psql, url, statement, Path(folder) / "all.csv"))
    return [
        Figure(f"CSV of all ({size / 1_000_000:.0f} MB), median of {rounds}", median(ours), "s"),
        Figure("… first byte", median(first), "s"),
        Figure("… psql \\copy of the same SELECT", median(theirs), "s"),
        Figure("… ratio to psql", median(ours) / median(theirs), "", CSV_RATIO_TARGET),
        Figure("… peak memory of a server process", of_all.most, "MB", CSV_MEMORY_TARGET_MB),
        Figure(f"… the same for {part}", of_part.most, "MB", CSV_MEMORY_TARGET_MB),
    ]


FILES = ["events.xlsx", "events.json", "events.jsonl", "events.parquet", "events.geojson", "events/participations.csv"]


def files_of_all(site: Site, *, part: str) -> list[Figure]:
    """Every other format of everything: its first byte, its last one, and the memory that it takes beside a part's."""
    figures = []
    for name in tqdm([*FILES, "events.zip"], desc="Files of all", leave=False):
        with Memory(site.workers()) as of_part:
            some = site.ask(f"/{name}?{part}")
        with Memory(site.workers()) as of_all:
            answer = site.ask(f"/{name}")
        figures += [
            Figure(f"{name} of all ({answer.size / 1_000_000:.0f} MB)", answer.whole, "s"),
            Figure("… first byte", answer.first * 1000, "ms", FIRST_BYTE_TARGET_MS),
            Figure(f"… first byte for {part}", some.first * 1000, "ms", FIRST_BYTE_TARGET_MS),
            Figure("… peak memory of a server process", of_all.most, "MB"),
            Figure(f"… the same for {part}", of_part.most, "MB"),
        ]
    return figures


# Import and start


@contextmanager
def written(*, events: int, seed: int) -> Iterator[Path]:
    """A folder of made files in the exchange format."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--events", str(events), "--seed", str(seed), "--write", folder]
        subprocess.run([sys.executable, "-m", "bench.data", *arguments], cwd=PROJECT, check=True)
        yield Path(folder)


def importing(url: str, *, events: int, seed: int) -> list[Figure]:
    """The command that a maintainer runs, on an empty database."""
    environment = {**os.environ, "DATABASE_URL": url, "LOCAL": "true", "LOG_LEVEL": "ERROR"}
    emptying = environment | {"DATABASE_URL": f"{url}?options=-c%20cooperation.truncate%3Don"}  # its history too
    for command in (["migrate"], ["flush", "--no-input"], ["load_reference"]):
        arguments = [sys.executable, "manage.py", *command, "--verbosity=0"]
        subprocess.run(arguments, cwd=PROJECT, env=emptying, check=True)
    with written(events=events, seed=seed) as folder:
        seconds, memory = timed_import(environment, folder)
        figures = [
            Figure(f"Import of {events} events", seconds, "s", IMPORT_SECONDS_TARGET),
            Figure("… peak memory", memory, "MB", IMPORT_MEMORY_TARGET_MB),
        ]
        return figures + importing_sheets(environment, folder, events=events)


def importing_sheets(environment: dict[str, str], folder: Path, *, events: int) -> list[Figure]:
    """The same events again, from our own CSV: looked at, and imported beside the actors that are there."""
    subprocess.run([sys.executable, "-m", "bench.sheet", str(folder)], cwd=PROJECT, env=environment, check=True)
    # A made event may hold what no column can say; then it is left out.
    preview, _memory = timed_import(environment, folder / "first.csv", "--dry-run", "--skip-errors")
    seconds, memory = timed_import(environment, folder / "all.csv", "--skip-errors")
    return [
        Figure("Preview of a CSV of 2,000 new events", preview, "s", PREVIEW_SECONDS_TARGET),
        Figure(f"Import of a CSV of {events} events", seconds, "s", IMPORT_SECONDS_TARGET),
        Figure("… peak memory", memory, "MB", SHEET_MEMORY_TARGET_MB),
    ]


def timed_import(environment: dict[str, str], path: Path, *options: str) -> tuple[float, float]:
    """Seconds and megabytes of the command."""
    began = time.perf_counter()
    arguments = [sys.executable, "manage.py", "import_events", str(path), *options]
    process = subprocess.Popen(arguments, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    with Memory([psutil.Process(process.pid)]) as memory:
        status = process.wait()
    if status:
        raise AssertionError("The import failed; see above.")
    return time.perf_counter() - began, memory.most

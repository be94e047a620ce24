"""Two hundred readers, two analysts who save and a large import, all at once: no error, no wrong row, and how long.

What readers are told is held against the record as it was before and as it is afterwards: of events that nobody touched
it has to be the same, and no answer may show a part of the import without the rest.
"""

import csv
import io
import json
import random
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlencode

from torture import place, proof
from torture.actors import Actor
from torture.asking import Answer, Visitor
from torture.faults import session

SLOWEST_PAGES = 0.5  # seconds, at the 95th percentile
PAUSE = (5.0, 25.0)  # seconds in which a reader reads what was found
EVENTS = 3_000
IMPORTED = 10_000
# What readers ask for, and how often among a hundred questions.
MIX = {"list": 30, "filtered": 25, "detail": 25, "api": 12, "file": 5, "search": 3}
WORDS = ("returnees", "rehabilitation", "border security")
PAGES = {"list", "filtered", "detail", "search"}


@dataclass
class Told:
    """The answers of all readers."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """The record before: the titles of published events, and how many each country has."""

    titles: dict[str, str]
    countries: dict[str, int]


class Reader:
    """Somebody with an address of their own who looks around."""

    def __init__(self, visitor: Visitor, record: Record, told: Told, rng: random.Random) -> None:
        self.visitor, self.record, self.told, self.rng = visitor, record, told, rng
        self.slugs, self.codes = list(record.titles), list(record.countries)

    def work(self, stop: threading.Event) -> None:
        stop.wait(self.rng.uniform(0, PAUSE[1]))
        while not stop.is_set():
            [kind] = self.rng.choices(list(MIX), list(MIX.values()))
            try:
                getattr(self, f"_{kind}")()
            except Exception as error:  # noqa: BLE001 - an answer that cannot be read is a wrong one
                self.told.problems.append(f"{kind}: {error!r}")
            stop.wait(self.rng.uniform(*PAUSE))

    def _asked(self, kind: str, path: str) -> Answer | None:
        answer = self.visitor.get(path)
        self.told.seconds[kind].append(answer.seconds)
        if answer.status == 200:
            return answer
        self.told.problems.append(f"{path}: {answer.status} {answer.problem} {answer.text[:150]}")
        return None

    def _list(self) -> None:
        self._asked("list", f"/events/?page={self.rng.randint(1, 20)}")

    def _filtered(self) -> None:
        year, code = self.rng.randint(2015, 2025), self.rng.choice(self.codes)
        self._asked("filtered", self.rng.choice((f"/events/?country={code}&year={year}", f"/events/?country={code}")))

    def _detail(self) -> None:
        slug = self.rng.choice(self.slugs)
        answer = self._asked("detail", f"/events/{slug}/")
        if answer and _escaped(self.record.titles[slug]) not in answer.text:
            self.told.problems.append(f"/events/{slug}/ does not show “{self.record.titles[slug]}”")

    def _api(self) -> None:
        code = self.rng.choice(self.codes)
        answer = self._asked("api", f"/api/v1/events/?country={code}&limit=25")
        if answer:
            found = json.loads(answer.body)["count"]
            if found not in {self.record.countries[code], self.record.countries[code] + (code == "UZ") * IMPORTED}:
                self.told.problems.append(f"the API counts {found} events with {code}: {self.record.countries[code]}")

    def _file(self) -> None:
        code = self.rng.choice(self.codes)
        answer = self._asked("file", f"/events.csv?country={code}")
        if answer is None:
            return
        rows = list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))
        known = self.record.countries[code]
        if len(rows) not in {known, known + (code == "UZ") * IMPORTED}:
            self.told.problems.append(f"/events.csv?country={code} has {len(rows)} rows and not {known}")
        for row in rows:
            title = self.record.titles.get(row["slug"])
            if title is not None and title.lstrip("'") != row["title"].lstrip("'"):
                self.told.problems.append(f"{row['slug']} is “{row['title']}” in a file, and “{title}” in the record")

    def _search(self) -> None:
        self._asked("search", f"/search/?{urlencode({'q': self.rng.choice(WORDS)})}")


def run(*, seed: int, minutes: float, readers: int) -> int:
    """Print what it took; 1 when an answer failed or was wrong, or pages were too slow."""
    place.empty_home()
    database = place.Postgres(place.HOME / "pg")
    place.begin(database)
    place.fill(place.HOME / "made", events=EVENTS)
    rng, told = random.Random(seed), Told()
    with place.Site(database.url, TRUST_PROXY="true") as site:
        record = _record()
        began = time.monotonic()
        analysts, imported = _all_at_once(site, record, told, rng, minutes=minutes, readers=readers)
        seconds = time.monotonic() - began
        wrong = told.problems + [one for actor in analysts for one in [*actor.missing(), *actor.problems]]
        wrong += proof.everything(thorough=True)
    database.stop()
    return report(told, analysts, wrong, seconds=seconds, readers=readers, imported=imported)


def _record() -> Record:
    from django.http import QueryDict

    from events.models import Country, Event
    from events.selection import Selection

    titles = dict(Event.objects.public().values_list("slug", "title"))
    codes = Country.objects.order_by("code").values_list("code", flat=True)
    counts = {code: Selection("events", QueryDict(f"country={code}")).records.count() for code in codes}
    return Record(titles, {code: number for code, number in counts.items() if number})


def _all_at_once(
    site: place.Site, record: Record, told: Told, rng: random.Random, *, minutes: float, readers: int
) -> tuple[list[Actor], bool]:
    from torture.saving import Saves

    Saves.publishes = False
    staff = Visitor(site.port, session=session())
    analysts: list[Actor] = [Saves(staff, f"saves{number}", random.Random(rng.random())) for number in range(2)]
    stop = threading.Event()
    people = [
        Reader(Visitor(site.port, address=f"198.51.{number // 250}.{number % 250 + 1}"), record, told,
               random.Random(rng.random()))
        for number in range(readers)
    ]  # fmt: skip
    threads = [threading.Thread(target=one.work, args=(stop,), daemon=True) for one in (*people, *analysts)]
    for thread in threads:
        thread.start()
    importing = _import(site)
    time.sleep(minutes * 60)
    status = importing.wait()
    stop.set()
    for thread in threads:
        thread.join()
    return analysts, status == 0


def _import(site: place.Site) -> subprocess.Popen:
    """The command that imports many published events with Uzbekistan, as all the others ask and save."""
    path = place.HOME / "large.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(IMPORTED):
            event = {
                "slug": f"2024-05-14-load-{number}", "title": f"Seminar of the load {number}", "type": "seminar",
                "start": "2024-05-14", "summary": "Made to be imported while others read.",
                "countries": [{"code": "UZ", "role": "participant"}],
                "citations": [{"source": "unis-2005-unodc-assists-central-asian-states-afghanistan-mongolia"}],
            }  # fmt: skip
            file.write(json.dumps(event) + "\n")
    with (place.HOME / "commands.log").open("ab") as log:
        command = [sys.executable, "manage.py", "import_events", str(path)]
        return subprocess.Popen(command, cwd=place.PROJECT, env=site.environment, stdout=log, stderr=subprocess.STDOUT)


def report(told: Told, analysts: list[Actor], wrong: list[str], *, seconds: float, readers: int, imported: bool) -> int:
    sys.stdout.write(
        f"{readers} readers, {seconds:.0f} s\n\n{'what':12}{'answers':>9}{'median':>10}{'95 %':>10}{'slowest':>10}\n"
    )
    pages = sorted(one for kind in PAGES for one in told.seconds[kind])
    for kind, found in [*sorted(told.seconds.items()), ("all pages", pages)]:
        sys.stdout.write(f"{kind:12}{len(found):9}" + "".join(f"{at:8.0f} ms"[-10:] for at in _figures(found)) + "\n")
    saves = sum(actor.acknowledged for actor in analysts)
    sys.stdout.write(f"\n{saves} saves; the import of {IMPORTED:,} rows {'ended well' if imported else 'failed'}\n")
    if not imported:
        wrong = [*wrong, "the import failed"]
    if not saves:
        wrong = [*wrong, "nobody could save"]
    if pages and _figures(pages)[1] > SLOWEST_PAGES * 1000:
        wrong = [*wrong, f"pages take more than {SLOWEST_PAGES * 1000:.0f} ms at the 95th percentile"]
    for problem in wrong[:40]:
        sys.stdout.write(f"  WRONG: {problem}\n")
    sys.stdout.write(f"{sum(map(len, told.seconds.values()))} answers, {len(wrong)} things wrong\n")
    return 1 if wrong else 0


def _figures(found: list[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and the slowest, in milliseconds."""
    ordered = sorted(found) or [0.0]
    return tuple(1000 * ordered[min(int(len(ordered) * part), len(ordered) - 1)] for part in (0.5, 0.95, 1))  # type: ignore[return-value]


def _escaped(title: str) -> str:
    from django.utils.html import escape

    return escape(title)

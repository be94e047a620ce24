"""Two real replicas of a real primary, killed, paused and left behind under load: no error, and no page too old."""

import json
import os
import random
import re
import shutil
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from torture import place
from torture.actors import at_work
from torture.asking import Visitor
from torture.faults import session
from torture.reading import PAGES

LAG = 3  # seconds that a replica may be behind here
SLACK = 2.0  # seconds: looks at replicas are half a second apart, and processes share two cores
BACK = 30.0  # seconds within which a replica has to be left out, and taken back
PHASE = 8.0
READERS = 6
MARK = re.compile(r"Torture title (\d+)")
FILES = ("/events.csv?year=2024", "/events.json?country=UZ", "/sitemap.xml", "/events.atom")


@dataclass
class Written:
    """What one event was called when, as its writer knows it."""

    slug: str
    moments: list[float] = field(default_factory=list)  # when title number n was committed

    def at(self, moment: float) -> int:
        """The number of the last title that was committed by then."""
        return sum(one <= moment for one in list(self.moments)) - 1


@dataclass
class Seen:
    """What the readers met."""

    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def replica_of(primary: place.Postgres, number: int) -> place.Postgres:
    """Another server that follows the first, made with PostgreSQL's own pg_basebackup."""
    directory = place.HOME / f"pg-replica-{number}"
    directory.mkdir(mode=0o700)
    os.chown(directory, *primary.server.owner)
    host = str(primary.server.socket_directory)
    primary.server._run("pg_basebackup", "-D", str(directory), "-h", host, "-U", "postgres", "-R", "-c", "fast")
    replica = place.Postgres(directory)
    replica.start()
    return replica


def run(*, seed: int) -> int:
    """Go through all phases; 1 when a page failed or was too old."""
    place.empty_home()
    primary = place.Postgres(place.HOME / "pg")
    place.begin(primary)
    place.fill(place.HOME / "made", events=300)
    shutil.rmtree(place.HOME / "made", ignore_errors=True)
    replicas = [replica_of(primary, number) for number in (1, 2)]
    urls = ",".join(replica.url for replica in replicas)
    settings = {"DATABASE_REPLICA_URLS": urls, "REPLICA_LAG_SECONDS": str(LAG)}
    with place.Site(primary.url, **place.NO_LIMITS, **settings) as site:
        wrong = _phases(site, primary, replicas, random.Random(seed))
    for server in (*replicas, primary):
        server.stop()
    for problem in wrong:
        sys.stdout.write(f"  WRONG: {problem}\n")
    return 1 if wrong else 0


def _phases(site: place.Site, primary: place.Postgres, replicas: list[place.Postgres], rng: random.Random) -> list[str]:
    from events.models import Event

    event = Event.objects.public().order_by("pk")[0]
    written, seen = Written(event.slug), Seen()
    people = [Reader(Visitor(site.port), written, seen, rng, LAG + SLACK) for _number in range(READERS)]
    people.append(Reader(Visitor(site.port, session=session()), written, seen, rng, 0.0))  # the staff
    trial = Trial(site, seen)
    with at_work(lambda stop: _write(event.pk, written, stop), *(one.work for one in people)):
        _shared(trial, [primary, *replicas])
        _hurt(trial, *replicas)
    wrong = trial.wrong + _seen_late(site, primary) + _without_the_primary(site, primary)
    told = ", ".join(f"{number} {what}" for what, number in seen.answers.most_common())
    sys.stdout.write(f"Answers: {told}. The event was renamed {len(written.moments)} times.\n")
    return wrong + seen.problems


@dataclass
class Trial:
    """Phases of one site, and what went wrong in them."""

    site: place.Site
    seen: Seen
    wrong: list[str] = field(default_factory=list)

    def phase(
        self, what: str, begin: Callable[[], object], wanted: str, end: Callable[[], object] = lambda: None
    ) -> None:
        """Do something to the replicas and undo it; both times wait until the site has noticed."""
        seen = self.seen
        before, problems = sum(seen.answers.values()), len(seen.problems)
        left_out = self._noticed(what, begin, wanted)
        time.sleep(PHASE)
        back = self._noticed(what, end, "2 of 2")
        number = sum(seen.answers.values()) - before
        slowest = max(seen.seconds[-number:] or [0])
        sys.stdout.write(
            f"{what:44} {number:6} answers, {len(seen.problems) - problems} wrong, slowest {slowest:.1f} s;"
            f" “{wanted}” after {left_out:.1f} s, “2 of 2” again after {back:.1f} s\n"
        )
        sys.stdout.flush()

    def _noticed(self, what: str, act: Callable[[], object], wanted: str) -> float:
        """Seconds until both workers say that so many replicas answer."""
        began, in_a_row = time.monotonic(), 0
        act()
        while time.monotonic() - began < BACK:
            told = Visitor(self.site.port).get("/health/ready").text
            in_a_row = in_a_row + 1 if f'"replicas": "{wanted}"' in told else 0
            if in_a_row == 6:
                return time.monotonic() - began
            time.sleep(0.1)
        self.wrong.append(f"{what}: not “{wanted}” within {BACK:.0f} s")
        return BACK


def _shared(trial: Trial, servers: list[place.Postgres]) -> None:
    """While all is well, the replicas do the work."""
    before = [_commits(server) for server in servers]
    trial.phase("all is well", lambda: None, "2 of 2")
    shares = [_commits(server) - past for server, past in zip(servers, before, strict=True)]
    sys.stdout.write(f"  transactions: primary {shares[0]}, replicas {shares[1]} and {shares[2]}\n")
    if min(shares[1:]) < 20:
        trial.wrong.append(f"the replicas answer hardly anything: {shares}")


def _hurt(trial: Trial, first: place.Postgres, second: place.Postgres) -> None:
    both = (first, second)
    trial.phase("a replica killed (kill -9)", first.kill, "1 of 2", first.start)
    trial.phase("a replica stopped (SIGSTOP)", lambda: second.signal(signal.SIGSTOP), "1 of 2",
                lambda: second.signal(signal.SIGCONT))  # fmt: skip
    trial.phase("a replica that replays nothing more", lambda: _ask(first, "SELECT pg_wal_replay_pause()"), "1 of 2",
                lambda: _ask(first, "SELECT pg_wal_replay_resume()"))  # fmt: skip
    trial.phase("both replicas killed", lambda: [one.kill() for one in both], "0 of 2",
                lambda: [one.start() for one in both])  # fmt: skip


def _seen_late(site: place.Site, primary: place.Postgres) -> list[str]:
    """A transaction that ends after others that began later is not missed by sets that were read between."""
    import psycopg

    from events.models import Event

    draft = Event.objects.filter(status="published").order_by("-pk")[0]
    other = Event.objects.filter(status="published").order_by("-pk")[1]
    before = Event.objects.public().count()
    with psycopg.connect(primary.url) as slow:
        slow.execute("UPDATE events_event SET status = 'draft' WHERE id = %s", [draft.pk])
        Event.objects.filter(pk=other.pk).update(title="Torture: written later, committed before")
        time.sleep(1)
        between = _counts(site)
    time.sleep(LAG)
    after = _counts(site)
    sys.stdout.write(f"a transaction that ends late: {before} events, {between} before its end, {after} after it\n")
    return (
        [] if (between, after) == ({before}, {before - 1}) else [f"a late end was missed: {before}, {between}, {after}"]
    )


def _counts(site: place.Site) -> set[int]:
    """How many events different workers say there are, on different replicas."""
    answers = [Visitor(site.port).get("/api/v1/events/?limit=1") for _each in range(24)]
    return {json.loads(answer.body)["count"] for answer in answers}


def _without_the_primary(site: place.Site, primary: place.Postgres) -> list[str]:
    """Readers go on reading while the primary is away."""
    primary.kill()
    reader = Visitor(site.port)
    wrong = [
        f"without the primary {path} answers {answer.status}"
        for path in (*PAGES, *FILES)
        for answer in [reader.get(path)]
        if answer.status != 200
    ]
    sys.stdout.write(f"the primary killed: {len(PAGES) + len(FILES)} pages and files, {len(wrong)} of them failed\n")
    primary.start()
    return wrong


def _write(pk: int, written: Written, stop: threading.Event) -> None:
    from django.db import connection

    from events.models import Event

    while not stop.wait(0.3):
        Event.objects.filter(pk=pk).update(title=f"Torture title {len(written.moments)}")
        written.moments.append(time.monotonic())
    connection.close()


@dataclass
class Reader:
    """Asks for pages, one after the other, and notes each that fails or is older than it may be."""

    visitor: Visitor
    written: Written
    seen: Seen
    rng: random.Random
    allowed: float  # seconds that a page may be behind

    def work(self, stop: threading.Event) -> None:
        while not stop.is_set():
            is_event = self.rng.random() < 0.5
            path = f"/events/{self.written.slug}/" if is_event else self.rng.choice((*PAGES, *FILES))
            began = time.monotonic()
            answer = self.visitor.get(path)
            self.seen.answers[str(answer.status or answer.problem)] += 1
            self.seen.seconds.append(answer.seconds)
            if answer.status != 200:
                self.seen.problems.append(f"{path}: {answer.status} {answer.problem} {answer.text[:200]}")
            elif is_event:
                self._look_at(answer.text, began)

    def _look_at(self, text: str, began: float) -> None:
        wanted = self.written.at(began - self.allowed)
        found = MARK.search(text)
        shown = int(found[1]) if found else -1
        if shown < wanted:
            who = "staff" if self.visitor.session else "a reader"
            behind = began - self.written.moments[shown + 1]
            self.seen.problems.append(f"{who} saw title {shown}, and {wanted} was the oldest allowed ({behind:.1f} s)")


def _ask(server: place.Postgres, statement: str) -> object:
    import psycopg

    with psycopg.connect(server.url, autocommit=True) as connection:
        return connection.execute(statement).fetchone()[0]


def _commits(server: place.Postgres) -> int:
    return _ask(server, f"SELECT pg_stat_get_db_xact_commit(oid) FROM pg_database WHERE datname = '{place.NAME}'")

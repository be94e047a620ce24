"""Kills at random moments while people work; after each round all that was acknowledged has to be there, whole."""

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import psutil

from torture import place, proof
from torture.actors import Actor, at_work
from torture.asking import Visitor

KILLS_A_SECOND = 1.6
ROUND = 20.0  # seconds of work before all is looked at
# How often each kind of kill comes: most die between two statements, and a database takes longest to come back.
KINDS = {"connection": 10, "worker": 6, "command": 5, "database": 2}
THOROUGH_EVERY = 8  # rounds
EVENTS = 1_500


@dataclass
class Tally:
    """What was done so far, and what went wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    rounds: int = 0
    problems: list[str] = field(default_factory=list)

    def found(self, problems: Sequence[str]) -> None:
        for problem in problems:
            sys.stdout.write(f"  WRONG: {problem}\n")
        self.problems += problems


class Killer:
    """Kills something at a random moment, again and again."""

    def __init__(
        self, database: place.Postgres, site: place.Site, actors: list[Actor], tally: Tally, rng: random.Random
    ) -> None:
        self.database, self.site, self.actors, self.tally, self.rng = database, site, actors, tally, rng

    def work(self, stop: threading.Event) -> None:
        while not stop.wait(self.rng.expovariate(KILLS_A_SECOND)):
            [kind] = self.rng.choices(list(KINDS), list(KINDS.values()))
            if getattr(self, f"_{kind}")():
                self.tally.kills[kind] += 1

    def _connection(self) -> bool:
        """Cut one that does something, between or in the middle of two statements."""
        import psycopg

        try:
            with psycopg.connect(self.database.url, connect_timeout=2) as cutter:
                found = cutter.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                    " AND application_name <> %s AND pid <> pg_backend_pid()"
                    " ORDER BY xact_start IS NULL, random() LIMIT 1",
                    [place.OWN],
                ).fetchone()
            return found is not None
        except psycopg.Error:
            return False

    def _worker(self) -> bool:
        workers = self.site.workers()
        return bool(workers) and _killed(self.rng.choice(workers).pid)

    def _command(self) -> bool:
        running = [one.pid for actor in self.actors if (one := getattr(actor, "running", None)) is not None]
        return bool(running) and _killed(self.rng.choice(running))

    def _database(self) -> bool:
        self.database.kill()
        time.sleep(self.rng.random())
        self.database.start()
        return True


def _killed(pid: int) -> bool:
    try:
        psutil.Process(pid).kill()
    except psutil.NoSuchProcess:
        return False
    return True


def run(*, kills: int, seed: int) -> int:
    """Kill so many times; the exit status is 1 when anything was lost, halved or wrong."""
    place.empty_home()
    database = place.Postgres(place.HOME / "pg")
    place.begin(database)
    place.fill(place.HOME / "made", events=EVENTS)
    sys.stdout.write(f"Seed {seed}. {EVENTS} made events beside the sample.\n")
    tally, rng, began = Tally(), random.Random(seed), time.monotonic()
    with place.Site(database.url, **place.NO_LIMITS) as site:
        actors = team(site, rng)
        while tally.kills.total() < kills:
            one_round(database, site, actors, tally, rng)
        tally.found(proof.everything(thorough=True))
    report(tally, actors, time.monotonic() - began)
    return 1 if tally.problems else 0


def team(site: place.Site, rng: random.Random) -> list[Actor]:
    """Two analysts, somebody who imports in each way, one who merges, one who makes releases, and readers."""
    from torture.bringing import Command, Imports, Releases, Uploads
    from torture.merging import Merges
    from torture.reading import Exports, Pages
    from torture.saving import Saves

    staff = Visitor(site.port, session=session())
    reader = Visitor(site.port)
    kinds: list[type[Actor]] = [Saves, Saves, Saves, Imports, Uploads, Merges, Releases, Exports, Exports, Pages]
    actors = []
    for number, kind in enumerate(kinds):
        name = f"{kind.__name__.lower()}{number}"
        who = reader if kind in (Exports, Pages) else staff
        actor = kind(who, name, random.Random(rng.random()))
        if isinstance(actor, Command):
            actor.site = site
        actors.append(actor)
    return actors


def session() -> str:
    """Sign somebody in who may do everything."""
    from django.contrib.auth.models import User
    from django.test import Client

    user, _made = User.objects.get_or_create(
        username="torture", defaults={"is_staff": True, "is_superuser": True, "is_active": True}
    )
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def one_round(
    database: place.Postgres, site: place.Site, actors: list[Actor], tally: Tally, rng: random.Random
) -> None:
    killer = Killer(database, site, actors, tally, rng)
    with at_work(*(actor.work for actor in actors)), at_work(killer.work):  # the killer ends first
        time.sleep(ROUND)
    tally.rounds += 1
    settle(site)
    for actor in actors:
        tally.found([*actor.missing(), *actor.problems])
        if actor.failures:  # a database that is away is a 503
            tally.found([f"{actor.name}: {actor.failures} times 500, see site.log"])
        actor.problems.clear()
        actor.failures = 0
    tally.found(same_answers(site))
    tally.found(proof.everything(thorough=tally.rounds % THOROUGH_EVERY == 0))
    told = ", ".join(f"{number} {kind}" for kind, number in sorted(tally.kills.items()))
    sys.stdout.write(f"round {tally.rounds}: {tally.kills.total()} kills ({told}), {len(tally.problems)} wrong\n")
    sys.stdout.flush()


def settle(site: place.Site) -> None:
    """Wait until the site answers and nothing is under way any more."""
    from django.db import connection

    connection.close()
    site.wait("/health/ready")
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                " AND application_name <> %s AND (state <> 'idle')",
                [place.OWN],
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.1)


def same_answers(site: place.Site) -> list[str]:
    """Whoever is asked counts as many public events as there are: the sets of each process follow the record."""
    from events.models import Event

    number = Event.objects.public().count()
    told = {Visitor(site.port).get("/api/v1/events/?limit=1").text for _each in range(8)}
    counts = {json.loads(text).get("count") for text in told if text.startswith("{")}
    return [] if counts == {number} else [f"pages count {sorted(map(str, counts))} events, and there are {number}"]


def report(tally: Tally, actors: list[Actor], seconds: float) -> None:
    sys.stdout.write(f"\n{tally.kills.total()} kills in {tally.rounds} rounds, {seconds:.0f} s\n")
    for kind, number in sorted(tally.kills.items()):
        sys.stdout.write(f"  {number:5} x {kind}\n")
    kinds = sorted({actor.kind for actor in actors})
    sys.stdout.write(f"\n{'what':28}{'answered':>9}{'refused':>9}{'broken off':>12}\n")
    for kind in kinds:
        those = [actor for actor in actors if actor.kind == kind]
        sums = [sum(getattr(actor, name) for actor in those) for name in ("acknowledged", "refused", "broken")]
        sys.stdout.write(f"{kind:28}{sums[0]:9}{sums[1]:9}{sums[2]:12}\n")
    sys.stdout.write(f"\n{len(tally.problems)} things lost, halved or wrong.\n")

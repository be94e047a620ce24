"""A disk that fills up while people save: errors in words, nothing acknowledged is lost, and all goes on afterwards."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from torture import place, proof
from torture.actors import Actor, at_work
from torture.asking import Visitor
from torture.faults import settle, team

SIZE = 700  # MB: the tables, the log of the database, and some room
WORK = 15  # seconds with a full disk
WORKS = 15  # seconds at most until people work again


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A file system of its own in memory. Only root may make one."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}m,mode=755", "torture", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def run(*, seed: int) -> int:
    """Fill the disk of the database while three analysts save; 1 when anything is wrong afterwards."""
    if os.geteuid() != 0:
        sys.stdout.write("The disk is filled up only by root, who may mount one.\n")
        return 0
    place.empty_home()
    folder = place.HOME / "disk"
    with small_disk(folder):
        database = place.Postgres(folder / "pg")
        place.begin(database)
        place.fill(place.HOME / "made", events=0)
        with place.Site(database.url, **place.NO_LIMITS) as site:
            wrong = _filled_up(folder, database, site, random.Random(seed))
        database.stop()
    for problem in wrong:
        sys.stdout.write(f"  WRONG: {problem}\n")
    return 1 if wrong else 0


def _filled_up(folder: Path, database: place.Postgres, site: place.Site, rng: random.Random) -> list[str]:
    from torture.reading import Pages
    from torture.saving import Saves

    actors: list[Actor] = [actor for actor in team(site, rng) if isinstance(actor, (Saves, Pages))]
    with at_work(*(actor.work for actor in actors)):
        wrong = _full_for_a_while(folder / "ballast", database, actors)
    settle(site)
    wrong += [problem for actor in actors for problem in [*actor.missing(), *actor.problems]]
    wrong += proof.everything(thorough=True)
    page = Visitor(site.port).get("/")
    return wrong + ([] if page.status == 200 else [f"the first page answers {page.status}"])


def _full_for_a_while(ballast: Path, database: place.Postgres, actors: list[Actor]) -> list[str]:
    """What is wrong when nothing failed without room, or nobody works with it."""
    time.sleep(5)
    before = _sums(actors)
    until = time.monotonic() + WORK
    while time.monotonic() < until:
        _fill(ballast)
        time.sleep(0.5)
    during = _sums(actors)
    was_down = database.server.running_pid() is None
    ballast.unlink()
    database.start()
    recovered = _seconds_until_two_saves(actors)
    sys.stdout.write(
        f"Disk full for {WORK} s. Saves acknowledged before: {before['acknowledged saves']}, while it was full:"
        f" {during['acknowledged saves'] - before['acknowledged saves']}; broken off or refused with an error in words:"
        f" {during['broken'] - before['broken']}; the database {'ended itself' if was_down else 'stayed up'};"
        f" people worked again {recovered:.1f} s after there was room.\n"
    )
    wrong = [] if during["broken"] > before["broken"] else ["nothing failed: the disk was not full"]
    return wrong + ([] if recovered < WORKS else [f"nobody could save {WORKS} s after there was room again"])


def _seconds_until_two_saves(actors: list[Actor]) -> float:
    before, freed = _sums(actors)["acknowledged saves"], time.monotonic()
    while time.monotonic() < freed + WORKS:
        time.sleep(0.2)
        if _sums(actors)["acknowledged saves"] > before + 2:
            return time.monotonic() - freed
    return WORKS


def _sums(actors: list[Actor]) -> dict[str, int]:
    return {
        "acknowledged saves": sum(actor.acknowledged for actor in actors if actor.kind.startswith("saves")),
        "broken": sum(actor.broken for actor in actors),
    }


def _fill(ballast: Path) -> None:
    """Take all the room that is left."""
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while file.write(b"\0" * size) == size:
                    pass
            except OSError:
                continue

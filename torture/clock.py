"""A clock that jumps while people work: an hour, and ten years, forward and back, on both machines or on one of them.

The programs are given a small library (`clock.c`, made with the compiler of this machine) that tells them another time:
the site, its commands and PostgreSQL alike, as if somebody had set the clock. What runs out after a while and goes by
the monotonic clock is not touched by a set clock either.
"""

import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from torture import place, proof
from torture.actors import Actor
from torture.asking import Visitor
from torture.faults import same_answers, session, settle, team

HOUR, YEARS = 3600, 3652 * 86400
BEFORE, AFTER = 4.0, 8.0  # seconds of work before and after a jump
EVENTS = 300
BACKUPS = {"BACKUP_KEEP": "1", "BACKUP_KEEP_WEEKS": "0", "BACKUP_KEEP_MONTHS": "0"}
PASSWORD = "torture torture torture"  # noqa: S105 - of this trial only

# What happened, by how many seconds the clocks of the site and of the database are off then, and whether sessions end.
JUMPS = [
    ("an hour ahead", HOUR, HOUR, False),
    ("right again", 0, 0, False),
    ("an hour behind", -HOUR, -HOUR, False),
    ("right again", 0, 0, False),
    ("ten years ahead", YEARS, YEARS, True),
    ("right again", 0, 0, True),
    ("the site alone an hour behind", -HOUR, 0, False),
    ("the database alone an hour behind", 0, -HOUR, False),
    ("the site alone ten years ahead", YEARS, 0, True),
    ("right again", 0, 0, True),
    ("the database alone ten years ahead", 0, YEARS, False),
    ("right again", 0, 0, False),
]


class Clocks:
    """The clocks of two machines, in a file each that their programs look at whenever they ask for the time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "clock.so"

    def make(self) -> None:
        self.folder.chmod(0o755)  # the server of the database is another user
        source = Path(__file__).with_suffix(".c")
        subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", str(self.library), str(source)], check=True)
        self.set(site=0, database=0)

    def of(self, machine: str) -> dict[str, str]:
        return {"LD_PRELOAD": str(self.library), "CLOCK_SHIFT": str(self.folder / machine)}

    def set(self, **seconds: int) -> None:
        for machine, shift in seconds.items():
            with (self.folder / machine).open("r+b" if (self.folder / machine).exists() else "w+b") as file:
                file.write(struct.pack("=q", shift))


def run(*, seed: int) -> int:
    """1 when anything was lost, halved or wrong. This process itself goes by the clock of the site."""
    if "CLOCK_SHIFT" in os.environ:
        return _run(Clocks(Path(os.environ["CLOCK_SHIFT"]).parent), seed)
    if shutil.which("cc") is None:
        sys.stdout.write("The clock is set only where there is a compiler (cc).\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="clocks-") as folder:
        clocks = Clocks(Path(folder))
        clocks.make()
        command = [sys.executable, "-m", "torture", "clock", f"--seed={seed}"]
        return subprocess.run(command, env=os.environ | clocks.of("site"), check=False).returncode


def _run(clocks: Clocks, seed: int) -> int:
    place.empty_home()
    database = place.Postgres(place.HOME / "pg")
    os.environ.update(clocks.of("database"))
    place.begin(database)
    os.environ.update(clocks.of("site"))
    place.fill(place.HOME / "made", events=EVENTS)
    (place.HOME / "backups").mkdir()
    os.environ.update(BACKUPS | {"BACKUP_FOLDER": str(place.HOME / "backups")})
    sys.stdout.write(f"Seed {seed}. {EVENTS} made events beside the sample.\n")
    wrong: list[str] = []
    with place.Site(database.url, **place.NO_LIMITS) as site:
        actors = team(site, random.Random(seed))
        wrong += _backed_up(site, "at first")
        for what, own, others, ends in JUMPS:
            found = _jump(clocks, site, actors, {"site": own, "database": others}, ends=ends)
            if abs(own) == YEARS and own == others:
                found += _backed_up(site, what)
                _lock_out(site)
            sys.stdout.write(f"{what}: {_told(actors)}, {len(found)} wrong\n")
            sys.stdout.flush()
            wrong += found
        wrong += _afterwards(site)
        wrong += proof.everything(thorough=True)
    database.stop()
    for problem in wrong:
        sys.stdout.write(f"  WRONG: {problem}\n")
    return 1 if wrong else 0


def _jump(clocks: Clocks, site: place.Site, actors: list[Actor], to: dict[str, int], *, ends: bool) -> list[str]:
    """Let people work, set the clocks, and let them sign in again and go on; then look at everything."""
    staff = _signed_in(site, actors)
    stop = threading.Event()
    people = [threading.Thread(target=actor.work, args=(stop,), daemon=True) for actor in actors]
    for thread in people:
        thread.start()
    time.sleep(BEFORE)
    clocks.set(**to)
    wrong = []
    if (staff.get("/admin/").status == 200) == ends:
        wrong.append(f"the session {'did not end' if ends else 'ended'}")
    _signed_in(site, actors)
    time.sleep(AFTER)
    stop.set()
    for thread in people:
        thread.join()
    settle(site)
    for actor in actors:
        wrong += [*actor.missing(), *actor.problems]
        actor.problems.clear()
    return wrong + same_answers(site) + proof.everything()


def _signed_in(site: place.Site, actors: list[Actor]) -> Visitor:
    staff = Visitor(site.port, session=session())
    for actor in actors:
        if actor.visitor.session:
            actor.visitor = staff
    return staff


def _told(actors: list[Actor]) -> str:
    sums = [sum(getattr(actor, name) for actor in actors) for name in ("acknowledged", "sent_away", "broken")]
    return f"{sums[0]} acts acknowledged so far, {sums[1]} sent to sign in, {sums[2]} broken off"


def _manage(site: place.Site, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    environment = site.environment | os.environ
    return subprocess.run(command, cwd=place.PROJECT, env=environment, capture_output=True, text=True, check=False)


def _backed_up(site: place.Site, when: str) -> list[str]:
    done = _manage(site, "backup")
    checked = _manage(site, "backup", "--check", "1")
    return [f"backup {when}: {one.stdout}{one.stderr}" for one in (done, checked) if one.returncode]


def _lock_out(site: place.Site) -> None:
    """Somebody mistypes the password until the account is locked for this address."""
    for _each in range(6):
        _sign_in(site, "wrong")


def _sign_in(site: place.Site, password: str) -> Any:
    return Visitor(site.port, session="none").post("/accounts/sign-in/", {"login": "torture", "password": password})


def _afterwards(site: place.Site) -> list[str]:
    """Nothing of the ten years stays: no lock, no backup that counts as new, no release that stays the last one."""
    from django.contrib.auth.models import User

    from events.models import Release

    user = User.objects.get(username="torture")
    user.set_password(PASSWORD)
    user.save()
    tidied = _manage(site, "tidy")
    after = _sign_in(site, PASSWORD)  # who tries before is locked from then on, as always
    wrong = [f"tidy: {tidied.stderr}"] if tidied.returncode else []
    if after.status != 302:
        wrong.append(f"an account that was locked while the clock was ahead stays locked: {after.status}")
    wrong += _backed_up(site, "afterwards")
    names = sorted(path.name for path in (place.HOME / "backups").glob("*.tar"))
    ahead = [name for name in names if not name.startswith("cooperation-202")]
    if len(ahead) != 1 or len(names) != 2:
        wrong.append(f"backups: {names}")
    last = Release.objects.latest_first()[0].name
    number = max(int(name.rpartition(".")[2]) for name in Release.objects.values_list("name", flat=True))
    if last != f"2026.11.{number}":
        wrong.append(f"the last release is said to be {last}, and is number {number}")
    sys.stdout.write(
        f"{tidied.stdout.strip()} Sign-in afterwards: {after.status}.\n"
        f"Backups: {', '.join(names)}. The last release: {last}.\n"
    )
    return wrong

"""Backups and restorations killed at any moment, and a disk that fills up: nothing half ever looks whole.

`python -m torture.backups [KILLS]` with a server of its own and the sample in it.
"""

import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path

from cooperation.backups import BackupError
from cooperation.backups.archive import kept_in, opened
from cooperation.backups.census import Census, differences, take_census
from cooperation.embedded import Server
from torture.own_server import command, environment, manage, trial_folder
from torture.recovery import DATABASE, session

ROOM = 900_000  # bytes that a process may write into one file where the disk is “full”: less than the dump has


def run(kills: int) -> int:
    """Return how many things went wrong."""
    problems: list[str] = []
    with trial_folder() as folder:
        server = Server(folder / "pg")
        with server.alone():
            server.ensure_running()
            server.ensure_database(DATABASE)
        manage(server, "migrate", "--verbosity=0")
        manage(server, "load_reference")
        manage(server, "import_events", "events/sample")
        manage(server, "make_release", "2026.11")
        present, backups = census(server), folder / "backups"
        seconds = duration(server, "backup", str(backups))
        for number in range(kills):
            killed(server, ["backup", str(backups)], seconds)
            problems += [f"backup {number}: {one}" for one in what_is_wrong(server, backups, [present])]
        print(f"{kills} backups killed within {seconds:.1f} s each: {len(problems)} problems.", flush=True)

        file = str(kept_in(backups)[0].path)
        with session(server) as asked:
            asked.execute("SET search_path = public; DELETE FROM events_quote")
        later = census(server)
        seconds = duration(server, "restore", file, "--replace")
        before = len(problems)
        for number in range(kills):
            killed(server, ["restore", file, "--replace"], seconds)
            problems += [f"restoration {number}: {one}" for one in what_is_wrong(server, backups, [present, later])]
        print(
            f"{kills} restorations killed within {seconds:.1f} s each: {len(problems) - before} problems.", flush=True
        )

        print(manage(server, "restore", file, "--replace").stdout.splitlines()[0])
        print(manage(server, "check_releases").stdout.strip(), flush=True)
        problems += disk_is_full(server, folder / "full")
        manage(server, "backup", str(backups))
        problems += leftovers(server, backups)
        server.stop_if_unused()
    print("\n".join(problems) or "Nothing was lost, and nothing half looked whole.")
    return len(problems)


def duration(server: Server, *words: str) -> float:
    begun = time.monotonic()
    manage(server, *words)
    return time.monotonic() - begun


def killed(server: Server, words: list[str], seconds: float) -> None:
    """Kill -9 at any moment; what it started has to find out by itself."""
    running = subprocess.Popen(
        command(server, *words), env=environment(server), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(random.uniform(0, seconds))
    running.kill()
    running.wait()


def what_is_wrong(server: Server, backups: Path, allowed: list[Census]) -> list[str]:
    """The record has to be one of those that it may be, and every file that looks like a backup a whole one."""
    found = census(server)
    wrong = [] if any(not list(differences(one, found)) for one in allowed) else ["the record is another"]
    for kept in kept_in(backups):
        try:
            with opened(kept.path) as (manifest, _dump):
                if list(differences(allowed[0], manifest["holds"])):
                    wrong.append(f"{kept.path.name} holds something else")
        except BackupError as error:
            wrong.append(str(error))
    return wrong


def disk_is_full(server: Server, folder: Path) -> list[str]:
    """A disk of its own with little room, as root; else a limit on the size of files stands for it."""
    folder.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", str(folder)], check=False, capture_output=True
        ).returncode
    )
    try:
        done = subprocess.run(
            command(server, "backup", str(folder)), env=environment(server), capture_output=True, text=True,
            check=False, preexec_fn=None if mounted else limited,
        )  # fmt: skip
        left = [path.name for path in folder.iterdir()]
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)
    print(
        f"Full disk{'' if mounted else ' (a limit)'}: status {done.returncode}, {done.stderr.strip()[-300:]}",
        flush=True,
    )
    return [f"full disk: {left} is left, status {done.returncode}"] if left or done.returncode != 1 else []


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def leftovers(server: Server, backups: Path) -> list[str]:
    with session(server, "postgres") as asked:
        names = [name for (name,) in asked.execute("SELECT datname FROM pg_database WHERE datname LIKE 'cooperation%'")]
    left = [name for name in names if "_proof_" in name or "_restore_" in name]
    files = [path.name for path in backups.iterdir() if path not in {kept.path for kept in kept_in(backups)}]
    return [f"left over: {one}" for one in [*left, *files]]


def census(server: Server) -> Census:
    with session(server) as asked:
        return take_census(asked)


if __name__ == "__main__":
    raise SystemExit(min(run(int(sys.argv[1]) if len(sys.argv) > 1 else 20), 1))

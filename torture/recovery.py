"""Back to a moment: the whole record archived as it is written, deleted by mistake, and recovered to just before.

`python -m torture.recovery` does with a server of its own what docs/operations.md says under “To any moment”.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from cooperation.backups.census import Census, differences, take_census
from cooperation.backups.place import Place
from cooperation.embedded import Server
from torture.own_server import folder_of, manage, trial_folder

DATABASE = "cooperation"


def run() -> int:
    """Return how many differences there are between the record at the moment and the recovered one."""
    with trial_folder() as folder:
        server = Server(folder / "primary")
        archive, base = folder_of(server, folder / "archive"), folder / "base"
        with timed("a server that archives"):
            start_archiving(server, archive)
        with timed("tables and reference data"):
            server.ensure_database(DATABASE)
            manage(server, "migrate", "--verbosity=0")
            manage(server, "load_reference")
        with timed("the base backup (pg_basebackup)"):
            take_base(server, base)
        with timed("work after it: the sample imported, a release made"):
            manage(server, "import_events", "events/sample")
            manage(server, "make_release", "2026.11")
        moment, before = now(server), census(server)
        time.sleep(0.5)
        with timed("the mistake, and the server killed"):
            delete_everything(server, archive)
            kill(server)
        recovered = Server(folder / "recovered")
        with timed(f"recovery to {moment}"):
            recover(recovered, base=base, archive=archive, moment=moment)
        problems = list(differences(before, census(recovered)))
        with timed("check_releases"):
            print(manage(recovered, "check_releases").stdout.strip())
        recovered.stop_if_unused()
        segments = [path.stat().st_size for path in archive.iterdir()]
    rows = sum(count for count, _sum in before["tables"].values())
    print(f"{len(segments)} files of the archive, {sum(segments) / 1_000_000:.0f} MB. {rows:,} rows at that moment.")
    print("\n".join(problems) or "Every table and sequence is as it was just before the mistake.")
    return len(problems)


def start_archiving(server: Server, archive: Path) -> None:
    with server.alone():
        server.ensure_running()
        with session(server, "postgres") as asked:
            copied = f"cp %p {archive}/part && sync {archive}/part && mv {archive}/part {archive}/%f"
            for name, value in {
                "archive_mode": "on",
                "archive_command": f"test ! -f {archive}/%f && {copied}",
                "archive_timeout": "60",
            }.items():
                asked.execute(f"ALTER SYSTEM SET {name} = '{value}'")
        server.stop_if_unused()
        server.ensure_running()


def take_base(server: Server, base: Path) -> None:
    program = server.programs / "bin" / "pg_basebackup"
    asked = ["--pgdata", str(base), "--checkpoint=fast", "--wal-method=stream", "--manifest-checksums=SHA256"]
    subprocess.run([program, *asked], check=True, env=place(server, "postgres").environment())
    subprocess.run([server.programs / "bin" / "pg_verifybackup", "--quiet", str(base)], check=True)


def delete_everything(server: Server, archive: Path) -> None:
    with session(server) as asked:
        asked.execute("SET search_path = public; SET cooperation.truncate = on")
        asked.execute("TRUNCATE events_event CASCADE")
        last = asked.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchall()[0][0]
    until = time.monotonic() + 60
    while not (archive / last).exists():
        if time.monotonic() > until:
            raise SystemExit(f"{last} was never archived.")
        time.sleep(0.1)


def recover(server: Server, *, base: Path, archive: Path, moment: str) -> None:
    """The base backup with all that was archived since, up to the moment."""
    shutil.copytree(base, server.data)
    with (server.data / "postgresql.auto.conf").open("a") as settings:
        settings.write(f"restore_command = 'cp {archive}/%f %p'\n")
        settings.write(f"recovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n")
    (server.data / "recovery.signal").touch()
    for path in (server.data, *server.data.rglob("*")):
        os.chown(path, *server.owner)
    server.data.chmod(0o700)
    with server.alone():
        server.ensure_running()
    while True:
        with session(server, "postgres") as asked:
            if asked.execute("SELECT NOT pg_is_in_recovery()").fetchall()[0][0]:
                return
        time.sleep(0.1)


def kill(server: Server) -> None:
    pid = server.running_pid()
    assert pid
    os.kill(pid, 9)


def now(server: Server) -> str:
    with session(server) as asked:
        return str(asked.execute("SELECT clock_timestamp()::text").fetchall()[0][0])


def census(server: Server) -> Census:
    with session(server) as asked:
        return take_census(asked)


def place(server: Server, name: str = DATABASE) -> Place:
    return Place({"host": str(server.socket_directory), "port": "5432", "user": "postgres", "dbname": name})


@contextmanager
def session(server: Server, name: str = DATABASE) -> Iterator[psycopg.Connection[Any]]:
    with place(server, name).connect() as connected:
        yield connected


@contextmanager
def timed(what: str) -> Iterator[None]:
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:6.1f} s  {what}", flush=True)


if __name__ == "__main__":
    raise SystemExit(min(run(), 1))

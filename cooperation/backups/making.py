"""One backup: dumped and counted in one snapshot, proved, packed, and given its name at the very end."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic
from typing import Any

import psycopg

from cooperation.backups import BackupError
from cooperation.backups.archive import DUMP, FORMAT, UNFINISHED, encrypt, file_name, kept_in, pack, settle
from cooperation.backups.census import Census, differences, take_census
from cooperation.backups.place import Place, alone, beside
from cooperation.backups.programs import matching, start
from cooperation.backups.retention import Keep, to_delete

Say = Callable[[str], object]


@dataclass
class Made:
    """What came of a backup."""

    path: Path
    problems: list[str] = field(default_factory=list)
    deleted: list[Path] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def make_backup(
    *, folder: Path, keep: Keep, keys: list[str], prove: bool = True, say: Say = print, at: datetime | None = None
) -> Made:
    """Make a backup and prove it; delete those that it makes needless. A backup that fails its proof is kept aside."""
    place, seconds = Place.of_the_site(), dict[str, float]()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with alone(place) as server, _workshop(folder) as work:
            at = _free_moment(folder, at or datetime.now(UTC))
            with _timed(seconds, "dump"):
                manifest = dump(place, work, at=at)
            say(_told(manifest, work / DUMP))
            problems: list[str] = []
            if prove:
                with _timed(seconds, "proof"):
                    problems = list(failed_proof(server, place, work / DUMP, manifest, use="proof", at=at))
            state = "failed" if problems else "" if prove else "unproved"
            manifest["state"] = state or "proved"
            with _timed(seconds, "pack"):
                path = _packed(work, manifest, keys, folder / file_name(at, state=state, encrypted=bool(keys)))
        return Made(path, problems, [] if problems else _tidied(folder, keep, now=at), seconds)
    except OSError as error:
        raise BackupError(
            f"The backup in {folder} failed: {error.strerror}. Is there room, and may it be written to?"
        ) from error


def dump(place: Place, work: Path, *, at: datetime) -> dict[str, Any]:
    """Dump the database into the folder, and tell what it holds at the very same moment."""
    with place.connect() as connected:
        major = connected.info.server_version // 10000
        program = matching("pg_dump", place=place, major=major)
        connected.isolation_level, connected.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
        connected.autocommit = False
        snapshot = connected.execute("SELECT pg_export_snapshot()").fetchall()[0][0]
        asked = ["--format=custom", "--compress=3", "--lock-wait-timeout=60000", f"--snapshot={snapshot}"]
        running = start(program, *asked, f"--file={work / DUMP}", place=place)
        try:
            census = take_census(connected)
            running.finish("pg_dump")
        except BaseException:
            running.kill()
            raise
        return {
            "format": FORMAT,
            "made_at": at.isoformat(),
            "database": place.name,
            "postgresql": connected.info.server_version,
            "pg_dump": program.version,
            "migrations": _migrations(connected, census),
            "holds": census,
        }


def failed_proof(
    server: psycopg.Connection[Any], place: Place, file: Path, manifest: dict[str, Any], *, use: str, at: datetime
) -> Iterator[str]:
    """Restore a dump into a database beside, which is dropped again, and tell what is not as the manifest says."""
    with beside(server, place, use=use, at=at) as trial:
        try:
            fill(trial, file, manifest)
        except BackupError as error:
            yield str(error)
            return
        yield from differences(manifest["holds"], census_of(trial))


def fill(place: Place, file: Path, manifest: dict[str, Any]) -> None:
    """Restore a dump into an empty database; whoever restores it owns everything."""
    with place.connect() as connected:
        # A newer one than the dump's may set what an older server does not know.
        major = max(connected.info.server_version // 10000, int(manifest["pg_dump"].partition(".")[0]))
    program = matching("pg_restore", place=place, major=major)
    asked = ["--exit-on-error", "--no-owner", "--no-privileges", "--jobs=2", f"--dbname={place.name}", str(file)]
    running = start(program, *asked, place=place)
    try:
        running.finish("pg_restore")
    except BaseException:
        running.kill()
        raise


def census_of(place: Place) -> Census:
    with place.connect() as connected:
        return take_census(connected)


def _migrations(connected: psycopg.Connection[Any], census: Census) -> list[list[str]]:
    if "public.django_migrations" not in census["tables"]:
        raise BackupError("The database holds no tables of this site: there is nothing to keep. Run manage.py migrate.")
    asked = "SELECT app, name FROM public.django_migrations ORDER BY app, name"
    return [list(row) for row in connected.execute(asked)]


def _packed(work: Path, manifest: dict[str, Any], keys: list[str], target: Path) -> Path:
    plain, secret = work / "backup.tar", work / "backup.tar.age"
    pack(work, manifest, into=plain)
    if keys:
        (work / DUMP).unlink()
        encrypt(plain, keys, into=secret)
    return settle(secret if keys else plain, target)


def _tidied(folder: Path, keep: Keep, *, now: datetime) -> list[Path]:
    needless = [one.path for one in to_delete(kept_in(folder), keep, now=now)]
    for path in needless:
        path.unlink()
    return needless


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A folder for what is not whole yet. Those of killed runs are tidied away: who is here is alone."""
    for left in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(left)
    work = Path(mkdtemp(prefix=UNFINISHED, dir=folder))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _timed(seconds: dict[str, float], name: str) -> Iterator[None]:
    begun = monotonic()
    yield
    seconds[name] = monotonic() - begun


def _free_moment(folder: Path, at: datetime) -> datetime:
    taken = {one.made_at for one in kept_in(folder)}
    at = at.replace(microsecond=0)
    while at in taken:
        at += timedelta(seconds=1)
    return at


def _told(manifest: dict[str, Any], file: Path) -> str:
    tables = manifest["holds"]["tables"]
    rows, size = sum(count for count, _sum in tables.values()), file.stat().st_size
    return f"Dumped {rows:,} rows of {len(tables)} tables, {size / 1_000_000:,.1f} MB."

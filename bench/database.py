"""The database of the scale data: one of its own, so that nobody's data are touched."""

import os
from pathlib import Path

from cooperation.database import embedded_url

PROJECT = Path(__file__).resolve().parent.parent
NAME = "bench"
MILLION = "bench_million"  # a larger record in a database of its own


class NotOursError(Exception):
    """The database may hold somebody's work."""


def address(name: str = NAME) -> str:
    """Return where the database is. It is emptied and filled, so its name has to say what it is for.

    Beside BENCH_DATABASE_URL, the import is measured in `<that name>_import`, and a million events lie in
    `<that name>_million`; both have to exist there.
    """
    given = os.environ.get("BENCH_DATABASE_URL")
    if not given:
        return embedded_url(PROJECT / "var" / "pg", name)
    if NAME not in given.rpartition("/")[2]:
        raise NotOursError(f"BENCH_DATABASE_URL must name a database with “{NAME}” in its name: it is emptied.")
    return given + name.removeprefix(NAME)


def use(name: str = NAME) -> str:
    """Point Django at the database of the scale data, set it up and return the database's address."""
    url = address(name)
    os.environ["DATABASE_URL"] = url
    os.environ["LOCAL"] = "true"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cooperation.settings")

    import django

    django.setup()
    return url

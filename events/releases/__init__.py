"""Releases as readers ask for them: while one is in force, every question is answered from its frozen rows.

The rows of a release are in a schema of their own, in tables of the same names as those of the live record. A release
is in force when its schema comes first on the search path of the connection, so filters, columns and pages answer from
it without knowing it (docs/decisions/0022).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Protocol, TypeVar

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from events.models import Release
from events.models.reading import reading


class Keyed(Protocol):
    """A column, as far as it matters here."""

    @property
    def key(self) -> str: ...


COLUMN = TypeVar("COLUMN", bound=Keyed)

LIVE = "none (live)"
"""What files say that are of no release."""

_of_thread = threading.local()  # as connections are


def current() -> Release | None:
    """The release that is in force; None while the live record answers."""
    release: Release | None = getattr(_of_thread, "release", None)
    return release


@contextmanager
def in_force(release: Release) -> Iterator[None]:
    """Answer from the release inside. Nothing can be written there: the transaction is undone at its end.

    Raise LookupError when its rows are not there: the live ones would answer in their place.
    """
    connection = reading()
    with transaction.atomic(using=connection.alias):
        with connection.cursor() as cursor:
            path = "set_config('search_path', %(schema)s || ', ' || current_setting('search_path'), true)"
            cursor.execute(f"SELECT to_regnamespace(%(schema)s) IS NOT NULL, {path}", {"schema": release.schema})
            if not cursor.fetchone()[0]:
                raise LookupError(f"The rows of release {release.name} are missing.")
        _of_thread.release = release
        try:
            yield
        finally:
            _of_thread.release = None
            transaction.set_rollback(True, using=connection.alias)


@contextmanager
def as_asked(parameters: QueryDict) -> Iterator[None]:
    """Answer from the release that `release` names. One query where there is one; without it none.

    A release that is not there is left to the selection, which says what is wrong.
    """
    asked = parameters.getlist("release")
    release = Release.objects.filter(name=asked[0]).first() if len(asked) == 1 and "\x00" not in asked[0] else None
    if release is None:
        yield
        return
    with in_force(release):
        yield


def name() -> str:
    """The release in force as files name it."""
    release = current()
    return release.name if release else LIVE


def site() -> str:
    """Where the pages are that rows name."""
    release = current()
    return release.site if release else settings.SITE_URL


def today() -> date:
    """The day as of which is answered: that of the release in force, or this one."""
    release = current()
    return localdate(release.made_at) if release else localdate()


def known_columns(table: str, columns: list[COLUMN]) -> list[COLUMN]:
    """Those of the columns that the table has in the release in force; all of them in the live record."""
    release = current()
    keys = release.keys_of(table) if release else None
    return columns if keys is None else [column for column in columns if column.key in keys]


def why_not(asked: Sequence[str]) -> str:
    """Why the asked release does not answer, in words; '' where it does. One query where something is wrong."""
    release = current()
    if release is not None and list(asked) == [release.name]:
        return ""
    if len(asked) > 1:
        return _("This parameter can be given only once.")
    known = list(Release.objects.latest_first().values_list("name", flat=True))
    if not known:
        return _("No release has been made yet. Leave it out.")
    if asked[0] in known:
        return _("This address answers from the record as it is now. Leave it out.")
    return _("There is no such release. Known releases are: %s.") % ", ".join(known)

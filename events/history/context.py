"""Who changes the record, why, how and from where: told to the database along with the changes.

    with recorded(by=user, why="The source was corrected.", how="bulk"):
        ...

Without it a change is kept all the same, as one of which only the moment is known: that is how SQL looks.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from pghistory import runtime


class How(models.TextChoices):
    """The ways in which the record is changed. A change by SQL has none."""

    FORM = "form", _("form")
    STEP = "step", _("step of publication")
    BULK = "bulk", _("bulk action")
    IMPORT = "import", _("import")
    MERGE = "merge", _("merge")
    RESTORE = "restore", _("restoration")
    COMMAND = "command", _("command")
    REMOVAL = "removal", _("removal of a person")


@contextmanager
def recorded(
    *, by: User | AnonymousUser | None = None, why: str = "", how: str = "", where: str = ""
) -> Iterator[None]:
    """Keep with every change made inside who makes it, why, how and from which address of the site.

    Inside another `recorded`, what is not given stays as it was there, and the changes become an entry of
    their own. It costs no query: the values travel with each statement that writes.
    """
    if how and how not in How.values:
        raise ValueError(f"{how!r} is no way in which the record is changed: {', '.join(How.values)}.")
    outer = getattr(runtime._tracker, "value", None)
    given = {"user": by.pk if by else None, "why": why.strip(), "how": how, "where": where}
    known = {**(outer.metadata if outer else {}), **{key: value for key, value in given.items() if value}}
    if outer is None:
        with pghistory.context(**known):
            yield
        _forget()
        return
    # The package would let the outer changes take over what is said here; so a context of its own takes its place.
    runtime._tracker.value = runtime.Context(id=uuid.uuid4(), metadata=known)
    try:
        yield
    finally:
        runtime._tracker.value = outer


def _forget() -> None:
    """The setting lives as long as the transaction: what is written later in it is not of this telling."""
    if connection.in_atomic_block and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pghistory.context_id', '', true)")


def add_reason(why: str) -> None:
    """Tell why, when the reason becomes known inside `recorded` and before anything is written. Else it is lost."""
    if why.strip():
        pghistory.context(why=why.strip())


class RecordedRequests:
    """Middleware: what a member of the staff sends is recorded as theirs. Readers send nothing, and cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Asking for the user costs queries: a reader's request is let through before.
        if request.method in {"GET", "HEAD", "OPTIONS"} or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self.get_response(request)
        with recorded(by=request.user, how=_how(request), where=request.path[:500]):
            return self.get_response(request)


def _how(request: HttpRequest) -> str:
    """By the admin's own names of its pages; whoever knows better says so with `recorded`."""
    try:
        name: Any = resolve(request.path_info).url_name or ""
    except Resolver404:
        return How.FORM
    if name.endswith("_changelist"):
        return How.BULK
    return How.STEP if name.endswith("_step") else How.FORM

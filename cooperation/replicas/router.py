"""Which database is read: that of the request. Everything is written to the primary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS

_chosen: ContextVar[str] = ContextVar("database that is read", default=DEFAULT_DB_ALIAS)


def chosen() -> str:
    """The database that answers what is read now; the primary outside of a reader's request."""
    return _chosen.get()


@contextmanager
def read_from(alias: str) -> Iterator[None]:
    token = _chosen.set(alias)
    try:
        yield
    finally:
        _chosen.reset(token)


class Router:
    """Asked by Django before each query."""

    def db_for_read(self, model: type, **hints: Any) -> str:
        return chosen()

    def db_for_write(self, model: type, **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """All databases are one and the same."""
        return True

    def allow_migrate(self, alias: str, app_label: str, **hints: Any) -> bool:
        return alias == DEFAULT_DB_ALIAS

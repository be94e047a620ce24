"""Where reads go: the connection that the routers of the project choose, for statements that Django does not write.

A QuerySet asks the routers by itself. Whoever takes a cursor, or opens a transaction around reads, asks here, so that
all of one answer comes from one database.
"""

from __future__ import annotations

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

SNAPSHOT = """CASE WHEN pg_is_in_recovery()
    THEN pg_snapshot_xmin(pg_current_snapshot()) || ':' || pg_snapshot_xmin(pg_current_snapshot()) || ':'
    ELSE pg_current_snapshot()::text END"""
"""What the database shows now, for the question later what it shows beyond that. A replica does not say which of the
transactions before the last one are still under way, so there it ends before the oldest of them: what was seen already
may be told again, and nothing is missed."""


def reading() -> BaseDatabaseWrapper:
    """The connection that answers what is read now."""
    return connections[router.db_for_read(models.Model)]

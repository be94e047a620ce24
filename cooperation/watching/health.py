"""Whether the site lives, and whether it can answer: asked by containers, proxies and monitors.

Live says no more than that the process answers: who restarts a process because its database is away gains nothing.
Ready says whether readers can be sent here. The answer names what is wrong in one word each and gives no figures: it is
public. The reasons are in the log.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cooperation.replicas.health import healthy
from events.away import reason

log = logging.getLogger("cooperation.health")

LEAST_DISK = 200 * 1024 * 1024  # bytes: what an upload, its check and a file made for download take


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, its tables are those of this code and there is room on the disk; else 503."""
    database = _database()
    checks = {"database": database, "migrations": _migrations() if database == "ok" else "unknown", "disk": _disk()}
    is_ready = set(checks.values()) == {"ok"}
    if settings.REPLICAS:  # without them the primary answers
        checks["replicas"] = f"{len(healthy())} of {len(settings.REPLICAS)}"
    return JsonResponse({"status": "ok" if is_ready else "error"} | checks, status=200 if is_ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as error:
        log.error("The database does not answer: %s", reason(error))
        return "unreachable"
    return "ok"


def _migrations() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        missing = _newest() - set(cursor.fetchall())
    if missing:
        log.error("The tables are older than the code: run manage.py migrate.", extra={"missing": sorted(missing)})
        return "missing"
    return "ok"


@cache
def _newest() -> frozenset[tuple[str, str]]:
    """The last migrations of each application in this code. They cannot change while the process lives."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _disk() -> str:
    """Where this process itself writes: temporary files, and the data of the embedded database."""
    places = {Path(tempfile.gettempdir()), settings.BASE_DIR / "var"}
    for place in places:
        if place.exists() and (free := shutil.disk_usage(place).free) < LEAST_DISK:
            log.error("The disk is nearly full.", extra={"folder": str(place), "free_bytes": free})
            return "full"
    return "ok"

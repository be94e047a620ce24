"""Figures for a monitor in the format of Prometheus, summed over all processes, at an address of their own.

The address (METRICS_ADDRESS) is for the inside of a network: the site's own address does not know them. Without it
nothing is counted and the package is not even loaded. Each process writes its counts into files of a folder, which the
one that is asked adds up; the server makes it (`cooperation.server`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings

METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"}
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def answered(method: str, route: str, status: int, seconds: float, queries: int) -> None:
    """Count one answer. `route` is the name of an address, of which there are few, never the address."""
    if settings.METRICS_ADDRESS:
        figures = _figures()
        # A stranger can name any method, and each would be a figure of its own for ever.
        known = method if method in METHODS else "other"
        figures.requests.labels(known, route, str(status)).inc()
        figures.seconds.labels(route).observe(seconds)
        figures.queries.inc(queries)


def slow_query() -> None:
    if settings.METRICS_ADDRESS:
        _figures().slow.inc()


def refused(what: str) -> None:
    """Count somebody turned away: `limit` asked too often, `sign-in` gave a wrong password."""
    if settings.METRICS_ADDRESS:
        _figures().refused.labels(what).inc()


@cache
def _figures() -> SimpleNamespace:
    from prometheus_client import Counter, Histogram

    return SimpleNamespace(
        requests=Counter("cooperation_requests", "Answers.", ["method", "route", "status"]),
        seconds=Histogram("cooperation_request_seconds", "Time to an answer.", ["route"], buckets=BUCKETS),
        queries=Counter("cooperation_queries", "Statements sent to the databases."),
        slow=Counter("cooperation_slow_queries", "Statements that took longer than SLOW_QUERY_MS."),
        refused=Counter("cooperation_refused", "Requests turned away.", ["reason"]),
    )


def beside(application: Application) -> Application:
    """The application with the figures at the port of METRICS_ADDRESS, and with nothing else there."""
    if not settings.METRICS_ADDRESS:
        return application
    port = settings.METRICS_ADDRESS.rpartition(":")[2]

    def either(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # The port that the server listens on, not one that the visitor names.
        return (figures if environ["SERVER_PORT"] == port else application)(environ, start_response)

    return either


def figures(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """`GET /metrics`."""
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest, multiprocess

    if environ["PATH_INFO"] != "/metrics":
        start_response("404 Not Found", [("Content-Type", "text/plain")])
        return [b"The figures are at /metrics.\n"]
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)
    start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
    return [generate_latest(registry)]

"""Each request with a number of its own, timed, its queries counted: one line of the log, and figures for a monitor."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from cooperation.watching import metrics
from cooperation.watching.logs import request_id

log = logging.getLogger("cooperation.requests")
slow = logging.getLogger("cooperation.queries")
database = logging.getLogger("cooperation.database")

FROM_THE_PROXY = re.compile(r"[A-Za-z0-9_.-]{8,64}")
LONGEST_STATEMENT = 2_000  # letters of it in the log


class Queries:
    """Counts what is asked of the databases, and warns of what takes long. Statements are told without their values."""

    def __init__(self) -> None:
        self.number = 0
        self.seconds = 0.0

    def __call__(self, execute: Callable, sql: str, params: Any, many: bool, context: dict) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            took = time.perf_counter() - begun
            self.number += 1
            self.seconds += took
            if settings.SLOW_QUERY_MS and took * 1000 >= settings.SLOW_QUERY_MS:
                slow.warning("Slow query", extra={"ms": round(took * 1000), "sql": str(sql)[:LONGEST_STATEMENT]})
                metrics.slow_query()


class WatchedRequests:
    """Middleware, the outermost: what it measures is what the visitor waits for, but for the network."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(_id_of(request))
        begun, queries = time.perf_counter(), Queries()
        try:
            with ExitStack() as stack:
                for alias in settings.DATABASES:
                    stack.enter_context(connections[alias].execute_wrapper(queries))
                response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            if away := getattr(response, "database_is_away", ""):
                database.warning("The database is away: %s", away, extra={"path": request.path[:500]})
            told = _Told(request, response, begun, queries, request_id.get())
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = told.streamed(response.streaming_content)  # type: ignore[arg-type]
            else:
                told.line(len(getattr(response, "content", b"")))
            return response
        finally:
            request_id.reset(token)


class _Told:
    """What is said of one answer."""

    def __init__(
        self, request: HttpRequest, response: HttpResponseBase, begun: float, queries: Queries, number: str
    ) -> None:
        self.request, self.response, self.begun, self.queries, self.number = request, response, begun, queries, number

    def streamed(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces; the line is written when the last is gone, or when the reader is."""
        sent, broke = 0, True
        try:
            for piece in pieces:
                yield piece
                sent += len(piece)
            broke = False
        finally:
            token = request_id.set(self.number)
            self.line(sent, broke=broke)
            request_id.reset(token)

    def line(self, size: int, *, broke: bool = False) -> None:
        took = time.perf_counter() - self.begun
        match = self.request.resolver_match
        route = match.view_name if match and match.view_name else "none"
        metrics.answered(str(self.request.method), route, self.response.status_code, took, self.queries.number)
        told: dict[str, Any] = {
            "method": self.request.method,
            "path": self.request.path[:500],
            "route": route,
            "status": self.response.status_code,
            "ms": round(took * 1000, 1),
            "queries": self.queries.number,
            "db_ms": round(self.queries.seconds * 1000, 1),
            "bytes": size,
        }
        # Asking for the user would cost a query: the one that somebody asked for is told.
        user = getattr(self.request, "_cached_user", None)
        if user is not None and user.is_authenticated:
            told["user"] = user.pk
        if broke:
            told["broken_off"] = True
        # Health is asked every two seconds: all is well would fill the log with itself.
        level = logging.DEBUG if route.startswith("health") and self.response.status_code == 200 else logging.INFO
        log.log(level, "%s %s %s", told["method"], told["path"], told["status"], extra=told)


def _id_of(request: HttpRequest) -> str:
    """The number that the proxy gave, where there is one that is to be believed; else one of our own."""
    given = request.headers.get("X-Request-ID", "")
    return given if settings.TRUST_PROXY and FROM_THE_PROXY.fullmatch(given) else uuid.uuid4().hex

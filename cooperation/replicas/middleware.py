"""Decides for each request which database it reads: a replica for readers, the primary for everybody else."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from cooperation.replicas import health
from cooperation.replicas.health import Replica
from cooperation.replicas.router import read_from

log = logging.getLogger("cooperation.replicas")

SAFE = {"GET", "HEAD", "OPTIONS"}
NOT_FOR_READERS = ("/admin/", "/accounts/", "/health", "/csp-report")


class ReadsFromReplicas:
    """Middleware outside of all that asks the database.

    Whoever has a session reads the primary, and so what they have just written. What fails on a replica is asked of the
    primary before anything is sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.REPLICAS:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        found = health.healthy() if is_for_readers(request) else []
        if not found:
            return self.get_response(request)
        replica = random.choice(found)  # noqa: S311 - any will do
        response = self._asked(replica, request)
        if response.status_code < 500:
            return response
        log.warning("Replica %s failed, the primary is asked.", replica.alias, extra={"path": request.path[:500]})
        connections[replica.alias].close()
        return self.get_response(request)

    def _asked(self, replica: Replica, request: HttpRequest) -> HttpResponseBase:
        with ExitStack() as use:
            use.enter_context(replica.used())
            with read_from(replica.alias):
                response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse):
                pieces: Iterable[bytes] = response.streaming_content  # type: ignore[assignment]
                response.streaming_content = _streamed(replica.alias, pieces, use.pop_all())
        return response


def _streamed(alias: str, pieces: Iterable[bytes], use: ExitStack) -> Iterator[bytes]:
    """The same pieces, each of them read from the replica on which the answer began."""
    rest = iter(pieces)
    with use:
        while True:
            with read_from(alias):
                piece = next(rest, None)
            if piece is None:
                return
            yield piece


def is_for_readers(request: HttpRequest) -> bool:
    """Whether nobody of the staff asks, and nothing is to be changed."""
    return (
        request.method in SAFE
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.path.startswith(NOT_FOR_READERS)
    )

"""Which replicas may answer: those that answered a moment ago and were not too far behind the primary.

Each process looks at them beside its requests, in a thread for each, since one that hangs lets nobody go on. How far a
replica is behind is known by what the primary had written when: its own clock says nothing once it is cut off.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger("cooperation.replicas")

EVERY = 0.5  # seconds
SILENT = 2.5  # seconds without an answer, after which a replica counts as dead
REMEMBERED = 1_200  # positions of the primary: ten minutes of them

WRITTEN = "SELECT pg_current_wal_flush_lsn() - '0/0'::pg_lsn"
REPLAYED = "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() - '0/0'::pg_lsn"


class Positions:
    """What the primary had written at which moment."""

    def __init__(self) -> None:
        self._known: deque[tuple[int, float]] = deque(maxlen=REMEMBERED)

    def note(self, written: int, at: float) -> None:
        if self._known and self._known[-1][0] == written:
            self._known.pop()  # nothing was written since: whoever has this is up to date until now
        self._known.append((written, at))

    def behind(self, replayed: int, now: float) -> float:
        """For how many seconds a replica at this position has lacked something. While the primary is away, nothing
        is written that could be lacking."""
        known = list(self._known)
        at = bisect_right(known, (replayed, float("inf")))
        if at == len(known):
            return 0.0
        return now - (known[at - 1][1] if at else known[0][1])


class Replica:
    """One replica as this process sees it, and the connections to it that are in use."""

    def __init__(self, alias: str) -> None:
        self.alias = alias
        self.answered = float("-inf")
        self.behind = float("inf")
        self.was_healthy: bool | None = None
        self._in_use: set[BaseDatabaseWrapper] = set()
        self._lock = threading.Lock()

    def is_healthy(self) -> bool:
        is_fresh = time.monotonic() - self.answered < SILENT
        return is_fresh and self.behind <= settings.REPLICA_LAG_SECONDS

    @contextmanager
    def used(self) -> Iterator[None]:
        """Note this thread's connection as in use inside."""
        connection = connections[self.alias]
        with self._lock:
            self._in_use.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._in_use.discard(connection)

    def cut(self) -> None:
        """End what waits for a replica that does not answer, so that it is asked elsewhere."""
        with self._lock:
            for connection in self._in_use:
                raw = connection.connection
                if raw is None or raw.closed:
                    continue
                with suppress(OSError, psycopg.Error):
                    end = socket.socket(fileno=os.dup(raw.pgconn.socket))
                    with end:
                        end.shutdown(socket.SHUT_RDWR)

    def tell(self) -> None:
        """Say in the log when it is left out or taken back."""
        is_healthy = self.is_healthy()
        if is_healthy != self.was_healthy:
            word = "is taken back" if is_healthy else "is left out"
            known = None if self.behind == float("inf") else round(self.behind, 1)
            log.warning("Replica %s %s.", self.alias, word, extra={"seconds_behind": known})
            self.was_healthy = is_healthy


class Watch:
    """The threads of one process that look at the primary and at each replica."""

    def __init__(self, aliases: list[str]) -> None:
        self.process = os.getpid()
        self.positions = Positions()
        self.replicas = {alias: Replica(alias) for alias in aliases}

    def begin(self) -> None:
        for name, work in (
            ("watching the primary", lambda: self._again(DEFAULT_DB_ALIAS, self._primary)),
            ("watching for silence", self._silence),
            *((f"watching {alias}", lambda alias=alias: self._again(alias, self._replica)) for alias in self.replicas),
        ):
            threading.Thread(target=work, daemon=True, name=name).start()

    def _again(self, alias: str, look: Any) -> None:
        """Look every now and then, on a connection that is made anew when it breaks."""
        connection = connections[alias].copy()
        while True:
            try:
                with connection.cursor() as cursor:
                    while True:
                        look(alias, cursor)
                        time.sleep(EVERY)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next look may succeed
                log.debug("%s does not answer: %s", alias, error)
            with suppress(Exception):
                connection.close()
            time.sleep(EVERY)

    def _primary(self, alias: str, cursor: Any) -> None:
        at = time.monotonic()
        cursor.execute(WRITTEN)
        self.positions.note(int(cursor.fetchone()[0]), at)

    def _replica(self, alias: str, cursor: Any) -> None:
        at = time.monotonic()
        cursor.execute(REPLAYED)
        is_replica, replayed = cursor.fetchone()
        replica = self.replicas[alias]
        # One that was made a primary of its own goes its own ways.
        replica.behind = self.positions.behind(int(replayed), at) if is_replica and replayed else float("inf")
        replica.answered = at

    def _silence(self) -> None:
        while True:
            time.sleep(EVERY)
            for replica in self.replicas.values():
                replica.tell()
                if time.monotonic() - replica.answered >= SILENT:
                    replica.cut()


_watch: Watch | None = None
_beginning = threading.Lock()


def watch() -> Watch:
    """Those of this process; they begin with its first request, since threads do not outlive a fork."""
    global _watch  # noqa: PLW0603 - one for each process
    if _watch is None or _watch.process != os.getpid():
        with _beginning:
            if _watch is None or _watch.process != os.getpid():
                found = Watch(list(settings.REPLICAS))
                found.begin()
                _watch = found
    return _watch


def healthy() -> list[Replica]:
    """The replicas that may answer now. Asks nobody."""
    return [replica for replica in watch().replicas.values() if replica.is_healthy()] if settings.REPLICAS else []

"""Processes of the site that go on answering until those that replace them do.

A reload (`kill -HUP`) starts new processes and asks the old ones to go, all at once: for the seconds in which the new
ones load the code nobody would answer. And code that does not start would end the whole server. Here the old ones
stay until the new ones have made a page each, and for good if these never do.
"""

from __future__ import annotations

import logging
import mmap
import sys
from threading import Thread
from typing import Any
from wsgiref.util import setup_testing_defaults

from gunicorn.arbiter import Arbiter
from gunicorn.workers.gthread import ThreadWorker

log = logging.getLogger("cooperation.server")

SIZE = 4096
PATIENCE = 20  # seconds for a first page
HEAD = 8  # bytes of the age of the first of those that replace others; then one byte for each process


class Board:
    """What the processes tell each other, in memory that they all inherit. gunicorn numbers them: their age."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, SIZE)

    @property
    def first(self) -> int:
        """The age of the first of the processes that replace those before it; 0 when none is to be replaced."""
        return int.from_bytes(self._memory[:HEAD], "little")

    def replace(self, first: int) -> None:
        self._memory[HEAD:] = bytes(SIZE - HEAD)
        self._memory[:HEAD] = first.to_bytes(HEAD, "little")

    def note_ready(self, age: int) -> None:
        self._memory[self._place(age)] = 1

    def is_ready(self, age: int) -> bool:
        return bool(self._memory[self._place(age)])

    def _place(self, age: int) -> int:
        return HEAD + age % (SIZE - HEAD)


board = Board()


class Worker(ThreadWorker):
    """gunicorn's own worker with threads, which waits for those that replace it."""

    is_asked_to_go = False

    def load_wsgi(self) -> None:
        """Load the site and make its first page, so that no reader waits for what is loaded with it."""
        try:
            super().load_wsgi()
            status = first_page(self.wsgi)
            if self._replaces_others and status.startswith("500"):
                raise RuntimeError("The first page is an error.")
        except (Exception, SystemExit) as error:
            if self._replaces_others:
                log.exception("The new processes do not start, so the old ones go on. Mend it and reload again.")
                sys.exit(1)
            if isinstance(error, SystemExit):  # a setting is wrong, and that was said in words
                sys.exit(Arbiter.WORKER_BOOT_ERROR)  # ends the server
            raise
        board.note_ready(self.age)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Asked once, wait for those that come; asked again, or with nobody to come, go."""
        if self.age < board.first and not self.is_asked_to_go:
            self.is_asked_to_go = True
        else:
            super().handle_exit(sig, frame)

    def notify(self) -> None:
        """Called at least once a second."""
        super().notify()
        if self.is_asked_to_go and self.alive:
            if board.first == 0:
                self.is_asked_to_go = False
            elif all(board.is_ready(age) for age in range(board.first, board.first + self.cfg.workers)):
                super().handle_exit(0, None)

    @property
    def _replaces_others(self) -> bool:
        return bool(0 < board.first <= self.age)


def on_reload(server: Any) -> None:
    """gunicorn is about to start new processes in the place of all."""
    board.replace(server.worker_age + 1)


def child_exit(worker: Any) -> None:
    """One has ended. If it was to replace another and never got ready, nothing is replaced."""
    if 0 < board.first <= worker.age and not board.is_ready(worker.age):
        board.replace(0)


def first_page(application: Any) -> str:
    """Ask the site for a page as a proxy on this machine would, and say with what status it answered.

    Without its database the site starts all the same: it says so to whoever asks, and answers when it is back. One that
    does not even refuse is not waited for.
    """
    said: list[str] = []
    failed: list[BaseException] = []
    asking = Thread(target=_asked, args=(application, said, failed), name="first page", daemon=True)
    asking.start()
    asking.join(PATIENCE)
    if failed:
        raise failed[0]
    return said[0] if said else "no answer yet"


def _asked(application: Any, said: list[str], failed: list[BaseException]) -> None:
    environ = {
        "PATH_INFO": "/events/", "HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.url_scheme": "https",
        "HTTP_X_FORWARDED_PROTO": "https", "HTTP_ACCEPT_ENCODING": "gzip",
    }  # fmt: skip
    setup_testing_defaults(environ)
    try:
        answer = application(environ, lambda status, headers: said.append(status))
        for _piece in answer:
            pass
        getattr(answer, "close", lambda: None)()
    except BaseException as error:  # noqa: BLE001 - told by whoever waits
        failed.append(error)
    finally:
        from django.db import connections

        connections.close_all()  # this thread asks nothing more

"""People at work: each does one real thing again and again and notes what was acknowledged."""

import random
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.db import DatabaseError, connection

from torture.asking import Answer, Visitor

AGAIN_AFTER = 0.3  # seconds, after something broke
SIGN_IN = re.compile(r"/accounts/|/admin/login/")


@contextmanager
def at_work(*work: Callable[[threading.Event], object]) -> Iterator[None]:
    """Let everybody work, each in a thread, until the block ends; then tell them to stop, and wait for them."""
    stop = threading.Event()
    threads = [threading.Thread(target=each, args=(stop,), daemon=True) for each in work]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


class Actor:
    """One person. `acknowledged` counts what the site said was done; `broken` what it did not answer for."""

    kind: ClassVar[str]

    def __init__(self, visitor: Visitor, name: str, rng: random.Random) -> None:
        self.visitor, self.name, self.rng = visitor, name, rng
        self.number = 0
        self.acknowledged = self.refused = self.broken = self.sent_away = self.failures = 0
        self.problems: list[str] = []

    def work(self, stop: threading.Event) -> None:
        """Act until told to stop. What fails because the database is away is tried again later, as people do."""
        try:
            while not stop.is_set():
                self.number += 1
                broken = self.broken
                try:
                    self.act()
                except (DatabaseError, OSError):
                    self.broken += 1
                    connection.close()
                if self.broken > broken:
                    stop.wait(AGAIN_AFTER)
        except Exception as error:  # noqa: BLE001 - a fault of the torture itself must not pass for peace
            self.problems.append(f"{self.name} gave up: {error!r}")
        finally:
            connection.close()

    def act(self) -> None:
        raise NotImplementedError

    def missing(self) -> list[str]:
        """What was acknowledged and is not there, or is there by half."""
        raise NotImplementedError

    def heard(self, answer: Answer, *, done: bool) -> bool:
        """Note what the site answered, and give back whether it acknowledged."""
        if answer.status >= 500 and not answer.is_in_words:
            self.problems.append(f"{self.name}: {answer.status} without words: {answer.text[:200]}")
        self.failures += answer.status == 500
        if SIGN_IN.search(answer.headers.get("location", "")):
            self.sent_away += 1
            return False
        if done:
            self.acknowledged += 1
        elif answer.status in {200, 302, 400, 403, 404, 409, 429}:
            self.refused += 1
            self.said(answer)
        else:
            self.broken += 1
        return done

    def said(self, answer: Answer) -> None:
        """Look into a refusal; by default nothing is made of it."""

    @property
    def mark(self) -> str:
        """What tells this act from all others."""
        return f"{self.name}-{self.number}-mark"

"""The site as `make run` serves it, on the scale data and a port of its own, and a clock beside it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from bench.database import PROJECT

HOST = "127.0.0.1"
MEGABYTE = 1_000_000
# What would answer in the place of a page, or be measured with it.
MEASURED_WITHOUT = ["REMEMBERED_MB", "SEARCHES_PER_MINUTE", "FILES_PER_MINUTE", "API_REQUESTS_PER_MINUTE"]


class SlowStartError(Exception):
    """The site did not answer in time, or ended."""


@dataclass(frozen=True)
class Answer:
    """What came back: seconds to the first and the last byte after the request was sent."""

    status: int
    first: float
    whole: float
    size: int
    processor: float = 0.0  # seconds of the processor, of the site and its database together


def free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port


class Server:
    """A program that answers on a port, until the block ends."""

    port: int
    process: subprocess.Popen

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def wait(self, path: str) -> float:
        """Wait for the first answer, and say how long it took."""
        began = time.perf_counter()
        while time.perf_counter() - began < 120 and self.process.poll() is None:
            try:
                if self.ask(path).status == 200:
                    return time.perf_counter() - began
            except OSError:
                time.sleep(0.02)
        self.process.kill()
        raise SlowStartError("It does not answer; see what it says above.")

    def ask(self, path: str) -> Answer:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=300)
        try:
            connection.connect()
            began = time.perf_counter()
            connection.request("GET", path)
            response = connection.getresponse()
            size = len(response.read(1))
            first = time.perf_counter() - began
            while piece := response.read(256 * 1024):
                size += len(piece)
            return Answer(response.status, first, time.perf_counter() - began, size)
        finally:
            connection.close()

    def timed(self, path: str) -> Answer:
        """An answer with the seconds of the processor that it took: what others do meanwhile hardly changes them."""
        before = self._processor()
        answer = self.ask(path)
        return replace(answer, processor=self._processor() - before)

    def _processor(self) -> float:
        """Seconds that all its threads have run; 0 where none are told."""
        return sum(_ran(task) for pid in self.pids() for task in Path(f"/proc/{pid}/task").glob("*/schedstat"))

    def pids(self) -> list[int]:
        """The processes that work on an answer."""
        return [self.process.pid]


class Site(Server):
    """Two processes of gunicorn with four threads each, started by the project's own command."""

    def __init__(self, url: str, **settings: str) -> None:
        """Pages are made anew and requests are not counted, unless settings say otherwise."""
        self.port = free_port()
        own = {"DATABASE_URL": url, "LOCAL": "true", "PORT": str(self.port), "LOG_LEVEL": "ERROR"}
        environment = {**os.environ, **own, **dict.fromkeys(MEASURED_WITHOUT, "0"), **settings}
        command = [sys.executable, "manage.py", "start"]
        self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
        self.seconds_to_first_page = self.wait("/")

    def workers(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children()

    def pids(self) -> list[int]:
        return [process.pid for process in self.workers()] + self._sessions()

    def _sessions(self) -> list[int]:
        """The processes of the database that serve others than us."""
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND backend_type = 'client backend'"
            )
            return [pid for (pid,) in cursor.fetchall()]


def _ran(schedule: Path) -> float:
    try:
        return int(schedule.read_text().split()[0]) / 1e9
    except (OSError, ValueError):
        return 0.0


class Memory:
    """The most memory that any of some processes held while the block ran, in MB (resident set)."""

    def __init__(self, processes: list[psutil.Process]) -> None:
        self.processes = processes
        self.most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.is_set():
            for process in self.processes:
                try:
                    self.most = max(self.most, process.memory_info().rss / MEGABYTE)
                except psutil.Error:
                    continue
            time.sleep(0.02)

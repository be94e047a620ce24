"""How many answers a second the site gives to eight readers at once, and what its processes hold after ten thousand.

As it is served, a page that is asked for again comes from memory while the record stands; so the same is measured with
every page made anew, which is what readers of different pages get. The readers are a process of their own
(`python -m bench.throughput PORT PATH SECONDS`), on the same processors as the site.
"""

import http.client
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from statistics import median

from bench.database import PROJECT
from bench.report import Figure
from bench.site import HOST, MEGABYTE, Site

READERS = 8
LIST_TARGET = 150  # answers a second
EVENT_TARGET = 300
MEMORY_TARGET_MB = 180
GROWTH_TARGET_MB = 5
RUNS = 3


def measured(url: str, *, seconds: float) -> list[Figure]:
    figures = []
    event = _an_event()
    with Site(url, REMEMBERED_MB="8") as site:
        for name, path, target in (("Event list", "/events/", LIST_TARGET), ("Event page", event, EVENT_TARGET)):
            rate = median(_rate(site, path, seconds) for _ in range(RUNS))
            figures.append(Figure(f"{name}, {READERS} readers", rate, "/s", target, is_least=True))
        figures += _memory(site)
    with Site(url) as site:
        for name, path in (("event list", "/events/"), ("event page", event)):
            figures.append(Figure(f"… {name}, every page made anew", _rate(site, path, seconds), "/s"))
    return figures


def _an_event() -> str:
    from events.models import Event

    found = Event.objects.public().order_by("-pk").first()
    assert found is not None
    return found.get_absolute_url()


def _rate(site: Site, path: str, seconds: float) -> float:
    """Answers a second, told by the readers."""
    command = [sys.executable, "-m", "bench.throughput", str(site.port), path, str(seconds)]
    told = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    return float(told.stdout)


def _memory(site: Site) -> list[Figure]:
    """After ten thousand lists of different questions, and how much of it came in the second half."""
    held = []
    for first in (0, 5_000):
        paths = [f"/events/?q=training&from={1900 + number % 120}&page=1" for number in range(first, first + 5_000)]
        _ask_all(site.port, paths)
        held.append(max(process.memory_info().rss for process in site.workers()) / MEGABYTE)
    return [
        Figure("Memory of a process after 10,000 requests", held[1], "MB", MEMORY_TARGET_MB),
        Figure("… more than after 5,000", max(0.0, held[1] - held[0]), "MB", GROWTH_TARGET_MB),
    ]


def _ask_all(port: int, paths: list[str]) -> None:
    left = iter(paths)
    taking = threading.Lock()

    def read() -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        while True:
            with taking:
                path = next(left, None)
            if path is None:
                return
            _ask(connection, path)

    _together(read)


def _ask(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    if response.status != 200:
        raise AssertionError(f"{path} answers {response.status}")


def _together(read: Callable[[], None]) -> None:
    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()


def main(port: int, path: str, seconds: float) -> None:
    answered: list[int] = []
    until = time.perf_counter() + seconds

    def read() -> None:
        connection, number = http.client.HTTPConnection(HOST, port, timeout=60), 0
        while time.perf_counter() < until:
            _ask(connection, path)
            number += 1
        with taking:
            answered.append(number)

    taking = threading.Lock()
    began = time.perf_counter()
    _together(read)
    print(sum(answered) / (time.perf_counter() - began))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))

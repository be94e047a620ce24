"""A million events: the list, what a process needs before its first answer, and that files take no more memory."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from tqdm import tqdm

from bench import measures
from bench.report import Figure
from bench.site import Memory, Site

LIST_TARGET_MS = 600
READY_TARGET_MS = 2_000
GROWTH_TARGET_MB = 50  # that the file of all may take more than that of a year
FILES = ["events.csv", "events.jsonl", "events.xlsx", "events.parquet", "events.zip"]
WARM = 12  # questions after which both processes of the site have their sets


def measured(url: str, *, seed: int, is_quick: bool, has_files: bool) -> tuple[list[Figure], measures.Timed]:
    figures = [*_sets()]
    with Site(url):
        pass  # the first start compresses the static files
    with Site(url) as site:
        figures.append(Figure("Second start to first page", site.seconds_to_first_page, "s"))
        lists, slowest = measures.list_pages(site, number=38 if is_quick else 209, seed=seed, target=LIST_TARGET_MS)
        figures += lists
        figures += measures.api_pages(site, number=19 if is_quick else 57, seed=seed, target=None)
        figures += measures.searches(site, rounds=1 if is_quick else 2, target=None)
        figures += measures.lists_of_actors(site, target=None)
    files = FILES[: 1 if is_quick else None] if has_files else []
    for name in tqdm(files, desc="Files of all", leave=False):
        figures += _file(url, name, measures.PART)
    return figures, slowest


def _sets() -> Iterator[Figure]:
    """What a process has before it can answer: taken as another left it, and made where nobody did."""
    from events.bitmaps import follow, kept

    follow.present()
    [followed] = follow._followed.values()
    kept.keep(followed, at_once=True)
    follow._followed.clear()
    yield from _timed("Sets of a process that was just started", follow.present, READY_TARGET_MS)
    yield from _timed("… made anew, where nobody left any", lambda: follow._made(("measured",)), None)


def _timed(name: str, made: Callable[[], Any], target: float | None) -> Iterator[Figure]:
    began, worked = time.perf_counter(), time.process_time()
    made()
    yield Figure(name, (time.perf_counter() - began) * 1000, "ms", target)
    yield Figure("… of the processor, without the database", (time.process_time() - worked) * 1000, "ms", target)


def _file(url: str, name: str, part: str) -> list[Figure]:
    """In a site of its own: what another file left in memory is not this one's."""
    with Site(url) as site:
        for _ in range(WARM):
            site.ask(f"/events/?{part}")
        with Memory(site.workers()) as of_part:
            site.ask(f"/{name}?{part}")
        with Memory(site.workers()) as of_all:
            answer = site.ask(f"/{name}")
    return [
        Figure(f"{name} of all ({answer.size / 1_000_000:.0f} MB)", answer.whole, "s"),
        Figure("… first byte", answer.first * 1000, "ms", measures.FIRST_BYTE_TARGET_MS),
        Figure("… peak memory of a server process, its sets included", of_all.most, "MB"),
        Figure(f"… more than for {part}", max(of_all.most - of_part.most, 0), "MB", GROWTH_TARGET_MB),
    ]

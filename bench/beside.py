"""The site and Datasette in one run, in turn, so that both meet the same machine: list, search and the full CSV."""

from collections.abc import Callable
from statistics import median
from typing import Any
from urllib.parse import urlencode

from tqdm import tqdm

from bench import peer
from bench.measures import SEARCHES, ask_all, percentile_95
from bench.peer import CSV, Peer
from bench.peer_kinds import TABLES
from bench.questions import Asker, Question
from bench.report import Figure
from bench.site import Server, Site

AHEAD = 1.0  # of the peer's time
API = "/api/v1/events/"
WARM = 12  # questions that both have answered before

Pair = tuple[Question, list[Question]]  # ours, and what has to be asked of the peer for the same


def beside(site: Site, *, number: int, rounds: int, seed: int) -> list[Figure]:
    """Each pair as our time, the peer's and the ratio of the two; at 1 or more the peer is ahead."""
    events = peer.fill(site)
    with Peer() as datasette:
        return [
            Figure("Datasette beside us, its events", float(events)),
            *_lists(site, datasette, number=number, seed=seed),
            *_searches(site, datasette, rounds=rounds),
            *_whole_csv(site, datasette, rounds=min(rounds, 3)),
        ]


def _lists(site: Site, datasette: Server, *, number: int, seed: int) -> list[Figure]:
    """Filtered lists with their facets: the questions of the mixture that both can be asked.

    We count twelve facets. Datasette counts those of plain columns quickly and those of lists slowly, so it is measured
    with the five plain ones alone, and in fewer questions with four lists as well.
    """
    mixture = [one for one in Asker(seed).questions(40 * number) if one.category != "no filter"]
    plain: list[Pair] = [(one, [same]) for one in mixture if (same := peer.same_of(one, with_lists=False))]
    every: list[Pair] = [(one, [same]) for one in mixture if (same := peer.same_of(one))]
    return [
        *_compared("Filtered list, facets of plain columns", site, datasette, plain[:number]),
        *_compared("Filtered list, facets of lists too", site, datasette, every[: number // 4]),
    ]


def _searches(site: Site, datasette: Server, *, rounds: int) -> list[Figure]:
    """Words, like with like: events alone with as many rows and facets, and all kinds of record.

    Datasette searches a table at a time; its users see all of them through a plugin that asks each for its first rows.
    """
    words = [one for one in SEARCHES if '"' not in one and " -" not in one and " or " not in one] * rounds

    def same(path: str, rows: int, **more: Any) -> list[Pair]:
        ours = [Question("search", f"{path}{'&' if '?' in path else '?'}{urlencode({'q': one})}") for one in words]
        theirs = [[Question("search", peer.searched(one, rows=rows, **more))] for one in words]
        return list(zip(ours, theirs, strict=True))

    def all_kinds(form: str) -> list[Pair]:
        return [
            (
                Question("search", f"/search/?{urlencode({'q': one, 'stay': 1})}"),
                [Question("search", peer.searched(one, rows=5, form=form, table=table)) for table in TABLES],
            )
            for one in words
        ]

    facets = same("/events/", 25, facets=peer.FACETS)
    return [
        *_compared("Search of events alone, 5 rows and their number", site, datasette, same("/search/?kind=events", 5)),
        *_compared("Search of events as JSON, 25 rows", site, datasette, same(f"{API}?limit=25", 25, form=".json")),
        *_compared("Search of events, 25 rows with facets (12, there 5)", site, datasette, facets),
        *_compared("Search of all eight kinds (there eight pages)", site, datasette, all_kinds("")),
        *_compared("… (there eight answers as JSON, that a script draws)", site, datasette, all_kinds(".json")),
    ]


def _compared(name: str, site: Site, datasette: Server, asked: list[Pair]) -> list[Figure]:
    """The time of the clock and that of the processor, at the median and for the slowest twentieth."""
    ask_all(site, [ours for ours, _theirs in asked[:WARM]] * 2, "Warming up")
    ask_all(datasette, [one for _ours, theirs in asked[:WARM] for one in theirs] * 2, "Warming up")
    us, them = [], []
    for one, others in tqdm(asked, desc=name, leave=False):
        us += ask_all(site, [one], "")
        answers = ask_all(datasette, others, "")
        them.append((sum(each.wall for each in answers), sum(each.processor for each in answers)))
    wall, processor = [one.wall for one in us], [one.processor for one in us]
    their_wall, their_processor = [one for one, _other in them], [other for _one, other in them]
    return [
        *_pair(f"{name}, 95th percentile of {len(us)}", percentile_95, wall, their_wall),
        *_pair("… median", median, wall, their_wall),
        *_pair("… median of the processor", median, processor, their_processor),
    ]


def _pair(name: str, of: Callable[[list[float]], float], ours: list[float], theirs: list[float]) -> list[Figure]:
    return [
        Figure(name, of(ours), "ms"),
        Figure("… Datasette", of(theirs), "ms"),
        Figure("… ratio", of(ours) / of(theirs), "", AHEAD),
    ]


def _whole_csv(site: Site, datasette: Server, *, rounds: int) -> list[Figure]:
    ours, theirs = [], []
    for _round in tqdm(range(rounds), desc="CSV beside Datasette", leave=False):
        ours.append(site.ask("/events.csv"))
        theirs.append(datasette.ask(CSV))
    if min(answer.size for answer in theirs) < ours[0].size / 2:
        raise AssertionError("Datasette sent much less than we did.")
    our, their = median(answer.whole for answer in ours), median(answer.whole for answer in theirs)
    return [
        Figure(f"Full CSV beside Datasette ({ours[0].size / 1_000_000:.0f} MB)", our, "s"),
        Figure(f"… Datasette ({theirs[0].size / 1_000_000:.0f} MB)", their, "s"),
        Figure("… ratio", our / their, "", AHEAD),
    ]

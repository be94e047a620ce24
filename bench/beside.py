"""The site and Datasette in one run, in turn, so that both meet the same machine: list, search and the full CSV."""

from statistics import median
from urllib.parse import urlencode

from tqdm import tqdm

from bench import peer
from bench.measures import SEARCHES, ask_all, percentile_95
from bench.peer import CSV, Peer
from bench.questions import Asker, Question
from bench.report import Figure
from bench.site import Server, Site

AHEAD = 1.0  # of the peer's time


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
    plain = [(one, same) for one in mixture if (same := peer.same_of(one, with_lists=False))]
    every = [(one, same) for one in mixture if (same := peer.same_of(one))]
    return [
        *_compared("Filtered list, facets of plain columns", site, datasette, plain[:number]),
        *_compared("Filtered list, facets of lists too", site, datasette, every[: number // 4]),
    ]


def _searches(site: Site, datasette: Server, *, rounds: int) -> list[Figure]:
    """Words: our search of eight kinds of record beside its search of the events alone."""
    plain = [words for words in SEARCHES if '"' not in words and " -" not in words and " or " not in words]
    asked = [
        (
            Question("search", f"/search/?{urlencode({'q': words, 'stay': 1})}"),
            Question("search", peer.searched(words)),
        )
        for words in plain
    ]
    return _compared("Search", site, datasette, asked * rounds)


def _compared(name: str, site: Site, datasette: Server, asked: list[tuple[Question, Question]]) -> list[Figure]:
    for server, at in ((site, 0), (datasette, 1)):
        ask_all(server, [pair[at] for pair in asked[:2]], "Warming up")
    ours, theirs = [], []
    for one, same in tqdm(asked, desc=name, leave=False):
        ours += [each.wall for each in ask_all(site, [one], "")]
        theirs += [each.wall for each in ask_all(datasette, [same], "")]
    return [
        Figure(f"{name} beside Datasette, 95th percentile of {len(asked)}", percentile_95(ours), "ms"),
        Figure("… Datasette", percentile_95(theirs), "ms"),
        Figure("… ratio", percentile_95(ours) / percentile_95(theirs), "", AHEAD),
        Figure(f"{name} beside Datasette, median", median(ours), "ms"),
        Figure("… Datasette", median(theirs), "ms"),
        Figure("… ratio", median(ours) / median(theirs), "", AHEAD),
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

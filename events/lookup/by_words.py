"""Records some of whose words were typed, with slips and abbreviations: “Voronkof”, “mfa kazak”. For choices only.

`find` decides what a whole name stands for, and refuses to guess from a part. Who chooses from a list sees the names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from rapidfuzz import fuzz

from events.lookup.kinds import SHELVES, Kind
from events.lookup.letters import canonical, folded, sounded

MOST_ROWS = 200  # of each table of names
ALIKE_FOR_THE_DATABASE = 0.2
ALIKE, LEAST_OF_A_WORD = 80, 66  # of 100: of all words together, and of each
MOST_WORDS = 8


def like_words(kind: Kind, typed: str, *, most: int) -> list[Any]:
    """Keys of records each of whose typed words is like one of theirs, the likeliest first. Two queries at most."""
    words = _sounds(typed.replace("\x00", ""))[:MOST_WORDS]
    best: dict[Any, float] = {}
    for key, name in _rows(kind, " ".join(canonical(typed)) or folded(typed)) if words else ():
        best[key] = max(best.get(key, 0), _likeness(words, [*_sounds(name), *map(sounded, folded(name).split())]))
    found = sorted((key for key, score in best.items() if score >= ALIKE), key=lambda key: (-best[key], str(key)))
    return found[:most]


def _sounds(text: str) -> list[str]:
    return [sounded(word) for word in canonical(text)]


def _rows(kind: Kind, typed: str) -> Iterator[tuple[Any, str]]:
    shelf = SHELVES[kind]
    tables: list[tuple[Any, str, str]] = [(shelf.model, shelf.label, "pk")]
    if shelf.other is not None:
        tables.append((shelf.other, "name", f"{shelf.model._meta.model_name}_id"))
    for table, column, owner in tables:
        rows = table._default_manager.annotate(alike=TrigramWordSimilarity(typed, column))
        likely = rows.filter(alike__gte=ALIKE_FOR_THE_DATABASE).order_by("-alike", "pk")
        yield from likely.values_list(owner, column)[:MOST_ROWS]


def _likeness(words: list[str], others: list[str]) -> float:
    """How like the typed words are to their best counterparts; 0 where one of them has none."""
    scores = [max((_of_two(word, other) for other in others), default=0) for word in words]
    return sum(scores) / len(scores) if min(scores) >= LEAST_OF_A_WORD else 0


def _of_two(word: str, other: str) -> float:
    """A word may be typed in part only."""
    return max(fuzz.ratio(word, other), fuzz.ratio(word, other[: len(word)]) if len(word) > 2 else 0)

"""Ties between actors, counted from who took part in which event. Plain mathematics: knows no database.

Every two actors of one event are joined. A tie counts the events that its two actors shared, and weighs them a second
time by the size of each: an event of n actors adds 1/(n-1), so that each actor spreads the weight 1 over the others
(M. E. J. Newman, Scientific collaboration networks II, Physical Review E 64, 016132, 2001).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy import ndarray

AT_ONCE = 4_000_000  # pairs in memory at a time; some 30 bytes each


@dataclass(frozen=True)
class Participations:
    """Who took part: for each pair of an event and an actor the number of both, from 0. No pair stands twice.

    `years` has the year of each event.
    """

    events: ndarray
    actors: ndarray
    years: ndarray
    number_of_actors: int


@dataclass(frozen=True)
class Ties:
    """One entry for each tie: its two actors, the lower number first; the events that they shared, plainly and
    weighed by the size of the event; the years of the first and the last of them. In order of the actors."""

    first: ndarray
    second: ndarray
    events: ndarray
    shared: ndarray
    first_year: ndarray
    last_year: ndarray

    def __len__(self) -> int:
        return len(self.first)

    def taken(self, which: Any) -> Ties:
        """Those that a mask or a list of places takes."""
        return Ties(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    def of_at_least(self, least: int) -> Ties:
        """Ties of that many shared events or more."""
        return self if least <= 1 else self.taken(self.events >= least)


def ties_of(took_part: Participations) -> Ties:
    """All ties. Time grows with the number of pairs, memory with that of ties."""
    sums = [_nothing()]
    for pairs in _pairs(took_part):
        sums.append(pairs)
        if sum(len(part) for part in sums[1:]) > max(AT_ONCE, len(sums[0])):
            sums = [_summed(sums)]
    return _summed(sums)


def _pairs(took_part: Participations) -> Iterator[Ties]:
    """Every two actors of each event as a tie of its own, by size of event."""
    import numpy as np

    order = np.lexsort((took_part.actors, took_part.events))
    events, actors = took_part.events[order], took_part.actors[order]
    sizes = np.bincount(events, minlength=len(took_part.years))
    size_of_row = sizes[events]
    for size in np.unique(sizes[sizes > 1]).tolist():
        members = actors[size_of_row == size].reshape(-1, size)
        years = took_part.years[events[size_of_row == size][::size]]
        left, right = np.triu_indices(size, 1)
        step = max(1, AT_ONCE // len(left))
        for start in range(0, len(members), step):
            some, year = members[start : start + step], np.repeat(years[start : start + step], len(left))
            number = len(year)
            one, share = np.ones(number, np.int32), np.full(number, 1 / (size - 1))
            yield Ties(some[:, left].ravel(), some[:, right].ravel(), one, share, year, year)


def _nothing() -> Ties:
    import numpy as np

    return Ties(*(np.empty(0, kind) for kind in (np.int32, np.int32, np.int32, float, np.int16, np.int16)))


def _summed(parts: list[Ties]) -> Ties:
    """Parts in one, each two actors once."""
    import numpy as np

    whole = Ties(*(np.concatenate([getattr(part, name) for part in parts]) for name in Ties.__dataclass_fields__))
    if not len(whole):
        return whole
    order = np.lexsort((whole.second, whole.first))
    sorted_ = whole.taken(order)
    is_new = np.ones(len(sorted_), bool)
    is_new[1:] = (np.diff(sorted_.first) != 0) | (np.diff(sorted_.second) != 0)
    starts = np.flatnonzero(is_new)
    return Ties(
        sorted_.first[starts],
        sorted_.second[starts],
        np.add.reduceat(sorted_.events, starts),
        np.add.reduceat(sorted_.shared, starts),
        np.minimum.reduceat(sorted_.first_year, starts),
        np.maximum.reduceat(sorted_.last_year, starts),
    )

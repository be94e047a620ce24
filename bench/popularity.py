"""Who takes part how often: a few nearly always, most of them once (Zipf's law)."""

import random
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Popularity(Generic[Thing]):
    """Draws things with given weights."""

    def __init__(self, things: Sequence[Thing], weights: Sequence[float]) -> None:
        self.things = things
        self.sums = list(accumulate(weights))

    def draw(self, rng: random.Random) -> Thing:
        return self.things[bisect(self.sums, rng.random() * self.sums[-1])]


def zipf(things: Sequence[Thing], *, share_of_ten: float) -> Popularity[Thing]:
    """The weight of rank r is 1 / r**s, with the s at which the ten first have the given share of draws."""
    low, high = 0.0, 3.0
    for _ in range(40):
        exponent = (low + high) / 2
        weights = [rank**-exponent for rank in range(1, len(things) + 1)]
        if sum(weights[:10]) / sum(weights) < share_of_ten:
            low = exponent
        else:
            high = exponent
    return Popularity(things, weights)


def share_of_ten(counts: Counter) -> float:
    return sum(count for _, count in counts.most_common(10)) / counts.total()

"""Where the actors of a network stand in its picture, and which of them are named. Plain geometry on arrays.

The same network always comes out the same: the seed is fixed, and everything else is order and arithmetic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

WIDTH = 1000
EDGE = 26  # kept free around everything
SEED = 1267  # any number, always the same
LETTER, CAPITAL, WIDE = 6.5, 8.8, 13.0  # widths in a font of 12.5 px, on the safe side
LINE = 15  # height of a label
LONGEST = 32  # letters of a label; longer names stay whole, in the title and the table
NAMED = 70
FIRST, ROOM = 24, 11  # so many of the most central stand so far from all others that their names find a place


@dataclass(frozen=True)
class Label:
    """Where a name stands; `anchor` is the end that stays at x."""

    x: float
    y: float
    anchor: str


def height_for(actors: int) -> int:
    return round(min(900, 420 + 2.2 * actors))


def radii(events: ndarray) -> ndarray:
    """Sizes of the marks: their area grows with the number of events."""
    import numpy as np

    return np.asarray(3.5 + 12 * (events / max(1, events.max())) ** 0.5)


def positions(first: ndarray, second: ndarray, weights: ndarray, radius: ndarray, height: int) -> ndarray:
    """A place for each actor: those with strong ties near each other, none upon another."""
    import numpy as np
    import rustworkx

    number = len(radius)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(number))
    strong = (weights / weights.max()) ** 0.5
    graph.add_edges_from(list(zip(first.tolist(), second.tolist(), strong.tolist(), strict=True)))
    layout = rustworkx.spring_layout(graph, weight_fn=float, seed=SEED, num_iter=150, k=1.6 / number**0.5)
    found = np.array([layout[actor] for actor in range(number)]).reshape(-1, 2)
    room = np.array([WIDTH - 2 * EDGE, height - 2 * EDGE])
    spread = np.column_stack([_spread(found[:, axis]) for axis in (0, 1)]) * room + EDGE
    return _apart(spread, radius, height)


def _spread(values: ndarray) -> ndarray:
    """From 0 to 1, mostly by rank: a dense middle opens, and what lies far off comes nearer."""
    import numpy as np

    if len(values) < 2:
        return np.full(len(values), 0.5)
    linear = (values - values.min()) / (np.ptp(values) or 1)
    rank = np.argsort(np.argsort(values, kind="stable"), kind="stable") / (len(values) - 1)
    return np.asarray(0.2 * linear + 0.8 * rank)


def _apart(places: ndarray, radius: ndarray, height: int) -> ndarray:
    """Push marks that touch from each other, for some rounds; the first of them a little further."""
    import numpy as np

    wide = radius + np.where(np.arange(len(radius)) < FIRST, ROOM, 0)
    wanted = (wide[:, None] + wide[None, :]) * 1.2 + 10
    np.fill_diagonal(wanted, 0)
    for _round in range(80):
        apart = places[:, None, :] - places[None, :, :]
        distance = np.hypot(apart[..., 0], apart[..., 1])
        too_near = np.clip(wanted - distance, 0, None)
        if not too_near.any():
            break
        push = apart / np.maximum(distance, 0.01)[..., None] * too_near[..., None]
        places = places + push.sum(axis=1) / 3
        places[:, 0] = np.clip(places[:, 0], EDGE, WIDTH - EDGE)
        places[:, 1] = np.clip(places[:, 1], EDGE, height - EDGE)
    return places


def labels(names: Sequence[str], places: ndarray, radius: ndarray, height: int) -> list[Label | None]:
    """A label for each of the first actors, most central first, that finds room beside its mark without touching
    another mark or label."""
    import numpy as np

    # Boxes of marks, then of labels: left, top, right, bottom.
    taken = np.column_stack([places - radius[:, None], places + radius[:, None]])
    found: list[Label | None] = []
    for at, name in enumerate(names):
        label = None
        if at < NAMED and len(name) <= LONGEST:
            others = np.delete(taken, at, axis=0)
            choices = _choices(name, float(places[at, 0]), float(places[at, 1]), float(radius[at]))
            label, box = next((one for one in choices if _is_free(one[1], others, height)), (None, None))
            taken = taken if box is None else np.vstack([taken, box])
        found.append(label)
    return found


def _choices(name: str, x: float, y: float, radius: float) -> list[tuple[Label, tuple[float, ...]]]:
    """The places of a label with the box that it would fill: beside, above and below it, then askew."""
    width = sum(WIDE if letter > "\u2e7f" else CAPITAL if letter.isupper() else LETTER for letter in name)
    gap = radius + 4
    aside, up = radius * 0.7 + 3, radius * 0.7 + LINE / 2
    return [
        (Label(x + gap, y + 4.5, "start"), (x + gap, y - LINE / 2, x + gap + width, y + LINE / 2)),
        (Label(x - gap, y + 4.5, "end"), (x - gap - width, y - LINE / 2, x - gap, y + LINE / 2)),
        (Label(x, y - gap - 2, "middle"), (x - width / 2, y - gap - LINE, x + width / 2, y - gap)),
        (Label(x, y + gap + 10, "middle"), (x - width / 2, y + gap - 1, x + width / 2, y + gap + LINE - 1)),
        *(
            (
                Label(x + side * aside, y + lift + 4.5, anchor),
                (edge, y + lift - LINE / 2, edge + width, y + lift + LINE / 2),
            )
            for lift in (-up, up)
            for side, anchor, edge in ((1, "start", x + aside), (-1, "end", x - aside - width))
        ),
    ]


def _is_free(box: tuple[float, ...], others: ndarray, height: int) -> bool:
    left, top, right, bottom = box
    inside = left >= 2 and top >= 2 and right <= WIDTH - 2 and bottom <= height - 2
    touched = (others[:, 0] < right) & (others[:, 2] > left) & (others[:, 1] < bottom) & (others[:, 3] > top)
    return inside and not touched.any()

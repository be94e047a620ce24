"""The picture of a network, measured for a template: marks, lines, names, each with the query that it leads to.

Every number is a string already: a template would write decimals in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from events.network.gathered import Actor, Network
from events.network.layout import WIDTH, Label, height_for, labels, positions, radii

if TYPE_CHECKING:
    from numpy import ndarray

MOST_ACTORS = 300
CORE = 60  # actors of a network that is too large: the most central, whose names still find room
MOST_TIES = 500  # lines; the strongest, and the strongest of each actor
WIDTHS = ((0.5, "tie-4"), (0.25, "tie-3"), (0.1, "tie-2"), (0.0, "tie-1"))
"""From which share of the strongest weight on a line has which style."""


@dataclass(frozen=True)
class Line:
    """A tie. `together` names its events."""

    style: str
    ends: tuple[str, str, str, str]
    words: str
    together: tuple[Actor, ...]


@dataclass(frozen=True)
class Mark:
    """An actor. The shape depends on its kind: `size` is half the side of a square, the radius of a circle."""

    kind: str
    x: str
    y: str
    size: str
    corner: tuple[str, str]  # left and top of a square
    side: str
    points: str  # of a diamond
    words: str
    label: Label | None
    label_at: tuple[str, str]
    actor: Actor
    together: tuple[Actor, ...]


@dataclass(frozen=True)
class Picture:
    height: int
    lines: list[Line]
    marks: list[Mark]
    width: int = WIDTH


def drawable(network: Network) -> bool:
    return 0 < len(network.joined) <= MOST_ACTORS


def least_to_draw(network: Network) -> int | None:
    """The fewest shared events from which on the network is small enough to be drawn; None when there is no such."""
    import numpy as np

    ties = network.ties
    best = np.zeros(int(network.joined.max()) + 1, int)
    for end in (ties.first, ties.second):
        np.maximum.at(best, end, ties.events)
    strongest = np.sort(best)[::-1]
    least = int(strongest[MOST_ACTORS]) + 1
    return least if least <= strongest[0] else None


def actors_drawn(network: Network) -> ndarray:
    """All actors that have a tie, the most central first; of too many the core."""
    return network.most_central if drawable(network) else network.most_central[:CORE]


def picture_of(network: Network, named: dict[int, Actor]) -> Picture | None:
    """The actors that are drawn, and the lines between them that `MOST_TIES` allows. No queries.

    None where the most central of too many have no tie among them.
    """
    import numpy as np

    actors = actors_drawn(network)
    place_of = np.full(int(network.joined.max()) + 1, -1)
    place_of[actors] = np.arange(len(actors))
    first, second = place_of[network.ties.first], place_of[network.ties.second]
    drawn = _drawn(network.strongest, first, second, len(actors))
    if not len(drawn):
        return None
    radius = radii(network.events_of_actors[actors])
    height = height_for(len(actors))
    places = positions(first[drawn], second[drawn], network.weights[drawn], radius, height)
    who = [named[int(actor)] for actor in actors]
    names = labels([actor.short_name for actor in who], places, radius, height)
    share = network.weights / network.weights.max()
    spots = [(_digits(x), _digits(y)) for x, y in places.tolist()]
    lines = []
    for tie in drawn[::-1].tolist():  # the strongest last, on top
        one, other = int(first[tie]), int(second[tie])
        style = next(name for least, name in WIDTHS if share[tie] >= least)
        told = _told(f"{who[one].short_name} – {who[other].short_name}", network.ties.events[tie])
        lines.append(Line(style, (*spots[one], *spots[other]), told, (who[one], who[other])))
    marks = [_mark(who[at], places[at], float(radius[at]), names[at]) for at in range(len(who))]
    return Picture(height, lines, marks)


def _drawn(strongest: ndarray, first: ndarray, second: ndarray, actors: int) -> ndarray:
    """The ties that are drawn, strongest first: of each actor its strongest, and as many more as there is room.

    Both ends of a tie are drawn; whoever has no tie among those drawn stands alone.
    """
    import numpy as np

    order = strongest[(first[strongest] >= 0) & (second[strongest] >= 0)]
    best = np.full(actors, len(order))
    for end in (first, second):
        np.minimum.at(best, end[order], np.arange(len(order)))
    kept = np.zeros(len(order), bool)
    kept[np.unique(best[best < len(order)])] = True
    kept[: max(0, MOST_TIES - int(kept[MOST_TIES:].sum()))] = True
    return np.asarray(order[kept])


def _mark(actor: Actor, place: ndarray, radius: float, label: Label | None) -> Mark:
    x, y = float(place[0]), float(place[1])
    half = radius * 0.89  # a square and a circle of the same area
    tip = radius * 1.25  # and a diamond
    points = " ".join(
        f"{_digits(left)},{_digits(top)}" for left, top in ((x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y))
    )
    return Mark(
        actor.kind,
        _digits(x),
        _digits(y),
        _digits(radius),
        (_digits(x - half), _digits(y - half)),
        _digits(2 * half),
        points,
        _told(actor.full_name, actor.events),
        label,
        (_digits(label.x), _digits(label.y)) if label else ("", ""),
        actor,
        (actor,),
    )


def _told(name: str, events: int) -> str:
    return ngettext("%(name)s: %(number)d event", "%(name)s: %(number)d events", int(events)) % {
        "name": name,
        "number": events,
    }


def _digits(value: float) -> str:
    return f"{value:.1f}"

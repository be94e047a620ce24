"""The map: one circle for each country, its area the number of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.bitmaps import found
from events.filters import Repeated
from events.models import Country
from events.pages.pictures import land
from events.pages.pictures.narrow import Question

LARGEST = 24.0  # radius of the largest circle, on a map 1000 wide
LEAST = 2.0  # a circle that can still be seen
LABELS = 40
LETTER, LINE = 7.6, 17.0  # about the width and height of a letter of a label


@dataclass(frozen=True)
class Spot:
    """What a circle stands for. `query` is None where no address asks for it."""

    name: str
    lon: float
    lat: float
    count: int
    query: str | None

    @property
    def words(self) -> str:
        text = ngettext("%(name)s: %(number)d event", "%(name)s: %(number)d events", self.count)
        return text % {"name": self.name, "number": self.count}


@dataclass(frozen=True)
class Circle:
    """A spot, measured."""

    spot: Spot
    x: str
    y: str
    radius: str
    label_y: str = ""  # '' where there is no room for its name


@dataclass(frozen=True)
class SizeKey:
    """What sizes mean: circles of round numbers, standing beside each other."""

    number: int
    x: str
    y: str
    radius: str
    text_x: str


@dataclass(frozen=True)
class Map:
    """Circles over land, the largest first, so that none hides a smaller one."""

    title: str
    frame: land.Frame
    circles: tuple[Circle, ...]
    key: tuple[SizeKey, ...]

    @property
    def spots(self) -> list[Spot]:
        return [circle.spot for circle in self.circles]


@dataclass(frozen=True)
class World:
    """The map of countries, and how many events it leaves out because none of theirs is recorded."""

    map: Map
    without: int
    roles: str  # those in which countries count, in words; '' for any


def by_country(question: Question) -> World:
    """One query."""
    named = Country.objects.values_list("code", "name", "longitude", "latitude")
    spots = [
        Spot(name, float(lon), float(lat), question.number_of("country", code), question.narrowed(("country", code)))
        for code, name, lon, lat in named
    ]
    drawn = measured(_("One circle for each country"), land.world(), [spot for spot in spots if spot.count])
    return World(drawn, _without_country(question), question.role_words("country"))


def _without_country(question: Question) -> int:
    named = question.filters.filters["country"]
    assert isinstance(named, Repeated)
    return question.events.intersection_cardinality(found(named.not_recorded(question.asked), question.found.bitmaps))


def measured(title: str, frame: land.Frame, spots: Iterable[Spot], *, with_labels: bool = False) -> Map:
    """Circles of which the areas compare."""
    ordered = sorted(spots, key=lambda spot: (-spot.count, spot.name))
    most = ordered[0].count if ordered else 1
    unit = LARGEST / sqrt(max(most, 9))  # one event alone fills no country
    places = [(*frame.place(spot.lon, spot.lat), max(unit * sqrt(spot.count), LEAST)) for spot in ordered]
    taken: list[land.Box] = [(x - r, y - r, x + r, y + r) for x, y, r in places]
    circles: list[Circle] = []
    for spot, place in zip(ordered, places, strict=True):
        label_y = _label(spot.name, place, frame, taken) if with_labels and len(circles) < LABELS else ""
        circles.append(Circle(spot, f"{place[0]:.1f}", f"{place[1]:.1f}", f"{place[2]:.1f}", label_y))
    return Map(title, frame, tuple(circles), _key(most, unit, frame))


def _label(name: str, circle: tuple[float, float, float], frame: land.Frame, taken: list[land.Box]) -> str:
    """The height at which a name stands above or below its circle without covering another name."""
    x, y, radius = circle
    half = len(name) * LETTER / 2
    for base in (y - radius - 5, y + radius + LINE - 2):
        box = (x - half, base - LINE + 3, x + half, base + 3)
        fits = box[0] > 2 and box[2] < frame.width - 2 and box[1] > 2 and box[3] < frame.height - 2
        if fits and not land.overlap(taken, box):
            taken.append(box)
            return f"{base:.1f}"
    return ""


def _key(most: int, unit: float, frame: land.Frame) -> tuple[SizeKey, ...]:
    """Two or three round numbers up to the largest circle, at the lower left edge."""
    numbers = [number for power in range(7) for number in (10**power, 2 * 10**power, 5 * 10**power)]
    within = [number for number in numbers if number <= most]
    keys = []
    left = 14.0
    for number in sorted({within[-1], *[one for one in within if one * 5 <= within[-1]][-1:], 1}):
        radius = max(unit * sqrt(number), LEAST)
        keys.append(
            SizeKey(
                number,
                f"{left + radius:.1f}",
                f"{frame.height - 12 - radius:.1f}",
                f"{radius:.1f}",
                f"{left + 2 * radius + 5:.1f}",
            )
        )
        left += 2 * radius + 20 + 9 * len(str(number))
    return tuple(keys)

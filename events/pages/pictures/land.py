"""The land under the circles of a map: Equal Earth projection, frames, and paths for SVG. Nothing here counts.

The shape comes from `events/reference/land.txt` (Natural Earth, public domain). It has no borders, so that the site
takes no side in any of them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from events import reference

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

FILE = Path(reference.__path__[0]) / "land.txt"
WORLD_WIDTH = 1000.0
WORLD_MIDDLE = 11.5  # the meridian in the middle: the map is cut where no land is, between Asia and America
WIDTH, HEIGHT = 900.0, 520.0  # of a map of a region
BEYOND = 12.0  # land is drawn a little over the edge, so that its cut does not show
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796  # Šavrič, Patterson and Jenny 2018


def equal_earth(lon: float, lat: float) -> Point:
    """A place on a map on which areas compare; radians in, the earth's radius is 1, north is up."""
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    squared = theta * theta
    sixth = squared**3
    x = 2 * sqrt(3) * radians(lon) * cos(theta)
    x /= 3 * (9 * A4 * sixth * squared + 7 * A3 * sixth + 3 * A2 * squared + A1)
    return x, -theta * (A4 * sixth * squared + A3 * sixth + A2 * squared + A1)


@dataclass(frozen=True)
class Frame:
    """A part of the earth on paper: which meridian stands upright, where its corner lies, and how large it is."""

    middle: float
    left: float
    top: float
    scale: float
    width: float
    height: float
    level: str  # of the land: "coarse" or "fine"

    def place(self, lon: float, lat: float) -> Point:
        """Where a point lies, on the side of the earth that is nearest to the middle."""
        away = (lon - self.middle + 180) % 360 - 180
        return self.on_paper(self.middle + away, lat)

    def on_paper(self, lon: float, lat: float) -> Point:
        x, y = equal_earth(lon - self.middle, lat)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:.0f} {self.height:.0f}"

    @property
    def land(self) -> str:
        return land_in(self)


def world() -> Frame:
    """All land but Antarctica."""
    left, _y = equal_earth(-180, 0)
    scale = WORLD_WIDTH / (-2 * left)
    _x, top = equal_earth(0, 83.8)
    _x, bottom = equal_earth(0, -56.5)
    return Frame(WORLD_MIDDLE, left, top, scale, WORLD_WIDTH, (bottom - top) * scale, "coarse")


def around(points: list[Point], *, least: float = 20.0, margin: float = 0.14) -> Frame:
    """The frame that holds some points (longitude and latitude), at least so many degrees high."""
    middle = _middle([lon for lon, _lat in points])
    placed = [equal_earth((lon - middle + 180) % 360 - 180, lat) for lon, lat in points]
    left, right = min(x for x, _y in placed), max(x for x, _y in placed)
    top, bottom = min(y for _x, y in placed), max(y for _x, y in placed)
    high = max((bottom - top) * (1 + 2 * margin), (right - left) * (1 + 2 * margin) * HEIGHT / WIDTH, radians(least))
    wide = high * WIDTH / HEIGHT
    corner = ((left + right - wide) / 2, (top + bottom - high) / 2)
    return Frame(round(middle, 2), round(corner[0], 4), round(corner[1], 4), WIDTH / wide, WIDTH, HEIGHT, "fine")


def _middle(meridians: list[float]) -> float:
    """The middle of the narrowest band that holds all meridians, also over the antimeridian."""
    ordered = sorted(set(meridians))
    gaps = [(after - before, before, after) for before, after in itertools.pairwise(ordered)]
    gaps.append((ordered[0] + 360 - ordered[-1], ordered[-1], ordered[0] + 360))
    _widest, west_end, east_end = max(gaps)
    return ((east_end + west_end + 360) / 2 + 180) % 360 - 180


@cache
def _rings(level: str) -> list[list[Point]]:
    lines = FILE.read_text().splitlines()
    return [
        [(float(lon), float(lat)) for lon, lat in (point.split(",") for point in line.split()[1:])]
        for line in lines
        if line.startswith(level)
    ]


@lru_cache(maxsize=64)
def land_in(frame: Frame) -> str:
    """The land of a frame as the path of an SVG. Some 20 ms for a frame that was never asked for."""
    parts = []
    for ring in _rings(frame.level):
        for turn in (0,) if frame.level == "coarse" else (-360, 0, 360):
            placed = [frame.on_paper(lon + turn, lat) for lon, lat in ring]
            parts.append(_path(_clipped(placed, frame.width, frame.height)))
    return "".join(parts)


def _path(points: list[Point]) -> str:
    """Relative steps in tenths: a third shorter than places."""
    if len(points) < 3:
        return ""
    rounded = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(x - a, y - b) for (a, b), (x, y) in itertools.pairwise(rounded)]
    drawn = "".join(f"l{_tenth(dx)} {_tenth(dy)}" for dx, dy in steps if (dx, dy) != (0, 0))
    return f"M{_tenth(rounded[0][0])} {_tenth(rounded[0][1])}{drawn}z"


def _tenth(number: int) -> str:
    return f"{number / 10:g}"


def _clipped(points: list[Point], width: float, height: float) -> list[Point]:
    """What of a polygon lies in the frame (Sutherland and Hodgman)."""
    for axis, edge, sign in ((0, -BEYOND, 1), (0, width + BEYOND, -1), (1, -BEYOND, 1), (1, height + BEYOND, -1)):
        inside = [sign * (point[axis] - edge) >= 0 for point in points]
        if not any(inside):
            return []
        if not all(inside):
            points = list(_cut(points, inside, axis, edge))
    return points


def _cut(points: list[Point], inside: list[bool], axis: int, edge: float) -> Iterator[Point]:
    for before, point, was_in, is_in in zip([points[-1], *points], points, [inside[-1], *inside], inside, strict=False):
        if was_in != is_in:
            part = (edge - before[axis]) / (point[axis] - before[axis])
            yield before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1])
        if is_in:
            yield point


def overlap(boxes: Iterable[Box], box: Box) -> bool:
    """Whether a box covers a part of another one."""
    return any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in boxes)

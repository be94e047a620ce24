"""Makes `land.txt`, the shape of the land without any border, out of Natural Earth (public domain).

Run by hand when the shape is to be made anew; the site reads `land.txt` alone:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m events.reference.make_land package/land-50m.json > events/reference/land.txt

`land-50m.json` is Natural Earth's physical land 1:50m, version 4.1.0, as TopoJSON. It is read and thinned here; the
package itself is not part of this project.
"""

from __future__ import annotations

import json
import sys
from math import hypot
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

CUT = -168.5  # west of it land is drawn east of Asia: only sea is cut there
SOUTHERNMOST = -60.0  # without Antarctica
LEVELS = {"coarse": (0.35, 0.8), "fine": (0.07, 0.02)}  # degrees by which a line may move; least size of an island


def main() -> None:
    rings = land(json.loads(Path(sys.argv[1]).read_text()))
    print("# Land without borders. Made by make_land.py from Natural Earth 1:50m land, public domain. In degrees.")
    for level, (tolerance, least) in LEVELS.items():
        for ring in rings:
            thin = thinned(ring, tolerance)
            if len(thin) > 3 and size(ring) >= least:
                print(level, *(f"{lon:.2f},{lat:.2f}" for lon, lat in thin))


def land(topology: dict[str, Any]) -> list[Ring]:
    """The outer rings and the large waters inside them, each in one piece."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    found = [ring(arcs, numbers) for polygon in polygons(topology["objects"]["land"]) for numbers in polygon]
    return [one for one in found if min(lat for _lon, lat in one) > SOUTHERNMOST]


def polygons(shape: dict[str, Any]) -> list[list[list[int]]]:
    if shape["type"] == "GeometryCollection":
        return [polygon for one in shape["geometries"] for polygon in polygons(one)]
    return [shape["arcs"]] if shape["type"] == "Polygon" else list(shape["arcs"])


def ring(arcs: list[Ring], numbers: list[int]) -> Ring:
    """Arcs joined, over the antimeridian where need be, and moved to the side of the cut where most of it lies."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    whole = [points[0]]
    for lon, lat in points[1:]:
        turns = round((whole[-1][0] - lon) / 360)
        whole.append((lon + 360 * turns, lat))
    middle = sum(lon for lon, _lat in whole) / len(whole)
    turn = 360 if middle < CUT else -360 if middle >= CUT + 360 else 0
    return [(lon + turn, lat) for lon, lat in whole]


def size(points: Ring) -> float:
    """The area in square degrees."""
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def thinned(points: Ring, tolerance: float) -> Ring:
    """Douglas and Peucker: without the points that lie nearer than this to the line between those that stay."""
    kept = {0, len(points) - 1}
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        far, farthest = 0.0, first
        for place in range(first + 1, last):
            away = _distance(points[place], points[first], points[last])
            if away > far:
                far, farthest = away, place
        if far > tolerance:
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return [points[place] for place in sorted(kept)]


def _distance(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    if dx == dy == 0:  # a ring ends where it begins
        return hypot(point[0] - start[0], point[1] - start[1])
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / (dx * dx + dy * dy)
    along = min(max(along, 0), 1)
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


if __name__ == "__main__":
    main()

"""Where cities lie: the points of GeoNames, for the write path.

The list is read when the first city is asked for, and kept: 34,000 places, some 10 MB.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import cache

from events.reference.load import rows_of

Point = tuple[Decimal, Decimal]  # latitude, longitude (WGS 84)

# Letters that Unicode does not take apart into a bare letter and a mark.
BARE = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th"})
APOSTROPHES = str.maketrans("", "", "'’‘`ʻʼʹ")


def point(city: str, country_code: str) -> Point | None:
    """The point of a city, whatever its case, accents and hyphens; None when it is not in the list.

    Of several places of one name in a country the one with the most inhabitants is meant.
    """
    return _points().get((_folded(city), country_code)) if city else None


@cache
def _points() -> dict[tuple[str, str], Point]:
    points: dict[tuple[str, str], Point] = {}
    for row in sorted(rows_of("cities.csv"), key=_inhabitants):  # the largest comes last and stays
        points[_folded(row["name"]), row["country"]] = (Decimal(row["latitude"]), Decimal(row["longitude"]))
    for row in rows_of("city_names.csv"):
        points[_folded(row["name"]), row["country"]] = points[_folded(row["city"]), row["country"]]
    return points


def _inhabitants(row: dict[str, str]) -> int:
    return int(row["population"] or 0)


def _folded(name: str) -> str:
    """Small bare letters and digits, words apart: “Sharm el-Sheikh” and “Sharm El Sheikh” agree."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(APOSTROPHES)).translate(BARE)
    bare = (letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in bare).split())

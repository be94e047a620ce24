"""Cities under one key, however they are written."""

from __future__ import annotations

from functools import cache, lru_cache
from math import cos, hypot, nan, radians
from typing import NamedTuple

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

from events.gazetteer import point
from events.lookup.letters import folded, sounded
from events.reference.load import rows_of

ALIKE = 80  # likeness of two spellings of one city of one country
NEAR_KM = 10  # New Delhi and Delhi, Valletta and St Julian's: one town for a press release
BESIDE_KM = 60  # what one source calls by the lake, another calls by the town
KM_PER_DEGREE = 111
LANGUAGES = "ar az de es fr hy it ka kk ky pt ru tg tk tr uk uz uz_Cyrl zh".split()  # noqa: SIM905
NOISE = frozenset({"city", "town", "d", "c", "dc", "the"})


class City(NamedTuple):
    """A city as it is compared: by where it lies, or by how it sounds where the gazetteer does not know it."""

    country: str
    name: str  # folded
    sound: str
    latitude: float | None = None
    longitude: float | None = None

    @property
    def is_known(self) -> bool:
        """Whether the gazetteer tells where it lies."""
        return self.latitude is not None

    def distance(self, other: City) -> float:
        """Kilometers between the two; nobody knows how many where one of them is not known."""
        if self.latitude is None or other.latitude is None or self.longitude is None or other.longitude is None:
            return nan
        east = (self.longitude - other.longitude) * cos(radians(self.latitude))
        return hypot(self.latitude - other.latitude, east) * KM_PER_DEGREE

    def is_same(self, other: City) -> bool:
        if self.country != other.country:
            return False
        if not self.is_known or not other.is_known:
            return fuzz.ratio(self.sound, other.sound) >= ALIKE
        return self.distance(other) <= NEAR_KM


@lru_cache(maxsize=20_000)
def city_of(name: str, country: str) -> City:
    """The city that a name stands for, a misspelling allowed."""
    sound = _sound(name)
    found = point(name, country) or _in_other_languages().get((folded(name), country)) or _cities(country).get(sound)
    if found is None and len(sound) > 3:
        likely = [other for other in _cities(country) if other[:1] == sound[:1]]
        best = process.extractOne(sound, likely, scorer=fuzz.ratio, score_cutoff=ALIKE)
        found = _cities(country)[best[0]] if best else None
    name = folded(name)
    return City(country, name, sound, float(found[0]), float(found[1])) if found else City(country, name, sound)


def _sound(name: str) -> str:
    words = folded(name).split()
    return " ".join(sounded(word) for word in [word for word in words if word not in NOISE] or words)


@cache
def _cities(country: str) -> dict[str, tuple[float, float]]:
    """The cities of a country by their sound; of two that sound the same the larger one."""
    rows = sorted(_by_country().get(country, []), key=lambda row: row[3])
    return {_sound(name): (latitude, longitude) for name, latitude, longitude, _people in rows}


@cache
def _by_country() -> dict[str, list[tuple[str, float, float, int]]]:
    found: dict[str, list[tuple[str, float, float, int]]] = {}
    for row in rows_of("cities.csv"):
        entry = (row["name"], float(row["latitude"]), float(row["longitude"]), int(row["population"] or 0))
        found.setdefault(row["country"], []).append(entry)
    return found


@cache
def _in_other_languages() -> dict[tuple[str, str], tuple[float, float]]:
    """Where cities lie that have a name in the Unicode CLDR, most capitals among them: “Le Caire”, “Каир”, “Bakı”."""
    zones = {zone: country for zone, country in get_global("zone_territories").items() if len(country) == 2}
    english = Locale("en").time_zones
    points: dict[tuple[str, str], tuple[float, float]] = {}
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            country = zones.get(zone, "")
            name = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
            if "city" in names and (found := point(name, country)):
                points[folded(names["city"]), country] = (float(found[0]), float(found[1]))
    return points


def can_be_near(first: frozenset[City], second: frozenset[City]) -> bool:
    """Whether a city of the one may be that of the other under a name that nobody knows, or a place beside it."""
    return any(not one.distance(other) > BESIDE_KM for one in first for other in second if one.country == other.country)


def share_a_city(first: frozenset[City], second: frozenset[City]) -> bool:
    """Whether two events can have been in one city."""
    return any(one.is_same(other) for one in first for other in second)

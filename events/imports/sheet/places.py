"""Where an event took place: cities, countries and venues in columns of their own, or places as a whole."""

from __future__ import annotations

from django.utils.translation import gettext as _

from events.gazetteer import point
from events.imports.sheet.actors import names_in
from events.imports.sheet.cells import listed
from events.imports.sheet.row import Record, Row
from events.lookup import Kind


def read_places(row: Row) -> Record:
    """The places of the record. The column `places` rules, where it says something else than the record."""
    if row.differs("places"):
        found = [place for item in listed(row.cell("places")) if (place := _place(row, item))]
    else:
        found = _composed(row)
    return {"places": [{key: value for key, value in place.items() if value} for place in found] or None}


def _place(row: Row, item: str) -> Record | None:
    """`Tashkent, Uzbekistan`, `Tashkent | UZ | Hilton` or a country alone."""
    if "|" in item:
        parts = [part.strip() for part in item.split("|")]
        if len(parts) == 1 or len(parts) > 3:
            row.wrong("places", item, _("expected city | country | venue"))
            return None
        city, country, venue = [*parts, ""][:3]
    elif row.finder.is_name(Kind.COUNTRY, item):
        city, country, venue = "", item, ""
    else:
        city, _comma, country = (part.strip() for part in item.rpartition(","))
        venue = ""
        if not city:
            row.wrong("places", item, _("expected a city, a comma and its country, or a country"))
            return None
    code = row.slug_of(Kind.COUNTRY, country, "places")
    return {"city": city, "country": code, "venue": venue} if code else None


def _composed(row: Row) -> list[Record]:
    """Places put together from three columns; where it is not certain what belongs together, that is a problem."""
    cities, venues = listed(row.cell("cities")), listed(row.cell("venues"))
    typed = [name for item in listed(row.cell("place_countries")) for name in names_in(row, Kind.COUNTRY, item)]
    countries = [code for name in typed if (code := row.slug_of(Kind.COUNTRY, name, "place_countries"))]
    if len(countries) < len(typed):
        return []
    if (cities or venues) and not countries:
        key = "cities" if cities else "venues"
        row.wrong(key, row.cell(key), _("write the country in the column place_countries"))
        return []
    places = [{"city": city, "country": _country_of(row, city, countries)} for city in cities]
    used = {place["country"] for place in places}
    places += [{"city": "", "country": code} for code in countries if code not in used]
    if venues and len(venues) != len(places):
        told = _("can't be told to which place this belongs; write city | country | venue in a column places")
        row.wrong("venues", row.cell("venues"), told)
        return places
    return [{**place, "venue": venue} for place, venue in zip(places, venues or [""] * len(places), strict=True)]


def _country_of(row: Row, city: str, countries: list[str]) -> str:
    """The only country, or the only one of several in which there is a city of this name."""
    if len(countries) == 1:
        return countries[0]
    known = [code for code in countries if point(city, code)]
    if len(known) != 1:
        told = _("can't be told in which of %(countries)s it lies; write city, country in a column places")
        row.wrong("cities", city, told % {"countries": ", ".join(countries)})
        return ""
    return known[0]

"""Puts the reference data into the database: countries with their names, and the themes.

Loading adds what is missing and puts countries back to what the standards say; it deletes nothing, and
further names and themes that are already there stay as the staff left them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from babel import Locale
from django.db import transaction

from events.choices import NameKind
from events.models import Country, CountryName, Theme
from events.reference.country_names import ACRONYMS, ENGLISH, FORMER, RUSSIAN

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ["en", "ru", "uz", "uz-Cyrl", "kk", "ky", "tg", "ar", "fr", "es", "zh"]  # BCP 47
COUNTRY_COLUMNS = {"alpha2": "code"}  # where the file's heading is not the field's name
DECIMALS = ("latitude", "longitude")

# (country, name, language): what makes a name of a country one and the same
NameKey = tuple[str, str, str]


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Bring countries, their names and the themes up to date; return how many rows of each were written."""
    return {
        "countries": _load_countries(),
        "country names": _load_country_names(),
        "themes": _load_themes(),
    }


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of reference data."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _load_countries() -> int:
    present = Country.objects.defer("search").in_bulk()
    new, changed = [], []
    for row in rows_of("countries.csv"):
        values = {COUNTRY_COLUMNS.get(column, column): value for column, value in row.items()}
        fields = {
            **values,
            "numeric": values["numeric"] or None,
            **{key: Decimal(values[key]) for key in DECIMALS},
        }
        country = present.get(values["code"])
        if country is None:
            new.append(Country(**fields))
        elif any(getattr(country, field) != value for field, value in fields.items()):
            changed.append(Country(**fields))
    Country.objects.bulk_create(new)
    if changed:
        writable = [field.name for field in Country._meta.concrete_fields if not field.generated]
        Country.objects.bulk_update(changed, [name for name in writable if name != "code"])
    return len(new) + len(changed)


def _load_country_names() -> int:
    present = set(CountryName.objects.values_list("country_id", "name", "language"))
    english = dict(Country.objects.values_list("code", "name"))
    missing = [
        CountryName(country_id=key[0], name=key[1], language=key[2], kind=kind)
        for key, kind in country_names(english).items()
        if key not in present
    ]
    CountryName.objects.bulk_create(missing)
    return len(missing)


def country_names(english: dict[str, str]) -> dict[NameKey, NameKind]:
    """Every other name of the countries in `english` (code to main name), with what kind of name it is."""
    names: dict[NameKey, NameKind] = {}
    for table, language, kind in (
        (ENGLISH, "", NameKind.SPELLING),
        (ACRONYMS, "", NameKind.ACRONYM),
        (FORMER, "", NameKind.FORMER),
    ):
        names |= {(code, name, language): kind for code, found in table.items() for name in found}
    for language in LANGUAGES:
        territories = Locale.parse(language, sep="-").territories
        for code, main in english.items():
            name = territories.get(code, "")
            if name and not (language == "en" and name == main):
                names[code, name, language] = NameKind.TRANSLATION
    for code, found in RUSSIAN.items():
        for name in found:
            names.setdefault((code, name, "ru"), NameKind.TRANSLATION)
    return names


def _load_themes() -> int:
    present = set(Theme.objects.values_list("slug", flat=True))
    taken = set(Theme.objects.values_list("name", flat=True))
    missing = [
        Theme(slug=row["slug"], name=row["name"], pillar=int(row["pillar"]))
        for row in rows_of("themes.csv")
        if row["slug"] not in present and row["name"] not in taken
    ]
    Theme.objects.bulk_create(missing)
    return len(missing)

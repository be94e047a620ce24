"""The reference data: countries under all their names, themes, and what loading leaves alone."""

import csv

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.choices import NameKind
from events.models import Country, CountryName, Theme
from events.reference import country_names
from events.reference.load import FOLDER, load_reference

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kyrgyz Republic", "KG"),
        ("Кыргызстан", "KG"),
        ("Киргизия", "KG"),
        ("Қирғизистон", "KG"),
        ("吉尔吉斯斯坦", "KG"),
        ("Republic of Korea", "KR"),
        ("DPRK", "KP"),
        ("Viet Nam", "VN"),
        ("Turkey", "TR"),
        ("UAE", "AE"),
        ("Russian Federation", "RU"),
        ("Holy See", "VA"),
        ("Ivory Coast", "CI"),
        ("Swaziland", "SZ"),
        ("Czech Republic", "CZ"),
        ("Cabo Verde", "CV"),
        ("Burma", "MM"),
        ("Macedonia", "MK"),
        ("East Timor", "TL"),
        ("Palestine", "PS"),
        ("Islamic Republic of Iran", "IR"),
        ("Lao PDR", "LA"),
        ("DRC", "CD"),
        ("Oʻzbekiston", "UZ"),
        ("Ўзбекистон", "UZ"),
        ("Тоҷикистон", "TJ"),
        ("Өзбекстан", "UZ"),
        ("أوزبكستان", "UZ"),
    ],
)
def test_a_country_is_found_under_each_of_its_names(name, code):
    found = set(CountryName.objects.filter(name=name).values_list("country_id", flat=True))

    assert found == {code}


def test_countries_are_those_of_the_file():
    assert Country.objects.count() == 250
    kyrgyzstan = Country.objects.get(code="KG")
    assert (kyrgyzstan.alpha3, kyrgyzstan.numeric, kyrgyzstan.name, kyrgyzstan.subregion) == (
        "KGZ",
        "417",
        "Kyrgyzstan",
        "Central Asia",
    )


def test_kosovo_has_no_numeric_code():
    assert Country.objects.get(code="XK").numeric is None


def test_every_name_of_ours_belongs_to_a_country():
    ours = [country_names.ENGLISH, country_names.ACRONYMS, country_names.FORMER, country_names.RUSSIAN]

    assert set().union(*ours) - set(Country.objects.values_list("code", flat=True)) == set()


def test_no_name_of_ours_stands_under_two_countries():
    main = {name: {code} for code, name in Country.objects.values_list("code", "name")}
    for table in (country_names.ENGLISH, country_names.ACRONYMS, country_names.FORMER):
        for code, names in table.items():
            for name in names:
                main.setdefault(name, set()).add(code)

    assert {name: codes for name, codes in main.items() if len(codes) > 1} == {}


def test_themes_are_those_of_the_file():
    with (FOLDER / "themes.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["slug"], row["name"], int(row["pillar"])) for row in csv.DictReader(file)]

    assert sorted(Theme.objects.values_list("slug", "name", "pillar")) == sorted(rows)
    assert len(rows) == 30


def test_loading_again_writes_nothing(capsys):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        call_command("load_reference")

    assert capsys.readouterr().out == "Reference data: nothing to do.\n"
    statements = [query["sql"].split()[0] for query in queries.captured_queries]
    assert set(statements) <= {"SELECT", "SAVEPOINT", "RELEASE"}


def test_loading_keeps_what_the_staff_added_and_puts_back_what_is_missing():
    CountryName.objects.create(country_id="KG", name="Kyrgyz land", kind=NameKind.SPELLING)
    CountryName.objects.filter(country_id="KG", name="Kyrgyz Republic").delete()
    Country.objects.filter(code="KG").update(subregion="Nowhere")
    Theme.objects.filter(slug="gender").update(name="Gender and terrorism")
    Theme.objects.filter(slug="victims").delete()

    written = load_reference()

    assert written == {"countries": 1, "country names": 1, "themes": 1}
    assert CountryName.objects.filter(country_id="KG", name="Kyrgyz land").exists()
    assert Country.objects.get(code="KG").subregion == "Central Asia"
    assert Theme.objects.get(slug="gender").name == "Gender and terrorism"

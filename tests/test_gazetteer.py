"""The points of cities: how a name finds its place."""

import csv
import json
from decimal import Decimal

import pytest

from events.gazetteer import point
from events.reference.load import FOLDER


@pytest.mark.parametrize(
    ("city", "country", "expected"),
    [
        pytest.param("Tashkent", "UZ", ("41.2647", "69.2163"), id="as it is written"),
        pytest.param("TASHKENT", "UZ", ("41.2647", "69.2163"), id="in capitals"),
        pytest.param("Malaga", "ES", ("36.7202", "-4.4203"), id="without its accent"),
        pytest.param("Sharm El Sheikh", "EG", ("27.9158", "34.3299"), id="without its hyphen"),
        pytest.param("Siggiewi", "MT", ("35.8555", "14.4361"), id="with bare letters"),
        pytest.param("Washington, D.C.", "US", ("38.8951", "-77.0364"), id="by another name"),
        pytest.param("Kiev", "UA", ("50.4547", "30.5238"), id="by a former name"),
        pytest.param("Jalal-Abad", "KG", ("40.945", "72.9931"), id="by a name that GeoNames gave up"),
    ],
)
def test_a_city_is_found(city, country, expected):
    assert point(city, country) == (Decimal(expected[0]), Decimal(expected[1]))


@pytest.mark.parametrize(
    ("city", "country"),
    [
        pytest.param("Tashkent", "KZ", id="in another country"),
        pytest.param("Bali", "ID", id="an island, where Cameroon has a town of that name"),
        pytest.param("", "UZ", id="no name"),
        pytest.param("...", "UZ", id="no letters"),
        pytest.param("Tashkent\x00", "XX", id="no country"),
    ],
)
def test_what_is_no_city_of_the_list_has_no_point(city, country):
    assert point(city, country) is None


def test_the_largest_of_two_cities_of_one_name_is_meant():
    with (FOLDER / "cities.csv").open(encoding="utf-8", newline="") as file:
        named = [row for row in csv.DictReader(file) if row["name"] == "Springfield" and row["country"] == "US"]
    largest = max(named, key=lambda row: int(row["population"]))

    assert len(named) > 1
    assert point("Springfield", "US") == (Decimal(largest["latitude"]), Decimal(largest["longitude"]))


def test_the_cities_of_the_sample_have_points():
    lines = (FOLDER.parent / "sample" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    places = [place for line in lines for place in json.loads(line).get("places", []) if "city" in place]
    without = {place["city"] for place in places if point(place["city"], place["country"]) is None}

    assert len(places) == 316
    assert without == {
        "Bali",
        "Issyk-Kul",
        "Saly",
    }  # an island, a lake and a small resort: nothing is guessed

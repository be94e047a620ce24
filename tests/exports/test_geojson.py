"""Each place of an event is a point on the map, and events without one are counted."""

import json

import pytest
from shapely.geometry import Point, shape

from tests import factories as make
from tests.exports.reading import download, rows_of_json

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("record")]


@pytest.fixture
def places():
    """Two points, one place without a point, and an event that took place nowhere."""
    both = make.make_event(slug="both", title="Встреча 🕊", start="2024-05")
    make.add_place(event=both, city="Tashkent", venue="Hilton", latitude="41.2647", longitude="69.2163", sort_order=0)
    make.add_place(event=both, city="Somewhere", sort_order=1)
    make.add_place(event=both, city="Quito", latitude="-0.2299", longitude="-78.5249", sort_order=2)
    make.make_event(slug="nowhere", start="2023")
    make.make_event(slug="draft", status="draft")


@pytest.mark.usefixtures("empty")
def test_each_place_with_a_point_is_a_feature(client, places):
    document = json.loads(download(client, "/events.geojson?columns=title,start")[1])

    assert document["type"] == "FeatureCollection"
    assert [shape(feature["geometry"]) for feature in document["features"]] == [
        Point(69.2163, 41.2647), Point(-78.5249, -0.2299),
    ]  # fmt: skip
    assert [(feature["id"], feature["properties"]) for feature in document["features"]] == [
        (
            f"both/{number}",
            {
                "title": "Встреча 🕊", "start": "2024-05", "place_number": number,
                "place_city": city, "place_country": "UZ", "place_venue": venue,
            },
        )
        for number, city, venue in [(1, "Tashkent", "Hilton"), (3, "Quito", None)]
    ]  # fmt: skip


@pytest.mark.usefixtures("empty")
def test_the_head_counts_events_without_a_point(client, places):
    document = json.loads(download(client, "/events.geojson")[1])

    assert document["about"]["events_without_point"] == 1
    assert document["rows"] == len(document["features"]) == 2


@pytest.mark.usefixtures("empty")
def test_a_feature_has_the_columns_of_the_event(client, places):
    [row] = rows_of_json(download(client, "/events.json?year=2024")[1])
    document = json.loads(download(client, "/events.geojson?year=2024")[1])
    told = {key: value for key, value in document["features"][0]["properties"].items() if not key.startswith("place_")}

    assert set(told) == set(row) - {"place_countries"}
    assert told["countries"] == row["countries"]


@pytest.mark.usefixtures("empty")
def test_a_selection_without_rows_is_an_empty_collection(client, places):
    document = json.loads(download(client, "/events.geojson?year=1901")[1])

    assert (document["features"], document["rows"], document["about"]["events_without_point"]) == ([], 0, 0)


def test_only_events_are_places_on_a_map(client):
    assert client.get("/organizations.geojson").status_code == 404

"""The ground of maps: a projection on which areas compare, frames that hold their points, and the same file again."""

from math import cos, pi, radians

import pytest

from events.pages.pictures import land


def test_the_projection_agrees_with_the_values_of_its_authors():
    # Šavrič, Patterson and Jenny 2018: the map is 2 * 2.70663 wide and 2 * 1.31737 high for a sphere of radius 1.
    assert land.equal_earth(180, 0)[0] == pytest.approx(2.70663, abs=1e-4)
    assert land.equal_earth(0, 90)[1] == pytest.approx(-1.31737, abs=1e-4)


def test_equal_areas_on_the_earth_are_equal_on_the_map():
    def area(lat):
        """Of a cell of a tenth of a degree, by what the sphere says it should be."""
        west, south = land.equal_earth(20, lat)
        east, _south = land.equal_earth(20.1, lat)
        _west, north = land.equal_earth(20, lat + 0.1)
        return (east - west) * (south - north) / (cos(radians(lat + 0.05)) * (0.1 * pi / 180) ** 2)

    assert [area(lat) for lat in (0, 30, 60, 75)] == pytest.approx([1, 1, 1, 1], rel=0.01)


@pytest.mark.parametrize(
    "points",
    [
        [(69.2, 41.3)],
        [(69.2, 41.3), (71.4, 51.2), (58.4, 37.9)],
        [(178.4, -18.1), (-171.8, -13.8)],
        [(-70, -33), (-47, -15)],
    ],
    ids=["one city", "Central Asia", "over the antimeridian", "South America"],
)
def test_a_frame_holds_its_points(points):
    frame = land.around(points)

    for point in points:
        x, y = frame.place(*point)
        assert 0 < x < frame.width, point
        assert 0 < y < frame.height, point


def test_the_land_of_a_frame_stays_near_the_frame_and_knows_no_script():
    frame = land.around([(69.2, 41.3), (71.4, 51.2)])

    assert frame.land.startswith("M")
    assert set(frame.land) <= set("Mlz 0123456789.-e")
    assert len(frame.land) < 60_000
    assert land.around([(-130.0, -50.0)]).land == ""  # nothing but sea


def test_every_country_lies_on_the_map_of_the_world():
    frame = land.world()

    for lon, lat in [(-157.4, 1.9), (178.4, -18.1), (-70, -53), (25, 70), (-42, 74)]:
        x, y = frame.place(lon, lat)
        assert 0 < x < frame.width, lon
        assert 0 < y < frame.height, lat

"""The shapes that ship: every county and state once, by the codes of the gazetteer."""

import pytest

from nolle.library.gazetteer import gazetteer
from nolle.library.load import package_data
from nolle.publish.pictures.shapes import MAP_HEIGHT, MAP_WIDTH, Outline, shapes, tiles


def test_the_codes_are_those_of_the_gazetteer():
    assert set(shapes().counties) == set(gazetteer().counties)


def test_every_state_has_one_tile():
    assert set(tiles()) == {state.postal for state in gazetteer().states.values()}
    assert len(set(tiles().values())) == 51


def test_the_file_is_small_and_without_a_date():
    packed = (package_data() / "shapes" / "counties.topojson.gz").read_bytes()
    assert len(packed) < 400_000
    assert packed[4:8] == b"\0\0\0\0"


def test_every_ring_is_closed_and_on_the_map():
    for fips, county in shapes().counties.items():
        for polygon in county.polygons:
            assert all(ring[0] == ring[-1] for ring in polygon), fips
        left, top, right, bottom = county.bounds
        assert -60 <= left <= right <= MAP_WIDTH, fips
        assert 0 <= top <= bottom <= MAP_HEIGHT, fips


@pytest.mark.parametrize(
    ("west", "east"), [("06075", "24510"), ("53033", "26161"), ("48453", "48201"), ("42101", "36061")]
)
def test_places_lie_where_they_lie(west, east):
    counties = shapes().counties
    assert counties[west].middle[0] < counties[east].middle[0]


@pytest.mark.parametrize(("north", "south"), [("53033", "06075"), ("36005", "36047"), ("26161", "48201")])
def test_north_is_up(north, south):
    counties = shapes().counties
    assert counties[north].middle[1] < counties[south].middle[1]


def test_the_middle_of_a_square():
    square = Outline(((((0.0, 0.0), (4.0, 0.0), (4.0, 2.0), (0.0, 2.0), (0.0, 0.0)),),))
    assert square.middle == pytest.approx((2.0, 1.0))
    assert square.bounds == (0.0, 0.0, 4.0, 2.0)
    moved = square.geojson(10, 5, 5)["coordinates"]
    assert moved == [[[[5.0, 5.0], [45.0, 5.0], [45.0, 25.0], [5.0, 25.0], [5.0, 5.0]]]]

"""Points in whole microdegrees."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.places import Point, distance_m

LATS = st.integers(-90_000_000, 90_000_000)
LONS = st.integers(-180_000_000, 180_000_000)
POINTS = st.builds(Point, LATS, LONS)


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert distance_m(Point(0, 0), Point(1_000_000, 0)) == 111_195


def test_a_distance_known_from_a_table_comes_out() -> None:
    paris, london = Point.from_degrees(48.8566, 2.3522), Point.from_degrees(51.5074, -0.1278)
    assert abs(distance_m(paris, london) - 343_556) < 100


@given(POINTS, POINTS)
def test_distance_is_symmetric_and_at_most_half_the_earth(a: Point, b: Point) -> None:
    assert distance_m(a, b) == distance_m(b, a)
    assert 0 <= distance_m(a, b) <= 20_015_200


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (0.0, 181.0), (math.nan, 0.0)])
def test_what_is_not_on_the_earth_is_not_a_point(lat: float, lon: float) -> None:
    with pytest.raises(ValueError, match=r"latitude|longitude|position"):
        Point.from_degrees(lat, lon)

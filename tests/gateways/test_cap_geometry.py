"""Polygons, circles and geocodes of alerts: read, looked at, put on our ground."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.gateways.cap import resolved
from tocsin.gateways.cap.deviations import Code
from tocsin.gateways.cap.geometry import area_fault, around, circle, faults, ring
from tocsin.gateways.cap.message import Area, Pair
from tocsin.geo import rings
from tocsin.geo.places import Point, distance_m

SQUARE = "1,1 1,2 2,2 2,1 1,1"


def test_a_polygon_is_its_corners_the_last_not_said_again() -> None:
    read = ring(f"\n {SQUARE}\t")
    assert read.corners == tuple(
        Point(lat * 1_000_000, lon * 1_000_000) for lat, lon in ((1, 1), (1, 2), (2, 2), (2, 1))
    )
    assert read.faults == ()
    assert ring("1,1 1,2 2,2 2,1").corners == read.corners, "closed where it was not"
    assert faults("1.0,1 1,2 2,2 1,1.00") == [], "the same point in other digits"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,1 1,2 2,1 2,2 1,1", "crosses or touches itself"),
        ("1,1 1,3 1,2 2,2 1,1", "crosses or touches itself"),
        ("1,1 1,2 1,1 1,2 1,1", "crosses or touches itself"),
        ("1,1 1,1 1,1 1,1", "has no area"),
        ("80,0 80,90 80,180 80,-90 80,0", "goes round a pole"),
        (SQUARE, None),
        ("1,1 2,1 2,2 1,2 1,1", None),
        ("10,179 10,-179 12,-179 12,179 10,179", None),
    ],
)
def test_a_ring_is_the_border_of_one_area_or_it_is_told(text: str, why: str | None) -> None:
    fault = area_fault(ring(text).corners)
    assert (None if fault is None else fault.why) == why


CORNERS = st.lists(
    st.builds(Point, st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=8
).map(tuple)


@given(CORNERS)
def test_the_sweep_finds_what_comparing_every_pair_finds(corners: tuple[Point, ...]) -> None:
    """Beside the ring of the ground, which compares every pair; it also refuses a corner twice."""
    is_twice = any(a == b for a, b in zip(corners, (*corners[1:], corners[0]), strict=True))
    if not is_twice:
        assert (area_fault(corners) is None) == (rings.fault(corners) is None)


def test_a_large_ring_is_swept_and_an_entangled_one_given_up() -> None:
    flat = [Point(0, each * 10) for each in range(20_000)]
    back = [Point(10 + each % 7, each * 10) for each in reversed(range(20_000))]
    assert area_fault((*flat, *back)) is None
    knot = tuple(
        Point(each * 37 % 1_000, -90_000_000 if each % 2 else 80_000_000) for each in range(6_000)
    )
    fault = area_fault(knot)
    assert fault is not None


def test_a_circle_is_a_point_and_kilometres() -> None:
    read = circle("32.9525,-115.5527 1.5")
    assert read is not None
    assert (read.centre, read.radius_m) == (Point(32_952_500, -115_552_700), 1500)
    made = around(read)
    assert len(made) == 64
    assert all(abs(distance_m(read.centre, each) - 1500) < 3 for each in made)
    assert around(circle("89.99,0 50") or read) == (), "round a pole"
    for text in ("32.9 -115.5 1", "95,0 1", "1,2", "1,2 -3", "1,2 99999", "nan,0 1"):
        assert circle(text) is None, text


def test_an_area_is_resolved_and_what_nobody_knows_is_named() -> None:
    zone = (Point(5, 5), Point(5, 9), Point(9, 9))
    area = Area(
        "here",
        polygons=(SQUARE, "1,1 1,2 2,1 2,2 1,1", "2,2 3,3", "80,0 80,90 80,180 80,-90 80,0"),
        circles=("10,10 2", "?"),
        geocodes=(Pair("zone", "A"), Pair("SAME", "006073")),
    )
    found = resolved(area, lambda system, code: (zone,) if (system, code) == ("zone", "A") else ())
    assert len(found.rings) == 3
    assert found.rings[2] == zone
    assert found.unresolved == (Pair("SAME", "006073"),)
    assert found.faults == (
        "polygon[2]: crosses or touches itself",
        "polygon[3]: polygon_too_short",
        "polygon[3]: polygon_not_closed",
        "polygon[4]: goes round a pole",
        "circle[2]: circle_unreadable",
    )
    for lat, lon, is_in in ((1.5, 1.5, True), (1.0, 1.5, True), (10.0, 10.01, True), (3, 3, False)):
        assert found.holds(Point.from_degrees(lat, lon)) is is_in
    assert [each.radius_m for each in found.extents] == [None, None, None, 2000]
    assert Code.polygon_too_short in faults("2,2 3,3")


def test_an_area_over_the_antimeridian_holds_both_sides() -> None:
    found = resolved(Area("date line", polygons=("10,179 10,-179 12,-179 12,179 10,179",)))
    assert found.holds(Point.from_degrees(11, 179.5))
    assert found.holds(Point.from_degrees(11, -179.5))
    assert not found.holds(Point.from_degrees(11, 0))

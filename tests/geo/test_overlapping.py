"""Two areas with ground in common, and an area with holes as areas without."""

import random

import pytest

from tocsin.geo.overlapping import around, overlap
from tocsin.geo.places import Point, distance_m
from tocsin.geo.rings import fault, within
from tocsin.geo.trapezoids import without_holes

Ring = tuple[Point, ...]


def box(south: int, west: int, north: int, east: int) -> Ring:
    return tuple(
        Point(lat, (lon + 180_000_000) % 360_000_000 - 180_000_000)
        for lat, lon in ((south, west), (south, east), (north, east), (north, west))
    )


TOWN = box(0, 0, 100, 100)


@pytest.mark.parametrize(
    ("other", "is_so"),
    [
        (box(50, 50, 150, 150), True),
        (box(20, 20, 80, 80), True),
        (box(-50, -50, 150, 150), True),
        (box(100, 100, 200, 200), True),
        (box(0, 101, 100, 200), False),
        (box(-10, 40, 110, 60), True),
    ],
)
def test_areas_that_meet_cross_or_hold_each_other_overlap(other: Ring, is_so: bool) -> None:
    assert overlap([(TOWN, ())], [(other, ())]) is is_so
    assert overlap([(other, ())], [(TOWN, ())]) is is_so


def test_what_lies_wholly_in_a_hole_is_not_in_the_area() -> None:
    holed = (TOWN, (box(20, 20, 80, 80),))
    inside, over = box(30, 30, 70, 70), box(30, 30, 70, 90)
    assert not overlap([holed], [(inside, ())])
    assert not overlap([(inside, ())], [holed])
    assert overlap([holed], [(over, ())])


def test_the_two_sides_of_the_180th_meridian_are_beside_one_another() -> None:
    over = box(0, 179_999_900, 100, 180_000_100)
    assert overlap([(over, ())], [(box(20, -179_999_950, 80, -179_999_800), ())])
    assert not overlap([(over, ())], [(box(20, -179_999_800, 80, -179_999_700), ())])


def test_a_circle_is_held_by_its_ring() -> None:
    centre = Point(50_000_000, 8_000_000)
    ring = around(centre, 800)
    assert fault(ring) is None
    assert all(800 <= distance_m(centre, each) <= 805 for each in ring)


def _is_in(point: Point, ring: Ring, holes: tuple[Ring, ...]) -> bool:
    return within(ring, point) and not any(within(hole, point) for hole in holes)


@pytest.mark.parametrize("seed", range(6))
def test_an_area_without_holes_holds_what_the_one_with_holes_held(seed: int) -> None:
    draw = random.Random(seed)
    west = 179_900_000 if seed % 2 else 8_000_000
    ring = tuple(
        Point(50_000_000 + lat, (west + lon + 180_000_000) % 360_000_000 - 180_000_000)
        for lat, lon in ((0, 0), (10_000, 90_000), (120_000, 200_000), (150_000, 80_000),
                         (90_000, 70_000), (140_000, -60_000))
    )  # fmt: skip
    lat, lon = draw.randrange(30_000, 60_000), draw.randrange(60_000, 100_000)
    middle = (west + lon + 180_000_000) % 360_000_000 - 180_000_000
    holes = (around(Point(50_000_000 + lat, middle), 900),)
    pieces = without_holes(ring, holes)
    assert all(fault(each) is None for each in pieces)
    for _ in range(400):
        at = (west + draw.randrange(-90_000, 230_000) + 180_000_000) % 360_000_000 - 180_000_000
        point = Point(50_000_000 + draw.randrange(-20_000, 170_000), at)
        assert any(within(each, point) for each in pieces) is _is_in(point, ring, holes)

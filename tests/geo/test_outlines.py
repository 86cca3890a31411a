"""Outlines from loose lines."""

from tocsin.geo.lengths import length_cm
from tocsin.geo.outlines import crossing, joined, nested, standing
from tocsin.geo.places import Point, distance_m

SQUARE = ((0, 0), (0, 10), (10, 10), (10, 0))
HOLE = ((2, 2), (2, 4), (4, 4), (4, 2))
BOW = ((0, 0), (10, 10), (0, 10), (10, 0))


def test_lines_in_any_direction_make_one_ring() -> None:
    rings, chains = joined({7: (1, 2, 3), 5: (4, 3), 9: (4, 5, 1)})
    assert [set(ring) for ring in rings] == [{1, 2, 3, 4, 5}]
    assert chains == []


def test_two_islands_are_two_rings_and_a_loose_end_stays_open() -> None:
    rings, chains = joined({1: (1, 2, 3, 1), 2: (4, 5, 6, 4), 3: (7, 8)})
    assert len(rings) == 2
    assert chains == [(7, 8)]


def test_a_gap_anywhere_leaves_one_chain_however_the_lines_come() -> None:
    rings, chains = joined({1: (3, 4), 2: (1, 2), 3: (2, 3), 4: (4, 5)})
    assert rings == []
    assert [set(chain) for chain in chains] == [{1, 2, 3, 4, 5}]


def test_a_ring_that_crosses_itself_is_found_and_one_that_does_not_is_left_alone() -> None:
    assert crossing(BOW) is not None
    assert crossing(SQUARE) is None


def test_inside_outside_and_on_the_border_with_a_hole() -> None:
    area = (SQUARE, HOLE)
    assert [standing(area, spot) for spot in ((1, 1), (3, 3), (2, 3), (0, 5), (11, 5))] == [
        1, -1, 0, 0, -1,
    ]  # fmt: skip


def test_a_hole_goes_to_the_polygon_around_it_and_an_island_in_it_is_its_own() -> None:
    wide, hole = (
        tuple((a * 10, b * 10) for a, b in SQUARE),
        tuple((a * 10, b * 10) for a, b in HOLE),
    )
    island = tuple((a + 25, b + 25) for a, b in ((0, 0), (0, 5), (5, 5)))
    assert nested([island, hole, wide]) == [[island], [wide, hole]]


def test_a_length_is_that_of_the_great_circle_within_a_thousandth() -> None:
    for lat, lon in ((47_100_000, 9_500_000), (-33_900_000, 18_400_000), (69_600_000, -18_900_000)):
        for north, east in ((4_000, 0), (0, 9_000), (30_000, -50_000)):
            there = (lat + north, lon + east)
            metres = distance_m(Point(lat, lon), Point(*there))
            assert abs(length_cm(((lat, lon), there)) / 100 - metres) <= max(0.6, metres / 1000)

"""Zones of a ground as shapes with their holes."""

from tocsin.app.warnings.on_ground import shapes_in
from tocsin.geo.ground import Line


def box(south: int, west: int, side: int) -> Line:
    north, east = south + side, west + side
    return ((south, west), (south, east), (north, east), (north, west))


def test_a_ring_in_a_ring_is_a_hole_and_a_ring_in_that_is_land_again() -> None:
    rings = (box(0, 0, 1_000), box(100, 100, 500), box(200, 200, 100), box(5_000, 5_000, 10))
    found = shapes_in(rings)
    assert [len(holes) for _, holes in found] == [1, 0, 0]
    assert found[0][1][0][0].lat_udeg == 100

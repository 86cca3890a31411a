"""Lines with a misplaced node: cut, told, and nothing else of them lost."""

from pathlib import Path

import pytest

from tests.gateways.extracts import Thing, brought, doubts, of
from tocsin.gateways.osm import Node, Relation, Way
from tocsin.geo.ground import Area, Boundary, Building, Doubt, Facility, Road, Spot, Water
from tocsin.geo.lengths import length_cm

ROAD = {"highway": "residential"}
FAR = (20_000_000, 20_000_000)
STRAIGHT = (900_000, 0)
"""0.9° from the corner at 0, 0: as far as a road through a desert may run without a node."""
SCHOOL = {"amenity": "school", "building": "school", "landuse": "education"}
TOWN = {"type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "T"}


def drawn(third: Spot, nodes: tuple[int, ...], tags: dict[str, str]) -> list[Thing]:
    """A way through corners of which the third may be misplaced."""
    spots = [(0, 0), (0, 2_000), third, (2_000, 0), (2_000, -500), (1_000, -500)]
    return [*(Node(at, spot) for at, spot in enumerate(spots, 1)), Way(9, nodes, tags)]


def test_a_road_is_cut_where_it_leaps_and_the_rest_of_it_is_kept(tmp_path: Path) -> None:
    found = brought(tmp_path, drawn(FAR, (1, 2, 3, 4, 5), ROAD))
    assert [each.line for each in of(Road, found)] == [
        ((0, 0), (0, 2_000)),
        ((2_000, 0), (2_000, -500)),
    ]
    (doubt,) = of(Doubt, found)
    assert (doubt.code, doubt.subject, doubt.at) == ("line_leaps", "w9", (0, 2_000))
    assert doubt.told == "3,121 km to 20.00000,20.00000"


def test_a_road_that_is_straight_for_100_km_is_not_cut(tmp_path: Path) -> None:
    """The control."""
    found = brought(tmp_path, drawn(STRAIGHT, (1, 3), ROAD))
    assert doubts(found) == []
    (road,) = of(Road, found)
    assert road.length_cm == pytest.approx(10_007_500, rel=1e-4)


def test_a_road_of_two_nodes_that_leaps_is_left_out_and_told_once(tmp_path: Path) -> None:
    found = brought(tmp_path, drawn(FAR, (1, 3), ROAD))
    assert of(Road, found) == []
    assert doubts(found) == [("line_leaps", "w9")]


def test_a_ferry_is_no_road_however_long_it_is(tmp_path: Path) -> None:
    found = brought(tmp_path, drawn(FAR, (1, 3), {"route": "ferry", "name": "Long"}))
    assert of(Road, found) == []
    assert doubts(found) == []


def test_a_river_is_cut_where_it_leaps(tmp_path: Path) -> None:
    found = brought(tmp_path, drawn(FAR, (1, 2, 3, 4, 5), {"waterway": "river"}))
    assert [(each.id, len(each.line)) for each in of(Water, found)] == [("w9", 2), ("w9.2", 2)]
    assert doubts(found) == [("line_leaps", "w9")]


def test_a_lake_and_a_school_lose_the_misplaced_corner_and_stay_where_they_are(
    tmp_path: Path,
) -> None:
    ring = (1, 2, 3, 4, 5, 6, 1)
    found = brought(tmp_path, drawn(FAR, ring, {"natural": "water"}))
    (lake,), (area,) = of(Water, found), of(Area, found)
    assert lake.is_area
    assert len(lake.line) == 6
    assert FAR not in (*lake.line, *area.rings[0])
    assert doubts(found) == [("line_leaps", "w9")]
    found = brought(tmp_path, drawn(FAR, ring, SCHOOL))
    (school,), (house,) = of(Facility, found), of(Building, found)
    assert school.at == (1_000, 750)
    assert house.area_m2 < 100_000
    assert doubts(found) == [("line_leaps", "w9")]


def test_a_border_loses_a_misplaced_corner_and_one_with_long_straight_edges_none(
    tmp_path: Path,
) -> None:
    whole = Relation(1, (("way", 9, "outer"),), TOWN)
    found = brought(tmp_path, [*drawn(FAR, (1, 2, 3, 4, 5, 6, 1), {}), whole])
    assert FAR not in of(Boundary, found)[0].rings[0]
    assert doubts(found) == [("line_leaps", "r1")]
    wide = [(0, 0), (0, 9_000_000), (4_000_000, 9_000_000), (4_000_000, 0)]
    things: list[Thing] = [Node(at, spot) for at, spot in enumerate(wide, 1)]
    found = brought(tmp_path, [*things, Way(9, (1, 2, 3, 4, 1)), whole])
    assert of(Boundary, found)[0].rings == (tuple(wide),)
    assert doubts(found) == []


def test_a_road_over_the_antimeridian_hangs_together_and_is_as_long_as_it_is(
    tmp_path: Path,
) -> None:
    spots = [(-16_800_000, lon) for lon in (179_980_000, 179_990_000, -179_990_000, -179_980_000)]
    things: list[Thing] = [Node(at, spot) for at, spot in enumerate(spots, 1)]
    found = brought(tmp_path, [*things, Way(9, (1, 2, 3, 4), ROAD)])
    roads = of(Road, found)
    assert [(each.from_node, each.to_node) for each in roads] == [(1, 2), (2, 3), (3, 4)]
    assert doubts(found) == []
    same = length_cm(((-16_800_000, 0), (-16_800_000, 40_000)))
    assert sum(each.length_cm for each in roads) == pytest.approx(same, abs=2)

"""Heights between posts, water near roads, and roads that hang together."""

from fractions import Fraction

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.flood import Waters
from tocsin.geo.ground import Line, Spot
from tocsin.geo.heights import DEGREE, Grid, Heights
from tocsin.geo.islands import Islands

SIDE = 5
VOID = -32_768
places = st.tuples(st.integers(0, DEGREE), st.integers(0, DEGREE))
lines = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 900)), min_size=2, max_size=4)


def grid(*heights: int, south: int = 0) -> Grid:
    return Grid(south, 0, SIDE, heights or tuple(range(SIDE * SIDE)), VOID)


def slope(south: int = 0) -> Grid:
    """100 m at the north edge, 96 m at the south edge, and 10 m more a post to the east."""
    return grid(*(100 - row + 10 * column for row in range(SIDE) for column in range(SIDE)),
                south=south)  # fmt: skip


@given(places)
def test_a_height_on_a_slope_is_the_slopes(spot: Spot) -> None:
    lat, lon = spot
    exact = Fraction(10 * 96) + Fraction(40 * lat, DEGREE) + Fraction(400 * lon, DEGREE)
    found = Heights([slope()]).at(spot)
    assert found is not None
    assert abs(found - exact) <= Fraction(1, 2)


def test_a_post_gives_its_own_height_whatever_is_missing_around_it() -> None:
    heights = Heights([grid(*(VOID if at in (6, 8) else 5 for at in range(25)))])
    assert heights.at((DEGREE * 3 // 4, DEGREE // 2)) == 50
    assert heights.at((DEGREE * 3 // 4 + 1, DEGREE // 4)) is None
    assert heights.voids == {(DEGREE * 3 // 4, DEGREE // 4): 1}


def test_a_spot_between_squares_is_in_either_and_one_outside_is_counted() -> None:
    south = Heights([slope()])
    assert south.at((DEGREE, 0)) == 1000
    assert Heights([slope(south=1)]).at((DEGREE, 0)) == 960
    assert south.at((DEGREE + 1, 0)) is None
    assert south.at((-1, 5)) is None
    assert south.missing == {(1, 0): 1, (-1, 0): 1}


RIVER: Line = ((0, 500), (1_000, 500))


@pytest.mark.parametrize(
    ("road", "distance_cm"),
    [
        (((0, 500), (10, 900)), 0),
        (((500, 0), (500, 1_000)), 0),
        (((0, 510), (900, 510)), 111),
        (((1_010, 500), (1_010, 900)), 111),
        (((0, 960), (900, 960)), None),
    ],
)
def test_what_is_near_water_is_found_with_its_distance(road: Line, distance_cm: int | None) -> None:
    found = list(Waters([("w1", RIVER)], 5_000).near("a", road))
    assert [each.distance_cm for each in found] == ([] if distance_cm is None else [distance_cm])
    assert all((each.road, each.water, each.above_dm) == ("a", "w1", None) for each in found)


def test_the_lower_end_of_a_road_counts_above_the_nearest_water() -> None:
    heights = {(0, 510): 90, (900, 510): 70}
    (found,) = Waters([("w1", RIVER)], 5_000).near(
        "a", ((0, 510), (900, 510)), lambda spot: heights.get(spot, 65)
    )
    assert found.above_dm == 5


@given(lines, st.lists(lines, min_size=1, max_size=5), st.integers(1, 6_000))
def test_no_water_in_reach_is_missed(road: list[Spot], shores: list[list[Spot]], cm: int) -> None:
    """Against every piece looked at, without cells."""
    waters = [(f"w{at}", tuple(shore)) for at, shore in enumerate(shores)]
    found = {e.water: e.distance_cm for e in Waters(waters, cm).near("a", tuple(road))}
    wide = {e.water: e.distance_cm for e in Waters(waters, 100_000).near("a", tuple(road))}
    assert found == {water: distance for water, distance in wide.items() if distance <= cm}
    assert len(wide) == len(waters)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=30))
def test_what_hangs_together_is_what_a_graph_library_says(pieces: list[tuple[int, int]]) -> None:
    graph = networkx.MultiGraph(pieces)
    parts = [sorted(part) for part in networkx.connected_components(graph)]
    islands = Islands(pieces)
    assert {part[0] for part in parts} == set(islands.pieces)
    assert all(islands.of(node) == part[0] for part in parts for node in part)
    assert len(islands.apart()) == max(0, len(parts) - 1)
    sizes = {part[0]: graph.subgraph(part).number_of_edges() for part in parts}
    assert dict(islands.pieces) == sizes
    if parts:
        assert max(sizes.values()) == sizes[(set(sizes) - set(islands.apart())).pop()]

"""Projection, merging and the bytes of a tile; read back by another program."""

import math
from itertools import pairwise

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from mapbox_vector_tile import decode

from tocsin.geo.tiling.cutting import MARGIN, Tile, pieces
from tocsin.geo.tiling.mercator import EXTENT, WORLD, projected
from tocsin.geo.tiling.merging import merged
from tocsin.geo.tiling.vector_tile import TileLayer

SQUARE = [(0, 0), (100, 0), (100, 100), (0, 100)]
HOLE = [(20, 20), (40, 20), (40, 40), (20, 40)]


def read(layer: TileLayer) -> list[dict[str, object]]:
    found = decode(layer.encoded(), default_options={"y_coord_down": True})
    features = found["here"]["features"]
    assert isinstance(features, list)
    return features


@given(st.floats(-85, 85), st.floats(-180, 180))
def test_the_projection_is_that_of_the_web_within_a_thousandth_of_a_unit(
    lat: float, lon: float
) -> None:
    ((x, y),) = projected(np.array([[lon, lat]])).tolist()
    tangent = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
    assert abs(x - (lon / 360 + 0.5) * WORLD) < 1e-3
    assert abs(y - (0.5 - tangent / (2 * math.pi)) * WORLD) < 1e-3


def test_points_lines_and_areas_come_back_with_their_attributes() -> None:
    layer = TileLayer("here", 4096)
    layer.points([(5, 7)], {"name": "Großes Tor", "rank": 3, "is": True})
    layer.lines([[(0, 0), (9, 0), (9, 0), (9, -9)]], {"rank": -3})
    layer.polygons([[SQUARE[::-1], HOLE]], {})
    point, line, area = read(layer)
    assert point["geometry"] == {"type": "Point", "coordinates": [5, 7]}
    assert point["properties"] == {"name": "Großes Tor", "rank": 3, "is": True}
    assert line["geometry"] == {"type": "LineString", "coordinates": [[0, 0], [9, 0], [9, -9]]}
    assert line["properties"] == {"rank": -3}
    assert area["geometry"]["type"] == "Polygon"  # type: ignore[index]
    rings = area["geometry"]["coordinates"]  # type: ignore[index]
    assert [sorted(map(tuple, ring[:-1])) for ring in rings] == [sorted(SQUARE), sorted(HOLE)]


def test_two_areas_of_one_thing_stay_two_and_what_has_no_size_is_left_out() -> None:
    layer = TileLayer("here", 4096)
    far = [(x + 500, y) for x, y in SQUARE]
    layer.polygons([[SQUARE], [far, [(x + 500, y) for x, y in HOLE]]], {})
    layer.polygons([[[(0, 0), (9, 9)]]], {})
    layer.lines([[(3, 3), (3, 3)]], {})
    (both,) = read(layer)
    assert both["geometry"]["type"] == "MultiPolygon"  # type: ignore[index]
    assert [len(rings) for rings in both["geometry"]["coordinates"]] == [1, 2]  # type: ignore[index]
    assert TileLayer("here", 4096).encoded() == b""


def test_lines_are_put_together_where_two_meet_and_only_there() -> None:
    a, b, c, d, e = (0, 0), (1, 0), (2, 0), (3, 0), (2, 5)
    assert merged([[a, b], [c, b]], is_directed=False) in ([[a, b, c]], [[c, b, a]])
    crossing = merged([[a, b], [b, c], [c, d], [c, e]], is_directed=False)
    assert sorted(map(len, crossing)) == [2, 2, 3]


def test_one_way_lines_keep_their_direction() -> None:
    a, b, c = (0, 0), (1, 0), (2, 0)
    assert merged([[b, c], [a, b]], is_directed=True) == [[a, b, c]]
    assert sorted(merged([[b, a], [b, c]], is_directed=True)) == [[b, a], [b, c]]


sides = st.tuples(st.integers(0, 4), st.integers(0, 4))


@given(st.lists(st.tuples(sides, sides).filter(lambda e: e[0] != e[1]), max_size=14), st.booleans())
def test_no_side_is_lost_or_drawn_twice(
    lines: list[tuple[tuple[int, int], ...]], is_directed: bool
) -> None:
    def drawn(chains: list[list[tuple[int, int]]]) -> list[tuple[tuple[int, int], ...]]:
        pairs = [(a, b) for chain in chains for a, b in pairwise(chain)]
        return sorted(pairs if is_directed else [tuple(sorted(each)) for each in pairs])

    before = [list(each) for each in lines]
    assert drawn(merged(before, is_directed=is_directed)) == drawn(before)


@given(st.lists(st.tuples(st.integers(0, 60_000), st.integers(0, 60_000)), min_size=2, max_size=4))
def test_a_long_thin_shape_lies_in_the_tiles_that_it_reaches_and_no_other(
    corners: list[tuple[int, int]],
) -> None:
    line = shapely.LineString(corners)
    found = {each.tile for each in pieces(np.array([line], dtype=object))}
    for x, y in ((x, y) for x in range(-1, 17) for y in range(-1, 17)):
        tile = shapely.box(x * EXTENT - MARGIN, y * EXTENT - MARGIN,
                           (x + 1) * EXTENT + MARGIN, (y + 1) * EXTENT + MARGIN)  # fmt: skip
        assert (Tile(x, y) in found) == (not shapely.clip_by_rect(line, *tile.bounds).is_empty)


def test_a_shape_as_wide_as_a_country_takes_as_many_tiles_as_it_reaches() -> None:
    thin = shapely.LineString([(0, 0), (900 * EXTENT, 900 * EXTENT)])
    assert len(list(pieces(np.array([thin], dtype=object)))) < 900 * 4

"""Boxes along pieces of line: they cover all of it, and are few."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tocsin.geo.flood import Waters
from tocsin.geo.gazetteer.near import Near, nearest_segment, segment_cells
from tocsin.geo.spans import LONG, STEP, boxes

SIDE = 4_096
LATS, LONS = st.integers(-89_000_000, 89_000_000), st.integers(-179_000_000, 179_000_000)
REACHES = st.integers(-1_000_000, 1_000_000)
DIAGONAL = np.array([[47_000_000, 9_000_000, 47_900_000, 9_900_000]])


@given(LATS, LONS, REACHES, REACHES, st.fractions(0, 1))
def test_every_spot_of_a_piece_lies_in_one_of_its_boxes(
    lat: int, lon: int, up: int, along: int, share: float
) -> None:
    ends = np.array([[0, 0, 5, 5], [lat, lon, lat + up, lon + along]])
    found, whose = boxes(ends, SIDE)
    assert found[0].tolist() == [0, 0, 5, 5]
    assert whose.tolist() == sorted(whose.tolist())
    spot = np.array((lat + round(up * share), lon + round(along * share)))
    mine = found[whose == 1]
    assert np.any(np.all((mine[:, :2] <= spot) & (spot <= mine[:, 2:]), axis=1))
    assert len(mine) <= 1 + max(abs(up), abs(along)) // (STEP * SIDE)
    if min(abs(up), abs(along)) <= LONG * SIDE:
        assert len(mine) == 1


def test_a_long_piece_is_found_from_its_middle_and_takes_little() -> None:
    arrays = segment_cells("segment", DIAGONAL)
    assert len(arrays["segment_cells"]) < 5_000
    box = segment_cells("segment", np.array([[47_000_000, 9_000_000, 47_090_000, 9_090_000]]))
    assert len(box["segment_cells"]) > 400, "a short one is in its whole box (the control)"
    near = Near(arrays, "segment")
    found = nearest_segment(near, DIAGONAL, (47_451_000, 9_450_000))
    assert found is not None
    assert found[0] == 0
    assert found[1] < 100


def test_what_goes_over_the_antimeridian_is_in_no_cell() -> None:
    over = np.array([[0, 179_990_000, 10, -179_990_000], [0, 0, 10, 10]])
    assert boxes(over, SIDE)[1].tolist() == [1]
    waters = Waters([("w1", ((0, 179_990_000), (10, -179_990_000)))], 5_000)
    assert list(waters.near("r1", ((0, 0), (0, 1_000)))) == []


def test_a_road_is_near_the_middle_of_a_long_water_and_not_near_the_corner_of_its_box() -> None:
    waters = Waters([("w1", ((0, 0), (900_000, 900_000)))], 5_000)
    (found,) = waters.near("r1", ((450_000, 450_300), (450_300, 450_300)))
    assert (found.water, found.distance_cm) == ("w1", 0)
    assert list(waters.near("r1", ((0, 900_000), (10, 900_000)))) == []

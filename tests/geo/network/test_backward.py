"""One search from the end gives the times of many searches from the beginnings."""

import random

import numpy as np
import pytest

from tests.geo.network.grounds import ENGINE, network_from, town
from tocsin.geo.network.arrays import NEVER, Network
from tocsin.geo.network.backward import backward, times_to
from tocsin.geo.network.journeys import times
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.network.states import Drive, drive

PAIRS = 40


def places(network: Network, driven: Drive, seed: int) -> list[Snap]:
    """Places on roads that may be used; some beside one another on one piece."""
    draw = random.Random(seed)
    usable = np.zeros(network.pieces, np.bool_)
    usable[driven.arcs >> 1] = True
    found: list[Snap] = []
    while len(found) < PAIRS:
        node = draw.randrange(len(network.node_id))
        spot = (int(network.node_lat[node]) + draw.randrange(-300, 300),
                int(network.node_lon[node]) + draw.randrange(-300, 300))  # fmt: skip
        snap = snapped(network, usable, spot)
        if snap is not None:
            found += [snap, snap._replace(along_cm=snap.along_cm // 2)]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_times_to_a_place_are_those_of_searches_from_each_beginning(seed: int) -> None:
    network = network_from(*town(seed))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    begins = places(network, driven, seed)
    closed = driven.arc_ms.copy()
    closed[:: 4 + seed] = NEVER
    for arc_ms in (driven.arc_ms, closed):
        forth, back = Plain(driven.start, driven.to), Plain(turned.start, turned.source)
        ends = begins[:3]
        expected = times(network, driven, arc_ms, forth, begins, ends)
        for column, end in enumerate(ends):
            found = times_to(network, driven, turned, arc_ms, back, begins, end)
            assert found.tolist() == expected[:, column].tolist()
    assert (expected != NEVER).any()


def test_a_graph_that_is_not_turned_gives_other_times() -> None:
    """The control: streets lead one way."""
    network = network_from(*town(3))
    driven = drive(network, ENGINE)
    begins = places(network, driven, 3)
    forth = Plain(driven.start, driven.to)
    expected = times(network, driven, driven.arc_ms, forth, begins, begins[:1])[:, 0]
    same_way = backward(driven)._replace(start=driven.start, source=driven.to, over=driven.over)
    found = times_to(network, driven, same_way, driven.arc_ms, forth, begins, begins[0])
    assert found.tolist() != expected.tolist()

"""Searches of what is near, either way: each gives the times that whole searches give."""

import random

import numpy as np
import pytest

from tests.geo.network.grounds import ENGINE, network_from, town
from tocsin.geo.network.arrays import I32, I64, NEVER, Network
from tocsin.geo.network.backward import backward
from tocsin.geo.network.journeys import entries_of, seeds_of, times
from tocsin.geo.network.near_searches import Near, Whole
from tocsin.geo.network.nearby import Nearby
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.snapping import Snap, snapped
from tocsin.geo.network.states import Drive, drive

KINDS = (Whole, Nearby)
PLACES = 30


def places(network: Network, driven: Drive, seed: int) -> list[Snap]:
    """Places on roads that may be used, each on a piece of its own."""
    draw = random.Random(seed)
    usable = np.zeros(network.pieces, np.bool_)
    usable[driven.arcs >> 1] = True
    found: dict[int, Snap] = {}
    while len(found) < PLACES:
        node = draw.randrange(len(network.node_id))
        spot = (int(network.node_lat[node]) + draw.randrange(-300, 300),
                int(network.node_lon[node]) + draw.randrange(-300, 300))  # fmt: skip
        snap = snapped(network, usable, spot)
        if snap is not None:
            found.setdefault(snap.piece, snap)
    return list(found.values())


def to_one(
    near: Near, network: Network, driven: Drive, arc_ms: I32, begins: list[Snap], end: Snap,
    limit_ms: int = NEVER - 1,
) -> I64:  # fmt: skip
    """From each to one: searched from the end, over exits turned round."""
    ways = [seeds_of(network, driven, arc_ms, each) for each in begins]
    starts = np.cumsum([0, *(len(each.state) for each in ways)]).astype(np.int32)
    flat = np.array(entries_of(network, driven, arc_ms, end), np.int32).reshape(-1, 3)
    into = Seeds(flat[:, 0].copy(), flat[:, 1].copy())
    state = np.concatenate([each.state for each in ways])
    late = np.concatenate([each.ms for each in ways])
    return near.times(into, starts, state, late, limit_ms)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(4))
def test_times_to_a_place_are_those_of_searches_from_each_beginning(
    kind: type[Whole] | type[Nearby], seed: int
) -> None:
    network = network_from(*town(seed))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    begins = places(network, driven, seed)
    closed = driven.arc_ms.copy()
    closed[:: 4 + seed] = NEVER
    for arc_ms in (driven.arc_ms, closed):
        near = kind(turned.start, turned.source, arc_ms[turned.over])
        ends = begins[:5]
        expected = times(network, driven, arc_ms, Plain(driven.start, driven.to), begins, ends)
        for column, end in enumerate(ends):
            others = [row for row, each in enumerate(begins) if each is not end]
            found = to_one(near, network, driven, arc_ms, [begins[e] for e in others], end)
            assert found.tolist() == expected[others, column].tolist()
    assert (expected != NEVER).any()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_farther_than_the_limit_is_left_out_and_nothing_else(
    kind: type[Whole] | type[Nearby],
) -> None:
    """One search leaves nothing behind for the next."""
    network = network_from(*town(2))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    near = kind(turned.start, turned.source, driven.arc_ms[turned.over])
    begins = places(network, driven, 2)
    end, others = begins[0], begins[1:]
    whole = to_one(near, network, driven, driven.arc_ms, others, end)
    limit = int(np.median(whole[whole < NEVER]))
    some = to_one(near, network, driven, driven.arc_ms, others, end, limit)
    assert (some[whole <= limit] == whole[whole <= limit]).all()
    assert (some[some < NEVER] == whole[some < NEVER]).all()
    assert (some == NEVER).any(), "the control: the limit does something"
    assert to_one(near, network, driven, driven.arc_ms, others, end).tolist() == whole.tolist()


def test_a_graph_that_is_not_turned_gives_other_times() -> None:
    """The control: streets lead one way."""
    network = network_from(*town(3))
    driven = drive(network, ENGINE)
    begins = places(network, driven, 3)
    plain = Plain(driven.start, driven.to)
    expected = times(network, driven, driven.arc_ms, plain, begins[1:], begins[:1])[:, 0]
    same_way = Nearby(driven.start, driven.to, driven.arc_ms[driven.over])
    found = to_one(same_way, network, driven, driven.arc_ms, begins[1:], begins[0])
    assert found.tolist() != expected.tolist()

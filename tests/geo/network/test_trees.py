"""Times that are looked up in trees are those that a search gives, to the millisecond."""

import numpy as np
import pytest

from tests.geo.network.grounds import ENGINE, network_from, town
from tests.geo.network.test_near_searches import places, to_one
from tocsin.geo.network import guided
from tocsin.geo.network import trees as trees_module
from tocsin.geo.network.arrays import I32, I64, NEVER, Network
from tocsin.geo.network.backward import backward
from tocsin.geo.network.journeys import entries_of, seeds_of
from tocsin.geo.network.near_searches import Whole
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.states import Drive, drive
from tocsin.geo.network.trees import Purse, Trees

ROOM = 10_000_000


def planted(
    network: Network, driven: Drive, arc_ms: I32, begins: list[Snap], room: int = ROOM
) -> Trees:
    trees = Trees(driven, backward(driven), arc_ms, Purse(room))
    trees.want((each.piece, seeds_of(network, driven, arc_ms, each)) for each in begins)
    while trees.grow():
        pass
    return trees


def looked_up(
    trees: Trees, network: Network, driven: Drive, arc_ms: I32, begins: list[Snap], end: Snap
) -> I64:
    rows = trees.rows([each.piece for each in begins])
    assert (rows >= 0).all()
    flat = np.array(entries_of(network, driven, arc_ms, end), np.int32).reshape(-1, 3)
    return trees.times(rows, flat[:, 0].copy(), flat[:, 1].copy())


@pytest.mark.parametrize("seed", range(8))
def test_a_tree_says_what_a_search_says_with_closures_one_ways_and_turns(seed: int) -> None:
    network = network_from(*town(seed))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    snaps = places(network, driven, seed)
    closed = driven.arc_ms.copy()
    closed[:: 3 + seed] = NEVER
    ways = cut_off = 0
    for arc_ms in (driven.arc_ms, closed):
        begins = [e for e in snaps if len(seeds_of(network, driven, arc_ms, e).state)]
        near = Whole(turned.start, turned.source, arc_ms[turned.over])
        trees = planted(network, driven, arc_ms, begins)
        for end in snaps:
            others = [each for each in begins if each is not end]
            found = looked_up(trees, network, driven, arc_ms, others, end)
            expected = to_one(near, network, driven, arc_ms, others, end)
            assert found.tolist() == expected.tolist()
            ways += int((expected < NEVER).sum())
            cut_off += int((expected == NEVER).sum())
    assert ways, "the control: some are reached"
    assert cut_off, "and some are not"


def test_trees_of_other_roads_say_other_times() -> None:
    """The control: closures are in the tree."""
    network = network_from(*town(1))
    driven = drive(network, ENGINE)
    closed = driven.arc_ms.copy()
    closed[::4] = NEVER
    begins = [
        e for e in places(network, driven, 1) if len(seeds_of(network, driven, closed, e).state)
    ]
    end, others = begins[0], begins[1:]
    found = [
        looked_up(planted(network, driven, ms, others), network, driven, closed, others, end)
        for ms in (driven.arc_ms, closed)
    ]
    assert found[0].tolist() != found[1].tolist()


def test_trees_take_no_more_than_their_room_and_leave_it_when_nobody_wants_them() -> None:
    network = network_from(*town(2))
    driven = drive(network, ENGINE)
    ms = driven.arc_ms
    begins = places(network, driven, 2)
    one = Trees(driven, backward(driven), ms, Purse(0)).bytes
    trees = planted(network, driven, ms, begins, 3 * one + 1)
    names = [each.piece for each in begins]
    assert (trees.rows(names) >= 0).tolist() == [True] * 3 + [False] * (len(begins) - 3)
    trees.want((e.piece, seeds_of(network, driven, ms, e)) for e in begins[1:5])
    while trees.grow():
        pass
    assert (trees.rows(names[:6]) >= 0).tolist() == [False, True, True, True, False, False]
    near = Whole(backward(driven).start, backward(driven).source, ms[backward(driven).over])
    for end in begins[6:9]:
        found = looked_up(trees, network, driven, ms, begins[1:4], end)
        assert found.tolist() == to_one(near, network, driven, ms, begins[1:4], end).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_no_way_takes_less_than_the_trees_of_others_say(seed: int) -> None:
    network = network_from(*town(seed))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    closed = driven.arc_ms.copy()
    closed[:: 5 + seed] = NEVER
    snaps = [
        e for e in places(network, driven, seed)
        if len(seeds_of(network, driven, closed, e).state)
    ]  # fmt: skip
    trees = planted(network, driven, closed, snaps[:8])
    _, rows = trees.all_rows()
    near = Whole(turned.start, turned.source, closed[turned.over])
    none = np.zeros(1, np.int32)
    tight = 0
    for end in snaps[8:14]:
        flat = np.array(entries_of(network, driven, closed, end), np.int32).reshape(-1, 3)
        to_end = trees.times(rows, flat[:, 0].copy(), flat[:, 1].copy())
        others = [each for each in snaps[8:] if each is not end]
        times = to_one(near, network, driven, closed, others, end).tolist()
        for begin, ms in zip(others, times, strict=True):
            seeds = seeds_of(network, driven, closed, begin)
            marks = [trees.times(rows, each[None], none) for each in seeds.state]
            least = trees.not_sooner(np.stack(marks), seeds.ms, to_end)
            assert least <= ms
            tight += 2 * least > ms
    assert tight, "the control: it says something"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("most", [10_000, 2])
def test_a_guided_search_says_what_a_search_says_or_no_more_than_that(
    seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With closures, to ends near and far; the control: who may touch few states gives up."""
    monkeypatch.setattr(trees_module, "is_compiled_worth", lambda *_: True)
    monkeypatch.setattr(guided, "MOST_TOUCHED", most)
    network = network_from(*town(seed))
    driven = drive(network, ENGINE)
    turned = backward(driven)
    closed = driven.arc_ms.copy()
    closed[:: 5 + seed] = NEVER
    snaps = [
        e for e in places(network, driven, seed)
        if len(seeds_of(network, driven, closed, e).state)
    ]  # fmt: skip
    trees = planted(network, driven, closed, snaps[:8])
    _, rows = trees.all_rows()
    near = Whole(turned.start, turned.source, closed[turned.over])
    none = np.zeros(1, np.int32)
    found = given_up = 0
    for end in snaps[8:]:
        flat = np.array(entries_of(network, driven, closed, end), np.int32).reshape(-1, 3)
        into = Seeds(flat[:, 0].copy(), flat[:, 1].copy())
        to_end = trees.times(rows, into.state, into.ms)
        others = [each for each in snaps[8:] if each is not end]
        times = to_one(near, network, driven, closed, others, end).tolist()
        for begin, expected in zip(others, times, strict=True):
            seeds = seeds_of(network, driven, closed, begin)
            if not set(seeds.state.tolist()).isdisjoint(into.state.tolist()):
                continue
            mine = trees.on_trees(seeds)
            to_begin = [trees.times(rows, each[None], none) for each in mine.state]
            if not to_begin:
                continue
            told = trees.soonest(rows, mine, np.stack(to_begin), into, to_end)
            if told is None:
                continue
            ms, least = told
            assert ms == expected or (ms == NEVER and least <= expected)
            found += ms == expected < NEVER
            given_up += ms != expected
    assert found or most == 2
    assert bool(given_up) == (most == 2)

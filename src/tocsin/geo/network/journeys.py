"""From one place to another: when, and over which arcs."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER, Network
from tocsin.geo.network.searching import Engine, Gates, Seeds
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.states import Drive, exits_over, standing


class Stretch(NamedTuple):
    """A part of an arc of the network: from so far along its piece's line to so far (cm; backward,
    where the second is less), and how long it takes."""

    arc: int
    begin_cm: int
    end_cm: int
    ms: int


class Journey(NamedTuple):
    """`stretches` in order; none, where one is there already."""

    ms: int
    stretches: tuple[Stretch, ...]


def seeds_of(network: Network, driven: Drive, arc_ms: I32, snap: Snap) -> Seeds:
    """The states in which a journey from a place begins, and when: either way from within a piece;
    from its end, any way."""
    node = _node_of(network, driven, snap)
    if node >= 0:
        return Seeds(np.array([node], np.int32), np.zeros(1, np.int32))
    length = int(network.piece_length[snap.piece])
    states, late = [], []
    for arc, left in _either_way(snap, length):
        here = int(driven.arc_at[arc])
        if here >= 0 and arc_ms[here] != NEVER:
            states.append(int(driven.arrives[here]))
            late.append(share_of(int(arc_ms[here]), left, length))
    return Seeds(np.array(states, np.int32), np.array(late, np.int32))


def entries_of(
    network: Network, driven: Drive, arc_ms: I32, snap: Snap
) -> list[tuple[int, int, int]]:
    """(state, ms, exit) of each way into a place; exit -1: the state is there already."""
    node = _node_of(network, driven, snap)
    if node >= 0:
        return [(state, 0, -1) for state in standing(driven, node)]
    length = int(network.piece_length[snap.piece])
    found = []
    for arc, part in (
        (2 * snap.piece, snap.along_cm),
        (2 * snap.piece + 1, length - snap.along_cm),
    ):
        here = int(driven.arc_at[arc])
        if here >= 0 and arc_ms[here] != NEVER:
            ms = share_of(int(arc_ms[here]), part, length)
            found += [(state, ms, exit) for state, exit in exits_over(driven, here)]
    return found


def gates_of(entries: list[list[tuple[int, int, int]]]) -> Gates:
    """Ways into many places, as an engine wants them."""
    start = np.cumsum([0, *map(len, entries)]).astype(np.int32)
    flat = np.array([each[:2] for one in entries for each in one], np.int32).reshape(-1, 2)
    return Gates(start, flat[:, 0].copy(), flat[:, 1].copy())


def times(
    network: Network, driven: Drive, arc_ms: I32, engine: Engine, begins: Sequence[Snap],
    ends: Sequence[Snap],
) -> I64:  # fmt: skip
    """Milliseconds from each place (row) to each other (column); NEVER where there is no way."""
    seeds = [seeds_of(network, driven, arc_ms, each) for each in begins]
    gates = gates_of([entries_of(network, driven, arc_ms, each) for each in ends])
    out = engine.matrix(arc_ms[driven.over], seeds, gates)
    rows: dict[int, list[int]] = defaultdict(list)
    for row, begin in enumerate(begins):
        rows[begin.piece].append(row)
    for column, end in enumerate(ends):
        for row in rows[end.piece]:
            if begins[row].along_cm == end.along_cm:
                out[row, column] = 0
            elif direct := within(network, driven, arc_ms, begins[row], end):
                out[row, column] = min(out[row, column], direct.ms)
    return out


def within(network: Network, driven: Drive, arc_ms: I32, begin: Snap, end: Snap) -> Stretch | None:
    """The way along one piece, where both places lie on it and it may be driven so."""
    if begin.piece != end.piece or begin.along_cm == end.along_cm:
        return None
    arc = 2 * begin.piece + (end.along_cm < begin.along_cm)
    here = int(driven.arc_at[arc])
    if here < 0 or arc_ms[here] == NEVER:
        return None
    long = abs(end.along_cm - begin.along_cm)
    ms = share_of(int(arc_ms[here]), long, int(network.piece_length[begin.piece]))
    return Stretch(arc, begin.along_cm, end.along_cm, ms)


def journey(
    network: Network, driven: Drive, arc_ms: I32, engine: Engine, begin: Snap, end: Snap
) -> Journey | None:
    """The quickest way; None where there is none."""
    if begin[:2] == end[:2]:
        return Journey(0, ())
    direct = within(network, driven, arc_ms, begin, end)
    seeds = seeds_of(network, driven, arc_ms, begin)
    entries = entries_of(network, driven, arc_ms, end)
    goals = np.array([each[0] for each in entries], np.int32)
    best = direct.ms if direct is not None else NEVER
    if not len(seeds.state) or not entries:
        return Journey(best, (direct,)) if direct is not None else None
    found = engine.tree(arc_ms[driven.over], seeds, goals)
    ms, exit, state = min((int(found.ms[state]) + ms, exit, state) for state, ms, exit in entries)
    if ms >= best:
        return Journey(best, (direct,)) if direct is not None else None
    exits = [] if exit < 0 else [exit]
    seed = state
    while found.came[seed] >= 0:
        exits.append(int(found.came[seed]))
        seed = int(np.searchsorted(driven.start, found.came[seed], "right")) - 1
    arcs = [int(driven.arcs[driven.over[each]]) for each in reversed(exits)]
    return Journey(ms, _stretches(network, driven, arc_ms, begin, end, seed, arcs))


def _stretches(
    network: Network, driven: Drive, arc_ms: I32, begin: Snap, end: Snap, seed: int, arcs: list[int]
) -> tuple[Stretch, ...]:
    found = []
    if _node_of(network, driven, begin) < 0:
        length = int(network.piece_length[begin.piece])
        _, first = min(
            (share_of(int(arc_ms[here]), left, length), arc)
            for arc, left in _either_way(begin, length)
            if (here := int(driven.arc_at[arc])) >= 0
            and arc_ms[here] != NEVER
            and driven.arrives[here] == seed
        )
        found.append((first, begin.along_cm, 0 if first & 1 else length))
    for each in arcs:
        length = int(network.piece_length[each >> 1])
        found.append((each, length, 0) if each & 1 else (each, 0, length))
    if arcs and _node_of(network, driven, end) < 0:
        found[-1] = (found[-1][0], found[-1][1], end.along_cm)
    return tuple(
        Stretch(
            arc, start, stop,
            share_of(
                int(arc_ms[driven.arc_at[arc]]), abs(stop - start),
                int(network.piece_length[arc >> 1]),
            ),
        )
        for arc, start, stop in found
    )  # fmt: skip


def _either_way(snap: Snap, length: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """(arc, how much of it is left), along the piece and back."""
    return (2 * snap.piece, length - snap.along_cm), (2 * snap.piece + 1, snap.along_cm)


def share_of(ms: int, part_cm: int, length_cm: int) -> int:
    """The time for a part of a piece."""
    return (ms * part_cm + length_cm // 2) // max(length_cm, 1)


def _node_of(network: Network, driven: Drive, snap: Snap) -> int:
    """The node here, where a place is the end of its piece; else -1."""
    if snap.along_cm <= 0:
        return int(driven.node_at[network.piece_from[snap.piece]])
    if snap.along_cm >= network.piece_length[snap.piece]:
        return int(driven.node_at[network.piece_to[snap.piece]])
    return -1

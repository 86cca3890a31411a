"""The graph that is searched: where a vehicle stands and, where it matters, how it came there.

A node is one state. Where a restriction begins with an arc, having come over that arc is a state
of its own, whose exits lack the forbidden ones; so any search over states obeys every restriction,
and there are few more states than nodes. A restriction over a way is a chain of such states: the
automaton of Aho and Corasick (1975) over the forbidden sequences of arcs.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32, NEVER, Network, heads, ranges, tails
from tocsin.geo.network.costs import priced
from tocsin.geo.network.vehicles import Vehicle


class Drive(NamedTuple):
    """The part of a network that a vehicle could use, and its states.

    Arcs here are numbered anew, in the order of where they begin; both ways of a usable piece are
    arcs, and one that may not be driven costs NEVER, so that a change can open it. State s < nodes
    stands for node s; exits of state s are `start[s]` to `start[s + 1]`.
    """

    vehicle: Vehicle
    nodes: I32
    """Nodes of the network, by the nodes here."""
    arcs: I32
    """Arcs of the network, by the arcs here."""
    arc_at: I32
    """The arc here of each arc of the network; -1 where it cannot be used."""
    node_at: I32
    tail: I32
    head: I32
    arc_ms: I32
    arrives: I32
    """The state in which an arc ends."""
    start: I32
    to: I32
    over: I32
    """The arc of each exit."""
    state_node: I32
    extra_state: I32
    """The states beyond one a node, sorted by their node."""
    extra_node: I32

    @property
    def states(self) -> int:
        """How many states."""
        return len(self.start) - 1


def drive(network: Network, vehicle: Vehicle) -> Drive:
    """The network as a class of vehicle sees it."""
    every = np.arange(network.pieces, dtype=np.int32)
    cost = priced(network, vehicle, every)
    arcs = np.asarray(network.arc_order)[cost.is_usable[network.arc_order >> 1]]
    arc_at = np.full(2 * network.pieces, -1, np.int32)
    arc_at[arcs] = np.arange(len(arcs), dtype=np.int32)
    both = np.empty(2 * network.pieces, np.int32)
    both[::2], both[1::2] = cost.along_ms, cost.against_ms
    from_node, to_node = tails(network, arcs), heads(network, arcs)
    nodes = np.unique(from_node).astype(np.int32)
    node_at = np.full(len(network.node_id), -1, np.int32)
    node_at[nodes] = np.arange(len(nodes), dtype=np.int32)
    tail, head = node_at[from_node], node_at[to_node]
    begins = np.searchsorted(tail, np.arange(len(nodes) + 1)).astype(np.int32)
    arc_ms = both[arcs]
    back = arc_at[arcs ^ 1]
    pairs, longer = forbidden(network, vehicle, arc_at, begins, head)
    if not vehicle.u_turns:
        pairs.append(_no_way_back(arc_ms, head, begins, back))
    found = _states(begins, head, pairs, longer)
    extra = found[-1][len(nodes) :]
    order = np.argsort(extra, kind="stable").astype(np.int32)
    return Drive(
        vehicle, nodes, arcs, arc_at, node_at, tail, head, arc_ms, *found,
        extra_state=order + np.int32(len(nodes)), extra_node=extra[order],
    )  # fmt: skip


def forbidden(
    network: Network, vehicle: Vehicle, arc_at: I32, begins: I32, head: I32
) -> tuple[list[I32], list[tuple[int, ...]]]:
    """Sequences of arcs that must not be driven: pairs as an array of two columns, longer ones."""
    pairs: list[tuple[int, ...]] = []
    longer: list[tuple[int, ...]] = []
    only: dict[tuple[int, tuple[int, ...]], set[int]] = defaultdict(set)
    for at in np.flatnonzero(binding(network, vehicle)).tolist():
        chain = arc_at[network.turn_arcs[network.turn_start[at] : network.turn_start[at + 1]]]
        arcs = tuple(chain.tolist())
        if min(arcs[:-1]) < 0:
            continue
        if network.turn_only[at]:
            only[int(network.turn_id[at]), arcs[:-1]].add(arcs[-1])
        elif arcs[-1] >= 0:
            (pairs if len(arcs) == 2 else longer).append(arcs)
    for (_, before), allowed in only.items():
        node = int(head[before[-1]])
        for each in range(int(begins[node]), int(begins[node + 1])):
            if each not in allowed:
                (pairs if len(before) == 1 else longer).append((*before, each))
    return [np.array(pairs, np.int32).reshape(-1, 2)], longer


def binding(network: Network, vehicle: Vehicle) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which restrictions bind a vehicle. A conditional one is taken as holding always."""
    count = len(network.turn_only)
    if not vehicle.turns_bind:
        return np.zeros(count, np.bool_)
    exempt, is_a = set(vehicle.exempt_as), set(vehicle.is_a)
    freed = [bool(exempt & set(_words(network, each))) for each in network.turn_exempt.tolist()]
    bound = [
        not (words := _words(network, each)) or bool(is_a & set(words))
        for each in network.turn_only_for.tolist()
    ]
    return np.array(bound, np.bool_) & ~np.array(freed, np.bool_)


def _words(network: Network, text: int) -> list[str]:
    return [e.strip() for e in network.text(text).replace(":", ";").split(";") if e.strip()]


def _no_way_back(arc_ms: I32, head: I32, begins: I32, back: I32) -> I32:
    """To turn round, at every node from which another way leads on."""
    is_open = np.concatenate(([0], np.cumsum(arc_ms != NEVER)))
    exits = is_open[begins[head + 1]] - is_open[begins[head]]
    others = exits - (arc_ms[back] != NEVER)
    arcs = np.flatnonzero(others > 0).astype(np.int32)
    return np.stack((arcs, back[arcs]), axis=1)


def _states(
    begins: I32, head: I32, pairs: Sequence[I32], longer: Sequence[tuple[int, ...]]
) -> tuple[I32, I32, I32, I32, I32]:
    """arrives, start, to, over, state_node."""
    arcs, nodes = len(head), len(begins) - 1
    pair = np.concatenate(pairs)
    heading = np.array([each[0] for each in longer], np.int32)
    own = np.unique(np.concatenate((pair[:, 0], heading)))
    arrives = head.copy()
    arrives[own] = nodes + np.arange(len(own), dtype=np.int32)
    counts = begins[head[own] + 1] - begins[head[own]]
    exits = ranges(begins[head[own]], counts)
    of = np.repeat(own.astype(np.int64), counts)
    banned = pair[:, 0].astype(np.int64) * arcs + pair[:, 1]
    is_kept = ~np.isin(of * arcs + exits, banned)
    exits, of = exits[is_kept], of[is_kept]
    rows = np.concatenate((np.arange(arcs), exits)).astype(np.int32)
    kept = np.bincount(np.searchsorted(own, of), minlength=len(own))
    start = np.concatenate((begins[:-1], arcs + np.cumsum(np.concatenate(([0], kept)))))
    state_node = np.concatenate((np.arange(nodes), head[own])).astype(np.int32)
    found = (arrives, start.astype(np.int32), arrives[rows], rows, state_node)
    return _chained(found, head, longer) if longer else found


def _chained(
    found: tuple[I32, I32, I32, I32, I32], head: I32, longer: Sequence[tuple[int, ...]]
) -> tuple[I32, I32, I32, I32, I32]:
    """States more, for sequences of three arcs and more."""
    arrives, start, to, over, state_node = found
    prefixes = sorted(
        {each[:n] for each in longer for n in range(2, len(each))}, key=lambda e: (len(e), e)
    )
    at = {prefix: len(state_node) + n for n, prefix in enumerate(prefixes)}
    whole = set(longer)
    rows: dict[int, list[tuple[int, int]]] = {}

    def row(state: int) -> list[tuple[int, int]]:
        if state not in rows:
            exits = slice(int(start[state]), int(start[state + 1]))
            return list(zip(over[exits].tolist(), to[exits].tolist(), strict=True))
        return rows[state]

    def suffix(prefix: tuple[int, ...]) -> int:
        for begin in range(1, len(prefix) - 1):
            if prefix[begin:] in at:
                return at[prefix[begin:]]
        return int(arrives[prefix[-1]])

    to = to.copy()
    for first in (each for each in prefixes if len(each) == 2):
        state = int(arrives[first[0]])
        exits = np.arange(start[state], start[state + 1])
        to[exits[over[exits] == first[1]]] = at[first]
    for prefix in prefixes:
        rows[at[prefix]] = [
            (arc, at.get((*prefix, arc), end))
            for arc, end in row(suffix(prefix))
            if (*prefix, arc) not in whole
        ]
    added = [rows[at[prefix]] for prefix in prefixes]
    ends = int(start[-1]) + np.cumsum([len(each) for each in added])
    flat = np.array([pair for each in added for pair in each], np.int32).reshape(-1, 2)
    ending = np.array([head[prefix[-1]] for prefix in prefixes], np.int32)
    return (
        arrives,
        np.concatenate((start, ends)).astype(np.int32),
        np.concatenate((to, flat[:, 1])),
        np.concatenate((over, flat[:, 0])),
        np.concatenate((state_node, ending)),
    )


def exits_over(driven: Drive, arc: int) -> list[tuple[int, int]]:
    """(state, exit) of every exit that leads over an arc."""
    found = []
    for state in standing(driven, int(driven.tail[arc])):
        for at in range(int(driven.start[state]), int(driven.start[state + 1])):
            if driven.over[at] == arc:
                found.append((state, at))
    return found


def standing(driven: Drive, node: int) -> list[int]:
    """Every state of a node."""
    first, after = np.searchsorted(driven.extra_node, (node, node + 1))
    return [node, *driven.extra_state[first:after].tolist()]

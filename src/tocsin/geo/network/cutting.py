"""What hangs together, what is cut off where roads close, and what hangs on a single road or node.

Two ends of a road hang together whichever way it may be driven; a place that can be driven to and
not out of, or out of and not to, is told apart. Source: J. Hopcroft and R. Tarjan, “Efficient
algorithms for graph manipulation”, CACM 16 (1973): bridges and articulation points by one search in
depth.
"""

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32, NEVER, Mask
from tocsin.geo.network.engines import parts_of
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.states import Drive


class Why(StrEnum):
    """How a place is cut off."""

    cut_off = "cut_off"
    no_way_in = "no_way_in"
    no_way_out = "no_way_out"


class Island(NamedTuple):
    """Nodes of a drive that hang together and are cut off from the rest, and their open pieces."""

    why: Why
    nodes: I32
    pieces: I32


class Hinge(NamedTuple):
    """A piece (a bridge) or node (an articulation point), and how many nodes it alone holds."""

    at: int
    nodes: int


class Critical(NamedTuple):
    """What a drive hangs on, those that hold most first."""

    bridges: list[Hinge]
    points: list[Hinge]


def open_pieces(driven: Drive, arc_ms: I32) -> Mask:
    """Of each arc: whether its piece is open at least one way."""
    back = driven.arc_at[driven.arcs ^ 1]
    found: Mask = (arc_ms != NEVER) | (arc_ms[back] != NEVER)
    return found


def together(driven: Drive, is_open: Mask) -> I32:
    """The number of the group of each node, among those that hang together."""
    label = np.arange(len(driven.nodes), dtype=np.int32)
    tail, head = driven.tail[is_open], driven.head[is_open]
    while True:
        low = label.copy()
        np.minimum.at(low, tail, label[head])
        low = low[low]
        low = low[low]
        if np.array_equal(low, label):
            return label
        label = low


def islands(driven: Drive, before_ms: I32, after_ms: I32) -> list[Island]:
    """What was together before and is not after, then what has lost only its way in or out."""
    found = severed(driven, before_ms, after_ms)
    is_cut = np.zeros(len(driven.nodes), np.bool_)
    for each in found:
        is_cut[each.nodes] = True
    return found + _one_way(driven, before_ms, after_ms, open_pieces(driven, after_ms), is_cut)


def severed(driven: Drive, before_ms: I32, after_ms: I32) -> list[Island]:
    """Of what was together before: all parts but the largest, largest first."""
    is_open = open_pieces(driven, after_ms)
    was = together(driven, open_pieces(driven, before_ms))
    now = together(driven, is_open)
    count = len(now)
    size = np.bincount(now, minlength=count)
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, was, size[now] * count + (count - 1 - now))
    main = count - 1 - largest[was] % count
    return _grouped(driven, is_open, Why.cut_off, now != main)


def _one_way(
    driven: Drive, before_ms: I32, after_ms: I32, is_open: Mask, is_cut: Mask
) -> list[Island]:
    before = parts_of(driven, before_ms[driven.over])
    was_main = _nodes_in(driven, before == np.bincount(before).argmax()) & ~is_cut
    after = parts_of(driven, after_ms[driven.over])
    left = after[was_main[driven.state_node]]
    if not len(left):
        return []
    is_main = after == np.bincount(left).argmax()
    is_lost = was_main & ~_nodes_in(driven, is_main)
    if not is_lost.any():
        return []
    hub = int(np.flatnonzero(is_main)[0])
    seeds = Seeds(np.array([hub], np.int32), np.zeros(1, np.int32))
    ms = Plain(driven.start, driven.to).tree(
        after_ms[driven.over], seeds, np.zeros(0, np.int32)
    ).ms  # fmt: skip
    is_reached = _nodes_in(driven, ms != NEVER)
    return [
        *_grouped(driven, is_open, Why.no_way_in, is_lost & ~is_reached),
        *_grouped(driven, is_open, Why.no_way_out, is_lost & is_reached),
    ]


def _nodes_in(driven: Drive, states: Mask) -> Mask:
    """The nodes of which a state is chosen."""
    found = np.zeros(len(driven.nodes), np.bool_)
    found[driven.state_node[states]] = True
    return found


def _grouped(driven: Drive, is_open: Mask, why: Why, chosen: Mask) -> list[Island]:
    """Chosen nodes by what hangs together among them, largest first."""
    if not chosen.any():
        return []
    inside = is_open & chosen[driven.tail] & chosen[driven.head]
    label = together(driven, inside)
    nodes = np.flatnonzero(chosen)
    nodes = nodes[np.argsort(label[nodes], kind="stable")]
    groups = np.split(nodes, np.flatnonzero(np.diff(label[nodes])) + 1)
    arcs = np.flatnonzero(inside)
    arcs = arcs[np.argsort(label[driven.tail[arcs]], kind="stable")]
    of_arcs = label[driven.tail[arcs]]
    found = []
    for group in sorted(groups, key=lambda e: (-len(e), int(e[0]))):
        first, last = np.searchsorted(of_arcs, (label[group[0]], label[group[0]] + 1))
        pieces = np.unique(driven.arcs[arcs[first:last]] >> 1)
        found.append(Island(why, group.astype(np.int32), pieces.astype(np.int32)))
    return found


def critical(driven: Drive, arc_ms: I32) -> Critical:
    """Every bridge and articulation point, as the roads are."""
    is_open = open_pieces(driven, arc_ms)
    begins = np.searchsorted(driven.tail, np.arange(len(driven.nodes) + 1)).tolist()
    search = _Search(driven, is_open, begins)
    for root in range(len(driven.nodes)):
        if not search.index[root]:
            search.from_root(root)
    return Critical(_most(search.bridges), _most(list(search.points.items())))


def _most(held: list[tuple[int, int]]) -> list[Hinge]:
    return [Hinge(*e) for e in sorted(held, key=lambda e: (-e[1], e[0]))]


class _Search:
    """One search in depth; `size` counts the nodes below each."""

    def __init__(self, driven: Drive, is_open: Mask, begins: list[int]) -> None:
        self._head: list[int] = driven.head.tolist()
        self._piece: list[int] = (driven.arcs >> 1).tolist()
        self._open: list[bool] = is_open.tolist()
        self._begins = begins
        count = len(driven.nodes)
        self.index, self._low, self._size = [0] * count, [0] * count, [1] * count
        self._next = begins[:-1]
        self._counter = 0
        self.bridges: list[tuple[int, int]] = []
        self.points: dict[int, int] = {}

    def _enter(self, node: int) -> None:
        self._counter += 1
        self.index[node] = self._low[node] = self._counter

    def from_root(self, root: int) -> None:
        """Everything that hangs together with a node."""
        self._enter(root)
        path = [(root, -1)]
        under: list[tuple[int, int, int]] = []
        order = [root]
        while path:
            here, by = path[-1]
            if self._next[here] < self._begins[here + 1]:
                arc = self._next[here]
                self._next[here] += 1
                there, piece = self._head[arc], self._piece[arc]
                if not self._open[arc] or piece == by:
                    continue
                if self.index[there]:
                    self._low[here] = min(self._low[here], self.index[there])
                else:
                    self._enter(there)
                    order.append(there)
                    path.append((there, piece))
                continue
            path.pop()
            if path:
                above = path[-1][0]
                self._low[above] = min(self._low[above], self._low[here])
                self._size[above] += self._size[here]
                under.append((above, here, by))
        self._judge(root, under, len(order))

    def _judge(self, root: int, under: list[tuple[int, int, int]], count: int) -> None:
        """What each node and piece holds alone: the smaller side of a bridge, and of a point all
        parts but the largest."""
        parts: dict[int, list[int]] = {}
        for above, here, by in under:
            if self._low[here] > self.index[above]:
                self.bridges.append((by, min(self._size[here], count - self._size[here])))
            if self._low[here] >= self.index[above]:
                parts.setdefault(above, []).append(self._size[here])
        for node, held in parts.items():
            rest = count - 1 - sum(held)
            if node == root and len(held) < 2:
                continue
            every = [*held, rest] if node != root else held
            self.points[node] = sum(every) - max(every)

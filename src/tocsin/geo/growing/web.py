"""The streets while they grow: nodes and straight edges, found by where they are.

The rules for an end that comes near something are those of Y. I. H. Parish and P. Müller,
"Procedural Modeling of Cities", SIGGRAPH 2001, §3.3.2: cut at a crossing, join what is near.
"""

from dataclasses import dataclass

import msgspec

from tocsin.geo.growing.meeting import cells, crossed, foot
from tocsin.geo.growing.plane import XY, apart, distance, heading


@dataclass(slots=True)
class Edge:
    """A straight piece of street. `street` says which were made as one."""

    u: int
    v: int
    kind: str
    style: str
    street: int
    is_link: bool = False
    flow: int = 0
    """1: only from u to v; -1: only back."""
    marks: frozenset[str] = frozenset()
    height_cm: int | None = None
    weight_kg: int | None = None
    alive: bool = True


class Manners(msgspec.Struct, frozen=True):
    """How near a new edge may come to others, in dm and in angles."""

    snap: int
    clear: int
    least: int
    angle: int = 380
    degree: int = 4


class Landing(msgspec.Struct, frozen=True):
    """Where a new edge ends: at a node, on an edge, or nowhere yet."""

    at: XY
    node: int | None = None
    edge: int | None = None


class Web:
    """Nodes and edges, and what is near."""

    def __init__(self) -> None:
        self.at: list[XY] = []
        self.edges: list[Edge] = []
        self.ends: list[dict[int, int]] = []
        self.nodes_in: dict[int, list[int]] = {}
        self.edges_in: dict[int, list[int]] = {}

    def node(self, at: XY) -> int:
        """A new node."""
        self.at.append(at)
        self.ends.append({})
        self.nodes_in.setdefault(next(cells(at, at)), []).append(len(self.at) - 1)
        return len(self.at) - 1

    def link(self, edge: Edge) -> int | None:
        """Put an edge in; None where its two nodes are linked already, or are one."""
        if edge.u == edge.v or edge.v in self.ends[edge.u]:
            return None
        number = len(self.edges)
        self.edges.append(edge)
        self.ends[edge.u][edge.v] = number
        self.ends[edge.v][edge.u] = number
        for cell in cells(self.at[edge.u], self.at[edge.v]):
            self.edges_in.setdefault(cell, []).append(number)
        return number

    def drop(self, number: int) -> None:
        """Take an edge out."""
        edge = self.edges[number]
        edge.alive = False
        del self.ends[edge.u][edge.v], self.ends[edge.v][edge.u]
        for cell in cells(self.at[edge.u], self.at[edge.v]):
            self.edges_in[cell].remove(number)

    def split(self, number: int, at: XY, node: int | None = None) -> int:
        """A node on an edge: a new one, or this."""
        edge = self.edges[number]
        self.drop(number)
        node = self.node(at) if node is None else node
        for u, v in ((edge.u, node), (node, edge.v)):
            self.link(
                Edge(u, v, edge.kind, edge.style, edge.street, edge.is_link, edge.flow,
                     edge.marks, edge.height_cm, edge.weight_kg)
            )  # fmt: skip
        return node

    def near_edges(self, a: XY, b: XY, wider: int) -> list[int]:
        """Edges in the buckets around two points, in order."""
        return sorted({e for cell in cells(a, b, wider) for e in self.edges_in.get(cell, ())})

    def nearest_node(self, at: XY, far: int) -> int | None:
        """The nearest node that has an edge, at most so far away."""
        best, found = far * far + 1, None
        for cell in cells(at, at, far):
            for node in self.nodes_in.get(cell, ()):
                x, y = self.at[node]
                square = (x - at[0]) ** 2 + (y - at[1]) ** 2
                if square < best and self.ends[node]:
                    best, found = square, node
        return found

    def nearest_edge(self, at: XY, far: int) -> tuple[int, XY] | None:
        """The nearest edge, at most so far away, and its nearest point."""
        best, found = far * far + 1, None
        for each in self.near_edges(at, at, far):
            edge = self.edges[each]
            x, y = spot = foot(self.at[edge.u], self.at[edge.v], at)
            square = (x - at[0]) ** 2 + (y - at[1]) ** 2
            if square < best:
                best, found = square, (each, spot)
        return found

    def angles(self, node: int) -> list[int]:
        """In which directions edges leave a node."""
        x, y = self.at[node]
        return [heading(self.at[to][0] - x, self.at[to][1] - y) for to in self.ends[node]]

    def landed(self, start: int, to: XY, manners: Manners) -> Landing | None:
        """Where an edge from a node towards a point may end; None where it may not be."""
        a = self.at[start]
        aim = heading(to[0] - a[0], to[1] - a[1])
        if any(apart(aim, each) < manners.angle for each in self.angles(start)):
            return None
        found = self._stopped(start, to, manners) or self._joined(start, to, manners)
        if distance(a, found.at) < manners.least or not self._fits(start, found, manners):
            return None
        return found

    def _stopped(self, start: int, to: XY, manners: Manners) -> Landing | None:
        """At the first edge it would cross, or run up to."""
        a = self.at[start]
        long = distance(a, to) or 1
        further = (
            to[0] + (to[0] - a[0]) * manners.snap // long,
            to[1] + (to[1] - a[1]) * manners.snap // long,
        )
        best: tuple[int, int] | None = None
        hit = -1
        for each in self.near_edges(a, further, 0):
            edge = self.edges[each]
            if start in (edge.u, edge.v):
                continue
            cut = crossed(a, further, self.at[edge.u], self.at[edge.v])
            if cut is not None and (best is None or cut[0] * best[1] < best[0] * cut[1]):
                best, hit = cut, each
        if best is None:
            return None
        at = (
            a[0] + (further[0] - a[0]) * best[0] // best[1],
            a[1] + (further[1] - a[1]) * best[0] // best[1],
        )
        return self._on(hit, at, manners.snap)

    def _on(self, number: int, at: XY, snap: int) -> Landing:
        """A point of an edge, or the node beside it."""
        edge = self.edges[number]
        for node in (edge.u, edge.v):
            if distance(self.at[node], at) < snap:
                return Landing(self.at[node], node=node)
        return Landing(at, edge=number)

    def _joined(self, start: int, to: XY, manners: Manners) -> Landing:
        """At a node or an edge near its end, or free."""
        node = self.nearest_node(to, manners.snap)
        if node is not None and node != start and start not in self.ends[node]:
            return Landing(self.at[node], node=node)
        found = self.nearest_edge(to, manners.snap)
        if found is not None and start not in (self.edges[found[0]].u, self.edges[found[0]].v):
            return self._on(*found, manners.snap // 2)
        return Landing(to)

    def _fits(self, start: int, found: Landing, manners: Manners) -> bool:
        """Whether it leaves room: at both ends, and beside."""
        a, b = self.at[start], found.at
        back = heading(a[0] - b[0], a[1] - b[1])
        skip = {start}
        if found.node is not None:
            if found.node == start or found.node in self.ends[start]:
                return False
            if len(self.ends[found.node]) >= manners.degree:
                return False
            if any(apart(back, each) < manners.angle for each in self.angles(found.node)):
                return False
            skip.add(found.node)
        if found.edge is not None:
            edge = self.edges[found.edge]
            u, v = self.at[edge.u], self.at[edge.v]
            along = heading(v[0] - u[0], v[1] - u[1])
            if min(apart(back, along), apart(back, along + 2_048)) < manners.angle:
                return False
        return self._is_clear(a, b, skip, found.edge, manners.clear)

    def _is_clear(self, a: XY, b: XY, skip: set[int], hit: int | None, clear: int) -> bool:
        """Whether nothing is crossed, and nothing runs close beside."""
        middle = ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
        fourths = ((a[0] + 3 * b[0]) // 4, (a[1] + 3 * b[1]) // 4)
        for each in self.near_edges(a, b, clear):
            edge = self.edges[each]
            if each == hit:
                continue
            u, v = self.at[edge.u], self.at[edge.v]
            shares = edge.u in skip or edge.v in skip
            if not shares and crossed(a, b, u, v) is not None:
                return False
            room = clear // 2 if shares else clear
            if distance(foot(u, v, middle), middle) < room:
                return False
            if not shares and hit is None and distance(foot(u, v, fourths), fourths) < room:
                return False
        return True

    def joined_to(self, start: int, landing: Landing, edge: Edge) -> int:
        """Put an edge in that landed; the node at its end. `edge` gives everything but the ends."""
        if landing.node is not None:
            node = landing.node
        elif landing.edge is not None:
            node = self.split(landing.edge, landing.at)
        else:
            node = self.node(landing.at)
        edge.u, edge.v = start, node
        self.link(edge)
        return node

"""From a web of edges to roads as a map has them: ways with a name, cut at their crossings."""

import msgspec

from tocsin.geo.growing.plane import HALF, XY, apart, distance, heading
from tocsin.geo.growing.web import Edge, Web

STRAIGHT = 560
"""An edge goes on into another where they bend by less."""


class Stroke(msgspec.Struct, frozen=True):
    """Edges that people take for one street, in order, and the nodes along it."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]


def largest_part(web: Web) -> None:
    """Take out every edge that is not joined to most of the others."""
    seen: dict[int, int] = {}
    sizes: list[int] = []
    for start in range(len(web.at)):
        if start in seen or not web.ends[start]:
            continue
        stack, number = [start], len(sizes)
        seen[start] = number
        sizes.append(0)
        while stack:
            node = stack.pop()
            sizes[number] += 1
            for to in web.ends[node]:
                if to not in seen:
                    seen[to] = number
                    stack.append(to)
    most = max(range(len(sizes)), key=lambda each: (sizes[each], -each))
    for number, edge in enumerate(web.edges):
        if edge.alive and seen[edge.u] != most:
            web.drop(number)


def strokes(web: Web) -> list[Stroke]:
    """Every edge in one stroke: at each node the straightest pairs of a kind go on as one.

    Source: R. C. Thomson, D. E. Richardson, "The 'good continuation' principle of perceptual
    organization applied to the generalization of road networks", ICC 1999.
    """
    onward: dict[tuple[int, int], int] = {}
    for node in range(len(web.at)):
        _paired(web, node, onward)
    done: set[int] = set()
    found: list[Stroke] = []
    for number, edge in enumerate(web.edges):
        if not edge.alive or number in done:
            continue
        back = _walked(web, number, edge.u, onward)
        if back[-1] == number and len(back) > 1:
            back.pop()
        first = back[-1]
        start = _outer(web, back, edge)
        chain = _walked(web, first, _other(web.edges[first], start), onward)
        if len(chain) > 1 and chain[-1] == chain[0]:
            chain.pop()
        nodes = [start]
        for each in chain:
            nodes.append(_other(web.edges[each], nodes[-1]))
        done.update(chain)
        found.append(Stroke(tuple(nodes), tuple(chain)))
    return found


def _other(edge: Edge, node: int) -> int:
    return edge.v if node == edge.u else edge.u


def _outer(web: Web, back: list[int], edge: Edge) -> int:
    """The far node of the last edge that was walked to backwards from `edge`."""
    node = edge.v
    for each in back:
        node = _other(web.edges[each], node)
    return node


def _walked(web: Web, number: int, node: int, onward: dict[tuple[int, int], int]) -> list[int]:
    """The edges from one on, leaving it at a node; ends with the first again in a circle."""
    chain = [number]
    while (to := onward.get((node, chain[-1]))) is not None:
        chain.append(to)
        if to == number:
            break
        node = _other(web.edges[to], node)
    return chain


def _paired(web: Web, node: int, onward: dict[tuple[int, int], int]) -> None:
    here = web.at[node]
    ways = []
    for to, number in web.ends[node].items():
        x, y = web.at[to]
        ways.append((heading(x - here[0], y - here[1]), number))
    pairs = []
    for at, (angle, one) in enumerate(ways):
        for other_angle, other in ways[at + 1 :]:
            a, b = web.edges[one], web.edges[other]
            bend = apart(angle, other_angle + HALF)
            same = a.kind == b.kind and a.is_link == b.is_link
            if same and bend < (STRAIGHT if len(ways) > 2 else 1_150):
                near = 0 if a.street == b.street else 60
                pairs.append((bend + near, min(one, other), max(one, other)))
    taken: set[int] = set()
    for _, one, other in sorted(pairs):
        if one not in taken and other not in taken:
            taken |= {one, other}
            onward[node, one] = other
            onward[node, other] = one


def promoted(web: Web) -> None:
    """The longest streets of a town carry more than those who live there: they get a class."""
    for stroke in strokes(web):
        first = web.edges[stroke.edges[0]]
        if first.kind != "residential":
            continue
        long = length_of(web, stroke)
        kind = "tertiary" if long > 11_000 else "unclassified" if long > 7_000 else ""
        for each in stroke.edges if kind else ():
            web.edges[each].kind = kind


def length_of(web: Web, stroke: Stroke) -> int:
    """In dm."""
    return sum(
        distance(web.at[a], web.at[b]) for a, b in zip(stroke.nodes, stroke.nodes[1:], strict=False)
    )


def runs(
    web: Web, stroke: Stroke, cuts: frozenset[int] = frozenset(), most: int = 40
) -> list[tuple[int, int]]:
    """Where a stroke is cut into ways: whenever something of it changes, at these nodes, and when
    it is long."""
    found = []
    start = 0
    for at in range(1, len(stroke.edges) + 1):
        if (
            at == len(stroke.edges)
            or at - start >= most
            or stroke.nodes[at] in cuts
            or _sign(web, stroke, at) != _sign(web, stroke, start)
        ):
            found.append((start, at))
            start = at
    return found


def _sign(web: Web, stroke: Stroke, at: int) -> tuple[object, ...]:
    """What all edges of a way have in common."""
    edge = web.edges[stroke.edges[at]]
    flow = edge.flow if edge.u == stroke.nodes[at] else -edge.flow
    return (
        edge.kind,
        edge.is_link,
        flow,
        sorted(edge.marks),
        edge.height_cm,
        edge.weight_kg,
        edge.style == "",
    )


def points_of(web: Web, nodes: tuple[int, ...]) -> list[XY]:
    """Where nodes are."""
    return [web.at[node] for node in nodes]

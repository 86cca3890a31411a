"""Where a street crosses a stream: a bridge, or on a small road a ford."""

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.meeting import Barriers, crossed
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.web import Edge, Web

HALF_SPAN = 70
FORDED = ("unclassified", "track", "residential")


def over_streams(seed: int, web: Web, brooks: Barriers) -> None:
    """Cut out the piece over the water of every edge that crosses a stream, and mark it."""
    dice = Dice(seed, "crossings")
    for number in range(len(web.edges)):
        edge = web.edges[number]
        if not edge.alive or "bridge" in edge.marks:
            continue
        a, b = web.at[edge.u], web.at[edge.v]
        hits = brooks.crossings(a, b)
        if not hits:
            continue
        mark = "ford" if edge.kind in FORDED and dice.chance(350) else "bridge"
        whole = distance(a, b)
        near = whole * hits[0][1] // hits[0][2] - HALF_SPAN
        far = whole * hits[-1][1] // hits[-1][2] + HALF_SPAN
        cut_piece(web, number, near, far, mark)


def cut_piece(web: Web, number: int, near: int, far: int, mark: str) -> Edge:
    """Mark the part of an edge between two distances from its begin; ends nearer than 4 m to a
    node are moved there."""
    edge = web.edges[number]
    a, b = web.at[edge.u], web.at[edge.v]
    whole = max(1, distance(a, b))
    u, v = edge.u, edge.v
    if near > 40:
        u = web.split(number, between(a, b, near, whole))
        number = web.ends[u][v]
    if far < whole - 40:
        node = web.split(number, between(a, b, far, whole))
        number = web.ends[u][node]
    found = web.edges[number]
    found.marks |= {mark}
    return found


def between(a: XY, b: XY, part: int, whole: int) -> XY:
    """The point so far along a line."""
    return a[0] + (b[0] - a[0]) * part // whole, a[1] + (b[1] - a[1]) * part // whole


def planar(web: Web) -> None:
    """Make a node of every place where two edges cross."""
    number = 0
    while number < len(web.edges):
        edge = web.edges[number]
        if edge.alive:
            _cut(web, number)
        number += 1


def _cut(web: Web, number: int) -> None:
    edge = web.edges[number]
    a, b = web.at[edge.u], web.at[edge.v]
    for other in web.near_edges(a, b, 0):
        cut = web.edges[other]
        if other == number or {cut.u, cut.v} & {edge.u, edge.v}:
            continue
        hit = crossed(a, b, web.at[cut.u], web.at[cut.v])
        if hit is None:
            continue
        at = between(a, b, hit[0], hit[1])
        mine = _end_near(web, edge, at)
        theirs = _end_near(web, cut, at)
        if mine is None and theirs is None:
            mine = web.split(number, at)
        elif mine is None:
            web.split(number, at, theirs)
        if theirs is None:
            web.split(other, at, mine)
        return


def _end_near(web: Web, edge: Edge, at: XY) -> int | None:
    """An end of an edge that is as good as this point."""
    for node in (edge.u, edge.v):
        if distance(web.at[node], at) < 20:
            return node
    return None

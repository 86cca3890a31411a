"""Where the largest vehicles cannot go: weak bridges, low ones, a tunnel; and where no car may."""

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.ways import Stroke, length_of, strokes
from tocsin.geo.growing.web import Web

WEAK_KG = (3_500, 7_500, 12_000)
LOW_CM = (300, 340, 380)
SMALL = ("tertiary", "unclassified", "residential", "track")
SHORTEST, LONGEST = 1_200, 5_000


def limited(seed: int, web: Web, land: Land, towns: list[Town]) -> None:
    """A tunnel through the sharpest rise of a main road; a weak and a low bridge for each two
    towns; some streets of the old middles on foot only."""
    dice = Dice(seed, "limits")
    each = strokes(web)
    _tunnelled(web, land, each)
    small = [
        edge for edge in web.edges
        if edge.alive and "bridge" in edge.marks and edge.kind in SMALL and edge.height_cm is None
    ]  # fmt: skip
    wanted = (len(towns) + 1) // 2
    for edge in dice.shuffled(small)[:wanted]:
        edge.weight_kg = dice.pick(WEAK_KG)
    tunnels = [edge for edge in web.edges if edge.alive and "tunnel" in edge.marks]
    for edge in tunnels:
        edge.height_cm = LOW_CM[-1]
    for town in towns:
        if town.people > 3_000:
            _on_foot(web, town, each)


def _tunnelled(web: Web, land: Land, each: list[Stroke]) -> None:
    best = 0
    found: tuple[int, ...] = ()
    for stroke in each:
        first = web.edges[stroke.edges[0]]
        if first.kind not in ("primary", "secondary", "tertiary") or first.is_link:
            continue
        for score, edges in _rises(web, land, stroke):
            if score > best:
                best, found = score, edges
    for number in found:
        web.edges[number].marks |= {"tunnel"}


def _rises(web: Web, land: Land, stroke: Stroke) -> list[tuple[int, tuple[int, ...]]]:
    """Parts without a crossing between their ends, by how far the land rises above them."""
    heights = [land.height_dm(web.at[node]) for node in stroke.nodes]
    found = []
    for start in range(len(stroke.edges)):
        long, top = 0, 0
        for stop in range(start, len(stroke.edges)):
            edge = web.edges[stroke.edges[stop]]
            if edge.style or edge.marks or len(web.ends[stroke.nodes[start]]) != 2:
                break
            long += distance(web.at[edge.u], web.at[edge.v])
            top = max(top, heights[stop + 1])
            if long > LONGEST or len(web.ends[stroke.nodes[stop + 1]]) != 2:
                break
            if long > SHORTEST:
                rise = top - max(heights[start], heights[stop + 1])
                found.append((rise, stroke.edges[start : stop + 1]))
    return found


def _on_foot(web: Web, town: Town, each: list[Stroke]) -> None:
    """The two or three short streets nearest to the market."""
    near = []
    for stroke in each:
        edges = [web.edges[number] for number in stroke.edges]
        if any(e.kind != "residential" or e.style != "old" or e.marks or e.flow for e in edges):
            continue
        if 700 < length_of(web, stroke) < 2_600:
            near.append((_far(web, stroke, town.middle), stroke))
    for far, stroke in sorted(near, key=lambda one: (one[0], one[1].nodes))[:3]:
        for number in stroke.edges if far < 3_500 else ():
            web.edges[number].kind = "pedestrian"


def _far(web: Web, stroke: Stroke, at: XY) -> int:
    return max(distance(web.at[node], at) for node in stroke.nodes)


def tapered(web: Web) -> None:
    """A main road that ends in the houses is no main road there: from the last crossing with
    another on, it is a street like the others."""
    for node in range(len(web.at)):
        if len(web.ends[node]) != 1:
            continue
        at = node
        while True:
            onward = [
                (to, number) for to, number in web.ends[at].items()
                if web.edges[number].kind in ("primary", "secondary", "tertiary")
            ]  # fmt: skip
            if len(onward) != 1 or not web.edges[onward[0][1]].style:
                break
            web.edges[onward[0][1]].kind = "unclassified"
            at = onward[0][0]

"""A motorway past the towns: two carriageways, bridges where roads cross it, ramps at some."""

from itertools import pairwise

import msgspec

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land, beside
from tocsin.geo.growing.meeting import Barriers, crossed, foot
from tocsin.geo.growing.plane import XY, distance
from tocsin.geo.growing.settling import Town
from tocsin.geo.growing.streams import smooth
from tocsin.geo.growing.trails import Bridge, Ground
from tocsin.geo.growing.web import Edge, Web

OFF = 130
REACH = 4
"""A ramp begins so many points (of about 100 m) before a crossing."""
APART = 16
LOW_CM = (320, 350, 380, 400)


class Ramp(msgspec.Struct, frozen=True):
    """From a point of a carriageway to a node of the streets, or back."""

    carriage: int
    point: int
    node: int
    line: tuple[XY, ...]
    is_exit: bool


class Motorway(msgspec.Struct, frozen=True):
    """The middle line, both carriageways (0: along it, 1: against it; at the ends they meet), the
    ramps, and which pieces are on a bridge over a road."""

    middle: tuple[XY, ...]
    carriages: tuple[tuple[XY, ...], tuple[XY, ...]]
    ramps: tuple[Ramp, ...]
    over: frozenset[int]


def traced(seed: int, land: Land, brooks: list[tuple[XY, ...]], towns: list[Town]) -> list[XY]:
    """The middle line from west to east, over the river where no town is; empty where there is
    no room for one."""
    dice = Dice(seed, "motorway")
    left = beside(land.river, [half + 260 for half in land.river_half])
    right = beside(land.river, [-half - 260 for half in land.river_half])

    def room(at: int) -> int:
        return min(distance(land.river[at], town.middle) - town.radius for town in towns)

    sites = [
        at for at, (_, y) in enumerate(land.river)
        if land.high * 35 // 100 < y < land.high * 88 // 100
    ]  # fmt: skip
    if len(towns) < 2 or not sites:
        return []
    at = max(sites, key=lambda one: (min(room(one), 16_000), one))
    if room(at) < 3_000:
        return []
    west, east = sorted((left[at], right[at]))
    ground = Ground(seed, land, brooks, [Bridge((west, east), None)])
    ground.over = {cell: [] for cell in ground.over}
    for town in towns:
        _kept_off(ground, town)
    start = ground.cell((0, min(land.high - 9_000, west[1] + dice.between(-20_000, 20_000))))
    goal = ground.cell((land.wide, min(land.high - 9_000, east[1] + dice.between(-20_000, 20_000))))
    one = ground.way(start, {ground.cell(west)})
    other = ground.way(ground.cell(east), {goal})
    if not one or not other:
        return []
    path = [*one[:-3:9], *other[4:-6:9], other[-1]]
    points = [(c * 1_000 + 500, r * 1_000 + 500) for r, c in path]
    cut = len(one[:-3:9])
    bend = [*points[:cut], west, east, *points[cut:]]
    return _even(smooth(bend, 4))


def _kept_off(ground: Ground, town: Town) -> None:
    row, column = ground.cell(town.middle)
    reach = town.radius * 12 // 10 // 1_000 + 4
    for r in range(max(0, row - reach), min(ground.rows, row + reach + 1)):
        for c in range(max(0, column - reach), min(ground.columns, column + reach + 1)):
            if (r - row) ** 2 + (c - column) ** 2 <= reach * reach:
                ground.cost[r][c] += 900


def _even(points: list[XY]) -> list[XY]:
    """A point about every 100 m."""
    found = [points[0]]
    for a, b in pairwise(points):
        far = distance(found[-1], b)
        if far < 900:
            continue
        steps = max(1, far // 1_100)
        a = found[-1]
        found += [
            (a[0] + (b[0] - a[0]) * step // steps, a[1] + (b[1] - a[1]) * step // steps)
            for step in range(1, steps + 1)
        ]
    return found


def built(seed: int, web: Web, line: list[XY], shores: Barriers) -> Motorway | None:
    """Lay it over the main roads: roads that cross it become bridges, or low ones under it."""
    if len(line) < 40:
        return None
    dice = Dice(seed, "ramps")
    off = [0, *[OFF] * (len(line) - 2), 0]
    carriages = (tuple(beside(line, [-each for each in off])), tuple(beside(line, off)))
    over: set[int] = set()
    ramps: list[Ramp] = []
    last = -APART
    for number, point in _crossings(web, line):
        edge = web.edges[number]
        if edge.kind in ("tertiary", "unclassified") and dice.chance(500):
            edge.height_cm = dice.pick(LOW_CM)
            over.update((point, max(0, point - 1)))
        else:
            edge.marks |= {"bridge"}
        wide = edge.kind in ("primary", "secondary")
        if wide and point - last >= APART and REACH < point < len(line) - REACH - 1:
            found = _ramps(web, number, line, carriages, point, shores)
            if found:
                ramps += found
                last = point
    if not ramps:
        return None
    return Motorway(tuple(line), carriages, tuple(ramps), frozenset(over))


def _crossings(web: Web, line: list[XY]) -> list[tuple[int, int]]:
    """(edge, place along the line) of every road that crosses either carriageway."""
    found = []
    for point, (a, b) in enumerate(pairwise(line)):
        for number in web.near_edges(a, b, 2 * OFF):
            edge = web.edges[number]
            u, v = web.at[edge.u], web.at[edge.v]
            near = min(distance(foot(a, b, each), each) for each in (u, v))
            if crossed(a, b, u, v) is not None or near <= OFF + 40:
                found.append((number, point))
    return sorted(set(found), key=lambda each: (each[1], each[0]))


def _ramps(
    web: Web, number: int, line: list[XY], carriages: tuple[tuple[XY, ...], tuple[XY, ...]],
    point: int, shores: Barriers,
) -> list[Ramp]:  # fmt: skip
    """Four ramps of a diamond; none where there is no room."""
    edge = web.edges[number]
    a, b = line[point], line[point + 1]
    ends = {}
    for node, back in ((edge.u, edge.v), (edge.v, edge.u)):
        found = _walked(web, node, back, a, b)
        if found is None:
            return []
        x, y = web.at[found]
        ends[(b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) > 0] = found
    if len(ends) < 2:
        return []
    ramps = []
    for carriage, is_left in ((0, False), (1, True)):
        node = ends[is_left]
        for at, is_exit in ((point - REACH, carriage == 0), (point + 1 + REACH, carriage == 1)):
            inner = at + 2 if at < point else at - 2
            start = carriages[carriage][at]
            x, y = carriages[carriage][inner]
            side = line[inner]
            bow = (x + (x - side[0]) * 22 // 10, y + (y - side[1]) * 22 // 10)
            curve = tuple(smooth([start, bow, web.at[node]], 2))
            if _hits(web, curve, node, shores):
                return []
            ramps.append(Ramp(carriage, at, node, curve, is_exit))
    return ramps


def _walked(web: Web, node: int, back: int, a: XY, b: XY) -> int | None:
    """Along a road away from the motorway to a node that is 90 m off."""
    for _ in range(9):
        if distance(foot(a, b, web.at[node]), web.at[node]) > 900:
            return node if len(web.ends[node]) == 2 else None
        onward = [to for to in web.ends[node] if to != back]
        if len(onward) != 1:
            return None
        back, node = node, onward[0]
    return None


def _hits(web: Web, curve: tuple[XY, ...], node: int, shores: Barriers) -> bool:
    for a, b in pairwise(curve):
        if shores.crossings(a, b):
            return True
        for each in web.near_edges(a, b, 0):
            edge = web.edges[each]
            if node in (edge.u, edge.v):
                continue
            if crossed(a, b, web.at[edge.u], web.at[edge.v]) is not None:
                return True
    return False


def joined(web: Web, road: Motorway, banks: Barriers, street: int) -> None:
    """Put the finished motorway into the web of streets, where these are still there."""
    if any(not web.ends[ramp.node] for ramp in road.ramps):
        return
    ends = [web.node(road.middle[0]), web.node(road.middle[-1])]
    rows: list[list[int]] = []
    for carriage, line in enumerate(road.carriages):
        nodes = [ends[0], *(web.node(at) for at in line[1:-1]), ends[1]]
        rows.append(nodes)
        for at, (u, v) in enumerate(pairwise(nodes)):
            is_over = at in road.over or _is_wet(web.at[u], web.at[v], banks)
            marks = frozenset({"bridge"}) if is_over else frozenset[str]()
            flow = 1 if carriage == 0 else -1
            web.link(Edge(u, v, "motorway", "", street + carriage, flow=flow, marks=marks))
    for number, ramp in enumerate(road.ramps):
        nodes = [
            rows[ramp.carriage][ramp.point],
            *(web.node(at) for at in ramp.line[1:-1]),
            ramp.node,
        ]
        for u, v in pairwise(nodes):
            flow = 1 if ramp.is_exit else -1
            web.link(Edge(u, v, "motorway", "", street + 2 + number, is_link=True, flow=flow))


def _is_wet(a: XY, b: XY, banks: Barriers) -> bool:
    """Whether a piece runs over the river: a bank is crossed, or near its middle."""
    middle = ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2)
    return bool(banks.crossings(a, b)) or banks.near(middle, 400)


def shadow(road: Motorway) -> list[tuple[XY, ...]]:
    """Every line of it: nothing may be built across."""
    return [*road.carriages, *(ramp.line for ramp in road.ramps)]

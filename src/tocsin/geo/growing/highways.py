"""The main roads: from town to town, over the bridges, round the larger towns, to every village.

Each is the cheapest way over a grid of 100 m: climbing costs, streams cost, a road that is there
costs less, the river is crossed at its bridges only.
"""

import msgspec

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import Land, beside
from tocsin.geo.growing.plane import TURN, XY, ahead, distance
from tocsin.geo.growing.settling import Town, Village
from tocsin.geo.growing.streams import smooth
from tocsin.geo.growing.trails import BIG, BLOCKED, Bridge, Cell, Ground

RANKS = ("primary", "secondary", "tertiary", "unclassified")


class Stretch(msgspec.Struct, frozen=True):
    """A road's line between two places where roads meet."""

    rank: str
    points: tuple[XY, ...]
    is_bridge: bool


def bridges(seed: int, land: Land, towns: list[Town]) -> list[Bridge]:
    """One to three in a town on the river, and one in each long stretch without."""
    dice = Dice(seed, "bridges")
    left = beside(land.river, [half + 260 for half in land.river_half])
    right = beside(land.river, [-half - 260 for half in land.river_half])
    sites: list[tuple[int, int | None]] = []
    last = len(land.river) - 1
    inside = [
        at for at, spot in enumerate(land.river)
        if 3_000 < spot[1] < land.high - 6_000 and land.heights[land.cell(spot)] > 0
        and at < last - 30
    ]  # fmt: skip
    for town in towns:
        near = min(inside, key=lambda at: (distance(land.river[at], town.middle), at))
        if distance(land.river[near], town.middle) > town.radius:
            continue
        wanted = 3 if town.people > 30_000 else 2 if town.people > 12_000 else 1
        gap = max(14, town.radius * 6 // 10 // 400)
        for at in (near, near + gap + dice.between(-3, 3), near - gap - dice.between(-3, 3))[
            :wanted
        ]:
            if inside[0] <= at <= inside[-1]:
                sites.append((at, town.rank))
    for at in range(inside[0] + 30, inside[-1] - 30, 10):
        if all(abs(at - other) > 110 for other, _ in sites):
            sites.append((at, None))
    return [Bridge((left[at], right[at]), town) for at, town in sorted(sites, key=lambda e: e[0])]


def highways(
    seed: int, land: Land, brooks: list[tuple[XY, ...]], towns: list[Town],
    small: list[Village], spans: list[Bridge],
) -> list[Stretch]:  # fmt: skip
    """All main roads, cut where they meet."""
    ground = Ground(seed, land, brooks, spans)
    dice = Dice(seed, "highways")
    homes = [ground.cell(town.middle) for town in towns]
    for town, home in zip(towns, homes, strict=True):
        ground.spots[home] = town.middle
        ground.cost[home[0]][home[1]] = 0
    _between_towns(ground, towns, homes)
    for at in _exits(land, dice):
        goal = ground.cell(at)
        ground.build(ground.way(goal, set(homes) | ground.built), 0)
    for span in spans:
        if span.town is not None:
            ground.open_bridge(span, {homes[span.town]}, 1)
    for town, home in zip(towns, homes, strict=True):
        _rings(ground, land, town, home)
    for village in small:
        cell = ground.cell(village.middle)
        if ground.cost[cell[0]][cell[1]] < BLOCKED:
            ground.spots.setdefault(cell, village.middle)
            ground.build(ground.way(cell, set(ground.built)), 2)
    for span in spans:
        if span.town is None:
            ground.open_bridge(span, set(), 2)
    return _stretches(ground, spans)


def _between_towns(ground: Ground, towns: list[Town], homes: list[Cell]) -> None:
    """The shortest tree over all towns as primary roads, and the next best ties as secondary."""
    pairs = sorted(
        (distance(a.middle, b.middle), a.rank, b.rank)
        for a in towns for b in towns if a.rank < b.rank
    )  # fmt: skip
    group = list(range(len(towns)))
    extra = max(1, len(towns) // 2)
    for _, one, other in pairs:
        if group[one] != group[other]:
            ground.build(ground.way(homes[one], {homes[other]}), 0)
            old = group[other]
            group = [group[one] if each == old else each for each in group]
        elif extra:
            extra -= 1
            ground.build(ground.way(homes[one], {homes[other]}), 1)


def _exits(land: Land, dice: Dice) -> list[XY]:
    """Where roads leave the region: west, east and north."""
    return [
        (600, land.high * dice.between(45, 80) // 100),
        (land.wide - 600, land.high * dice.between(40, 80) // 100),
        (land.wide * dice.between(15, 40) // 100, land.high - 600),
        (land.wide * dice.between(60, 85) // 100, land.high - 600),
    ]


def _rings(ground: Ground, land: Land, town: Town, home: Cell) -> None:
    """Roads out of a town in every direction, and a road round its middle where it is large."""
    spokes = 9 if town.people > 25_000 else 7 if town.people > 8_000 else 5
    far = town.radius * 10 // 10
    ring: list[Cell] = []
    for spoke in range(spokes):
        angle = TURN * spoke // spokes + town.middle[0] % 400
        tip = ground.cell(ahead(town.middle, angle, far))
        if ground.cost[tip[0]][tip[1]] < BLOCKED and land.heights[tip[0] * BIG, tip[1] * BIG] > 10:
            ground.build(ground.way(tip, {home} | ground.built), 1 if spoke % 2 else 2)
        ring.append(ground.cell(ahead(town.middle, angle, far * 56 // 100)))
    if town.people < 8_000:
        return
    for one, other in zip(ring, ring[1:] + ring[:1], strict=True):
        if all(ground.cost[r][c] < BLOCKED for r, c in (one, other)):
            path = ground.way(one, {other})
            if len(path) < 3 * (abs(one[0] - other[0]) + abs(one[1] - other[1])):
                ground.build(path, 1 if town.people > 25_000 else 2)


def _stretches(ground: Ground, spans: list[Bridge]) -> list[Stretch]:
    """The roads between the cells where they meet, as smooth lines."""
    ends: dict[Cell, list[Cell]] = {}
    for one, other in sorted(ground.used):
        ends.setdefault(one, []).append(other)
        ends.setdefault(other, []).append(one)
    across = {frozenset(ground.cell(e) for e in span.ends) for span in spans}
    fixed = {cell for cell in ends if len(ends[cell]) != 2 or cell in ground.spots}
    done: set[tuple[Cell, Cell]] = set()
    found: list[Stretch] = []
    for start in sorted(fixed):
        for following in sorted(ends[start]):
            if (start, following) in done:
                continue
            path = [start, following]
            while path[-1] not in fixed:
                one, other = ends[path[-1]]
                path.append(other if one == path[-2] else one)
            done |= {(path[0], path[1]), (path[-1], path[-2])}
            pair = min(path[0], path[1]), max(path[0], path[1])
            is_bridge = len(path) == 2 and frozenset(path) in across
            rank = RANKS[ground.used[pair]]
            found.append(Stretch(rank, tuple(_drawn(ground, path, is_bridge=is_bridge)), is_bridge))
    return found


def _drawn(ground: Ground, path: list[Cell], *, is_bridge: bool) -> list[XY]:
    """A smooth line through cells; the steps themselves where it would cut through the river."""
    points = [ground.spot(cell) for cell in path]
    thin = [points[0], *points[2:-2:3], points[-1]] if len(points) > 5 else points
    fine = smooth(thin, 2) if len(thin) > 2 else thin
    return points if not is_bridge and ground.is_wet(fine) else fine

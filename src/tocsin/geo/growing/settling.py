"""Where the towns lie, how big and how well off each is, and which cells each has built up.

Sizes fall with rank (G. K. Zipf, "Human Behavior and the Principle of Least Effort", 1949).
"""

import msgspec
import numpy as np

from tocsin.geo.growing.dice import Dice, shares
from tocsin.geo.growing.land import CELL, Land, distances, roots, slope_of
from tocsin.geo.growing.noise import Grid, layered
from tocsin.geo.growing.plane import XY, distance

PER_CELL = 8
"""People on a built-up cell of 50 m: 3,200 on a km²."""
RURAL_PERMILLE = 60


class Town(msgspec.Struct, frozen=True):
    """`rank` 0 is the largest. `wealth` from 0 (poor) to 9. `radius` is that of a disc as large
    as its built-up part. `people` are those who live in it, not in the country around."""

    rank: int
    middle: XY
    people: int
    radius: int
    wealth: int
    tongue: str


class Village(msgspec.Struct, frozen=True):
    """A small place in the country."""

    middle: XY
    people: int
    kind: str


def sized(seed: int, towns: int, people: int) -> list[int]:
    """How many people live in each town, the largest first."""
    dice = Dice(seed, "sizes")
    weights = [
        1_000_000 // ((at + 1) * 100 - at * 12) + dice.between(0, 900) for at in range(towns)
    ]
    return shares(people - people * RURAL_PERMILLE // 1_000, sorted(weights, reverse=True))


def radius_of(people: int) -> int:
    """That of a disc on which so many live."""
    return int(roots(np.array([people * CELL * CELL // PER_CELL * 318 // 1_000]))[0])


def settled(seed: int, land: Land, people: list[int], tongues: tuple[str, ...]) -> list[Town]:
    """A place for each: flat, by the water, far enough from the others."""
    dice = Dice(seed, "towns")
    to_sea = distances(land.coast, *land.heights.shape)
    steep = slope_of(land.heights)
    wealth = dice.shuffled([2, 7, 4, 8, 3, 6, 5, 1, 9, 5, 3, 6])
    found: list[Town] = []
    for rank, number in enumerate(people):
        radius = radius_of(number)
        by = "sea" if rank == 2 or (rank > 4 and dice.chance(300)) else "river"
        if rank in (3, 4) and dice.chance(600):
            by = "land"
        score = _liking(by, land, to_sea, steep, layered_choice(seed, rank, land))
        margin = radius * 13 // 10 // CELL + 14
        score[:margin] = score[-margin:] = -(10**6)
        score[:, :margin] = score[:, -margin:] = -(10**6)
        for town in found:
            _kept_away(score, town, radius)
        at = int(np.argmax(score))
        row, column = divmod(at, score.shape[1])
        middle = (column * CELL + CELL // 2, row * CELL + CELL // 2)
        found.append(Town(rank, middle, number, radius, wealth[rank], tongues[rank % len(tongues)]))
    return found


def layered_choice(seed: int, rank: int, land: Land) -> Grid:
    """Chance, so that places that are equally good are not taken from one corner on."""
    rows, columns = land.heights.shape
    ys, xs = np.meshgrid(np.arange(rows) * CELL, np.arange(columns) * CELL, indexing="ij")
    found: Grid = layered(xs, ys, 40_000, 2, seed, f"choice/{rank}") // 120
    return found


def _liking(by: str, land: Land, to_sea: Grid, steep: Grid, chance: Grid) -> Grid:
    """How good each cell is for the middle of a town."""
    wanted = {
        "river": -np.abs(land.to_river - 2_600) // 12,
        "sea": -np.abs(to_sea - 4_500) // 12 + np.minimum(land.to_river, 30_000) // 60,
        "land": np.minimum(land.to_river, 34_000) // 50 + np.minimum(to_sea, 30_000) // 60,
    }[by]
    score: Grid = wanted + chance - steep * 6 - land.heights // 3
    score[(land.heights < 15) | (land.to_river < 1_700)] = -(10**6)
    return score


def _kept_away(score: Grid, town: Town, radius: int) -> None:
    rows, columns = score.shape
    dy = np.arange(rows)[:, None] * CELL - town.middle[1]
    dx = np.arange(columns)[None, :] * CELL - town.middle[0]
    far = roots(dy * dy + dx * dx)
    least = (town.radius + radius) * 13 // 10 + 14_000
    score -= np.where(far < least, 400_000 + (least - far), np.clip(far - least, 0, 60_000) // 300)


def villages(seed: int, land: Land, towns: list[Town], people: int) -> list[Village]:
    """Small places between the towns, that share the people who live in none."""
    dice = Dice(seed, "villages")
    found: list[tuple[XY, int]] = []
    wanted = max(3, people // 260)
    for _ in range(wanted * 60):
        at = (dice.between(9_000, land.wide - 9_000), dice.between(9_000, land.high - 9_000))
        row, column = land.cell(at)
        if land.heights[row, column] < 12 or land.to_river[row, column] < 1_500:
            continue
        if any(distance(at, each.middle) < each.radius * 14 // 10 + 9_000 for each in towns):
            continue
        if any(distance(at, each) < 16_000 for each, _ in found):
            continue
        found.append((at, dice.between(60, 480)))
        if len(found) == wanted:
            break
    parts = shares(people, [weight for _, weight in found])
    return [
        Village(at, number, "village" if number >= 150 else "hamlet")
        for (at, _), number in zip(found, parts, strict=True)
    ]


def built_up(
    seed: int, land: Land, towns: list[Town], small: list[Village], to_road: Grid, to_fast: Grid
) -> Grid:
    """For each cell the number of the place it is built up by (towns from 1, then villages; 0:
    none).

    Each place takes the cells it likes best, as many as its people need: near the middle, by the
    main roads, neither steep nor in the flood plain.
    """
    rows, columns = land.heights.shape
    ys, xs = np.meshgrid(
        np.arange(rows) * CELL + CELL // 2, np.arange(columns) * CELL + CELL // 2, indexing="ij"
    )
    steep = slope_of(land.heights)
    bumps = layered(xs, ys, 14_000, 3, seed, "growth") - 32_768
    no = (land.heights < 14) | (land.to_river < 700) | (to_fast < 1_400)
    low = (land.to_river < 3_000) & (land.heights < land.to_river // 60 + 14)
    owner = np.zeros((rows, columns), dtype=np.int64)
    places = [(e.middle, e.people, e.radius) for e in towns]
    places += [(e.middle, e.people, max(1_500, radius_of(e.people))) for e in small]
    for number, (middle, people, radius) in enumerate(places, 1):
        far = roots((ys - middle[1]) ** 2 + (xs - middle[0]) ** 2)
        away = far + bumps * min(radius, 14_000) // 70_000 + steep * 40
        away += np.minimum(to_road, 12_000) * 2 // 5 + np.where(low & (far > radius // 3), 6_000, 0)
        away = np.where(no | (owner > 0) | (far > 3 * radius + 3_000), 10**9, away)
        cells = max(6, people // PER_CELL)
        limit = int(np.partition(away, min(cells, away.size - 1), axis=None)[cells])
        owner[(away <= limit) & (away < 10**9)] = number
    return owner

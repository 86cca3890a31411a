"""The lie of the land: a coast, a river with its valley, hills; on a grid of cells of 50 m.

The sea is in the south; the plane is turned when it is laid on the Earth. The river is the
sine-generated curve of W. B. Langbein and L. B. Leopold, "River meanders", USGS Professional Paper
422-H, 1966, with a swing under a quarter turn, so that it never crosses itself.
"""

from math import isqrt

import msgspec
import numpy as np

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.noise import Grid, layered
from tocsin.geo.growing.plane import QUARTER, TURN, UNIT, XY, ahead, sine

CELL = 500
STEP = 400
SEA_DM = -20


class Land(msgspec.Struct, frozen=True):
    """`river` runs from the hills to the sea, with its half width at each point; `coast` from
    west to east. Grids are [row, column] from the south-west."""

    wide: int
    high: int
    coast: tuple[XY, ...]
    river: tuple[XY, ...]
    river_half: tuple[int, ...]
    heights: Grid
    to_river: Grid
    is_sea: Grid
    lake: tuple[XY, ...] = ()

    def cell(self, at: XY) -> tuple[int, int]:
        """Row and column of a point; the nearest one outside of the grid."""
        rows, columns = self.heights.shape
        return min(max(at[1] // CELL, 0), rows - 1), min(max(at[0] // CELL, 0), columns - 1)

    def height_dm(self, at: XY) -> int:
        """How high the land is, between the middles of four cells."""
        rows, columns = self.heights.shape
        x = min(max(at[0] - CELL // 2, 0), (columns - 1) * CELL - 1)
        y = min(max(at[1] - CELL // 2, 0), (rows - 1) * CELL - 1)
        column, fx = divmod(x, CELL)
        row, fy = divmod(y, CELL)
        (a, b), (c, d) = self.heights[row : row + 2, column : column + 2].tolist()
        low, high = a * (CELL - fx) + b * fx, c * (CELL - fx) + d * fx
        return int((low * (CELL - fy) + high * fy) // (CELL * CELL))


def shaped(seed: int, wide: int, high: int) -> Land:
    """A land of this size in dm."""
    coast = _coast(seed, wide, high)
    river, half = _river(seed, wide, high, coast)
    rows, columns = high // CELL, wide // CELL
    ys, xs = np.meshgrid(
        np.arange(rows, dtype=np.int64) * CELL + CELL // 2,
        np.arange(columns, dtype=np.int64) * CELL + CELL // 2,
        indexing="ij",
    )
    shore = np.array([_coast_at(coast, int(x)) for x in xs[0].tolist()], dtype=np.int64)
    inland = ys - shore[None, :]
    to_river = distances(river[::3], rows, columns)
    level = np.clip(inland, 0, None) * 12 // 5_000
    hills = layered(xs, ys, 32_000, 5, seed, "hills")
    hills = np.clip(hills - 14_000, 0, None) ** 2 // 900_000
    ramp = np.clip((to_river - 2_800) * 1024 // 22_000, 0, 1024)
    ramp = ramp * np.clip(inland * 1024 // 14_000, 60, 1024) // 1024
    heights = level + 25 + hills * ramp // 1024 + layered(xs, ys, 6_000, 2, seed, "bumps") // 2_600
    heights = np.where(inland < 0, np.clip(inland // 60, -400, SEA_DM), heights)
    return Land(wide, high, coast, river, half, heights, to_river, (inland < 0).astype(np.int64))


def _coast(seed: int, wide: int, high: int) -> tuple[XY, ...]:
    """The shore, a point every 40 m; beyond both edges of the land."""
    xs = np.arange(-20 * STEP, wide + 20 * STEP, STEP, dtype=np.int64)
    flat = np.zeros_like(xs)
    swing = min(high // 5, 26_000)
    big = layered(xs, flat, 70_000, 3, seed, "coast") - 32_768
    fine = layered(xs, flat, 9_000, 4, seed, "shore") - 32_768
    ys = high // 6 + big * swing // 32_768 + fine * 2_200 // 32_768
    return tuple(zip(xs.tolist(), np.clip(ys, 2_500, None).tolist(), strict=True))


def _coast_at(coast: tuple[XY, ...], x: int) -> int:
    """How far north the shore is at an x."""
    at = min(max((x - coast[0][0]) // STEP, 0), len(coast) - 2)
    (ax, ay), (_, by) = coast[at], coast[at + 1]
    return ay + (by - ay) * (x - ax) // STEP


def _river(
    seed: int, wide: int, high: int, coast: tuple[XY, ...]
) -> tuple[tuple[XY, ...], tuple[int, ...]]:
    """From beyond the northern edge to a point in the sea, a point every 40 m."""
    dice = Dice(seed, "river")
    at = (wide * dice.between(35, 65) // 100, high + 4_000)
    points, phase, drift = [at], dice.below(TURN), 0
    swing, pace = 380, 60
    while at[1] > _coast_at(coast, at[0]) - 3_500 and at[1] > 400:
        if len(points) % 40 == 0:
            swing, pace = dice.between(200, 700), dice.between(40, 85)
        off = (at[0] - wide // 2) * 900 // wide
        drift += dice.between(-8, 8) - (drift + off) // 40
        near = at[1] - _coast_at(coast, at[0])
        bend = swing * sine(phase) // UNIT if near > 9_000 else swing * sine(phase) // UNIT // 3
        turned = min(max(bend + drift, -QUARTER * 4 // 5), QUARTER * 4 // 5)
        at = ahead(at, -QUARTER + turned, STEP)
        phase += pace
        points.append(at)
    length = len(points)
    half = tuple(
        140 + 330 * place // length + max(0, 60 - (length - place)) ** 2 // 4
        for place in range(length)
    )
    return tuple(points), half


def distances(points: tuple[XY, ...] | list[XY], rows: int, columns: int) -> Grid:
    """How far the middle of each cell is from the nearest of these points, in dm; at most 4 km."""
    reach = 80
    best = np.full((rows, columns), (reach * CELL) ** 2, dtype=np.int64)
    for x, y in points:
        row, column = y // CELL, x // CELL
        south, north = max(0, row - reach), min(rows, row + reach + 1)
        west, east = max(0, column - reach), min(columns, column + reach + 1)
        if south >= north or west >= east:
            continue
        dy = np.arange(south, north, dtype=np.int64) * CELL + CELL // 2 - y
        dx = np.arange(west, east, dtype=np.int64) * CELL + CELL // 2 - x
        box = best[south:north, west:east]
        np.minimum(box, dy[:, None] ** 2 + dx[None, :] ** 2, out=box)
    return roots(best)


def roots(squares: Grid) -> Grid:
    """Whole square roots, rounded down; exact under 2^52."""
    found = np.sqrt(squares.astype(np.float64)).astype(np.int64)
    return np.where(found * found > squares, found - 1, found)


def beside(line: tuple[XY, ...] | list[XY], off: list[int]) -> list[XY]:
    """The line that runs so far to the left of each point of another."""
    found = []
    last = len(line) - 1
    for at, (x, y) in enumerate(line):
        (ax, ay), (bx, by) = line[max(0, at - 1)], line[min(last, at + 1)]
        dx, dy = bx - ax, by - ay
        long = isqrt(dx * dx + dy * dy) or 1
        found.append((x - dy * off[at] // long, y + dx * off[at] // long))
    return found


def slope_of(heights: Grid) -> Grid:
    """How steep each cell is, in dm over 100 m."""
    steep = np.zeros_like(heights)
    steep[1:-1, 1:-1] = np.maximum(
        np.abs(heights[2:, 1:-1] - heights[:-2, 1:-1]),
        np.abs(heights[1:-1, 2:] - heights[1:-1, :-2]),
    )
    return steep

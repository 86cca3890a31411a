"""Streams: where the rain of a land runs together on its way to the river or the sea.

Source: R. Barnes, C. Lehman, D. Mulla, "Priority-flood", Computers & Geosciences 62, 2014,
algorithm 1, whose order of visits is also the way of the water.
"""

import heapq
from itertools import pairwise

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import CELL, Land
from tocsin.geo.growing.plane import XY

COARSE = 3
SPOUT = 190
"""Cells of 150 m that must drain through one before it is a stream."""
AROUND = ((-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1))

Cell = tuple[int, int]


def streams(seed: int, land: Land) -> list[tuple[XY, ...]]:
    """Each from its source to where it ends, the longest first; none starts in the sea."""
    down, order = _drained(land)
    weight: dict[Cell, int] = dict.fromkeys(order, 1)
    for cell in reversed(order):
        below = down[cell]
        if below is not None:
            weight[below] += weight[cell]
    wet = [each for each in order if down[each] is not None and weight[each] >= SPOUT]
    fed = {down[each] for each in wet}
    paths: list[list[Cell]] = []
    taken: set[Cell] = set()
    for source in sorted((e for e in wet if e not in fed), key=lambda e: (-_length(e, down), e)):
        path = [source]
        while path[-1] not in taken and (below := down[path[-1]]) is not None:
            taken.add(path[-1])
            path.append(below)
        if len(path) >= 6:
            paths.append(path)
    dice = Dice(seed, "streams")
    jolts: dict[Cell, XY] = {}
    for path in paths:
        for cell in path:
            if cell not in jolts:
                jolts[cell] = (dice.between(-500, 500), dice.between(-500, 500))
    return [_drawn(path, jolts, land) for path in paths]


def _length(cell: Cell, down: dict[Cell, Cell | None]) -> int:
    steps, at = 0, down[cell]
    while at is not None:
        steps, at = steps + 1, down[at]
    return steps


def _drained(land: Land) -> tuple[dict[Cell, Cell | None], list[Cell]]:
    """Where the water of each cell goes, and the cells from the outlets upwards."""
    heights = land.heights[COARSE // 2 :: COARSE, COARSE // 2 :: COARSE].tolist()
    to_river = land.to_river[COARSE // 2 :: COARSE, COARSE // 2 :: COARSE].tolist()
    rows, columns = len(heights), len(heights[0])
    down: dict[Cell, Cell | None] = {}
    queue: list[tuple[int, int, Cell]] = []
    for row in range(rows):
        for column in range(columns):
            if heights[row][column] < 0 or to_river[row][column] < CELL * COARSE:
                down[row, column] = None
                queue.append((heights[row][column], len(queue), (row, column)))
    heapq.heapify(queue)
    order: list[Cell] = []
    count = len(queue)
    while queue:
        level, _, cell = heapq.heappop(queue)
        order.append(cell)
        for dr, dc in AROUND:
            to = (cell[0] + dr, cell[1] + dc)
            if to in down or not (0 <= to[0] < rows and 0 <= to[1] < columns):
                continue
            down[to] = cell
            count += 1
            heapq.heappush(queue, (max(level, heights[to[0]][to[1]]), count, to))
    return down, order


def _drawn(path: list[Cell], jolts: dict[Cell, XY], land: Land) -> tuple[XY, ...]:
    """A smooth line through the cells of a path, to the middle of the river where it ends there."""
    size = CELL * COARSE
    points = [
        (column * size + size // 2 + jolts[row, column][0],
         row * size + size // 2 + jolts[row, column][1])
        for row, column in path
    ]  # fmt: skip
    last = points[-1]
    nearest = min(land.river, key=lambda e: ((e[0] - last[0]) ** 2 + (e[1] - last[1]) ** 2, e))
    if (nearest[0] - last[0]) ** 2 + (nearest[1] - last[1]) ** 2 < (2 * size) ** 2:
        points[-1] = nearest
    return tuple(smooth(points, 2))


def smooth(points: list[XY], times: int) -> list[XY]:
    """Corners cut off, ends kept. Source: G. Chaikin, CGIP 3, 1974."""
    for _ in range(times):
        if len(points) < 3:
            return points
        found = [points[0]]
        for (ax, ay), (bx, by) in pairwise(points):
            found += [
                ((3 * ax + bx) // 4, (3 * ay + by) // 4),
                ((ax + 3 * bx) // 4, (ay + 3 * by) // 4),
            ]
        found[1] = points[0]
        found[-1] = points[-1]
        points = found[1:]
    return points

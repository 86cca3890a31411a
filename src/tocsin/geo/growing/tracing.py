"""From a grid of labels to areas whose borders are shared to the last point.

Each border between two labels is walked once, smoothed once, and used by both.
"""

import msgspec
import numpy as np

from tocsin.geo.growing.noise import Grid
from tocsin.geo.growing.plane import XY

Corner = tuple[int, int]
"""Row and column of a corner of cells."""


class Arc(msgspec.Struct, frozen=True):
    """A border from one place where borders meet to another, with the label on each side."""

    left: int
    right: int
    points: tuple[XY, ...]


def arcs(labels: Grid, size: int, smoothing: int = 3) -> list[Arc]:
    """All borders of a grid; what lies beyond its edge has label 0."""
    grid = np.pad(labels, 1)
    ahead = _steps(grid)
    meets = {at for at, ways in ahead.items() if len(ways) != 1 or _arrivals(grid, at) != 1}
    found: list[Arc] = []
    done: set[tuple[Corner, Corner]] = set()
    for start in [*sorted(meets), *sorted(set(ahead) - meets)]:
        for following, left, right in ahead[start]:
            if (start, following) in done:
                continue
            path = [start, following]
            done.add((start, following))
            while path[-1] not in meets and path[-1] != start:
                to = ahead[path[-1]][0][0]
                done.add((path[-1], to))
                path.append(to)
            points = [((c - 1) * size, (r - 1) * size) for r, c in path]
            found.append(Arc(left, right, tuple(_smoothed(points, smoothing))))
    return found


def _steps(grid: Grid) -> dict[Corner, list[tuple[Corner, int, int]]]:
    """From each corner the steps along a border, with the higher label on the left."""
    ahead: dict[Corner, list[tuple[Corner, int, int]]] = {}
    rows, columns = np.nonzero(grid[:, 1:] != grid[:, :-1])
    for r, c in zip(rows.tolist(), columns.tolist(), strict=True):
        west, east = int(grid[r, c]), int(grid[r, c + 1])
        low, high = (r, c + 1), (r + 1, c + 1)
        if west > east:
            ahead.setdefault(low, []).append((high, west, east))
        else:
            ahead.setdefault(high, []).append((low, east, west))
    rows, columns = np.nonzero(grid[1:] != grid[:-1])
    for r, c in zip(rows.tolist(), columns.tolist(), strict=True):
        south, north = int(grid[r, c]), int(grid[r + 1, c])
        west_end, east_end = (r + 1, c), (r + 1, c + 1)
        if north > south:
            ahead.setdefault(west_end, []).append((east_end, north, south))
        else:
            ahead.setdefault(east_end, []).append((west_end, south, north))
    for each in list(ahead.values()):
        for to, _, _ in each:
            ahead.setdefault(to, [])
    return ahead


def _arrivals(grid: Grid, at: Corner) -> int:
    """How many borders of two labels arrive at a corner; 1 where one passes through."""
    r, c = at
    around = {int(grid[y, x]) for y in (r - 1, r) for x in (c - 1, c)}
    if len(around) > 2:
        return 2
    checkered = grid[r - 1, c - 1] == grid[r, c] and grid[r - 1, c] == grid[r, c - 1]
    return 2 if checkered else 1


def _smoothed(points: list[XY], times: int) -> list[XY]:
    """Steps worn down, in eighths of a dm so that rounding does not add up; ends kept, and the
    whole of a ring but its first point."""
    fine = [(x * 8, y * 8) for x, y in points]
    for _ in range(times if len(points) > 2 else 0):
        inner = [
            ((ax + 2 * bx + cx) // 4, (ay + 2 * by + cy) // 4)
            for (ax, ay), (bx, by), (cx, cy) in zip(fine, fine[1:], fine[2:], strict=False)
        ]
        fine = [fine[0], *inner, fine[-1]]
    found: list[XY] = []
    for x, y in fine:
        spot = ((x + 4) // 8, (y + 4) // 8)
        if not found or found[-1] != spot:
            found.append(spot)
    return _straightened(found)


def _straightened(points: list[XY]) -> list[XY]:
    """Without points that lie on the line between their neighbours, within 2 dm."""
    found = [points[0]]
    for at in range(1, len(points) - 1):
        (ax, ay), (bx, by), (cx, cy) = found[-1], points[at], points[at + 1]
        cross = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(cross) > 2 * (abs(cx - ax) + abs(cy - ay)):
            found.append(points[at])
    return [*found, points[-1]]


def areas(borders: list[Arc], labels: dict[int, int]) -> dict[int, list[list[XY]]]:
    """For each group the rings around its labels. `labels` says to which group a label belongs;
    what is not in it belongs to none (0)."""
    chains: dict[int, list[tuple[XY, ...]]] = {}
    for arc in borders:
        left, right = labels.get(arc.left, 0), labels.get(arc.right, 0)
        if left == right:
            continue
        if left:
            chains.setdefault(left, []).append(arc.points)
        if right:
            chains.setdefault(right, []).append(arc.points[::-1])
    return {group: _rings(each) for group, each in sorted(chains.items())}


def _rings(chains: list[tuple[XY, ...]]) -> list[list[XY]]:
    """Chains put end to end; each ring without its first point said again."""
    starts: dict[XY, list[int]] = {}
    for at, chain in enumerate(chains):
        starts.setdefault(chain[0], []).append(at)
    rings: list[list[XY]] = []
    left = set(range(len(chains)))
    for first in range(len(chains)):
        if first not in left:
            continue
        left.discard(first)
        ring = list(chains[first])
        while ring[-1] != ring[0]:
            to = next(at for at in starts[ring[-1]] if at in left)
            left.discard(to)
            ring += chains[to][1:]
        if len(ring) > 3:
            rings.append(ring[:-1])
    return rings

"""What covers the land: what is built up, woods, fields, parks; as areas that share borders."""

from collections import deque

import msgspec
import numpy as np

from tocsin.geo.growing.dice import Dice
from tocsin.geo.growing.land import CELL, Land, slope_of
from tocsin.geo.growing.noise import Grid, layered
from tocsin.geo.growing.plane import XY
from tocsin.geo.growing.plots import Plot
from tocsin.geo.growing.tracing import arcs, areas

KINDS = (
    "",
    "residential",
    "industrial",
    "retail",
    "park",
    "cemetery",
    "wood",
    "farmland",
    "meadow",
)
NUMBER = {kind: at for at, kind in enumerate(KINDS)}
LEAST = {"residential": 3, "industrial": 4, "retail": 5, "wood": 14, "farmland": 30, "meadow": 25}


class Patch(msgspec.Struct, frozen=True):
    """An area of one cover."""

    kind: str
    rings: tuple[tuple[XY, ...], ...]
    middle: XY
    cells: int


def covered(seed: int, land: Land, owner: Grid, inside: Grid, plots: list[Plot]) -> list[Patch]:
    """All patches of the region, each a connected area."""
    kinds = _wild(seed, land)
    _settled(kinds, owner, plots)
    kinds[(land.heights < 0) | (inside == 0)] = 0
    labels, parts = _parts(kinds)
    _green(seed, kinds, parts)
    found = []
    keep = {
        number: number for number, cells in parts.items()
        if len(cells) >= LEAST.get(KINDS[kinds[cells[0]]], 6)
    }  # fmt: skip
    for number, rings in areas(arcs(labels, CELL, 2), keep).items():
        cells = parts[number]
        row, column = cells[len(cells) // 2]
        kind = KINDS[int(kinds[cells[0]])]
        if kind:
            middle = (column * CELL + CELL // 2, row * CELL + CELL // 2)
            found.append(Patch(kind, tuple(map(tuple, rings)), middle, len(cells)))
    return found


def _wild(seed: int, land: Land) -> Grid:
    """Woods on the hills and in wet ground, fields where it is flat and low."""
    rows, columns = land.heights.shape
    ys, xs = np.meshgrid(np.arange(rows) * CELL, np.arange(columns) * CELL, indexing="ij")
    big = layered(xs, ys, 26_000, 4, seed, "woods")
    fine = layered(xs, ys, 9_000, 3, seed, "copses")
    fields = layered(xs, ys, 12_000, 4, seed, "fields")
    steep = slope_of(land.heights)
    kinds = np.zeros_like(land.heights)
    kinds[(fields > 24_000) & (steep < 90)] = NUMBER["farmland"]
    kinds[fields < 19_000] = NUMBER["meadow"]
    kinds[(land.to_river < 4_000) & (fields < 34_000)] = NUMBER["meadow"]
    wooded = big + np.minimum(land.heights * 16, 16_000) + np.minimum(steep * 120, 12_000)
    kinds[(wooded > 47_000) | (fine > 47_500)] = NUMBER["wood"]
    return kinds


def _settled(kinds: Grid, owner: Grid, plots: list[Plot]) -> None:
    """Where houses stand, with the cells around them."""
    homes, works = np.zeros_like(kinds), np.zeros_like(kinds)
    shops = np.zeros_like(kinds)
    for plot in plots:
        if plot.style == "farm":
            continue
        row, column = plot.at[1] // CELL, plot.at[0] // CELL
        if plot.style == "works":
            works[row, column] += 3
        elif plot.kind == "retail":
            shops[row, column] += 2
            homes[row, column] += 1
        else:
            homes[row, column] += 1
    around = _spread(homes)
    kinds[(owner > 0) & (around == 0) & (_spread(works) == 0)] = 0
    kinds[around > 0] = NUMBER["residential"]
    kinds[(_spread(works) > around // 2) & (_spread(works) > 0)] = NUMBER["industrial"]
    trade = _spread(_spread(shops))
    kinds[(trade >= 60) & (trade * 3 > _spread(around))] = NUMBER["retail"]


def _spread(grid: Grid) -> Grid:
    """The sum over each cell and the eight around it."""
    wide = np.pad(grid, 1)
    rows, columns = grid.shape
    total = np.zeros_like(grid)
    for dr in range(3):
        for dc in range(3):
            total += wide[dr : dr + rows, dc : dc + columns]
    return total


def _parts(kinds: Grid) -> tuple[Grid, dict[int, list[tuple[int, int]]]]:
    """Connected cells of a kind, numbered from 1 in the order of their first cells."""
    rows, columns = kinds.shape
    of = kinds.tolist()
    number = [[0] * columns for _ in range(rows)]
    parts: dict[int, list[tuple[int, int]]] = {}
    for row in range(rows):
        for column in range(columns):
            if number[row][column] or of[row][column] < 0:
                continue
            count = len(parts) + 1
            kind = of[row][column]
            queue = deque([(row, column)])
            number[row][column] = count
            cells = []
            while queue:
                r, c = queue.popleft()
                cells.append((r, c))
                for y, x in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
                    if 0 <= y < rows and 0 <= x < columns and not number[y][x] and of[y][x] == kind:
                        number[y][x] = count
                        queue.append((y, x))
            parts[count] = cells
    return np.array(number, dtype=np.int64), parts


def _green(seed: int, kinds: Grid, parts: dict[int, list[tuple[int, int]]]) -> None:
    """Gaps in what is built up are parks, and some of them cemeteries."""
    dice = Dice(seed, "green")
    homes = NUMBER["residential"]
    near = _spread((kinds == homes).astype(np.int64))
    for cells in parts.values():
        if kinds[cells[0]] or not 4 <= len(cells) <= 400:
            continue
        if 2 * sum(int(near[cell] > 0) for cell in cells) < len(cells):
            continue
        kind = "cemetery" if 8 <= len(cells) <= 40 and dice.chance(160) else "park"
        for cell in cells:
            kinds[cell] = NUMBER[kind]

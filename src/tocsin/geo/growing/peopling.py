"""Who lives in which house, and the zones that share a town's land between them."""

import heapq
from dataclasses import dataclass

import msgspec
import numpy as np

from tocsin.geo.growing.dice import Dice, shares
from tocsin.geo.growing.noise import Grid
from tocsin.geo.growing.plane import XY
from tocsin.geo.growing.plots import Plot

Cell = tuple[int, int]
MOST = 480
"""A zone of more people is halved."""
WIDE = 26
"""And one that stretches over more cells, with at least so many people:"""
FEW = 90
AROUND = ((-1, 0, 10), (1, 0, 10), (0, -1, 10), (0, 1, 10), (-1, -1, 14), (-1, 1, 14),
          (1, -1, 14), (1, 1, 14))  # fmt: skip


class Tract(msgspec.Struct, frozen=True):
    """A zone before it has an id: its town, the plots in it, where its people live on average."""

    number: int
    town: int
    plots: tuple[int, ...]
    people: int
    middle: XY


@dataclass(slots=True)
class Peopled:
    """People of each plot, the zones, and the number of the zone of each cell (0: outside)."""

    people: list[int]
    tracts: list[Tract]
    labels: Grid


def peopled(seed: int, total: int, plots: list[Plot], labels: Grid, size: int) -> Peopled:
    """Share the people out over the homes, and the land over zones."""
    dice = Dice(seed, "people")
    here: dict[int, dict[Cell, list[int]]] = {}
    rows, columns = labels.shape
    of = labels.tolist()
    weights = [plot.homes * dice.between(14, 30) for plot in plots]
    for at, plot in enumerate(plots):
        cell = plot.at[1] // size, plot.at[0] // size
        if 0 <= cell[0] < rows and 0 <= cell[1] < columns and of[cell[0]][cell[1]]:
            here.setdefault(of[cell[0]][cell[1]], {}).setdefault(cell, []).append(at)
        else:
            weights[at] = 0
    people = shares(total, weights)
    seeds: list[tuple[int, Cell]] = []
    for town in sorted(here):
        count = {
            cell: found for cell, each in here[town].items()
            if (found := sum(people[at] for at in each))
        }  # fmt: skip
        seeds += [(town, _heart(group, count)) for group in _halved(sorted(count), count)]
    zones = _spread(of, seeds)
    return Peopled(people, _tracts(seeds, here, zones, people, plots), np.array(zones, np.int64))


def _halved(cells: list[Cell], count: dict[Cell, int]) -> list[list[Cell]]:
    """Groups of cells that hold about as many people each."""
    total = sum(count[cell] for cell in cells)
    tall = max(r for r, _ in cells) - min(r for r, _ in cells)
    wide = max(c for _, c in cells) - min(c for _, c in cells)
    if len(cells) < 2 or (total <= MOST and (max(tall, wide) <= WIDE or total < FEW)):
        return [cells]
    axis = 0 if tall >= wide else 1
    order = sorted(cells, key=lambda cell: (cell[axis], cell[1 - axis]))
    half, at = 0, 0
    while at < len(order) - 1 and (at == 0 or half * 2 < total):
        half += count[order[at]]
        at += 1
    return _halved(order[:at], count) + _halved(order[at:], count)


def _heart(cells: list[Cell], count: dict[Cell, int]) -> Cell:
    """The cell of a group that is nearest to its people's middle."""
    total = sum(count[cell] for cell in cells)
    r = sum(cell[0] * count[cell] for cell in cells) // total
    c = sum(cell[1] * count[cell] for cell in cells) // total
    return min(cells, key=lambda cell: ((cell[0] - r) ** 2 + (cell[1] - c) ** 2, cell))


def _spread(of: list[list[int]], seeds: list[tuple[int, Cell]]) -> list[list[int]]:
    """Each cell to the nearest heart of its town, by steps within the town; land that is cut off
    from all hearts of its town goes to the zone beside it."""
    zones = [[0] * len(of[0]) for _ in of]
    _flooded(of, zones, [(0, number, *cell) for number, (_, cell) in enumerate(seeds, 1)])
    rows, columns = range(len(of)), range(len(of[0]))
    if any(of[r][c] and not zones[r][c] for r in rows for c in columns):
        edge = [(0, zones[r][c], r, c) for r in rows for c in columns if zones[r][c]]
        for _, _, r, c in edge:
            zones[r][c] = 0
        _flooded([[min(each, 1) for each in row] for row in of], zones, edge)
    return zones


def _flooded(
    of: list[list[int]], zones: list[list[int]], queue: list[tuple[int, int, int, int]]
) -> None:
    """Spread zones from where they begin over cells of the same label."""
    rows, columns = len(of), len(of[0])
    heapq.heapify(queue)
    while queue:
        cost, number, r, c = heapq.heappop(queue)
        if zones[r][c]:
            continue
        zones[r][c] = number
        label = of[r][c]
        for dr, dc, far in AROUND:
            y, x = r + dr, c + dc
            if 0 <= y < rows and 0 <= x < columns and of[y][x] == label and not zones[y][x]:
                heapq.heappush(queue, (cost + far, number, y, x))


def _tracts(
    seeds: list[tuple[int, Cell]], here: dict[int, dict[Cell, list[int]]],
    zones: list[list[int]], people: list[int], plots: list[Plot],
) -> list[Tract]:  # fmt: skip
    held: dict[int, list[int]] = {number: [] for number in range(1, len(seeds) + 1)}
    for town in sorted(here):
        for (r, c), each in sorted(here[town].items()):
            held[zones[r][c]] += each
    found = []
    for number, (town, _) in enumerate(seeds, 1):
        each = sorted(held[number])
        total = sum(people[at] for at in each)
        middle = (
            sum(plots[at].at[0] * people[at] for at in each) // total,
            sum(plots[at].at[1] * people[at] for at in each) // total,
        )
        found.append(Tract(number, town - 1, tuple(each), total, middle))
    return found

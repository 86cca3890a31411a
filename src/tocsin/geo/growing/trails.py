"""What a road costs in each cell of 100 m, and the cheapest way over them."""

import heapq
from itertools import pairwise

import msgspec
import numpy as np

from tocsin.geo.growing.land import CELL, Land, beside
from tocsin.geo.growing.meeting import Barriers
from tocsin.geo.growing.noise import layered
from tocsin.geo.growing.plane import XY

BIG = 2
SIZE = CELL * BIG
BLOCKED = 1 << 30

Cell = tuple[int, int]


class Bridge(msgspec.Struct, frozen=True):
    """Over the river, from bank to bank; the town it belongs to, or none."""

    ends: tuple[XY, XY]
    town: int | None


class Ground:
    """What a road costs in each cell of 100 m, and what is built already."""

    def __init__(
        self, seed: int, land: Land, brooks: list[tuple[XY, ...]], spans: list[Bridge]
    ) -> None:
        heights = land.heights[::BIG, ::BIG]
        self.heights: list[list[int]] = heights.tolist()
        self.rows, self.columns = heights.shape
        wet = (land.to_river[::BIG, ::BIG] < 1_250) | (heights < 8)
        ys, xs = np.meshgrid(np.arange(self.rows), np.arange(self.columns), indexing="ij")
        rough = (layered(xs, ys, 9, 2, seed, "rough") >> 8) + (
            layered(xs, ys, 2, 1, seed, "r") >> 10
        )
        self.cost = [
            [BLOCKED if bad else cost for bad, cost in zip(*both, strict=True)]
            for both in zip(wet.tolist(), rough.tolist(), strict=True)
        ]
        for brook in brooks:
            for x, y in brook:
                row, column = y // SIZE, x // SIZE
                if (
                    0 <= row < self.rows
                    and 0 <= column < self.columns
                    and self.cost[row][column] < BLOCKED
                ):
                    self.cost[row][column] += 40
        self._around(land.lake)
        self.spots: dict[Cell, XY] = {}
        self.over: dict[Cell, list[Cell]] = {}
        self.by_water: set[Cell] = set()
        for span in spans:
            one, other = (self.cell(each) for each in span.ends)
            self.spots[one], self.spots[other] = span.ends
            for cell in (one, other):
                self.cost[cell[0]][cell[1]] = 0
            self.over.setdefault(one, []).append(other)
            self.over.setdefault(other, []).append(one)
            self._freed(one)
            self._freed(other)
        self.banks = Barriers()
        for side in (1, -1):
            self.banks.add(beside(land.river, [side * half for half in land.river_half]))
        self.used: dict[tuple[Cell, Cell], int] = {}
        self.built: set[Cell] = set()

    def cell(self, at: XY) -> Cell:
        """The cell of a point."""
        return min(max(at[1] // SIZE, 0), self.rows - 1), min(
            max(at[0] // SIZE, 0), self.columns - 1
        )

    def spot(self, cell: Cell) -> XY:
        """The point of a cell that roads run through."""
        row, column = cell
        middle = column * SIZE + SIZE // 2, row * SIZE + SIZE // 2
        return self.spots.get(cell, middle)

    def is_wet(self, points: list[XY]) -> bool:
        """Whether a line crosses a bank of the river."""
        return any(self.banks.crossings(a, b) for a, b in pairwise(points))

    def _around(self, lake: tuple[XY, ...]) -> None:
        """No road through a lake, or near its shore."""
        if not lake:
            return
        xs, ys = [x for x, _ in lake], [y for _, y in lake]
        low, high = (
            self.cell((min(xs) - 1_500, min(ys) - 1_500)),
            self.cell((max(xs) + 1_500, max(ys) + 1_500)),
        )
        for row in range(low[0], high[0] + 1):
            for column in range(low[1], high[1] + 1):
                self.cost[row][column] = BLOCKED

    def _freed(self, cell: Cell) -> None:
        """A bridge's end must be left towards dry land."""
        row, column = cell
        dry = [
            (dr, dc) for dr in range(-3, 4) for dc in range(-3, 4)
            if 0 <= row + dr < self.rows and 0 <= column + dc < self.columns
            and self.cost[row + dr][column + dc] < BLOCKED and (dr, dc) != (0, 0)
            and (row + dr, column + dc) not in self.over
        ]  # fmt: skip
        for dr, dc in sorted(dry, key=lambda e: (e[0] ** 2 + e[1] ** 2, e))[:1]:
            for step in range(1, 4):
                at = (row + dr * step // 3, column + dc * step // 3)
                self.cost[at[0]][at[1]] = min(self.cost[at[0]][at[1]], 40)
                self.by_water.add(at)
        self.by_water.add(cell)

    def _steps(self, cell: Cell) -> list[tuple[Cell, int]]:
        row, column = cell
        found = [(to, 500) for to in self.over.get(cell, ())]
        height = self.heights[row][column]
        for dr, dc, base in (
            (-1, 0, 100), (1, 0, 100), (0, -1, 100), (0, 1, 100),
            (-1, -1, 142), (-1, 1, 142), (1, -1, 142), (1, 1, 142),
        ):  # fmt: skip
            r, c = row + dr, column + dc
            if not (0 <= r < self.rows and 0 <= c < self.columns) or self.cost[r][c] >= BLOCKED:
                continue
            if cell in self.by_water and self.banks.crossings(self.spot(cell), self.spot((r, c))):
                continue
            steep = abs(self.heights[r][c] - height)
            cost = base + base * steep * min(steep, 100) // 2_500 + self.cost[r][c]
            if ((row, column), (r, c)) in self.used or ((r, c), (row, column)) in self.used:
                cost = cost * 2 // 5
            elif (r, c) in self.built:
                cost = cost * 9 // 10
            found.append(((r, c), cost))
        return found

    def way(self, start: Cell, goals: set[Cell]) -> list[Cell]:
        """The cheapest way to one of these; empty where there is none."""
        best: dict[Cell, int] = {start: 0}
        came: dict[Cell, Cell] = {}
        queue: list[tuple[int, Cell]] = [(0, start)]
        while queue:
            cost, cell = heapq.heappop(queue)
            if cost > best[cell]:
                continue
            if cell in goals:
                path = [cell]
                while path[-1] != start:
                    path.append(came[path[-1]])
                return path[::-1]
            for to, more in self._steps(cell):
                if cost + more < best.get(to, BLOCKED):
                    best[to] = cost + more
                    came[to] = cell
                    heapq.heappush(queue, (cost + more, to))
        return []

    def open_bridge(self, span: Bridge, goals: set[Cell], rank: int) -> None:
        """Join both ends of a bridge to the roads of their own bank, and open it."""
        one, other = (self.cell(each) for each in span.ends)
        over = self.over
        self.over = {cell: [] for cell in over}
        for cell in (one, other):
            self.build(self.way(cell, (goals | self.built) - {one, other}), rank)
        self.over = over
        self.build([one, other], rank)

    def build(self, path: list[Cell], rank: int) -> None:
        """A road along a path; where one is, the higher rank stays."""
        for one, other in pairwise(path):
            pair = min(one, other), max(one, other)
            self.used[pair] = min(rank, self.used.get(pair, 9))
        self.built.update(path)

"""Whose land is what: every cell of the region belongs to one municipality."""

import heapq

import numpy as np

from tocsin.geo.growing.land import CELL, Land
from tocsin.geo.growing.noise import Grid, layered

OFFSHORE = 16_000
AROUND = ((-1, 0, 100), (1, 0, 100), (0, -1, 100), (0, 1, 100),
          (-1, -1, 141), (-1, 1, 141), (1, -1, 141), (1, 1, 141))  # fmt: skip


def region(seed: int, land: Land) -> Grid:
    """1 for each cell that belongs to the region: the land within a wavy frame, and the sea by
    the shore."""
    rows, columns = land.heights.shape
    ys, xs = np.meshgrid(np.arange(rows) * CELL, np.arange(columns) * CELL, indexing="ij")
    swing = min(land.wide, land.high) // 9
    wave = layered(xs, ys, max(20_000, land.wide // 4), 4, seed, "border") * swing // 65_536
    margin = 300 + np.clip(wave - swing // 4, 0, None)
    u, v = np.abs(2 * xs - land.wide) * 1_000 // land.wide, np.abs(2 * ys - land.high) * 1_000
    v = v // land.high * (ys > land.high // 2)
    bulge = layered(xs, ys, max(20_000, land.wide // 5), 3, seed, "bulge") * 700 // 65_536
    is_in = (u**3 + v**3) // 1_000_000 < 900 + bulge
    is_in &= (xs > margin) & (xs < land.wide - margin) & (ys < land.high - margin)
    shore = rows - np.argmax((land.heights[::-1] < 0), axis=0)
    shore = np.where((land.heights < 0).any(axis=0), shore, 0)
    is_in &= (shore[None, :] * CELL - ys) < OFFSHORE
    is_in[:2] = False
    found: Grid = is_in.astype(np.int64)
    return found


def owned(seed: int, land: Land, is_in: Grid, owner: Grid, towns: int, step: int) -> Grid:
    """The number of the municipality (from 1) of each cell of `step` grid cells: the town whose
    built-up part is nearest, where the river is a long way."""
    inside = is_in[::step, ::step]
    wet = (land.to_river < 700)[::step, ::step].tolist()
    built = owner[::step, ::step].tolist()
    rows, columns = inside.shape
    ys, xs = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    rough = (layered(xs, ys, 12, 3, seed, "parishes") // 400).tolist()
    can = inside.tolist()
    label = [[0] * columns for _ in range(rows)]
    queue: list[tuple[int, int, int, int]] = [
        (0, built[r][c], r, c)
        for r in range(rows) for c in range(columns)
        if 0 < built[r][c] <= towns and can[r][c]
    ]  # fmt: skip
    heapq.heapify(queue)
    while queue:
        cost, town, r, c = heapq.heappop(queue)
        if label[r][c]:
            continue
        label[r][c] = town
        for dr, dc, far in AROUND:
            y, x = r + dr, c + dc
            if 0 <= y < rows and 0 <= x < columns and can[y][x] and not label[y][x]:
                more = 900 if wet[y][x] and not wet[r][c] else 0
                more += (60 + rough[y][x]) * far // 100
                heapq.heappush(queue, (cost + more, town, y, x))
    return np.array(label, dtype=np.int64)

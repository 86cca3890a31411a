"""What lies nearest: points and pieces of line sorted by cells, looked up in growing boxes.

Distances are as on a plane at the spot asked about: within 0.1 % up to some kilometres.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np

from tocsin.geo.gazetteer.pools import Array, Arrays
from tocsin.geo.ground import Spot
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.spans import boxes

CELL_BITS = 12
CELL = 1 << CELL_BITS
"""4,096 µ°: 455 m from south to north."""
REACH = (1, 2, 4, 8, 16, 32)
"""Cells to each side that are looked at, one after another: up to about 15 km."""
WIDTH = 1 << 17
PART = 1 << 18
"""So many pieces of line are looked at together."""


def _keys(rows: Array, columns: Array) -> Array:
    return (rows.astype(np.int64) + WIDTH // 2) * WIDTH + columns + WIDTH // 2


def cells(name: str, spots: Array) -> Arrays:
    """Points by their cells. `spots`: rows of lat, lon in µ°."""
    keys = _keys(spots[:, 0] >> CELL_BITS, spots[:, 1] >> CELL_BITS)
    order = np.argsort(keys, kind="stable")
    return {f"{name}_cells": keys[order], f"{name}_order": order.astype(np.int32)}


def segment_cells(name: str, ends: Array) -> Arrays:
    """Pieces of line by every cell that a box of them touches. `ends`: rows of two points."""
    parts = (_touched(ends[at : at + PART], at) for at in range(0, max(1, len(ends)), PART))
    bits = max(1, len(ends)).bit_length()
    mixed = np.concatenate([(keys << bits) | which for keys, which in parts])
    mixed.sort()
    order = np.empty(len(mixed), np.int32)
    for at in range(0, len(mixed), PART):
        order[at : at + PART] = mixed[at : at + PART] & ((1 << bits) - 1)
    mixed >>= bits
    return {f"{name}_cells": mixed, f"{name}_order": order}


def _touched(ends: Array, first: int) -> tuple[Array, Array]:
    """Cells and numbers of some pieces of line, the first of which has this number."""
    found, whose = boxes(ends, CELL)
    south, west, north, east = (found >> CELL_BITS).T
    tall, wide = north - south + 1, east - west + 1
    counts = tall * wide
    which = np.repeat(np.arange(len(found)), counts)
    begins = np.cumsum(counts) - counts
    step = np.arange(len(which)) - begins[which]
    keys = _keys(south[which] + step // wide[which], west[which] + step % wide[which])
    return keys, (whose[which] + first).astype(np.int32)


class Near:
    """What `cells` or `segment_cells` wrote: which numbers may lie around a spot."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._cells, self._order = arrays[f"{name}_cells"], arrays[f"{name}_order"]

    def around(self, spot: Spot, reach: int) -> Array:
        """The numbers in so many cells to each side."""
        row, column = spot[0] >> CELL_BITS, spot[1] >> CELL_BITS
        rows = np.arange(row - reach, row + reach + 1)
        first = np.searchsorted(self._cells, _keys(rows, np.full(len(rows), column - reach)))
        after = np.searchsorted(
            self._cells, _keys(rows, np.full(len(rows), column + reach)), side="right"
        )
        runs = [self._order[a:b] for a, b in zip(first.tolist(), after.tolist(), strict=True)]
        return np.unique(np.concatenate(runs)) if runs else np.empty(0, dtype=np.int32)


def reach_m(spot: Spot, reach: int) -> float:
    """How far around a spot everything is looked at, with so many cells to each side."""
    return reach * CELL * min(1.0, math.cos(math.radians(spot[0] / 1e6))) * CM_PER_UDEG / 100


def distances_m(spots: Array, spot: Spot) -> Array:
    """Metres from a spot to each of many."""
    north = spots[:, 0].astype(np.int64) - spot[0]
    east = (spots[:, 1].astype(np.int64) - spot[1]) * math.cos(math.radians(spot[0] / 1e6))
    far: Array = np.hypot(north, east) * (CM_PER_UDEG / 100)
    return far


def nearest(near: Near, spots: Array, spot: Spot, most: int = 1) -> list[tuple[int, float]]:
    """(which, metres) of the nearest points, nearest first."""
    found: list[tuple[int, float]] = []
    for reach in REACH:
        which = near.around(spot, reach)
        far = distances_m(spots[which], spot)
        order = np.argsort(far, kind="stable")[:most]
        found = [(int(which[at]), float(far[at])) for at in order]
        if len(found) == most and found[-1][1] <= reach_m(spot, reach):
            break
    return found


def nearest_segment(
    near: Near, ends: Array, spot: Spot, keep: Callable[[Array], Array] | None = None
) -> tuple[int, float, Spot] | None:
    """(which, metres, its nearest spot) of the nearest piece of line, of those that are kept."""
    best: tuple[int, float, Spot] | None = None
    for reach in REACH:
        which = near.around(spot, reach)
        which = which if keep is None else keep(which)
        if len(which):
            at, far, foot = _foot(ends[which].astype(np.int64), spot)
            best = int(which[at]), far, foot
            if far <= reach_m(spot, reach):
                break
    return best


def _foot(ends: Array, spot: Spot) -> tuple[int, float, Spot]:
    shrink = math.cos(math.radians(spot[0] / 1e6))
    a_north, a_east = ends[:, 0] - spot[0], (ends[:, 1] - spot[1]) * shrink
    north, east = ends[:, 2] - ends[:, 0], (ends[:, 3] - ends[:, 1]) * shrink
    square = np.maximum(north * north + east * east, 1e-9)
    share = np.clip(-(a_north * north + a_east * east) / square, 0.0, 1.0)
    far = np.hypot(a_north + share * north, a_east + share * east)
    at = int(np.argmin(far))
    lat = ends[at, 0] + share[at] * north[at]
    lon = ends[at, 1] + share[at] * (ends[at, 3] - ends[at, 1])
    return at, float(far[at]) * CM_PER_UDEG / 100, (round(float(lat)), round(float(lon)))

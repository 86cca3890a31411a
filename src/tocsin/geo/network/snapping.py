"""From a place to the nearest piece of road that may be used."""

from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, radians
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.geo.ground import Spot
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.network.arrays import CELL_UDEG, I32, I64, Mask, Network, ranges

FARTHEST_CELLS = 64
"""About 15 km: who is farther from every road is nowhere."""


AT_ONCE = 1_000
Floats = npt.NDArray[np.float64]


class Snap(NamedTuple):
    """A place on a piece: how far along its line, where that is, and how far off it was asked."""

    piece: int
    along_cm: int
    spot: Spot
    off_cm: int


def snapped(network: Network, is_usable: Mask, spot: Spot) -> Snap | None:
    """The nearest place on a usable piece; the lowest piece, where two are equally near."""
    shrink = max(cos(radians(spot[0] / 1e6)), 0.01)
    for reach in _widening():
        pieces = near(network, spot, reach)
        pieces = pieces[is_usable[pieces]]
        if not len(pieces):
            continue
        counts = network.geom_start[pieces + 1] - network.geom_start[pieces] - 1
        first = ranges(network.geom_start[pieces], counts)
        share, off = _nearest(network, first, spot, shrink)
        best = int(off.argmin())
        if off[best] > reach * CELL_UDEG * shrink and reach < FARTHEST_CELLS:
            continue
        piece = int(np.repeat(pieces, counts)[best])
        return _placed(network, piece, int(first[best]), float(share[best]), float(off[best]))
    return None


def nearest_pieces(network: Network, is_usable: Mask, spots: I64) -> I32:
    """The nearest usable piece of many places at once (rows of latitude and longitude in µ°); -1
    where none is near."""
    found = np.full(len(spots), -1, np.int32)
    for first in range(0, len(spots), AT_ONCE):
        some = spots[first : first + AT_ONCE]
        piece, is_sure = _nearest_of_each(network, is_usable, some)
        for at in np.flatnonzero(~is_sure).tolist():
            snap = snapped(network, is_usable, (int(some[at, 0]), int(some[at, 1])))
            piece[at] = -1 if snap is None else snap.piece
        found[first : first + AT_ONCE] = piece
    return found


def _nearest_of_each(network: Network, is_usable: Mask, spots: I64) -> tuple[I32, Mask]:
    """Looked for in the nine cells around each; sure where nothing outside can be nearer."""
    row, column = (spots[:, 0] + 90_000_000) // CELL_UDEG, (spots[:, 1] + 180_000_000) // CELL_UDEG
    keys = ((row[:, None] + np.arange(-1, 2)) << 20) + column[:, None]
    first = np.searchsorted(network.grid_cell, keys.ravel() - 1)
    last = np.searchsorted(network.grid_cell, keys.ravel() + 2)
    begins, ends = network.grid_start[first], network.grid_start[last]
    pieces = network.grid_piece[ranges(begins, ends - begins)]
    of = np.repeat(np.repeat(np.arange(len(spots)), 3), ends - begins)
    kept = is_usable[pieces]
    pieces, of = pieces[kept], of[kept]
    counts = network.geom_start[pieces + 1] - network.geom_start[pieces] - 1
    segments = ranges(network.geom_start[pieces], counts)
    piece, of = np.repeat(pieces, counts), np.repeat(of, counts)
    shrink = np.maximum(np.cos(np.radians(spots[:, 0] / 1e6)), 0.01)
    _, off = _nearest(network, segments, (spots[of, 0], spots[of, 1]), shrink[of])
    best = np.full(len(spots), np.inf)
    order = np.lexsort((piece, off, of))
    chosen = order[np.unique(of[order], return_index=True)[1]]
    best[of[chosen]] = off[chosen]
    found = np.full(len(spots), -1, np.int32)
    found[of[chosen]] = piece[chosen]
    return found, best <= CELL_UDEG * shrink


def near(network: Network, spot: Spot, reach: int) -> I32:
    """The pieces in cells up to so many away, in their order."""
    row = (spot[0] + 90_000_000) // CELL_UDEG
    column = (spot[1] + 180_000_000) // CELL_UDEG
    rows = np.arange(row - reach, row + reach + 1, dtype=np.int64) << 20
    first = np.searchsorted(network.grid_cell, rows + column - reach)
    last = np.searchsorted(network.grid_cell, rows + column + reach + 1)
    begins, ends = network.grid_start[first], network.grid_start[last]
    return np.unique(network.grid_piece[ranges(begins, ends - begins)])


def _widening() -> Iterator[int]:
    reach = 1
    while reach <= FARTHEST_CELLS:
        yield reach
        reach *= 2


def _nearest(
    network: Network, first: I64, spot: Spot | tuple[I64, I64], shrink: "float | Floats"
) -> tuple["Floats", "Floats"]:
    """Of each segment: the share of it before its nearest place, and how far that is (µ°)."""
    y = (network.geom_lat[first] - spot[0]).astype(np.float64)
    x = (network.geom_lon[first] - spot[1]) * shrink
    dy = (network.geom_lat[first + 1] - network.geom_lat[first]).astype(np.float64)
    dx = (network.geom_lon[first + 1] - network.geom_lon[first]) * shrink
    square = dx * dx + dy * dy
    share = np.clip(-(x * dx + y * dy) / np.where(square > 0, square, 1), 0, 1)
    return share, np.hypot(x + share * dx, y + share * dy)


def _placed(network: Network, piece: int, segment: int, share: float, off: float) -> Snap:
    line = network.line_of(piece)
    at = segment - int(network.geom_start[piece])
    shrink = cos(radians(line[0][0] / 1e6))
    long = [hypot(b[0] - a[0], (b[1] - a[1]) * shrink) for a, b in pairwise(line)]
    whole = sum(long)
    length = int(network.piece_length[piece])
    done = sum(long[:at]) + share * long[at]
    a, b = line[at], line[at + 1]
    spot = (round(a[0] + share * (b[0] - a[0])), round(a[1] + share * (b[1] - a[1])))
    along = round(length * done / whole) if whole else 0
    return Snap(piece, along, spot, round(off * CM_PER_UDEG))

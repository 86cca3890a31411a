"""Boxes that cover pieces of line, to find them by cells: one for a short piece, several along a
long one, so that what a piece takes grows with its length, not with its square."""

import numpy as np
from numpy.typing import NDArray

from tocsin.geo.lengths import HALF

LONG = 24
"""A piece that reaches over more cells than so many by so many is covered by several boxes."""
STEP = 6
"""Each about so many cells wide."""

Numbers = NDArray[np.int64]


def boxes(ends: "NDArray[np.int32] | Numbers", side: int) -> tuple[Numbers, Numbers]:
    """(rows of south, west, north, east; whose each is) of pieces of line, in their order. `ends`:
    rows of lat, lon, lat, lon in µ°; `side` of a cell in µ°.

    A piece that spans more than 180° goes over the antimeridian, the short way; it has no box.
    """
    rows = ends.astype(np.int64)
    tall, wide = np.abs(rows[:, 2] - rows[:, 0]), np.abs(rows[:, 3] - rows[:, 1])
    parts = np.ones(len(rows), np.int64)
    is_long = (tall > LONG * side) & (wide > LONG * side)
    parts[is_long] = np.maximum(tall, wide)[is_long] // (STEP * side)
    parts[wide > HALF] = 0
    which = np.repeat(np.arange(len(rows)), parts)
    step = np.arange(len(which)) - np.repeat(np.cumsum(parts) - parts, parts)
    begins, spans, of = rows[which, :2], rows[which, 2:] - rows[which, :2], parts[which]
    here = begins + spans * step[:, None] // of[:, None]
    there = begins + spans * (step[:, None] + 1) // of[:, None]
    room = (of > 1).astype(np.int64)[:, None]
    low, high = np.minimum(here, there) - room, np.maximum(here, there) + room
    return np.concatenate((low, high), axis=1), which

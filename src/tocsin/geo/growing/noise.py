"""Smooth random fields in whole numbers, for grids of numpy.

Value noise: random heights at the corners of a lattice, smoothed in between by 3t² - 2t³.
Source: D. S. Ebert et al., "Texturing and Modeling", 3rd ed., 2003, chapter 2.
"""

import numpy as np
from numpy.typing import NDArray

from tocsin.geo.growing.dice import key_of

Grid = NDArray[np.int64]
TOP = 1 << 16


def _corners(xs: Grid, ys: Grid, salt: int) -> Grid:
    """A number of 0 to 65,535 for every corner of the lattice."""
    z = (
        xs.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        ^ ys.astype(np.uint64) * np.uint64(0xC2B2AE3D27D4EB4F)
    ) + np.uint64(salt)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(48)).astype(np.int64)


def field(xs: Grid, ys: Grid, scale: int, salt: int) -> Grid:
    """Noise of 0 to 65,535 that changes over `scale`, at these places."""
    ix, iy = xs // scale, ys // scale
    fx, fy = (xs - ix * scale) * 1024 // scale, (ys - iy * scale) * 1024 // scale
    sx, sy = (fx * fx * (3072 - 2 * fx)) >> 20, (fy * fy * (3072 - 2 * fy)) >> 20
    low = _corners(ix, iy, salt) * (1024 - sx) + _corners(ix + 1, iy, salt) * sx
    high = _corners(ix, iy + 1, salt) * (1024 - sx) + _corners(ix + 1, iy + 1, salt) * sx
    found: Grid = (low * (1024 - sy) + high * sy) >> 20
    return found


def layered(xs: Grid, ys: Grid, scale: int, times: int, seed: int, label: str) -> Grid:
    """Noise of `times` scales, each half of the one before and half as strong; 0 to 65,535."""
    total = np.zeros_like(xs)
    for each in range(times):
        salt = key_of(seed, f"{label}/{each}")
        total += field(xs, ys, max(1, scale >> each), salt) >> (each + 1)
    return total * TOP // (TOP - (TOP >> times))

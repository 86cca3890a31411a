"""`read`: a square of one degree, in metres above the sea.

Source: USGS, SRTM Topo documentation §2.1.2 (big-endian whole metres of 16 bits, rows from north to
south, −32768 where nothing is known; the name is that of the south-west corner).
"""

import math
import re
import sys
from array import array
from collections.abc import Sequence

import msgspec

VOID = -32_768
SIDE = 1201
SIDES = {SIDE, 3601}
"""Posts along a side: 3 and 1 seconds of arc."""
NAME = re.compile(r"([NS])(\d{2})([EW])(\d{3})", re.IGNORECASE)
HIGHEST_M, LOWEST_M = 9_000, -12_000


class Malformed(Exception):
    """The file is no square of heights: where, what was expected, what to do next."""

    def __init__(self, where: str, expected: str, do: str) -> None:
        super().__init__(f"{where}: expected {expected}; {do}")
        self.where = where
        self.expected = expected
        self.do = do


class Square(msgspec.Struct, frozen=True):
    """`heights_m` from the north-west corner on, row by row; `side` posts in each. `south` and
    `west` are whole degrees."""

    name: str
    south: int
    west: int
    side: int
    heights_m: Sequence[int]


def name_of(south: int, west: int) -> str:
    """How the file of a square is called: N49E011."""
    return f"{'NS'[south < 0]}{abs(south):02}{'EW'[west < 0]}{abs(west):03}"


def read(content: bytes, file: str) -> Square:
    """A square. Raises Malformed."""
    found = NAME.search(file)
    south = int(found[2]) * (-1 if found[1] in "sS" else 1) if found else 90
    west = int(found[4]) * (-1 if found[3] in "wW" else 1) if found else 180
    if not (-90 <= south < 90 and -180 <= west < 180):
        raise Malformed(
            file, "a file named after its south-west corner, as in N49E011.hgt",
            "rename it; a .tif becomes one with gdal_translate -of SRTMHGT",
        )  # fmt: skip
    side = math.isqrt(len(content) // 2)
    if side not in SIDES or len(content) != side * side * 2:
        raise Malformed(
            f"{file}, {len(content):,} bytes", "1,201² or 3,601² heights of two bytes",
            "fetch it again",
        )  # fmt: skip
    heights = array("h")
    heights.frombytes(content)
    if sys.byteorder == "little":
        heights.byteswap()
    for at, height in enumerate(heights):
        if height != VOID and not LOWEST_M <= height <= HIGHEST_M:
            row, column = divmod(at, side)
            raise Malformed(
                f"{file}, row {row}, column {column}", f"metres from {LOWEST_M:,} to {HIGHEST_M:,}",
                f"it says {height:,}: fetch it again",
            )  # fmt: skip
    return Square(name_of(south, west), south, west, side, heights)

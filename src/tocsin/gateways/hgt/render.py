"""The bytes of a square. Source: see `parse`."""

import sys
from array import array
from collections.abc import Iterable


def render(heights_m: Iterable[int]) -> bytes:
    """Metres from the north-west corner on, row by row."""
    found = array("h", heights_m)
    if sys.byteorder == "little":
        found.byteswap()
    return found.tobytes()

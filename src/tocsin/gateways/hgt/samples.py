"""An invented square: a plain that rises one metre a post to the north, with one hole.

python -m tocsin.gateways.hgt.samples > S34E018.hgt
"""

import sys

from tocsin.gateways.hgt.parse import SIDE, VOID
from tocsin.gateways.hgt.render import render

HOLE = (600, 600)


def square() -> bytes:
    """1,201 rows of 1,201 posts."""
    heights = [SIDE - 1 - row for row in range(SIDE) for _ in range(SIDE)]
    heights[HOLE[0] * SIDE + HOLE[1]] = VOID
    return render(heights)


if __name__ == "__main__":
    sys.stdout.buffer.write(square())

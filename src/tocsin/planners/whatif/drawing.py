"""Draws that are counted, not taken in turn: each follows from the seed, the call, what it is for
and a number, in whatever order things happen. Arms of one seed see the same draws (common random
numbers), and any process makes the same bits.

Source: the mixing of SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number
generators”, OOPSLA 2014), over counters as in Salmon et al., “Parallel random numbers: as easy as
1, 2, 3” (SC 2011).
"""

import math

import numpy as np

from tocsin.planners.whatif.compiling import i64, leaf
from tocsin.planners.whatif.packing import DRIVE, QUANTILE, rows, two
from tocsin.planners.whatif.world import I64

DELAY, TURNOUT, SCENE, PATIENT, HANDOVER, ASK, WORSE, DRIVE_TO = range(1, 9)
"""What a draw is for. TURNOUT is numbered by slot, SCENE and WORSE by level, ASK by town. DRIVE_TO
is 0 to a call and AWAY from it: what makes a drive longer than the table says is mostly the place
and the hour, so all who drive there share it."""
AWAY = 1
STEP = 0x9E3779B97F4A7C15
MIX_1, MIX_2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


@leaf
def mixed(z: np.uint64) -> np.uint64:
    """64 bits, of which each follows from all of `z`."""
    z = (z ^ (z >> np.uint64(30))) * np.uint64(MIX_1)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(MIX_2)
    return z ^ (z >> np.uint64(31))


@leaf
def bits(seed: int, call: int, purpose: int, number: int) -> np.uint64:
    """The draw, as 64 bits."""
    step = np.uint64(STEP)
    z = mixed(np.uint64(seed) + step)
    z = mixed((z ^ np.uint64(call)) + step)
    return mixed((z ^ np.uint64(purpose * 65_536 + number)) + step)


@leaf
def between(w: I64, array: int, row: int, z: np.uint64) -> int:
    """A row of quantiles at that draw: 8 bits say between which two, the next 32 where between."""
    at = i64(z >> np.uint64(56))
    within = i64((z >> np.uint64(24)) & np.uint64(0xFFFFFFFF))
    low = two(w, array, row, at)
    return low + ((two(w, array, row, at + 1) - low) * within >> 32)


@leaf
def quantile(w: I64, of: int, z: np.uint64) -> int:
    """The time of a distribution at that draw."""
    return between(w, QUANTILE, of, z)


@leaf
def driven_ms(w: I64, mode: int, ms: int, seed: int, call: int, number: int) -> int:
    """What a drive to a call (0) or AWAY from it takes, where the table says so much."""
    if rows(w, DRIVE) == 0:
        return ms
    return ms * between(w, DRIVE, mode, bits(seed, call, DRIVE_TO, number)) // 1000


@leaf
def permille(z: np.uint64) -> int:
    """A whole number from 0 up to 999."""
    return i64((z >> np.uint64(32)) * np.uint64(1000) >> np.uint64(32))


@leaf
def until_ms(mean_ms: int, z: np.uint64) -> int:
    """An exponential time of that mean; above 0."""
    share = (np.float64(z >> np.uint64(11)) + 0.5) / 9007199254740992.0
    return i64(-math.log(share) * np.float64(mean_ms)) + 1

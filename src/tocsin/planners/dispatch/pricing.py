"""What it costs that a unit goes, in seconds: the formulas that advice and simulation share.

Each is of whole numbers alone, in plain Python that numba can compile: advice calls them as they
stand (some with arrays), a simulation compiles them.
"""

from typing import TypeVar

import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
N = TypeVar("N", int, I64)
NAMES = ("less_urgent", "short_crew", "tired", "neighbour", "asked")
"""What the prices of `prices_s` are for."""


def arrival_s(out_s: int, drive_ms: int) -> int:
    """Seconds from the order to being there; a begun one counts."""
    return out_s + -(-drive_ms // 1000)


def weighed_s(p50_s: int, permille: int) -> int:
    """What an arrival counts, by how urgent the incident is."""
    return p50_s * permille // 1000


def hours_over(duty_ms: int, tired_after_h: int) -> int:
    """Whole hours that a crew has been on duty beyond what is well."""
    return max(0, duty_ms // 3_600_000 - tired_after_h)


def prices_s(
    steps: int, missing: int, over_h: int, is_foreign: bool, is_asked: bool, divert_s: int,
    short_crew_s: int, tired_s_per_hour: int, neighbour_s: int, asked_s: int,
) -> tuple[int, int, int, int, int]:  # fmt: skip
    """The prices besides arrival and cover, as in NAMES. `steps`: how many less urgent the work is
    that the unit would leave (0: none); `missing`: of its crew; `over_h`: as `hours_over`."""
    return (
        divert_s // steps if steps > 0 else 0,
        short_crew_s * missing,
        tired_s_per_hour * over_h,
        neighbour_s if is_foreign else 0,
        asked_s if is_asked else 0,
    )


def shares_ppb(people: I64, town: I64, towns: int) -> I64:
    """What share of its town's people is at each spot, in 10⁻⁹."""
    whole = np.zeros(towns, np.int64)
    np.add.at(whole, town, people)
    return people * 10**9 // np.maximum(whole[town], 1)


def taken_ppm(busy_permille: int, most: int) -> I64:
    """How much expected cover goes with one of n units that reach a spot, in 10⁻⁶, for n from 0 up
    to `most`: (1 - busy) · busyⁿ⁻¹ (MEXCLP: Daskin 1983, each unit at work for the same share of
    time, independently)."""
    free = 1000 - busy_permille
    rows = [0, *(10**6 * free * busy_permille ** (n - 1) // 1000**n for n in range(1, most + 1))]
    return np.array(rows, np.int64)


def lost_ppb(share_ppb: N, ppm: N) -> N:
    """What a spot loses, in 10⁻⁹ of its town's people."""
    return share_ppb * ppm // 10**6


def cover_s(ppb: int, per_percent_s: int) -> int:
    """The price of the cover lost at all spots together, to the nearest second."""
    return (ppb * 100 * per_percent_s + 5 * 10**8) // 10**9

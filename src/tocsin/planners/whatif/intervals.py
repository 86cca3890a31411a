"""Intervals of means and of paired differences over replications, and when they are narrow enough.

Student's t, 95 %: Law, Simulation Modeling and Analysis (5th ed.), §9.4.1 (fixed number and
relative precision) and §10.2.1 (paired t). A number that is stopped by its own interval covers a
little less than it says; so the least number of replications is told with it.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import stdtrit

Floats = npt.NDArray[np.float64]
SURE = 0.95


class Interval(NamedTuple):
    """A mean and between what it lies; both ends None where one replication says nothing of it."""

    mean: float
    low: float | None
    high: float | None
    replications: int


def interval(values: Floats) -> Interval | None:
    """Of the values that there are (NaN: a replication in which nothing was to be measured)."""
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    mean = float(np.mean(known))
    half = half_width(known)
    if half is None:
        return Interval(mean, None, None, len(known))
    return Interval(mean, mean - half, mean + half, len(known))


def half_width(values: Floats) -> float | None:
    """Half of the interval of the mean."""
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return None
    t = float(stdtrit(len(known) - 1, (1 + SURE) / 2))
    return t * float(np.std(known, ddof=1)) / float(np.sqrt(len(known)))


def enough(differences: Floats, half: float, least: int) -> int | None:
    """After how many replications the interval is as narrow as that; None: not yet."""
    for number in range(max(2, least), len(differences) + 1):
        now = half_width(differences[:number])
        if now is not None and now <= half:
            return number
    return None


def running(values: Floats, points: int = 60) -> list[tuple[int, Interval]]:
    """The interval after so many replications, to be drawn."""
    at = sorted({int(each) for each in np.linspace(2, len(values), points)} - {0, 1})
    found = ((number, interval(values[:number])) for number in at if number <= len(values))
    return [(number, each) for number, each in found if each is not None]

"""When calls come: the hours of a week, and how much one day differs from another. What `demand`
draws has them.

An hour's number is Poisson around the mean of its hour of the week times the luck of its day; that
luck is gamma with mean one, so that a day's numbers spread as in a negative binomial (Kim and
Whitt 2014 show the same of emergency departments: Poisson within a day, too even over days). Means
are smoothed over neighbouring hours, and over the days of a week where few weeks tell.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HOURS, WEEK_H, HOUR_MS = 24, 168, 3_600_000
NEAR = np.array([1, 2, 1]) / 4
"""An hour and its neighbours, by which a mean is smoothed."""
PULL_WEEKS = 4
"""So many weeks of record weigh as much as what all days have in common."""


class Rhythm(NamedTuple):
    """`mean` (168): calls in each hour of the week, from Monday 0:00 of the town's clock. `spread`:
    the variance of a day's luck (0: days differ by chance alone)."""

    mean: Floats
    spread: float
    weeks: float


def counted(at_ms: I64, begin_ms: int, hours: int) -> I64:
    """Calls in each hour from `begin_ms` on (ms of the town's clock)."""
    hour = (at_ms - begin_ms) // HOUR_MS
    within = (hour >= 0) & (hour < hours)
    return np.bincount(hour[within], minlength=hours).astype(np.int64)


def rhythm(counts: I64, first_hour: int) -> Rhythm:
    """The rhythm of these hours (calls in each); the first is that hour of the week. Hours of which
    nothing is known are -1. Raises ValueError for less than a week."""
    known = counts >= 0
    if int(known.sum()) < WEEK_H:
        raise ValueError(f"{int(known.sum())} hours on record, expected {WEEK_H} or more")
    hour = (first_hour + np.arange(len(counts))) % WEEK_H
    seen = np.bincount(hour[known], minlength=WEEK_H).astype(np.float64)
    total = np.bincount(hour[known], weights=counts[known], minlength=WEEK_H)
    mean = total / np.maximum(seen, 1)
    whole = total.sum() / seen.sum()
    by_day = _ratio(total.reshape(7, HOURS).sum(1), seen.reshape(7, HOURS).sum(1), whole)
    by_hour = _ratio(total.reshape(7, HOURS).sum(0), seen.reshape(7, HOURS).sum(0), whole)
    common = np.outer(by_day, by_hour).ravel() * whole
    weight = seen / (seen + PULL_WEEKS)
    smooth = np.convolve(np.r_[mean[-1], mean, mean[0]], NEAR, "valid")
    found = weight * smooth + (1 - weight) * common
    found *= total.sum() / (found * seen).sum()
    return Rhythm(found, _spread(counts, found[hour], known), float(seen.mean()))


def _ratio(total: Floats, seen: Floats, whole: float) -> Floats:
    """How much more or less than on the whole; 1 where nothing is known."""
    if not whole:
        return np.ones(len(total))
    return np.where(seen > 0, total / np.maximum(seen, 1) / whole, 1.0)


def _spread(counts: I64, mean: Floats, known: npt.NDArray[np.bool_]) -> float:
    """The variance of the luck of whole days, by moments: of a day's number N with mean m,
    Var N = m + spread × m²."""
    days = len(counts) // HOURS
    is_whole = known[: days * HOURS].reshape(days, HOURS).all(axis=1)
    number = counts[: days * HOURS].reshape(days, HOURS).sum(axis=1)[is_whole]
    expected = mean[: days * HOURS].reshape(days, HOURS).sum(axis=1)[is_whole]
    if not (expected**2).sum():
        return 0.0
    more = ((number - expected) ** 2 - expected).sum()
    return max(0.0, float(more / (expected**2).sum()))

"""Distributions fitted to times on record, and the tables that the simulator draws from.

Each family is fitted by maximum likelihood from zero on (`scipy.stats`), the best is the one of the
least AIC (Akaike 1974). Where even that one is farther from the record than chance would be in one
of twenty (Kolmogorov and Smirnov; 1.36 / √n, Massey 1951, which lets a fitted one off lightly), the
record itself is drawn from. Which it was, and how far off, stays with the fit.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

FEWEST = 20
"""Fewer times say nothing of a distribution."""
POINTS = 257
"""Quantiles in a table, at equally spaced probabilities from 0 to 1."""
TAIL = 0.0005
"""The ends of a table stand at this probability and at one less this: no family ends by itself."""
FAMILIES = {
    "lognormal": stats.lognorm,
    "gamma": stats.gamma,
    "weibull": stats.weibull_min,
    "log-logistic": stats.fisk,
}
"""Usual for times of service; each with a shape and a scale."""
RECORD = "record"


class Fit(NamedTuple):
    """`family` is one of FAMILIES, or `record`: as observed. `distance` is the greatest between the
    two cumulative shares (0 to 1), `chance` what it would be by chance. `observed_s` and `fitted_s`
    are the percentiles PERCENTILES of the record and of what will be drawn.
    """

    family: str
    shape: float
    scale_s: float
    runs: int
    distance: float
    chance: float
    observed_s: tuple[float, ...]
    fitted_s: tuple[float, ...]
    table_ms: I64


PERCENTILES = (10, 50, 90, 95)


def fitted(seconds: Floats) -> Fit | None:
    """The distribution of these times (s; those below zero are faults of a record and left out, a
    zero counts as half a second); None where they are fewer than FEWEST."""
    known = np.maximum(np.sort(seconds[seconds >= 0]), 0.5)
    if len(known) < FEWEST:
        return None
    family, shape, scale, distance = _nearest(known)
    chance = 1.36 / float(np.sqrt(len(known)))
    if distance > chance:
        family = RECORD
    points = np.linspace(0, 1, POINTS)
    if family == RECORD:
        at_s = np.quantile(known, points, method="hazen")
    else:
        within = np.clip(points, TAIL, 1 - TAIL)
        at_s = FAMILIES[family](shape, scale=scale).ppf(within)
    drawn = np.quantile(at_s, np.array(PERCENTILES) / 100)
    return Fit(
        family, shape, scale, len(known), distance, chance,
        tuple(np.percentile(known, PERCENTILES).tolist()), tuple(drawn.tolist()),
        np.rint(at_s * 1000).astype(np.int64),
    )  # fmt: skip


def _nearest(known: Floats) -> tuple[str, float, float, float]:
    """The likeliest family, its shape and scale (s), and its distance from the record."""
    if known[0] == known[-1]:
        return RECORD, 0.0, float(known[0]), 0.0
    found = [(name, *_likeliest(name, known)) for name in FAMILIES]
    name, shape, scale, aic = min(found, key=lambda each: each[3])
    if not np.isfinite(aic):
        return RECORD, 0.0, float(np.median(known)), 1.0
    distance = stats.kstest(known, FAMILIES[name](shape, scale=scale).cdf).statistic
    return name, shape, scale, float(distance)


def _likeliest(name: str, known: Floats) -> tuple[float, float, float]:
    """Shape, scale (s) and AIC of a family; an infinite AIC where none is likeliest."""
    family = FAMILIES[name]
    try:
        with np.errstate(all="ignore"):
            shape, _, scale = family.fit(known, floc=0)
            likely = float(np.sum(family.logpdf(known, shape, scale=scale)))
    except (stats.FitError, ArithmeticError):
        return 0.0, 0.0, np.inf
    aic = 4 - 2 * likely
    return float(shape), float(scale), aic if np.isfinite(aic) else np.inf

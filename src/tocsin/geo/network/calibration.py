"""Factors from observed journeys: how much longer or shorter they took than the table says.

Model: observed = start + hour × Σ slowness of a group of roads × modelled time on that group.
Fitted by least squares of the relative error, in turns: weights after Huber (1964) against
outliers, bounds on every factor, a pull towards 1 where few journeys tell; then the median by
hour.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.geo.network.arrays import I64, Mask

Floats = npt.NDArray[np.float64]

GROUPS = {
    "fast": ("motorway", "trunk"),
    "main": ("primary", "secondary", "tertiary"),
    "local": (
        "unclassified", "residential", "living_street", "service", "track", "pedestrian", "busway",
        "bus_guideway", "road", "escape", "footway", "cycleway", "path", "steps", "bridleway",
        "corridor",
    ),
}  # fmt: skip
"""Classes of road that are fitted together: one alone is driven too seldom."""
GROUP_NAMES = tuple(GROUPS)
LEAST, MOST = 0.25, 4.0
PULL = 0.01
"""As much as this many journeys that took what the table says: it decides where none tells."""
HUBER = 0.3
ROUNDS = 30
FEWEST_AN_HOUR = 20
LONGEST_START_S = 300.0


class Factors(NamedTuple):
    """`slowness` by group and by hour (0 to 23); 1: as the table says."""

    start_s: float
    groups: Floats
    hours: Floats


class Error(NamedTuple):
    """Of predictions: the mean of the relative error, and the median of the error in seconds."""

    mape: float
    median_s: float


def plain(groups: int) -> Factors:
    """As the table says."""
    return Factors(0.0, np.ones(groups), np.ones(24))


def fitted(modelled: Floats, observed: Floats, hours: I64, now: Factors) -> Factors:
    """Factors for modelled times (s; a row a journey, a column a group), by the hour of each (-1:
    not known), beginning with those of before."""
    for _ in range(3):
        late = np.where(hours >= 0, now.hours[hours], 1.0)
        start, groups = _least_squares(modelled * late[:, None], observed)
        now = Factors(start, groups, _by_hour(modelled @ groups, observed - start, hours))
    return now


def predicted(modelled: Floats, hours: I64, factors: Factors) -> Floats:
    """Seconds, by the factors."""
    late = np.where(hours >= 0, factors.hours[hours], 1.0)
    found: Floats = factors.start_s + late * (modelled @ factors.groups)
    return found


def error_of(found: Floats, observed: Floats) -> Error:
    """How far predictions are off."""
    off = np.abs(found - observed)
    return Error(float(np.mean(off / observed)), float(np.median(off)))


def held_out(count: int) -> Mask:
    """Every fifth journey is not fitted to, and tells the error."""
    found: Mask = np.arange(count) % 5 == 4
    return found


def _least_squares(modelled: Floats, observed: Floats) -> tuple[float, Floats]:
    columns = np.column_stack((np.ones(len(observed)), modelled)) / observed[:, None]
    groups = modelled.shape[1]
    low = np.array([0.0, *[LEAST] * groups])
    high = np.array([LONGEST_START_S, *[MOST] * groups])
    found = np.array([0.0, *[1.0] * groups])
    for _ in range(ROUNDS):
        off = np.abs(columns @ found - 1)
        weights = np.minimum(1.0, HUBER / np.maximum(off, 1e-9))
        square = columns.T @ (columns * weights[:, None])
        wanted = columns.T @ weights
        pull = np.array([0.0, *(PULL * np.mean(columns[:, 1:] ** 2, axis=0))])
        square += np.diag(pull)
        wanted += pull
        found = _bounded(square, wanted, low, high)
    return float(found[0]), found[1:]


def _bounded(square: Floats, wanted: Floats, low: Floats, high: Floats) -> Floats:
    """The least of a small quadratic form within bounds: what goes beyond one is held there, and
    the rest solved again."""
    found = np.clip(np.ones(len(wanted)), low, high)
    is_free = np.diag(square) > 0
    while is_free.any():
        held = wanted[is_free] - square[np.ix_(is_free, ~is_free)] @ found[~is_free]
        found[is_free] = np.linalg.lstsq(square[np.ix_(is_free, is_free)], held, rcond=None)[0]
        is_out = is_free & ((found < low) | (found > high))
        if not is_out.any():
            break
        found = np.clip(found, low, high)
        is_free &= ~is_out
    return found


def _by_hour(moving: Floats, observed: Floats, hours: I64) -> Floats:
    found = np.ones(24)
    for hour in range(24):
        of = (hours == hour) & (moving > 0)
        if of.sum() >= FEWEST_AN_HOUR:
            found[hour] = min(max(float(np.median(observed[of] / moving[of])), LEAST), MOST)
    known = hours >= 0
    if known.any():
        found /= np.exp(np.mean(np.log(found[hours[known]])))
    return found


def permille(share: Sequence[int], slowness: float) -> list[int]:
    """Shares of speed, by how much slower it is."""
    return [max(1, round(each / slowness)) for each in share]

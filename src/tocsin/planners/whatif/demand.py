"""Calls drawn for a period, so that arms with more or fewer calls share all that both have.

Every call that any arm may have is drawn once, with a mark; an arm keeps those whose mark lies
below what it multiplies calls by (thinning: Lewis and Shedler 1979). So double the storm is the
storm and as much again, not another week.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
HOUR_MS = 3_600_000


class Stream(NamedTuple):
    """Calls of one kind. `mean` (hours of the period): how many are expected in each hour, once;
    `most` (same): what an arm may multiply that by, at most; `weight` (spots): where; `spread`: the
    variance of a day's luck."""

    kind: int
    mean: Floats
    most: Floats
    weight: Floats
    spread: float = 0.0


class Drawn(NamedTuple):
    """Calls by time; `mark` lies between 0 and what the stream's hour may be multiplied by."""

    at_ms: I64
    spot: I64
    kind: I64
    mark: Floats


def drawn(streams: Sequence[Stream], seed: int) -> Drawn:
    """What comes in one replication. A stream's draws depend on the seed and its number alone."""
    parts = [_of(stream, seed, number) for number, stream in enumerate(streams)]
    at_ms = np.concatenate([each.at_ms for each in parts])
    order = np.lexsort((np.concatenate([each.kind for each in parts]), at_ms))
    return Drawn(
        at_ms[order],
        np.concatenate([each.spot for each in parts])[order],
        np.concatenate([each.kind for each in parts])[order],
        np.concatenate([each.mark for each in parts])[order],
    )


def _of(stream: Stream, seed: int, number: int) -> Drawn:
    random = np.random.default_rng([seed, number])
    hours = len(stream.mean)
    luck = np.ones(-(-hours // 24))
    if stream.spread > 0:
        luck = random.gamma(1 / stream.spread, stream.spread, len(luck))
    count = random.poisson(stream.mean * stream.most * np.repeat(luck, 24)[:hours])
    hour = np.repeat(np.arange(hours), count)
    at_ms = hour * HOUR_MS + random.integers(0, HOUR_MS, len(hour))
    within = np.cumsum(stream.weight)
    spot = np.searchsorted(within, random.random(len(hour)) * within[-1], side="right")
    mark = random.random(len(hour)) * stream.most[hour]
    kind = np.full(len(hour), stream.kind, np.int64)
    return Drawn(at_ms, np.minimum(spot, len(within) - 1).astype(np.int64), kind, mark)


def kept(found: Drawn, times: Floats) -> I64:
    """Which calls an arm has; `times` (kinds × hours) is what it multiplies by."""
    return np.flatnonzero(found.mark < times[found.kind, found.at_ms // HOUR_MS])

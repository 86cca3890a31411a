"""Times as a distribution: percentiles with what they rest on and what they leave out."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

SMALL_N = 30
"""Below this many observations a 90th percentile rests on fewer than three cases above it."""


class Span(msgspec.Struct, frozen=True):
    """A duration in seconds; `low` and `high` differ where an end is only an interval."""

    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        """Whether both ends were reported as instants."""
        return self.low == self.high


class End(msgspec.Struct, frozen=True):
    """One end of a duration: an instant, or an interval from `after` to `at`."""

    at: datetime
    after: datetime | None = None


def span(begin: End | None, end: End | None) -> Span | None:
    """From one end to the other; None where one is missing, negative when they run backwards."""
    if begin is None or end is None:
        return None
    low = (end.after or end.at) - begin.at
    high = end.at - (begin.after or begin.at)
    return Span(low.total_seconds(), high.total_seconds())


def percentile(ordered: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie: linear interpolation (type 7; Hyndman & Fan 1996).

    `ordered` is sorted and not empty; 0 ≤ share ≤ 1.
    """
    assert ordered, "no observations"
    assert 0.0 <= share <= 1.0, share
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def tidy(value: float) -> float:
    """A figure to the millisecond, whole where it is whole."""
    rounded = round(value, 3)
    return int(rounded) if rounded == int(rounded) else rounded


class Bounds(msgspec.Struct, frozen=True):
    """Where the percentiles lie when interval times are counted too: at least, at most."""

    p50: tuple[float, float]
    p90: tuple[float, float]
    n: int


class Spread(msgspec.Struct, frozen=True):
    """A distribution of durations in seconds.

    `n` observations with both times exact stand behind `p50` and `p90` (None when there are none).
    `missing` lack a time; `interval` have one that is only known between two looks and are left out
    of the percentiles (`bounds` says what they could make of them); `negative` run backwards and
    are kept.
    """

    p50: float | None
    p90: float | None
    n: int
    missing: int
    interval: int
    negative: int
    per: str
    definition: str
    is_small: bool = False
    bounds: Bounds | None = None


def spread(spans: Iterable[Span | None], per: str, definition: str) -> Spread:
    """The distribution of these durations; None stands for a missing one."""
    exact: list[float] = []
    vague: list[Span] = []
    missing = 0
    for each in spans:
        if each is None:
            missing += 1
        elif each.is_exact:
            exact.append(each.low)
        else:
            vague.append(each)
    exact.sort()
    return Spread(
        p50=tidy(percentile(exact, 0.5)) if exact else None,
        p90=tidy(percentile(exact, 0.9)) if exact else None,
        n=len(exact),
        missing=missing,
        interval=len(vague),
        negative=sum(1 for each in exact if each < 0),
        per=per,
        definition=definition,
        is_small=len(exact) < SMALL_N,
        bounds=_bounds(exact, vague) if vague else None,
    )


def _bounds(exact: list[float], vague: list[Span]) -> Bounds:
    """Order statistics are monotone: lower ends give the least percentile, upper the most."""
    low = sorted([*exact, *(each.low for each in vague)])
    high = sorted([*exact, *(each.high for each in vague)])
    return Bounds(
        p50=(tidy(percentile(low, 0.5)), tidy(percentile(high, 0.5))),
        p90=(tidy(percentile(low, 0.9)), tidy(percentile(high, 0.9))),
        n=len(low),
    )


def wilson(within: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927), which behaves at 0, at 1 and for small n."""
    assert 0 <= within <= n
    if n == 0:
        return 0.0, 1.0
    z = 1.959964
    share = within / n
    middle = share + z * z / (2 * n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)

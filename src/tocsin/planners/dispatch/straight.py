"""Travel times where there are no roads to ask: as the crow flies, longer by a third, at 40 km/h.

Roads are longer than the crow's way by 1.2 to 1.4 in most towns (detour index; Boscoe et al., The
Professional Geographer 64 (2012): 1.42 in the mean of the United States).
"""

from collections.abc import Sequence

import numpy as np

from tocsin.geo.places import Point, distance_m
from tocsin.planners.dispatch.ground import I64, NEVER_MS, Zones
from tocsin.planners.dispatch.nearest import MS_PER_M

NOBODY = Zones(np.zeros(0, np.int64), np.zeros(0, np.int64), ())


class Straight:
    """A ground of which nothing is known."""

    checksum: str | None = None
    unplaced: tuple[str, ...] = ()
    zones = NOBODY

    def to_place(
        self, begins: Sequence[Point], _kinds: Sequence[str], end: Point,
        within_ms: int = NEVER_MS,  # noqa: ARG002 (all are found at once)
    ) -> I64:  # fmt: skip
        """As in `question.Ground`."""
        return np.array([round(distance_m(each, end) * MS_PER_M) for each in begins], np.int64)

    def at_least(self, begins: Sequence[Point], _kinds: Sequence[str], _end: Point) -> I64:
        """All are found at once: nothing more is known."""
        return np.zeros(len(begins), np.int64)

    def between(self, begin: Point, _kind: str, end: Point) -> tuple[int, int]:
        """As in `question.Ground`."""
        ms = round(distance_m(begin, end) * MS_PER_M)
        return ms, ms

    def to_zones(
        self, begins: Sequence[Point], _kinds: Sequence[str],
        within_ms: int = NEVER_MS,  # noqa: ARG002
    ) -> I64:  # fmt: skip
        """Nobody knows where people are."""
        return np.zeros((len(begins), 0), np.int64)

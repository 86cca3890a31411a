"""Searches of what is near: by machine code where that pays, else by an engine for whole ones."""

from typing import Protocol

import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER
from tocsin.geo.network.engines import is_compiled_worth
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.states import Drive

NO_GOALS = np.zeros(0, np.int32)
SEARCHES = 40
"""About so many are asked before the roads change again."""


class Near(Protocol):
    """Many searches over the same exits at the same cost. For one thread at a time."""

    def times(
        self, seeds: Seeds, starts: I32, state: I32, late: I32, limit_ms: int = NEVER - 1
    ) -> I64:
        """Milliseconds from the seeds to each of many places, by their ways in (`state`, `late`;
        those of place p are `starts[p]` to `starts[p + 1]`); NEVER where nothing of them is
        reached within the limit."""


class Whole:
    """By an engine that searches everything up to the limit each time."""

    def __init__(self, start: I32, to: I32, cost: I32) -> None:
        self._engine, self._cost = Plain(start, to), cost

    def times(
        self, seeds: Seeds, starts: I32, state: I32, late: I32, limit_ms: int = NEVER - 1
    ) -> I64:
        """As in `Near`."""
        ms = self._engine.tree(self._cost, seeds, NO_GOALS, limit_ms).ms[state].astype(np.int64)
        out = np.full(len(starts) - 1, NEVER, np.int64)
        is_some = np.diff(starts) > 0
        if is_some.any():
            there = np.where(ms <= limit_ms, ms + late, NEVER)
            out[is_some] = np.minimum.reduceat(there, starts[:-1][is_some])
        return out


def near_of(driven: Drive, start: I32, to: I32, cost: I32) -> Near:
    """Who searches, over the exits of a drive or those turned round."""
    if is_compiled_worth(driven, SEARCHES):
        from tocsin.geo.network.nearby import Nearby

        return Nearby(start, to, cost)
    return Whole(start, to, cost)

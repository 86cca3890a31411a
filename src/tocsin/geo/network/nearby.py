"""Many searches of what is near, over the same exits at the same cost.

What one search has touched is put back before the next, so that a short one costs what it reaches
and not the whole network. Buckets as in `compiled`; no ways, only times.
"""

import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER
from tocsin.geo.network.compiled import SHIFT, buckets_for, compiled
from tocsin.geo.network.searching import Seeds

MOST_MS = NEVER - 1


@compiled
def _reached(  # noqa: PLR0912, PLR0915 (one loop, as numba wants it)
    start: I32, pair: I32, state: I32, late: I32, limit_ms: int, ms: I32, first: I32, pool: I32,
    touched: I32,
) -> tuple[I32, int]:  # fmt: skip
    """Fills `ms` (all NEVER before) and says how many states it touched, listed in `touched`."""
    mask = len(first) - 1
    first[:] = -1
    free, used, waiting, now, count = -1, 0, 0, 0, 0
    for each in range(len(state)):
        if late[each] < ms[state[each]]:
            if ms[state[each]] == NEVER:
                touched[count] = state[each]
                count += 1
            ms[state[each]] = late[each]
            bucket = (late[each] >> SHIFT) & mask
            pool[used, 0], pool[used, 1], pool[used, 2] = state[each], late[each], first[bucket]
            first[bucket] = used
            used += 1
            waiting += 1
    while waiting > 0:
        entry = first[now & mask]
        if entry == -1:
            now += 1
            if now << SHIFT > limit_ms:
                break
            continue
        here, reached = pool[entry, 0], pool[entry, 1]
        first[now & mask] = pool[entry, 2]
        pool[entry, 2] = free
        free = entry
        waiting -= 1
        if reached > ms[here]:
            continue
        for exit in range(start[here], start[here + 1]):
            then = np.int64(reached) + pair[exit, 0]
            there = pair[exit, 1]
            if then < ms[there] and then <= limit_ms:
                if ms[there] == NEVER:
                    touched[count] = there
                    count += 1
                ms[there] = then
                if free != -1:
                    entry = free
                    free = pool[entry, 2]
                else:
                    entry = used
                    used += 1
                    if used == len(pool):
                        wider = np.empty((2 * used, 3), np.int32)
                        wider[:used] = pool
                        pool = wider
                bucket = (then >> SHIFT) & mask
                pool[entry, 0], pool[entry, 1], pool[entry, 2] = there, then, first[bucket]
                first[bucket] = entry
                waiting += 1
    return pool, count


@compiled
def _taken(ms: I32, start: I32, state: I32, late: I32, out: I64) -> None:
    """The soonest of each place's ways in: those of place p are `start[p]` to `start[p + 1]`."""
    for place in range(len(start) - 1):
        best = np.int64(NEVER)
        for each in range(start[place], start[place + 1]):
            if ms[state[each]] != NEVER:
                best = min(best, np.int64(ms[state[each]]) + late[each])
        out[place] = best


class Nearby:
    """For one thread at a time. `start`, `to` and `cost` are of the exits, by state."""

    def __init__(self, start: I32, to: I32, cost: I32) -> None:
        kept = np.flatnonzero(cost != NEVER)
        self._start = np.concatenate([[0], np.cumsum(cost != NEVER)]).astype(np.int32)[start]
        self._pair = np.empty((len(kept), 2), np.int32)
        self._pair[:, 0], self._pair[:, 1] = cost[kept], to[kept]
        states = len(start) - 1
        self._ms = np.full(states, NEVER, np.int32)
        self._touched = np.empty(states, np.int32)
        self._pool = np.empty((1 << 12, 3), np.int32)
        longest = np.array([self._pair[:, 0].max(initial=0)], np.int32)
        self._longest = longest

    def times(
        self, seeds: Seeds, starts: I32, state: I32, late: I32, limit_ms: int = MOST_MS
    ) -> I64:
        """As in `near_searches.Near`."""
        begins = np.concatenate([self._longest, seeds.ms])
        first = np.empty(buckets_for(begins[:, None], seeds.ms), np.int32)
        if len(self._pool) < len(seeds.state) + 2:
            self._pool = np.empty((len(seeds.state) + 2, 3), np.int32)
        self._pool, count = _reached(
            self._start, self._pair, seeds.state, seeds.ms, limit_ms, self._ms, first, self._pool,
            self._touched,
        )  # fmt: skip
        out = np.empty(len(starts) - 1, np.int64)
        _taken(self._ms, starts, state, late, out)
        self._ms[self._touched[:count]] = NEVER
        return out

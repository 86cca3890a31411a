"""Searching by a compiled kernel (numba): states wait in buckets of two seconds.

Times are whole, so a state is looked for in no heap: it stands in the bucket of its time and moves
when it is reached sooner; a bucket is emptied before the next, however often a state comes back to
it. Sources: R. Dial, “Shortest-path forest with topological ordering”, CACM 12 (1969); U. Meyer and
P. Sanders, “Δ-stepping”, J. Algorithms 49 (2003). Of ways that take equally long, the one over the
exits of lowest number is given, as by every engine. Measured in decision 033.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER
from tocsin.geo.network.searching import Found, Gates, Seeds

F = TypeVar("F", bound=Callable[..., object])
SHIFT = 11
"""A bucket spans 2^11 ms."""
FEW = 64
"""With more goals than these, the whole of what can be reached is searched."""


def compiled(function: F) -> F:
    """Compile at the first call; keep what was compiled where something may be written."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast(F, numba.njit(nogil=True)(function))


@compiled
def _run(  # noqa: PLR0912, PLR0915 (one loop, as numba wants it)
    start: I32, pair: I32, state: I32, late: I32, goals: I32, limit_ms: int, ms: I32, came: I32,
    first: I32, pool: I32,
) -> I32:  # fmt: skip
    """`first` is the newest entry of each bucket; an entry of the pool says state, time, and the
    entry before it. Popped entries are used again; the pool grows where that is not enough."""
    mask = len(first) - 1
    ms[:] = NEVER
    came[:] = -1
    first[:] = -1
    free, used, waiting, now = -1, 0, 0, 0
    for each in range(len(state)):
        if late[each] < ms[state[each]]:
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
            if 0 < len(goals) <= FEW:
                last = np.int32(0)
                for each in goals:
                    last = max(last, ms[each])
                if last < now << SHIFT:
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
            if then < ms[there]:
                ms[there] = then
                came[there] = exit
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
            elif then == ms[there] and exit < came[there]:
                came[there] = exit
    return pool


@compiled
def _rows(
    start: I32, pair: I32, begins: I32, state: I32, late: I32, gate_start: I32, gate_state: I32,
    gate_ms: I32, goals: I32, buckets: int, pool: I32, out: I64,
) -> None:  # fmt: skip
    states = len(start) - 1
    ms, came = np.empty(states, np.int32), np.empty(states, np.int32)
    first = np.empty(buckets, np.int32)
    for row in range(len(begins) - 1):
        of = slice(begins[row], begins[row + 1])
        pool = _run(start, pair, state[of], late[of], goals, NEVER - 1, ms, came, first, pool)
        for column in range(len(gate_start) - 1):
            best = np.int64(NEVER)
            for each in range(gate_start[column], gate_start[column + 1]):
                best = min(best, np.int64(ms[gate_state[each]]) + gate_ms[each])
            out[row, column] = best


class Compiled:
    """An engine that numba compiles."""

    name = "numba"

    def __init__(self, start: I32, to: I32) -> None:
        self._start, self._to = start, to

    def tree(self, cost: I32, seeds: Seeds, goals: I32, limit_ms: int = NEVER - 1) -> Found:
        """As in `searching.Engine`."""
        states = len(self._start) - 1
        ms, came = np.empty(states, np.int32), np.empty(states, np.int32)
        start, pair, kept = self._open(cost)
        first = np.empty(buckets_for(pair, seeds.ms), np.int32)
        pool = np.empty((states + len(seeds.state) + 2, 3), np.int32)
        _run(start, pair, seeds.state, seeds.ms, np.unique(goals), limit_ms, ms, came, first, pool)
        is_reached = came >= 0
        came[is_reached] = kept[came[is_reached]]
        return Found(ms, came)

    def matrix(self, cost: I32, sources: list[Seeds], gates: Gates) -> I64:
        """As in `searching.Engine`."""
        begins = np.cumsum([0, *(len(each.state) for each in sources)]).astype(np.int32)
        state = np.concatenate([each.state for each in sources] or [np.zeros(0, np.int32)])
        late = np.concatenate([each.ms for each in sources] or [np.zeros(0, np.int32)])
        out = np.full((len(sources), len(gates.start) - 1), NEVER, np.int64)
        start, pair, _ = self._open(cost)
        pool = np.empty((len(self._start) + len(state) + 2, 3), np.int32)
        _rows(start, pair, begins, state, late, gates.start, gates.state, gates.ms,
              np.unique(gates.state), buckets_for(pair, late), pool, out)  # fmt: skip
        return out

    def _open(self, cost: I32) -> tuple[I32, I32, I32]:
        """The exits that may be driven: their begins by state, (cost, to), and their numbers."""
        kept = np.flatnonzero(cost != NEVER).astype(np.int32)
        start = np.searchsorted(kept, self._start).astype(np.int32)
        pair = np.empty((len(kept), 2), np.int32)
        pair[:, 0], pair[:, 1] = cost[kept], self._to[kept]
        return start, pair, kept


def buckets_for(pair: I32, late: I32) -> int:
    """A power of two that is more than the longest exit and the latest seed span: no two times
    share a bucket."""
    longest = max(int(pair[:, 0].max(initial=0)), int(late.max(initial=0)))
    return 1 << ((longest >> SHIFT) + 1).bit_length()

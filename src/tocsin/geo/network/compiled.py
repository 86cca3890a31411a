"""Searching by a compiled kernel (numba): Dijkstra's algorithm with a heap of whole numbers.

An entry of the heap is the time in the upper half and the state in the lower; a state may stand in
it more than once, and only the first counts. Source: the measurements of decision 033.
"""

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

from tocsin.geo.network.arrays import I8, I32, I64, NEVER
from tocsin.geo.network.searching import Found, Gates, Seeds

F = TypeVar("F", bound=Callable[..., object])
LOWER = 0xFFFFFFFF


def compiled(function: F) -> F:
    """Compile at the first call; keep what was compiled where something may be written."""
    try:
        return cast(F, numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # no folder to keep it in
        return cast(F, numba.njit(nogil=True)(function))


@compiled
def _pushed(heap: I64, size: int, entry: np.int64) -> int:
    at = size
    while at > 0:
        up = (at - 1) >> 2
        if heap[up] <= entry:
            break
        heap[at] = heap[up]
        at = up
    heap[at] = entry
    return size + 1


@compiled
def _popped(heap: I64, size: int) -> int:
    size -= 1
    entry = heap[size]
    at = 0
    while True:
        down = 4 * at + 1
        if down >= size:
            break
        least = heap[down]
        best = down
        for each in range(down + 1, min(down + 4, size)):
            if heap[each] < least:
                least = heap[each]
                best = each
        if least >= entry:
            break
        heap[at] = least
        at = best
    heap[at] = entry
    return size


@compiled
def _run(
    start: I32, to: I32, cost: I32, state: I32, late: I32, is_goal: I8, goals: int, limit_ms: int,
    ms: I32, came: I32, heap: I64,
) -> None:  # fmt: skip
    ms[:] = NEVER
    came[:] = -1
    size = 0
    for each in range(len(state)):
        if late[each] < ms[state[each]]:
            ms[state[each]] = late[each]
            size = _pushed(heap, size, (np.int64(late[each]) << 32) | np.int64(state[each]))
    left = goals
    while size > 0:
        top = heap[0]
        size = _popped(heap, size)
        here = top & LOWER
        now = top >> 32
        if now > ms[here]:
            continue
        if now > limit_ms:
            break
        if goals > 0 and is_goal[here]:
            left -= 1
            if left == 0:
                break
        for each in range(start[here], start[here + 1]):
            if cost[each] == NEVER:
                continue
            then = now + cost[each]
            there = to[each]
            if then < ms[there]:
                ms[there] = then
                came[there] = each
                size = _pushed(heap, size, (np.int64(then) << 32) | np.int64(there))


@compiled
def _rows(
    start: I32, to: I32, cost: I32, first: I32, state: I32, late: I32, gate_start: I32,
    gate_state: I32, gate_ms: I32, is_goal: I8, goals: int, out: I64,
) -> None:  # fmt: skip
    states = len(start) - 1
    ms, came = np.empty(states, np.int32), np.empty(states, np.int32)
    heap = np.empty(len(to) + len(state) + 1, np.int64)
    for row in range(len(first) - 1):
        of = slice(first[row], first[row + 1])
        _run(start, to, cost, state[of], late[of], is_goal, goals, NEVER - 1, ms, came, heap)
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
        heap = np.empty(len(self._to) + len(seeds.state) + 1, np.int64)
        is_goal, count = self._goals(goals)
        _run(self._start, self._to, cost, seeds.state, seeds.ms, is_goal, count, limit_ms, ms,
             came, heap)  # fmt: skip
        return Found(ms, came)

    def matrix(self, cost: I32, sources: list[Seeds], gates: Gates) -> I64:
        """As in `searching.Engine`."""
        first = np.cumsum([0, *(len(each.state) for each in sources)]).astype(np.int32)
        state = np.concatenate([each.state for each in sources] or [np.zeros(0, np.int32)])
        late = np.concatenate([each.ms for each in sources] or [np.zeros(0, np.int32)])
        out = np.full((len(sources), len(gates.start) - 1), NEVER, np.int64)
        is_goal, count = self._goals(gates.state)
        _rows(self._start, self._to, cost, first, state, late, gates.start, gates.state, gates.ms,
              is_goal, count, out)  # fmt: skip
        return out

    def _goals(self, goals: I32) -> tuple[I8, int]:
        is_goal = np.zeros(len(self._start) - 1, np.uint8)
        is_goal[goals] = 1
        return is_goal, int(is_goal.sum())

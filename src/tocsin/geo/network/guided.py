"""One way at a time, from a place that moves to an end: a search that trees guide to it.

Backwards from the end by A* (Hart, Nilsson and Raphael 1968). How far it still is, no less than the
trees of other places say (landmarks and the triangle inequality: Goldberg and Harrelson 2005), so
what is found is exact, and a state is never taken up twice.
"""

import numpy as np

from tocsin.geo.network.arrays import I8, I32, I64, NEVER
from tocsin.geo.network.compiled import compiled
from tocsin.geo.network.searching import Seeds
from tocsin.geo.network.trees import looked

MOST_TOUCHED = 12_000
"""A search that has come to so many states is given up."""
look = compiled(looked)


@compiled
def _still(from_trees: I64, late: I32, to_begin: I64) -> int:
    """No way from the place to a state that the trees reach then takes less; NEVER where none leads
    there."""
    most = 0
    for at in range(len(from_trees)):
        if from_trees[at] >= NEVER:
            return NEVER
        least = NEVER
        for begin in range(len(late)):
            least = min(least, int(late[begin] + from_trees[at] - to_begin[begin, at]))
        most = max(most, least)
    return most


@compiled
def _soonest(  # noqa: PLR0912, PLR0915 (one loop, as numba wants it)
    start: I32, source: I32, cost: I32, came: I8, marks: I32, seed_state: I32, seed_ms: I32,
    rows: I64, begin: I32, late: I32, to_begin: I64, end: I32, end_late: I32, ms: I32, still: I32,
    touched: I32, most: int, heap: I64,
) -> tuple[I64, int, int, int]:  # fmt: skip
    """Fills `ms` (all NEVER before); says the heap, how many states it touched (listed in
    `touched`), the soonest, and what no way takes less than. Gives up at so many states. An entry
    of the heap is the sum of what was driven and what is left at least, and the state, in one
    number."""
    count, size, best, least = 0, 0, NEVER, NEVER
    at, waiting = 0, len(end)
    here, reached = np.int64(-1), np.int64(0)
    exit, last = 0, 0
    one, none, from_trees = np.empty(1, np.int32), np.zeros(1, np.int32), np.empty_like(rows)
    while True:
        if waiting > 0:
            there, then = np.int64(end[at]), np.int64(end_late[at])
            at += 1
            waiting -= 1
        elif exit < last:
            there, then = np.int64(source[exit]), reached + cost[exit]
            exit += 1
        else:
            if size == 0:
                break
            top = heap[0]
            size -= 1
            moved, hole = heap[size], 0
            while True:
                child = 2 * hole + 1
                if child >= size:
                    break
                if child + 1 < size and heap[child + 1] < heap[child]:
                    child += 1
                if heap[child] >= moved:
                    break
                heap[hole] = heap[child]
                hole = child
            heap[hole] = moved
            here = top & 0xFFFFFFFF
            whole = top >> 32
            if whole >= best or count > most:
                least = min(int(whole), best)
                break
            reached = whole - still[here]
            if reached > ms[here]:
                continue
            for each in range(len(begin)):
                if begin[each] == here:
                    best = min(best, int(reached + late[each]))
            exit, last = start[here], start[here + 1]
            continue
        if then >= ms[there]:
            continue
        if ms[there] == NEVER:
            touched[count] = there
            count += 1
            one[0] = there
            look(start, source, cost, came, marks, seed_state, seed_ms, rows, one, none, from_trees)
            still[there] = _still(from_trees, late, to_begin)
        ms[there] = then
        whole = then + still[there]
        if whole >= best or still[there] == NEVER:
            continue
        if size == len(heap):
            wider = np.empty(2 * size, np.int64)
            wider[:size] = heap
            heap = wider
        hole, entry = size, (whole << 32) | there
        size += 1
        while hole > 0 and heap[(hole - 1) >> 1] > entry:
            heap[hole] = heap[(hole - 1) >> 1]
            hole = (hole - 1) >> 1
        heap[hole] = entry
    return heap, count, best, min(least, best)


class Guided:
    """For one thread at a time. `start`, `source` and `cost` are of the exits turned round."""

    def __init__(self, start: I32, source: I32, cost: I32) -> None:
        states = len(start) - 1
        self._turned = start, source, cost
        self._ms = np.full(states, NEVER, np.int32)
        self._still = np.empty(states, np.int32)
        self._touched = np.empty(states, np.int32)
        self._heap = np.empty(1 << 12, np.int64)

    def soonest(
        self, came: I8, marks: I32, seed_state: I32, seed_ms: I32, rows: I64, begin: Seeds,
        to_begin: I64, end: Seeds,
    ) -> tuple[int, int]:  # fmt: skip
        """Milliseconds from where a way begins to its end, and what no way takes less than: the
        same, where it was found; else the first is NEVER, and the search was given up unless both
        are. `rows` are the trees that guide, each of which reaches all states of the beginning:
        `to_begin` (states × trees) says when."""
        self._heap, count, best, least = _soonest(
            *self._turned, came, marks, seed_state, seed_ms, rows, begin.state, begin.ms, to_begin,
            end.state, end.ms, self._ms, self._still, self._touched, MOST_TOUCHED, self._heap,
        )  # fmt: skip
        self._ms[self._touched[:count]] = NEVER
        return (best, best) if least >= best else (NEVER, least)

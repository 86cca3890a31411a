"""Searching in plain Python: Dijkstra's algorithm with a heap. Slow beside the compiled one, and
the same answers to the millisecond; used where numba is not there, and for a single question."""

from heapq import heappop, heappush

import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER
from tocsin.geo.network.searching import Found, Gates, Seeds


class Plain:
    """An engine over lists."""

    name = "plain"

    def __init__(self, start: I32, to: I32) -> None:
        self._start: list[int] = start.tolist()
        self._to: list[int] = to.tolist()

    def tree(self, cost: I32, seeds: Seeds, goals: I32, limit_ms: int = NEVER - 1) -> Found:
        """As in `searching.Engine`."""
        ms, came = self._run(cost.tolist(), seeds, set(goals.tolist()), limit_ms)
        return Found(np.array(ms, np.int32), np.array(came, np.int32))

    def matrix(self, cost: I32, sources: list[Seeds], gates: Gates) -> I64:
        """As in `searching.Engine`."""
        listed = cost.tolist()
        goals = set(gates.state.tolist())
        out = np.full((len(sources), len(gates.start) - 1), NEVER, np.int64)
        entries = list(zip(gates.state.tolist(), gates.ms.tolist(), strict=True))
        begins = gates.start.tolist()
        for row, seeds in enumerate(sources):
            ms, _ = self._run(listed, seeds, set(goals), NEVER - 1)
            for column in range(len(begins) - 1):
                for state, extra in entries[begins[column] : begins[column + 1]]:
                    out[row, column] = min(out[row, column], ms[state] + extra, NEVER)
        return out

    def _run(
        self, cost: list[int], seeds: Seeds, goals: set[int], limit_ms: int
    ) -> tuple[list[int], list[int]]:
        start, to = self._start, self._to
        ms = [NEVER] * (len(start) - 1)
        came = [-1] * len(ms)
        heap: list[int] = []
        for state, at in zip(seeds.state.tolist(), seeds.ms.tolist(), strict=True):
            if at < ms[state]:
                ms[state] = at
                heappush(heap, at << 32 | state)
        has_goals = bool(goals)
        while heap:
            top = heappop(heap)
            state, now = top & 0xFFFFFFFF, top >> 32
            if now > ms[state]:
                continue
            if now > limit_ms:
                break
            if has_goals:
                goals.discard(state)
                if not goals:
                    break
            for exit in range(start[state], start[state + 1]):
                price = cost[exit]
                there = to[exit]
                if price == NEVER or now + price > ms[there]:
                    continue
                if now + price < ms[there]:
                    ms[there], came[there] = now + price, exit
                    heappush(heap, now + price << 32 | there)
                elif exit < came[there]:
                    came[there] = exit
        return ms, came

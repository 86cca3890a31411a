"""Times from places that stay to anywhere, made once and looked up: one tree for each place.

A tree keeps, of each state, the exit over which it is reached, as one byte (its number among the
exits into that state), and the time itself of every sixteenth state. A time is looked up by going
back to the next of these: exact, in a third of the memory that all times would take.
"""

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I8, I32, I64, NEVER
from tocsin.geo.network.backward import Backward
from tocsin.geo.network.engines import engine_for, is_compiled_worth
from tocsin.geo.network.searching import Engine, Seeds
from tocsin.geo.network.states import Drive

if TYPE_CHECKING:
    from tocsin.geo.network.guided import Guided

SHIFT = 4
"""The time of every 2^4th state is kept."""
UNREACHED, SEED = 255, 254
MOST_SEEDS = 2
MOST_PLAIN = 50_000
"""Of more states than these no trees are made without machine code."""
SEARCHES = 40
GUIDES = 1
"""So many trees guide a search: more find the way over fewer states, and take longer to ask."""
NO_GOALS = np.zeros(0, np.int32)


def looked(
    start: I32, source: I32, cost: I32, came: I8, marks: I32, seed_state: I32, seed_ms: I32,
    rows: I64, state: I32, late: I32, out: I64,
) -> None:  # fmt: skip
    """The soonest of a place's ways in (`state`, `late`), from each of the trees in `rows`."""
    for at in range(len(rows)):
        row = rows[at]
        best = np.int64(NEVER)
        for each in range(len(state)):
            here = np.int64(state[each])
            ms = np.int64(late[each])
            while True:
                if here & ((1 << SHIFT) - 1) == 0:
                    ms += marks[row, here >> SHIFT]
                    break
                by = came[row, here]
                if by == UNREACHED:
                    ms = np.int64(NEVER)
                    break
                if by == SEED:
                    begun = np.int64(NEVER)
                    for seed in range(MOST_SEEDS):
                        if seed_state[row, seed] == here:
                            begun = min(begun, np.int64(seed_ms[row, seed]))
                    ms += begun
                    break
                exit = start[here] + by
                ms += cost[exit]
                here = np.int64(source[exit])
            best = min(best, ms)
        out[at] = best


class Purse:
    """The bytes that all trees of a ground may take together."""

    def __init__(self, left: int) -> None:
        self.left = left


class _Wanted(NamedTuple):
    name: object
    seeds: Seeds


class Trees:
    """Over the roads of one class of vehicle at one cost by arc. Grown in one thread, wanted and
    looked up in another."""

    def __init__(self, driven: Drive, turned: Backward, arc_ms: I32, purse: Purse) -> None:
        self._driven, self._turned, self._purse = driven, turned, purse
        self._exit_ms, self._turned_ms = arc_ms[driven.over], arc_ms[turned.over]
        self._lock = threading.Lock()
        self._rows: dict[object, int] = {}
        self._changes = 0
        self._free: list[int] = []
        self._waiting: list[_Wanted] = []
        self.bytes = driven.states + 4 * (-(-driven.states >> SHIFT))
        """What one tree takes."""
        widest = int(np.diff(turned.start).max(initial=0))
        is_fast = is_compiled_worth(driven, SEARCHES)
        can = widest < SEED and (is_fast or driven.states <= MOST_PLAIN)
        most = purse.left // self.bytes if can else 0
        # The system gives memory when it is written to: what no tree stands in takes none.
        self._came = np.empty((most, driven.states), np.uint8)
        self._marks = np.empty((most, -(-driven.states >> SHIFT)), np.int32)
        self._seed_state = np.full((most, MOST_SEEDS), -1, np.int32)
        self._seed_ms = np.zeros((most, MOST_SEEDS), np.int32)
        self._untouched = most
        self._engine: Engine | None = None
        self._place_of: I32 | None = None
        self._look = looked
        self._guided: Guided | None = None
        if is_fast:
            from tocsin.geo.network import guided
            from tocsin.geo.network.compiled import compiled

            self._look = compiled(looked)
            self._guided = guided.Guided(turned.start, turned.source, self._turned_ms)

    def want(self, wanted: Iterable[tuple[object, Seeds]]) -> None:
        """Have these and no others grown, the first ones first; what has no room is not."""
        with self._lock:
            named = {name: seeds for name, seeds in wanted if 0 < len(seeds.state) <= MOST_SEEDS}
            for name in [each for each in self._rows if each not in named]:
                self._free.append(self._rows.pop(name))
                self._purse.left += self.bytes
            self._changes += 1
            self._waiting = [_Wanted(*e) for e in named.items() if e[0] not in self._rows]

    def grow(self) -> bool:
        """Grow the next tree; whether there was one to grow, and room for it."""
        with self._lock:
            if not self._waiting or not (self._free or self._untouched):
                return False
            if self._purse.left < self.bytes:
                return False
            next_ = self._waiting[0]
            self._purse.left -= self.bytes
            if self._free:
                row = self._free.pop()
            else:
                self._untouched -= 1
                row = self._untouched
        self._fill(row, next_.seeds)
        with self._lock:
            if next_ in self._waiting:
                self._waiting.remove(next_)
                self._rows[next_.name] = row
                self._changes += 1
            else:
                self._free.append(row)
                self._purse.left += self.bytes
        return True

    def rows(self, names: Sequence[object]) -> I64:
        """Where the tree of each stands; -1: it has none."""
        with self._lock:
            return np.array([self._rows.get(each, -1) for each in names], np.int64)

    def all_rows(self) -> tuple[int, I64]:
        """Where trees stand, and a number that is another when others do."""
        with self._lock:
            return self._changes, np.array(sorted(self._rows.values()), np.int64)

    def times(self, rows: I64, state: I32, late: I32) -> I64:
        """From the places of these trees to one, by its ways in."""
        out = np.empty(len(rows), np.int64)
        self._look(
            self._turned.start, self._turned.source, self._turned_ms, self._came, self._marks,
            self._seed_state, self._seed_ms, rows, state, late, out,
        )  # fmt: skip
        out[out > NEVER] = NEVER
        return out

    def not_sooner(self, to_begin: I64, late: I32, to_end: I64) -> int:
        """A time that no way from a place to an end takes less than. `to_end` is how long it takes
        to the end from each of these trees; `to_begin`, from each (columns) to the states in which
        a way begins, `late` there. By way of such a state nobody is there sooner than the tree says
        (Goldberg and Harrelson 2005: landmarks and the triangle inequality)."""
        known = to_begin < NEVER
        more = np.where(known, to_end - to_begin, 0).max(axis=1, initial=0)
        is_cut_off = (known & (to_end >= NEVER)).any(axis=1)
        return int(np.where(is_cut_off, NEVER, late + more).min(initial=NEVER))

    def on_trees(self, begin: Seeds) -> Seeds:
        """A beginning by states that trees can reach: where none leads to a state (one may set out
        in any direction, and nobody arrives so), by those that follow it."""
        turned, driven = self._turned, self._driven
        states, late = [], []
        for state, ms in zip(begin.state.tolist(), begin.ms.tolist(), strict=True):
            if turned.start[state] < turned.start[state + 1]:
                states.append(state)
                late.append(ms)
                continue
            for exit in range(int(driven.start[state]), int(driven.start[state + 1])):
                if self._exit_ms[exit] != NEVER:
                    states.append(int(driven.to[exit]))
                    late.append(ms + int(self._exit_ms[exit]))
        return Seeds(np.array(states, np.int32), np.array(late, np.int32))

    def soonest(
        self, rows: I64, begin: Seeds, to_begin: I64, end: Seeds, to_end: I64
    ) -> tuple[int, int] | None:
        """Milliseconds from a place to an end by a search that the trees in `rows` guide, of which
        it is known when they reach the states of the beginning (states × trees) and the end; and
        what no way takes less than. NEVER and something less where it was given up; None where no
        tree can guide."""
        can = np.flatnonzero((to_begin < NEVER).all(axis=0) & (to_end < NEVER))
        if self._guided is None or not len(can) or not len(begin.state):
            return None
        least = (begin.ms[:, None] + to_end[can] - to_begin[:, can]).min(axis=0)
        best = can[np.argsort(-least, kind="stable")[:GUIDES]]
        return self._guided.soonest(
            self._came,
            self._marks,
            self._seed_state,
            self._seed_ms,
            rows[best],
            begin,
            np.ascontiguousarray(to_begin[:, best]),
            end,
        )

    def _fill(self, row: int, seeds: Seeds) -> None:
        driven = self._driven
        if self._engine is None or self._place_of is None:
            self._engine = engine_for(driven, SEARCHES)
            order = np.argsort(driven.to, kind="stable").astype(np.int32)
            self._place_of = np.empty(len(order), np.int32)
            self._place_of[order] = np.arange(len(order), dtype=np.int32)
            self._place_of -= self._turned.start[driven.to]
        ms, by = self._engine.tree(self._exit_ms, seeds, NO_GOALS)
        came = self._came[row]
        came[:] = UNREACHED
        reached = by >= 0
        came[reached] = self._place_of[by[reached]]
        came[~reached & (ms != NEVER)] = SEED
        self._marks[row] = ms[:: 1 << SHIFT]
        self._seed_state[row] = -1
        self._seed_state[row, : len(seeds.state)] = seeds.state
        self._seed_ms[row, : len(seeds.ms)] = seeds.ms

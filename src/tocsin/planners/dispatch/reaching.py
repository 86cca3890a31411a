"""How far one has to look: times are asked as far as somebody so far away could be chosen."""

from collections.abc import Sequence

import numpy as np

from tocsin.geo.places import Point
from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.costs import (
    UNKNOWN,
    Arrival,
    Begins,
    arrival_of,
    begins_of,
    drives_ms,
    p50_s,
)
from tocsin.planners.dispatch.ground import I64, NEVER_MS, Ground
from tocsin.planners.dispatch.question import Question

HORIZONS_MS = (600_000, 1_200_000, 2_400_000, NEVER_MS)
USUAL_MS = HORIZONS_MS[-2]
SPARE, SPARE_S = 8, 30
"""Who could be there at best in so many seconds is looked for an eighth and half a minute more."""


class Reach:
    """Arrivals of those who bring something, as far as was asked. `begins`: as `begins_of` says,
    where somebody has asked already."""

    def __init__(
        self, found: Sequence[Candidate], serves: Sequence[bool], end: Point | None, ground: Ground,
        question: Question, hour: int, first_ms: int = HORIZONS_MS[0],
        begins: Begins | None = None,
    ) -> None:  # fmt: skip
        self._found, self._end = found, end
        self._ground, self._weights = ground, question.policy.weights
        self.begins = begins_of(found, question, hour) if begins is None else begins
        self._serving = np.flatnonzero(np.array(serves, np.bool_))
        self._is_placed = np.array([each.point is not None for each in found], np.bool_)
        self._drive_ms = np.full(len(found), NEVER_MS, np.int64)
        self._far_ms = np.full(len(found), NEVER_MS, np.int64)
        self._far_ms[self._serving] = -1
        self._least_ms = np.full(len(found), UNKNOWN, np.int64)
        self._is_tried = np.zeros(len(found), np.bool_)
        self._kinds: dict[str, list[int]] = {}
        for at in self._serving.tolist():
            self._kinds.setdefault(found[at].unit.kind, []).append(at)
        self.p50_s = np.full(len(found), UNKNOWN, np.int64)
        """Seconds to being there; UNKNOWN where nobody can say, or nobody has asked."""
        self._look(dict.fromkeys(self._serving.tolist(), first_ms))

    def arrival(self, at: int) -> Arrival:
        """When that one is there."""
        begins50, begins90 = (int(each[at]) for each in self.begins)
        return arrival_of(
            self._found[at], int(self._drive_ms[at]), begins50, begins90, self._weights
        )

    def just_beyond(self, best_s: dict[int, int]) -> None:
        """Look for those, by place, and all of their kind, a little further than so many
        seconds."""
        far: dict[int, int] = {}
        for at, seconds in best_s.items():
            ms = 1000 * (seconds + seconds // SPARE + SPARE_S)
            for each in self._kinds[self._found[at].unit.kind]:
                far[each] = max(far.get(each, 0), ms if ms <= USUAL_MS else NEVER_MS)
        self._look(far)

    def alone(self, best_s: dict[int, int]) -> dict[int, int]:
        """Look for each of those alone, once; those for whom that was not enough are left."""
        left: dict[int, int] = {}
        for at, seconds in best_s.items():
            each = self._found[at]
            if self._is_tried[at] or each.point is None or self._end is None:
                left[at] = seconds
                continue
            self._is_tried[at] = True
            ms, least_ms = self._ground.between(each.point, each.unit.kind, self._end)
            self._drive_ms[at] = ms
            self._least_ms[at] = max(least_ms, self._least_ms[at])
            if ms >= NEVER_MS > self._least_ms[at]:
                left[at] = seconds
        self.p50_s = p50_s(self._drive_ms, self.begins)
        return left

    @property
    def is_guided(self) -> bool:
        """Whether the ground says how far away at least those are who are beyond."""
        return bool((self._least_ms > 0).any())

    def _look(self, far_ms: dict[int, int]) -> None:
        together: dict[int, list[int]] = {}
        for at, ms in far_ms.items():
            if ms > self._far_ms[at]:
                self._far_ms[at] = ms
                if self._drive_ms[at] >= NEVER_MS:
                    together.setdefault(ms, []).append(at)
        for ms, rows in sorted(together.items()):
            asked = [self._found[at] for at in sorted(rows)]
            self._drive_ms[sorted(rows)] = drives_ms(asked, self._end, self._ground, ms)
        self.p50_s = p50_s(self._drive_ms, self.begins)

    def beyond(self) -> dict[int, int]:
        """Who is farther away than was looked, and in how many seconds they could be there at
        best; by place."""
        if self._end is None:
            return {}
        far = np.flatnonzero(
            (self._far_ms < NEVER_MS) & (self._drive_ms >= NEVER_MS) & self._is_placed
        )
        self._hope(far[self._least_ms[far] == UNKNOWN])
        far = far[self._least_ms[far] < NEVER_MS]
        least_s = p50_s(self._least_ms, self.begins)[far]
        best_s = np.maximum(self._far_ms[far] // 1000, least_s)
        return dict(zip(far.tolist(), best_s.tolist(), strict=True))

    def _hope(self, rows: I64) -> None:
        if len(rows) and self._end is not None:
            asked = [self._found[at] for at in rows.tolist()]
            places = [each.point for each in asked if each.point is not None]
            kinds = [each.unit.kind for each in asked]
            self._least_ms[rows] = self._ground.at_least(places, kinds, self._end)

    def is_near(self) -> bool:
        """Whether one has looked no farther than is usual."""
        return bool((self._far_ms < USUAL_MS).any())

    def all_further(self) -> None:
        """Look a step further for everybody, as far as is usual."""
        near = np.flatnonzero(self._far_ms < USUAL_MS).tolist()
        self._look({at: _next_ms(int(self._far_ms[at])) for at in near})


def _next_ms(far_ms: int) -> int:
    return next((each for each in HORIZONS_MS if each > far_ms), NEVER_MS)

"""How far one has to look: times are asked as far as somebody so far away could be chosen."""

from collections.abc import Sequence

from tocsin.geo.places import Point
from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.costs import Arrival, arrivals, turnouts_of
from tocsin.planners.dispatch.ground import NEVER_MS, Ground
from tocsin.planners.dispatch.question import Question

HORIZONS_MS = (600_000, 1_200_000, 2_400_000, NEVER_MS)
UNASKED = Arrival(None, None, None)


class Reach:
    """Arrivals of those who bring something, as far as was asked; kinds are asked apart."""

    def __init__(
        self, found: Sequence[Candidate], serves: Sequence[bool], end: Point | None, ground: Ground,
        question: Question, hour: int,
    ) -> None:  # fmt: skip
        self.arrival = [UNASKED] * len(found)
        self._found, self._end, self._hour = found, end, hour
        self._ground, self._question = ground, question
        self._turnouts = turnouts_of(question)
        self._kinds: dict[str, list[int]] = {}
        for at, each in enumerate(found):
            if serves[at]:
                self._kinds.setdefault(each.unit.kind, []).append(at)
        self._step = dict.fromkeys(self._kinds, -1)
        self.further(self._kinds)

    def further(self, kinds: Sequence[str] | dict[str, list[int]]) -> None:
        """Look a step further for those kinds of unit."""
        steps: dict[int, list[int]] = {}
        for kind in kinds:
            if self._step[kind] + 1 < len(HORIZONS_MS):
                self._step[kind] += 1
                steps.setdefault(self._step[kind], []).extend(self._kinds[kind])
        for step, rows in sorted(steps.items()):
            asked = [self._found[at] for at in sorted(rows)]
            known = arrivals(
                asked, self._end, self._ground, self._question, self._hour, HORIZONS_MS[step],
                self._turnouts,
            )  # fmt: skip
            for at, each in zip(sorted(rows), known, strict=True):
                self.arrival[at] = each

    def beyond(self) -> dict[int, int]:
        """Who is farther away than was looked, and how far in seconds that is; by place."""
        if self._end is None:
            return {}
        return {
            at: HORIZONS_MS[self._step[kind]] // 1000
            for kind, rows in self._kinds.items()
            if HORIZONS_MS[self._step[kind]] < NEVER_MS
            for at in rows
            if self.arrival[at].p50_s is None and self._found[at].point is not None
        }

    def is_near(self) -> bool:
        """Whether one has looked no farther than is usual."""
        return any(step < len(HORIZONS_MS) - 2 for step in self._step.values())

    def all_further(self) -> None:
        """Look a step further for everybody, as far as is usual."""
        self.further([k for k, step in self._step.items() if step < len(HORIZONS_MS) - 2])

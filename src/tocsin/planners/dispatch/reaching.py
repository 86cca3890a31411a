"""How far one has to look: times are asked as far as somebody so far away could be chosen."""

from collections.abc import Sequence

from tocsin.geo.places import Point
from tocsin.planners.dispatch.candidates import Candidate
from tocsin.planners.dispatch.costs import Arrival, arrivals, hoped, turnouts_of
from tocsin.planners.dispatch.ground import NEVER_MS, Ground
from tocsin.planners.dispatch.question import Question

HORIZONS_MS = (600_000, 1_200_000, 2_400_000, NEVER_MS)
SPARE, SPARE_S = 8, 30
"""Who could be there at best in so many seconds is looked for an eighth and half a minute more."""
UNASKED = Arrival(None, None, None)


class Reach:
    """Arrivals of those who bring something, as far as was asked; kinds are asked apart."""

    def __init__(
        self, found: Sequence[Candidate], serves: Sequence[bool], end: Point | None, ground: Ground,
        question: Question, hour: int, first_ms: int = HORIZONS_MS[0],
    ) -> None:  # fmt: skip
        self.arrival = [UNASKED] * len(found)
        self._found, self._end, self._hour = found, end, hour
        self._ground, self._question = ground, question
        self._turnouts = turnouts_of(question)
        self._kinds: dict[str, list[int]] = {}
        for at, each in enumerate(found):
            if serves[at]:
                self._kinds.setdefault(each.unit.kind, []).append(at)
        self._hoped: dict[int, int | None] = {}
        self._far_ms = dict.fromkeys(self._kinds, -1)
        self._look(dict.fromkeys(self._kinds, first_ms))

    def further(self, kinds: Sequence[str]) -> None:
        """Look a step further for those kinds of unit."""
        self._look({kind: _next_ms(self._far_ms[kind]) for kind in kinds})

    def just_beyond(self, kinds: dict[str, int]) -> None:
        """Look for those kinds a little further than so many seconds."""
        far = {kind: 1000 * (best_s + best_s // SPARE + SPARE_S) for kind, best_s in kinds.items()}
        usual = HORIZONS_MS[-2]
        self._look({kind: ms if ms <= usual else NEVER_MS for kind, ms in far.items()})

    def _look(self, far_ms: dict[str, int]) -> None:
        together: dict[int, list[int]] = {}
        for kind, ms in far_ms.items():
            if ms > self._far_ms[kind]:
                self._far_ms[kind] = ms
                together.setdefault(ms, []).extend(self._kinds[kind])
        for ms, rows in sorted(together.items()):
            asked = [self._found[at] for at in sorted(rows)]
            known = arrivals(
                asked, self._end, self._ground, self._question, self._hour, ms, self._turnouts
            )
            for at, each in zip(sorted(rows), known, strict=True):
                self.arrival[at] = each

    def beyond(self) -> dict[int, int]:
        """Who is farther away than was looked, and in how many seconds they could be there at
        best; by place."""
        if self._end is None:
            return {}
        far = {
            at: self._far_ms[kind] // 1000
            for kind, rows in self._kinds.items()
            if self._far_ms[kind] < NEVER_MS
            for at in rows
            if self.arrival[at].p50_s is None and self._found[at].point is not None
        }
        self._hope([at for at in far if at not in self._hoped])
        found = {}
        for at, looked_s in far.items():
            best_s = self._hoped[at]
            if best_s is not None:
                found[at] = max(looked_s, best_s)
        return found

    def _hope(self, rows: list[int]) -> None:
        if rows and self._end is not None:
            asked = [self._found[at] for at in rows]
            least = hoped(
                asked, self._end, self._ground, self._question, self._hour, self._turnouts
            )
            self._hoped.update(zip(rows, least, strict=True))

    def is_near(self) -> bool:
        """Whether one has looked no farther than is usual."""
        return any(far < HORIZONS_MS[-2] for far in self._far_ms.values())

    def all_further(self) -> None:
        """Look a step further for everybody, as far as is usual."""
        self.further([kind for kind, far in self._far_ms.items() if far < HORIZONS_MS[-2]])


def _next_ms(far_ms: int) -> int:
    return next((each for each in HORIZONS_MS if each > far_ms), NEVER_MS)

"""The adviser of one town: what it looked up once is kept as long as it holds.

What goes wrong in a planner, and what takes too long, is said, and the nearest are named instead:
nobody waits for advice.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from tocsin.app.advising.asking import asked, planned, straight, wanting
from tocsin.app.advising.bench import Bench, Late
from tocsin.app.desk import town_zone
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.outcome import Told
from tocsin.app.seeing import Seen
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Closure, Picture
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.planners.dispatch.advice import Advice, Reason
from tocsin.planners.dispatch.learning import turnouts
from tocsin.planners.dispatch.nearest import nearest
from tocsin.planners.dispatch.question import Question, Turnout

if TYPE_CHECKING:
    from tocsin.app.advising.roads import Homes, RoadGround
    from tocsin.planners.dispatch.ground import Ground

LEARN_AGAIN_S = 3600.0
WITHIN_S = 3.0
"""Who asks at a desk waits no longer than so."""

Plan = Callable[[Picture, "Ground", Question], Advice]

_log = logging.getLogger("tocsin.advice")


class Adviser:
    """Safe from any thread; one question at a time, on a bench of its own."""

    def __init__(
        self, clock_s: Callable[[], float] = time.monotonic, within_s: float = WITHIN_S,
        plan: Plan = planned,
    ) -> None:  # fmt: skip
        self._clock_s = clock_s
        self._plan = plan
        self._within_s = within_s
        self._bench = Bench("tocsin-advice")
        self._homes: tuple[Ready, Homes] | None = None
        self.roads: tuple[Ready, tuple[Closure, ...], RoadGround] | None = None
        """The ground that was asked last, with the closures that stood on it."""
        self._learned: tuple[float, tuple[Turnout, ...]] | None = None

    def advised(
        self, town: Seen, picture: Picture, standing: Standing | None, incident: str, now: datetime,
        policy: DispatchPolicy,
    ) -> Advice:  # fmt: skip
        """The advice on an open incident: of this picture of the town, which may be less than the
        whole of it; over the roads that it stands on. Raises Told, LookupError."""
        question = asked(town, incident, now, policy)

        def work() -> Advice:
            ground = self._ground_of(standing, picture)
            learned = msgspec.structs.replace(question, turnouts=self._turnouts(town))
            return self._plan(picture, ground, learned)

        try:
            return self._bench.done(work, self._within_s)
        except (Told, LookupError):
            raise
        except ModuleNotFoundError as error:
            raise wanting(error) from error
        except Late:
            seconds = max(1, round(self._within_s))
            return self._instead(picture, question, Reason("planner_late", False, {"n": seconds}))
        except Exception as error:
            _log.exception("planner_failed")
            what: dict[str, str | int] = {"what": type(error).__name__}
            return self._instead(picture, question, Reason("planner_failed", False, what))

    def _instead(self, picture: Picture, question: Question, because: Reason) -> Advice:
        return nearest(picture, question, because)

    def warm(self, town: Seen, picture: Picture, standing: Standing | None) -> threading.Event:
        """Look up what a first question would wait for, in its own time; set when that is over."""

        def work() -> None:
            from tocsin.app.advising.warming import warmed

            try:
                warmed(picture, self._ground_of(standing, picture))
                self._turnouts(town)
            except (Told, ModuleNotFoundError):
                return  # whoever asks is told
            except Exception:
                _log.exception("warming_failed")

        return self._bench.begin(work)

    def _ground_of(self, standing: Standing | None, picture: Picture) -> "Ground":
        if standing is None or in_force(picture) is None:
            return straight()
        from tocsin.app.advising.roads import RoadGround, homes_of

        ready = standing.ready(picture)
        if self._homes is None or self._homes[0] is not ready:
            self._homes = ready, homes_of(ready)
        closures = tuple(each for _, each in sorted(picture.closures.items()))
        known = self.roads
        if known is None or known[0] is not ready or known[1] != closures:
            known = ready, closures, RoadGround(ready, closures, self._homes[1])
            self.roads = known
        return known[2]

    def _turnouts(self, town: Seen) -> tuple[Turnout, ...]:
        now = self._clock_s()
        if self._learned is None or now - self._learned[0] > LEARN_AGAIN_S:
            zone = town_zone(town.picture)
            self._learned = now, turnouts(town.incidents(), town.picture.units, zone)
        return self._learned[1]

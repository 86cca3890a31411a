"""The adviser of one town: what it looked up once is kept as long as it holds.

What goes wrong in a planner, and what takes too long, is said, and the nearest are named instead:
nobody waits for advice.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from tocsin.app.advising.asking import asked, planned, straight, wanting
from tocsin.app.advising.bench import Bench, Late
from tocsin.app.advising.lenders import Beside, Lenders
from tocsin.app.desk import town_zone
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.outcome import Told
from tocsin.app.seeing import Seen
from tocsin.operations.dispatch_policy import policy_of
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Closure, Picture
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.planners.dispatch.advice import Advice, Reason
from tocsin.planners.dispatch.learning import turnouts, works
from tocsin.planners.dispatch.lending import lent_s
from tocsin.planners.dispatch.nearest import nearest
from tocsin.planners.dispatch.question import Question, Turnout, Work
from tocsin.views.measures.advice import Better, better, cases

if TYPE_CHECKING:
    from tocsin.app.advising.homes import Homes
    from tocsin.app.advising.roads import RoadGround
    from tocsin.planners.dispatch.ground import Ground
    from tocsin.planners.dispatch.jointly import Jointly

CLOSES_WITHIN_S = 5.0
WITHIN_S = 3.0
"""Who asks at a desk waits no longer than so."""

T = TypeVar("T")
Look = Callable[[Picture, "Ground", Question], T]
Plan = Look[Advice]

_log = logging.getLogger("tocsin.advice")


class Learned(NamedTuple):
    """What a town's log says of what usually happens. `lent_s`: for how long units of each town
    worked here lately, by its code."""

    turnouts: tuple[Turnout, ...]
    works: tuple[Work, ...]
    lent_s: dict[str, int]
    people: Mapping[str, Better]
    """By kind of call, how people's own choices did against the first proposal."""


class Adviser:
    """Safe from any thread; one question at a time, on a bench of its own."""

    def __init__(
        self, clock_s: Callable[[], float] = time.monotonic, within_s: float = WITHIN_S,
        plan: Plan = planned, neighbours: Sequence[Beside] = (),
    ) -> None:  # fmt: skip
        self._clock_s = clock_s
        self._plan = plan
        self._within_s = within_s
        self._bench = Bench("tocsin-advice")
        self._lenders = Lenders(neighbours, clock_s)
        self._homes: tuple[Ready, Homes] | None = None
        self.roads: tuple[Ready, tuple[Closure, ...], RoadGround] | None = None
        """The ground that was asked last, with the closures that stood on it."""
        self._warm: tuple[Ready, tuple[Closure, ...], RoadGround] | None = None
        """The ground of the whole town, with all closures, on which trees grow."""
        self._learned: Learned | None = None

    def advised(
        self, town: Seen, picture: Picture, standing: Standing | None, incident: str, now: datetime,
        policy: DispatchPolicy,
    ) -> Advice:  # fmt: skip
        """The advice on an open incident: of this picture of the town, which may be less than the
        whole of it; over the roads that it stands on. Raises Told, LookupError."""
        question = asked(town, incident, now, policy)

        def work() -> Advice:
            ground = self._ground_of(standing, picture)
            return self._plan(picture, ground, self._whole(town, question))

        try:
            return self._modest(self._bench.done(work, self._within_s), picture)
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

    def all_advised(
        self, town: Seen, picture: Picture, standing: Standing | None, now: datetime,
        policy: DispatchPolicy,
    ) -> "Jointly":  # fmt: skip
        """Who should go to which of all that wait. Raises Told: also where it failed or is late;
        each can still be asked about alone."""
        question = asked(town, "", now, policy)

        def work() -> "Jointly":
            from tocsin.planners.dispatch.jointly import advise_all, waiting

            ground = self._ground_of(standing, picture)
            whole = self._whole(town, question)
            hour = now.astimezone(town_zone(picture)).hour
            return advise_all(picture, ground, whole, waiting(picture), hour)

        try:
            return self._bench.done(work, self._within_s)
        except Told:
            raise
        except ModuleNotFoundError as error:
            raise wanting(error) from error
        except Late as error:
            late = f"not done within {round(self._within_s)} s"
            raise Told(f"{late}: ask about each alone") from error
        except Exception as error:
            _log.exception("planner_failed")
            raise Told(f"advice failed ({type(error).__name__}): ask about each alone") from error

    def _modest(self, advice: Advice, picture: Picture) -> Advice:
        """It says where people were found to do better."""
        incident, learned = picture.incidents.get(advice.incident), self._learned
        does = learned.people.get(incident.type) if incident is not None and learned else None
        if does is None or not does.is_so:
            return advice
        said = Reason("people_better", False, {"n": does.sooner, "of": does.of})
        return msgspec.structs.replace(advice, degraded=(said, *advice.degraded))

    def looked(
        self, town: Seen, picture: Picture, standing: Standing | None, incident: str, now: datetime,
        policy: DispatchPolicy, look: Look[T],
    ) -> T:  # fmt: skip
        """What a look at the same question gives, on the same ground. Raises Told, LookupError,
        Late."""
        question = asked(town, incident, now, policy)

        def work() -> T:
            ground = self._ground_of(standing, picture)
            return look(picture, ground, self._whole(town, question))

        return self._bench.done(work, self._within_s)

    def _whole(self, town: Seen, question: Question) -> Question:
        """With what was learned, and whom the neighbours have."""
        learned = self._learned or self.learn(town)
        shown = self._lenders.shown(town.picture, question.now, learned.lent_s, question.incident)
        return msgspec.structs.replace(
            question, turnouts=learned.turnouts, works=learned.works,
            neighbours=shown.neighbours, lenders=shown.lenders, unread=shown.unread,
        )  # fmt: skip

    def _instead(self, picture: Picture, question: Question, because: Reason) -> Advice:
        return nearest(picture, question, because)

    def warm(self, picture: Picture, standing: Standing | None) -> threading.Event:
        """Look up what a first question would wait for, in its own time; set when that is over."""

        def work() -> None:
            from tocsin.app.advising.warming import warmed

            try:
                ground = self._ground_of(standing, picture)
                learned = self._learned
                lent = learned.lent_s if learned is not None else {}
                beside = self._lenders.shown(picture, datetime.now(UTC), lent).neighbours
                warmed(picture, ground, beside)
                self._warm = self.roads
            except (Told, ModuleNotFoundError):
                return  # whoever asks is told
            except Exception:
                _log.exception("warming_failed")

        return self._bench.begin(work)

    def grow(self) -> bool:
        """Grow one tree more of the ways from where units stand; in the thread of whoever keeps it
        warm. Whether there was one to grow."""
        warm = self._warm
        return warm is not None and warm[2].grow()

    def _ground_of(self, standing: Standing | None, picture: Picture) -> "Ground":
        if standing is None or in_force(picture) is None:
            return straight()
        from tocsin.app.advising.homes import homes_of
        from tocsin.app.advising.roads import RoadGround

        ready = standing.ready(picture)
        if self._homes is None or self._homes[0] is not ready:
            self._homes = ready, homes_of(ready)
        closures = tuple(each for _, each in sorted(picture.closures.items()))
        known = self.roads
        if known is None or known[0] is not ready or known[1] != closures:
            known = self._warm
        if known is None or known[0] is not ready or known[1] != closures:
            known = ready, closures, RoadGround(ready, closures, self._homes[1])
        self.roads = known
        return known[2]

    def learn(self, town: Seen) -> Learned:
        """Read the log for what usually happens; in the caller's time, which may be long."""
        picture = town.picture
        incidents = list(town.incidents())
        now = max((each.opened_at for each in incidents), default=datetime.max.replace(tzinfo=UTC))
        self._learned = Learned(
            turnouts(incidents, picture.units, town_zone(picture)),
            works(incidents),
            lent_s(incidents, picture.units, now, policy_of(picture).weights.fair_days),
            better(tuple(cases(incidents))),
        )
        return self._learned

    def close(self) -> None:
        """Let go of the neighbours' folders."""
        self._bench.begin(self._lenders.close).wait(CLOSES_WITHIN_S)

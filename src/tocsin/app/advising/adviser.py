"""The adviser of one town: what it looked up once is kept as long as it holds."""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tocsin.app.advising.asking import advised, straight
from tocsin.app.desk import town_zone
from tocsin.app.ground.standing import Ready, Standing
from tocsin.app.seeing import Seen
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Closure, Map, Picture
from tocsin.operations.picture.dispatch_policy import DispatchPolicy
from tocsin.planners.dispatch.learning import turnouts
from tocsin.planners.dispatch.question import Turnout

if TYPE_CHECKING:
    from tocsin.app.advising.roads import Homes, RoadGround
    from tocsin.planners.dispatch.advice import Advice
    from tocsin.planners.dispatch.ground import Ground

LEARN_AGAIN_S = 3600.0


class Adviser:
    """Safe from any thread; one question at a time."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._homes: tuple[Ready, Homes] | None = None
        self._roads: tuple[Ready, Map[Closure], RoadGround] | None = None
        self._learned: tuple[float, tuple[Turnout, ...]] | None = None

    def advised(
        self, town: Seen, picture: Picture, standing: Standing | None, incident: str, now: datetime,
        policy: DispatchPolicy,
    ) -> "Advice":  # fmt: skip
        """The advice on an open incident: of this picture of the town, which may be less than the
        whole of it; over the roads that it stands on. Raises Told, LookupError."""
        with self._lock:
            if standing is None or in_force(picture) is None:
                ground = straight()
            else:
                ground = self._ground(standing.ready(picture), picture)
            return advised(
                picture, town.store.header.code, town.position, incident, now, ground, policy,
                self._turnouts(town),
            )  # fmt: skip

    def _ground(self, ready: Ready, picture: Picture) -> "Ground":
        from tocsin.app.advising.roads import RoadGround, homes_of

        if self._homes is None or self._homes[0] is not ready:
            self._homes = ready, homes_of(ready)
        known = self._roads
        if known is None or known[0] is not ready or known[1] is not picture.closures:
            standing = picture.closures
            known = ready, standing, RoadGround(ready, standing.values(), self._homes[1])
            self._roads = known
        return known[2]

    def _turnouts(self, town: Seen) -> tuple[Turnout, ...]:
        now = self._clock_s()
        if self._learned is None or now - self._learned[0] > LEARN_AGAIN_S:
            zone = town_zone(town.picture)
            self._learned = now, turnouts(town.incidents(), town.picture.units, zone)
        return self._learned[1]

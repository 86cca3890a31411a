"""How much one neighbour may have put on record here: its words alone do not fill our log.

Each order that is given for what a neighbour tells is on record, a refusal too. Whoever tells more
than any town has to tell is heard later, and no other neighbour waits for that.
"""

import logging
import time
from collections.abc import Callable

from tocsin.app.logs import told
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.jurisdiction.orders import Accepted, Denied, Unknown
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture

LOG = logging.getLogger("tocsin.lending")
AT_ONCE = 5_000
"""Orders for one neighbour, after it was quiet."""
PER_S = 1.0
"""In the long run: more than eighty thousand a day."""
BYTES_AT_ONCE = 64_000_000
"""Of one neighbour, after it was quiet: a week of it is caught up without a pause."""
BYTES_PER_S = 250_000
"""In the long run: a thousand changes a second."""
LONGEST_PAUSE_S = 30.0
BESIDE_AT_ONCE, BESIDE_PER_S = 200, 20.0
"""Orders for one neighbour while the town has work of its own."""
THOUGHT_AT_ONCE_S, THOUGHT_SHARE = 0.5, 0.1
"""Seconds of a processor that one neighbour's words take while the town has work of its own: what
a long cut leaves to be read is read at once, what floods it gets a tenth."""
LONGEST_THOUGHT_S = 10.0
MOST_DENIED = 50_000
"""Refusals that are remembered as such, of all neighbours."""


class TooMuch(Exception):
    """The neighbour has told more than is heard at once."""


class Allowance:
    """What each neighbour has left."""

    def __init__(
        self,
        clock_s: Callable[[], float] = time.monotonic,
        is_at_work: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_at_work = is_at_work
        self._all = _Bucket(clock_s, lambda: (AT_ONCE, PER_S))
        self._beside = _Bucket(clock_s, lambda: (BESIDE_AT_ONCE, BESIDE_PER_S))
        self._is_told: set[str] = set()

    def check(self, neighbour: str) -> None:
        """Raise TooMuch where nothing is left, or nothing for now beside the town's own work."""
        if self._all.left_of(neighbour) >= 1:
            self._is_told.discard(neighbour)
            if self._is_at_work() and self._beside.left_of(neighbour) < 1:
                raise TooMuch(neighbour)
            return
        if neighbour not in self._is_told:
            self._is_told.add(neighbour)
            told(LOG, logging.WARNING, "a neighbour tells too much", neighbour=neighbour)
        raise TooMuch(neighbour)

    def spend(self, neighbour: str) -> None:
        """One more is on record."""
        self._all.spend(neighbour)
        if self._is_at_work():
            self._beside.spend(neighbour)


class _Bucket:
    """So many at once, so many a second in the long run, of each neighbour."""

    def __init__(
        self, clock_s: Callable[[], float], limits: Callable[[], tuple[float, float]]
    ) -> None:
        """`limits`: how much at once, and how much a second."""
        self._clock_s = clock_s
        self._limits = limits
        self._left: dict[str, tuple[float, float]] = {}

    def left_of(self, neighbour: str) -> float:
        (at_once, per_s), now_s = self._limits(), self._clock_s()
        left, at_s = self._left.get(neighbour, (at_once, now_s))
        return min(at_once, left + (now_s - at_s) * per_s)

    def spend(self, neighbour: str, much: float = 1.0) -> float:
        """What is left then."""
        left = self.left_of(neighbour) - much
        self._left[neighbour] = left, self._clock_s()
        return left


class Allowed:
    """The own town, as far as neighbours may have something put on record."""

    def __init__(self, town: OwnTown, allowance: Allowance) -> None:
        self._town = town
        self._allowance = allowance
        self.code = town.code
        self.now = town.now
        self._denied: set[str] = set()

    def picture(self) -> Picture:
        """What the town decided."""
        return self._town.picture()

    def order(self, neighbour: str, command: Command, command_id: str) -> None:
        """Give an order for what a neighbour tells. What is on record already costs nothing. Raises
        TooMuch, also where it is not known whether it was recorded; Told where it says what no
        order may say.
        """
        if command_id in self._denied:
            return  # it would be answered the same
        self._allowance.check(neighbour)
        outcome = self._town.order(command, command_id)
        if isinstance(outcome, Unknown):
            raise TooMuch(neighbour)  # it is asked again, under the same id
        if isinstance(outcome, Accepted) and outcome.is_repeat:
            return
        if isinstance(outcome, Denied):
            if len(self._denied) >= MOST_DENIED:
                self._denied.clear()
            self._denied.add(command_id)
        self._allowance.spend(neighbour)


class Appetite:
    """How much of one neighbour is read in a while, and how long is thought about it: what it
    floods us with takes little from the own work."""

    def __init__(
        self,
        clock_s: Callable[[], float] = time.monotonic,
        is_at_work: Callable[[], bool] = lambda: False,
    ) -> None:
        self._is_at_work = is_at_work
        self._bytes = _Bucket(clock_s, lambda: (BYTES_AT_ONCE, BYTES_PER_S))
        self._thought = _Bucket(clock_s, lambda: (THOUGHT_AT_ONCE_S, THOUGHT_SHARE))

    def read(self, size: int) -> float:
        """So many bytes were read; seconds to wait before more is."""
        left = self._bytes.spend("", size)
        return min(LONGEST_PAUSE_S, max(0.0, -left / BYTES_PER_S))

    def thought(self, cpu_s: float) -> float:
        """It took so long of a processor; seconds to wait before more is, beside own work."""
        if not self._is_at_work():
            return 0.0
        left = self._thought.spend("", cpu_s)
        return min(LONGEST_THOUGHT_S, max(0.0, -left / THOUGHT_SHARE))

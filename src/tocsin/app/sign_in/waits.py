"""Growing waits: after a few tries that failed each further one has to wait longer.

Nobody is ever locked out: a wait ends by itself, strangers' tries are counted apart from those at a
desk where the person signed in before, and a passkey never waits.

Source: OWASP ASVS 5.0 V6.3 (brute force without denial of service); NIST SP 800-63B §3.2.2.
"""

from collections import OrderedDict
from collections.abc import Callable

import msgspec

REMEMBERED = 20_000
FORGOTTEN_AFTER_S = 3_600.0


class Tries(msgspec.Struct):
    """Tries that failed under one name, and when the last was."""

    failed: int
    at_s: float


class Waits:
    """Tries by name. `free` of them cost nothing; then it is `first_s`, doubled each time."""

    def __init__(
        self, clock_s: Callable[[], float], *, free: int, first_s: float, most_s: float
    ) -> None:
        self._clock_s = clock_s
        self._free = free
        self._first_s = first_s
        self._most_s = most_s
        self._tries: OrderedDict[str, Tries] = OrderedDict()

    def left_s(self, name: str) -> float:
        """Seconds until the next try; 0.0: now."""
        found = self._tries.get(name)
        if found is None or found.failed < self._free:
            return 0.0
        wait_s = min(self._most_s, self._first_s * 2.0 ** min(found.failed - self._free, 40))
        return max(0.0, found.at_s + wait_s - self._clock_s())

    def begun(self, name: str) -> None:
        """A try begins: it counts as failed until it is known to be good."""
        now_s = self._clock_s()
        found = self._tries.pop(name, None)
        failed = 0 if found is None or now_s - found.at_s > FORGOTTEN_AFTER_S else found.failed
        self._tries[name] = Tries(failed + 1, now_s)
        if len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)

    def good(self, name: str) -> None:
        """It was good: those before it are forgotten."""
        self._tries.pop(name, None)

    def good_once(self, name: str) -> None:
        """It was good: it does not count, those before it do."""
        found = self._tries.get(name)
        if found is not None:
            found.failed = max(0, found.failed - 1)

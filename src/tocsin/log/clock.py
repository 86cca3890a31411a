"""The one place where the machine's clock and its randomness are read.

Everything else is handed a `Clock` and an `Entropy`, so that a drill, a test and a demo run on a
simulated time and a seed.
"""

import hashlib
import os
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The log's own time: aware UTC, truncated to milliseconds, never going back."""

    def now(self) -> datetime: ...

    def not_before(self, moment: datetime) -> None:
        """Never answer earlier than `moment` from now on (the last record's time, at open)."""

    @property
    def rate(self) -> int:
        """Seconds of this clock that go by in one of ours; 0 while it stands."""


def truncated(moment: datetime) -> datetime:
    """The same moment in UTC, cut to milliseconds. A naive time is a bug."""
    assert moment.tzinfo is not None, "times are aware"
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    if moment.microsecond % 1000 == 0:
        return moment
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


class SystemClock:
    """The machine's clock, held still while the machine is behind what was already given."""

    rate = 1

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        machine = truncated(datetime.now(UTC))
        with self._lock:
            self._latest = max(self._latest, machine)
            return self._latest

    def not_before(self, moment: datetime) -> None:
        with self._lock:
            self._latest = max(self._latest, truncated(moment))

    @property
    def behind_s(self) -> float:
        """Seconds by which the machine's clock is behind this one; 0 when all is well."""
        with self._lock:
            latest = self._latest
        return max(0.0, (latest - datetime.now(UTC)).total_seconds())


class SimulatedClock:
    """A clock that moves only when told. Whoever plays it in time says how fast in `rate`."""

    def __init__(self, start: datetime, rate: int = 0) -> None:
        self._now = truncated(start)
        self.rate = rate

    def now(self) -> datetime:
        return self._now

    def not_before(self, moment: datetime) -> None:
        self._now = max(self._now, truncated(moment))

    def set(self, moment: datetime) -> None:
        """Move to `moment`. Backwards is a bug in the simulation."""
        moment = truncated(moment)
        assert moment >= self._now, "a simulated clock does not go back"
        self._now = moment

    def advance(self, seconds: float) -> None:
        self.set(self._now + timedelta(seconds=seconds))


class Entropy(Protocol):
    """Where keys, nonces and ids come from."""

    def draw(self, n: int) -> bytes: ...


class SystemEntropy:
    """The operating system's generator; the only one a real town uses."""

    def draw(self, n: int) -> bytes:
        return os.urandom(n)


class SeededEntropy:
    """The same bytes for the same seed (SHA-256 in counter mode). For tests and generated demos."""

    def __init__(self, seed: int) -> None:
        self._key = hashlib.sha256(b"tocsin seeded entropy" + str(seed).encode()).digest()
        self._block = 0
        self._lock = threading.Lock()

    def draw(self, n: int) -> bytes:
        out = b""
        with self._lock:
            while len(out) < n:
                out += hashlib.sha256(self._key + self._block.to_bytes(8, "big")).digest()
                self._block += 1
        return out[:n]


def monotonic_s() -> float:
    """Seconds on a clock without meaning, for waiting and for measuring speed only."""
    return time.monotonic()

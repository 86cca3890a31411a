"""A clock that runs: so many times faster than life, from an instant that two processes share."""

import threading
from datetime import UTC, datetime, timedelta

import msgspec

from tocsin.log.clock import monotonic_s, truncated


class Running(msgspec.Struct, frozen=True):
    """It was `began_at` when this machine's steady clock stood at `anchor_s`, which all of its
    processes read alike."""

    began_at: datetime
    anchor_s: float
    rate: int

    def now(self) -> datetime:
        """What it is now."""
        run_s = max(0.0, monotonic_s() - self.anchor_s) * self.rate
        return self.began_at + timedelta(seconds=run_s)


class RunningClock:
    """A town's clock that runs so; never back."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self.rate = running.rate
        self._lock = threading.Lock()
        self._latest = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The town's time."""
        with self._lock:
            self._latest = max(self._latest, truncated(self._running.now()))
            return self._latest

    def not_before(self, moment: datetime) -> None:
        """The log is as far as that."""
        with self._lock:
            self._latest = max(self._latest, truncated(moment))

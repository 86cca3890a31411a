"""One town as the door sees it: where this process runs it, and where it only reads it."""

import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tocsin.app.seeing import Seen, seen
from tocsin.jurisdiction.fold import Step
from tocsin.jurisdiction.town import Town
from tocsin.log import Header, KeyStore
from tocsin.operations.picture import Picture


class House(Protocol):
    """What every route may ask. `town` is None where this process takes no orders."""

    @property
    def town(self) -> Town | None: ...

    @property
    def header(self) -> Header: ...

    @property
    def keys(self) -> KeyStore: ...

    @property
    def picture(self) -> Picture: ...

    @property
    def age_s(self) -> float:
        """How old the picture may be; 0 where it is the present one."""

    @property
    def writer(self) -> str | None:
        """Where orders are taken, when that is not here and is known."""

    def now(self) -> datetime:
        """The town's clock, aware UTC."""

    @property
    def clock_rate(self) -> int:
        """Seconds of the town's clock that go by in one of ours."""

    def seen(self) -> Seen:
        """The town at this moment, with its finished matters and its log."""

    def news(self) -> Sequence[Step]:
        """What has happened since this was last asked, in order. Asked by the hub alone."""


class RunningHouse:
    """The town that this process writes."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._lock = threading.Lock()
        self._news: list[Step] = []
        town.watch(self._told)

    @property
    def town(self) -> Town | None:
        return self._town

    @property
    def header(self) -> Header:
        return self._town.store.header

    @property
    def keys(self) -> KeyStore:
        return self._town.store.keys

    @property
    def picture(self) -> Picture:
        return self._town.picture

    @property
    def age_s(self) -> float:
        return 0.0

    @property
    def writer(self) -> str | None:
        return None

    def now(self) -> datetime:
        return self._town.clock.now()

    @property
    def clock_rate(self) -> int:
        return self._town.clock.rate

    def seen(self) -> Seen:
        return seen(self._town)

    def news(self) -> Sequence[Step]:
        with self._lock:
            found, self._news = self._news, []
        return found

    def _told(self, steps: Sequence[Step]) -> None:
        with self._lock:
            self._news.extend(steps)

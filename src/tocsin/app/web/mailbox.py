"""What waits for one reader of a live stream, in the event loop's hands only.

A tick for a reader that has taken everything so far is written at once, where its line has room;
one that does not read has a queue of bounded length, and then a fresh opening.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from enum import StrEnum

from tocsin.access import Slice, Tick
from tocsin.app.web.doorkeeper import Caller
from tocsin.app.web.positions import PositionBox

LONGEST_TICKS = 50
"""Ticks a mailbox holds: five seconds of a storm."""
LONGEST_BYTES = 8_000_000
"""Bytes a mailbox holds at the most, beside one opening."""

Written = Callable[[Slice, Tick], bool]
"""Writes a tick of a stream to the reader's line, or says that the line has no room."""


class Ended(StrEnum):
    """Why a stream ended; the last event of the stream says it."""

    closing = "closing"
    token = "token"
    session = "session"


class Mailbox:
    """One reader's. `is_behind`: it did not read for too long, and needs a fresh opening."""

    def __init__(
        self,
        caller: Caller,
        stream: Slice,
        ticks: Iterable[Tick] = (),
        positions: PositionBox | None = None,
    ) -> None:
        self.caller = caller
        self.positions = positions
        self.stream = stream
        self.ended: Ended | None = None
        self.is_behind = False
        self.written: Written | None = None
        """How to write at once; None: everything waits until it is taken."""
        self._waiting: deque[Tick] = deque(ticks)
        self._bytes = 0
        self._is_idle = False
        self._is_quiet = True
        self._is_news = asyncio.Event()

    def put(self, tick: Tick) -> None:
        """A tick for the reader, unless it is behind already, or nothing comes any more."""
        if self.is_behind or self.ended is not None:
            return
        self._is_quiet = False
        if self._is_idle and self.written is not None and self.written(self.stream, tick):
            return
        self._waiting.append(tick)
        self._bytes += len(tick.body)
        if len(self._waiting) > LONGEST_TICKS or (
            self._bytes > LONGEST_BYTES and len(self._waiting) > 1
        ):
            self._waiting.clear()
            self.is_behind = True
        self._wake()

    def put_positions(self, event: bytes) -> None:
        """Positions for the reader."""
        if self.positions is not None and self.ended is None:
            self.positions.put(event)
            self._wake()

    def beat(self) -> None:
        """A long time has gone by: a reader that was sent nothing in it wants a sign of life."""
        if self._is_quiet:
            self._wake()
        self._is_quiet = True

    def end(self, why: Ended) -> None:
        """Nothing comes any more; to one that may not know it any more not even what waits."""
        self.ended = self.ended or why
        if why is not Ended.closing:
            self._waiting.clear()
            if self.positions is not None:
                self.positions.taken()
        self._wake()

    def begin_again(self, stream: Slice, first: Tick) -> None:
        """A fresh stream in the same mailbox."""
        self.stream = stream
        self.is_behind = False
        self._waiting.clear()
        self._bytes = 0
        self.put(first)

    async def taken(self) -> list[Tick]:
        """What waits, as soon as there is something; nothing, where only a beat has come."""
        is_empty = not self._waiting and not self.positions
        if is_empty and self.ended is None and not self.is_behind:
            self._is_idle = True
            await self._is_news.wait()
            self._is_idle = False
        self._is_news.clear()
        found = list(self._waiting)
        self._waiting.clear()
        self._bytes = 0
        return found

    def _wake(self) -> None:
        self._is_idle = False
        self._is_news.set()

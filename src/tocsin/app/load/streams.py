"""Many live streams read at once, and what reached them: counted on all, looked into on some."""

import asyncio
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from tocsin.access import Reading
from tocsin.app.load.client import Address, Connection, Cut, get

LOOKED_INTO = 20
"""One stream in so many is read as a screen reads it; the others are counted."""
AT_ONCE = 25
"""Streams that are being opened at the same time."""
_TICK = b"event: tick\n"
_RECORDED = re.compile(rb'"recorded_at":"([^"]+)"')


class Told(msgspec.Struct):
    """What reached one stream after it had its opening."""

    ticks: int = 0
    bytes: int = 0
    deltas: int = 0
    is_open: bool = False
    is_sound: bool = True
    """Dense and chained, where it was looked into."""
    ended: str = ""


class Stream:
    """One stream being read. `latencies_s`: from a fact's time on record to its arrival here."""

    def __init__(self, *, is_looked_into: bool) -> None:
        self.told = Told()
        self.latencies_s: list[float] = []
        self._reading = Reading() if is_looked_into else None
        self._rest = b""
        self.opened = asyncio.Event()

    def piece(self, data: bytes) -> None:
        """Bytes as they come."""
        self.told.bytes += len(data)
        self._rest += data
        while (end := self._rest.find(b"\n\n")) >= 0:
            event, self._rest = self._rest[:end], self._rest[end + 2 :]
            self._event(event)

    def _event(self, event: bytes) -> None:
        if _TICK not in event:
            if event.startswith(b"event: end"):
                self.told.ended = event.decode()
            return
        self.told.ticks += 1
        if self._reading is not None:
            self._look(event)
        self.told.is_open = True
        self.opened.set()

    def _look(self, event: bytes) -> None:
        assert self._reading is not None, "only some are looked into"
        lines = [each[6:] for each in event.split(b"\n") if each.startswith(b"data: ")]
        try:
            self.told.deltas += len(self._reading.received(b"\n".join(lines)))
        except Exception:
            self.told.is_sound = False
        if self.told.is_open:
            now = time.time()
            newest = {each.decode() for each in _RECORDED.findall(lines[1])}
            self.latencies_s += [now - _epoch_s(each) for each in newest]


def _epoch_s(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC).timestamp()


class Screens:
    """So many streams, of the tokens in turn. `open`, then look at `streams`, then `close`."""

    def __init__(
        self, address: Address, tokens: Sequence[str], count: int, query: str = ""
    ) -> None:
        self._address = address
        self._tokens = tokens
        self._query = query
        self.streams = [Stream(is_looked_into=n % LOOKED_INTO == 0) for n in range(count)]
        self._connections: list[Connection] = []
        self._reading: list[asyncio.Task[None]] = []

    async def open(self) -> int:
        """Open all; how many have their opening."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, stream: Stream) -> None:
            async with gate:
                connection = await self._address.connected()
                self._connections.append(connection)
                token = self._tokens[number % len(self._tokens)]
                request = get(self._address, token, f"/v1/stream{self._query}")
                self._reading.append(asyncio.create_task(_read(connection, request, stream)))
                async with asyncio.timeout(60):
                    await stream.opened.wait()

        found = await asyncio.gather(
            *(one(n, each) for n, each in enumerate(self.streams)), return_exceptions=True
        )
        return sum(each is None for each in found)

    def forget_the_opening(self) -> None:
        """Count from here on."""
        for each in self.streams:
            each.told.ticks = each.told.bytes = each.told.deltas = 0
            each.latencies_s.clear()

    async def close(self) -> None:
        """Hang up on all."""
        for each in self._connections:
            each.close()
        await asyncio.gather(*self._reading, return_exceptions=True)


async def _read(connection: Connection, request: bytes, stream: Stream) -> None:
    try:
        await connection.ask(request, within_s=0, piece=stream.piece)
    except Cut:
        return

"""HTTP/1.1 on uvicorn's httptools protocol, with what it does not limit: how long a request's head
may be, and how slowly a request may come.
"""

import asyncio
from asyncio.events import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

PATIENCE_S = 15.0
"""A request has so long to be whole, and again so long for each `LEAST_BYTES` that have come."""
LEAST_BYTES = 15_000
HEAD_BYTES = 32_768
HAS_ROOM = "tocsin.has_room"
"""In the scope of a request: asks whether what is sent now is written without waiting."""


class DoorProtocol(HttpToolsProtocol):
    """One connection. Whoever dawdles over a request is cut off."""

    _late: TimerHandle | None = None
    _is_partial = False
    _head_bytes = 0
    _came_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late = self.loop.call_later(PATIENCE_S, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._came_bytes += len(data)
        super().data_received(data)
        # Most requests are whole with their first bytes, and need no clock.
        if self._is_partial:
            if self._late is None:
                self._late = self.loop.call_later(PATIENCE_S, self._look)
        elif self._late is not None:
            self._stop_clock()

    def on_message_begin(self) -> None:
        self._is_partial = True
        self._head_bytes = 0
        super().on_message_begin()
        self.scope[HAS_ROOM] = self._has_room  # type: ignore[literal-required]

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head_bytes += len(name) + len(value)
        if self._head_bytes > HEAD_BYTES:
            self._cut(b"431 Request Header Fields Too Large")
        else:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        if not self.transport.is_closing():
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._is_partial = False
        super().on_message_complete()

    def _has_room(self) -> bool:
        return not self.flow.write_paused

    def _look(self) -> None:
        """The time is over: more of it for whoever sends at a fair pace."""
        self._late = None
        if self._came_bytes >= LEAST_BYTES:
            self._came_bytes = 0
            self._late = self.loop.call_later(PATIENCE_S, self._look)
        else:
            self._cut(b"408 Request Timeout")

    def _stop_clock(self) -> None:
        self._came_bytes = 0
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _cut(self, status: bytes) -> None:
        if self.transport.is_closing():
            return
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is None or cycle.response_complete or not cycle.response_started:
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
        self.transport.close()

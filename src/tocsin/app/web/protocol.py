"""HTTP/1.1 on uvicorn's httptools protocol, with what it does not limit: the time a head may take
and how long it may be.
"""

import asyncio
from asyncio.events import TimerHandle

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_S = 15.0
"""From the first byte of a request, or from connecting, to the end of its head."""
HEAD_BYTES = 32_768


class DoorProtocol(HttpToolsProtocol):
    """One connection. Whoever dawdles over a head is cut off."""

    _late: TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_there()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        self._head_bytes += len(name) + len(value)
        if self._head_bytes > HEAD_BYTES:
            self._cut(b"431 Request Header Fields Too Large")
            return
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_is_there()
        if not self.transport.is_closing():
            super().on_headers_complete()

    def _expect_head(self) -> None:
        self._head_is_there()
        self._head_bytes = 0
        self._late = self.loop.call_later(HEAD_S, self._cut, b"408 Request Timeout")

    def _head_is_there(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _cut(self, status: bytes) -> None:
        if not self.transport.is_closing():
            self.transport.write(
                b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            )
            self.transport.close()

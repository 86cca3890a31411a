"""A keep-alive HTTP/1.1 connection that costs little: one request at a time, answers whole or in
pieces.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit

import httptools
import msgspec

from tocsin.app.outcome import Exit, Told


class Cut(Exception):
    """The connection ended before the answer did: whether the request was heard is not known."""


class Answer(msgspec.Struct, frozen=True):
    """Status and body; the body is empty where it was taken in pieces."""

    status: int
    body: bytes


class Address(msgspec.Struct, frozen=True):
    """Where a door is."""

    host: str
    port: int
    is_tls: bool = False
    ca: str | None = None

    @classmethod
    def of(cls, url: str, ca: str | None = None) -> "Address":
        """From a URL. Raises Told."""
        found = urlsplit(url)
        if found.scheme not in ("http", "https") or not found.hostname:
            raise Told(f"{url} is no address of a door: as in http://127.0.0.1:8765", Exit.usage)
        port = found.port or (443 if found.scheme == "https" else 80)
        return cls(found.hostname, port, found.scheme == "https", ca)

    async def connected(self) -> "Connection":
        """A new connection. Raises OSError."""
        context = ssl.create_default_context(cafile=self.ca) if self.is_tls else None
        loop = asyncio.get_running_loop()
        _, made = await loop.create_connection(Connection, self.host, self.port, ssl=context)
        return made


Piece = Callable[[bytes], None]


class Connection(asyncio.Protocol):
    """One connection; `ask` one request after the other."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Answer] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._pieces: list[bytes] = []
        self._piece: Piece | None = None
        self._status = 0
        self.is_open = True

    # what is asked

    async def ask(
        self, request: bytes, within_s: float = 30.0, piece: Piece | None = None
    ) -> Answer:
        """The answer to the bytes of a request; its body goes to `piece` as it comes, if given.

        Raises Cut, TimeoutError.
        """
        if not self.is_open or self._transport is None:
            raise Cut
        self._waiting = asyncio.get_running_loop().create_future()
        self._pieces, self._piece = [], piece
        self._transport.write(request)
        if within_s <= 0:
            return await self._waiting
        async with asyncio.timeout(within_s):
            return await self._waiting

    def close(self) -> None:
        """Hang up."""
        self.is_open = False
        if self._transport is not None:
            self._transport.close()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self.is_open = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(Cut())

    # httptools

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        if self._piece is None:
            self._pieces.append(body)
        else:
            self._piece(body)

    def on_message_complete(self) -> None:
        if not self._parser.should_keep_alive():
            self.is_open = False
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(Answer(self._status, b"".join(self._pieces)))
        self._parser = httptools.HttpResponseParser(self)


def post(address: Address, token: str, path: str, body: bytes, key: str) -> bytes:
    """The bytes of an order."""
    return (
        f"POST {path} HTTP/1.1\r\nHost: {address.host}:{address.port}\r\n"
        f"Authorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        f"Idempotency-Key: {key}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def get(address: Address, token: str, path: str, more: str = "") -> bytes:
    """The bytes of a question; `more` are further header lines, each with its line end."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {address.host}:{address.port}\r\n"
        f"Authorization: Bearer {token}\r\n{more}\r\n"
    ).encode()

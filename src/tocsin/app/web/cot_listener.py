"""CoT as trackers speak it: UDP datagrams and TCP streams on one port, without a token.

Whoever reaches the port may report for any device on the register, so it belongs on a network of
its own. Everything is bounded: the size of an event, the connections, how long one may be silent.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import msgspec

from tocsin.app.logs import told
from tocsin.app.outcome import Exit, Told
from tocsin.gateways.cot import EventSplitter, parse
from tocsin.gateways.cot.parse import read_event
from tocsin.jurisdiction.telemetry import Recorded, Telemetry
from tocsin.log import CommitterClosed
from tocsin.operations.observations import Observation, Unread

LOG = logging.getLogger("tocsin.cot")
MOST_CONNECTIONS = 256
SILENT_S = 600.0
CHUNK = 64 * 1024
LONGEST_QUEUE = 2_000
"""Batches that wait for the disk; what comes then is dropped and counted: it comes again."""


class Heard(msgspec.Struct):
    """What the listener has heard so far, in events."""

    taken: int = 0
    refused: int = 0
    unread: int = 0
    dropped: int = 0
    connections: int = 0


class CotListener:
    """Hands what it hears to the track."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry
        self.heard = Heard()

    def hear(self, found: list[Observation | Unread]) -> None:
        """Record what was understood; nobody waits for an answer."""
        observations = [each for each in found if isinstance(each, Observation)]
        self.heard.unread += len(found) - len(observations)
        if not observations:
            return
        if self._telemetry.waiting > LONGEST_QUEUE:
            self.heard.dropped += len(observations)
            return
        try:
            future = self._telemetry.record(observations)
        except CommitterClosed:
            return
        asyncio.wrap_future(future).add_done_callback(self._counted)

    def _counted(self, future: "asyncio.Future[Recorded]") -> None:
        if future.cancelled() or future.exception() is not None:
            self.heard.dropped += 1
            return
        recorded = future.result()
        self.heard.taken += recorded.taken
        self.heard.refused += len(recorded.refused)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, to its end."""
        if self.heard.connections >= MOST_CONNECTIONS:
            writer.close()
            return
        self.heard.connections += 1
        splitter = EventSplitter()
        try:
            while chunk := await asyncio.wait_for(reader.read(CHUNK), SILENT_S):
                parts = splitter.feed(chunk)
                self.hear(
                    [each if isinstance(each, Unread) else read_event(*each) for each in parts]
                )
        except (TimeoutError, ConnectionError):
            pass
        finally:
            self.heard.connections -= 1
            writer.close()


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, listener: CotListener) -> None:
        self._listener = listener

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:  # noqa: ARG002
        self._listener.hear(list(parse((data,))))


@contextlib.asynccontextmanager
async def listening(telemetry: Telemetry, host: str, port: int) -> AsyncIterator[int]:
    """Listen on a port, UDP and TCP; yields the port. Raises Told where it is taken."""
    listener = CotListener(telemetry)
    loop = asyncio.get_running_loop()
    try:
        server = await asyncio.start_server(listener.talk, host, port, limit=CHUNK)
        bound: int = server.sockets[0].getsockname()[1]
        try:
            transport, _ = await loop.create_datagram_endpoint(
                lambda: _Datagrams(listener), local_addr=(host, bound)
            )
        except OSError:
            server.close()
            raise
    except OSError as error:
        raise Told(
            f"{host}:{port} cannot be listened on for CoT: {error.strerror}; name another --cot",
            Exit.usage,
        ) from error
    try:
        yield bound
    finally:
        transport.close()
        server.close()
        told(LOG, logging.INFO, "cot_closed", **msgspec.structs.asdict(listener.heard))

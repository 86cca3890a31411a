"""Orders for a town that another process on this machine serves, through a socket in its folder.

Whoever may write to the folder may give orders in it, here as there. One JSON object a line: an
order goes in, its outcome comes out. Bundles of neighbours go the same way, their bytes behind the
line that says how many they are.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tocsin.jurisdiction.observed import Known, TrackLook
from tocsin.jurisdiction.orders import Accepted, Denied, MalformedOrder, Order, Outcome, Unknown
from tocsin.jurisdiction.reading import Reading
from tocsin.jurisdiction.town import Town
from tocsin.log import TRACK, Clock, CommitterClosed, TrackReader
from tocsin.operations.catalogue import COMMANDS
from tocsin.operations.orders import Session
from tocsin.operations.picture import Picture

if TYPE_CHECKING:
    from tocsin.app.neighbours.carrying import Carrying, Taken, Written

SOCKET_FILE = "door.sock"
LONGEST_LINE = 2_000_000


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An order on its way: the name of its command, its fields, its envelope."""

    command: str
    fields: msgspec.Raw
    command_id: str
    actor: str
    on_behalf_of: str | None = None
    occurred_at: datetime | None = None
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    session: Session | None = None


class Came(msgspec.Struct, frozen=True, omit_defaults=True):
    """What came of it: one of these. `malformed` says what was wrong with the order."""

    accepted: Accepted | None = None
    denied: Denied | None = None
    unknown: Unknown | None = None
    malformed: str | None = None


def sent(order: Order) -> bytes:
    """An order as a line."""
    return msgspec.json.encode(
        Sent(
            type(order.command).__name__,
            msgspec.Raw(msgspec.json.encode(order.command)),
            order.command_id,
            order.actor,
            order.on_behalf_of,
            order.occurred_at,
            order.occurred_after,
            order.source_known_at,
            order.session,
        )
    )


def _order(line: bytes) -> Order:
    """The order in a line. Raises MalformedOrder."""
    try:
        got = msgspec.json.decode(line, type=Sent)
        command = msgspec.json.decode(got.fields, type=COMMANDS[got.command])
    except (msgspec.DecodeError, KeyError, RecursionError) as error:
        raise MalformedOrder(f"{error}; the two programs may be of different versions") from error
    return Order(
        command=command,
        command_id=got.command_id,
        actor=got.actor,
        on_behalf_of=got.on_behalf_of,
        occurred_at=got.occurred_at,
        occurred_after=got.occurred_after,
        source_known_at=got.source_known_at,
        session=got.session,
    )


# the side that serves


@contextlib.asynccontextmanager
async def relaying(
    town: Town, folder: Path, carrying: "Carrying | None" = None
) -> AsyncIterator[None]:
    """Take orders through the folder's socket. Only the folder's owner can reach it. `carrying`
    reads and writes bundles; None where the process speaks with no neighbours.
    """
    path = folder / SOCKET_FILE
    path.unlink(missing_ok=True)
    with socket_name(folder) as name:
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(
                lambda reader, writer: _talk(town, carrying, reader, writer),
                name,
                limit=LONGEST_LINE,
            )
        finally:
            os.umask(before)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


async def _talk(
    town: Town,
    carrying: "Carrying | None",
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
) -> None:
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ValueError):
        while line := await reader.readline():
            if line.startswith(b'{"bundle":'):
                from tocsin.app.neighbours.bundle_relay import came

                writer.write(await came(carrying, line, reader))
            else:
                writer.write(msgspec.json.encode(await _came(town, line)) + b"\n")
            await writer.drain()
    writer.close()


async def _came(town: Town, line: bytes) -> Came:
    try:
        outcome = await asyncio.wrap_future(town.send(_order(line)))
    except MalformedOrder as error:
        return Came(malformed=str(error))
    except CommitterClosed as error:
        return Came(unknown=Unknown("", str(error)))
    if isinstance(outcome, Accepted):
        return Came(accepted=outcome)
    if isinstance(outcome, Denied):
        return Came(denied=outcome)
    return Came(unknown=outcome)


@contextlib.contextmanager
def socket_name(folder: Path) -> Iterator[str]:
    """A name for the socket that is short enough (sun_path holds some 100 bytes)."""
    whole = str(folder.resolve() / SOCKET_FILE)
    if len(os.fsencode(whole)) < 100:
        yield whole
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{SOCKET_FILE}"
    finally:
        os.close(handle)


# the side that asks


class RelayedTown:
    """A town that another process serves: read from its folder, ordered through its socket."""

    def __init__(self, reading: Reading, clock: Clock, folder: Path) -> None:
        """Raises OSError where nobody listens."""
        self._reading = reading
        self.store = reading.store
        self.clock = clock
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            with socket_name(folder) as name:
                self._socket.connect(name)
        except OSError:
            self._socket.close()
            raise
        self._answers = self._socket.makefile("rb")
        key = self.store.header.public_key
        self._look = TrackLook(TrackReader(folder / TRACK, key), self.store.keys)

    @property
    def code(self) -> str:
        return self.store.header.code

    @property
    def picture(self) -> Picture:
        return self._reading.picture

    @property
    def position(self) -> int:
        return self._reading.position

    def seen(self) -> Reading:
        """The town to look at."""
        return self._reading

    def refresh(self) -> bool:
        """Read what was recorded since; whether there was anything."""
        return self._reading.refresh()

    def known(self, subject: str) -> Known | None:
        """What telemetry last observed of a subject, as the serving process wrote it."""
        return self._look.known(subject)

    def submit(self, order: Order) -> Outcome:
        """As `Town.submit`; what follows is in the picture when this returns."""
        self._socket.sendall(sent(order) + b"\n")
        return self._came(order)

    def submit_all(self, orders: Iterable[Order]) -> Iterator[Outcome]:
        """One after the other."""
        for order in orders:
            yield self.submit(order)

    def _came(self, order: Order) -> Outcome:
        line = self._answers.readline()
        if not line.endswith(b"\n"):
            return Unknown(order.command_id, "the process that serves the town went away")
        came = msgspec.json.decode(line, type=Came)
        if came.malformed is not None:
            raise MalformedOrder(came.malformed)
        self._reading.refresh()
        outcome = came.accepted or came.denied or came.unknown
        assert outcome is not None, "one of them came"
        return outcome

    def write(self, code: str) -> "tuple[Written, bytes]":
        """As `Carrying.write`, by the process that serves the town."""
        from tocsin.app.neighbours import bundle_relay

        self._socket.sendall(bundle_relay.to_write(code))
        return bundle_relay.written(self._answers)

    def read(self, file: bytes) -> "Taken":
        """As `Carrying.read`, by the process that serves the town."""
        from tocsin.app.neighbours import bundle_relay

        self._socket.sendall(bundle_relay.to_read(file))
        taken = bundle_relay.taken(self._answers)
        self._reading.refresh()
        return taken

    def close(self) -> None:
        """Hang up."""
        self._look.close()
        self._answers.close()
        self._socket.close()

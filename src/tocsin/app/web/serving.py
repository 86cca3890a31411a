"""Running the door: one process, one event loop, an end that closes the streams first."""

import asyncio
import contextlib
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import msgspec
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.app.outcome import Exit, Told
from tocsin.app.web.application import application
from tocsin.app.web.door import Door
from tocsin.app.web.protocol import DoorProtocol

GRACE_S = 5
"""After the streams have ended, requests under way have so long to finish."""
BACKLOG = 2048
DUE_EVERY_S = 1.0


class Listening(msgspec.Struct, frozen=True):
    """Where to listen. Port 0 lets the system choose."""

    host: str = "127.0.0.1"
    port: int = 8765

    def bound(self) -> socket.socket:
        """The socket, bound: before the town is opened, so that a port that is taken says so.
        Raises Told.
        """
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        # Named TCP: asyncio turns Nagle's algorithm off (40 ms an answer) for no other.
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((self.host, self.port))
            # From here on whoever comes is let wait, not turned away.
            found.listen(BACKLOG)
        except OSError as error:
            found.close()
            raise Told(
                f"{self.host}:{self.port} cannot be listened on: {error.strerror}; "
                "name another with --port",
                Exit.usage,
            ) from error
        return found


class DoorServer(uvicorn.Server):
    """Ends the streams in the signal's own turn: a server that waits for them would wait for
    ever.
    """

    def __init__(self, config: uvicorn.Config, door: Door) -> None:
        super().__init__(config)
        self._door = door
        self._loop: asyncio.AbstractEventLoop | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Unlike the parent's, the signal is not raised again afterwards: the town is closed
        first.
        """
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.stop()

    def stop(self) -> None:
        """Take nothing new, end the streams, finish what is under way. From any thread."""
        self.should_exit = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._door.hub.end_all)


def server_of(door: Door, app: ASGIApp | None = None, **settings: object) -> DoorServer:
    """A server for a door; `settings` are uvicorn's (TLS)."""
    config = uvicorn.Config(
        lifespan_of(door, app or application(door)),
        http=DoorProtocol,
        ws="none",
        loop="auto",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        date_header=True,
        timeout_graceful_shutdown=GRACE_S,
        timeout_keep_alive=75,
        backlog=BACKLOG,
        **settings,  # type: ignore[arg-type]
    )
    return DoorServer(config, door)


def lifespan_of(door: Door, app: ASGIApp) -> ASGIApp:
    """The application with the hub's life: it ticks from the first request to the last."""

    async def served(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await app(scope, receive, send)
            return
        await receive()
        door.opened_in(asyncio.get_running_loop())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(door.close)
        if door.signing is not None:
            door.signing.close()
        await send({"type": "lifespan.shutdown.complete"})

    return served


@contextlib.contextmanager
def ticking(tick: Callable[[], object]) -> Iterator[None]:
    """What time makes due is submitted each second, as long as the door is open."""
    stop = threading.Event()

    def run() -> None:
        while not stop.wait(DUE_EVERY_S):
            tick()

    thread = threading.Thread(target=run, name="tocsin-clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()

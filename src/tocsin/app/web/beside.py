"""A door beside something else that this process does: served by a thread of its own."""

import threading
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing, contextmanager, nullcontext

from tocsin.app.loops import run_on_loop
from tocsin.app.web.door import Door
from tocsin.app.web.serving import Listening, server_of

CLOSES_WITHIN_S = 30.0


@contextmanager
def served_beside(
    door: Door, listening: Listening, held: AbstractAsyncContextManager[None] | None = None
) -> Iterator[int]:
    """Open the door; the port it is at. Closed in order at the end: streams first. Raises Told.

    `held` is entered in the door's loop before this is, for as long as it is open.
    """
    with closing(listening.bound()) as socket:
        server = server_of(door)
        is_held = threading.Event()

        async def serve() -> None:
            try:
                async with held or nullcontext():
                    is_held.set()
                    await server.serve(sockets=[socket])
            finally:
                is_held.set()

        thread = threading.Thread(target=lambda: run_on_loop(serve()), name="door", daemon=True)
        thread.start()
        try:
            is_held.wait()
            port: int = socket.getsockname()[1]
            yield port
        finally:
            server.stop()
            thread.join(CLOSES_WITHIN_S)
            assert not thread.is_alive(), "a door closes when it is told to"

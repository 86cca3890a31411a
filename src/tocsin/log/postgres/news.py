"""Being told of a commit: one thread that listens, and wakes whoever waits.

A notification can be lost (a connection cut, a standby server that allows no LISTEN), so nobody
relies on it: a follower looks by itself, only less often.
"""

import contextlib
import os
import select
import threading
from collections.abc import Callable

import psycopg

from tocsin.log.address import Address
from tocsin.log.failures import StorageUnknown
from tocsin.log.postgres.connection import Connection, connected
from tocsin.log.postgres.tables import NEWS

AGAIN_S = 1.0
"""After a connection was lost it is tried again so often."""


class Listener:
    """Calls `heard` soon after each commit, from a thread of its own, until it is closed."""

    def __init__(self, address: Address, heard: Callable[[], None]) -> None:
        self._address = address
        self._heard = heard
        self._is_closing = threading.Event()
        self._wake_r, self._wake_w = os.pipe()
        self._thread = threading.Thread(target=self._run, name="tocsin-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._is_closing.set()
        os.write(self._wake_w, b".")
        self._thread.join()
        os.close(self._wake_r)
        os.close(self._wake_w)

    def _run(self) -> None:
        while not self._is_closing.is_set():
            with contextlib.suppress(StorageUnknown, psycopg.Error, OSError):
                connection = connected(self._address, "listener")
                try:
                    self._listen(connection)
                finally:
                    connection.close()
            self._is_closing.wait(AGAIN_S)

    def _listen(self, connection: Connection) -> None:
        connection.execute(f"LISTEN {NEWS}")
        # What was committed between the last look and LISTEN was told to nobody.
        self._heard()
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN)
        poll.register(self._wake_r, select.POLLIN)
        while not self._is_closing.is_set():
            poll.poll()
            if any(True for _ in connection.notifies(timeout=0)):
                self._heard()

"""A line to a door that can be cut: everything between a browser and the town goes over it."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

HOST = "127.0.0.1"
PIECE_BYTES = 65_536


class Wire:
    """Carries bytes both ways until it is cut; mended, it takes new ones at the same port."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._socket = socket.create_server((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self.is_cut = False
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self.drops_answers = False
        """The town hears what is sent; nothing of what it says comes back."""
        self.late_s = 0.0
        """What goes over it, either way, comes so much later."""
        self.slow: list[tuple[bytes, float]] = []
        """What is asked with these words in it comes later, once for each row: (words, seconds)."""
        self.pieces = 0
        """How many came late."""
        self._taking = threading.Thread(target=self._take, name="wire", daemon=True)
        self._taking.start()

    @property
    def address(self) -> str:
        """Where a browser goes."""
        return f"http://{HOST}:{self.port}"

    def cut(self) -> None:
        """End every connection, and each new one at once."""
        self.is_cut = True
        with self._lock:
            for each in self._open:
                with contextlib.suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let connections through again."""
        self.is_cut = False
        self.drops_answers = False

    def close(self) -> None:
        """Take nothing more."""
        self.cut()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._taking.join()
        while self._open:
            threading.Event().wait(0.01)

    def _take(self) -> None:
        while True:
            try:
                near, _ = self._socket.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            far = socket.create_connection((HOST, self._to))
            with self._lock:
                self._open |= {near, far}
            threading.Thread(target=self._both, args=(near, far), name="wire", daemon=True).start()

    def _both(self, near: socket.socket, far: socket.socket) -> None:
        back = threading.Thread(target=self._carry, args=(far, near, True), daemon=True)
        back.start()
        self._carry(near, far, False)
        back.join()
        with self._lock:
            self._open -= {near, far}
        near.close()
        far.close()

    def _carry(self, one: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(PIECE_BYTES):
                if self.late_s:
                    time.sleep(self.late_s)
                    self.pieces += 1
                if not is_answer:
                    self._hold(piece)
                if not (is_answer and self.drops_answers):
                    other.sendall(piece)
        for each in (one, other):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _hold(self, piece: bytes) -> None:
        with self._lock:
            found = next((each for each in self.slow if each[0] in piece), None)
            if found is None:
                return
            self.slow.remove(found)
        time.sleep(found[1])


@contextlib.contextmanager
def wired(port: int) -> Iterator[Wire]:
    """A wire to this port of this machine."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()

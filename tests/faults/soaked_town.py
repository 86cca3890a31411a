"""A served town whose clock is moved by somebody else: `tocsin serve` with time in a file.

    python -m tests.faults.soaked_town FOLDER CLOCK [leaking]

The last word plants leaks: memory, a descriptor and a thread with each request.
"""

import mmap
import os
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from tocsin.app.web.running import Serving, process_readied, served_town
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import opened

BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_kept: list[object] = []


class FileClock:
    """Milliseconds since `BEGIN`, as another process writes them into eight bytes."""

    rate = 0

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)
        self._least = BEGIN

    def now(self) -> datetime:
        since = timedelta(milliseconds=int.from_bytes(self._shared[:8], "little"))
        self._least = max(self._least, BEGIN + since)
        return self._least

    def not_before(self, moment: datetime) -> None:
        self._least = max(self._least, moment)


def leaking(inner: ASGIApp) -> ASGIApp:
    """The same door, which keeps something of every request."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        _kept.append(bytearray(16_000))
        _kept.append(os.dup(0))
        if len(_kept) % 8 == 0:
            threading.Thread(target=threading.Event().wait, daemon=True).start()
        await inner(scope, receive, send)

    return app


def main(folder: Path, clock: Path, leak: str = "") -> None:
    """Serve until told to stop."""
    asked = Serving(folder=folder, as_json=True)
    with closing(Listening(port=0).bound()) as listening:
        process_readied()
        with opened(folder, FileClock(clock)) as town:
            served_town(asked, town, listening, leaking if leak else None)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])

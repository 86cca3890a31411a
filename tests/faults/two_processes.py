"""A town and its standby as real processes, a wire between them that can be cut, and ledgers."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol

from tests.forked.lasting import started
from tests.jurisdiction.towns import CHIEF, founded, order
from tests.needs import ROOT
from tocsin.app.credentials import Credentials
from tocsin.app.standby.beside import join
from tocsin.app.standby.copy import pair
from tocsin.app.standby.home import approve_at, state_of
from tocsin.app.wiring import opened
from tocsin.log.clock import SystemClock, monotonic_s
from tocsin.log.reader import LogReader
from tocsin.operations.officers import RegisterPerson

Ledger = dict[str, tuple[int, int]]
PASSWORDS = {"chief": "four plain words together", "bo": "some other words again"}
LONGEST_S = 60.0
"""So long anything may take before a test gives up; nothing is asserted of how long it took."""

ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def until(is_so: Callable[[], bool], what: str) -> None:
    """Wait for a condition, with a bound. A look that costs something is not made all the time:
    what is waited for needs the machine too.
    """
    end_s = monotonic_s() + LONGEST_S
    pause = threading.Event()
    while True:
        began_s = monotonic_s()
        if is_so():
            return
        now_s = monotonic_s()
        assert now_s < end_s, f"waited {LONGEST_S:g} s: {what}"
        pause.wait(min(max(0.02, 2 * (now_s - began_s)), 0.5))


class _Running(Protocol):
    said: IO[str]

    def is_over(self) -> bool: ...
    def signal(self, number: signal.Signals) -> None: ...
    def wait(self) -> None: ...


class _Begun:
    """From nothing, as a shell begins it."""

    def __init__(self, words: list[str]) -> None:
        self._process = subprocess.Popen(
            words, stdout=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT, text=True
        )
        assert self._process.stdout is not None
        self.said: IO[str] = self._process.stdout

    def is_over(self) -> bool:
        return self._process.poll() is not None

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def wait(self) -> None:
        self._process.wait(LONGEST_S)


class _Forked:
    """From one that has imported what it needs."""

    said: IO[str]

    def __init__(self, words: list[str]) -> None:
        self._process, self.said = started(words, str(ROOT), ENVIRONMENT)

    def is_over(self) -> bool:
        return not self._process.is_alive()

    def signal(self, number: signal.Signals) -> None:
        if self._process.is_alive() and self._process.pid is not None:
            os.kill(self._process.pid, number)

    def wait(self) -> None:
        self._process.join(LONGEST_S)
        assert not self._process.is_alive(), f"it did not end in {LONGEST_S:g} s"


class Process:
    """A process whose lines are read as they come."""

    def __init__(self, *arguments: str, inside: Sequence[str] = ()) -> None:
        """`inside` is what goes before the command, as in `ip netns exec NAME`: it begins from
        nothing then, and forked otherwise.
        """
        self._running: _Running
        if inside:
            self._running = _Begun([*inside, sys.executable, "-m", *arguments])
        else:
            self._running = _Forked(list(arguments))
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with self._running.said as told:
            for line in told:
                self.lines.append(line)

    def wait_for(self, word: str) -> str:
        """The first line with this word in it."""
        found: list[str] = []

        def is_there() -> bool:
            found[:] = [each for each in self.lines if word in each]
            return bool(found) or self._running.is_over()

        until(is_there, f"no line with {word!r}")
        assert found, f"ended without a line with {word!r}: {self.lines[-3:]}"
        return found[0]

    def signal(self, number: signal.Signals) -> None:
        self._running.signal(number)

    def kill(self) -> None:
        """SIGKILL, and everything it had said."""
        self._running.signal(signal.SIGKILL)
        self._running.wait()
        self._reader.join(LONGEST_S)

    def end(self) -> None:
        """SIGTERM, and everything it had said."""
        self._running.signal(signal.SIGTERM)
        self._running.wait()
        self._reader.join(LONGEST_S)

    def ledger(self) -> Ledger:
        """What was acknowledged so far."""
        told = [line.split() for line in list(self.lines) if line.endswith("\n")]
        return {each[0]: (int(each[1]), int(each[2])) for each in told if len(each) == 3}

    def acknowledged(self, count: int) -> None:
        """Wait until so many were."""
        until(lambda: len(self.ledger()) >= count, f"fewer than {count} acknowledgements")


class Wire:
    """A TCP proxy on loopback that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._is_cut = False
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nothing passes any more, and whoever was connected notices."""
        self._is_cut = True
        for each in self._open:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        self._is_cut = False

    def close(self) -> None:
        self.cut()
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                if self._is_cut:
                    near.close()
                    continue
                try:
                    far = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    near.close()
                    continue
                self._open += [near, far]
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pump, args=(one, other), daemon=True).start()


def _pump(one: socket.socket, other: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while content := one.recv(65536):
            other.sendall(content)
    for each in (one, other):
        with contextlib.suppress(OSError):
            each.close()


class Pair:
    """One town on two machines, of which neither runs yet."""

    def __init__(self, folder: Path) -> None:
        self.town, self.copy = folder / "town", folder / "copy"
        founded(self.town, SystemClock())
        with opened(self.town) as town:
            town.submit(order(RegisterPerson(id="PE-p-bo", handle="bo", roles=("chief",)), "bo"))
        passwords = Credentials(self.town)
        passwords.set(CHIEF, PASSWORDS["chief"])
        passwords.set("PE-p-bo", PASSWORDS["bo"])
        self.secret = pair(self.copy)
        self._started: list[Process] = []
        self.standby = self.stands_by(0)
        self.port = int(self.standby.wait_for("reached at").rsplit(":", 1)[1])
        self.wire = Wire(self.port)
        join(self.town, f"http://127.0.0.1:{self.wire.port}", self.secret)

    def stands_by(self, port: int, folder: Path | None = None) -> Process:
        """A standby process in its folder."""
        started = Process(
            "tocsin.app.cli", "standby", str(folder or self.copy), "--port", str(port)
        )
        self._started.append(started)
        return started

    def writes(self, turn: str, kind: str = "waits") -> Process:
        """The town under load."""
        own_url = "http://127.0.0.1:9"
        started = Process("tests.faults.town_beside", str(self.town), turn, own_url, kind)
        self._started.append(started)
        return started

    def taken_over(self) -> None:
        """Two people approve at the standby, which serves the town when this returns."""
        assert not approve_at(self.copy, "chief", PASSWORDS["chief"]).is_taken_over
        assert approve_at(self.copy, "bo", PASSWORDS["bo"]).is_taken_over
        self.standby.wait_for("is served at")

    def caught_up(self) -> None:
        """Wait until the copy is where the writer says it is."""

        def is_so() -> bool:
            state = state_of(self.copy)
            return state.position == state.writer_position > 0

        until(is_so, "the copy does not catch up")

    def close(self) -> None:
        for each in self._started:
            each.kill()
        self.wire.close()


@contextlib.contextmanager
def two(folder: Path) -> Iterator[Pair]:
    """A pair, ended with everything it started."""
    made = Pair(folder)
    try:
        yield made
    finally:
        made.close()


def lost(folder: Path, ledger: Ledger) -> list[str]:
    """Acknowledged orders that the log in a folder does not answer with the same positions."""
    reader = LogReader(folder)
    try:
        found = reader.find_all(list(ledger))
        return sorted(name for name, at in ledger.items() if found.get(name) != at)
    finally:
        reader.close()


def hashes(folder: Path, after: int = 0) -> dict[int, bytes]:
    """The chain's hash at each position."""
    reader = LogReader(folder)
    try:
        head = reader.head().position
        return {row[0]: row[1] for rows in reader.rows(after, head) for row in rows}
    finally:
        reader.close()

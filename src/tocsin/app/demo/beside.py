"""The neighbours of a demo, each served by a process of its own that ends with the demo.

    python -m tocsin.app.demo.beside FOLDER BEGAN_AT ANCHOR_S RATE

serves a town as `tocsin serve` does, by the clock of the demo. It prints who may come in, then
where it is; it ends when whoever started it is gone, however that came about: its input ends then.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from tocsin.app.demo.clock import Running, RunningClock
from tocsin.app.demo.doors import links_for
from tocsin.app.outcome import Told
from tocsin.app.sign_in.sessions import LONGEST
from tocsin.app.sign_in.signing import Signing
from tocsin.app.web.running import Serving, local_origin, process_readied, served_town
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import opened
from tocsin.exercises.setting import Setting

STARTS_WITHIN_S, ENDS_WITHIN_S = 60.0, 20.0
LOG = "served.log"


class Neighbour(msgspec.Struct, frozen=True):
    """A neighbouring town that is served: where, and who may come in by which link."""

    folder: Path
    setting: Setting
    url: str
    pid: int
    links: dict[str, str]


class _Served(msgspec.Struct, frozen=True):
    """What `serve` prints, of which this is read."""

    url: str
    pid: int


# the process itself


def serve(folder: Path, running: Running) -> None:
    """Serve until told to stop, or until the input ends."""
    process_readied()
    threading.Thread(target=_until_alone, daemon=True).start()
    with (
        contextlib.closing(Listening(port=0).bound()) as listening,
        opened(folder, RunningClock(running)) as town,
    ):
        signing = Signing(folder, town.store.header, idle=LONGEST)
        links = links_for(town, signing, local_origin(listening, "http"))
        print(msgspec.json.encode(links).decode(), flush=True)
        served_town(Serving(folder=folder, idle=LONGEST, as_json=True), town, listening)


def _until_alone() -> None:
    """Whoever started this holds the other end of its input as long as they live."""
    while os.read(0, 4_096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


# whoever starts it


@contextmanager
def neighbours_served(
    towns: tuple[tuple[Path, Setting], ...], running: Running
) -> Iterator[tuple[Neighbour, ...]]:
    """Each town in a process of its own; all ended in order at the end. Raises Told."""
    with ExitStack() as held:
        started = [(*each, held.enter_context(_process(each[0], running))) for each in towns]
        yield tuple(_told(*each) for each in started)


@contextmanager
def _process(folder: Path, running: Running) -> Iterator["subprocess.Popen[str]"]:
    words = (str(folder), running.began_at.isoformat(), repr(running.anchor_s), str(running.rate))
    with (folder / LOG).open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tocsin.app.demo.beside", *words],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
            # A key pressed for the demo is not meant for it.
            start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        try:
            process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _told(folder: Path, setting: Setting, process: "subprocess.Popen[str]") -> Neighbour:
    """What it says when it is there. Raises Told: it did not come up."""
    assert process.stdout is not None
    watch = threading.Timer(STARTS_WITHIN_S, process.kill)
    watch.start()
    try:
        links, served = process.stdout.readline(), process.stdout.readline()
    finally:
        watch.cancel()
    if not served:
        raise Told(f"{setting.name} could not be served; see {folder / LOG}")
    told = msgspec.json.decode(served, type=_Served)
    return Neighbour(
        folder, setting, told.url, told.pid, msgspec.json.decode(links, type=dict[str, str])
    )


if __name__ == "__main__":
    from datetime import datetime

    _, told_folder, began_at, anchor_s, rate = sys.argv
    serve(
        Path(told_folder),
        Running(datetime.fromisoformat(began_at), float(anchor_s), int(rate)),
    )

"""Own work beside a neighbour that is broken or hostile: orders a second, and how long each takes.

    python -m benchmarks.p18_hostile [--quick]

One town follows one neighbour over HTTP, as `tocsin serve` does; the neighbour is a process of its
own and does one thing wrong. Beside it somebody opens incidents, one after the other. The peer is
the same town without a neighbour; `honest` says as much as `flood` once does, and nothing wrong.
"""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import msgspec

from benchmarks.measuring import asked, cpu_of, scratch, table
from tests.app.neighbours.hostile import CODE, Source, plainly
from tests.laws.lending_world import lent_each_other
from tocsin.app.cli import main as tocsin
from tocsin.app.neighbours.following import Following
from tocsin.app.neighbours.lending import LendingLink
from tocsin.app.neighbours.own_town import OwnTown, Work
from tocsin.app.wiring import opened
from tocsin.federation.link_key import LinkKey
from tocsin.federation.slice_messages import door_key
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import SeededEntropy
from tocsin.operations.incident import OpenIncident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour

Behave = Callable[[BaseHTTPRequestHandler, bytes], None]
FLOOD = 5_000
"""Things that a flooding neighbour asks for."""


def huge(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()


def _unending(handler: BaseHTTPRequestHandler, piece: bytes, pause_s: float) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while True:
        handler.wfile.write(piece)
        time.sleep(pause_s)


def endless(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    _unending(handler, b"[" * 65_536, 0)


def slow(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    _unending(handler, b" ", 0.05)


def malformed(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
    plainly(handler, b"[" * 7_900_000)


def _request(number: int, way: int) -> tuple[str, dict[str, object]]:
    name = f"{CODE}-mr{number}"
    wanted = {"kind": "engine", "quantity": 1 + way % 9}
    return name, {"id": name, "by": CODE, "wanted": wanted, "state": "open"}


class Hostile:
    """The neighbour's process: honest but for `kind`."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.source = Source(folder)
        self.kind = kind
        self.behave: Behave = {
            "huge": huge, "endless": endless, "slow": slow, "malformed": malformed
        }.get(kind, plainly)  # fmt: skip
        self.began_s = time.monotonic()
        if kind in ("honest", "flood"):
            self.source._opening = self._flood  # type: ignore[method-assign]
        if kind == "replay":
            self.source.nonce = "f" * 32

    def _flood(self) -> bytes:
        from tests.app.neighbours.hostile import opening

        way = int(time.monotonic() * 2) if self.kind == "flood" else 0
        rows = [("aid_requests", *_request(number, way)) for number in range(FLOOD)]
        return opening(*rows)

    def answer(self, query: str, nonce: str) -> bytes:
        if self.kind == "flood":  # all of it otherwise than before, over and over
            source = self.source
            source.outbox.go_on(self._flood(), "0" * 32, 1, source.clock())
        return self.source.answer(query, nonce)

    def serve(self, listening: socket.socket) -> None:
        mine = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path.endswith("/door"):
                    nonce = parse_qs(parts.query)["nonce"][0]
                    plainly(self, door_key(mine.source.key, CODE, nonce, ""))
                    return
                nonce = self.headers["signature-input"].partition('nonce="')[2][:32]
                with mine.source.turn:
                    body = mine.answer(parts.query, nonce)
                try:
                    mine.behave(self, body)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler, bind_and_activate=False)
        server.daemon_threads = True
        server.socket.close()
        server.socket = listening
        server.serve_forever()


def served(folder: Path, kind: str) -> tuple[int, str]:
    """The process of a neighbour, and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    child = os.fork()
    if child == 0:
        try:
            Hostile(folder, kind).serve(listening)
        finally:
            os._exit(0)
    listening.close()
    return child, url


def worked(town: Town, seconds: float) -> list[float]:
    """Seconds each of so many orders took, one after the other."""
    took: list[float] = []
    first, until_s = sorted(town.picture.people)[0], time.perf_counter() + seconds
    while time.perf_counter() < until_s:
        began_s = time.perf_counter()
        name = f"own/{began_s}"
        order = Order(command=OpenIncident(type="fire.structure"), command_id=name, actor=first)
        assert isinstance(town.submit(order), Accepted)
        took.append(time.perf_counter() - began_s)
    return took


class Run(NamedTuple):
    """What own work took, order by order; processor seconds of the town for all of it, hearing and
    all; records that the neighbour caused; how it is shown."""

    took: list[float]
    cpu_s: float
    caused: int
    shown: str


def beside(folder: Path, kind: str | None, seconds: float) -> Run:
    """Own work with such a neighbour, or with none."""
    tocsin(["init", str(folder / "PE"), "--name", "Penford", "--code", "PE"])
    with opened(folder / "PE") as town:
        worked(town, 0.3)
        if kind is None:
            alone, alone_s = cpu_of(lambda: worked(town, seconds))
            return Run(alone, alone_s, 0, "-")
        child, url = served(folder / "source", kind)
        key = LinkKey.drawn(SeededEntropy(8 if kind == "wrong key" else 7)).public
        at = town.clock.now()
        neighbour = Neighbour(
            CODE, LinkStanding.joined, at, urls=(url,), public_key=key, joined_at=at
        )
        compact = lent_each_other("PE", CODE)

        def picture() -> Picture:
            now = town.picture
            return msgspec.structs.replace(
                now, neighbours=now.neighbours.put(CODE, neighbour),
                compacts=now.compacts.put(compact.id, compact),
            )  # fmt: skip

        work = Work()
        town.watch(work.stepped)
        own = OwnTown("PE", picture, town.clock.now, town.submit, work.is_going_on)
        link = LendingLink(own)
        following = Following(folder / "PE", own, link.heard)
        following.start()
        link.start()
        threading.Event().wait(1.0)
        before = town.position
        took, cpu_s = cpu_of(lambda: worked(town, seconds))
        caused = town.position - before - len(took)
        states = [each.state for each in following.replicas().values()]
        shown = str(states[0].fault or "heard") if states else "-"
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        following.close()
        link.close()
    return Run(took, cpu_s, caused, shown)


KINDS = ("honest", "huge", "endless", "slow", "malformed", "wrong key", "replay", "flood")


def _p95_ms(took: list[float]) -> float:
    return sorted(took)[len(took) * 95 // 100] * 1000


def main() -> None:
    """Print what it took: each kind beside the same town alone, just before it."""
    seconds = 1.0 if asked(__doc__ or "").quick else 5.0
    rows: list[tuple[object, ...]] = []
    for kind in KINDS:
        with scratch() as folder:
            alone = beside(folder, None, seconds)
        with scratch() as folder:
            with_it = beside(folder, kind, seconds)
        n, alone_n = len(with_it.took), len(alone.took)
        rows.append(
            (
                kind, f"{alone_n / seconds:,.0f}", f"{n / seconds:,.0f}",
                f"{_p95_ms(alone.took):.1f}", f"{_p95_ms(with_it.took):.1f}",
                f"{alone.cpu_s / alone_n * 1000:.2f}", f"{with_it.cpu_s / n * 1000:.2f}",
                with_it.caused, with_it.shown,
            )
        )  # fmt: skip
    table(
        "own orders alone, and beside a neighbour",
        ("neighbour", "alone/s", "beside/s", "p95 ms alone", "beside", "cpu ms alone", "beside",
         "its records", "shown as"),
        rows,
    )  # fmt: skip


if __name__ == "__main__":
    main()

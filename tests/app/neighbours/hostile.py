"""A neighbour's door of our own making: honest, until a test has it misbehave in one way."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import msgspec

from tests.faults.two_processes import until
from tocsin.access import Delta, Verb, partner
from tocsin.access.changes import Cause
from tocsin.app.certificates import Pair, context_of, key_digest_in
from tocsin.app.neighbours.following import Following
from tocsin.app.neighbours.own_town import OwnTown
from tocsin.federation.link_key import LinkKey
from tocsin.federation.outbox import Outbox
from tocsin.federation.replica import Replica, SliceFault
from tocsin.federation.slice_messages import SliceStanding, answered, door_key
from tocsin.jurisdiction.orders import Order
from tocsin.log import SeededEntropy
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.neighbour import LinkStanding, Neighbour

CODE, OWN = "WE", "PE"
CAUSE = Cause("sight_changed", datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC))


def opening(*subjects: tuple[str, str, dict[str, object]]) -> bytes:
    """Deltas that disclose these, as a board sends them."""
    deltas = tuple(Delta(Verb.disclosed, kind, name, CAUSE, f) for kind, name, f in subjects)
    return msgspec.json.encode(deltas)


class Source:
    """What an honest town answers; each field may be replaced by a test."""

    def __init__(self, folder: Path, life: str = "life-1") -> None:
        folder.mkdir(exist_ok=True)
        self.key = LinkKey.drawn(SeededEntropy(7))
        self.turn = threading.Lock()
        self.folder = folder
        self.life = life
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.change: Callable[[SliceStanding], SliceStanding] = lambda standing: standing
        self.nonce: str | None = None
        """An old one, to answer with what was said before."""
        self.known: dict[str, dict[str, object]] = {"PE-1": {"id": "PE-1", "type": "fire"}}
        self._begin("1" * 32)

    def _begin(self, incarnation: str) -> None:
        self.outbox = Outbox(self.folder / "told.sqlite", partner(OWN), self.life)
        self.outbox.go_on(self._opening(), incarnation, 1, self.clock())

    def _opening(self) -> bytes:
        return opening(*(("incidents", name, fields) for name, fields in self.known.items()))

    def tell(self, name: str, **fields: object) -> None:
        """Something new is known."""
        with self.turn:
            self.known[name] = {"id": name, **fields}
            self.outbox.go_on(self._opening(), "9" * 32, 1, self.clock())
            self.outbox.save()

    def answer(self, query: str, nonce: str) -> bytes:
        """An honest answer, but for what a test has changed."""
        said = parse_qs(query).get("after", ["::"])[0].split(":")
        incarnation, sequence, head = said[0], int(said[1] or 0), said[2]
        ticks = self.outbox.since(incarnation, sequence, head)
        if ticks is None:
            self.outbox.begin(self._opening(), f"{self.outbox.state.generation + 1:032x}", 0,
                              self.clock())  # fmt: skip
            ticks = self.outbox.since(self.outbox.state.incarnation, 0, "0" * 64) or ()
            sequence, head = 0, "0" * 64
        self.outbox.save()
        state = self.outbox.state
        standing = SliceStanding(
            town=CODE,
            to=OWN,
            nonce=self.nonce or nonce,
            at=self.clock(),
            life=state.life,
            incarnation=state.incarnation,
            generation=state.generation,
            opening=state.opening,
            sequence=ticks[-1].last if ticks else sequence,
            head=self.outbox.head_after(ticks[-1]) if ticks else head,
            latest=state.sequence,
        )
        return answered(self.key, self.change(standing), ticks)


Behave = Callable[[BaseHTTPRequestHandler, bytes], None]


def plainly(handler: BaseHTTPRequestHandler, body: bytes) -> None:
    """As a door answers."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class Fake:
    """The door of the neighbour, and the town that follows it."""

    def __init__(self, source: Source, folder: Path, pair: Pair | None = None) -> None:
        """`pair` is the door's certificate: without one it is plain http."""
        self.source = source
        self.own_tls = "" if pair is None else key_digest_in(pair.certificate)
        """The TLS key that the town says is its door's."""
        self.behave: Behave = plainly
        self.orders: list[Command] = []
        self.heard: list[tuple[str, int]] = []
        self.picture = Picture()
        self._folder = folder
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        if pair is not None:
            self.server.socket = context_of(pair).wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        scheme = "http" if pair is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self.server.server_address[1]}"
        self.stands(LinkStanding.joined)
        TownKey.drawn(SeededEntropy(3)).save(folder / KEY_FILE)
        own = OwnTown(OWN, lambda: self.picture, lambda: datetime.now(UTC), self._ordered)
        self.following = Following(
            folder, own, lambda code, deltas: self.heard.append((code, len(deltas)))
        )

    def stands(self, standing: LinkStanding, **changed: object) -> None:
        """How the follower's town stands to the neighbour."""
        now = datetime.now(UTC)
        neighbour = Neighbour(
            CODE, standing, now, name="Weir End", urls=(self.url,),
            public_key=self.source.key.public, joined_at=now,
        )  # fmt: skip
        before = self.picture.neighbours.get(CODE)
        heals = 0 if before is None else before.heals
        if before is not None and before.doubt is not None and "doubt" not in changed:
            heals += 1
        neighbour = msgspec.structs.replace(neighbour, heals=heals, **changed)
        self.picture = Picture(neighbours=Picture().neighbours.put(CODE, neighbour))

    def _ordered(self, order: Order) -> None:
        self.orders.append(order.command)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path.endswith("/door"):
                    nonce = parse_qs(parts.query)["nonce"][0]
                    plainly(self, door_key(fake.source.key, CODE, nonce, fake.own_tls))
                    return
                nonce = self.headers["signature-input"].partition('nonce="')[2][:32]
                with fake.source.turn:
                    answer = fake.source.answer(parts.query, nonce)
                with contextlib.suppress(OSError):
                    fake.behave(self, answer)

            def log_message(self, format: str, *args: object) -> None:
                """Tests are quiet."""

        return Handler

    @property
    def replica(self) -> Replica:
        """What the follower knows."""
        until(lambda: CODE in self.following.replicas(), "the neighbour is followed")
        return self.following.replicas()[CODE]

    def drop(self) -> None:
        """The line is dropped after the next answer; the follower connects anew."""

        def once(handler: BaseHTTPRequestHandler, _body: bytes) -> None:
            self.behave = before
            handler.close_connection = True

        before, self.behave = self.behave, once

    def knows(self, *names: str) -> None:
        """Wait until the follower knows exactly these."""
        wanted = {("incidents", name) for name in names}
        until(lambda: set(self.replica.known) == wanted, f"the follower knows {names}")

    def refuses(self, fault: SliceFault) -> str:
        """Wait until the follower refuses by this rule; why."""
        until(lambda: self.replica.state.fault is fault, f"refused as {fault}")
        return self.replica.state.fault_says


@contextmanager
def followed(tmp_path: Path, pair: Pair | None = None) -> Iterator[Fake]:
    """An honest neighbour that is followed; a test then changes it."""
    folder = tmp_path / "own"
    folder.mkdir()
    fake = Fake(Source(tmp_path / "source"), folder, pair)
    fake.following.start()
    try:
        yield fake
    finally:
        fake.following.close()
        fake.server.shutdown()
        fake.server.server_close()

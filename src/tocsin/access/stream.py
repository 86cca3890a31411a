"""One reader's stream: a dense sequence, a hash chain of its own, and the ticks kept for resuming.

A tick is two lines. The second, its deltas, is made once for a sight class and shared by all who
follow it; the first is the stream's own envelope, which holds the digest of the second. The chain
runs over the envelopes. Nothing in it comes from the log's positions, hashes or gaps.
"""

import hashlib
from collections import deque
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from tocsin.access.slices import Delta
from tocsin.access.viewer import Viewer

Speak = Callable[[object], object]
"""How words leave: sealed, or opened by the door for a reader that may read them."""

Kinds = frozenset[str] | None
"""The kinds a reader asked for; None: all that it may know of."""


class Envelope(msgspec.Struct, frozen=True):
    """What stands before the deltas of one tick. `first` is the number of the first of them.

    `body` is the SHA-256 of the deltas' bytes, `previous` the head before (both hex). An
    incarnation begins at 1 and knows nothing of others.
    """

    incarnation: str
    first: int
    count: int
    at: datetime
    previous: str
    body: str


class Body(NamedTuple):
    """The deltas of one tick as bytes, made once for all who may see the same."""

    size: int
    """How many deltas."""
    sent: bytes
    digest: str


class Tick(NamedTuple):
    """What goes to one reader at once."""

    envelope: bytes
    body: bytes
    last: int
    """The sequence number of its last delta: where a reader that has it goes on."""

    @property
    def whole(self) -> bytes:
        """Both lines, without a line end."""
        return self.envelope + b"\n" + self.body


class Head(msgspec.Struct, frozen=True):
    """Where a stream stands: what the source signs, and what a reader holds against it."""

    incarnation: str
    sequence: int
    head: str

    def to_bytes(self) -> bytes:
        """The bytes to be signed."""
        return _CANONICAL.encode(self)


_CANONICAL = msgspec.json.Encoder(order="deterministic")
_ENVELOPE = msgspec.json.Decoder(Envelope)
_DELTAS = msgspec.json.Decoder(tuple[Delta, ...])

BEGINNING = "0" * 64
"""The head of a stream in which nothing has been sent."""


def body_of(deltas: tuple[Delta, ...], speak: Speak) -> Body:
    """The canonical bytes of a tick's deltas."""
    made = msgspec.json.encode(deltas, enc_hook=speak, order="deterministic")
    return Body(len(deltas), made, hashlib.sha256(made).hexdigest())


class Bodies:
    """The bodies of one tick: each delta is encoded once, and those who get the same deltas share
    one body.
    """

    def __init__(self, speak: Speak) -> None:
        self._encoder = msgspec.json.Encoder(enc_hook=speak, order="deterministic")
        self._encoded: dict[int, tuple[Delta, bytes]] = {}
        self._bodies: dict[tuple[int, ...], Body] = {}

    def of(self, deltas: tuple[Delta, ...]) -> Body:
        """The same as `body_of`."""
        names = tuple(map(id, deltas))
        found = self._bodies.get(names)
        if found is None:
            made = b"[%b]" % b",".join(map(self._bytes, deltas))
            found = Body(len(deltas), made, hashlib.sha256(made).hexdigest())
            self._bodies[names] = found
        return found

    def _bytes(self, delta: Delta) -> bytes:
        """A delta is held while its bytes are, so that its identity names nothing else."""
        found = self._encoded.get(id(delta))
        if found is None:
            found = self._encoded[id(delta)] = delta, self._encoder.encode(delta)
        return found[1]


class Slice:
    """One reader's stream. Made by the board; `opened_at` is when its incarnation began."""

    def __init__(
        self, viewer: Viewer, incarnation: str, kept_ticks: int, kinds: Kinds = None
    ) -> None:
        self.viewer = viewer
        self.kinds = kinds
        self.incarnation = incarnation
        self.sequence = 0
        self.head = BEGINNING
        self.is_followed = True
        self.idle_ticks = 0
        self._kept: deque[tuple[int, Tick]] = deque(maxlen=kept_ticks)

    def take(self, body: Body, at: datetime) -> Tick:
        """Append one tick; what goes to the reader.

        The first, everything there is, is not kept: whoever goes on has it, or begins afresh.
        """
        first, is_opening = self._next(), self.head == BEGINNING
        envelope = Envelope(self.incarnation, first, body.size, at, self.head, body.digest)
        sent = _CANONICAL.encode(envelope)
        self.sequence += body.size
        self.head = hashlib.sha256(sent).hexdigest()
        tick = Tick(sent, body.sent, self.sequence)
        if not is_opening:
            self._kept.append((first, tick))
        return tick

    def _next(self) -> int:
        return self.sequence + 1

    def since(self, sequence: int) -> tuple[Tick, ...] | None:
        """The ticks after a reader's last delta; None where they are not kept any more.

        A reader takes a tick whole, so `sequence` is the last of one.
        """
        if sequence == self.sequence:
            return ()
        kept = tuple(tick for first, tick in self._kept if first > sequence)
        is_whole = any(first == sequence + 1 for first, _ in self._kept)
        return kept if is_whole else None

    def standing_at(self) -> Head:
        """The head as it is to be signed."""
        return Head(self.incarnation, self.sequence, self.head)


class Broken(Exception):
    """A tick does not continue what the reader has. Says how; the remedy is to join afresh."""


class Reading:
    """A reader's side of one stream: checks density and chain, and folds."""

    def __init__(self) -> None:
        self.incarnation = ""
        self.sequence = 0
        self.head = BEGINNING

    def received(self, sent: bytes) -> tuple[Delta, ...]:
        """The deltas of one tick. Raises Broken, or msgspec.DecodeError on what is no tick."""
        line, _, body = sent.partition(b"\n")
        tick = _ENVELOPE.decode(line)
        if tick.incarnation != self.incarnation and tick.first == 1:
            self.incarnation, self.sequence, self.head = tick.incarnation, 0, BEGINNING
        if tick.incarnation != self.incarnation:
            raise Broken(f"another incarnation, {tick.incarnation}, does not begin at 1")
        if tick.first != self.sequence + 1:
            raise Broken(f"expected delta {self.sequence + 1}, not {tick.first}")
        if tick.previous != self.head:
            raise Broken(f"the chain breaks before delta {tick.first}")
        if hashlib.sha256(body).hexdigest() != tick.body:
            raise Broken(f"the deltas from {tick.first} on are not those of the envelope")
        deltas = _DELTAS.decode(body)
        if len(deltas) != tick.count:
            raise Broken(f"the envelope counts {tick.count} deltas, there are {len(deltas)}")
        self.sequence += tick.count
        self.head = hashlib.sha256(line).hexdigest()
        return deltas

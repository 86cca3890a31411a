"""One reader's stream: a dense sequence, a hash chain of its own, and the ticks kept for resuming.

The bytes of a tick's deltas are made once for a sight class; each stream puts its own envelope
round them. Nothing in it comes from the log's positions, hashes or gaps.
"""

import hashlib
from collections import deque
from collections.abc import Callable
from datetime import datetime

import msgspec

from tocsin.access.slices import Delta
from tocsin.access.viewer import Viewer

Speak = Callable[[object], object]
"""How words leave: sealed, or opened by the door for a reader that may read them."""


class Envelope(msgspec.Struct, frozen=True):
    """What goes round the deltas of one tick. `first` is the sequence number of the first of them.

    `previous` is the head before it (hex). An incarnation begins at 1 and knows nothing of others.
    """

    incarnation: str
    first: int
    at: datetime
    previous: str
    deltas: msgspec.Raw


class ReceivedEnvelope(msgspec.Struct, frozen=True):
    """The same, as a reader decodes it."""

    incarnation: str
    first: int
    at: datetime
    previous: str
    deltas: tuple[Delta, ...]


class Head(msgspec.Struct, frozen=True):
    """Where a stream stands: what the source signs, and what a reader holds against it."""

    incarnation: str
    sequence: int
    head: str

    def to_bytes(self) -> bytes:
        """The bytes to be signed."""
        return _CANONICAL.encode(self)


_CANONICAL = msgspec.json.Encoder(order="deterministic")
_DECODER = msgspec.json.Decoder(ReceivedEnvelope)

BEGINNING = "0" * 64
"""The head of a stream in which nothing has been sent."""


def body_of(deltas: tuple[Delta, ...], speak: Speak) -> bytes:
    """The canonical bytes of a tick's deltas."""
    return msgspec.json.encode(deltas, enc_hook=speak, order="deterministic")


class Slice:
    """One reader's stream. Made by the board; `opened_at` is when its incarnation began."""

    def __init__(self, viewer: Viewer, incarnation: str, kept_ticks: int) -> None:
        self.viewer = viewer
        self.incarnation = incarnation
        self.sequence = 0
        self.head = BEGINNING
        self.is_followed = True
        self.idle_ticks = 0
        self._kept: deque[tuple[int, bytes]] = deque(maxlen=kept_ticks)

    def take(self, count: int, body: bytes, at: datetime) -> bytes:
        """Append one tick of `count` deltas; the bytes that go to the reader."""
        first = self._next()
        envelope = Envelope(self.incarnation, first, at, self.head, msgspec.Raw(body))
        sent = _CANONICAL.encode(envelope)
        self.sequence = first + count - 1
        self.head = hashlib.sha256(sent).hexdigest()
        self._kept.append((first, sent))
        return sent

    def _next(self) -> int:
        return self.sequence + 1

    def since(self, sequence: int) -> tuple[bytes, ...] | None:
        """The ticks after a reader's last delta; None where they are not kept any more.

        A reader takes a tick whole, so `sequence` is the last of one.
        """
        if sequence == self.sequence:
            return ()
        kept = tuple(sent for first, sent in self._kept if first > sequence)
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
        tick = _DECODER.decode(sent)
        if tick.incarnation != self.incarnation and tick.first == 1:
            self.incarnation, self.sequence, self.head = tick.incarnation, 0, BEGINNING
        if tick.incarnation != self.incarnation:
            raise Broken(f"another incarnation, {tick.incarnation}, does not begin at 1")
        if tick.first != self.sequence + 1:
            raise Broken(f"expected delta {self.sequence + 1}, not {tick.first}")
        if tick.previous != self.head:
            raise Broken(f"the chain breaks before delta {tick.first}")
        self.sequence += len(tick.deltas)
        self.head = hashlib.sha256(sent).hexdigest()
        return tick.deltas

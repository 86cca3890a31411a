"""What goes between two neighbours: where a slice stands, signed, and its ticks after it.

An answer is lines: the signed standing, then two lines a tick, as the slice made them (see
`access.stream`). The standing names the question's nonce, so that an old answer is none; and the
sequence and head at the end of this answer, so that nothing can be left off or put in.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.access import Tick
from tocsin.federation.custody_heads import SignedHead
from tocsin.federation.link_key import LinkKey, Succession, is_signed_with

LARGEST_BYTES = 8_000_000
"""Of one answer."""
WANTED_BYTES = 2_000_000
"""An answer that has so many ends with the tick that it is in."""
MOST_PAST = 40
"""Incarnations before the present one that a standing names."""
LABEL = "slice"
FORMAT = 1
"""Of a standing and what it stands for."""


class Cursor(msgspec.Struct, frozen=True):
    """How far a slice was read, and the head there. An empty incarnation: nothing was."""

    incarnation: Annotated[str, msgspec.Meta(max_length=80)] = ""
    sequence: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    head: Annotated[str, msgspec.Meta(max_length=128)] = ""


class SliceStanding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a town's slice for another stands at the end of an answer.

    `life` is that of the town's log: a restore begins another. `generation` grows with each new
    incarnation of the slice; `opening` is the sequence at which its first, whole disclosure ends;
    `latest` is how far there is more to ask for. `tls` is the SHA-256 of the door's own TLS key.
    `custody` is where its log stands on units that are lent, `heads` what other towns have signed
    so for it. `past` are the incarnations before, the last one last, each with where it ended: None
    where the town does not say. What a later version adds is passed over; one that cannot be,
    raises `format`.
    """

    town: str
    to: str
    nonce: str
    at: datetime
    life: str
    incarnation: str
    generation: int
    opening: int
    sequence: int
    head: str
    latest: int
    tls: str = ""
    custody: SignedHead | None = None
    heads: tuple[SignedHead, ...] = ()
    format: int = 1
    past: Annotated[tuple[Cursor, ...], msgspec.Meta(max_length=MOST_PAST)] | None = None

    def all_heads(self) -> tuple[SignedHead, ...]:
        """Its own and those it passes on."""
        return self.heads if self.custody is None else (self.custody, *self.heads)


class _Formatted(msgspec.Struct, frozen=True):
    format: int = 1


class NewerFormat(Exception):
    """The answer is in a format that a later version speaks."""

    def __init__(self, format: int) -> None:
        super().__init__(f"it speaks format {format}, and this version reads {FORMAT}")
        self.format = format


class Stamped(msgspec.Struct, frozen=True):
    """The first line: the standing as it was signed."""

    standing: msgspec.Raw
    signature: str


class DoorKey(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a town says of the TLS key of its door, and of how its own key came about; signed."""

    town: str
    nonce: str
    tls: str = ""
    public_key: str
    successions: tuple[Succession, ...] = ()


_CANONICAL = msgspec.json.Encoder(order="deterministic")
_STAMPED = msgspec.json.Decoder(Stamped)
_STANDING = msgspec.json.Decoder(SliceStanding)
_DOOR = msgspec.json.Decoder(DoorKey)


class NotSigned(Exception):
    """Not by the key that was expected."""


def answered(key: LinkKey, standing: SliceStanding, ticks: Sequence[Tick]) -> bytes:
    """An answer as it goes out."""
    raw = _CANONICAL.encode(standing)
    first = msgspec.json.encode(Stamped(msgspec.Raw(raw), key.sign(LABEL, raw)))
    return b"\n".join([first, *(tick.whole for tick in ticks)]) + b"\n"


def read_answer(answer: bytes, public_key: str) -> tuple[SliceStanding, list[bytes]]:
    """The standing and the ticks. Raises NotSigned, NewerFormat; msgspec.DecodeError where it is no
    answer.
    """
    first, _, rest = answer.partition(b"\n")
    standing = standing_of(_opened(first, LABEL, public_key))
    lines = rest.split(b"\n")
    if lines.pop() or len(lines) % 2:
        raise msgspec.DecodeError("the answer does not end where a tick ends")
    ticks = [lines[n] + b"\n" + lines[n + 1] for n in range(0, len(lines), 2)]
    return standing, ticks


def standing_of(raw: bytes) -> SliceStanding:
    """A standing as it was signed. Raises NewerFormat, msgspec.DecodeError."""
    format_ = msgspec.json.decode(raw, type=_Formatted).format
    if format_ > FORMAT:
        raise NewerFormat(format_)
    standing = _STANDING.decode(raw)
    if standing.at.tzinfo is None or not 1900 <= standing.at.year <= 9000:
        raise msgspec.DecodeError("it says when in no time with an offset, from 1900 to 9000")
    return standing


def door_key(key: LinkKey, town: str, nonce: str, tls: str) -> bytes:
    """What a town says of its door, as it goes out."""
    said = DoorKey(
        town=town, nonce=nonce, tls=tls, public_key=key.public, successions=key.successions
    )
    raw = _CANONICAL.encode(said)
    return msgspec.json.encode(Stamped(msgspec.Raw(raw), key.sign("door", raw)))


def read_door_key(answer: bytes) -> DoorKey:
    """What a town says of its door, signed with the key that it names itself. Raises as
    `read_answer`: whether that key is the town's, is to be asked of its successions.
    """
    said = _DOOR.decode(_STAMPED.decode(answer).standing)
    return _DOOR.decode(_opened(answer, "door", said.public_key))


def _opened(line: bytes, label: str, public_key: str) -> bytes:
    try:
        stamped = _STAMPED.decode(line)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(f"not an answer: {error}") from error
    raw = bytes(stamped.standing)
    if not is_signed_with(public_key, label, raw, stamped.signature):
        raise NotSigned("the answer is not signed with the town's key")
    return raw

"""What the two machines of one town say to each other.

The writer greets, and is told how far the other has come; then it sends parcels. Each parcel is
answered with the standing that is durable, or with why it was not taken. MessagePack, tagged.
"""

from enum import StrEnum
from typing import NamedTuple, TypeVar

import msgspec

from tocsin.log.follower import Life
from tocsin.log.tables import Row
from tocsin.log.tombstones import Tombstone


class StandbyFault(StrEnum):
    """Why a standby does not follow; each has its row in `docs/operating/standby.md`."""

    wrong_town = "wrong_town"
    wrong_secret = "wrong_secret"
    a_drill = "a_drill"
    not_signed = "not_signed"
    unreadable = "unreadable"
    gap = "gap"
    forked = "forked"
    rolled_back = "rolled_back"
    restored = "restored"
    storage = "storage"


class Point(NamedTuple):
    """A position of the log and the chain's hash there."""

    position: int
    hash: bytes


class Greeting(msgspec.Struct, frozen=True, tag="greeting"):
    """Who writes, from what history, up to where; signed."""

    header: bytes
    header_signature: bytes
    head: Point
    head_signature: bytes
    lives: list[Life]
    url: str | None = None
    """Where people reach the writer."""
    waits: bool = False
    """Does the writer answer only when the copy is durable?"""


class Seed(msgspec.Struct, frozen=True, tag="seed"):
    """What an empty copy is laid out from."""

    header: bytes
    header_signature: bytes
    signing_key: bytes


class Parcel(msgspec.Struct, frozen=True, tag="parcel", omit_defaults=True):
    """What follows: rows up to the end of a commit, the lives among them, what lies beside."""

    number: int
    head: int
    """The writer's position, so that the other can say how far it is behind."""
    lives: list[Life] = []
    rows: list[Row] = []
    keys: list[tuple[str, bytes]] = []
    tombstones: list[Tombstone] = []
    blobs: list[tuple[str, bytes]] = []
    files: dict[str, bytes] = {}


class AskWhere(msgspec.Struct, frozen=True, tag="ask_where"):
    """How far are you? Asked by whoever looks after the town; it changes nothing."""


class Where(msgspec.Struct, frozen=True, tag="where"):
    """How far the copy is durable, and what it holds beside the records."""

    at: Point
    lives: list[Life]
    taken: int = 0
    """The number of the last parcel that is durable."""
    is_empty: bool = False
    key_digests: list[bytes] = []
    blobs: list[str] = []
    """Told in answer to a greeting only."""


class NotFollowed(msgspec.Struct, frozen=True, tag="not_followed"):
    """The copy does not take this, and why; `position` is where the two differ."""

    fault: StandbyFault
    position: int
    says: str


class Superseded(msgspec.Struct, frozen=True, tag="superseded"):
    """A later life of the town began here: the one that greets is not the writer any more."""

    life: Life
    url: str | None = None


Question = Greeting | Seed | Parcel | AskWhere
Answer = Where | NotFollowed | Superseded

Message = TypeVar("Message")

_encoder = msgspec.msgpack.Encoder()
_questions: "msgspec.msgpack.Decoder[Question]" = msgspec.msgpack.Decoder(Question)
_answers: "msgspec.msgpack.Decoder[Answer]" = msgspec.msgpack.Decoder(Answer)


def as_bytes(message: Question | Answer) -> bytes:
    """The message as it goes over the wire."""
    return _encoder.encode(message)


def question_of(received: bytes) -> Question:
    """What the writer said. Raises `msgspec.DecodeError`."""
    return _decoded(_questions, received)


def answer_of(received: bytes) -> Answer:
    """What the copy said. Raises `msgspec.DecodeError`."""
    return _decoded(_answers, received)


def _decoded(decoder: "msgspec.msgpack.Decoder[Message]", received: bytes) -> Message:
    try:
        return decoder.decode(received)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(f"not a message: {error}") from error

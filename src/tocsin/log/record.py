"""What a log is made of: its header, its records, its incarnations.

A record is stored as JSON that a person can read; the hash is over those stored bytes and nothing
is ever encoded again. Times are aware UTC in milliseconds, payloads are JSON objects without
floats.
"""

from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from tocsin.log.failures import RESTORE, LogDamaged
from tocsin.terms.kinds import LogKind

FORMAT = 1
"""Version of header, tables and chain. A reader refuses a newer one."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A fact to be appended: a record before it has its place and time in the log."""

    name: str
    """Catalogue name with version, `unit_dispatched.1`."""
    payload: msgspec.Raw
    """A JSON object, sealed (see `seal`), NFC, without floats."""
    occurred_at: datetime
    command_id: str
    actor: str
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    on_behalf_of: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One fact in the log. Field order is the order of the stored JSON; satisfies `terms.Stamp`."""

    position: int
    name: str
    recorded_at: datetime
    occurred_at: datetime
    occurred_after: datetime | None = None
    source_known_at: datetime | None = None
    command_id: str
    actor: str
    on_behalf_of: str | None = None
    payload: msgspec.Raw

    @classmethod
    def of(cls, entry: Entry, position: int, recorded_at: datetime) -> "Record":
        """The record that `entry` becomes at `position`; all times as aware UTC."""
        return cls(
            position=position,
            name=entry.name,
            recorded_at=_utc(recorded_at),
            occurred_at=_utc(entry.occurred_at),
            occurred_after=_utc_or_none(entry.occurred_after),
            source_known_at=_utc_or_none(entry.source_known_at),
            command_id=entry.command_id,
            actor=entry.actor,
            on_behalf_of=entry.on_behalf_of,
            payload=entry.payload,
        )


class Parent(msgspec.Struct, frozen=True, kw_only=True):
    """Where a fork left its parent: the fork's first own record is at `position` + 1."""

    jurisdiction: str
    incarnation: str
    position: int
    hash: bytes
    path: str
    """Where the parent lay when the fork was made; a hint, checked by `hash`."""


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """The balance carried forward from closed segments, signed with the town's key."""

    position: int
    hash: bytes
    balance_sha256: bytes
    signature: bytes


class Header(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who this log belongs to and how real it is. Its bytes begin the hash chain."""

    format: int
    jurisdiction: str
    code: str
    """Two to four capital letters in front of every id the town gives: `PE`."""
    name: str
    incarnation: str
    kind: LogKind
    created_at: datetime
    public_key: bytes
    """Ed25519, raw 32 bytes."""
    parent: Parent | None = None
    carried: Carried | None = None
    """Read from the segments beside the header; never part of the stored header bytes."""

    @property
    def starts_after(self) -> int:
        """The position before this log's first own record: 0, or where a fork left its parent."""
        return self.parent.position if self.parent is not None else 0


class Cause(StrEnum):
    """Why an incarnation began."""

    created = "created"
    restored = "restored"
    taken_over = "taken_over"
    """A standby went on as the writer, by two people's approval."""


class Incarnation(msgspec.Struct, frozen=True, kw_only=True):
    """One unbroken life of the log. Restore and take-over begin a new one, so followers notice."""

    incarnation: str
    from_position: int
    """The last position kept; the new life's own records follow it."""
    hash: bytes
    created_at: datetime
    cause: Cause


_records = msgspec.json.Decoder(Record)
_headers = msgspec.json.Decoder(Header)
_incarnations = msgspec.json.Decoder(Incarnation)
_encoder = msgspec.json.Encoder()


def _utc(moment: datetime) -> datetime:
    assert moment.tzinfo is not None, "times are aware"
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _utc_or_none(moment: datetime | None) -> datetime | None:
    return None if moment is None else _utc(moment)


def body_of(entry: Entry, position: int, recorded_at: datetime) -> bytes:
    """The bytes to store for `entry` at `position`; read back once, so that no bad JSON is kept."""
    body = _encoder.encode(Record.of(entry, position, recorded_at))
    assert bytes(_records.decode(body).payload)[:1] == b"{", "a payload is a JSON object"
    return body


def record_of(body: bytes) -> Record:
    """The record in stored bytes. Raises `msgspec.DecodeError` when they are not one."""
    return _records.decode(body)


def record_at(body: bytes, position: int) -> Record:
    """The record in the bytes stored at `position`. Raises `LogDamaged` when they are not one."""
    try:
        return _records.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as error:
        raise LogDamaged(position, f"the record cannot be read: {error}", RESTORE) from error


def header_bytes(header: Header) -> bytes:
    """The bytes a header is stored as. What is carried is kept with the segments, not here."""
    assert header.carried is None, "what is carried is not part of the header's bytes"
    return _encoder.encode(header)


def header_of(body: bytes) -> Header:
    """The header in stored bytes. Raises `msgspec.DecodeError` when they are not one."""
    return _headers.decode(body)


def incarnation_bytes(incarnation: Incarnation) -> bytes:
    """The bytes an incarnation is stored, signed and chained as."""
    return _encoder.encode(incarnation)


def incarnation_of(body: bytes) -> Incarnation:
    """The incarnation in stored bytes. Raises `msgspec.DecodeError` when they are not one."""
    return _incarnations.decode(body)


def first_incarnation(header: Header, start: bytes) -> Incarnation:
    """The life that began with the log itself; `start` is the chain's hash before any record."""
    return Incarnation(
        incarnation=header.incarnation,
        from_position=header.starts_after,
        hash=start,
        created_at=header.created_at,
        cause=Cause.created,
    )

"""What a track is made of: observations, the beginning of a file, and what retention removed.

A track is a second log of the same kind with a shorter life: positions and sensor readings. It
lies in files by time, each of which begins with a signed statement of where the chain stood, so
that the oldest files can be removed and the rest still verifies. Stored as JSON; the hash is over
the stored bytes.
"""

from datetime import datetime

import msgspec

from tocsin.log.failures import LogDamaged

TRACK_HEAD = "track head"
TRACK_START = "track start"
TRACK_REMOVED = "track removed"
"""Labels of what the town's key signs for a track: void for the log itself, and for one another."""

TRACK_FORMAT = 1

SET_ASIDE = "The town sets it aside and begins a new one when it is next opened to write"
"""The remedy when a track is damaged: it never stops the town."""


class TrackEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One observation to be appended. Its meaning is not known here."""

    subject: str
    """What was observed: `unit/PE-E1`, `person/PE-p-…`, `sensor/…`."""
    observed_at: datetime
    source: str
    """Who observed it: a device's own name."""
    payload: msgspec.Raw
    """A JSON object without floats; sealed where the subject is a person."""


class TrackRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One observation in the track. Field order is the order of the stored JSON."""

    position: int
    subject: str
    observed_at: datetime
    recorded_at: datetime
    source: str
    payload: msgspec.Raw


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """How one file of a track begins; signed, so that a chain without its past can be checked."""

    format: int
    jurisdiction: str
    track: str
    """The track's own id: a new one after damage, and in each town."""
    after: int
    hash: bytes
    signature: bytes
    """Of the head at `after`; empty at the track's own beginning."""
    begins_at: datetime
    latest_sha256: bytes
    """Over the newest observations carried from the files before, in the order of subjects."""


class Removed(msgspec.Struct, frozen=True, kw_only=True):
    """Up to where retention has removed the track: the oldest file left begins there."""

    track: str
    position: int
    hash: bytes
    removed_at: datetime
    why: str


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long a track lives. Whole closed files are removed, the oldest first."""

    file_s: int = 3600
    """A new file begins this often, and whenever one is larger than a sixteenth of the whole."""
    keep_s: int = 30 * 86_400
    most_bytes: int = 20 * 1_000_000_000

    @property
    def file_bytes(self) -> int:
        """The size at which a file is closed early, so that removing one frees a small part."""
        return max(64 * 1024, self.most_bytes // 16)


_records = msgspec.json.Decoder(TrackRecord)
_starts = msgspec.json.Decoder(Start)
_removals = msgspec.json.Decoder(Removed)
_encoder = msgspec.json.Encoder()
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


def track_body(entry: TrackEntry, position: int, recorded_at: datetime) -> bytes:
    """The bytes to store for `entry` at `position`."""
    return _encoder.encode(
        TrackRecord(
            position=position,
            subject=entry.subject,
            observed_at=entry.observed_at,
            recorded_at=recorded_at,
            source=entry.source,
            payload=entry.payload,
        )
    )


def track_record(body: bytes, position: int) -> TrackRecord:
    """The record in stored bytes. Raises `LogDamaged` when they are not one."""
    try:
        return _records.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, TypeError) as error:
        what = f"the track's record cannot be read: {error}"
        raise LogDamaged(position, what, SET_ASIDE) from error


def start_bytes(start: Start) -> bytes:
    """The bytes a file's beginning is stored and signed as."""
    return _encoder.encode(start)


def start_of(body: bytes) -> Start:
    """The beginning in stored bytes. Raises `msgspec.DecodeError`."""
    return _starts.decode(body)


def removed_bytes(removed: Removed) -> bytes:
    """The bytes a removal is stored and signed as."""
    return _encoder.encode(removed)


def removed_of(body: bytes) -> Removed:
    """The removal in stored bytes. Raises `msgspec.DecodeError`."""
    return _removals.decode(body)


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware time, exact: what the index of a track is ordered by."""
    since = moment - _EPOCH
    return since.days * 86_400_000 + since.seconds * 1_000 + since.microseconds // 1_000

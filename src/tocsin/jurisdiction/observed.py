"""What the track knows: an observation as the town reads it, live or from another process.

Of a person only the person's own key tells where: the track holds it sealed, and who is forgotten
has no track any more, whatever files are left.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

import msgspec

from tocsin.log import KeyStore, LogDamaged, StorageUnknown, TrackReader, TrackRecord
from tocsin.log.keys import OBSERVATION
from tocsin.operations.observations import Fix, Observation, Reading

SEALED_KINDS = ("person/",)
"""How subjects begin whose observations are sealed under their own key."""


class Known(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One observation on the track. `position` is its place there, `track` the track's id."""

    subject: str
    observed_at: datetime
    recorded_at: datetime
    source: str
    position: int
    track: str = ""
    fix: Fix | None = None
    reading: Reading | None = None


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """The payload of a track's record. A person's is `Sealed` instead."""

    fix: Fix | None = None
    reading: Reading | None = None
    device: str | None = None
    """Of a person only: there the device is sealed with the rest."""


class Sealed(msgspec.Struct, frozen=True):
    """A payload under its owner's key, in the shape of all sealed words."""

    owner: str
    sealed: str


class Whereabouts(Protocol):
    """Who can say what was last observed of a subject."""

    def known(self, subject: str) -> Known | None: ...

    def close(self) -> None: ...


_ENCODER = msgspec.json.Encoder()
_CONTENTS = msgspec.json.Decoder(Content)
_SEALED = msgspec.json.Decoder(Sealed)


def is_sealed_for(subject: str) -> bool:
    """Is what is observed of this subject personal?"""
    return subject.startswith(SEALED_KINDS)


def content_of(observation: Observation, subject: str, keys: KeyStore) -> tuple[str, bytes]:
    """Source and payload of an observation as they are stored. Raises `Forgotten`."""
    if not is_sealed_for(subject):
        content = Content(observation.fix, observation.reading)
        return f"{observation.source}:{observation.device}", _ENCODER.encode(content)
    content = Content(observation.fix, observation.reading, observation.device)
    sealed = keys.seal_bytes(subject, _ENCODER.encode(content), OBSERVATION)
    text = base64.b64encode(sealed).decode()
    return observation.source, _ENCODER.encode(Sealed(subject, text))


def known_of(record: TrackRecord, track: str, keys: KeyStore) -> Known | None:
    """The observation in a record; None where its subject was forgotten. Raises `SealBroken`."""
    payload, source = bytes(record.payload), record.source
    try:
        if is_sealed_for(record.subject):
            sealed = _SEALED.decode(payload)
            opened = keys.open_bytes(
                record.subject, binascii.a2b_base64(sealed.sealed), OBSERVATION
            )
            if opened is None:
                return None
            payload = opened
        content = _CONTENTS.decode(payload)
    except (msgspec.DecodeError, binascii.Error) as error:
        raise LogDamaged(
            record.position, f"the track's observation cannot be read: {error}", ""
        ) from error
    if content.device is not None:
        source = f"{source}:{content.device}"
    return Known(
        subject=record.subject,
        observed_at=record.observed_at,
        recorded_at=record.recorded_at,
        source=source,
        position=record.position,
        track=track,
        fix=content.fix,
        reading=content.reading,
    )


class TrackLook:
    """A town's track, to look at while another process may be writing it."""

    def __init__(self, reader: TrackReader, keys: KeyStore) -> None:
        self.reader = reader
        self._keys = keys

    def known(self, subject: str) -> Known | None:
        """The newest observation of one subject; a track that cannot be read knows nothing."""
        try:
            record = self.reader.newest_of(subject)
            return None if record is None else known_of(record, self.reader.track, self._keys)
        except (LogDamaged, StorageUnknown):
            return None

    def all_known(self) -> list[Known]:
        """The newest observation of every subject, sorted by subject. Raises `LogDamaged`."""
        newest = self.reader.newest()
        return list(self._each(newest[name] for name in sorted(newest)))

    def observed(
        self, subject: str | None, since: datetime | None, until: datetime | None
    ) -> Iterator[Known]:
        """By when it was observed, oldest first."""
        return self._each(self.reader.observed(subject, since, until))

    def recorded(
        self, subject: str | None, since: datetime | None, until: datetime | None
    ) -> Iterator[Known]:
        """By when it was written down."""
        return self._each(self.reader.recorded(subject, since, until))

    def _each(self, records: Iterator[TrackRecord]) -> Iterator[Known]:
        track = self.reader.track
        for record in records:
            found = known_of(record, track, self._keys)
            if found is not None:
                yield found

    def close(self) -> None:
        """Let go of the files."""
        self.reader.close()

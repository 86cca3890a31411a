"""Pictures kept beside the log, so that a start folds only what came after them.

Keyed by the version of the fold that made them. Each file is checksummed and signed with the
town's key over the chain's hash at its position; one that does not agree is passed over, never
trusted. They can all be deleted: they are rebuilt from the log.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from tocsin.log.chain import SNAPSHOT, Anchor
from tocsin.log.files import private_folder, sync_folder, write_whole
from tocsin.log.signing import TownKey, is_signed

SNAPSHOTS = "snapshots"
KEPT_PER_FOLD = 2

_FOLD = re.compile(r"[A-Za-z0-9._-]{1,80}")


class Snapshot(NamedTuple):
    """A picture at a position, and the chain's hash there."""

    position: int
    hash: bytes
    picture: bytes


class Label(msgspec.Struct, frozen=True):
    """Of which fold, and of which point of the chain, a picture is."""

    fold: str
    position: int
    hash: bytes
    picture_sha256: bytes


class _Signed(msgspec.Struct, frozen=True):
    label: msgspec.Raw
    signature: bytes


_labels = msgspec.json.Decoder(Label)
_signed = msgspec.json.Decoder(_Signed)


def checked_fold(fold: str) -> str:
    """`fold` again, when it can be part of a file's name."""
    if not _FOLD.fullmatch(fold):
        raise ValueError(f"a fold's version is up to 80 letters, digits, dots, dashes: {fold!r}")
    return fold


def signed_label(fold: str, head: Anchor, picture: bytes, key: TownKey) -> bytes:
    """What lies before a picture: of which fold and point of the chain it is, signed."""
    digest = hashlib.sha256(picture).digest()
    label = msgspec.json.encode(Label(checked_fold(fold), head.position, head.hash, digest))
    return msgspec.json.encode(_Signed(msgspec.Raw(label), key.sign(SNAPSHOT, label)))


def label_of(stored: bytes, public_key: bytes) -> Label | None:
    """What a signed label says; None when the town did not sign it."""
    try:
        signed = _signed.decode(stored)
        if is_signed(public_key, SNAPSHOT, bytes(signed.label), signed.signature):
            return _labels.decode(signed.label)
    except msgspec.DecodeError:
        return None
    return None


class Snapshots(Protocol):
    """Where pictures are kept."""

    def save(self, fold: str, head: Anchor, picture: bytes, key: TownKey) -> None:
        """Keep a picture; drop all but two of this fold and one of the fold before it."""

    def newest(self, fold: str) -> Iterator[Snapshot]:
        """Sound snapshots of one fold, newest first."""

    def anchors(self) -> Iterator[Anchor]:
        """Where the chain was signed for by a snapshot of any fold, newest first."""


class SnapshotFolder:
    """The files under `snapshots/` of one town."""

    def __init__(self, town: Path, public_key: bytes) -> None:
        self._folder = town / SNAPSHOTS
        self._public_key = public_key

    def save(self, fold: str, head: Anchor, picture: bytes, key: TownKey) -> None:
        """Keep a picture; drop all but two of this fold and one of the fold before it."""
        first_line = signed_label(fold, head, picture, key)
        private_folder(self._folder)
        path = self._folder / f"{head.position:012d}-{fold}.snapshot"
        write_whole(path, first_line + b"\n" + picture)
        self._drop_old(fold)

    def newest(self, fold: str) -> Iterator[Snapshot]:
        """Sound snapshots of one fold, newest first."""
        for path in self._paths():
            label = self._label(path)
            if label is None or label.fold != fold:
                continue
            picture = path.read_bytes().partition(b"\n")[2]
            if hashlib.sha256(picture).digest() == label.picture_sha256:
                yield Snapshot(label.position, label.hash, picture)

    def anchors(self) -> Iterator[Anchor]:
        """Where the chain was signed for by a snapshot of any fold, newest first."""
        for path in self._paths():
            label = self._label(path)
            if label is not None:
                yield Anchor(label.position, label.hash)

    def _paths(self) -> list[Path]:
        return sorted(self._folder.glob("*.snapshot"), reverse=True)

    def _label(self, path: Path) -> Label | None:
        try:
            with path.open("rb") as file:
                return label_of(file.readline(4096), self._public_key)
        except OSError:
            return None

    def _drop_old(self, fold: str) -> None:
        own: list[Path] = []
        others: list[Path] = []
        for path in self._paths():
            label = self._label(path)
            (own if label is not None and label.fold == fold else others).append(path)
        # One of the fold before stays, so that going back a version starts quickly too.
        for path in own[KEPT_PER_FOLD:] + others[1:]:
            path.unlink()
        sync_folder(self._folder)

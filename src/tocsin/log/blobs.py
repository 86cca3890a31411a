"""Attachments: photographs, documents and texts, sealed under their owner's key.

A blob is stored under the SHA-256 of its stored bytes: one line of JSON (owner, media type), then
the sealed content. The record that attaches it holds the digest, so the chain covers it.
"""

import hashlib
import os
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Protocol

import msgspec

from tocsin.log.failures import RESTORE, BlobRefused, LogDamaged, StorageUnknown
from tocsin.log.files import private_folder, sync_folder, write_whole
from tocsin.log.keys import BLOB, KeyStore, Watch

BLOBS = "blobs"
LARGEST_BYTES = 25_000_000
LONGEST_LABEL = 1_000

_MAGIC: dict[str, tuple[bytes, ...]] = {
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
    "application/pdf": (b"%PDF-",),
}
_TEXT = ("text/plain", "text/csv")

MEDIA_TYPES = (*sorted(_MAGIC), *_TEXT)
"""What is accepted. Formats that carry scripts (HTML, SVG, office documents) are not."""


class Blob(msgspec.Struct, frozen=True):
    """What a record says of an attachment."""

    digest: str
    """SHA-256 of the stored bytes, hexadecimal."""
    owner: str
    media_type: str
    size_bytes: int
    """Of the clear content."""


class _Label(msgspec.Struct, frozen=True):
    owner: str
    media_type: str


_labels = msgspec.json.Decoder(_Label)


class BlobStore(Protocol):
    """Attachments by digest. Safe from any thread."""

    def put(self, owner: str, media_type: str, content: bytes) -> Blob:
        """Keep `content`, durable when this returns. Raises `BlobRefused`, `Forgotten`,
        `StorageUnknown`."""

    def get(self, blob: Blob) -> bytes | None:
        """The clear content; None when its owner was forgotten. Raises `LogDamaged`."""

    def stored(self, digest: str) -> bytes | None:
        """The stored, sealed bytes: what a neighbour is handed. None when there are none."""

    def digests(self) -> Iterator[str]:
        """All digests, sorted."""

    def damaged(self) -> Iterator[str]:
        """Digests whose stored bytes are not what was written."""

    def forget(self, owner: str) -> int:
        """Remove every blob of an owner; answers how many. The key store destroys the key."""

    def forget_all(self, owners: Set[str]) -> int:
        """As `forget`, for many owners in one look through the folder."""


def check_content(media_type: str, content: bytes, largest_bytes: int) -> None:
    """Raise `BlobRefused` unless `content` is what `media_type` says, and small enough."""
    if len(content) > largest_bytes:
        raise BlobRefused(
            f"the attachment has {len(content)} bytes, at most {largest_bytes} are kept; "
            "attach a smaller picture or a part"
        )
    if media_type not in MEDIA_TYPES:
        raise BlobRefused(f"{media_type!r} is not kept; attach one of {', '.join(MEDIA_TYPES)}")
    if media_type in _TEXT:
        try:
            content.decode()
        except UnicodeDecodeError as error:
            raise BlobRefused(
                f"text is kept as UTF-8 and byte {error.start} is not; save it as UTF-8"
            ) from error
        return
    is_so = content.startswith(_MAGIC[media_type])
    if media_type == "image/webp":
        is_so = is_so and content[8:12] == b"WEBP"
    if not is_so:
        raise BlobRefused(f"the content is not {media_type}; send it under its true type")


def is_digest(text: str) -> bool:
    """Is this 64 small hexadecimal digits?"""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


class MemoryBlobs:
    """Blobs that live as long as their process; also what the kept ones are built on."""

    def __init__(self, keys: KeyStore, largest_bytes: int = LARGEST_BYTES) -> None:
        self._keys = keys
        self._largest_bytes = largest_bytes
        self._kept: dict[str, bytes] = {}
        self._owners: dict[str, str | None] = {}
        """Whose each is, as far as it was asked: what a digest stands for never changes."""

    def put(self, owner: str, media_type: str, content: bytes) -> Blob:
        check_content(media_type, content, self._largest_bytes)
        label = msgspec.json.encode(_Label(owner, media_type))
        sealed = self._keys.seal_bytes(owner, content, f"{BLOB} {media_type}")
        self._keys.flush()
        stored = label + b"\n" + sealed
        digest = hashlib.sha256(stored).hexdigest()
        self._keep(digest, stored)
        return Blob(digest, owner, media_type, len(content))

    def get(self, blob: Blob) -> bytes | None:
        if self._keys.is_forgotten(blob.owner):
            return None
        stored = self.stored(blob.digest)
        if stored is None or hashlib.sha256(stored).hexdigest() != blob.digest:
            what = "is missing" if stored is None else "is not what was stored"
            raise LogDamaged(0, f"the attachment {blob.digest} {what}", RESTORE)
        sealed = stored.partition(b"\n")[2]
        return self._keys.open_bytes(blob.owner, sealed, f"{BLOB} {blob.media_type}")

    def stored(self, digest: str) -> bytes | None:
        return self._kept.get(digest)

    def digests(self) -> Iterator[str]:
        return iter(sorted(self._kept))

    def damaged(self) -> Iterator[str]:
        for digest in self.digests():
            stored = self.stored(digest)
            if stored is not None and hashlib.sha256(stored).hexdigest() != digest:
                yield digest

    def forget(self, owner: str) -> int:
        return self.forget_all({owner})

    def forget_all(self, owners: Set[str]) -> int:
        """As `forget`, for many owners in one look through the folder."""
        gone = [digest for digest in self.digests() if self._owner(digest) in owners]
        for digest in gone:
            self._remove(digest)
        return len(gone)

    def _owner(self, digest: str) -> str | None:
        if digest not in self._owners:
            try:
                self._owners[digest] = _labels.decode(self._label(digest)).owner
            except msgspec.DecodeError:
                self._owners[digest] = None
        return self._owners[digest]

    def _label(self, digest: str) -> bytes:
        return (self.stored(digest) or b"").partition(b"\n")[0]

    def _keep(self, digest: str, stored: bytes) -> None:
        self._kept[digest] = stored

    def _remove(self, digest: str) -> None:
        del self._kept[digest]


class BlobFolder(MemoryBlobs):
    """Blobs as files under `blobs/aa/…`; a fork also sees its parent's."""

    def __init__(
        self,
        town: Path,
        keys: KeyStore,
        parent: "BlobStore | None" = None,
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        super().__init__(keys, largest_bytes)
        self._folder = town / BLOBS
        self._parent = parent
        self.watch: Watch | None = None

    def stored(self, digest: str) -> bytes | None:
        if not is_digest(digest):
            return None
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError:
            return self._parent.stored(digest) if self._parent is not None else None
        except OSError as error:
            raise StorageUnknown(f"{error.filename}: {error.strerror}") from error

    def _label(self, digest: str) -> bytes:
        """Its first line, without the megabytes after it."""
        try:
            with self._path(digest).open("rb") as file:
                return file.readline(LONGEST_LABEL).rstrip(b"\n")
        except OSError:
            return super()._label(digest)

    def digests(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self._folder.glob("??/*") if is_digest(path.name)))

    def take(self, digest: str, stored: bytes) -> None:
        """Keep an attachment as another machine stored it. Raises `LogDamaged`: not its digest."""
        if hashlib.sha256(stored).hexdigest() != digest:
            raise LogDamaged(0, f"the attachment {digest} is not what was stored", RESTORE)
        if not self._path(digest).exists():
            self._keep(digest, stored)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _keep(self, digest: str, stored: bytes) -> None:
        path = self._path(digest)
        try:
            private_folder(self._folder)
            private_folder(path.parent)
            write_whole(path, stored)
            sync_folder(self._folder)
        except OSError as error:
            path.with_name(path.name + ".new").unlink(missing_ok=True)
            raise StorageUnknown(f"{error.filename or path}: {error.strerror}") from error
        if self.watch is not None:
            self.watch.kept_blob(digest)

    def _remove(self, digest: str) -> None:
        path = self._path(digest)
        with path.open("r+b") as file:
            # Overwritten before it is unlinked: little on a modern disk, and it costs nothing.
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()

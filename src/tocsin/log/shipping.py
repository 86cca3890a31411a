"""What a second machine is handed: rows from a position on, and what lies beside the records.

Reads beside the writer that appends; keys, tombstones and attachments are noted as they become
durable, which is before the records that need them.
"""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tocsin.log.blobs import BlobFolder
from tocsin.log.chain import Head
from tocsin.log.failures import NotATown
from tocsin.log.follower import Life
from tocsin.log.keyfile import KeyFile, key_check
from tocsin.log.signing import KEY_FILE
from tocsin.log.sqlite import SqliteStore
from tocsin.log.tables import Row
from tocsin.log.tombstones import Tombstone

BUCKETS = 64
"""Keys are compared in so many heaps, so that a heap that agrees is not sent again."""
LARGEST_BYTES = 4_000_000
"""Of rows in one parcel, about."""


class Beside(NamedTuple):
    """What goes beside the records."""

    keys: list[tuple[str, bytes]]
    tombstones: list[Tombstone]
    blobs: list[str]


class Outbox:
    """Notes what became durable beside the records since a standby was last told."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._noted = Beside([], [], [])
        self.count = 0
        """So many things were noted since the beginning."""

    def kept_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        with self._lock:
            self._noted.keys.extend(keys)
            self.count += len(keys)

    def buried(self, tombstone: Tombstone) -> None:
        with self._lock:
            # A key that was destroyed is not told to anybody any more.
            self._noted.keys[:] = [each for each in self._noted.keys if each[0] != tombstone.owner]
            self._noted.tombstones.append(tombstone)
            self.count += 1

    def kept_blob(self, digest: str) -> None:
        with self._lock:
            self._noted.blobs.append(digest)
            self.count += 1

    def taken(self) -> tuple[int, Beside]:
        """All that was noted, once, and the count it reaches to."""
        with self._lock:
            noted, self._noted = self._noted, Beside([], [], [])
            return self.count, noted


class Source:
    """One town's log as it is shipped. Safe beside the thread that appends."""

    def __init__(self, store: SqliteStore, also: Sequence[str] = ()) -> None:
        """`also` names further files of the folder that go with it. Raises `NotATown`: a fork."""
        if store.reader.parent is not None or not isinstance(store.keys, KeyFile):
            raise NotATown(f"{store.folder} is a fork; only a town of its own has a standby")
        self._store = store
        self._also = also
        self._keys = store.keys
        self.outbox = Outbox()
        assert isinstance(store.blobs, BlobFolder), "a town in a folder"
        store.keys.watch = store.blobs.watch = self.outbox

    @property
    def header(self) -> tuple[bytes, bytes]:
        """The header's bytes and its signature."""
        return self._store.reader.header_body, self._store.reader.header_signature

    @property
    def public_key(self) -> bytes:
        """With which the town's signatures are checked."""
        return self._store.header.public_key

    def head(self) -> Head:
        """The end of what is durable here."""
        return self._store.head()

    def lives(self) -> list[Life]:
        """Every life after the first, as stored."""
        return [Life(*each) for each in self._store.reader.main.incarnations()]

    def holds(self, position: int, hash_: bytes) -> bool:
        """Is `hash_` the chain's hash at `position`?"""
        return self._store.reader.holds(position, hash_)

    def rows(self, after: int) -> list[Row]:
        """Rows after a position, up to the end of a commit: some megabytes, or none."""
        head = self._store.head().position
        found: list[Row] = []
        size = 0
        if after >= head:
            return found
        for batch in self._store.reader.rows(after, head):
            for row in batch:
                found.append(row)
                size += len(row[2])
                if size >= LARGEST_BYTES and row[3] is not None:
                    return found
        return found

    def signing_key(self) -> bytes:
        """The town's own key, PEM: a copy that cannot sign could not take over."""
        return (self._store.folder / KEY_FILE).read_bytes()

    def keys(self) -> Iterator[tuple[str, bytes]]:
        """Every content key, by owner."""
        return self._keys.all_keys()

    def tombstones(self) -> list[Tombstone]:
        """Everybody forgotten."""
        return self._keys.all_tombstones()

    def blobs(self) -> list[str]:
        """Digests of all attachments."""
        return list(self._store.blobs.digests())

    def blob(self, digest: str) -> bytes | None:
        """An attachment as stored; None when it was forgotten meanwhile."""
        return self._store.blobs.stored(digest)

    def files(self) -> dict[str, bytes]:
        """The further files that are there, by name."""
        return files_of(self._store.folder, self._also)


def files_of(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The content of those files of a folder that exist."""
    found: dict[str, bytes] = {}
    for name in names:
        try:
            found[name] = (folder / name).read_bytes()
        except FileNotFoundError:
            continue
    return found


def bucket_of(owner: str) -> int:
    """The heap that an owner's key is compared in."""
    return hashlib.sha256(owner.encode()).digest()[0] % BUCKETS


def key_digests(keys: Iterator[tuple[str, bytes]]) -> list[bytes]:
    """One digest a heap, over its keys in the order of their owners."""
    heaps = [hashlib.sha256() for _ in range(BUCKETS)]
    for owner, secret in keys:
        heaps[bucket_of(owner)].update(key_check(owner, secret))
    return [heap.digest() for heap in heaps]

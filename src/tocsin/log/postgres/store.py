"""A town's log in PostgreSQL: one writer beside the town's folder, any number of readers anywhere.

The database holds records, content keys, pictures and the archive. The folder on the writer's
machine keeps what must not be lost with the database: the signing key, the high-water mark, who was
forgotten, and the attachments.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

import psycopg

from tocsin.log.address import Address
from tocsin.log.blobs import BlobFolder, MemoryBlobs
from tocsin.log.chain import Head
from tocsin.log.clock import Clock, Entropy
from tocsin.log.commit import Commit, make_commit
from tocsin.log.failures import (
    NotATown,
    PositionTaken,
    StorageUnknown,
    StoreStopped,
)
from tocsin.log.kept import KeptReader
from tocsin.log.kept_writer import KeptWriter
from tocsin.log.keys import KeyStore
from tocsin.log.lock import WriterLock
from tocsin.log.moving import clear_left_over
from tocsin.log.parts import main_part
from tocsin.log.postgres.beside import PostgresShelf, PostgresSnapshots
from tocsin.log.postgres.keys import PostgresKeys, WriterKeys
from tocsin.log.postgres.log import PostgresLog
from tocsin.log.postgres.news import Listener
from tocsin.log.postgres.tables import APPEND
from tocsin.log.postgres.writing import Writing
from tocsin.log.reader import LogReader
from tocsin.log.record import Entry, Record
from tocsin.log.snapshots import Snapshots

LOOK_EVERY_S = 0.25
"""How often a follower looks by itself, in case that a notification was lost."""


class PostgresReader(KeptReader):
    """A town opened to read only, from any machine. Nothing is verified: see `verify`."""

    look_every_s = LOOK_EVERY_S

    def __init__(
        self, log: PostgresLog, clock: Clock, entropy: Entropy, folder: Path | None = None
    ) -> None:
        """`folder` is the town's, where this is its machine; without it attachments are not here.

        Takes over `log`, also when it fails. Raises `LogDamaged`, `StorageUnknown`.
        """
        self.log = log
        try:
            reader = LogReader(folder or Path(), main=log)
            keys = self._keys_of(reader, clock, entropy)
        except BaseException:
            log.close()
            raise
        blobs = ElsewhereBlobs(keys, log.shown) if folder is None else BlobFolder(folder, keys)
        super().__init__(reader, keys, self._snapshots_of(reader), blobs)
        self._listener: Listener | None = None
        self._listening = threading.Lock()

    def _keys_of(self, reader: LogReader, clock: Clock, entropy: Entropy) -> KeyStore:
        return PostgresKeys(self.log.connections, reader.header.jurisdiction, clock, entropy)

    def _snapshots_of(self, reader: LogReader) -> Snapshots:
        return PostgresSnapshots(self.log.connections, reader.header.public_key)

    def warm(self) -> None:
        # A reader that may not read the keys shows the rest.
        if isinstance(self._keys, PostgresKeys):
            with suppress(NotATown):
                self._keys.warm()

    def shelf(self) -> PostgresShelf:
        """What the writer keeps for the archive of closed matters. Raises `StorageUnknown`."""
        return PostgresShelf(self.log.connections)

    def follow(self, after: int, wait_s: float) -> Iterator[Record]:
        if wait_s > 0:
            self._listen()
        return super().follow(after, wait_s)

    def _end_now(self) -> int:
        return self.log.end()

    def _listen(self) -> None:
        with self._listening:
            if self._listener is None:
                self._listener = Listener(self.log.address, self._heard)

    def _heard(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def close(self) -> None:
        with self._listening:
            if self._listener is not None:
                self._listener.close()
                self._listener = None
        super().close()


class PostgresStore(KeptWriter, PostgresReader):
    """A town opened by its one writer."""

    def __init__(self, folder: Path, clock: Clock, entropy: Entropy) -> None:
        """Raises `TownIsOpen`, `NotATown`, `StorageUnknown`; `LogDamaged`: nothing is served."""
        self.folder = folder
        with ExitStack() as undone_on_error:
            self._lock = WriterLock(folder)
            undone_on_error.callback(self._lock.release)
            log = main_part(folder)
            assert isinstance(log, PostgresLog), "the folder says that its log is in a database"
            undone_on_error.callback(log.close)
            self.writing = Writing(log.address, folder)
            undone_on_error.callback(self.writing.close)
            super().__init__(log, clock, entropy, folder)
            self._check_what_is_there(undone_on_error)
            try:
                self._mark.write(self._as_mark(self._end))
            except OSError as error:
                raise StorageUnknown(f"{folder} cannot be written: {error}") from error
            # What a move that was cut short left in the folder; the log and its mark agree.
            clear_left_over(folder)
            undone_on_error.pop_all()
        clock.not_before(self._end.recorded_at)

    def _keys_of(self, reader: LogReader, clock: Clock, entropy: Entropy) -> KeyStore:
        self._own_keys = WriterKeys(
            self.writing, self.log.connections, reader.header.jurisdiction, clock, entropy
        )
        return self._own_keys

    def _snapshots_of(self, reader: LogReader) -> Snapshots:
        return PostgresSnapshots(self.log.connections, reader.header.public_key, self.writing)

    def shelf(self) -> PostgresShelf:
        return PostgresShelf(self.log.connections, self.writing)

    def _end_now(self) -> int:
        return self._end.position

    def _listen(self) -> None:
        """Whoever follows in the writer's own process is told by `append`."""

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.log.shown} stopped after an error; ask again later")
            if after != self._end.position:
                raise PositionTaken(after, self._end.position)
            commit = make_commit(self._end, entries, recorded_at, self._key)
            try:
                self._commit(commit)
                self._mark.write(self._as_mark(commit.end))
            except psycopg.IntegrityError as error:
                raise self._on_record(commit) from error
            except (OSError, StorageUnknown) as error:
                self._is_stopped = True
                raise StorageUnknown(
                    f"{error}; whether the last commands are on record is unknown, "
                    "ask again with the same ids"
                ) from error
            self._end = commit.end
        self._tell_followers()
        return commit.end.head

    def _commit(self, commit: Commit) -> None:
        """Records, their index, the keys they need and the writer's row, in one statement."""
        keys = self._own_keys.rows()
        values: dict[str, object] = {
            "epoch": self.writing.epoch,
            "incarnation": self._incarnation,
            "after": self._end.position,
            "last": commit.end.position,
            "hash": commit.end.hash,
            "count": len(commit.rows),
            "signature": commit.end.signature,
            "hashes": [hash_ for _, hash_, _, _ in commit.rows],
            "bodies": [body for _, _, body, _ in commit.rows],
            "firsts": [first for first, _, _ in commit.commands],
            "lasts": [last for _, last, _ in commit.commands],
            "ids": [command_id.encode() for _, _, command_id in commit.commands],
            "owners": [owner.encode() for owner, _, _ in keys],
            "secrets": [secret for _, secret, _ in keys],
            "checks": [check for _, _, check in keys],
        }
        if self.writing.one(APPEND, values) is None:
            raise self.writing.fenced()
        self._own_keys.are_kept([owner for owner, _, _ in keys])

    def recover(self) -> Head:
        with self._append_lock:
            if not self._is_stopped and not self.writing.is_lost:
                return self._end.head
            self._is_stopped = True
            # The next epoch waits for whatever was in flight: from here on the log stands still.
            was_replaced = self.writing.claim_again()
            self.reader.reopen()
            if was_replaced:
                self._own_keys.forsake()
            self._keys.recover()
            end = self._checked_again()
            try:
                self._mark.write(self._as_mark(end))
            except OSError as error:
                raise StorageUnknown(
                    f"{self.folder}: {error}; make space or mend the disk, then ask again"
                ) from error
            self._end = end
            self._is_stopped = False
        self._tell_followers()
        return end.head

    def close(self) -> None:
        with self._append_lock:
            self._is_stopped = True
            super().close()
            self.writing.close()
            self._mark.close()
            self._lock.release()


class ElsewhereBlobs(MemoryBlobs):
    """Attachments that lie on another machine, in the town's folder."""

    def __init__(self, keys: KeyStore, shown: str) -> None:
        super().__init__(keys)
        self._shown = shown

    def stored(self, digest: str) -> bytes | None:  # noqa: ARG002
        raise StorageUnknown(
            f"attachments of {self._shown} lie in the town's folder, on the machine of its "
            "writer; ask there"
        )


def reader_at(address: Address, clock: Clock, entropy: Entropy) -> PostgresReader:
    """The town in a database, from a machine without its folder. `NotATown`, `StorageUnknown`."""
    return PostgresReader(PostgresLog(address), clock, entropy)

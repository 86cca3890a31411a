"""A town's log in a folder, on SQLite: one writer, any number of readers in any process.

`log.sqlite` is in WAL mode with `synchronous=FULL`: what was acknowledged survives a power cut,
as far as the disk keeps its word. After any storage error the store stops; `recover` looks at
what is there.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from tocsin.log.blobs import BlobFolder
from tocsin.log.chain import Head
from tocsin.log.clock import Clock, Entropy
from tocsin.log.commit import Commit, make_commit
from tocsin.log.failures import PositionTaken, StorageUnknown, StoreStopped
from tocsin.log.files import file_identity
from tocsin.log.kept import KeptReader
from tocsin.log.kept_writer import KeptWriter
from tocsin.log.keyring import open_keys
from tocsin.log.keys import KeyStore
from tocsin.log.lock import WriterLock
from tocsin.log.opening import probe
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import LogReader
from tocsin.log.record import Carried, Entry
from tocsin.log.segments import move_to_segment
from tocsin.log.snapshots import SnapshotFolder
from tocsin.log.tables import connect, in_one_commit


class SqliteReader(KeptReader):
    """A town opened to read only, beside whoever writes. Nothing is verified: see `verify`."""

    def __init__(
        self, folder: Path, clock: Clock, entropy: Entropy, parent: Path | None = None
    ) -> None:
        self.folder = folder
        reader = LogReader(folder, parent)
        try:
            keys = self._open_keys(reader, clock, entropy)
        except BaseException:
            reader.close()
            raise
        snapshots = SnapshotFolder(folder, reader.header.public_key)
        super().__init__(reader, keys, snapshots, blobs_of(reader, keys))

    def _open_keys(self, reader: LogReader, clock: Clock, entropy: Entropy) -> KeyStore:
        return open_keys(reader, clock, entropy, writer=False)


class SqliteStore(KeptWriter, SqliteReader):
    """A town opened by its one writer."""

    def __init__(
        self, folder: Path, clock: Clock, entropy: Entropy, parent: Path | None = None
    ) -> None:
        """Raises `TownIsOpen`, `NotATown`, `StorageUnknown`; `LogDamaged`: nothing is served."""
        with ExitStack() as undone_on_error:
            self._lock = WriterLock(folder)
            undone_on_error.callback(self._lock.release)
            super().__init__(folder, clock, entropy, parent)
            undone_on_error.callback(super().close)
            self._check_what_is_there(undone_on_error)
            try:
                self._writing = self._connected()
                self._mark.write(self._as_mark(self._end))
            except (sqlite3.Error, OSError) as error:
                raise StorageUnknown(f"{folder} cannot be written: {error}") from error
            undone_on_error.pop_all()
        clock.not_before(self._end.recorded_at)

    def _open_keys(self, reader: LogReader, clock: Clock, entropy: Entropy) -> KeyStore:
        return open_keys(reader, clock, entropy, writer=True)

    @property
    def recorded_at(self) -> datetime:
        """When the last record was written; the town's beginning before the first."""
        return self._end.recorded_at

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.folder} stopped after a storage error; ask again later")
            if after != self._end.position:
                raise PositionTaken(after, self._end.position)
            commit = make_commit(self._end, entries, recorded_at, self._key)
            try:
                if file_identity(self.folder / LOG_FILE) != self._place:
                    raise StorageUnknown(f"{LOG_FILE} was replaced while open")
                self._keys.flush()
                self._commit(commit)
                self._mark.write(self._as_mark(commit.end))
            except sqlite3.IntegrityError as error:
                raise self._on_record(commit) from error
            except (sqlite3.Error, OSError, StorageUnknown) as error:
                self._is_stopped = True
                raise StorageUnknown(
                    f"{self.folder}: {error}; whether the last commands are on record is unknown, "
                    "ask again with the same ids"
                ) from error
            self._end = commit.end
        self._tell_followers()
        return commit.end.head

    def _commit(self, commit: Commit) -> None:
        def insert(database: sqlite3.Connection) -> None:
            database.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", commit.rows)
            database.executemany("INSERT INTO command VALUES (?, ?, ?)", commit.commands)

        in_one_commit(self._writing, insert)

    def recover(self) -> Head:
        with self._append_lock:
            if not self._is_stopped:
                return self._end.head
            try:
                self._writing.close()
                probe(self.folder)
                self.reader.reopen()
                self._keys.recover()
                end = self._checked_again()
                self._writing = self._connected()
                self._mark.write(self._as_mark(end))
            except (sqlite3.Error, OSError) as error:
                raise StorageUnknown(
                    f"{self.folder}: {error}; make space or mend the disk, then ask again"
                ) from error
            self._end = end
            self._is_stopped = False
        self._tell_followers()
        return end.head

    def close_segment(self, upto: int, balance: bytes) -> Carried:
        """Move the records up to `upto`, a head, to a closed file; `balance` is the picture there.

        Raises ValueError when `upto` is no head or is closed, `StoreStopped`, `StorageUnknown`.
        """
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.folder} stopped after a storage error; ask again later")
            try:
                return move_to_segment(self.reader, self._writing, upto, balance, self._key)
            except (sqlite3.Error, OSError, StorageUnknown) as error:
                self._is_stopped = True
                raise StorageUnknown(f"{self.folder}: {error}; recover, then ask again") from error

    def close(self) -> None:
        with self._append_lock:
            self._is_stopped = True
            super().close()
            self._writing.close()
            self._mark.close()
            self._lock.release()

    def _connected(self) -> sqlite3.Connection:
        self._place = file_identity(self.folder / LOG_FILE)
        return connect(self.folder / LOG_FILE, writing=True)


def blobs_of(reader: LogReader, keys: KeyStore) -> BlobFolder:
    """The attachments in a town's folder; a fork's with its parent's behind them."""
    parent = blobs_of(reader.parent, keys) if reader.parent is not None else None
    return BlobFolder(reader.folder, keys, parent)

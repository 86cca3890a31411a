"""A shelf: bytes under names, with the log position up to which it was kept.

For what can be rebuilt from the log (the archive of closed matters). Not the record itself: it is
written without waiting for the disk, and whoever finds it behind or damaged clears it and begins
anew. Each content lies there with its digest, so that what was altered is found before it is used.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from tocsin.log.failures import LogDamaged, StorageUnknown
from tocsin.log.tables import is_damage

REMEDY = "Close the town and remove that file: it is made again from the log"


class Shelf(Protocol):
    """Named bytes; `put` becomes durable with the next `settle`.

    Where the storage fails `StorageUnknown` is raised, and whatever was put since is gone: put it
    again. What is not as it was put raises `LogDamaged`.
    """

    @property
    def position(self) -> int: ...

    def put(self, name: str, content: bytes) -> None: ...

    def get(self, name: str) -> bytes | None: ...

    def values(self) -> Iterator[bytes]:
        """All contents, in the order of their names."""

    def among(self, first: str, before: str, limit: int) -> list[tuple[str, bytes]]:
        """Names from `first` up to but not with `before`, in order, with what lies there."""

    def drop(self, name: str) -> None:
        """Take away what lies under a name, if anything does; with the next `settle`."""

    def settle(self, position: int) -> None:
        """What was put is kept; the shelf stands at `position`."""

    def put_mark(self) -> None:
        """Write the position down even where nothing was put."""

    def clear(self) -> None: ...

    def close(self) -> None: ...


class MemoryShelf:
    """A shelf that lives as long as its process."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self.position = 0

    def put(self, name: str, content: bytes) -> None:
        self._kept[name] = content

    def get(self, name: str) -> bytes | None:
        return self._kept.get(name)

    def values(self) -> Iterator[bytes]:
        return (self._kept[name] for name in sorted(self._kept))

    def among(self, first: str, before: str, limit: int) -> list[tuple[str, bytes]]:
        names = sorted(each for each in self._kept if first <= each < before)
        return [(each, self._kept[each]) for each in names[:limit]]

    def drop(self, name: str) -> None:
        self._kept.pop(name, None)

    def settle(self, position: int) -> None:
        self.position = position

    def put_mark(self) -> None:
        """Nothing outlives the process."""

    def clear(self) -> None:
        self._kept.clear()
        self.position = 0

    def close(self) -> None:
        """Nothing to let go of."""


class SqliteShelf:
    """A shelf in one file; a damaged file is put aside and an empty one begun."""

    def __init__(self, path: Path, writer: bool = True) -> None:
        self._path = path
        self._is_writer = writer
        self._is_dirty = False
        try:
            self._open()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            # SQLite quotes a damaged schema as it is, and that may be no text at all
            if not writer:
                raise LogDamaged(0, f"{path}: {error}", REMEDY) from error
            self._put_aside()
            with self._guarded():
                self._open()

    def _put_aside(self) -> None:
        with suppress(AttributeError):
            self._database.close()
        for each in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + each).unlink(missing_ok=True)

    def _open(self) -> None:
        if self._is_writer:
            self._database = sqlite3.connect(
                self._path, isolation_level=None, check_same_thread=False
            )
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(
                "CREATE TABLE IF NOT EXISTS shelved (name TEXT PRIMARY KEY, digest BLOB NOT NULL,"
                " content BLOB NOT NULL) STRICT, WITHOUT ROWID;"
                "CREATE TABLE IF NOT EXISTS upto (only INTEGER PRIMARY KEY CHECK (only = 1),"
                " position INTEGER NOT NULL) STRICT;"
                "INSERT OR IGNORE INTO upto VALUES (1, 0);"
            )
        else:
            self._database = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
        row = self._database.execute("SELECT position FROM upto").fetchone()
        self.position: int = row[0]

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self._is_dirty = False
            with suppress(sqlite3.Error, AttributeError):
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
            if is_damage(error):
                raise LogDamaged(0, f"{self._path}: {error}", REMEDY) from error
            raise StorageUnknown(f"{self._path}: {error}; make space or mend the disk") from error

    def put(self, name: str, content: bytes) -> None:
        with self._guarded():
            self._begin()
            self._database.execute(
                "INSERT OR REPLACE INTO shelved VALUES (?, ?, ?)",
                (name, shelved_digest(name, content), content),
            )

    def drop(self, name: str) -> None:
        with self._guarded():
            self._begin()
            self._database.execute("DELETE FROM shelved WHERE name = ?", (name,))

    def _begin(self) -> None:
        if not self._is_dirty:
            self._database.execute("BEGIN IMMEDIATE")
            self._is_dirty = True

    def get(self, name: str) -> bytes | None:
        with self._guarded():
            row = self._database.execute(
                "SELECT name, digest, content FROM shelved WHERE name = ?", (name,)
            ).fetchone()
        return None if row is None else self._proven(*row)

    def values(self) -> Iterator[bytes]:
        with self._guarded():
            for row in self._database.execute(
                "SELECT name, digest, content FROM shelved ORDER BY name"
            ):
                yield self._proven(*row)

    def among(self, first: str, before: str, limit: int) -> list[tuple[str, bytes]]:
        with self._guarded():
            rows = self._database.execute(
                "SELECT name, digest, content FROM shelved WHERE name >= ? AND name < ?"
                " ORDER BY name LIMIT ?",
                (first, before, limit),
            ).fetchall()
        return [(row[0], self._proven(*row)) for row in rows]

    def _proven(self, name: str, digest: bytes, content: bytes) -> bytes:
        if shelved_digest(name, content) != digest:
            raise LogDamaged(0, f"{self._path}: {name} is not what was put there", REMEDY)
        return bytes(content)

    def settle(self, position: int) -> None:
        """Only when something was put: a position alone is not worth a write."""
        if self._is_dirty:
            with self._guarded():
                self._database.execute("UPDATE upto SET position = ?", (position,))
                self._database.execute("COMMIT")
            self._is_dirty = False
        self.position = position

    def clear(self) -> None:
        try:
            with self._guarded():
                if self._is_dirty:
                    self._database.execute("ROLLBACK")
                    self._is_dirty = False
                self._database.execute("UPDATE upto SET position = 0")
                self._database.execute("DELETE FROM shelved")
        except LogDamaged:
            self._put_aside()
            with self._guarded():
                self._open()
        self.position = 0

    def close(self) -> None:
        if self._is_writer:
            with suppress(StorageUnknown, LogDamaged):
                self.put_mark()
        self._database.close()

    def put_mark(self) -> None:
        """Write the position down, also where nothing was put."""
        if self._is_dirty:
            self.settle(self.position)
        with self._guarded():
            self._database.execute("UPDATE upto SET position = ?", (self.position,))


def shelved_digest(name: str, content: bytes) -> bytes:
    """What lies beside a content, so that an altered one is noticed before it is used."""
    return hashlib.blake2b(content, digest_size=16, key=name.encode()[-64:]).digest()

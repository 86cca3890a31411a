"""A disk that fails, lies and loses power: a SQLite file system under the real store.

It remembers which bytes were synced. `after_power_cut` leaves what was, and any part of what was
not: writes torn at sectors, left out, or applied in another order. The code of the store is
unchanged; only `connect` is replaced by one that opens the same file through this file system.
"""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import apsw
import pytest

SECTOR = 512
_numbers = iter(range(1_000_000))


class Disk(apsw.VFS):
    """One disk. `fail_at` is the number of the write or sync that fails."""

    def __init__(self) -> None:
        self.vfs_name = f"disk-{next(_numbers)}"
        super().__init__(self.vfs_name, "")
        self.synced: dict[str, bytearray] = {}
        self.unsynced: dict[str, list[tuple[int, bytes | None]]] = {}
        self.operations = 0
        self.fail_at: int | None = None
        self.error: type[apsw.Error] = apsw.IOError
        self.is_dead = False
        self.stays_dead = False
        self.lies = False

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self.operation()
        super().xDelete(filename, syncdir)
        self.synced.pop(filename, None)
        self.unsynced.pop(filename, None)

    def operation(self) -> None:
        """Count one write, sync, truncation or removal, and fail when its turn has come."""
        self.operations += 1
        if self.operations == self.fail_at:
            self.is_dead = self.stays_dead
            raise self.error(f"operation {self.operations} of this disk fails")
        if self.is_dead:
            raise self.error("this disk is dead")

    def opened(self, path: str) -> None:
        if path not in self.synced:
            self.synced[path] = bytearray(Path(path).read_bytes())
            self.unsynced[path] = []

    def changed(self, path: str, offset: int, content: bytes | None) -> None:
        self.unsynced[path].append((offset, content))

    def sync(self, path: str) -> None:
        if self.lies:
            return
        for offset, content in self.unsynced[path]:
            _apply(self.synced[path], offset, content)
        self.unsynced[path].clear()

    def after_power_cut(self, town: Path, target: Path, chance: Random | None) -> Path:
        """The town as the next start finds it; without `chance`, nothing unsynced survived.

        What is still open on this disk works again, so that it can be closed.
        """
        self.fail_at, self.is_dead = None, False
        shutil.copytree(town, target, ignore=shutil.ignore_patterns("*-shm"))
        for path, kept in self.synced.items():
            image = bytearray(kept)
            for offset, content in _survivors(self.unsynced[path], chance):
                _apply(image, offset, content)
            (target / Path(path).relative_to(town)).write_bytes(image)
        return target

    def under(self, monkeypatch: pytest.MonkeyPatch, synchronous: str = "FULL") -> None:
        """Let the store's databases live on this disk."""

        def connect(path: Path, *, writing: bool) -> Connection:
            return Connection(path.resolve(), self.vfs_name, writing, synchronous)

        for module in ("tables", "logfile", "sqlite", "keyfile"):
            monkeypatch.setattr(f"tocsin.log.{module}.connect", connect)


def _apply(image: bytearray, offset: int, content: bytes | None) -> None:
    if content is None:
        del image[offset:]
        return
    if len(image) < offset:
        image.extend(bytes(offset - len(image)))
    image[offset : offset + len(content)] = content


def _survivors(
    writes: Sequence[tuple[int, bytes | None]], chance: Random | None
) -> Iterator[tuple[int, bytes | None]]:
    if chance is None:
        return
    order = list(writes)
    if chance.random() < 0.5:
        chance.shuffle(order)
    for offset, content in order:
        if chance.random() < 0.5:
            continue
        if content is not None and len(content) > SECTOR and chance.random() < 0.3:
            content = content[: SECTOR * chance.randrange(1, len(content) // SECTOR + 1)]
        yield offset, content


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__("", name, flags)
        self._disk = disk
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        disk.opened(self._path)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.operation()
        super().xWrite(data, offset)
        self._disk.changed(self._path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.operation()
        super().xTruncate(newsize)
        self._disk.changed(self._path, newsize, None)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.operation()
        super().xSync(flags)
        self._disk.sync(self._path)


class Rows(list[tuple[object, ...]]):
    """What a statement gave, as `sqlite3` hands it out."""

    def __init__(self, rows: Sequence[tuple[object, ...]], rowcount: int) -> None:
        super().__init__(rows)
        self.rowcount = rowcount

    def fetchall(self) -> "Rows":
        return self

    def fetchone(self) -> tuple[object, ...] | None:
        return self[0] if self else None


class Connection:
    """As much of `sqlite3.Connection` as the store uses, over a disk of ours."""

    def __init__(self, path: Path, vfs: str, writing: bool, synchronous: str) -> None:
        flags = apsw.SQLITE_OPEN_READWRITE if writing else apsw.SQLITE_OPEN_READONLY
        try:
            self._inner = apsw.Connection(str(path), flags=flags, vfs=vfs)
        except apsw.Error as error:
            raise translated(error) from error
        self._inner.set_busy_timeout(10_000)
        if writing:
            self.execute(f"PRAGMA synchronous = {synchronous}")

    @property
    def in_transaction(self) -> bool:
        return self._inner.in_transaction

    def execute(self, sql: str, values: Sequence[object] = ()) -> Rows:
        try:
            rows = list(self._inner.execute(sql, tuple(values)))
        except apsw.Error as error:
            raise translated(error) from error
        return Rows(rows, self._inner.changes())

    def executemany(self, sql: str, values: Sequence[Sequence[object]]) -> None:
        try:
            for each in values:
                list(self._inner.execute(sql, tuple(each)))
        except apsw.Error as error:
            raise translated(error) from error

    def executescript(self, sql: str) -> None:
        self.execute(sql)

    def close(self) -> None:
        # As in the standard library, what fails while closing is not told.
        with contextlib.suppress(apsw.Error):
            self._inner.close(True)


def translated(error: apsw.Error) -> sqlite3.Error:
    """The error as the standard library's module would have raised it."""
    kind: type[sqlite3.Error] = sqlite3.OperationalError
    if isinstance(error, apsw.ConstraintError):
        kind = sqlite3.IntegrityError
    elif isinstance(error, apsw.CorruptError | apsw.NotADBError):
        kind = sqlite3.DatabaseError
    same = kind(str(error))
    same.sqlite_errorcode = getattr(error, "extendedresult", 1)
    return same

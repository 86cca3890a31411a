"""A small file beside a log: one state, and rows in groups, all changed together or not at all.

For what may be lost and made anew (a neighbour's replica, how far a neighbour was told), and must
not be half there. What is removed is overwritten. It knows no meaning.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from tocsin.log.failures import StorageUnknown

Row = tuple[str, str, str, bytes]
"""group, kind, id, body"""
RowKey = tuple[str, str, str]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS kept (
    part TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (part, kind, id)
) STRICT, WITHOUT ROWID;
"""


class RowFile:
    """One such file, open to write. For one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open or make it, mode 600. Raises StorageUnknown."""
        self._path = path
        with self._guarded():
            path.touch(mode=0o600, exist_ok=True)
            self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
            self._database.execute("PRAGMA secure_delete = ON")
            self._database.execute("PRAGMA journal_mode = TRUNCATE")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.executescript(_SCHEMA)

    def state(self) -> bytes | None:
        """The state; None where nothing was kept yet."""
        with self._guarded():
            return _state(self._database)

    def rows(self, group: str) -> list[tuple[str, str, bytes]]:
        """Kind, id and body of each row of a group."""
        with self._guarded():
            return _rows(self._database, group)

    def keep(
        self,
        state: bytes,
        rows: Sequence[Row] = (),
        dropped: Sequence[RowKey] = (),
        *,
        only_groups: Sequence[str] | None = None,
    ) -> None:
        """Durable when this returns; on StorageUnknown nothing has changed, or all.

        With `only_groups` every other group is dropped.
        """
        with self._guarded():
            try:
                self._database.execute("BEGIN IMMEDIATE")
                self._database.executemany(
                    "DELETE FROM kept WHERE part = ? AND kind = ? AND id = ?", dropped
                )
                if only_groups is not None:
                    marks = ", ".join("?" for _ in only_groups)
                    self._database.execute(
                        f"DELETE FROM kept WHERE part NOT IN ({marks})", tuple(only_groups)
                    )
                self._database.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
                self._database.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (state,))
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of it."""
        self._database.close()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise StorageUnknown(f"{self._path} cannot be used: {error}") from error


def look_in(path: Path) -> "RowLook | None":
    """State and reader of a file that another process may be writing; None where there is none.
    Raises StorageUnknown.
    """
    if not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("BEGIN")
            groups = [each for (each,) in database.execute("SELECT DISTINCT part FROM kept")]
            return RowLook(_state(database), {each: _rows(database, each) for each in groups})
    except sqlite3.Error as error:
        raise StorageUnknown(f"{path} cannot be read: {error}") from error


class RowLook:
    """What a file held when it was looked into."""

    def __init__(
        self, state: bytes | None, groups: dict[str, list[tuple[str, str, bytes]]]
    ) -> None:
        self.state = state
        self._groups = groups

    def rows(self, group: str) -> list[tuple[str, str, bytes]]:
        """Kind, id and body of each row of a group."""
        return self._groups.get(group, [])


def _state(database: sqlite3.Connection) -> bytes | None:
    row = database.execute("SELECT body FROM state").fetchone()
    return None if row is None else bytes(row[0])


def _rows(database: sqlite3.Connection, group: str) -> list[tuple[str, str, bytes]]:
    return list(database.execute("SELECT kind, id, body FROM kept WHERE part = ?", (group,)))

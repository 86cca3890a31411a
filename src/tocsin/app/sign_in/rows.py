"""The file beside the log in which sessions are kept: small tables of a name and what is under it.

It is of one machine: neither backup nor standby has it. Where it is damaged a new one is begun, and
everybody signs in again.
"""

import os
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path

FILE = "sessions.sqlite"
TABLES = ("session", "link", "desk", "mark")
BUSY_S = 5.0


class Rows:
    """The file of one town, for all threads of a process."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.RLock()
        self._seen_version = -1
        self.changes = 0
        """Grows with each change, by whichever process."""
        self._db = self._opened()

    def get(self, table: str, name: str) -> bytes | None:
        """What is under a name."""
        with self._lock:
            found = self._db.execute(
                f"SELECT content FROM {table} WHERE name = ?", (name,)
            ).fetchone()
        return None if found is None else bytes(found[0])

    def everything(self, table: str) -> dict[str, bytes]:
        """All of a table."""
        with self._lock:
            found = self._db.execute(f"SELECT name, content FROM {table}").fetchall()
        return {name: bytes(content) for name, content in found}

    def put(self, table: str, name: str, content: bytes, *, is_durable: bool = True) -> None:
        """Keep something under a name; where it is not `is_durable` a power cut may undo it."""
        said = f"INSERT OR REPLACE INTO {table} (name, content) VALUES (?, ?)"
        self._write(said, (name, content), is_durable=is_durable)

    def put_higher(self, table: str, name: str, number: int) -> bool:
        """Whether there was no number under the name, or a lower one; it is this one now."""
        said = (
            f"INSERT INTO {table} (name, content) VALUES (?, ?) ON CONFLICT (name) DO UPDATE"
            " SET content = excluded.content"
            " WHERE CAST(content AS INTEGER) < CAST(excluded.content AS INTEGER)"
        )
        return self._write(said, (name, b"%d" % number)) > 0

    def drop(self, table: str, name: str) -> bool:
        """Whether there was something under the name, which is gone."""
        return self._write(f"DELETE FROM {table} WHERE name = ?", (name,)) > 0

    def looked(self) -> int:
        """`changes`, after a look whether another process wrote."""
        with self._lock:
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
            if version != self._seen_version:
                self._seen_version = version
                self.changes += 1
            return self.changes

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._db.close()

    def _write(self, said: str, values: tuple[object, ...], *, is_durable: bool = True) -> int:
        with self._lock:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if is_durable else 'NORMAL'}")
            count = self._db.execute(said, values).rowcount
            self.changes += 1
        return count

    def _opened(self) -> sqlite3.Connection:
        try:
            return _connection(self.path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            for end in ("", "-wal", "-shm"):
                with suppress(FileNotFoundError):
                    self.path.with_name(self.path.name + end).unlink()
            return _connection(self.path)


def _connection(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        for table in TABLES:
            db.execute(
                f"CREATE TABLE IF NOT EXISTS {table}"
                " (name TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID"
            )
            with closing(db.execute(f"SELECT count(*) FROM {table}")) as found:
                found.fetchone()
    except BaseException:
        db.close()
        raise
    return db

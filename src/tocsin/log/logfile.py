"""Reading one file of records: the open one, or a closed segment."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from tocsin.log.failures import RESTORE, LogDamaged, NotATown
from tocsin.log.record import FORMAT
from tocsin.log.tables import (
    APPLICATION_ID,
    BATCH,
    Command,
    Row,
    SegmentRow,
    Span,
    connect,
    trouble,
)

ASKED_AT_ONCE = 512
"""Commands looked for in one question."""
Fetched = TypeVar("Fetched", bound=tuple[object, ...])


class LogFile:
    """One file of records, read side: safe from any thread, sees what other processes commit."""

    address = None
    """A file is not a database."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise NotATown(f"{path} is missing; name a town's folder, or restore one from a backup")
        self.path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._is_closed = False

    @property
    def shown(self) -> str:
        """Where this is, for sentences."""
        return str(self.path)

    @contextmanager
    def lease(self, position: int = 0) -> Iterator[sqlite3.Connection]:
        """A connection for a few statements. Errors leave as LogDamaged or StorageUnknown."""
        with self._lock:
            assert not self._is_closed, f"{self.path} was closed"
            database = self._idle.pop() if self._idle else None
        try:
            if database is None:
                database = connect(self.path, writing=False)
            yield database
        except (sqlite3.Error, OSError) as error:
            if database is not None:
                database.close()
            raise trouble(error, self.path, position) from error
        except BaseException:
            if database is not None:
                database.close()
            raise
        with self._lock:
            if len(self._idle) < 4 and not self._is_closed:
                self._idle.append(database)
                return
        database.close()

    def close(self) -> None:
        """Let go of every idle connection."""
        with self._lock:
            self._is_closed = True
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def reopen(self) -> None:
        """Drop connections that saw a storage error; the next lease opens fresh ones."""
        with self._lock:
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def rows(self, after: int, upto: int) -> list[Row]:
        """The next batch of whole rows after a position; never looks beyond `upto`."""
        return self._ask(
            "SELECT position, hash, body, signature FROM record"
            " WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
            (after, upto, min(BATCH, upto - after)),
            after + 1,
        )

    def bodies(self, after: int, upto: int) -> list[tuple[int, bytes]]:
        """The next batch of stored bytes after a position."""
        return self._ask(
            "SELECT position, body FROM record"
            " WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
            (after, upto, min(BATCH, upto - after)),
            after + 1,
        )

    def row(self, position: int) -> Row | None:
        """One row, or None when this file does not hold the position."""
        found: list[Row] = self._ask(
            "SELECT position, hash, body, signature FROM record WHERE position = ?",
            (position,),
            position,
        )
        return found[0] if found else None

    def last(self) -> Row | None:
        """The last row, or None in a file without records."""
        found: list[Row] = self._ask(
            "SELECT position, hash, body, signature FROM record ORDER BY position DESC LIMIT 1",
            (),
            0,
        )
        return found[0] if found else None

    def ends(self) -> tuple[int | None, int | None]:
        """The last position of records and of commands, as of one moment."""
        found: list[tuple[int | None, int | None]] = self._ask(
            "SELECT (SELECT max(position) FROM record),"
            " (SELECT last FROM command ORDER BY first DESC LIMIT 1)",
            (),
            0,
        )
        return found[0]

    def unindexed(self, after: int) -> int | None:
        """The first command after a position that its id does not lead to; None when all do."""
        found: list[tuple[int]] = self._ask(
            "SELECT first FROM command AS one WHERE first > ? AND NOT EXISTS"
            " (SELECT 1 FROM command AS same INDEXED BY command_by_id"
            "  WHERE same.command_id = one.command_id AND same.first = one.first)"
            " ORDER BY first LIMIT 1",
            (after,),
            after + 1,
        )
        return found[0][0] if found else None

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        """First and last position of the records of each of these commands in this file."""
        found: dict[str, Span] = {}
        for at in range(0, len(command_ids), ASKED_AT_ONCE):
            asked = command_ids[at : at + ASKED_AT_ONCE]
            rows: list[tuple[str, int, int]] = self._ask(_of_commands(len(asked)), tuple(asked), 0)
            found.update((name, (first, last)) for name, first, last in rows)
        return found

    def commands(self, after: int, upto: int) -> list[Command]:
        """The next batch of commands, from the one that the record at `after` + 1 belongs to."""
        return self._ask(
            "SELECT first, last, command_id FROM command"
            " WHERE first >= ifnull((SELECT max(first) FROM command WHERE first <= ?), 0)"
            " AND first <= ? ORDER BY first LIMIT ?",
            (after + 1, upto, BATCH),
            after + 1,
        )

    def segments(self) -> list[SegmentRow]:
        """Every closed segment, in order, without the balances."""
        rows: list[SegmentRow] = self._ask(
            "SELECT first, last, hash, head_signature, file, file_sha256, balance_sha256, signature"
            " FROM segment ORDER BY first",
            (),
            0,
        )
        return self._of_kinds(rows, (int, int, bytes, bytes, str, bytes, bytes, bytes))

    def balance(self, first: int) -> bytes:
        """The balance carried from the segment that begins at `first`."""
        found: list[tuple[bytes]] = self._ask(
            "SELECT balance FROM segment WHERE first = ?", (first,), first
        )
        return found[0][0]

    def signed_header(self) -> tuple[bytes, bytes]:
        """The header's bytes and signature. Raises `LogDamaged` when there is not exactly one."""
        found: list[tuple[bytes, bytes]] = self._ask("SELECT body, signature FROM header", (), 0)
        if len(found) != 1:
            raise LogDamaged(0, f"{self.path} holds {len(found)} headers instead of one", RESTORE)
        return self._of_kinds(found, (bytes, bytes))[0]

    def incarnations(self) -> list[tuple[int, bytes, bytes]]:
        """Position, bytes and signature of every later life, in order."""
        rows: list[tuple[int, bytes, bytes]] = self._ask(
            "SELECT position, body, signature FROM incarnation ORDER BY number", (), 0
        )
        return self._of_kinds(rows, (int, bytes, bytes))

    def check_structure(self) -> str | None:
        """SQLite's own check of pages and of the command index; None when all is well."""
        with self.lease() as database:
            identity = (
                database.execute("PRAGMA application_id").fetchone()[0],
                database.execute("PRAGMA user_version").fetchone()[0],
            )
            if identity != (APPLICATION_ID, FORMAT):
                return f"{self.path} says it is {identity}, not {(APPLICATION_ID, FORMAT)}"
            (first,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        return None if first == "ok" else f"{self.path}: {first}"

    def _of_kinds(self, rows: list[Fetched], kinds: tuple[type, ...]) -> list[Fetched]:
        """The same rows; a damaged row header can turn bytes into a number or a text."""
        for row in rows:
            if tuple(type(value) for value in row) != kinds:
                raise LogDamaged(0, f"{self.path} holds values of the wrong kind", RESTORE)
        return rows

    def _ask(self, sql: str, values: tuple[object, ...], position: int) -> list[Fetched]:
        with self.lease(position) as database:
            return database.execute(sql, values).fetchall()


@lru_cache(maxsize=32)
def _of_commands(count: int) -> str:
    """The question for so many commands, as a text that SQLite has to read once."""
    marks = ",".join("?" * count)
    return f"SELECT command_id, first, last FROM command WHERE command_id IN ({marks})"

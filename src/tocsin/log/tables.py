"""The tables of one log file, and connections to it.

A closed segment is a file of the same shape. Everything of meaning is in `record.body`; `command`
is an index over it that answers "was this asked before?", and is checked against the bodies by
`verify`.
"""

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from tocsin.log.failures import RESTORE, LogDamaged, StorageUnknown
from tocsin.log.record import FORMAT

APPLICATION_ID = 0x546F6373  # "Tocs", so that `file` and a foreign reader know whose file it is

COMMAND_INDEX = "CREATE UNIQUE INDEX command_by_id ON command (command_id)"

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {FORMAT};

-- Who this log belongs to: JSON, signed as the head at the start of the chain. Exactly one row.
CREATE TABLE header (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    body       BLOB NOT NULL,
    signature  BLOB NOT NULL
) STRICT;

-- A new life after a restore: JSON, chained after the record at `position`, signed.
CREATE TABLE incarnation (
    number     INTEGER PRIMARY KEY,
    position   INTEGER NOT NULL,
    body       BLOB NOT NULL,
    signature  BLOB NOT NULL
) STRICT;

-- The facts, in order, without gaps. `body` is JSON; `hash` is the chain up to here;
-- `signature` is set on the last record of each commit: the signed head.
CREATE TABLE record (
    position   INTEGER PRIMARY KEY,
    hash       BLOB NOT NULL,
    body       BLOB NOT NULL,
    signature  BLOB
) STRICT;

-- Which records a command led to; they stand side by side.
CREATE TABLE command (
    first      INTEGER PRIMARY KEY,
    last       INTEGER NOT NULL,
    command_id TEXT NOT NULL
) STRICT;
{COMMAND_INDEX};

-- Records that were moved to a closed file under segments/, with the balance carried forward.
CREATE TABLE segment (
    first          INTEGER PRIMARY KEY,
    last           INTEGER NOT NULL,
    hash           BLOB NOT NULL,
    head_signature BLOB,
    file           TEXT NOT NULL,
    file_sha256    BLOB NOT NULL,
    balance_sha256 BLOB NOT NULL,
    signature      BLOB NOT NULL,
    balance        BLOB NOT NULL
) STRICT;
"""

BATCH = 2048
"""Records fetched at a time: long enough to be fast, short enough not to hold back a checkpoint."""

Row = tuple[int, bytes, bytes, bytes | None]
"""position, hash, body, signature"""

Command = tuple[int, int, str]
"""first, last, command id"""

Span = tuple[int, int]
"""first and last position of a command's records"""

SegmentRow = tuple[int, int, bytes, bytes | None, str, bytes, bytes, bytes]
"""first, last, hash, head signature, file, SHA-256 of file, SHA-256 of balance, signature"""


_NOT_THE_DISK = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    """A connection to the SQLite file at `path`, which must exist. Each statement commits."""
    mode = "rw" if writing else "ro"
    database = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=10.0,
    )
    try:
        database.execute("PRAGMA trusted_schema = OFF")
        database.execute("PRAGMA cell_size_check = ON")
        if writing:
            database.execute("PRAGMA synchronous = FULL")
        database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except UnicodeDecodeError as error:
        # SQLite quotes a damaged schema as it is, and that may be no text at all
        database.close()
        damage = sqlite3.DatabaseError("malformed database schema")
        damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise damage from error
    except sqlite3.Error:
        database.close()
        raise
    return database


def connect_to_read(path: Path) -> sqlite3.Connection:
    """As `connect`, changing nothing, but able to write where the file allows it.

    Only so can SQLite undo the commit that a crash cut short in a database without WAL.
    """
    database = connect(path, writing=os.access(path, os.W_OK))
    database.execute("PRAGMA query_only = ON")
    return database


def is_damage(error: sqlite3.Error) -> bool:
    """Did SQLite find wrong bytes, rather than fail to read or write them?"""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return False
    return (code & 0xFF) in _NOT_THE_DISK or code == sqlite3.SQLITE_IOERR_SHORT_READ


def trouble(error: sqlite3.Error | OSError, path: Path, position: int) -> Exception:
    """What to raise when reading `path` near `position` failed."""
    if isinstance(error, sqlite3.Error) and is_damage(error):
        return LogDamaged(position, f"{path}: {error}", RESTORE)
    if isinstance(error, sqlite3.DatabaseError) and "no such table" in str(error):
        return LogDamaged(position, f"{path}: {error}", RESTORE)
    return StorageUnknown(f"{path}: {error}; look at the disk, then ask again with the same id")


def make_log_file(path: Path, header: bytes, signature: bytes) -> None:
    """A new log file at `path` with its header. It must not exist."""
    path.touch(mode=0o600, exist_ok=False)
    database = connect(path, writing=True)
    try:
        database.executescript("PRAGMA journal_mode = WAL;" + SCHEMA)
        database.execute("INSERT INTO header VALUES (1, ?, ?)", (header, signature))
    finally:
        database.close()


def in_one_commit(database: sqlite3.Connection, work: Callable[[sqlite3.Connection], None]) -> None:
    """Run `work` and commit it, or undo all of it and let the error through."""
    database.execute("BEGIN IMMEDIATE")
    try:
        work(database)
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:
            database.execute("ROLLBACK")
        raise

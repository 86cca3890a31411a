"""One file of a track: its tables, and reading it. Safe from any thread, beside its writer."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.log.failures import LogDamaged
from tocsin.log.signing import TownKey, is_signed
from tocsin.log.tables import BATCH, connect, is_damage, trouble
from tocsin.log.track_record import (
    SET_ASIDE,
    TRACK_FORMAT,
    TRACK_START,
    Start,
    TrackRecord,
    start_bytes,
    start_of,
    track_record,
)

APPLICATION_ID = 0x546F6354  # "TocT"

SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {TRACK_FORMAT};

-- How this file begins: JSON, signed. Exactly one row.
CREATE TABLE start (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    body       BLOB NOT NULL,
    signature  BLOB NOT NULL
) STRICT;

-- The newest observation of each subject in the files before this one.
CREATE TABLE latest (
    subject    TEXT PRIMARY KEY,
    body       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The observations. `body` is JSON; `signature` is set on the last of each commit.
CREATE TABLE record (
    position    INTEGER PRIMARY KEY,
    subject     TEXT NOT NULL,
    observed_ms INTEGER NOT NULL,
    hash        BLOB NOT NULL,
    body        BLOB NOT NULL,
    signature   BLOB
) STRICT;
CREATE INDEX record_by_subject ON record (subject, observed_ms);
"""

TrackRow = tuple[int, str, int, bytes, bytes, bytes | None]
"""position, subject, observed (ms), hash, body, signature"""

_NEWEST = """
WITH RECURSIVE each(subject) AS (
    SELECT min(subject) FROM record
    UNION ALL
    SELECT (SELECT min(subject) FROM record WHERE subject > each.subject)
    FROM each WHERE each.subject IS NOT NULL
)
SELECT subject, (
    SELECT body FROM record WHERE record.subject = each.subject
    ORDER BY observed_ms DESC, position DESC LIMIT 1
) FROM each WHERE subject IS NOT NULL
"""
"""Steps from subject to subject in the index: costs by subjects, not by records."""


def latest_digest(latest: Iterable[tuple[str, bytes]]) -> bytes:
    """The digest of carried observations, which come in the order of their subjects."""
    digest = hashlib.sha256()
    for subject, body in latest:
        digest.update(hashlib.sha256(subject.encode()).digest() + hashlib.sha256(body).digest())
    return digest.digest()


def file_name(start: Start) -> str:
    """Names sort in the order of the chain."""
    return f"{start.after + 1:015d}-{start.begins_at:%Y%m%dT%H%MZ}.sqlite"


def make_track_file(
    folder: Path, start: Start, latest: list[tuple[str, bytes]], key: TownKey
) -> Path:
    """A new file of a track, whole or not at all."""
    path = folder / file_name(start)
    beside = path.with_suffix(".new")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    body = start_bytes(start)
    database = connect(beside, writing=True)
    try:
        database.executescript("PRAGMA journal_mode = WAL;" + SCHEMA)
        database.execute("BEGIN IMMEDIATE")
        signature = key.sign(TRACK_START, body)
        database.execute("INSERT INTO start VALUES (1, ?, ?)", (body, signature))
        database.executemany("INSERT INTO latest VALUES (?, ?)", latest)
        database.execute("COMMIT")
    finally:
        database.close()
    beside.replace(path)
    return path


class TrackFile:
    """The read side of one file."""

    def __init__(self, path: Path, public_key: bytes) -> None:
        """Raises `LogDamaged` when its beginning is not what the town signed, FileNotFoundError."""
        if not path.is_file():
            raise FileNotFoundError(path)
        self.path = path
        self._public_key = public_key
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self.start = self._started()

    @contextmanager
    def lease(self, position: int = 0) -> Iterator[sqlite3.Connection]:
        """A connection for a few statements. Errors leave as LogDamaged or StorageUnknown."""
        with self._lock:
            database = self._idle.pop() if self._idle else None
        try:
            if database is None:
                database = connect(self.path, writing=False)
            yield database
        except (sqlite3.Error, OSError) as error:
            if database is not None:
                database.close()
            if isinstance(error, sqlite3.Error) and (is_damage(error) or "no such" in str(error)):
                raise LogDamaged(position, f"{self.path}: {error}", SET_ASIDE) from error
            raise trouble(error, self.path, position) from error
        except BaseException:
            if database is not None:
                database.close()
            raise
        with self._lock:
            if len(self._idle) < 2:
                self._idle.append(database)
                return
        database.close()

    def close(self) -> None:
        """Let go of every idle connection."""
        with self._lock:
            idle, self._idle = self._idle, []
        for database in idle:
            database.close()

    def _started(self) -> Start:
        with self.lease() as database:
            rows = database.execute("SELECT body, signature FROM start").fetchall()
        if len(rows) == 1 and isinstance(rows[0][0], bytes) and isinstance(rows[0][1], bytes):
            body, signature = rows[0]
            if is_signed(self._public_key, TRACK_START, body, signature):
                try:
                    return start_of(body)
                except (msgspec.DecodeError, ValueError):
                    pass
        self.close()
        what = f"the beginning of {self.path} is not what the town signed"
        raise LogDamaged(0, what, SET_ASIDE)

    def rows(self, after: int, upto: int | None = None) -> list[TrackRow]:
        """The next rows after a position, as stored."""
        most = (1 << 62) if upto is None else upto
        with self.lease(after + 1) as database:
            return database.execute(
                "SELECT position, subject, observed_ms, hash, body, signature FROM record"
                " WHERE position > ? AND position <= ? ORDER BY position LIMIT ?",
                (after, most, BATCH),
            ).fetchall()

    def last(self) -> TrackRow | None:
        """The last row; None in a file without observations."""
        return self._one("ORDER BY position DESC LIMIT 1", ())

    def row(self, position: int) -> TrackRow | None:
        """One row, or None."""
        return self._one("WHERE position = ?", (position,))

    def head_before(self, position: int) -> TrackRow | None:
        """The last signed row at or before a position."""
        return self._one(
            "WHERE position <= ? AND signature IS NOT NULL ORDER BY position DESC LIMIT 1",
            (position,),
        )

    def _one(self, rest: str, values: tuple[int, ...]) -> TrackRow | None:
        with self.lease() as database:
            row: TrackRow | None = database.execute(
                f"SELECT position, subject, observed_ms, hash, body, signature FROM record {rest}",
                values,
            ).fetchone()
        return row

    def carried(self) -> list[tuple[str, bytes]]:
        """The newest observation of each subject in the files before. Raises `LogDamaged`."""
        with self.lease() as database:
            rows: list[tuple[str, bytes]] = database.execute(
                "SELECT subject, body FROM latest ORDER BY subject"
            ).fetchall()
        are_sound = {(type(a), type(b)) for a, b in rows} <= {(str, bytes)}
        if not are_sound or latest_digest(rows) != self.start.latest_sha256:
            raise LogDamaged(
                self.start.after, f"what {self.path} carries is not what was signed", SET_ASIDE
            )
        return rows

    def newest(self) -> dict[str, bytes]:
        """The newest observation of each subject, those carried from earlier files too."""
        found = dict(self.carried())
        with self.lease() as database:
            rows: list[tuple[str, bytes]] = database.execute(_NEWEST).fetchall()
        for subject, body in rows:
            known = found.get(subject)
            if known is None or _observed(known) <= _observed(body):
                found[subject] = body
        return found

    def newest_of(self, subject: str) -> bytes | None:
        """The newest observation of one subject, one carried from earlier files too."""
        with self.lease() as database:
            row = database.execute(
                "SELECT body FROM record WHERE subject = ?"
                " ORDER BY observed_ms DESC, position DESC LIMIT 1",
                (subject,),
            ).fetchone()
            carried = database.execute(
                "SELECT body FROM latest WHERE subject = ?", (subject,)
            ).fetchone()
        known = [each[0] for each in (carried, row) if each is not None]
        return max(known, key=_observed) if known else None

    def of(self, subject: str | None, from_ms: int, to_ms: int) -> Iterator[TrackRecord]:
        """Observations of one subject, or of all, in a window of observed time, in its order."""
        where, values = "observed_ms BETWEEN ? AND ?", [from_ms, to_ms]
        named: list[str] = []
        if subject is not None:
            where, named = f"subject = ? AND {where}", [subject]
        with self.lease() as database:
            cursor = database.execute(
                f"SELECT position, body FROM record WHERE {where} ORDER BY observed_ms, position",
                (*named, *values),
            )
            while batch := cursor.fetchmany(256):
                for position, body in batch:
                    yield track_record(body, position)

    def size_bytes(self) -> int:
        """The bytes of the file and of what SQLite has still to move into it."""
        beside = self.path.with_name(self.path.name + "-wal")
        return sum(each.stat().st_size for each in (self.path, beside) if each.exists())

    def check_structure(self) -> str | None:
        """SQLite's own check of pages and of the index; None when all is well."""
        with self.lease() as database:
            (first,) = database.execute("PRAGMA integrity_check(1)").fetchone()
        return None if first == "ok" else f"{self.path}: {first}"


def _observed(body: bytes) -> datetime:
    return track_record(body, 0).observed_at

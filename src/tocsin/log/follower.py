"""A town's log as a second machine keeps it: rows of another writer, verified, byte for byte.

Everything is checked before it is stored: that it follows what is here without a gap, that the
chain holds, that the town signed the head it ends with and every new life. What was stored is as
durable as the writer's own.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from tocsin.log.blobs import BlobFolder
from tocsin.log.chain import HEAD, INCARNATION, Head, genesis, head_statement, link
from tocsin.log.clock import Clock, Entropy
from tocsin.log.commit import End, commands_of, is_head
from tocsin.log.failures import LogDamaged, NotATown, StorageUnknown, StoreStopped
from tocsin.log.files import private_folder, sync_folder
from tocsin.log.keyfile import KEY_STORE_FILE, KeyFile, create_key_file
from tocsin.log.mark import MARK_FILE, Mark, MarkFile, read_mark
from tocsin.log.parts import LOG_FILE
from tocsin.log.reader import LogReader
from tocsin.log.record import (
    Cause,
    Entry,
    Header,
    Incarnation,
    header_of,
    incarnation_bytes,
    incarnation_of,
    record_at,
)
from tocsin.log.signing import KEY_FILE, TownKey, is_signed
from tocsin.log.sqlite import SqliteStore
from tocsin.log.tables import Row, in_one_commit, make_log_file
from tocsin.log.tombstones import Tombstone


class Fault(StrEnum):
    """Why records of another machine are not taken."""

    gap = "gap"
    forked = "forked"
    not_signed = "not_signed"
    unreadable = "unreadable"


class NotTaken(Exception):
    """What was sent does not belong after what is here; nothing of it was stored."""

    def __init__(self, fault: Fault, position: int, what: str) -> None:
        super().__init__(what)
        self.fault = fault
        self.position = position


class Life(NamedTuple):
    """An incarnation as it is stored: what it follows, its bytes, its signature."""

    position: int
    body: bytes
    signature: bytes


def is_signed_life(public_key: bytes, life: Life) -> bool:
    """Did the town sign this incarnation, for the place it is said to follow?"""
    try:
        told = incarnation_of(life.body)
    except msgspec.DecodeError:
        return False
    return told.from_position == life.position and is_signed(
        public_key, INCARNATION, life.body, life.signature
    )


def check_signed_header(body: bytes, signature: bytes) -> Header:
    """The header in these bytes, when the key that it names signed it. Raises `NotTaken`."""
    try:
        header = header_of(body)
    except (msgspec.DecodeError, ValueError) as error:
        raise NotTaken(Fault.unreadable, 0, f"the header cannot be read: {error}") from error
    statement = head_statement(header.starts_after, genesis(body))
    if not is_signed(header.public_key, HEAD, statement, signature):
        raise NotTaken(Fault.not_signed, 0, "the header is not what the town signed")
    return header


def lay_out_follower(folder: Path, body: bytes, signature: bytes, key: TownKey) -> None:
    """The files of a copy that holds no record yet, in a folder without a log. The log comes last.

    Raises `NotTaken` when header and key are not one town's, `StorageUnknown`.
    """
    header = check_signed_header(body, signature)
    if key.public != header.public_key:
        raise NotTaken(Fault.not_signed, 0, "the signing key is not the one of the header")
    if (folder / LOG_FILE).exists():
        raise NotATown(f"{folder} holds a log already")
    private_folder(folder)
    try:
        for name in (KEY_FILE, KEY_STORE_FILE, MARK_FILE):
            (folder / name).unlink(missing_ok=True)  # of an attempt that was cut short
        key.save(folder / KEY_FILE)
        create_key_file(folder)
        MarkFile.create(
            folder / MARK_FILE, Mark(header.starts_after, genesis(body), header.incarnation)
        )
        make_log_file(folder / LOG_FILE, body, signature)
        sync_folder(folder)
    except (OSError, sqlite3.Error) as error:
        raise StorageUnknown(f"{folder} was not made: {error}; make space, then again") from error


class FollowerStore(SqliteStore):
    """The one writer of a copy: it takes what another machine wrote, and appends nothing itself."""

    def __init__(self, folder: Path, clock: Clock, entropy: Entropy) -> None:
        """Raises as `SqliteStore`."""
        mend_mark(folder)
        super().__init__(folder, clock, entropy)

    def append(
        self,
        entries: Sequence[Entry],  # noqa: ARG002
        *,
        after: int,  # noqa: ARG002
        recorded_at: datetime,  # noqa: ARG002
    ) -> Head:
        raise StoreStopped(f"{self.folder} follows another machine; ask that one, or take over")

    def lives(self) -> list[Life]:
        """Every life after the first, as stored."""
        return [Life(*each) for each in self.reader.main.incarnations()]

    def take(self, lives: Sequence[Life], rows: Sequence[Row]) -> int:
        """Store these rows and the lives among them; answers the position now durable.

        What is here already is passed over. Raises `NotTaken`, `StorageUnknown`.
        """
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.folder} stopped after a storage error; ask again later")
            known = set(self.lives())
            fresh = [life for life in lives if life not in known]
            for life in fresh:
                self._check_life(life)
            new = self._after_head(rows)
            if not new and not fresh:
                return self._end.position
            end = self._chained(fresh, new)
            self._store(fresh, new, end)
        with self._changed:
            self._changed.notify_all()
        return end.position

    def take_keys(self, keys: Sequence[tuple[str, bytes]]) -> None:
        """Keep content keys; durable when this returns. Raises `StorageUnknown`."""
        self._key_file().take(keys)

    def bury(self, tombstones: Sequence[Tombstone]) -> None:
        """Forget whom the town has forgotten: key and attachments. Raises `StorageUnknown`."""
        gone = self._key_file().bury(tombstones)
        if gone:
            self._blob_folder().forget_all(set(gone))

    def take_blob(self, digest: str, stored: bytes) -> None:
        """Keep an attachment as it is stored. Raises `LogDamaged`, `StorageUnknown`."""
        self._blob_folder().take(digest, stored)

    def begin(self, incarnation: str, created_at: datetime) -> Life:
        """A new life of the log from here on, signed: this copy goes on as the writer."""
        with self._append_lock:
            life = Incarnation(
                incarnation=incarnation,
                from_position=self._end.position,
                hash=self._end.hash,
                created_at=created_at,
                cause=Cause.taken_over,
            )
            body = incarnation_bytes(life)
            begun = Life(self._end.position, body, self._key.sign(INCARNATION, body))
            self._store([begun], [], self._chained([begun], []))
        return begun

    def _key_file(self) -> KeyFile:
        assert isinstance(self.keys, KeyFile), "a copy is no fork"
        return self.keys

    def _blob_folder(self) -> BlobFolder:
        assert isinstance(self.blobs, BlobFolder), "a copy in a folder"
        return self.blobs

    def _check_life(self, life: Life) -> None:
        if not is_signed_life(self.header.public_key, life):
            raise NotTaken(
                Fault.not_signed, life.position, "an incarnation is not as the town signed it"
            )
        if life.position < self._end.position:
            raise NotTaken(
                Fault.forked, life.position, f"a life begins after {life.position}, in what is here"
            )

    def _after_head(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are not here yet. What is here must be the same."""
        head = self._end.position
        new = [row for row in rows if row[0] > head]
        for position, hash_, _, _ in rows[: len(rows) - len(new)]:
            if not self.reader.holds(position, hash_):
                raise NotTaken(Fault.forked, position, f"another record stands here at {position}")
        if new and new[0][0] != head + 1:
            raise NotTaken(Fault.gap, head + 1, f"{head + 1} to {new[0][0] - 1} are missing")
        return new

    def _chained(self, lives: Sequence[Life], rows: Sequence[Row]) -> End:
        """Where the chain ends with all this, recomputed. Raises `NotTaken`."""
        position, hash_, signature, folded, recorded_at = self._end
        begun: dict[int, bytes] = {}
        for life in lives:
            told = begun.get(life.position, b"")
            begun[life.position] = told + life.body + life.signature
        folded += begun.pop(position, b"")
        for number, stored, body, signed in rows:
            if number != position + 1:
                raise NotTaken(Fault.gap, position + 1, f"{position + 1} is missing")
            hash_ = link(hash_, signature + folded, body)
            if hash_ != stored:
                raise NotTaken(Fault.forked, number, f"{number} does not follow what is here")
            position, signature, folded = number, signed or b"", begun.pop(number, b"")
        if rows:
            if not is_head(self.header.public_key, Head(position, hash_, signature)):
                raise NotTaken(Fault.not_signed, position, f"the town did not sign {position}")
            recorded_at = max(recorded_at, _recorded_at(rows))
        if begun:
            ahead = min(begun)
            raise NotTaken(Fault.gap, position + 1, f"a life begins after {ahead}, not here yet")
        return End(position, hash_, signature, folded, recorded_at)

    def _store(self, lives: Sequence[Life], rows: Sequence[Row], end: End) -> None:
        def insert(database: sqlite3.Connection) -> None:
            (number,) = database.execute("SELECT count(*) FROM incarnation").fetchone()
            for count, life in enumerate(lives, start=number + 1):
                database.execute("INSERT INTO incarnation VALUES (?, ?, ?, ?)", (count, *life))
            if rows:
                database.executemany("INSERT INTO record VALUES (?, ?, ?, ?)", rows)
                database.executemany("INSERT INTO command VALUES (?, ?, ?)", commands_of(rows))

        try:
            in_one_commit(self._writing, insert)
            if lives:
                self._incarnation = incarnation_of(lives[-1].body).incarnation
            self._mark.write(self._as_mark(end))
        except sqlite3.IntegrityError as error:
            raise NotTaken(
                Fault.forked, end.position, f"a command there is on record already: {error}"
            ) from error
        except (sqlite3.Error, OSError) as error:
            self._is_stopped = True
            raise StorageUnknown(f"{self.folder}: {error}; make space or mend the disk") from error
        self._end = end


def _recorded_at(rows: Sequence[Row]) -> datetime:
    """The time of the last of these rows, all of which must be what they say they are."""
    try:
        last = [record_at(body, position) for position, _, body, _ in rows][-1]
        commands_of(rows)
    except (LogDamaged, msgspec.DecodeError) as error:
        raise NotTaken(Fault.unreadable, rows[0][0], str(error)) from error
    return last.recorded_at


def mend_mark(folder: Path) -> None:
    """Bring a mark up to the last life: a crash between the log and its mark left it behind.

    Only where it stands on the same chain, before that life began; anything else is for the
    opening to refuse.
    """
    reader = LogReader(folder)
    try:
        mark, lives = read_mark(folder / MARK_FILE), reader.incarnations()
        known = [each.incarnation for each in lives]
        if mark.incarnation not in known[:-1] or not reader.holds(mark.position, mark.hash):
            return
        if mark.position > lives[known.index(mark.incarnation) + 1].from_position:
            return
        last = lives[-1]
    finally:
        reader.close()
    file = MarkFile(folder / MARK_FILE)
    try:
        file.write(Mark(last.from_position, last.hash, last.incarnation))
    finally:
        file.close()

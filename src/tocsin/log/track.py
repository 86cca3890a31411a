"""The writer of a track: one commit of observations at a time, files by time, retention.

Kept with the same care as the log (SQLite, WAL, `synchronous=FULL`, a hash chain, a signed head
per commit, a high-water mark), and yet it may be lost without stopping anybody: a track that is
not what was written is set aside under another name, and a new one begins.
"""

import sqlite3
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from tocsin.log.chain import head_statement
from tocsin.log.clock import Clock, Entropy
from tocsin.log.failures import LogDamaged, StorageUnknown, StoreStopped
from tocsin.log.files import file_identity, private_folder, sync_folder, write_whole
from tocsin.log.lock import WriterLock
from tocsin.log.mark import MARK_FILE, Mark, MarkFile
from tocsin.log.signing import TownKey
from tocsin.log.tables import connect, in_one_commit
from tocsin.log.track_check import TrackEnd, check_mark, recent_end
from tocsin.log.track_file import TrackFile, TrackRow, latest_digest, make_track_file
from tocsin.log.track_reader import REMOVED_FILE, Signed, TrackReader
from tocsin.log.track_record import (
    TRACK_FORMAT,
    TRACK_HEAD,
    TRACK_REMOVED,
    Removed,
    Retention,
    Start,
    TrackEntry,
    milliseconds,
    removed_bytes,
    track_body,
    track_record,
)

CHECKPOINT_PAGES = 8_000
"""Pages that gather before they are moved into the file (32 MB): a page of the index by subject is
written again and again, and moved once.
"""


class Track:
    """A town's track, open to write. One writer; readers use `TrackReader` in any process."""

    def __init__(
        self, folder: Path, jurisdiction: str, key: TownKey, clock: Clock, entropy: Entropy
    ) -> None:
        """Opens the track in `folder`, or begins one. Raises `TownIsOpen`, `StorageUnknown`.

        One that is damaged is set aside: `set_aside` then says where, and what was found.
        """
        self.folder = folder
        self.set_aside: tuple[Path, str] | None = None
        self._jurisdiction = jurisdiction
        self._key = key
        self._clock = clock
        self._entropy = entropy
        self._append_lock = threading.Lock()
        self._is_stopped = False
        self._damage: LogDamaged | None = None
        """Found while writing: what is damaged is set aside by `recover`."""
        try:
            private_folder(folder)
            self._open_or_begin_anew()
        except (sqlite3.Error, OSError) as error:
            raise StorageUnknown(f"the track in {folder} cannot be written: {error}") from error

    def _open_or_begin_anew(self) -> None:
        damage, self._damage = self._damage, None
        try:
            if damage is None:
                return self._open()
        except LogDamaged as found:
            damage = found
        self._put_aside(damage)
        return self._open()

    def _open(self) -> None:
        with ExitStack() as held:
            held.callback(WriterLock(self.folder).release)
            self.reader = TrackReader(self.folder, self._key.public)
            held.callback(self.reader.close)
            if not self.reader.files():
                self._begin()
            self._finish_removal()
            self._end = recent_end(self.reader)
            self._mark = MarkFile(self.folder / MARK_FILE)
            held.callback(self._mark.close)
            check_mark(self.reader, self._mark.mark, self._end)
            self._file = self.reader.files()[-1]
            self._last_recorded_at = _recorded_at_end(self._file)
            self._clock.not_before(self._last_recorded_at)
            self._writing = self._connected()
            held.callback(self._close_file)
            self._held = held.pop_all()

    def _begin(self) -> None:
        """The first file of a new track. The mark is laid first: a track without one is damaged."""
        track = self._entropy.draw(16).hex()
        hash_ = sha256(f"tocsin track 1\0{self._jurisdiction}\0{track}".encode()).digest()
        for name in (MARK_FILE, REMOVED_FILE):
            (self.folder / name).unlink(missing_ok=True)
        MarkFile.create(self.folder / MARK_FILE, Mark(0, hash_, track))
        start = Start(
            format=TRACK_FORMAT,
            jurisdiction=self._jurisdiction,
            track=track,
            after=0,
            hash=hash_,
            signature=b"",
            begins_at=self._clock.now(),
            latest_sha256=latest_digest([]),
        )
        make_track_file(self.folder, start, [], self._key)
        sync_folder(self.folder)

    def _put_aside(self, damage: LogDamaged) -> None:
        stem = f"{self.folder.name}-set-aside-{self._clock.now():%Y%m%dT%H%M%SZ}"
        target, number = self.folder.with_name(stem), 1
        while target.exists():
            number += 1
            target = self.folder.with_name(f"{stem}-{number}")
        self.folder.rename(target)
        private_folder(self.folder)
        sync_folder(self.folder.parent)
        self.set_aside = (target, damage.what)

    def _close_file(self) -> None:
        # The writer's connection last: so SQLite moves what is in the WAL into the file.
        self.reader.close()
        self._file.close()
        self._writing.close()

    def _connected(self) -> sqlite3.Connection:
        self._place = file_identity(self._file.path)
        database = connect(self._file.path, writing=True)
        database.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        return database

    @property
    def track(self) -> str:
        """The track's own id, which an order that used it cites."""
        return self._file.start.track

    @property
    def position(self) -> int:
        """The last position that is durable."""
        return self._end.position

    def append(
        self, entries: Sequence[TrackEntry], recorded_at: datetime, retention: Retention
    ) -> int:
        """One commit of observations, durable when this returns; answers the first's position.

        Raises `StorageUnknown` when the storage failed (then the track stops until `recover`).
        """
        assert entries, "a commit has at least one observation"
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.folder} stopped after a storage error; ask again later")
            recorded_at = max(recorded_at, self._last_recorded_at)
            try:
                if self._is_full(recorded_at, retention):
                    self._turn_over(recorded_at, retention)
                first = self._end.position + 1
                rows, end = self._chained(entries, recorded_at)
                if file_identity(self._file.path) != self._place:
                    raise StorageUnknown(f"{self._file.path} was replaced while open")
                in_one_commit(self._writing, partial(_insert, rows))
                self._mark.write(Mark(end.position, end.hash, self.track))
            except LogDamaged as damage:
                self._damage, self._is_stopped = damage, True
                raise StorageUnknown(f"{damage}") from damage
            except (sqlite3.Error, OSError, StorageUnknown) as error:
                self._is_stopped = True
                raise StorageUnknown(f"the track in {self.folder}: {error}") from error
            self._end, self._last_recorded_at = end, recorded_at
            return first

    def _chained(
        self, entries: Sequence[TrackEntry], recorded_at: datetime
    ) -> tuple[list[TrackRow], TrackEnd]:
        position, hash_, seam = self._end
        rows: list[TrackRow] = []
        for entry in entries:
            position += 1
            body = track_body(entry, position, recorded_at)
            hash_ = sha256(hash_ + seam + body).digest()
            seam = b""
            rows.append(
                (position, entry.subject, milliseconds(entry.observed_at), hash_, body, None)
            )
        signature = self._key.sign(TRACK_HEAD, head_statement(position, hash_))
        rows[-1] = (*rows[-1][:5], signature)
        return rows, TrackEnd(position, hash_, signature)

    # files

    def _is_full(self, now: datetime, retention: Retention) -> bool:
        if self._end.position == self._file.start.after:
            return False
        return (
            _period(now, retention) != _period(self._file.start.begins_at, retention)
            or self._file.size_bytes() >= retention.file_bytes
        )

    def _turn_over(self, now: datetime, retention: Retention) -> None:
        """Close the file and begin the next with the newest observations not yet too old."""
        oldest = now - timedelta(seconds=retention.keep_s)
        newest = self._file.newest()
        latest = sorted(
            (subject, body)
            for subject, body in newest.items()
            if track_record(body, 0).recorded_at >= oldest
        )
        start = msgspec.structs.replace(
            self._file.start,
            after=self._end.position,
            hash=self._end.hash,
            signature=self._end.signature,
            begins_at=now,
            latest_sha256=latest_digest(latest),
        )
        path = make_track_file(self.folder, start, latest, self._key)
        sync_folder(self.folder)
        self._close_file()
        self._file = TrackFile(path, self._key.public)
        self._writing = self._connected()

    def tidy(self, now: datetime, retention: Retention) -> Removed | None:
        """Remove the oldest closed files that are too old or too many; None when there are none.

        What is removed is signed for first, so that a file missing for another reason is found.
        """
        with self._append_lock:
            if self._is_stopped:
                raise StoreStopped(f"{self.folder} stopped after a storage error; ask again later")
            try:
                oldest = now - timedelta(seconds=retention.keep_s)
                holds_any = self._end.position > self._file.start.after
                if holds_any and self._last_recorded_at < oldest:
                    self._turn_over(now, retention)
                return self._remove(now, retention)
            except LogDamaged as damage:
                self._damage, self._is_stopped = damage, True
                raise StorageUnknown(f"{damage}") from damage
            except (sqlite3.Error, OSError) as error:
                raise StorageUnknown(f"the track in {self.folder}: {error}") from error

    def _remove(self, now: datetime, retention: Retention) -> Removed | None:
        files = self.reader.files()
        oldest = now - timedelta(seconds=retention.keep_s)
        size, why, count = self.reader.size_bytes(), "", 0
        for file in files[:-1]:
            if _recorded_at_end(file) < oldest:
                why = "age"
            elif size > retention.most_bytes:
                why = "size"
            else:
                break
            size -= file.size_bytes()
            count += 1
        if not count:
            return None
        left = files[count].start
        removed = Removed(
            track=left.track, position=left.after, hash=left.hash, removed_at=now, why=why
        )
        statement = removed_bytes(removed)
        signed = Signed(statement.decode(), self._key.sign(TRACK_REMOVED, statement))
        write_whole(self.folder / REMOVED_FILE, msgspec.json.encode(signed))
        self._finish_removal()
        return removed

    def _finish_removal(self) -> None:
        """Take away every file that was signed away, also after a crash between the two."""
        removed = self.reader.removed()
        if removed is None:
            return
        for file in self.reader.files():
            if file.start.after < removed.position and file.start.track == removed.track:
                for each in ("", "-wal", "-shm"):
                    file.path.with_name(file.path.name + each).unlink(missing_ok=True)
        sync_folder(self.folder)

    # trouble

    @property
    def is_stopped(self) -> bool:
        """Has a storage error stopped the track? `recover` starts it again."""
        return self._is_stopped

    def recover(self) -> None:
        """After a storage error: look at what is there and go on, or set it aside and begin anew.

        Raises `StorageUnknown` while the storage still fails.
        """
        with self._append_lock:
            if not self._is_stopped:
                return
            try:
                self._held.close()
                self._open_or_begin_anew()
            except (sqlite3.Error, OSError) as error:
                raise StorageUnknown(f"the track in {self.folder}: {error}") from error
            self._is_stopped = False

    def close(self) -> None:
        """Let go of the track."""
        with self._append_lock:
            self._is_stopped = True
            self._held.close()


def _recorded_at_end(file: TrackFile) -> datetime:
    last = file.last()
    return file.start.begins_at if last is None else track_record(last[4], last[0]).recorded_at


def _insert(rows: list[TrackRow], into: sqlite3.Connection) -> None:
    into.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", rows)


def _period(moment: datetime, retention: Retention) -> int:
    return milliseconds(moment) // (1000 * retention.file_s)

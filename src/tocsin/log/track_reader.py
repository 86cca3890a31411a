"""Reading a track: by position, by window of time, by subject, beside whoever writes it."""

import heapq
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from tocsin.log.failures import LogDamaged
from tocsin.log.signing import is_signed
from tocsin.log.track_file import TrackFile
from tocsin.log.track_record import (
    SET_ASIDE,
    TRACK_REMOVED,
    Removed,
    TrackRecord,
    milliseconds,
    removed_of,
    track_record,
)

TRACK = "track"
"""The folder of the track in a town's folder."""
REMOVED_FILE = "removed.json"

FIRST_MS = -(1 << 62)
LAST_MS = 1 << 62


class Signed(msgspec.Struct, frozen=True):
    """A statement as it lies in a file: its text and the town's signature over it."""

    statement: str
    signature: bytes


class TrackReader:
    """One track in a folder. Nothing is verified here: see `verify_track`."""

    def __init__(self, folder: Path, public_key: bytes) -> None:
        self.folder = folder
        self.public_key = public_key
        self._files: dict[str, TrackFile] = {}
        self._lock = threading.Lock()

    def files(self) -> list[TrackFile]:
        """The files there are, oldest first. Raises `LogDamaged`."""
        names = track_files(self.folder)
        found: list[TrackFile] = []
        with self._lock:
            for gone in self._files.keys() - set(names):
                self._files.pop(gone).close()
            for name in names:
                if name not in self._files:
                    try:
                        self._files[name] = TrackFile(self.folder / name, self.public_key)
                    except FileNotFoundError:
                        continue  # retention removed it since it was listed
                found.append(self._files[name])
        return found

    @property
    def track(self) -> str:
        """The track's own id; empty where there is none yet."""
        files = self.files()
        return files[-1].start.track if files else ""

    def removed(self) -> Removed | None:
        """Up to where retention has removed the track. Raises `LogDamaged`."""
        try:
            kept = msgspec.json.decode((self.folder / REMOVED_FILE).read_bytes(), type=Signed)
            statement = kept.statement.encode()
            if is_signed(self.public_key, TRACK_REMOVED, statement, kept.signature):
                return removed_of(statement)
        except FileNotFoundError:
            return None
        except (msgspec.DecodeError, ValueError):
            pass
        what = f"{self.folder / REMOVED_FILE} is not what the town signed"
        raise LogDamaged(0, what, SET_ASIDE)

    def head(self) -> int:
        """The position of the last observation; 0 before the first."""
        for file in reversed(self.files()):
            last = file.last()
            return file.start.after if last is None else last[0]
        return 0

    def at(self, position: int) -> TrackRecord | None:
        """The observation at a position; None where it was removed, or is not there yet."""
        for file in reversed(self.files()):
            if file.start.after < position:
                row = file.row(position)
                return None if row is None else track_record(row[4], position)
        return None

    def newest(self) -> dict[str, TrackRecord]:
        """The newest observation of each subject, by when it was observed."""
        for file in reversed(self.files()):
            return {name: track_record(body, 0) for name, body in file.newest().items()}
        return {}

    def newest_of(self, subject: str) -> TrackRecord | None:
        """The newest observation of one subject."""
        for file in reversed(self.files()):
            body = file.newest_of(subject)
            return None if body is None else track_record(body, 0)
        return None

    def observed(
        self,
        subject: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[TrackRecord]:
        """Observations made in a window of time (both ends in it), oldest first."""
        from_ms = FIRST_MS if since is None else milliseconds(since)
        to_ms = LAST_MS if until is None else milliseconds(until)
        each = [file.of(subject, from_ms, to_ms) for file in self.files()]
        return heapq.merge(*each, key=lambda record: (record.observed_at, record.position))

    def recorded(
        self,
        subject: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[TrackRecord]:
        """Observations written down in a window of time, in the order they came."""
        for file in self.files():
            after = file.start.after if since is None else _recorded_before(file, since)
            while rows := file.rows(after):
                for row in rows:
                    record = track_record(row[4], row[0])
                    if until is not None and record.recorded_at > until:
                        return
                    if subject is None or record.subject == subject:
                        yield record
                after = rows[-1][0]

    def size_bytes(self) -> int:
        """The bytes of all files, with what SQLite keeps beside them."""
        return sum(each.stat().st_size for each in self.folder.glob("*.sqlite*") if each.exists())

    def close(self) -> None:
        """Let go of every file."""
        with self._lock:
            for file in self._files.values():
                file.close()
            self._files.clear()


def track_files(folder: Path) -> list[str]:
    """Names of a track's files, in the order of the chain."""
    return sorted(each.name for each in folder.glob("*.sqlite"))


def _recorded_before(file: TrackFile, moment: datetime) -> int:
    """The last position of a file recorded before a moment: `recorded_at` never goes back."""
    low, last = file.start.after, file.last()
    high = low if last is None else last[0]
    while low < high:
        middle = (low + high + 1) // 2
        row = file.row(middle)
        if row is None:
            raise LogDamaged(middle, f"the observation is missing in {file.path}", SET_ASIDE)
        if track_record(row[4], middle).recorded_at < moment:
            low = middle
        else:
            high = middle - 1
    return low

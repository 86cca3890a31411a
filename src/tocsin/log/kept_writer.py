"""The one writer of a kept log: what SQLite and PostgreSQL have in common."""

import threading
from contextlib import ExitStack
from pathlib import Path

from tocsin.log.chain import Anchor, Head
from tocsin.log.commit import Commit, End
from tocsin.log.failures import CommandOnRecord, PositionTaken, StorageUnknown
from tocsin.log.kept import KeptReader
from tocsin.log.mark import MARK_FILE, Mark, MarkFile
from tocsin.log.opening import check_against_mark, check_index, trusted_anchor
from tocsin.log.signing import KEY_FILE, TownKey
from tocsin.log.walk import checked_end


class KeptWriter(KeptReader):
    """What a store adds to a reader: it has the town's key, knows its end and keeps the mark."""

    folder: Path

    def _check_what_is_there(self, undone_on_error: ExitStack) -> None:
        """The end of the log, checked from where trust begins and against the mark.

        Raises `LogDamaged`: nothing is served.
        """
        self._append_lock = threading.Lock()
        self._is_stopped = False
        self._key = TownKey.load(self.folder / KEY_FILE)
        anchor = trusted_anchor(self.reader, self.snapshots, self._key)
        self._end = checked_end(self.reader, anchor)
        check_index(self.reader, anchor.position)
        self._incarnation = self.reader.incarnations()[-1].incarnation
        self._mark = MarkFile(self.folder / MARK_FILE)
        undone_on_error.callback(self._mark.close)
        check_against_mark(self.reader, self._mark.mark, self._end, self._incarnation)

    def _checked_again(self) -> End:
        """The end of the log after trouble, checked from the last one known. `LogDamaged`."""
        end = checked_end(self.reader, Anchor(self._end.position, self._end.hash))
        check_against_mark(self.reader, self._mark.mark, end, self._incarnation)
        return end

    @property
    def is_stopped(self) -> bool:
        """Has a storage error stopped the store? `recover` starts it again."""
        return self._is_stopped

    def head(self) -> Head:
        return self._end.head

    def _on_record(self, commit: Commit) -> Exception:
        """Why the storage did not take a commit whose positions or command ids it has already."""
        for _, _, command_id in commit.commands:
            if self.find(command_id) is not None:
                return CommandOnRecord(command_id)
        return PositionTaken(self._end.position, self.reader.head().position)

    def save_snapshot(self, fold: str, position: int, picture: bytes) -> None:
        assert 0 <= position <= self._end.position, "a picture of what is on record"
        row = self.reader.row(position)
        hash_ = self.reader.start if row is None else row[1]
        try:
            self.snapshots.save(fold, Anchor(position, hash_), picture, self._key)
        except OSError as error:
            raise StorageUnknown(f"{error.filename}: {error.strerror}") from error

    def _tell_followers(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _as_mark(self, end: End) -> Mark:
        return Mark(end.position, end.hash, self._incarnation)

"""A picture kept warm beside a copy that another machine writes, so that a take-over is quick."""

import threading

from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.reading import latest
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import LogStore, StorageUnknown
from tocsin.operations.catalogue import fold_version
from tocsin.operations.picture import Picture

KEEP_EVERY = 50_000
"""Records between two snapshots of a standby."""


class Warm:
    """The picture of a log that grows by another hand. Safe from any thread."""

    def __init__(self, store: LogStore, archive: Archive) -> None:
        self._store = store
        self._archive = archive
        self._lock = threading.Lock()
        self._picture, self._position = latest(store, archive)
        archive.settle(self._position)
        self._kept = self._position
        self._is_closed = False

    def picture(self) -> Picture:
        """The picture at the present head; after `close`, as it was then."""
        with self._lock:
            if self._is_closed:
                return self._picture
            head = self._store.head().position
            if head != self._position:
                records = self._store.read(after=self._position, upto=head)
                self._picture = fold(records, self._picture, self._archive.take)
                self._position = head
                self._archive.settle(head)
                if head - self._kept >= KEEP_EVERY:
                    self._keep()
            return self._picture

    def close(self) -> None:
        """Keep a snapshot, from which the town opens, and let go."""
        self.picture()
        with self._lock:
            if self._is_closed:
                return
            if self._position > self._kept:
                self._keep()
            self._archive.close()
            self._is_closed = True

    def _keep(self) -> None:
        self._kept = self._position
        try:
            self._archive.keep(self._position)
            self._store.save_snapshot(fold_version(), self._position, encode(self._picture))
        except StorageUnknown:
            return  # it saves time; without room for it the town opens from its records

"""A kept log opened to read only: what SQLite and PostgreSQL have in common."""

import hashlib
import threading
from collections.abc import Iterator, Sequence
from datetime import datetime

from tocsin.log.blobs import BlobStore
from tocsin.log.chain import Head
from tocsin.log.clock import monotonic_s
from tocsin.log.failures import StoreStopped
from tocsin.log.keys import KeyStore
from tocsin.log.reader import LogReader
from tocsin.log.record import Entry, Header, Incarnation, Record, record_at
from tocsin.log.shelf import Shelf
from tocsin.log.snapshots import Snapshot, Snapshots
from tocsin.log.tables import Span

LOOK_EVERY_S = 0.02
"""How often a follower looks for what another process committed."""


class KeptReader:
    """A town opened to read only, beside whoever writes. Nothing is verified: see `verify`."""

    look_every_s = LOOK_EVERY_S

    def __init__(
        self, reader: LogReader, keys: KeyStore, snapshots: Snapshots, blobs: BlobStore
    ) -> None:
        self.reader = reader
        self.snapshots = snapshots
        self._keys = keys
        self._blobs = blobs
        self._changed = threading.Condition()

    @property
    def header(self) -> Header:
        return self.reader.header

    @property
    def incarnations(self) -> tuple[Incarnation, ...]:
        return self.reader.incarnations()

    @property
    def keys(self) -> KeyStore:
        return self._keys

    @property
    def blobs(self) -> BlobStore:
        return self._blobs

    def head(self) -> Head:
        return self.reader.head()

    def append(
        self,
        entries: Sequence[Entry],  # noqa: ARG002
        *,
        after: int,  # noqa: ARG002
        recorded_at: datetime,  # noqa: ARG002
    ) -> Head:
        raise StoreStopped(
            f"{self.reader.main.shown} is open to read only; ask the process that writes it"
        )

    def recover(self) -> Head:
        self.reader.reopen()
        self._keys.recover()
        return self.head()

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        end = self.head().position
        last = end if upto is None else min(upto, end)
        for batch in self.reader.bodies(max(after, 0), last):
            for position, body in batch:
                yield record_at(body, position)

    def follow(self, after: int, wait_s: float) -> Iterator[Record]:
        until_s = monotonic_s() + wait_s
        while True:
            for record in self.read(after):
                yield record
                after = record.position
                until_s = monotonic_s() + wait_s
            with self._changed:
                if self._end_now() > after:
                    continue
                left_s = until_s - monotonic_s()
                if left_s <= 0:
                    return
                self._changed.wait(min(left_s, self.look_every_s))

    def _end_now(self) -> int:
        """Where the log ends now; asked at each beat of a follower."""
        return self.head().position

    def find(self, command_id: str) -> Span | None:
        return self.reader.find_all((command_id,)).get(command_id)

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        return self.reader.find_all(command_ids)

    def position_at(self, recorded_at: datetime) -> int:
        low, high = 0, self.head().position
        while low < high:
            middle = (low + high + 1) // 2
            if record_at(self.reader.body(middle), middle).recorded_at <= recorded_at:
                low = middle
            else:
                high = middle - 1
        return low

    def save_snapshot(
        self,
        fold: str,  # noqa: ARG002
        position: int,  # noqa: ARG002
        picture: bytes,  # noqa: ARG002
    ) -> None:
        raise StoreStopped(
            f"{self.reader.main.shown} is open to read only; whoever writes keeps snapshots"
        )

    def load_snapshot(self, fold: str) -> Snapshot | None:
        head = self.head().position
        for snapshot in self.snapshots.newest(fold):
            if snapshot.position <= head and self.reader.holds(snapshot.position, snapshot.hash):
                return snapshot
        return None

    def carried_balance(self) -> bytes | None:
        """The picture carried from the closed segments; None while all records are in one file."""
        return self.reader.carried_balance()

    def life(self) -> bytes:
        """A digest of who this log is and which lives it had: another one is another log."""
        main = self.reader.main
        stored = (*main.signed_header(), *(body for _, body, _ in main.incarnations()))
        return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in stored)).digest()

    def warm(self) -> None:
        """Have at hand what looking at the town needs, for when the storage goes away.

        Raises `StorageUnknown`.
        """

    def shelf(self) -> Shelf | None:
        """The shelf that is kept with the log; None where one lies in the town's folder."""
        return None

    def close(self) -> None:
        self._keys.close()
        self.reader.close()

"""The one contract that every store keeps; `tests/log/test_store_contract.py` holds them to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from tocsin.log.blobs import BlobStore
from tocsin.log.chain import Head
from tocsin.log.keys import KeyStore
from tocsin.log.record import Entry, Header, Incarnation, Record
from tocsin.log.snapshots import Snapshot
from tocsin.log.tables import Span


class LogStore(Protocol):
    """One town's log: many readers, one writer, one order. Safe from any thread."""

    @property
    def header(self) -> Header: ...

    @property
    def incarnations(self) -> tuple[Incarnation, ...]:
        """Every life of the log, the present one last."""

    @property
    def keys(self) -> KeyStore:
        """The content keys that go with this log. `append` makes new ones durable first."""

    @property
    def blobs(self) -> BlobStore:
        """The attachments that go with this log."""

    def head(self) -> Head:
        """The end of what is durable."""

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        """Add one commit of records, durable when this returns.

        Entries of one command stand side by side; no command is ever appended to twice.
        `recorded_at` (aware UTC) does not go back. Raises `PositionTaken` when the log has moved
        past `after`, `CommandOnRecord`, `StorageUnknown` when the storage failed (the store then
        stops), `StoreStopped` when it had stopped before.
        """

    def recover(self) -> Head:
        """Accept again after a storage error; nothing to do when all is well.

        Looks at what the storage really holds: the head may have moved by the append that was
        unknown. Raises `StorageUnknown` while the storage still fails, `LogDamaged`.
        """

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        """Records after one position up to another (the head as of now), in order."""

    def follow(self, after: int, wait_s: float) -> Iterator[Record]:
        """Records after a position as they come; ends after `wait_s` seconds without news."""

    def find(self, command_id: str) -> Span | None:
        """First and last position of the records a command led to; None when not on record."""

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        """The same for many commands; without those that are not on record."""

    def position_at(self, recorded_at: datetime) -> int:
        """The last position recorded at or before a moment; 0 before the first."""

    def save_snapshot(self, fold: str, position: int, picture: bytes) -> None:
        """Keep the picture that `fold` (a version) makes of the records up to `position`."""

    def load_snapshot(self, fold: str) -> Snapshot | None:
        """The newest sound picture of this fold that agrees with the chain."""

    def close(self) -> None: ...

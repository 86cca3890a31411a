"""A log in memory, under the same contract as the kept ones: for tests, drills and what-if."""

import threading
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime

from tocsin.log.blobs import MemoryBlobs
from tocsin.log.chain import Head, genesis
from tocsin.log.clock import Clock, Entropy, monotonic_s
from tocsin.log.commit import End, make_commit
from tocsin.log.failures import CommandOnRecord, PositionTaken
from tocsin.log.founding import new_header, signed_header
from tocsin.log.keys import MemoryKeys
from tocsin.log.record import Entry, Header, Incarnation, Record, first_incarnation, record_of
from tocsin.log.signing import TownKey
from tocsin.log.snapshots import KEPT_PER_FOLD, Snapshot, checked_fold
from tocsin.log.tables import Span
from tocsin.terms.kinds import LogKind


class MemoryStore:
    """A `LogStore` that is gone with its process."""

    def __init__(self, header: Header, key: TownKey, clock: Clock, entropy: Entropy) -> None:
        self._header = header
        self._key = key
        self._changed = threading.Condition()
        self._bodies: list[bytes] = []
        self._hashes: list[bytes] = []
        self._times: list[datetime] = []
        self._commands: dict[str, tuple[int, int]] = {}
        self._snapshots: dict[str, list[Snapshot]] = {}
        body, signature = signed_header(header, key)
        self._start = genesis(body)
        self._end = End(0, self._start, signature, b"", header.created_at)
        self._keys = MemoryKeys(header.jurisdiction, clock, entropy)
        self._blobs = MemoryBlobs(self._keys)

    @classmethod
    def create(
        cls, *, name: str, code: str, clock: Clock, entropy: Entropy, kind: LogKind = LogKind.actual
    ) -> "MemoryStore":
        """A new, empty log."""
        key = TownKey.drawn(entropy)
        header = new_header(name=name, code=code, kind=kind, key=key, clock=clock, entropy=entropy)
        return cls(header, key, clock, entropy)

    @property
    def header(self) -> Header:
        return self._header

    @property
    def incarnations(self) -> tuple[Incarnation, ...]:
        return (first_incarnation(self._header, self._start),)

    @property
    def keys(self) -> MemoryKeys:
        return self._keys

    @property
    def blobs(self) -> MemoryBlobs:
        return self._blobs

    def head(self) -> Head:
        return self._end.head

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        with self._changed:
            if after != self._end.position:
                raise PositionTaken(after, self._end.position)
            commit = make_commit(self._end, entries, recorded_at, self._key)
            for _, _, command_id in commit.commands:
                if command_id in self._commands:
                    raise CommandOnRecord(command_id)
            for _, hash_, body, _ in commit.rows:
                self._bodies.append(body)
                self._hashes.append(hash_)
                self._times.append(recorded_at)
            self._commands.update((name, (first, last)) for first, last, name in commit.commands)
            self._end = commit.end
            self._changed.notify_all()
            return commit.end.head

    def recover(self) -> Head:
        return self.head()

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Record]:
        end = self._end.position
        last = end if upto is None else min(upto, end)
        return (record_of(self._bodies[index]) for index in range(max(after, 0), last))

    def follow(self, after: int, wait_s: float) -> Iterator[Record]:
        until_s = monotonic_s() + wait_s
        while True:
            for record in self.read(after):
                yield record
                after = record.position
                until_s = monotonic_s() + wait_s
            with self._changed:
                left_s = until_s - monotonic_s()
                if self._end.position <= after and not self._changed.wait(max(0.0, left_s)):
                    return

    def find(self, command_id: str) -> Span | None:
        return self._commands.get(command_id)

    def find_all(self, command_ids: Sequence[str]) -> dict[str, Span]:
        return {each: self._commands[each] for each in command_ids if each in self._commands}

    def position_at(self, recorded_at: datetime) -> int:
        return bisect_right(self._times, recorded_at)

    def save_snapshot(self, fold: str, position: int, picture: bytes) -> None:
        assert 0 <= position <= self._end.position, "a picture of what is on record"
        hash_ = self._hashes[position - 1] if position else self._start
        kept = self._snapshots.setdefault(checked_fold(fold), [])
        kept.append(Snapshot(position, hash_, picture))
        kept.sort()
        del kept[:-KEPT_PER_FOLD]

    def load_snapshot(self, fold: str) -> Snapshot | None:
        kept = self._snapshots.get(fold)
        return kept[-1] if kept else None

    def close(self) -> None:
        """Nothing to let go of."""

"""A town under load with its log in PostgreSQL: many askers, a ledger of acknowledgements.


    python -m tests.faults.postgres_appender TOWN FIRST honest|early|lazy

It goes on when its database went away and came back, asking again with the same ids. `early`
acknowledges commits before it makes them; `lazy` switches synchronous_commit off.
"""

import itertools
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.log.makings import entry
from tocsin.log import Committer, Entry, Head, StorageUnknown, SystemClock, SystemEntropy
from tocsin.log.postgres.store import PostgresStore

ASKERS = 64


class EarlyStore(PostgresStore):
    """Acknowledges at once, and makes the commits when a few are owed."""

    owed: list[tuple[Sequence[Entry], int, datetime]]

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        self.owed = [*getattr(self, "owed", []), (entries, after, recorded_at)]
        if len(self.owed) == 16:
            for earlier, position, at in self.owed:
                super().append(earlier, after=position, recorded_at=at)
            self.owed = []
        return Head(after + len(entries), b"", b"")


class LazyStore(PostgresStore):
    """Believes a commit that is not on the disk."""

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        self.writing.alone("SET synchronous_commit = off")
        return super().append(entries, after=after, recorded_at=recorded_at)


def main(town: Path, first: int, kind: str) -> None:
    """Append until killed, telling each acknowledged command's id."""
    stores = {"honest": PostgresStore, "early": EarlyStore, "lazy": LazyStore}
    clock = SystemClock()
    store = stores[kind](town, clock, SystemEntropy())
    tell = threading.Lock()
    position = store.head().position

    def step(batch: Sequence[int]) -> list[int | Exception]:
        nonlocal position
        while True:
            try:
                if kind == "honest":
                    position = store.recover().position
                    batch_left = [each for each in batch if store.find(f"c-{each}") is None]
                else:
                    batch_left = list(batch)
                if batch_left:
                    entries = [entry(number) for number in batch_left]
                    head = store.append(entries, after=position, recorded_at=clock.now())
                    position = head.position
                return list(batch)
            except StorageUnknown:
                threading.Event().wait(0.02)

    committer: Committer[int, int] = Committer(step)

    def ask(who: int) -> None:
        for turn in itertools.count():
            number = first + who + ASKERS * turn
            committer.submit(number).result()
            with tell:
                sys.stdout.write(f"c-{number}\n")
                sys.stdout.flush()

    for who in range(ASKERS):
        threading.Thread(target=ask, args=(who,), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])

"""A town under load, to be killed: many askers, one ledger of what was acknowledged, on stdout.

    python -m tests.faults.appender TOWN FIRST honest|early

`early` is the sabotaged store: it acknowledges commits before it makes them.
"""

import itertools
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from tests.log.makings import entry
from tocsin.log import Committer, Entry, Head, SystemClock, SystemEntropy
from tocsin.log.sqlite import SqliteStore

ASKERS = 64


class EarlyStore(SqliteStore):
    """Acknowledges at once, and makes the commits when a few are owed."""

    owed: list[tuple[Sequence[Entry], int, datetime]]

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        self.owed = [*getattr(self, "owed", []), (entries, after, recorded_at)]
        if len(self.owed) == 16:
            for earlier, position, at in self.owed:
                super().append(earlier, after=position, recorded_at=at)
            self.owed = []
        return Head(after + len(entries), b"", b"")


def main(town: Path, first: int, kind: str) -> None:
    """Append until killed, telling each acknowledged command's id."""
    stores = {"honest": SqliteStore, "early": EarlyStore}
    clock = SystemClock()
    store = stores[kind](town, clock, SystemEntropy())
    tell = threading.Lock()
    position = store.head().position

    def step(batch: Sequence[int]) -> list[int | Exception]:
        nonlocal position
        entries = [entry(number) for number in batch]
        position = store.append(entries, after=position, recorded_at=clock.now()).position
        return list(batch)

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

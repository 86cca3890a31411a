"""The log in PostgreSQL beside the log in a folder: appends, followers, verify, in the same run.

    python -m benchmarks.peer_postgres [--quick]

Each rate is measured for four seconds (one with --quick), on a server of its own with its defaults,
reached over a socket of the same machine: a network between them comes on top of every commit.
Prints one JSON object.
"""

import json
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from benchmarks.measuring import asked
from benchmarks.p05_verify import entry
from tests.database import served
from tocsin.log import LogStore, SystemClock, SystemEntropy, create_store, open_store, verify
from tocsin.log.address import address_of
from tocsin.log.moving import move_to_database
from tocsin.log.postgres.store import PostgresStore, reader_at

START = datetime(2026, 1, 1, tzinfo=UTC)
GAP_S = 0.004
FOLLOWED = 400


class Appending:
    """Appends at the end of a store, each entry with an id of its own."""

    def __init__(self, store: LogStore) -> None:
        self.store = store
        self.clock = SystemClock()
        self._numbers = count(store.head().position)

    def append(self, each: int) -> None:
        """One commit of so many entries."""
        self.store.append(
            [entry(next(self._numbers)) for _ in range(each)],
            after=self.store.head().position,
            recorded_at=self.clock.now(),
        )

    def per_s(self, each: int, seconds: float) -> float:
        """Entries appended a second."""
        began_s, done = time.perf_counter(), 0
        while (took_s := time.perf_counter() - began_s) < seconds:
            self.append(each)
            done += each
        return done / took_s


def followed_ms(appending: Appending, reader: LogStore) -> dict[str, float]:
    """From the return of an append to the record in a follower's hands, in milliseconds."""
    returned_s: dict[int, float] = {}
    arrived_s: dict[int, float] = {}
    first = appending.store.head().position
    ready = threading.Event()

    def follow() -> None:
        ready.set()
        for record in reader.follow(first, 5.0):
            arrived_s[record.position] = time.perf_counter()
            if record.position == first + FOLLOWED:
                return

    follower = threading.Thread(target=follow)
    follower.start()
    ready.wait()
    time.sleep(0.3)
    for _ in range(FOLLOWED):
        appending.append(1)
        returned_s[appending.store.head().position] = time.perf_counter()
        time.sleep(GAP_S)
    follower.join()
    waits = sorted(max(0.0, (arrived_s[at] - told_s) * 1000) for at, told_s in returned_s.items())
    return {
        "p50_ms": round(statistics.median(waits), 2),
        "p99_ms": round(waits[int(len(waits) * 0.99)], 2),
    }


def found_us(store: LogStore) -> float:
    """Microseconds to learn that an id was never asked."""
    began_s = time.perf_counter()
    for number in range(1000):
        assert store.find(f"never-{number}") is None
    return (time.perf_counter() - began_s) * 1000


def measured(
    store: LogStore, open_reader: Callable[[], LogStore], seconds: float
) -> dict[str, object]:
    """All of it for one store."""
    appending = Appending(store)
    one, many = appending.per_s(1, seconds), appending.per_s(512, seconds)
    with closing(open_reader()) as reader:
        follow = followed_ms(appending, reader)
    return {
        "one_by_one_per_s": round(one),
        "by_512_per_s": round(many),
        "find_us": round(found_us(store), 1),
        "follow": follow,
        "records": store.head().position,
    }


def in_folder(folder: Path, seconds: float) -> dict[str, object]:
    """SQLite, synchronous=FULL."""
    with closing(create_store(folder, name="Bench", code="BM")) as store:
        found = measured(store, lambda: open_store(folder, False), seconds)
    return {**found, "verify_per_s": verify(folder).events_per_s}


def in_database(folder: Path, database: str, seconds: float) -> dict[str, object]:
    """PostgreSQL, synchronous_commit=on."""
    clock, entropy = SystemClock(), SystemEntropy()
    create_store(folder, name="Bench", code="BM").close()
    address = address_of(database)
    move_to_database(folder, address)
    with closing(PostgresStore(folder, clock, entropy)) as store:
        found = measured(store, lambda: reader_at(address, clock, entropy), seconds)
    began_s = time.perf_counter()
    PostgresStore(folder, clock, entropy).close()
    opening_s = time.perf_counter() - began_s
    return {
        **found,
        "verify_per_s": verify(folder).events_per_s,
        "opening_s": round(opening_s, 2),
    }


def main() -> None:
    seconds = 1.0 if asked("The log in PostgreSQL beside the log in a folder.").quick else 4.0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        found = {"folder": in_folder(folder / "folder", seconds)}
        for server in served():
            database = server.emptied("bench")
            found["database"] = in_database(folder / "database", database, seconds)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

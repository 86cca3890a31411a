"""Beside the PyPI library `eventsourcing` on SQLite: appending and replaying, in the same run.

The same machine, the same disk, the same payload bytes (of a synthetic town's records). Both keep
WAL with `synchronous=FULL`, the peer's by SQLite's default; what its connection says is printed.
Ours also chains, signs and seals; the peer does not.
"""

import sqlite3
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

from benchmarks.measuring import asked, scratch, table, timed
from benchmarks.synthetic import ACTOR, CODE, START, Scale, make_town
from tocsin.app.wiring import opened
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.log import Entry, Record, SeededEntropy, SimulatedClock, create_store, open_store
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import RegisterPerson

TEXT = "second entrance is from the yard, the gate is open"
BATCH = 512


class Matter(Aggregate):
    """The peer's aggregate: something that is remarked upon."""

    def __init__(self) -> None:
        self.remarks = 0

    @event("Remarked")
    def remark(self, text: str) -> None:
        self.remarks += len(text) > 0


def peer_recorder(path: Path) -> tuple[SQLiteApplicationRecorder, SQLiteDatastore]:
    datastore = SQLiteDatastore(str(path))
    recorder = SQLiteApplicationRecorder(datastore)
    recorder.create_table()
    return recorder, datastore


def settings_of(datastore: SQLiteDatastore) -> str:
    with datastore.transaction(commit=False) as cursor:
        cursor.execute("PRAGMA journal_mode")
        journal = cursor.fetchone()[0]
        cursor.execute("PRAGMA synchronous")
        level = ("OFF", "NORMAL", "FULL", "EXTRA")[cursor.fetchone()[0]]
    return f"journal_mode={journal}, synchronous={level}"


def stored_events(records: Sequence[Record]) -> list[StoredEvent]:
    """Our records as the peer keeps events: fifty to an aggregate, the same payload bytes."""
    found: list[StoredEvent] = []
    originator: UUID = uuid5(NAMESPACE_URL, "none")
    for number, record in enumerate(records):
        if number % 50 == 0:
            originator = uuid5(NAMESPACE_URL, f"matter/{number}")
        found.append(
            StoredEvent(originator, number % 50 + 1, f"topic:{record.name}", bytes(record.payload))
        )
    return found


def entries(records: Sequence[Record], turn: str) -> list[Entry]:
    return [
        Entry(
            name=each.name,
            payload=each.payload,
            occurred_at=each.occurred_at,
            command_id=f"{turn}/{each.position}",
            actor=each.actor,
        )
        for each in records
    ]


def in_turn(work: Callable[[int, int], object], count: int, batch: int) -> float:
    """Events a second when `work` handles them a batch at a time."""

    def all_of_them() -> None:
        for first in range(0, count, batch):
            work(first, min(first + batch, count))

    return count / timed(all_of_them)[1]


def appends(folder: Path, records: Sequence[Record], batch: int) -> tuple[float, float]:
    """(ours, theirs) a second into a store, a batch to a commit."""
    theirs = stored_events(records)
    recorder, datastore = peer_recorder(folder / f"peer-{batch}.sqlite")
    peer = in_turn(lambda a, b: recorder.insert_events(theirs[a:b]), len(theirs), batch)
    datastore.close()
    clock = SimulatedClock(START)
    ours = entries(records, f"b{batch}")
    with closing(
        create_store(
            folder / f"own-{batch}", name="Own", code=CODE, clock=clock, entropy=SeededEntropy(1)
        )
    ) as store:
        own = in_turn(
            lambda a, b: store.append(ours[a:b], after=a, recorded_at=START), len(ours), batch
        )
    return own, peer


def by_clients(clients: int, each: int, ask: Callable[[int, int], None]) -> float:
    """Commands a second when so many clients ask at once, each one command after the other."""

    def client(who: int) -> None:
        for number in range(each):
            ask(who, number)

    def all_of_them() -> None:
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(client, range(clients)))

    return clients * each / timed(all_of_them)[1]


def commands(folder: Path, clients: int, each: int) -> tuple[float, float]:
    """(ours, theirs) a second for whole commands. The peer's aggregates stay in memory."""
    app = Application[UUID](
        env={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(folder / f"peer-app-{clients}.sqlite"),
            "SQLITE_LOCK_TIMEOUT": "60",
        }
    )
    matters = [Matter() for _ in range(clients)]
    app.save(*matters)

    def remark(who: int, _number: int) -> None:
        matters[who].remark(TEXT)
        app.save(matters[who])

    peer = by_clients(clients, each, remark)
    app.close()
    home = folder / f"own-app-{clients}"
    make_town(home, Scale(120, 1, 10))
    with opened(home, SimulatedClock(START)) as town:
        desk = RegisterPerson(id=ACTOR, handle="desk", roles=("dispatcher",))
        made = town.submit(Order(command=desk, command_id="desk", actor=f"{CODE}-p-first"))
        assert isinstance(made, Accepted), made

        def order(who: int, number: int) -> None:
            command = AddRemark(subject=f"unit/{CODE}-U{who % 10}", text=TEXT)
            name = f"{who}/{number}"
            outcome = town.submit(Order(command=command, command_id=name, actor=ACTOR))
            assert isinstance(outcome, Accepted), outcome

        own = by_clients(clients, each, order)
    return own, peer


def replays(folder: Path, events: int) -> tuple[float, float]:
    """(ours, theirs) events a second from the file to state."""
    app = Application[UUID](
        env={
            "PERSISTENCE_MODULE": "eventsourcing.sqlite",
            "SQLITE_DBNAME": str(folder / "peer-replay.sqlite"),
        }
    )
    made: list[UUID] = []
    for _ in range(events // 50):
        matter = Matter()
        for _ in range(49):
            matter.remark(TEXT)
        app.save(matter)
        made.append(matter.id)

    def peer() -> None:
        for each in made:
            found: Matter = app.repository.get(each)
            assert found.remarks == 49

    theirs = 50 * len(made) / timed(peer)[1]
    app.close()
    with closing(open_store(folder / "made", False)) as store:
        ours = store.head().position / timed(lambda: fold(store.read()))[1]
    return ours, theirs


def main() -> None:
    is_quick = asked(__doc__ or "").quick
    events, singly, count = (5_000, 500, 200) if is_quick else (50_000, 5_000, 3_000)
    rows: list[tuple[str, float, float, float]] = []
    with scratch() as folder:
        make_town(folder / "made", Scale(events, 500, 100))
        with closing(open_store(folder / "made", False)) as store:
            records = list(store.read(after=500))
        _, datastore = peer_recorder(folder / "peer-settings.sqlite")
        said = settings_of(datastore)
        datastore.close()
        for name, (own, peer) in (
            ("append, 1 event a commit", appends(folder, records[:singly], 1)),
            (f"append, {BATCH} events a commit", appends(folder, records, BATCH)),
            ("whole command, 1 client", commands(folder, 1, count)),
            ("whole command, 64 clients", commands(folder, 64, count // 30)),
            ("replay from file to state", replays(folder, events)),
        ):
            rows.append((name, own, peer, own / peer))
    print(f"eventsourcing {version('eventsourcing')}: {said}; SQLite {sqlite3.sqlite_version}")
    table("Beside eventsourcing, a second", ("what", "tocsin", "peer", "ratio"), rows)


if __name__ == "__main__":
    main()

"""What tests of the log are made of: entries without meaning, a morning, a town in a folder."""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tocsin.log import Entry, LogStore, SeededEntropy, SimulatedClock, SqliteStore, create_store
from tocsin.log.address import address_of
from tocsin.log.moving import move_to_database
from tocsin.log.postgres.store import PostgresStore

MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def entry(number: int, command_id: str | None = None, **payload: object) -> Entry:
    """Entry `number`; its command is `c-<number>` unless told."""
    return Entry(
        name="thing_noted.1",
        payload=msgspec.Raw(msgspec.json.encode({"number": number, **payload})),
        occurred_at=MORNING,
        command_id=command_id or f"c-{number}",
        actor="o-17",
    )


def append(store: LogStore, *numbers: int) -> None:
    """One commit of these entries at the log's end."""
    append_entries(store, [entry(number) for number in numbers])


def append_entries(store: LogStore, entries: Iterable[Entry]) -> None:
    """One commit at the log's end, recorded in the morning."""
    store.append(list(entries), after=store.head().position, recorded_at=MORNING)


def numbers(store: LogStore, after: int = 0, upto: int | None = None) -> list[int]:
    """The numbers of the entries on record."""
    return [msgspec.json.decode(record.payload)["number"] for record in store.read(after, upto)]


def clock() -> SimulatedClock:
    """A clock that stands at the morning."""
    return SimulatedClock(MORNING)


def founded(folder: Path, seed: int = 1) -> SqliteStore:
    """A new town, the same for the same seed."""
    return create_store(
        folder, name="Harbour", code="HB", clock=clock(), entropy=SeededEntropy(seed)
    )


def town_of(folder: Path, commits: int, each: int = 1) -> Path:
    """A closed town with so many commits of so many records, numbered from 1."""
    with_store = founded(folder)
    number = 0
    for _ in range(commits):
        append(with_store, *range(number + 1, number + each + 1))
        number += each
    with_store.close()
    return folder


def moved(folder: Path, database: str, seed: int = 1) -> PostgresStore:
    """A new town as `founded` makes it, with its log in a database."""
    founded(folder, seed).close()
    move_to_database(folder, address_of(database))
    return PostgresStore(folder, clock(), SeededEntropy(seed + 1))

"""Running towns for tests: in memory or in a folder, with a chief, two engines and an ambulance."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tocsin.app.wiring import FIRST_ROLES, found, opened
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.log import (
    Clock,
    Entry,
    Head,
    LogStore,
    MemoryShelf,
    MemoryStore,
    Record,
    SeededEntropy,
    Shelf,
    SimulatedClock,
    StorageUnknown,
    StoreStopped,
)
from tocsin.log.signing import TownKey
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind

SEAL = TownKey.drawn(SeededEntropy(7))
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CHIEF = "PE-p-first"
E1, E2, A1 = "PE-E1", "PE-E2", "PE-A1"

FIRE = OpenIncident(
    type="fire.structure",
    place=GivenPlace(words="Quay Street 7"),
    priority=Priority.urgent,
    summary="smoke from the upper window",
)
UNITS: tuple[Command, ...] = (
    RegisterUnit(call_sign="E1", kind="engine"),
    RegisterUnit(call_sign="E2", kind="engine"),
    RegisterUnit(call_sign="A1", kind="ambulance"),
)


def morning(after_s: int = 0) -> datetime:
    """So many seconds after eight on an invented morning."""
    return MORNING + timedelta(seconds=after_s)


def clock() -> SimulatedClock:
    """A clock that stands at eight and moves only when told."""
    return SimulatedClock(MORNING)


def order(command: Command, command_id: str, **envelope: object) -> Order:
    """An order of the chief, unless told otherwise."""
    fields: dict[str, object] = {"actor": CHIEF, **envelope}
    return Order(command=command, command_id=command_id, **fields)  # type: ignore[arg-type]


def done(town: Town, command: Command, command_id: str, **envelope: object) -> Accepted:
    """The answer to an order that must be granted."""
    outcome = town.submit(order(command, command_id, **envelope))
    assert isinstance(outcome, Accepted), outcome
    return outcome


def fire(town: Town, command_id: str = "fire", **envelope: object) -> str:
    """A structure fire is opened; answers the id that the town gave it."""
    return done(town, FIRE, command_id, **envelope).subjects[0]


def denied(town: Town, command: Command, command_id: str, **envelope: object) -> Denied:
    """The answer to an order that must be refused."""
    outcome = town.submit(order(command, command_id, **envelope))
    assert isinstance(outcome, Denied), outcome
    return outcome


def furnish(town: Town) -> None:
    """The units of the town."""
    for number, command in enumerate(UNITS):
        done(town, command, f"furnish/{number}")


def in_memory(store: LogStore | None = None, shelf: Shelf | None = None) -> Town:
    """A furnished town in memory; on a store that has records it is simply running again."""
    time = clock()
    if store is None:
        store = memory_store(time)
    town = Town(store, time, Archive(shelf or MemoryShelf()), b"the key of numbers", SEAL)
    if town.position == 0:
        roles = tuple(map(str, FIRST_ROLES))
        first = RegisterPerson(id=CHIEF, handle="chief", roles=roles)
        done(town, first, "founding/0", actor="system/founder")
        furnish(town)
    return town


def memory_store(time: Clock) -> MemoryStore:
    """An empty log in memory."""
    return MemoryStore.create(name="Port Ellery", code="PE", clock=time, entropy=SeededEntropy(1))


def founded(folder: Path, time: Clock | None = None) -> Path:
    """A furnished town in a folder, closed again."""
    time = time or clock()
    found(
        folder,
        name="Port Ellery",
        code="PE",
        kind=LogKind.actual,
        clock=time,
        entropy=SeededEntropy(1),
    )
    with opened(folder, time) as town:
        furnish(town)
    return folder


@contextmanager
def furnished(folder: Path, time: Clock | None = None) -> Iterator[Town]:
    """A furnished town in a new folder, open."""
    time = time or clock()
    with opened(founded(folder, time), time) as town:
        yield town


def records(town: Town, after: int = 0) -> list[Record]:
    """What is on record after a position."""
    return list(town.store.read(after=after))


class FaultyStore:
    """A log that keeps the contract of `LogStore` and whose storage fails when told.

    `breaks(kept=…)`: the next append fails, having kept its records or not, and the storage stays
    down until `mended`.
    """

    def __init__(self, inside: LogStore) -> None:
        self._inside = inside
        self._kept: bool | None = None
        self._is_down = False
        self._is_stopped = False
        self._head = inside.head()
        self.attempts = 0

    def breaks(self, *, kept: bool) -> None:
        self._kept = kept

    def mended(self) -> None:
        self._kept, self._is_down = None, False

    def head(self) -> Head:
        return self._head

    def append(self, entries: Sequence[Entry], *, after: int, recorded_at: datetime) -> Head:
        self.attempts += 1
        if self._is_stopped:
            raise StoreStopped("stopped after a storage error")
        if self._kept is not None:
            if self._kept:
                self._inside.append(entries, after=after, recorded_at=recorded_at)
            self._is_down = self._is_stopped = True
            raise StorageUnknown("no space left on device")
        self._head = self._inside.append(entries, after=after, recorded_at=recorded_at)
        return self._head

    def recover(self) -> Head:
        if self._is_down:
            raise StorageUnknown("no space left on device")
        self._is_stopped = False
        self._head = self._inside.recover()
        return self._head

    def __getattr__(self, name: str) -> object:
        return getattr(self._inside, name)


__all__ = [
    "A1",
    "CHIEF",
    "E1",
    "E2",
    "FIRE",
    "MORNING",
    "FaultyStore",
    "Outcome",
    "clock",
    "denied",
    "done",
    "fire",
    "founded",
    "furnished",
    "in_memory",
    "memory_store",
    "morning",
    "order",
    "records",
]

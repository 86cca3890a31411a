"""A town of any size for benchmarks, made by real orders: what is decided here is what a town
decides.

Calls come in, wait their turn, are worked by two units each, are closed and go to the archive, so
that at any time so many incidents are open. The records are appended in large commits, past the
town's own committer, because here only the result counts.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from tocsin.app.wiring import found
from tocsin.geo.places import Point
from tocsin.jurisdiction.fold import READER, fold
from tocsin.log import Entry, LogStore, Record, Sealer, SeededEntropy, SimulatedClock, open_store
from tocsin.operations.attaching import ReportAttached
from tocsin.operations.catalogue import NAMES, decide
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    GivenPlace,
    OpenIncident,
    SetPriority,
)
from tocsin.operations.intake import NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.narrative import AddRemark
from tocsin.operations.officers import PersonRegistered
from tocsin.operations.orders import Command, Context, Event, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Priority
from tocsin.terms.kinds import LogKind
from tocsin.terms.words import Words

CODE = "BM"
START = datetime(2026, 1, 5, 0, 0, tzinfo=UTC)
COMMIT = 512
ACTOR = f"{CODE}-p-dispatch"


class Scale(msgspec.Struct, frozen=True):
    """How large the town is to be."""

    events: int
    open_incidents: int = 4_000
    units: int = 400
    persons: int = 0


class Recorder:
    """Decides orders on a draft and appends what follows from them, `COMMIT` records at a time."""

    def __init__(self, store: LogStore, clock: SimulatedClock, commit: int = COMMIT) -> None:
        self._store = store
        self._clock = clock
        self._commit = commit
        self._sealer = Sealer(store.keys)
        self.draft = fold(store.read()).drafted()
        self.position = store.head().position
        self._entries: list[Entry] = []

    def order(self, asked: Command | Event) -> None:
        """Grant one order (a refusal is a bug of the benchmark), or record one fact."""
        name = f"made/{self.position + 1}"
        now = self._clock.now()
        context = Context(
            code=CODE, now=now, occurred_at=now, command_id=name, actor=ACTOR, number_key=b"made"
        )
        events = [asked] if isinstance(asked, Event) else decide(asked, self.draft, context)
        assert not isinstance(events, Refused), events
        for event in events:
            payload = self._sealer.encode(event)
            entry = Entry(
                name=NAMES[type(event)],
                payload=msgspec.Raw(payload),
                occurred_at=now,
                command_id=name,
                actor=ACTOR,
            )
            self._entries.append(entry)
            self.position += 1
            self.draft = READER.fold(
                self.draft, entry.name, payload, Record.of(entry, self.position, now)
            )
        if len(self._entries) >= self._commit:
            self.commit()

    def commit(self) -> None:
        """Append what is waiting."""
        if self._entries:
            after = self.position - len(self._entries)
            self._store.append(self._entries, after=after, recorded_at=self._clock.now())
            self._entries = []


def orders_of(scale: Scale, start: int) -> Iterator[Command | Event]:
    """Orders without end: the register, the calls that stay open, then one call in, one call done.

    Persons and attached reports come as facts: deciding them looks through all the others.
    """
    for number in range(scale.units):
        kind = ("engine", "ambulance", "patrol", "ladder")[number % 4]
        yield RegisterUnit(call_sign=f"U{number}", kind=kind)
    for number in range(scale.persons):
        person = f"{CODE}-p-{number}"
        name = Words(f"person/{person}", f"Corwin Alderby {number}")
        yield PersonRegistered(person=person, name=name, handle=f"{number}")
    first, last = start, start
    while last - first < scale.open_incidents:
        yield from _call_in(last)
        last += 1
    while True:
        yield from _call_in(last)
        last += 1
        pair = [f"{CODE}-U{(2 * first + each) % scale.units}" for each in (0, 1)]
        yield from _worked(first, pair)
        first += 1


def _call_in(number: int) -> Iterable[Command | Event]:
    report, incident = f"{CODE}-r-{number}", f"{CODE}-i-{number}"
    kind = ("medical.breathing", "fire.structure", "public.disturbance")[number % 3]
    point = Point(47_000_000 + number * 7919 % 90_000, -20_000_000 + number * 104_729 % 90_000)
    place = GivenPlace(
        words=f"Quay Street {number % 90}", point=point, uncertainty_m=30, areas={"quarter": "Old"}
    )
    yield ReceiveReport(channel="call", id=report)  # type: ignore[arg-type]
    yield NoteWhat(report=report, words="somebody fell on the quay steps, the hip hurts", type=kind)
    yield NoteWhere(report=report, place=place)
    yield OpenIncident(
        id=incident, type=kind, place=place, priority=Priority(number % 4 + 1), summary="a fall"
    )
    yield ReportAttached(report=report, incident=incident)


def _worked(number: int, units: list[str]) -> Iterable[Command]:
    incident = f"{CODE}-i-{number}"
    for unit in units:
        yield DispatchUnit(unit=unit, incident=incident)
    yield SetPriority(incident=incident, priority=Priority((number + 1) % 4 + 1))
    for unit in units:
        yield ReportEnRoute(unit=unit)
    yield AddRemark(subject=f"incident/{incident}", text="second entrance is from the yard")
    for unit in units:
        yield ReportOnScene(unit=unit)
    for unit in units:
        yield ClearUnit(unit=unit)
    yield CloseIncident(incident=incident, disposition="completed")
    yield ArchiveIncident(incident=incident)


def founded(folder: Path) -> SimulatedClock:
    """A new town in this folder; answers the clock it runs by."""
    clock = SimulatedClock(START)
    found(
        folder,
        name="Benchmark",
        code=CODE,
        kind=LogKind.test,
        clock=clock,
        entropy=SeededEntropy(1),
    )
    return clock


def make_town(folder: Path, scale: Scale, commit: int = COMMIT) -> Picture:
    """Found a town in `folder` and let it live until it has so many events; answers its picture."""
    clock = founded(folder)
    with closing(open_store(folder, True, clock, SeededEntropy(2))) as store:
        recorder = Recorder(store, clock, commit)
        live(recorder, clock, orders_of(scale, 0), scale.events)
        return recorder.draft.settled()


def live(
    recorder: Recorder, clock: SimulatedClock, orders: Iterator[Command | Event], upto: int
) -> None:
    """Give orders, one a second, until the log has `upto` records."""
    while recorder.position < upto:
        recorder.order(next(orders))
        clock.advance(1)
    recorder.commit()


def remove_snapshots(folder: Path) -> None:
    """As after an upgrade: the next start folds everything."""
    for path in (folder / "snapshots").glob("*.snapshot"):
        path.unlink()

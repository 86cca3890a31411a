"""A busy morning in an invented town, played on the real system in simulated time.

Callers call, a simulated call taker takes it down, crews drive and report, and a simulated
dispatcher
sends what nobody sent. All of it goes in as orders like anybody's, so a person can act beside it.
"""

from bisect import insort
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

import msgspec

from tocsin.exercises.calls import Call, calls
from tocsin.exercises.chance import Chance
from tocsin.exercises.invented import invented_town
from tocsin.exercises.responders import Cast, crew_orders, dispatcher_orders
from tocsin.exercises.setting import Setting, register
from tocsin.jurisdiction.orders import Accepted, Denied, Order, Outcome
from tocsin.jurisdiction.town import Town
from tocsin.operations.attaching import AttachReport, OpenFromReport
from tocsin.operations.intake import NoteWhat, NoteWhere, ReceiveReport
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.terms.codes import Channel

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
"""When an invented morning begins."""
STEP_S = 5
"""Simulated seconds between two looks at the picture."""


class StagedClock(Protocol):
    """A clock that whoever plays moves on; the town records by it."""

    def now(self) -> datetime: ...

    def advance(self, seconds: float) -> None: ...


class Plan(msgspec.Struct, frozen=True):
    """How the morning is to be: its seed, its length, and whether every third call waits for a
    person.
    """

    seed: int = 7
    hours: float = 3.0
    calls_per_hour: float = 16.0
    leaves_some_to_people: bool = True
    patience_s: int = 120
    """Simulated seconds that a call left to the person waits before the simulated dispatcher
    acts.
    """


class Morning:
    """One playing of a plan on a town. `advance` plays up to a moment; nothing happens in
    between.
    """

    def __init__(self, town: Town, clock: StagedClock, plan: Plan, setting: Setting) -> None:
        self._town = town
        self._clock = clock
        self._plan = plan
        self._setting = setting
        self._chance = Chance(plan.seed)
        self._waiting = calls(self._chance, setting, START, plan.hours, plan.calls_per_hour)
        self._talking: list[tuple[datetime, str, Call, str]] = []
        self._opened: dict[str, str] = {}
        self._cast = Cast(
            self._chance,
            {},
            f"{setting.code}-p-crews",
            f"{setting.code}-p-dispatch",
            setting.hospital,
        )
        self.refusals = 0

    @property
    def ends_at(self) -> datetime:
        """When the last call has come; crews go on working after that."""
        return START + timedelta(hours=self._plan.hours)

    def prepare(self, setting: Setting) -> None:
        """Put stations, units and the simulated people on the register."""
        people = (
            RegisterPerson(id=self._cast.crew_actor, handle="sim-crews", roles=("dispatcher",)),
            RegisterPerson(
                id=self._cast.dispatcher_actor,
                handle="sim-dispatch",
                roles=("call_taker", "dispatcher"),
            ),
        )
        orders = [*people, *register(setting)]
        first = f"{setting.code}-p-first"
        outcomes = self._town.submit_all(
            Order(command=command, command_id=f"prepare/{number}", actor=first)
            for number, command in enumerate(orders)
        )
        for outcome in outcomes:
            assert isinstance(outcome, Accepted), outcome

    def advance(self, until: datetime) -> None:
        """Play up to a moment (aware UTC) in steps of five simulated seconds."""
        while self._clock.now() + timedelta(seconds=STEP_S) <= until:
            self._clock.advance(STEP_S)
            self._step(self._clock.now())

    def _step(self, now: datetime) -> None:
        while self._waiting and self._waiting[0].at <= now:
            self._answer(self._waiting.pop(0))
        while self._talking and self._talking[0][0] <= now:
            self._enter(*self._talking.pop(0))
        self._submit(crew_orders(self._cast, self._town.picture, now))
        hands_off = frozenset(self._left_to_people(now))
        self._submit(
            dispatcher_orders(self._cast, self._town.picture, now, left_to_people=hands_off)
        )
        self._town.tick(now)

    def _left_to_people(self, now: datetime) -> Iterator[str]:
        """Every third incident waits a while for the person at the board."""
        if not self._plan.leaves_some_to_people:
            return
        patience = timedelta(seconds=self._plan.patience_s)
        for incident, call in self._cast.by_incident.items():
            found = self._town.picture.incidents.get(incident)
            if found is None or found.responses or now >= found.opened_at + patience:
                continue
            if self._chance.whole("left", call.id, low=0, high=2) == 0:
                yield incident

    def _answer(self, call: Call) -> None:
        """The call taker answers and writes down what is said; where it is takes a while longer."""
        received = self._order(call, call.at, "received", ReceiveReport(channel=Channel.call))
        if not isinstance(received, Accepted):
            return
        report = received.subjects[0]
        what = NoteWhat(
            report=report, words=call.words, type=call.kind.type, priority=call.kind.priority
        )
        self._order(call, call.at, "what", what)
        entered_at = call.at + timedelta(
            seconds=self._chance.whole("entry", call.id, low=20, high=90)
        )
        insort(self._talking, (entered_at, call.id, call, report), key=lambda each: each[:2])

    def _enter(self, at: datetime, _name: str, call: Call, report: str) -> None:
        """Where it is has been said too: the report gets its incident, or joins a known one."""
        place = self._setting.place(call.door)
        self._order(call, at, "where", NoteWhere(report=report, place=place))
        known = self._opened.get(call.repeats or "")
        if known is not None and known in self._town.picture.incidents:
            self._order(call, at, "attached", AttachReport(report=report, incident=known))
            return
        opened = self._order(call, at, "opened", OpenFromReport(report=report))
        if isinstance(opened, Denied) and opened.refused.code == "likely_the_same":
            # The call taker has looked at what is near, and asked: it is another matter.
            near = tuple(opened.refused.parameters["incidents"].split(", "))
            again = OpenFromReport(report=report, not_same_as=near)
            opened = self._order(call, at, "opened all the same", again)
        if isinstance(opened, Accepted):
            incident = next(s for s in opened.subjects if s in self._town.picture.incidents)
            self._opened[call.id] = incident
            self._cast.by_incident[incident] = call

    def _order(self, call: Call, at: datetime, step: str, command: Command) -> Outcome:
        outcome = self._town.submit(
            Order(
                command=command,
                command_id=f"simulated/{call.id}/{step}",
                actor=self._cast.dispatcher_actor,
                occurred_at=at,
            )
        )
        self.refusals += not isinstance(outcome, Accepted)
        return outcome

    def _submit(self, orders: list[Order]) -> None:
        for outcome in self._town.submit_all(orders):
            self.refusals += not isinstance(outcome, Accepted)


def setting_of(plan: Plan) -> Setting:
    """The invented town of a plan's seed, for whoever has no ground."""
    return invented_town(Chance(plan.seed))


__all__ = ["START", "Morning", "Plan", "setting_of"]

"""Real orders in any order, asked again at any time, across restarts: granted once, one picture.

A dispatcher's day as a state machine. After every step: no unit works in two places, none is free
and committed at once, and the picture is what a replay of the log gives.
"""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.jurisdiction.towns import UNITS, clock, in_memory, memory_store, order
from tocsin.jurisdiction.orders import Accepted, Order, Outcome
from tocsin.jurisdiction.snapshots import encode
from tocsin.log import LogStore, SimulatedClock
from tocsin.operations.dispatch import (
    CancelUnit,
    DispatchUnit,
    DivertUnit,
    PreemptUnit,
    ReassignUnit,
    SelfAttach,
)
from tocsin.operations.incident import (
    ArchiveIncident,
    CloseIncident,
    OpenIncident,
    ReopenIncident,
    SetPriority,
)
from tocsin.operations.merging import MergeIncidents, SeparateIncidents
from tocsin.operations.orders import Command
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import (
    ClearUnit,
    ReportAtHospital,
    ReportEnRoute,
    ReportOnScene,
    ReportTransporting,
)
from tocsin.operations.units import ReturnToService, TakeOutOfService
from tocsin.terms.codes import ASSIGNED, Priority

pytestmark = pytest.mark.full

UNIT = st.sampled_from(["PE-E1", "PE-E2", "PE-A1"])
MOVES = st.sampled_from([DivertUnit, PreemptUnit, ReassignUnit])
REPORTS = st.sampled_from([ReportEnRoute, ReportOnScene, ReportAtHospital, ClearUnit])


class Day(RuleBasedStateMachine):
    """One town; `known` are the incidents it has had."""

    known = Bundle("known")

    def __init__(self) -> None:
        super().__init__()
        self.store = self.new_store()
        self.town = in_memory(self.store)
        self.asked = 0
        self.answers: list[tuple[Order, Outcome]] = []

    def new_store(self) -> LogStore:
        return memory_store(clock())

    def give(self, command: Command, late_s: int = 0) -> Outcome:
        """One order under an id of its own; what it did to older pictures is looked at too."""
        self.asked += 1
        time = self.town.clock
        assert isinstance(time, SimulatedClock)
        time.advance(7)
        asked = order(command, f"c-{self.asked}")
        if late_s:
            asked = msgspec.structs.replace(
                asked, occurred_at=time.now() - timedelta(seconds=late_s)
            )
        before, bytes_before = self.town.picture, encode(self.town.picture)
        outcome = self.town.submit(asked)
        assert encode(before) == bytes_before, "a decision changed the picture it was given"
        self.answers.append((asked, outcome))
        return outcome

    @rule(target=known, priority=st.none() | st.sampled_from(list(Priority)))
    def call(self, priority: Priority | None) -> object:
        outcome = self.give(OpenIncident(type="fire.structure", priority=priority))
        return outcome.subjects[0] if isinstance(outcome, Accepted) else multiple()

    @rule(unit=UNIT, incident=known, late_s=st.sampled_from([0, 0, 30]))
    def send(self, unit: str, incident: str, late_s: int) -> None:
        self.give(DispatchUnit(unit=unit, incident=incident), late_s)

    @rule(unit=UNIT, kind=REPORTS, late_s=st.sampled_from([0, 0, 0, 20]))
    def report(self, unit: str, kind: type[ClearUnit], late_s: int) -> None:
        self.give(kind(unit=unit), late_s)

    @rule(unit=UNIT)
    def transport(self, unit: str) -> None:
        self.give(ReportTransporting(unit=unit, destination="clinic"))

    @rule(unit=UNIT, incident=known, kind=MOVES)
    def move(self, unit: str, incident: str, kind: type[ReassignUnit]) -> None:
        self.give(kind(unit=unit, incident=incident, reason="needed there"))

    @rule(unit=UNIT)
    def call_off(self, unit: str) -> None:
        self.give(CancelUnit(unit=unit, reason="not needed"))

    @rule(unit=UNIT, incident=known)
    def come_upon(self, unit: str, incident: str) -> None:
        self.give(SelfAttach(unit=unit, incident=incident))

    @rule(unit=UNIT, incident=known)
    def stack(self, unit: str, incident: str) -> None:
        self.give(StackAssignment(unit=unit, incident=incident))

    @rule(unit=UNIT, is_out=st.booleans())
    def service(self, unit: str, is_out: bool) -> None:
        out = TakeOutOfService(unit=unit, reason="mechanical")
        self.give(out if is_out else ReturnToService(unit=unit))

    @rule(incident=known, priority=st.sampled_from(list(Priority)))
    def prioritise(self, incident: str, priority: Priority) -> None:
        self.give(SetPriority(incident=incident, priority=priority))

    @rule(incident=known)
    def close(self, incident: str) -> None:
        self.give(CloseIncident(incident=incident, disposition="out"))

    @rule(incident=known)
    def reopen(self, incident: str) -> None:
        self.give(ReopenIncident(incident=incident, reason="smoke again"))

    @rule(incident=known)
    def archive(self, incident: str) -> None:
        self.give(ArchiveIncident(incident=incident))

    @rule(one=known, other=known)
    def merge(self, one: str, other: str) -> None:
        self.give(MergeIncidents(survivor=one, absorbed=other, reason="the same fire"))

    @rule(incident=known)
    def separate(self, incident: str) -> None:
        self.give(SeparateIncidents(absorbed=incident, reason="two fires after all"))

    @precondition(lambda self: self.answers)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """Any earlier id: the same answer, and nothing more on record."""
        asked, answer = data.draw(st.sampled_from(self.answers))
        position, picture = self.town.position, self.town.picture
        again = self.town.submit(asked)
        if isinstance(answer, Accepted):
            answer = msgspec.structs.replace(answer, is_repeat=True)
        assert again == answer
        assert (self.town.position, self.town.picture) == (position, picture)

    @rule()
    def restart(self) -> None:
        lived, now = encode(self.town.picture), self.town.clock.now()
        self.town.close()
        self.town = in_memory(self.store)
        self.town.clock.not_before(now)
        assert encode(self.town.picture) == lived

    @invariant()
    def a_unit_works_in_one_place_and_the_incident_says_the_same(self) -> None:
        picture = self.town.picture
        working: dict[str, list[str]] = {}
        for incident in picture.incidents.values():
            for unit in incident.units:
                working.setdefault(unit, []).append(incident.id)
        for each in picture.units.values():
            there = working.get(each.id, [])
            assert there == ([] if each.incident is None else [each.incident]), each
            assert (each.status in ASSIGNED) == (each.incident is not None), each

    def teardown(self) -> None:
        assert encode(self.town.picture_at()) == encode(self.town.picture)
        self.town.close()


class Forgetful:
    """A store that looks no command id up: the negative control."""

    def __init__(self, inside: LogStore) -> None:
        self._inside = inside

    def find_all(self, _command_ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        self._inside._commands.clear()  # type: ignore[attr-defined]
        return {}

    def __getattr__(self, name: str) -> object:
        return getattr(self._inside, name)


class ForgetfulDay(Day):
    def new_store(self) -> LogStore:
        return Forgetful(memory_store(clock()))  # type: ignore[return-value]


TestDay = Day.TestCase
TestDay.settings = settings(stateful_step_count=30)


@pytest.mark.control
def test_a_town_that_looks_no_id_up_is_found_out() -> None:
    looking = settings(phases=[Phase.generate], max_examples=50, database=None, deadline=None)
    with pytest.raises((AssertionError, ExceptionGroup)):
        run_state_machine_as_test(ForgetfulDay, settings=looking)


def test_the_day_has_every_unit_it_speaks_of() -> None:
    with in_memory() as town:
        assert len(town.picture.units) == len(UNITS)

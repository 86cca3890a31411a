"""A schedule under any order of closings, holds, days and restarts, with and without the archive.

Nothing is destroyed before its time or without an order that its class needs; nothing that is held
is destroyed; everything due and not held is, once the clock has nothing more to say.
"""

from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.jurisdiction.towns import CHIEF, MORNING, SEAL, done, memory_store
from tocsin.app.wiring import FIRST_ROLES
from tocsin.jurisdiction.archive import Archive
from tocsin.jurisdiction.town import Town
from tocsin.log import MemoryShelf, SimulatedClock
from tocsin.operations import destruction
from tocsin.operations.destruction import DisposeRecords
from tocsin.operations.holds import LiftLegalHold, PlaceLegalHold
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.leaps import ConfirmClock
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Finished
from tocsin.operations.picture.retention import Covered, DisposalBy
from tocsin.operations.retention import AdoptRetentionSchedule, ClassOfRecords
from tocsin.terms.codes import ForgetGround

pytestmark = pytest.mark.full

KEPT = {"fire.alarm": 10, "medical.fall": 20}
"""Days, by type; a third type is of no class."""
TYPES = (*KEPT, "police.noise")
BY_PERSON = "medical.fall"
FEW = 2
"""Records that go at once, so that a destruction takes several steps."""


def schedule() -> AdoptRetentionSchedule:
    return AdoptRetentionSchedule(
        classes=tuple(
            ClassOfRecords(
                name=type_,
                covers=Covered.incident,
                keep_days=days,
                ground=ForgetGround.no_longer_needed,
                authority="Records Act",
                disposal=DisposalBy.person if type_ == BY_PERSON else DisposalBy.clock,
                types=(type_,),
            )
            for type_, days in KEPT.items()
        )
    )


class Kept(RuleBasedStateMachine):
    """One town in memory, and what must have become of each of its incidents."""

    def __init__(self) -> None:
        super().__init__()
        self.patches = [
            patch("tocsin.operations.destruction.AT_ONCE", FEW),
            patch("tocsin.jurisdiction.disposing.AT_ONCE", FEW),
        ]
        for each in self.patches:
            each.start()
        self.time = SimulatedClock(MORNING)
        self.store, self.shelf = memory_store(self.time), MemoryShelf()
        self.number = 0
        self.seen: set[str] = set()
        self.is_in_doubt = False
        self.over: dict[str, tuple[datetime, str]] = {}
        self.held: dict[str, str] = {}
        self.ordered_at: datetime | None = None
        self.begin()
        roles = tuple(map(str, FIRST_ROLES))
        self.give(RegisterPerson(id=CHIEF, handle="chief", roles=roles), actor="system/founder")
        self.give(schedule())

    def begin(self) -> None:
        self.town = Town(self.store, self.time, Archive(self.shelf), b"the key of numbers", SEAL)

    def give(self, command: object, actor: str = CHIEF) -> tuple[str, ...]:
        self.number += 1
        return done(self.town, command, f"n{self.number}", actor=actor).subjects  # type: ignore[arg-type]

    def teardown(self) -> None:
        self.town.close()
        for each in self.patches:
            each.stop()

    @property
    def readable(self) -> set[str]:
        return {each for each in self.over if self.town.store.keys.holds(f"incident/{each}")}

    def is_due(self, incident: str, at: datetime) -> bool:
        closed_at, type_ = self.over[incident]
        return type_ in KEPT and closed_at + timedelta(days=KEPT[type_]) <= at

    @rule(type_=st.sampled_from(TYPES))
    def close_one(self, type_: str) -> None:
        (incident, *_) = self.give(OpenIncident(type=type_, summary="words"))
        self.give(CloseIncident(incident=incident, disposition="out"))
        self.over[incident] = self.time.now(), type_

    @precondition(lambda self: self.readable)
    @rule(which=st.integers(0, 99))
    def hold(self, which: int) -> None:
        free = sorted(self.readable - set(self.held))
        if free:
            incident = free[which % len(free)]
            self.give(PlaceLegalHold(subject=f"incident/{incident}", reason="claim"))
            holds = self.town.picture.legal_holds.values()
            self.held[incident] = next(h.id for h in holds if h.subject == f"incident/{incident}")

    @precondition(lambda self: self.held)
    @rule(which=st.integers(0, 99))
    def lift(self, which: int) -> None:
        incident = sorted(self.held)[which % len(self.held)]
        self.give(LiftLegalHold(hold=self.held.pop(incident), reason="settled"))

    @precondition(lambda self: self.ordered_at is None)
    @rule()
    def order(self) -> None:
        self.confirm()
        self.give(DisposeRecords(record_class=BY_PERSON))
        self.ordered_at = self.time.now()

    @rule(days=st.integers(0, 12))
    def days_go_by(self, days: int) -> None:
        self.time.set(self.time.now() + timedelta(days=days))

    @rule(days=st.integers(31, 4_000))
    def the_clock_leaps(self, days: int) -> None:
        self.days_go_by(days)
        self.is_in_doubt = True

    @rule()
    def confirm(self) -> None:
        """A person says that the date is right, whatever it is."""
        self.give(ConfirmClock())
        self.is_in_doubt = False

    @rule()
    def one_step(self) -> None:
        self.town.tick()

    @rule(keeps_archive=st.booleans(), saves=st.booleans())
    def restart(self, keeps_archive: bool, saves: bool) -> None:
        if saves:
            self.town.save_snapshot()
        self.town._committer.close()
        if not keeps_archive:
            self.shelf = MemoryShelf()
        self.begin()

    @rule()
    def kill_before_the_keys_go(self) -> None:
        self.town._destroy_keys = lambda: None  # type: ignore[method-assign]
        self.town.tick()
        self.restart(keeps_archive=True, saves=False)

    @rule()
    def until_nothing_more_is_due(self) -> None:
        self.confirm()
        until = self.time.now()
        self.hear()
        for _ in range(4):
            self.time.advance(6 * 3600)
            self.hear()
        left = [
            each
            for each in self.readable - set(self.held)
            if self.over[each][1] != BY_PERSON and self.is_due(each, until)
        ]
        if until >= MORNING + timedelta(days=2):
            assert left == [], f"due and not destroyed: {left}"
        if self.ordered_at is not None:
            at, self.ordered_at = self.ordered_at, None
            left = [
                each
                for each in self.readable - set(self.held)
                if self.over[each][1] == BY_PERSON and self.is_due(each, at)
            ]
            assert left == [], f"ordered and not destroyed: {left}"

    def hear(self) -> None:
        for _ in range(200):
            if not self.town.tick():
                self.nothing_goes_by_the_clock_unannounced_or_after_a_leap()
                return
        raise AssertionError("the clock goes on and on")

    @invariant()
    def nothing_goes_by_the_clock_unannounced_or_after_a_leap(self) -> None:
        gone = {each for each in self.seen - self.readable if self.over[each][1] != BY_PERSON}
        self.seen = self.readable
        assert not (gone and self.is_in_doubt), f"nobody said that the date is right: {gone}"
        runs = self.town.picture.destructions.values()
        for each in gone:
            announced = [
                run.begun_at
                for run in runs
                if run.record_class.name == self.over[each][1] and self.is_due(each, run.begun_at)
            ]
            assert announced, f"not announced: {each}"
            assert min(announced) + timedelta(days=1) <= self.time.now(), f"no day's notice: {each}"

    @invariant()
    def nothing_goes_before_its_time(self) -> None:
        early = [
            each
            for each in set(self.over) - self.readable
            if not self.is_due(each, self.time.now())
        ]
        assert early == [], f"destroyed early: {early}"

    @invariant()
    def nothing_held_goes(self) -> None:
        gone = set(self.held) - self.readable
        assert not gone, f"held and destroyed: {gone}"


def test_records_go_when_their_time_is_over_and_not_before() -> None:
    examples = max(10, settings().max_examples // 8)
    run_state_machine_as_test(
        Kept, settings=settings(stateful_step_count=30, max_examples=examples)
    )


def some_days(law: Kept) -> None:
    """What the law does by chance, in one order that it often takes: a hold, and days."""
    try:
        law.close_one("fire.alarm")
        law.close_one("fire.alarm")
        law.hold(0)
        for _ in range(4):
            law.days_go_by(4)
            law.until_nothing_more_is_due()
            law.nothing_goes_before_its_time()
            law.nothing_held_goes()
    finally:
        law.teardown()


def a_leap(law: Kept) -> None:
    """A young record, and a clock that goes a year ahead."""
    try:
        law.close_one("fire.alarm")
        law.days_go_by(3)
        law.hear()
        law.the_clock_leaps(400)
        law.hear()
    finally:
        law.teardown()


def test_control_a_leap_is_not_followed() -> None:
    a_leap(Kept())


def test_control_a_town_that_keeps_to_the_schedule_is_not_caught() -> None:
    some_days(Kept())


@pytest.mark.parametrize(
    ("sabotaged", "by", "told"),
    [
        ("due_at", lambda matter, _class: matter.over_at + timedelta(days=2), "announced|early"),
        ("kept_by", lambda _picture: {}, "held and destroyed"),
        ("NOTICE_S", 0, "no day's notice"),
    ],
)
def test_control_a_clock_that_does_not_keep_to_the_schedule_is_caught(
    sabotaged: str, by: object, told: str
) -> None:
    def everything(archive: Archive, _kind: str, type_: str, _at: datetime) -> list[Finished]:
        return [each for each in archive.finished() if each.type == type_]

    with (
        patch.object(destruction, sabotaged, by),
        patch("tocsin.jurisdiction.archive.Archive.over_by", everything),
        pytest.raises(AssertionError, match=told),
    ):
        some_days(Kept())


def test_control_a_clock_that_does_not_mind_a_leap_is_caught() -> None:
    with (
        patch("tocsin.operations.leaps.FARTHEST", timedelta(days=4_000)),
        patch.object(destruction, "NOTICE_S", 0),
        pytest.raises(AssertionError, match="nobody said"),
    ):
        a_leap(Kept())


def test_control_a_clock_that_never_looks_is_caught() -> None:
    with (
        patch("tocsin.jurisdiction.disposing.DisposalClock.due", lambda *_asked: None),
        pytest.raises(AssertionError, match="not destroyed"),
    ):
        some_days(Kept())

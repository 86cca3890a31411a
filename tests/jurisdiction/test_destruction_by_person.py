"""What a person orders, holds or says of what was kept long enough, beside what the clock does."""

from pathlib import Path

import msgspec
import pytest

from tests.jurisdiction.aged import (
    adopt,
    heard,
    is_readable,
    jumped,
    lived,
    over,
    record_class,
    ticked,
)
from tests.jurisdiction.towns import CHIEF, FIRE, MORNING, clock, denied, done, founded
from tocsin.app.wiring import opened
from tocsin.jurisdiction.finished import place_of
from tocsin.jurisdiction.orders import Order
from tocsin.operations.destruction import DestroyDue, DisposeRecords
from tocsin.operations.groups import FormGroup, SendNotice
from tocsin.operations.holds import LiftLegalHold, PlaceLegalHold
from tocsin.operations.leaps import ConfirmClock, NoticeLeap, leap_of
from tocsin.operations.officers import DeactivatePerson, ReactivatePerson, RegisterPerson
from tocsin.operations.orders import Finished, Old
from tocsin.operations.picture.retention import Covered, DisposalBy

replace = msgspec.structs.replace


def test_what_a_hold_keeps_stays_and_is_on_the_certificate_and_goes_when_it_is_lifted(
    tmp_path: Path,
) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        held, other = over(town, time, "held"), over(town, time, "other")
        ticked(town, time, 2)
        placed = PlaceLegalHold(subject=f"incident/{held}", reason="claim")
        done(town, placed, "hold")
        ticked(town, time, 31)
        assert (is_readable(town, held), is_readable(town, other)) == (True, False)
        (run,) = town.picture.destructions.values()
        (hold,) = town.picture.legal_holds
        assert [(each.subject, each.hold) for each in run.kept] == [(f"incident/{held}", hold)]
        assert run.kept_count == 1
        done(town, LiftLegalHold(hold=hold, reason="settled"), "lift")
        ticked(town, time, 0)
        assert not is_readable(town, held)


def test_a_class_that_waits_for_a_person_goes_by_one_order_and_only_what_was_due_then(
    tmp_path: Path,
) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30, disposal=DisposalBy.person))
        old = over(town, time, "old")
        ticked(town, time, 10)
        young = over(town, time, "young")
        ticked(town, time, 22)
        assert is_readable(town, old)
        done(town, DisposeRecords(record_class="all"), "dispose")
        ticked(town, time, 0)
        assert (is_readable(town, old), is_readable(town, young)) == (False, True)
        ticked(town, time, 365)
        assert is_readable(town, young)
        (run,) = town.picture.destructions.values()
        assert (run.by, run.records) == (CHIEF, 1)


def test_no_order_can_bring_along_what_is_old(tmp_path: Path) -> None:
    """Nobody but the clock may, and what is said beside the order is the archive's word."""
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "young")
        ticked(town, time, 3)
        by_chief = denied(town, DestroyDue(record_class="all"), "by chief")
        assert by_chief.refused.code == "role_may_not"
        lie = Old(
            (Finished(f"incident/{incident}", "fire", MORNING, (f"incident/{incident}",)),), True
        )
        told = Order(
            command=DestroyDue(record_class="all"), command_id="lie", actor="system/clock", old=lie
        )
        town.submit(told)
        assert is_readable(town, incident)


def test_what_is_worked_on_again_under_an_old_name_is_not_touched(tmp_path: Path) -> None:
    """An archive of another life says that something is old which is open here."""
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        gone = over(town, time, "gone")
        ticked(town, time, 3)
        open_one = done(town, FIRE, "open").subjects[0]
        short = next(town.archive.finished())
        town.archive._shelf.put(
            place_of(replace(short, subject=f"incident/{open_one}")),
            msgspec.msgpack.encode(replace(short, subject=f"incident/{open_one}")),
        )
        town.archive._shelf.settle(town.position)
        ticked(town, time, 40)
        assert not is_readable(town, gone)
        assert is_readable(town, open_one)


def test_a_persons_order_does_not_wait_for_the_notice_of_the_clock(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        lived(town, time, 31)
        done(town, DisposeRecords(record_class="all"), "at once")
        heard(town)
        assert not is_readable(town, incident)
        runs = sorted(town.picture.destructions.values(), key=lambda each: each.first)
        assert [(each.by, each.records) for each in runs] == [("system/clock", 0), (CHIEF, 1)]
        assert all(each.ended_at is not None for each in runs)


def test_after_a_leap_a_person_says_that_the_date_is_right_and_the_clock_goes_on(
    tmp_path: Path,
) -> None:
    """A town that had a rest of two months: its record is due, and there is a notice first."""
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 40))
        incident = over(town, time, "a")
        ticked(town, time, 3)
        since = time.now()
        jumped(town, time, 60)
        leap = leap_of(town.picture)
        assert leap is not None
        assert (leap.since, leap.until) == (since, time.now())
        refused = denied(town, DisposeRecords(record_class="all"), "too early").refused
        assert refused.code == "clock_not_confirmed"
        assert denied(town, NoticeLeap(since=since), "no").refused.code == "role_may_not"
        adopt(town, record_class("all", 41))
        assert leap_of(town.picture) is not None, "another schedule does not confirm a date"
    with opened(folder, time) as town:
        ticked(town, time, 3)
        assert len(town.picture.destructions) == 0
        done(town, ConfirmClock(), "right")
        heard(town)
        assert is_readable(town, incident)
        ticked(town, time, 0)
        assert not is_readable(town, incident)


def test_a_leap_stops_what_the_clock_began_and_not_what_a_person_ordered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("operations.destruction", "jurisdiction.disposing"):
        monkeypatch.setattr(f"tocsin.{module}.AT_ONCE", 1)
    left = {}
    for disposal in DisposalBy:
        time = clock()
        with opened(founded(tmp_path / disposal, time), time) as town:
            adopt(town, record_class("all", 25, disposal=disposal))
            incidents = [over(town, time, name) for name in "abc"]
            lived(town, time, 26)
            if disposal is DisposalBy.person:
                done(town, DisposeRecords(record_class="all"), "order")
            else:
                for _ in range(3):
                    lived(town, time, 0.25)
                time.advance(0.25 * 86_400)
            town.destroy_due()
            jumped(town, time, 365)
            left[disposal] = sum(is_readable(town, each) for each in incidents)
    assert left == {DisposalBy.clock: 2, DisposalBy.person: 0}


def test_officers_who_left_and_notices_go_and_who_came_back_stays(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(
            town,
            record_class("staff", 730, covers=Covered.person),
            record_class("notices", 90, covers=Covered.notice),
        )
        for name in ("PE-p-2", "PE-p-3", "PE-p-4"):
            done(town, RegisterPerson(id=name, name="Marisol Quay", roles=("crew",)), name)
        group = FormGroup(name="watch", kind="watch", areas=("quay",), coordinators=("PE-p-4",))
        done(town, group, "group")
        (inbox,) = town.picture.groups
        done(town, SendNotice(inbox=inbox, text="the sluice is shut"), "notice")
        (notice,) = town.picture.notices
        for person in ("PE-p-2", "PE-p-3"):
            done(town, DeactivatePerson(person=person, reason="left"), f"leave/{person}")
        ticked(town, time, 91)
        assert not town.store.keys.holds(f"notice/{notice}")
        done(town, ReactivatePerson(person="PE-p-3"), "back")
        ticked(town, time, 700)
        left, back, never = (
            town.picture.people.get(each) for each in ("PE-p-2", "PE-p-3", "PE-p-4")
        )
        assert left is not None
        assert (left.is_forgotten, left.name) == (True, None)
        assert back is not None
        assert town.store.keys.holds("person/PE-p-3")
        assert never is not None
        assert not never.is_forgotten

"""What was kept long enough is destroyed, a part at a time; what is held, younger or of no class
stays, wherever the town is cut down and begun again.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.jurisdiction.towns import CHIEF, FIRE, MORNING, clock, denied, done, founded, records
from tocsin.app.facts import json_of
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.finished import place_of
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.orders import Order
from tocsin.jurisdiction.snapshots import decode
from tocsin.jurisdiction.town import Town
from tocsin.log import LogDamaged, SimulatedClock, StorageUnknown
from tocsin.log.backup import backup
from tocsin.log.verify import verify
from tocsin.operations.attaching import AttachReport, DetachReport, OpenFromReport
from tocsin.operations.catalogue import fold_version
from tocsin.operations.destruction import DestroyDue, DisposeRecords, not_before
from tocsin.operations.groups import FormGroup, SendNotice
from tocsin.operations.holds import LiftLegalHold, PlaceLegalHold
from tocsin.operations.incident import CloseIncident, OpenIncident
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.involved import InvolvePerson
from tocsin.operations.leaps import ConfirmClock, NoticeLeap, leap_of
from tocsin.operations.officers import DeactivatePerson, ReactivatePerson, RegisterPerson
from tocsin.operations.orders import Finished, Old
from tocsin.operations.picture import KINDS
from tocsin.operations.picture.retention import Covered, DisposalBy
from tocsin.operations.retention import AdoptRetentionSchedule, ClassOfRecords
from tocsin.terms.codes import Channel, ForgetGround
from tocsin.views.retention_page import retention_page

replace = msgspec.structs.replace
GROUND = ForgetGround.no_longer_needed
DAY = timedelta(days=1)


def record_class(name: str, keep_days: int, **fields: object) -> ClassOfRecords:
    """A class of incidents by the clock, unless told otherwise."""
    given: dict[str, object] = {
        "covers": Covered.incident,
        "ground": GROUND,
        "authority": "Records Act 12 §3",
        "disposal": DisposalBy.clock,
        **fields,
    }
    return ClassOfRecords(name=name, keep_days=keep_days, **given)  # type: ignore[arg-type]


def adopt(town: Town, *classes: ClassOfRecords) -> None:
    """In place of what was adopted before."""
    before = town.picture.retention.get("schedule")
    version = 0 if before is None else before.version
    command = AdoptRetentionSchedule(classes=classes, after=version)
    done(town, command, f"adopt/{version}")


def over(town: Town, time: SimulatedClock, name: str, **fields: object) -> str:
    """An incident with words, a named patient and an end."""
    given = {"type": "fire.structure", "summary": f"words of {name}", **fields}
    incident = done(town, OpenIncident(**given), f"open/{name}").subjects[0]  # type: ignore[arg-type]
    patient = InvolvePerson(incident=incident, role="patient", name=f"patient of {name}")
    done(town, patient, f"patient/{name}")
    time.advance(60)
    done(town, CloseIncident(incident=incident, disposition="out"), f"close/{name}")
    return incident


def heard(town: Town) -> None:
    """The clock is heard until it has nothing more to say."""
    for _ in range(60):
        if not town.tick():
            return
    raise AssertionError("the clock goes on and on")


def lived(town: Town, time: SimulatedClock, days: float) -> None:
    """Time goes by in a town that lives: an order now and then, and the clock is heard."""
    end = time.now() + days * DAY
    while time.now() < end:
        time.set(min(end, time.now() + 20 * DAY))
        denied(town, DisposeRecords(record_class="nothing"), f"life/{time.now()}")
    heard(town)


def ticked(town: Town, time: SimulatedClock, days: float) -> None:
    """Time goes by, and what is announced then gets its day."""
    lived(town, time, days)
    for _ in range(4):
        if any(each.ended_at is None for each in town.picture.destructions.values()):
            lived(town, time, 0.25)


def jumped(town: Town, time: SimulatedClock, days: float) -> None:
    """The machine's clock goes ahead in one go, and is heard there."""
    time.set(time.now() + days * DAY)
    heard(town)


def is_readable(town: Town, incident: str) -> bool:
    """Whether the key of an incident is there."""
    return town.store.keys.holds(f"incident/{incident}")


def test_without_a_schedule_nothing_is_ever_destroyed(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        incident = over(town, time, "a")
        jumped(town, time, 2)
        jumped(town, time, 40_000)
        assert is_readable(town, incident)
        assert len(town.picture.destructions) == 0


def test_seven_years_go_by(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(
            town,
            record_class("alarms", 365, types=("fire.alarm",)),
            record_class("fires", 7 * 365, types=("fire",)),
        )
        alarm = over(town, time, "alarm", type="fire.alarm")
        fire = over(town, time, "fire")
        fall = over(town, time, "fall", type="medical.fall")
        readable = []
        for _ in range(8):
            ticked(town, time, 366)
            readable.append([is_readable(town, each) for each in (alarm, fire, fall)])
    assert readable == [[False, True, True]] * 6 + [[False, False, True]] * 2
    with reading(folder) as seen:
        named = {each.record_class.name: each for each in seen.picture.destructions.values()}
        assert {name: each.records for name, each in named.items()} == {"alarms": 1, "fires": 1}
        assert named["fires"].keys == 2, "its own and its patient's"
        assert named["fires"].by == "system/clock"
        assert named["fires"].ended_at is not None
        assert [each.subject for each in seen.finished()] == [f"incident/{fall}"]


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


def test_the_clock_waits_a_day_after_a_schedule_is_adopted(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        incident = over(town, time, "a")
        ticked(town, time, 60)
        adopt(town, record_class("all", 30))
        ticked(town, time, 0.9)
        assert is_readable(town, incident)
        adopt(town)
        ticked(town, time, 5)
        assert is_readable(town, incident), "the slip was mended"
        adopt(town, record_class("all", 30))
        ticked(town, time, 1.1)
        assert not is_readable(town, incident)


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


def test_words_that_a_younger_record_shows_too_go_with_that_one(tmp_path: Path) -> None:
    """A report from which one incident was opened turns out to be about another."""
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        report = done(town, ReceiveReport(channel=Channel.call), "call").subjects[0]
        done(town, NoteWhat(report=report, words="smoke, ask for Zebulon"), "words")
        opening = OpenFromReport(report=report, type="fire.alarm", no_place_because="cut off")
        older = done(town, opening, "older").subjects[0]
        done(town, DetachReport(report=report, reason="another house"), "detach")
        done(town, CloseIncident(incident=older, disposition="out"), "close older")
        time.set(time.now() + 10 * DAY)
        younger = done(town, FIRE, "younger").subjects[0]
        done(town, AttachReport(report=report, incident=younger), "attach")
        ticked(town, time, 0)
        done(town, CloseIncident(incident=younger, disposition="out"), "close younger")
        ticked(town, time, 22)
        keys = town.store.keys
        assert not is_readable(town, older)
        assert keys.holds(f"report/{report}")
        ticked(town, time, 10)
        assert not is_readable(town, younger)
        assert not keys.holds(f"report/{report}")


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


@pytest.mark.parametrize("trouble", [StorageUnknown("full"), LogDamaged(0, "torn", "mend")])
def test_an_archive_that_cannot_tell_means_not_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        ticked(town, time, 3)

        def fails(*_asked: object) -> None:
            raise trouble

        monkeypatch.setattr(town.archive._shelf, "among", fails)
        ticked(town, time, 60)
        assert is_readable(town, incident)
        monkeypatch.undo()
    (folder / "archive.sqlite").write_bytes(b"not an archive")
    with opened(folder, time) as town:
        ticked(town, time, 0)
        assert not is_readable(town, incident), "made again from the log"


def test_many_go_a_part_at_a_time_and_on_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("operations.destruction", "jurisdiction.disposing"):
        monkeypatch.setattr(f"tocsin.{module}.AT_ONCE", 2)
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 30))
        incidents = [over(town, time, str(number)) for number in range(5)]
        ticked(town, time, 2)
        lived(town, time, 40)
        for _ in range(3):
            lived(town, time, 0.25)
        time.advance(0.25 * 86_400)
        left = []
        for _ in range(2):
            town.destroy_due()
            left.append(sum(is_readable(town, each) for each in incidents))
        assert left == [3, 1]
    with opened(folder, time) as town:
        assert sum(is_readable(town, each) for each in incidents) == 1
        ticked(town, time, 0)
        assert not any(is_readable(town, each) for each in incidents)
        (run,) = town.picture.destructions.values()
        assert (run.records, run.keys, run.ended_at is None) == (5, 10, False)
        names = [each.name for each in records(town, run.first - 1)]
        assert names.count("records_destroyed.1") == 3
        assert list(town.archive.finished()) == []
        assert town.archive._shelf.among("~", "~~", 1) == [], "nothing is left to look through"


def test_keys_that_outlived_a_kill_are_destroyed_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        ticked(town, time, 2)
        monkeypatch.setattr(Town, "_destroy_keys", lambda _town: None)
        ticked(town, time, 40)
        assert is_readable(town, incident), "as if the machine had stopped here"
    monkeypatch.undo()
    with opened(folder, time) as town:
        assert not is_readable(town, incident)


def test_what_the_clock_destroys_is_announced_for_a_day(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        lived(town, time, 31)
        (notice,) = town.picture.destructions.values()
        begun_at = notice.begun_at
        assert not_before(notice) == begun_at + DAY
        page = retention_page(town.picture, town.archive.finished(), time.now())
        (told,) = page.announced
        assert (told.records, told.from_at, page.under_way) == (1, begun_at + DAY, ())
        for _ in range(3):
            lived(town, time, 0.25)
            assert is_readable(town, incident)
    with opened(folder, time) as town:
        lived(town, time, 0.2)
        assert is_readable(town, incident), "not a whole day yet"
        lived(town, time, 0.05)
        assert not is_readable(town, incident)
        (run,) = town.picture.destructions.values()
        assert run.begun_at == begun_at
        assert (run.records, run.ended_at) == (1, begun_at + DAY)


def test_what_falls_due_after_the_notice_waits_for_one_of_its_own(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        older = over(town, time, "older")
        lived(town, time, 0.5)
        younger = over(town, time, "younger")
        lived(town, time, 29.6)
        for _ in range(4):
            assert is_readable(town, older)
            lived(town, time, 0.25)
        assert (is_readable(town, older), is_readable(town, younger)) == (False, True)
        ticked(town, time, 0)
        assert not is_readable(town, younger)


def test_a_schedule_that_is_changed_takes_the_notice_back(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        lived(town, time, 31)
        adopt(town, record_class("all", 300))
        ticked(town, time, 5)
        assert is_readable(town, incident)
        (run,) = town.picture.destructions.values()
        assert (run.records, run.ended_at is None) == (0, False)


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


def a_clock_that_jumps_in_the_notice(folder: Path) -> bool:
    """Whether a record is still there when the clock went weeks ahead after the notice."""
    time = clock()
    with opened(founded(folder, time), time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a")
        lived(town, time, 31)
        for _ in range(3):
            jumped(town, time, 20)
        return is_readable(town, incident)


def a_clock_that_jumps_years(folder: Path) -> bool:
    """Whether a young record is still there, days after the clock went six years ahead."""
    time = clock()
    with opened(founded(folder, time), time) as town:
        adopt(town, record_class("all", 5 * 365))
        incident = over(town, time, "young")
        ticked(town, time, 3)
        jumped(town, time, 6 * 365)
    with opened(folder, time) as town:
        for _ in range(20):
            lived(town, time, 0.5)
        return is_readable(town, incident)


def test_a_jump_counts_for_some_hours_of_the_notice_at_the_most(tmp_path: Path) -> None:
    assert a_clock_that_jumps_in_the_notice(tmp_path / "town")


def test_a_jump_of_years_destroys_nothing_however_long_the_town_lives_on(tmp_path: Path) -> None:
    assert a_clock_that_jumps_years(tmp_path / "town")


@pytest.mark.parametrize(
    ("broken", "by", "jumps"),
    [
        ("destruction.NOTICE_S", 0, a_clock_that_jumps_in_the_notice),
        ("destruction.LOOK_S", 40 * 86_400, a_clock_that_jumps_in_the_notice),
        ("leaps.FARTHEST", 4_000 * DAY, a_clock_that_jumps_years),
    ],
)
def test_control_a_clock_without_the_wait_destroys(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    broken: str,
    by: object,
    jumps: Callable[[Path], bool],
) -> None:
    monkeypatch.setattr(f"tocsin.operations.{broken}", by)
    assert not jumps(tmp_path / "town")


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


def test_where_no_schedule_has_classes_a_rest_is_not_asked_about(tmp_path: Path) -> None:
    time = clock()
    with opened(founded(tmp_path / "town", time), time) as town:
        over(town, time, "a")
        before = town.position
        jumped(town, time, 400)
        over(town, time, "b")
        assert leap_of(town.picture) is None
        assert "clock_leapt.1" not in [each.name for each in records(town, before)]


def test_no_byte_of_the_words_can_be_read_afterwards(tmp_path: Path) -> None:
    """Opened with every key there is left: nothing in log, archive, snapshots or a backup made
    afterwards; the same bytes tell everything before.
    """
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        adopt(town, record_class("all", 30))
        incident = over(town, time, "a", summary="ask for Zebulon")
        ticked(town, time, 2)
        town.save_snapshot()
    assert "ask for Zebulon" in everything_in(folder)
    with opened(folder, time) as town:
        ticked(town, time, 40)
        assert not is_readable(town, incident)
    backup(folder, tmp_path / "copy")
    for each in (folder, tmp_path / "copy"):
        told = everything_in(each)
        assert "Zebulon" not in told
        raw = b"".join(path.read_bytes() for path in sorted(each.rglob("*")) if path.is_file())
        assert b"Zebulon" not in raw
    assert verify(folder).ok


def everything_in(folder: Path) -> str:
    """Every word that can be opened from a town's folder: log, newest snapshot, archive."""
    found: list[str] = []
    with reading(folder) as seen:
        keys = seen.store.keys
        for record in seen.store.read():
            event = READER.event(record.name, bytes(record.payload))
            found.append(json_of(event, keys))
        snapshot = seen.store.load_snapshot(fold_version())
        kept = [] if snapshot is None else [decode(snapshot.picture)]
        for picture in (*kept, seen.picture, *(each.left for each in seen.matters())):
            nouns = {name: dict(getattr(picture, name).items()) for name in KINDS}
            found.append(json_of(nouns, keys))
    return "".join(found)

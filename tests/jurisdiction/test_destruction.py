"""What was kept long enough is destroyed by the clock, a part at a time; what is younger or of no
class stays, wherever the town is cut down and begun again.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jurisdiction.aged import (
    DAY,
    adopt,
    is_readable,
    jumped,
    lived,
    over,
    record_class,
    ticked,
)
from tests.jurisdiction.towns import FIRE, clock, done, founded, records
from tocsin.app.facts import json_of
from tocsin.app.wiring import opened, reading
from tocsin.jurisdiction.fold import READER
from tocsin.jurisdiction.snapshots import decode
from tocsin.jurisdiction.town import Town
from tocsin.log import LogDamaged, StorageUnknown
from tocsin.log.backup import backup
from tocsin.log.verify import verify
from tocsin.operations.attaching import AttachReport, DetachReport, OpenFromReport
from tocsin.operations.catalogue import fold_version
from tocsin.operations.destruction import not_before
from tocsin.operations.incident import CloseIncident
from tocsin.operations.intake import NoteWhat, ReceiveReport
from tocsin.operations.leaps import leap_of
from tocsin.operations.picture import KINDS
from tocsin.terms.codes import Channel
from tocsin.views.retention_page import retention_page


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

"""Two questions of time, never mixed: what was known then, and what had happened by then."""

from datetime import UTC, datetime, tzinfo
from pathlib import Path

import pytest

from tests.jurisdiction.towns import E1, clock, done, fire, founded, furnished, morning, records
from tocsin.app.wiring import opened
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock, SystemClock
from tocsin.log import clock as machine
from tocsin.log.verify import verify
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.imported import RecordCall, RecordCallEnd
from tocsin.operations.orders import Provenance
from tocsin.operations.picture import Picture
from tocsin.operations.status import CorrectStatusTime, ReportOnScene
from tocsin.terms.codes import UnitStatus

SOURCE = Provenance(source="old system", file="f", line=1)


def status(picture: Picture, unit: str = E1) -> UnitStatus:
    found = picture.units.get(unit)
    assert found is not None
    return found.status


def on_scene_at(picture: Picture, incident: str) -> datetime | None:
    found = picture.incidents.get(incident)
    assert found is not None
    response = found.response_of(E1)
    mark = response.mark(UnitStatus.on_scene) if response else None
    return None if mark is None else mark.at


def sent(town: Town, time: SimulatedClock) -> str:
    """A fire at 08:00 to which E1 is sent at 08:01."""
    incident = fire(town)
    time.set(morning(60))
    done(town, DispatchUnit(unit=E1, incident=incident), "sent")
    return incident


def test_a_late_report_had_happened_before_it_was_known(tmp_path: Path) -> None:
    time = clock()
    with furnished(tmp_path / "town", time) as town:
        sent(town, time)
        time.set(morning(900))
        done(town, ReportOnScene(unit=E1), "late", occurred_at=morning(300))
        assert status(town.picture_at(known=morning(600))) is UnitStatus.committed
        assert status(town.picture_at(time=morning(600))) is UnitStatus.on_scene
        assert status(town.picture_at(time=morning(299))) is UnitStatus.committed
        assert status(town.picture_at(known=morning(900))) is UnitStatus.on_scene


def test_a_corrected_time_is_one_thing_to_those_then_and_another_to_us(tmp_path: Path) -> None:
    time = clock()
    with furnished(tmp_path / "town", time) as town:
        incident = sent(town, time)
        time.set(morning(300))
        done(town, ReportOnScene(unit=E1), "there")
        time.set(morning(900))
        wrong = CorrectStatusTime(
            unit=E1, incident=incident, status=UnitStatus.on_scene, reason="the crew looked it up"
        )
        done(town, wrong, "corrected", occurred_at=morning(240))
        assert on_scene_at(town.picture_at(known=morning(600)), incident) == morning(300)
        assert on_scene_at(town.picture_at(known=morning(900)), incident) == morning(240)
        assert on_scene_at(town.picture_at(time=morning(600)), incident) == morning(240)
        assert on_scene_at(town.picture_at(time=morning(200)), incident) is None


def test_imported_history_was_known_when_its_source_knew_it(tmp_path: Path) -> None:
    with furnished(tmp_path / "town") as town:
        lived = fire(town)
        envelope = {"actor": "system/import", "source_known_at": morning(-7200)}
        call = RecordCall(call="77", type="fire.alarm", provenance=SOURCE)
        done(town, call, "i-1", occurred_at=morning(-7260), **envelope)
        end = RecordCallEnd(call="77", provenance=SOURCE, disposition="false")
        done(town, end, "i-2", occurred_at=morning(-3600), **envelope)
        before, after = town.picture_at(known=morning(-7230)), town.picture_at(known=morning(-7000))
        assert "PE-77" not in before.incidents
        assert "PE-77" in after.incidents
        assert lived not in after.incidents
        happening = town.picture_at(time=morning(-7000)).incidents.get("PE-77")
        assert happening is not None
        assert happening.closed_at is None
        ended = town.picture_at(time=morning(-3600)).incidents.get("PE-77")
        assert ended is not None
        assert ended.closed_at == morning(-3600)


def test_an_import_that_cannot_say_when_its_source_knew_is_known_since_it_was_imported(
    tmp_path: Path,
) -> None:
    time = clock()
    with furnished(tmp_path / "town", time) as town:
        call = RecordCall(call="77", type="fire.alarm", provenance=SOURCE)
        time.set(morning(100))
        done(town, call, "i-1", occurred_at=morning(-7260), actor="system/import")
        assert "PE-77" not in town.picture_at(known=morning(99)).incidents
        assert "PE-77" in town.picture_at(known=morning(100)).incidents
        assert "PE-77" in town.picture_at(time=morning(-7000)).incidents


def test_something_seen_only_between_two_looks_counts_as_happened_at_the_later_one(
    tmp_path: Path,
) -> None:
    with furnished(tmp_path / "town") as town:
        call = RecordCall(call="77", type="fire.alarm", provenance=SOURCE)
        done(
            town,
            call,
            "i-1",
            actor="system/import",
            occurred_after=morning(-120),
            occurred_at=morning(-60),
        )
        assert "PE-77" not in town.picture_at(time=morning(-90)).incidents
        found = town.picture_at(time=morning(-60)).incidents.get("PE-77")
        assert found is not None
        assert (found.opened_after, found.opened_at) == (morning(-120), morning(-60))


def test_the_two_questions_are_not_mixed(tmp_path: Path) -> None:
    with furnished(tmp_path / "town") as town, pytest.raises(AssertionError, match="one question"):
        town.picture_at(known=morning(), time=morning())


class SetBack(datetime):
    """The machine's time, as somebody sets it."""

    shown = morning()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return cls.shown


def test_a_clock_set_back_never_takes_the_record_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "datetime", SetBack)
    folder = founded(tmp_path / "town", SystemClock())
    SetBack.shown = morning(60)
    with opened(folder, SystemClock()) as town:
        first = fire(town, "c-1")
        SetBack.shown = morning(-7200)
        name = fire(town, "c-2")
        second = town.picture.incidents.get(name)
        assert second is not None
        assert second.opened_at == morning(60)
    with opened(folder, SystemClock()) as town:
        third = fire(town, "c-3")
        SetBack.shown = morning(120)
        fourth = fire(town, "c-4")
        times = [each.recorded_at for each in records(town)]
        assert times == sorted(times)
        opened_at = [town.picture.incidents.get(each) for each in (first, third, fourth)]
        assert [each.opened_at for each in opened_at if each] == [
            morning(60),
            morning(60),
            morning(120),
        ]
    assert verify(folder).ok


def test_times_with_another_offset_are_the_same_moments_in_utc(tmp_path: Path) -> None:
    with furnished(tmp_path / "town") as town:
        incident = fire(town, occurred_at=datetime.fromisoformat("2026-03-02T02:59:00-05:00"))
        (record,) = [each for each in records(town) if each.command_id == "fire"]
        assert record.occurred_at == morning(-60)
        found = town.picture.incidents.get(incident)
        assert found is not None
        assert found.opened_at.tzinfo is UTC

"""The track beside the town: what is taken, what is known, what an order keeps of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from tests.jurisdiction.towns import CHIEF, E1, E2, MORNING, clock, done, fire, order
from tocsin.app.wiring import found, observing, opened, reading, telemetry_of, track_look
from tocsin.geo.places import Point
from tocsin.jurisdiction.observed import Known
from tocsin.jurisdiction.orders import Accepted
from tocsin.jurisdiction.telemetry import Recorded, Telemetry
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock, StorageUnknown, verify_track
from tocsin.operations.covering import MoveUp
from tocsin.operations.dispatch import DispatchUnit, ReassignUnit
from tocsin.operations.forgetting import ForgetPerson
from tocsin.operations.observations import Fix, Observation, Reading, used_in
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.telemetry import AdoptTelemetry, RegisterSensor, RegisterTracker
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import ForgetGround
from tocsin.terms.kinds import LogKind

QUAY = Point(50_123_456, -4_200_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found(tmp_path / "town", name="P", code="PE", kind=LogKind.actual, clock=clock())
    with opened(tmp_path / "town", clock()) as town:
        for number, name in enumerate(("E1", "E2")):
            done(town, RegisterUnit(call_sign=name, kind="engine"), f"u{number}")
        done(town, RegisterSensor(id="river", quantity="level", unit="cm"), "s")
        done(town, RegisterPerson(id="p-osei"), "p")
        done(town, RegisterTracker(id="phone-1", person="p-osei"), "t")
    return tmp_path / "town"


@pytest.fixture
def running(folder: Path) -> Iterator[tuple[Town, Telemetry]]:
    with observing(folder, clock()) as (town, telemetry):
        yield town, telemetry


def seen(device: str, after_s: int = 0, north: int = 0) -> Observation:
    return Observation(
        device=device,
        observed_at=MORNING + timedelta(seconds=after_s),
        fix=Fix(Point(QUAY.lat_udeg + north, QUAY.lon_udeg), 5),
        source="test",
        place=f"at {after_s}",
    )


def record(telemetry: Telemetry, *each: Observation) -> Recorded:
    return telemetry.record(each).result(timeout=30)


def where(known: Known | None) -> int | None:
    return None if known is None or known.fix is None else known.fix.point.lat_udeg - QUAY.lat_udeg


def test_the_newest_is_by_when_it_was_observed(running: tuple[Town, Telemetry]) -> None:
    _, telemetry = running
    record(telemetry, seen("E1", 5, 1), seen("E1", 3, 2))
    record(telemetry, seen("E1", 4, 3))
    assert where(telemetry.known(f"unit/{E1}")) == 1
    assert telemetry.position == 3
    record(telemetry, seen("E1", 6, 4))
    assert where(telemetry.known(f"unit/{E1}")) == 4


def test_what_cannot_be_taken_is_refused_with_which_and_why_and_the_rest_is_kept(
    running: tuple[Town, Telemetry],
) -> None:
    _, telemetry = running
    recorded = record(
        telemetry, seen("nobody"), seen("E1"), seen("E2", 61), seen("E2", -31 * 86_400)
    )
    assert recorded.taken == 1
    assert [(each.index, each.refused.code) for each in recorded.refused] == [
        (0, "device_unknown"),
        (2, "observed_in_future"),
        (3, "observed_too_long_ago"),
    ]
    assert [each.subject for each in telemetry.all_known()] == [f"unit/{E1}"]


def test_a_batch_sent_twice_is_kept_once(running: tuple[Town, Telemetry]) -> None:
    _, telemetry = running
    first = record(telemetry, seen("E1", 1), seen("E2", 1))
    again = record(telemetry, seen("E1", 1), seen("E2", 1))
    assert (first.taken, again.taken, again.repeated) == (2, 0, 2)
    assert telemetry.position == 2


def test_a_bound_sender_reports_only_its_own(running: tuple[Town, Telemetry]) -> None:
    _, telemetry = running
    bound = frozenset({f"unit/{E1}"})
    recorded = telemetry.record([seen("E1"), seen("E2")], bound).result(timeout=30)
    assert (recorded.taken, recorded.refused[0].refused.code) == (1, "device_not_yours")


def test_the_newest_are_there_again_after_a_restart_and_in_other_processes(folder: Path) -> None:
    with observing(folder, clock()) as (_, telemetry):
        level = Observation(
            device="river", observed_at=MORNING, reading=Reading(213, "cm"), source="test"
        )
        record(telemetry, seen("E1"), seen("phone-1"), level)
        before = telemetry.all_known()
    assert [each.subject for each in before] == ["person/p-osei", "sensor/river", f"unit/{E1}"]
    with observing(folder, clock()) as (_, telemetry):
        assert telemetry.all_known() == before
    with reading(folder) as town:
        look = track_look(folder, town.store)
        assert look.all_known() == before
        assert look.known(f"unit/{E1}") == before[2]
        assert [each.subject for each in look.observed(f"unit/{E1}", None, None)] == [f"unit/{E1}"]
        look.close()


def test_a_persons_positions_are_sealed_and_gone_when_the_person_is_forgotten(
    folder: Path,
) -> None:
    with observing(folder, clock()) as (town, telemetry):
        record(telemetry, seen("phone-1", 1, 123))
        assert where(telemetry.known("person/p-osei")) == 123
        stored = b"".join(each.read_bytes() for each in (folder / "track").iterdir())
        assert b"p-osei" in stored
        for word in (b"phone-1", b"lat_udeg", str(QUAY.lat_udeg + 123).encode()):
            assert word not in stored
        done(town, ForgetPerson(person="p-osei", ground=next(iter(ForgetGround))), "forget")
        assert telemetry.known("person/p-osei") is None
        assert telemetry.all_known() == []
        refused = record(telemetry, seen("phone-1", 2)).refused
        assert [each.refused.code for each in refused] == ["subject_is_forgotten"]
    with reading(folder) as town_read:
        look = track_look(folder, town_read.store)
        assert look.all_known() == []
        assert list(look.observed("person/p-osei", None, None)) == []
        look.close()
    found_good = verify_track(folder)
    assert found_good is not None
    assert found_good.ok


def test_an_order_that_used_a_position_keeps_it_though_the_track_be_removed(folder: Path) -> None:
    time = SimulatedClock(MORNING)
    with observing(folder, time) as (town, telemetry):
        record(telemetry, seen("E1", 0, 7))
        time.advance(12)
        incident = fire(town)
        done(town, DispatchUnit(unit=E1, incident=incident), "send")
        response = town.picture.incidents.get(incident)
        assert response is not None
        used = used_in(response.responses[0].basis or "")
        assert used is not None
        assert (used.unit, used.lat_udeg, used.age_s) == (E1, QUAY.lat_udeg + 7, 12)
        assert (used.observed_at, used.freshness) == (MORNING, "fresh")
        assert (used.track, used.position) == (telemetry.known(f"unit/{E1}").track, 1)  # type: ignore[union-attr]
        assert len(response.responses[0].basis or "") < 2048
        time.advance(31 * 86_400)
        telemetry.tidy().result(timeout=30)
        assert telemetry.known(f"unit/{E1}") is None
    with opened(folder, SimulatedClock(MORNING + timedelta(days=32))) as town:
        again = town.picture.incidents.get(incident)
        assert again is not None
        assert used_in(again.responses[0].basis or "") == used


def test_every_order_that_sends_a_unit_keeps_what_it_used(
    running: tuple[Town, Telemetry],
) -> None:
    town, telemetry = running
    done(town, AddStation(id="mill", name="Mill"), "station")
    record(telemetry, seen("E1"), seen("E2"))
    first, second = fire(town, "f1"), fire(town, "f2")
    done(town, DispatchUnit(unit=E1, incident=first), "send")
    done(town, ReassignUnit(unit=E1, incident=second, reason="nearer"), "turn")
    done(town, MoveUp(unit=E2, station="mill"), "up")
    kept = [
        msgspec.json.decode(each.payload).get("basis")
        for each in town.store.read()
        if each.name in ("unit_dispatched.1", "unit_reassigned.1", "unit_moved_up.1")
    ]
    assert len(kept) == 3
    assert all(each is not None and used_in(each) is not None for each in kept)


def test_advice_that_a_sender_gives_is_not_overwritten(running: tuple[Town, Telemetry]) -> None:
    town, telemetry = running
    record(telemetry, seen("E1"))
    incident = fire(town)
    done(town, DispatchUnit(unit=E1, incident=incident, basis="the planner said so"), "send")
    after = town.picture.incidents.get(incident)
    assert after is not None
    assert after.responses[0].basis == "the planner said so"


def test_a_unit_without_a_position_is_sent_without_a_basis(
    running: tuple[Town, Telemetry],
) -> None:
    town, _ = running
    incident = fire(town)
    done(town, DispatchUnit(unit=E1, incident=incident), "send")
    after = town.picture.incidents.get(incident)
    assert after is not None
    assert after.responses[0].basis is None


def test_an_order_asked_again_is_answered_the_same_though_the_unit_moved(
    running: tuple[Town, Telemetry],
) -> None:
    town, telemetry = running
    record(telemetry, seen("E1", 0))
    incident = fire(town)
    send = DispatchUnit(unit=E1, incident=incident)
    first = done(town, send, "send")
    record(telemetry, seen("E1", 1, 500))
    again = town.submit(order(send, "send", actor=CHIEF))
    assert isinstance(again, Accepted)
    assert again.is_repeat
    assert (again.first, again.last) == (first.first, first.last)


def test_a_damaged_track_is_set_aside_and_the_town_runs_on(folder: Path) -> None:
    with observing(folder, clock()) as (_, telemetry):
        record(telemetry, seen("E1"))
    path = next((folder / "track").glob("*.sqlite"))
    path.write_bytes(b"torn" * 1000)
    with opened(folder, clock()) as town:
        fire(town, "while torn")
        incident = next(iter(town.picture.incidents))
        done(town, DispatchUnit(unit=E1, incident=incident), "send")
    with observing(folder, clock()) as (town, telemetry):
        assert "was damaged" in (telemetry.trouble or "")
        assert record(telemetry, seen("E1", 2)).taken == 1
        fire(town, "after")
    assert list(folder.glob("track-set-aside-*"))


def test_a_track_that_cannot_be_written_stops_no_order_and_comes_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    with observing(folder, clock()) as (town, telemetry):
        record(telemetry, seen("E1"))

        def full(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patched:
            patched.setattr("tocsin.log.track.in_one_commit", full)
            with pytest.raises(StorageUnknown, match="disk is full"):
                record(telemetry, seen("E1", 1))
            assert "disk is full" in (telemetry.trouble or "")
            fire(town)
        assert record(telemetry, seen("E1", 2)).taken == 1
        assert telemetry.trouble is None


def test_a_track_folder_that_cannot_be_made_is_told_and_tried_again(folder: Path) -> None:
    (folder / "track").write_text("in the way")
    with opened(folder, clock()) as town:
        telemetry = telemetry_of(town, folder)
        assert telemetry.trouble is not None
        with pytest.raises(StorageUnknown):
            record(telemetry, seen("E1"))
        (folder / "track").unlink()
        assert record(telemetry, seen("E1")).taken == 1


def test_what_moved_since_is_told_once(running: tuple[Town, Telemetry]) -> None:
    _, telemetry = running
    record(telemetry, seen("E1"), seen("E2"))
    after = telemetry.position
    assert telemetry.moved(after) == []
    record(telemetry, seen("E2", 1))
    assert [each.subject for each in telemetry.moved(after)] == [f"unit/{E2}"]


def test_the_towns_own_rules_say_how_long_the_track_is_kept(folder: Path) -> None:
    time = SimulatedClock(MORNING)
    with observing(folder, time) as (town, telemetry):
        done(town, AdoptTelemetry(keep_h=2), "adopt")
        record(telemetry, seen("E1"))
        time.advance(3 * 3600)
        record(telemetry, seen("E2", 3 * 3600))
        telemetry.tidy().result(timeout=30)
        look = telemetry.look
        assert look is not None
        assert [each.subject for each in look.recorded(None, None, None)] == [f"unit/{E2}"]
        assert telemetry.known(f"unit/{E1}") is None

"""The doctor on the track: nothing there is urgent, and nothing is passed over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tocsin.app.doctor.finding import Finding, State
from tocsin.app.doctor.telemetry import examined
from tocsin.app.web.track_watch import TrackWatch
from tocsin.app.wiring import found, observing
from tocsin.geo.places import Point
from tocsin.operations.observations import Fix, Observation
from tocsin.operations.telemetry import RegisterTracker
from tocsin.terms.kinds import LogKind


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test)
    return folder


def report(folder: Path) -> str | None:
    """One position; what was wrong with the track, if anything."""
    from tocsin.jurisdiction.orders import Accepted, Order

    with observing(folder) as (town, telemetry):
        order = Order(command=RegisterTracker(id="boat"), command_id="boat", actor="PE-p-first")
        assert isinstance(town.submit(order), Accepted)
        seen = Observation(device="boat", observed_at=datetime.now(UTC), fix=Fix(Point(1, 2)))
        assert telemetry.record([seen]).result(timeout=30).taken == 1
        return telemetry.trouble


def states(found_: list[Finding]) -> dict[str, State]:
    return {each.check: each.state for each in found_}


def test_a_town_without_telemetry_and_one_with_a_sound_track_are_well(town: Path) -> None:
    assert states(examined(town)) == {"track": State.ok}
    report(town)
    assert states(examined(town)) == {"track": State.ok}
    assert "1 observations" in examined(town)[0].says


def test_a_damaged_track_is_worth_a_look_before_and_after_it_was_put_aside(town: Path) -> None:
    report(town)
    path = next((town / "track").glob("*.sqlite"))
    path.write_bytes(b"torn" * 4096)
    assert states(examined(town)) == {"track": State.look}
    assert "was damaged" in (report(town) or "")
    assert states(examined(town)) == {"track": State.ok, "track aside": State.look}


def test_trouble_is_logged_once_and_its_end_too(
    town: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "tocsin.track")
    with observing(town) as (_, telemetry):
        watch = TrackWatch(telemetry)
        watch.look()
        assert caplog.messages == []
        telemetry.trouble = "the disk is full"
        watch.look()
        watch.look()
        telemetry.trouble = None
        watch.look()
    assert caplog.messages == ["track_trouble", "track_well"]

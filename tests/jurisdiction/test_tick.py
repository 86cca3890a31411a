"""What time makes due is an order like any other: granted once, however often the clock ticks."""

from datetime import timedelta
from pathlib import Path

from tests.jurisdiction.towns import E1, clock, done, fire, founded, furnished, morning, records
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import CloseIncident
from tocsin.operations.status import ReportOnScene


def working(town: Town, time: SimulatedClock) -> str:
    """E1 at work since 08:01."""
    incident = fire(town)
    done(town, DispatchUnit(unit=E1, incident=incident), "sent")
    time.set(morning(60))
    done(town, ReportOnScene(unit=E1), "there")
    return incident


def test_a_tick_puts_on_record_what_is_due_and_the_same_tick_again_nothing(tmp_path: Path) -> None:
    time = clock()
    with furnished(tmp_path / "town", time) as town:
        working(town, time)
        assert town.tick(morning(61)) == []
        time.set(morning(60 + 25 * 60))
        outcomes = town.tick()
        assert outcomes
        assert all(isinstance(each, Accepted) for each in outcomes), outcomes
        assert {each.actor for each in records(town)[-len(outcomes) :]} == {"system/clock"}
        settled = _ticked_out(town)
        assert town.tick() == []
        assert town.position == settled


def _ticked_out(town: Town) -> int:
    """Tick until nothing more is due at this moment; a bound, so that it cannot go on for ever."""
    for _ in range(10):
        if not town.tick():
            return town.position
    raise AssertionError("the clock never comes to rest")


def test_a_tick_after_a_restart_does_not_do_it_again(tmp_path: Path) -> None:
    time = clock()
    folder = founded(tmp_path / "town", time)
    with opened(folder, time) as town:
        working(town, time)
        time.set(morning(60 + 25 * 60))
        before = _ticked_out(town)
    with opened(folder, time) as town:
        assert town.tick() == []
        assert town.position == before


def test_the_clock_archives_what_has_long_been_over(tmp_path: Path) -> None:
    time = clock()
    with furnished(tmp_path / "town", time) as town:
        incident = fire(town)
        done(town, CloseIncident(incident=incident, disposition="out"), "close")
        time.set(morning() + timedelta(hours=23))
        town.tick()
        assert incident in town.picture.incidents
        time.set(morning() + timedelta(hours=26))
        town.tick()
        assert incident not in town.picture.incidents
        assert town.archive.get(f"incident/{incident}") is not None

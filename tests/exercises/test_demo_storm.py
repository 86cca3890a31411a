"""The storm of the demo: a warning that waits for a person, and takes two."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tocsin.app.demo.clock import Running
from tocsin.app.demo.founding import founded
from tocsin.app.demo.storm import Storm, area_of
from tocsin.app.wiring import opened
from tocsin.exercises.morning import START, Morning, Plan, setting_of
from tocsin.log import SeededEntropy, SimulatedClock
from tocsin.log.clock import monotonic_s
from tocsin.operations.picture.warning import WarningState
from tocsin.terms.cap import CapStatus

PLAN = Plan(seed=5, hours=1)


@pytest.fixture
def storm(tmp_path: Path) -> Iterator[Storm]:
    """Begun, in the town of a demo that stands on no ground."""
    clock, setting = SimulatedClock(START), setting_of(PLAN)
    founded(tmp_path / "town", setting, clock, 5)
    with opened(tmp_path / "town", clock, SeededEntropy(6)) as town:
        Morning(town, clock, PLAN, setting).prepare(setting)
        found = Storm(town, setting)
        found.begins()
        yield found


def test_it_waits_for_a_second_person_in_an_exercise(storm: Storm) -> None:
    found = storm.found
    assert (found.state, found.status) == (WarningState.checked, CapStatus.exercise)
    assert found.facts.areas == (area_of(setting_of(PLAN)),)
    assert {each.language for each in found.texts} >= {"en", "de", "ar"}


def test_the_asker_is_refused_and_the_stand_in_sends_it(storm: Storm) -> None:
    told = storm.sent_by_stand_in()
    assert told.refused_to_asker == "warning_needs_another_person"
    assert storm.found.is_in_force
    assert storm.found.approval is not None
    assert storm.found.approval.by.person == storm.person("second")


def test_what_waits_is_asked_again_and_what_was_approved_is_not(storm: Storm) -> None:
    asked, stop = threading.Semaphore(0), threading.Event()
    given = storm.asks

    def asks() -> object:
        asked.release()
        return given()

    storm.asks = asks  # type: ignore[assignment, method-assign]
    running = Running(START, monotonic_s(), 100_000)
    asking = threading.Thread(target=storm.asks_again, args=(running, stop))
    asking.start()
    try:
        assert asked.acquire(timeout=20)
        assert asked.acquire(timeout=20)
    finally:
        stop.set()
        asking.join()
    storm.sent_by_stand_in()
    while asked.acquire(blocking=False):
        pass
    stop.clear()
    asking = threading.Thread(target=storm.asks_again, args=(running, stop))
    asking.start()
    quiet = not asked.acquire(timeout=0.2)
    stop.set()
    asking.join()
    assert quiet, "the control: nobody asks about what was sent"

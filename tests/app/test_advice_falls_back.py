"""A planner that fails or is late is said in words, and the nearest are named instead."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.operations.story import MORNING
from tests.planners.dispatch.test_advising import FIRE, NEEDS, town
from tocsin.app.advising.adviser import Adviser
from tocsin.app.advising.asking import planned
from tocsin.app.advising.bench import Bench, Late
from tocsin.app.advising.saying import lines
from tocsin.app.seeing import Seen
from tocsin.app.wiring import found, reading
from tocsin.operations.picture import Picture
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.question import Question
from tocsin.terms.kinds import LogKind

NOW = MORNING + timedelta(seconds=600)
POLICY = SHIPPED["coverage"]


@pytest.fixture
def seen(tmp_path: Path) -> Iterator[Seen]:
    """A town to ask; what it is asked about is another picture."""
    found(tmp_path / "ellery", name="Port Ellery", code="PE", kind=LogKind.exercise)
    with reading(tmp_path / "ellery") as look:
        yield look


def failing(_picture: Picture, _ground: Ground, _question: Question) -> Advice:
    raise ZeroDivisionError("the caller's name must not be told")


def test_what_goes_wrong_in_the_planner_is_said_and_the_nearest_are_named(seen: Seen) -> None:
    picture = town(*NEEDS).picture
    advice = Adviser(plan=failing).advised(seen, picture, None, FIRE, NOW, POLICY)
    assert [each.code for each in advice.degraded] == ["planner_failed", "nearest_only"]
    assert advice.basis.planner == "nearest"
    assert advice.options[0].units == ("PE-E3", "PE-E1", "PE-L1")
    told = "\n".join(lines(advice))
    assert "ZeroDivisionError" in told
    assert "caller" not in told
    control = Adviser().advised(seen, picture, None, FIRE, NOW, POLICY)
    assert control.basis.planner == "dispatch"
    assert "planner_failed" not in {each.code for each in control.degraded}


def test_whoever_asks_a_slow_planner_is_answered_in_time_and_so_is_the_next(seen: Seen) -> None:
    picture = town(*NEEDS).picture
    go_on = threading.Event()
    asked: list[str] = []

    def slow(picture: Picture, ground: Ground, question: Question) -> Advice:
        asked.append(question.incident)
        assert go_on.wait(60)
        return planned(picture, ground, question)

    adviser = Adviser(plan=slow, within_s=0.05)
    for _ in range(2):
        advice = adviser.advised(seen, picture, None, FIRE, NOW, POLICY)
        assert [each.code for each in advice.degraded] == ["planner_late", "nearest_only"]
        assert advice.options[0].units == ("PE-E3", "PE-E1", "PE-L1")
    go_on.set()
    assert Adviser(plan=slow).advised(seen, picture, None, FIRE, NOW, POLICY).basis.planner == (
        "dispatch"
    )
    assert len(asked) <= 3, "what was given up is not begun any more"


def test_an_incident_that_there_is_not_is_no_failure(seen: Seen) -> None:
    with pytest.raises(LookupError):
        Adviser().advised(seen, town().picture, None, "PE-none", NOW, POLICY)


def test_a_bench_works_on_after_what_was_given_up_and_after_what_failed() -> None:
    bench, go_on = Bench("bench"), threading.Event()
    with pytest.raises(Late):
        bench.done(go_on.wait, 0.01)
    go_on.set()
    with pytest.raises(ZeroDivisionError):
        bench.done(lambda: 1 // 0, 60)
    assert bench.done(lambda: 7, 60) == 7


def test_nobody_twice_and_nobody_of_whom_the_crew_is_taken() -> None:
    """What falls back keeps the laws of who may go."""
    from tocsin.operations.crews import ShareCrew
    from tocsin.operations.picture.plan import Need
    from tocsin.operations.units import TakeOutOfService
    from tocsin.planners.dispatch.advice import Reason
    from tocsin.planners.dispatch.nearest import nearest

    story = town(Need("engine", quantity=3))
    story.done(ShareCrew(units=("PE-E1", "PE-E2")))
    question = Question(incident=FIRE, code="PE", now=NOW, position=1, policy=POLICY)
    advice = nearest(story.picture, question, Reason("planner_failed", False))
    assert advice.options[0].units == ("PE-E3", "PE-E1")
    assert advice.options[0].missing == ("engine",)
    story.done(TakeOutOfService(unit="PE-E3", reason="pump"))
    later = nearest(story.picture, question, Reason("planner_failed", False))
    assert later.options[0].units == ("PE-E1",)


def test_what_falls_back_without_a_plan_says_so_and_asks_whose_work_it_is() -> None:
    from tocsin.operations.units import TakeOutOfService
    from tocsin.planners.dispatch.advice import Reason
    from tocsin.planners.dispatch.nearest import nearest

    story = town()
    for unit in ("PE-E1", "PE-E2", "PE-E3"):
        story.done(TakeOutOfService(unit=unit, reason="pump"))
    question = Question(incident=FIRE, code="PE", now=NOW, position=1, policy=POLICY)
    advice = nearest(story.picture, question, Reason("planner_failed", False))
    assert advice.options[0].units == ("PE-L1",), "the ambulance is nearer, and of another work"
    assert [each.code for each in advice.degraded] == ["planner_failed", "nearest_only", "no_plan"]

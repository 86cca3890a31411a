"""What a log says of how long things take."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from tests.views.test_measures_reference import PACIFIC, WEEK, folded
from tocsin.operations.picture import Incident, Map, Unit
from tocsin.operations.picture.incident import Mark, Response
from tocsin.planners.whatif.fitting import FEWEST, RECORD
from tocsin.planners.whatif.learning import Key, learned
from tocsin.terms.codes import UnitStatus

BEGIN = datetime(2026, 1, 5, 7, 0, tzinfo=UTC)


def run(number: int, turnout_s: int, *, between: bool = False, carries: bool = False) -> Incident:
    """One call, ordered after 60 s, on scene 300 s after rolling, 600 s there."""
    at = BEGIN + timedelta(hours=number)
    sent = at + timedelta(seconds=60)
    rolls = sent + timedelta(seconds=turnout_s)
    there = rolls + timedelta(seconds=300)
    leaves = there + timedelta(seconds=600)
    marks = [
        Mark(UnitStatus.committed, sent),
        Mark(UnitStatus.en_route, rolls, at if between else None),
        Mark(UnitStatus.on_scene, there),
    ]
    clear = leaves
    if carries:
        hospital = leaves + timedelta(seconds=400)
        clear = hospital + timedelta(seconds=1200)
        marks += [Mark(UnitStatus.transporting, leaves), Mark(UnitStatus.at_hospital, hospital)]
    response = Response("T-A1", tuple(marks), clear, outcome="cleared")
    return Incident(f"T-{number}", str(number), at, "medical.fall", responses=(response,))


def of(incidents: list[Incident], key: Key) -> tuple[int, float]:
    found = learned(incidents, Map[Unit](), UTC).times[key]
    return found.runs, found.observed_s[1]


def test_each_part_of_a_run_is_timed() -> None:
    ran = [run(at, 50 + at % 20, carries=at % 4 == 0) for at in range(120)]
    assert of(ran, Key("delay", "medical")) == (120, 60)
    assert of(ran, Key("turnout")) == (120, 59.5)
    assert of(ran, Key("scene", "medical", None, True)) == (30, 600)
    assert of(ran, Key("scene", "medical", None, False)) == (90, 600)
    assert of(ran, Key("handover")) == (30, 1200)
    assert learned(ran, Map[Unit](), UTC).carried_permille == {"medical": 250}


def test_one_patient_of_two_units_is_a_call_with_a_patient() -> None:
    both = [run(at, 50, carries=True) for at in range(40)]
    engine = run(0, 50).responses
    ran = [replace(each, responses=engine + each.responses) for each in both]
    assert learned(ran, Map[Unit](), UTC).carried_permille == {"medical": 1000}
    few = [run(at, 50) for at in range(FEWEST - 1)]
    assert learned(few, Map[Unit](), UTC).carried_permille == {}


def came(hours: Iterable[int], type: str = "medical.fall") -> list[Incident]:
    """A call at each of these hours from Monday 0:00."""
    monday = datetime(2026, 1, 5, 0, 10, tzinfo=UTC)
    return [replace(run(0, 50), type=type, opened_at=monday + timedelta(hours=h)) for h in hours]


BY_DAY = [24 * day + hour for day in range(28) for hour in range(8, 20)]


def test_the_hours_of_a_type_are_learned_by_the_clock_of_the_town() -> None:
    found = learned(came(BY_DAY), Map[Unit](), UTC).when("medical.fall")
    assert found is not None
    assert (found.of, found.calls) == ("medical.fall", 336)
    mean = found.rhythm.mean.reshape(7, 24).mean(axis=0)
    assert mean[9:19] == pytest.approx(1, abs=0.1)
    assert (mean[:7] < 0.05).all()
    assert found.rhythm.spread == 0
    east = learned(came(BY_DAY), Map[Unit](), timezone(timedelta(hours=5))).when("medical.fall")
    assert east is not None
    assert east.rhythm.mean.reshape(7, 24).mean(axis=0)[14:24] == pytest.approx(1, abs=0.1)


def test_a_type_that_came_seldom_has_the_hours_of_its_group() -> None:
    ran = came(BY_DAY) + came(BY_DAY[::40], "medical.burn") + came(BY_DAY[::40], "fire.outside")
    found = learned(ran, Map[Unit](), UTC)
    burn = found.when("medical.burn")
    assert burn is not None
    assert burn.of == "medical"
    assert found.when("fire.outside") is None
    assert learned(came(range(150)), Map[Unit](), UTC).came == {}  # less than a week


def test_hours_in_which_nobody_looked_are_no_calm() -> None:
    seen = came(range(24 * 28))
    looked = [each for at, each in enumerate(seen) if not 300 <= at < 400]
    back = replace(looked[300], opened_after=looked[299].opened_at)  # the first after the gap
    known, calm = (
        learned([*looked[:300], each, *looked[301:]], Map[Unit](), UTC).when("medical.fall")
        for each in (back, looked[300])
    )
    assert known is not None
    assert calm is not None
    assert known.rhythm.mean == pytest.approx(1)
    assert calm.rhythm.mean.sum() < 150


def test_what_lies_between_two_looks_is_no_observation() -> None:
    ran = [run(at, 60, between=at % 2 == 0) for at in range(80)]
    assert of(ran, Key("turnout"))[0] == 40
    assert of([run(at, 60) for at in range(80)], Key("turnout"))[0] == 80


def test_the_narrowest_that_is_known_is_taken() -> None:
    ran = [run(24 * at, 30 + at) for at in range(30)] + [run(24 * at + 5, 90) for at in range(5)]
    found = learned(ran, Map[Unit](), UTC)
    at_seven = found.fit(Key("turnout", "nowhere", 7))
    assert at_seven is not None
    assert at_seven.runs == 30
    at_noon = found.fit(Key("turnout", "nowhere", 12))  # five runs: too few
    assert at_noon is not None
    assert at_noon.runs == 35
    assert found.fit(Key("handover")) is None


def test_a_real_week_gives_its_known_times(reference: Path) -> None:
    week = folded(reference / WEEK, "san_francisco")
    found = learned(week.incidents.values(), week.units, PACIFIC)
    turnout = found.times[Key("turnout")]
    assert turnout.runs == 7490
    assert [round(turnout.observed_s[at]) for at in (1, 2)] == [49, 124]
    assert turnout.family == RECORD  # crews press the button at once, or after they are aboard
    delay = found.times[Key("delay")]
    assert delay.runs == 3560
    assert [round(delay.observed_s[at]) for at in (1, 2)] == [113, 265]
    for fit in found.times.values():
        assert (np.diff(fit.table_ms) >= 0).all()
        if fit.runs >= 100:
            assert fit.fitted_s[1] == pytest.approx(fit.observed_s[1], rel=0.35, abs=20)
    engine, ambulance = (found.times[Key("turnout", kind=e)] for e in ("engine", "ambulance"))
    assert engine.observed_s[1] > 3 * ambulance.observed_s[1]  # those stand on the road already

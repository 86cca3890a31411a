"""Where people were found to choose better than the advice, the advice says so itself."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.web.doors import Opened, serving
from tests.app.web.test_advice import advice
from tests.operations.story import MORNING
from tocsin.app.cli import main
from tocsin.app.wiring import found, opened
from tocsin.geo.places import Point
from tocsin.log.clock import SimulatedClock
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.kinds import LogKind

FOLLOWED, OTHERWISE = 24, 12
ALARM = "fire.alarm"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[tuple[Opened, SimulatedClock]]:
    """Two engines, of which one is nearer on the map, and a card that asks for one."""
    clock = SimulatedClock(MORNING)
    folder = tmp_path / "town"
    found(folder, name="Port Ellery", code="PE", kind=LogKind.test, clock=clock)
    with opened(folder, clock) as running, serving(running, folder) as door:
        content = PlanContent(
            name="Fire", trigger=Applies(types=("fire",)),
            cards=(Card(level=1, needs=(Need("engine"),)),),
        )  # fmt: skip
        door.order(AdoptPlan(plan="fire", over=0, content=content))
        for name, lat in (("near", 47_050_000), ("far", 47_075_000)):
            door.order(AddStation(id=name, name=name.title(), point=Point(lat, -20_010_000)))
        door.order(RegisterUnit(call_sign="E1", kind="engine", station="near"))
        door.order(RegisterUnit(call_sign="E2", kind="engine", station="far"))
        yield door, clock


def alarm(door: Opened, type: str = ALARM) -> str:
    place = GivenPlace(point=Point(47_052_000, -20_010_000))
    return door.order(OpenIncident(type=type, place=place)).subjects[0]


def plays(
    door: Opened, clock: SimulatedClock, after_s: int, *, is_followed: bool, type: str = ALARM
) -> None:
    """One alarm, answered by the first proposal or by the last; who went is there after so long."""
    incident = alarm(door, type)
    told = advice(door, incident)
    first, last = told["options"][0], told["options"][-1]
    # The last proposal is that one's own: E2 by hand, as if it were no proposal.
    option = first if is_followed else last
    body = {"line": option["line"], "basis": option["basis"]}
    assert door.ask("POST", "/v1/line", body).status == 200
    unit = option["units"][0]
    clock.advance(30)
    door.order(ReportEnRoute(unit=unit))
    clock.advance(after_s - 30)
    door.order(ReportOnScene(unit=unit))
    clock.advance(600)
    door.order(ClearUnit(unit=unit))
    door.order(CloseIncident(incident=incident, disposition="completed"))


def said(told: dict[str, Any]) -> list[str]:
    return [each["says"] for each in told["degraded"] if each["code"] == "people_better"]


def test_advice_on_a_kind_of_call_at_which_people_do_better_says_so(
    town: tuple[Opened, SimulatedClock], capsys: pytest.CaptureFixture[str]
) -> None:
    door, clock = town
    for _ in range(FOLLOWED):
        plays(door, clock, 400, is_followed=True)
    for _ in range(OTHERWISE):
        plays(door, clock, 60, is_followed=False)
        plays(door, clock, 400, is_followed=False, type="fire.vehicle")
    door.door.adviser.learn(door.door.house.seen())
    assert said(advice(door, alarm(door))) == [
        f"At such calls people chose better: in {OTHERWISE} of {OTHERWISE} cases those they sent"
        " were there sooner than the first proposal was said to be"
    ]
    assert said(advice(door, alarm(door, "fire.vehicle"))) == [], "the control: they were not"
    got = json.loads(door.ask("GET", "/v1/measures/advice").body)["answer"]
    assert (got["followed"], got["another"]) == (FOLLOWED, 2 * OTHERWISE)
    assert got["by_type"][ALARM]["is_so"]
    assert not got["by_type"]["fire.vehicle"]["is_so"]
    assert main(["measure", str(door.door.folder), "advice"]) == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line]
    (alarms,) = (row for row in rows if row[0] == ALARM)
    assert alarms[-2:] == [f"{OTHERWISE}/{OTHERWISE}", "better"]

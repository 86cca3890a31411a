"""An advice explained: from the orders that carry it, after a restart, when positions are gone."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.app.web.doors import FIRST, Opened, open_door, serving
from tests.app.web.test_advice import advice
from tocsin.app.cli import main
from tocsin.app.wiring import opened, telemetry_of
from tocsin.geo.places import Point
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.log import TRACK
from tocsin.operations.advised import LONGEST
from tocsin.operations.incident import CloseIncident, GivenPlace, OpenIncident
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.planners.dispatch.advising import VERSION

HOME, FIRE = Point(47_050_000, -20_010_000), Point(47_052_000, -20_012_000)


def prepared(door: Opened) -> str:
    """A fire, a plan that asks for an engine, engines at a station and on the road."""
    cards = (Card(level=1, needs=(Need("engine"),)),)
    content = PlanContent(name="Fire", trigger=Applies(types=("fire",)), cards=cards)
    door.order(AdoptPlan(plan="fire", over=0, content=content))
    door.order(AddStation(id="quay", name="Quay", point=HOME))
    door.order(RegisterUnit(call_sign="E7", kind="engine", station="quay"))
    here = {"device": "E2", "lat": 47.06, "lon": -20.02}
    at_home = {"device": "E7", "lat": 47.0501, "lon": -20.0101}
    for each in (here, at_home):
        got = door.ask("POST", "/v1/positions", each, headers={"Content-Type": "application/json"})
        assert got.status == 200, got
    place = GivenPlace(label="Fish dock", point=FIRE)
    return door.order(OpenIncident(type="fire.structure", place=place)).subjects[0]


def followed(door: Opened, incident: str) -> None:
    first = advice(door, incident)["options"][0]
    got = door.ask("POST", "/v1/line", {"line": first["line"], "basis": first["basis"]})
    assert got.status == 200, got


def explained(door: Opened, incident: str, more: str = "", token: str = "") -> list[dict[str, Any]]:
    got = door.ask("GET", f"/v1/advice/kept?incident={incident}{more}", token=token)
    assert got.status == 200, got
    found = json.loads(got.body)["advices"]
    assert isinstance(found, list)
    return found


def test_what_was_known_proposed_and_done_is_told_after_a_restart_and_without_the_track(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "town"
    with open_door(folder) as door:
        incident = prepared(door)
        followed(door, incident)
        door.order(ReportEnRoute(unit="PE-E7"))
        door.order(ReportOnScene(unit="PE-E7"))
        before = explained(door, incident)
        (timeline,) = (
            each
            for each in json.loads(door.ask("GET", f"/v1/timeline/incidents/{incident}").body)[
                "facts"
            ]
            if each["event"] == "unit_dispatched"
        )
        assert timeline["advice"] == {"incident": incident, "id": before[0]["id"]}
    shutil.rmtree(folder / TRACK)
    with opened(folder) as town, serving(town, folder, telemetry_of(town, folder)) as door:
        assert explained(door, incident) == before
        (one,) = explained(door, incident)
    assert (one["planner"], one["policy"], one["policy_version"]) == ("dispatch", "coverage", 0)
    assert one["needs"] == ["engine"]
    assert (one["taken"], one["followed"]) == (1, 1)
    assert {each["call_sign"] for each in one["units"]} >= {"E7", "E2"}
    (e2,) = (each for each in one["units"] if each["call_sign"] == "E2")
    assert (e2["lat_udeg"], e2["lon_udeg"]) == (47_060_000, -20_020_000)
    assert e2["age_s"] >= 1
    assert e2["drive_s"] > 0
    (e7,) = (each for each in one["units"] if each["call_sign"] == "E7")
    assert e7["standing"] == "at_station", "some metres are no way"
    (went,) = one["went"]
    assert (went["call_sign"], went["option"]) == ("E7", 1)
    assert went["arrived_s"] is not None
    assert main(["why", str(folder), "PE-E7"]) == 0
    told = capsys.readouterr().out
    assert f"on the advice of dispatch {VERSION}, by coverage 0, no ground" in told
    assert "E2: on the road · at 47.06000,-20.02000 · seen" in told
    assert "option 1 taken" in told


def test_advice_that_was_set_aside_is_told_with_the_word_and_who_went(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        incident = prepared(door)
        told = advice(door, incident)
        for line in (f"D A1 {incident}", f'BC {incident} A1 "parade'):
            got = door.ask("POST", "/v1/line", {"line": line, "basis": told["basis"]})
            assert got.status == 200, got
        (one,) = explained(door, incident)
        assert (one["taken"], one["followed"]) == (None, None)
        assert [each["call_sign"] for each in one["went"]] == ["A1"]
        (said,) = one["said"]
        assert (said["because"], said["word"], said["instead"]) == ("other", "parade", ["A1"])
        nobody = prepared_again(door)
        stood = advice(door, nobody)
        body = {"line": f"BC {nobody} road", "basis": stood["basis"]}
        assert door.ask("POST", "/v1/line", body).status == 200
        (other,) = explained(door, nobody)
        assert (other["went"], other["followed"]) == ([], None)
        assert other["said"][0]["because"] == "road"


def prepared_again(door: Opened) -> str:
    place = GivenPlace(label="Fish dock", point=FIRE)
    return door.order(OpenIncident(type="fire.alarm", place=place)).subjects[0]


def at(time: datetime) -> str:
    return f"&known_at={time.isoformat().replace('+00:00', 'Z')}"


def test_at_another_time_it_is_what_was_on_record_then_and_a_finished_incident_has_it_too(
    tmp_path: Path,
) -> None:
    with open_door(tmp_path / "town") as door:
        incident = prepared(door)
        before = door.moment()
        followed(door, incident)
        assert explained(door, incident, at(before)) == []
        sent = door.moment()
        door.order(ReportEnRoute(unit="PE-E7"))
        door.order(ReportOnScene(unit="PE-E7"))
        assert explained(door, incident, at(sent))[0]["went"][0]["arrived_s"] is None
        assert explained(door, incident)[0]["went"][0]["arrived_s"] is not None
        door.order(ClearUnit(unit="PE-E7"))
        door.order(CloseIncident(incident=incident, disposition="completed"))
        assert len(explained(door, incident)) == 1


def test_an_arrival_that_was_reported_late_was_not_known_before_it_was_reported(
    tmp_path: Path,
) -> None:
    with open_door(tmp_path / "town") as door:
        incident = prepared(door)
        followed(door, incident)
        there = door.moment()
        unreported = door.moment()
        for number, report in enumerate((ReportEnRoute(unit="PE-E7"), ReportOnScene(unit="PE-E7"))):
            late = Order(
                command=report, command_id=f"late/{number}", actor=FIRST, occurred_at=there
            )
            assert isinstance(door.town.submit(late), Accepted)
        reported = door.moment()
        assert explained(door, incident, at(unreported))[0]["went"][0]["arrived_s"] is None
        assert explained(door, incident, at(reported))[0]["went"][0]["arrived_s"] is not None


def test_whoever_may_not_see_the_work_or_the_matter_is_told_nothing(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        incident = prepared(door)
        followed(door, incident)
        dispatcher = door.let_in("dispatcher")
        path = f"/v1/advice/kept?incident={incident}"
        assert door.ask("GET", path, token=door.let_in("observer")).status == 404
        assert len(explained(door, incident, token=dispatcher)) == 1, "the control"
        door.order(RestrictIncident(incident=incident))
        assert door.ask("GET", path, token=dispatcher).status == 404


def test_a_basis_from_the_door_is_short_enough_for_an_order(tmp_path: Path) -> None:
    """In a town with many units, with long names."""
    with open_door(tmp_path / "town") as door:
        incident = prepared(door)
        for number in range(60):
            door.order(RegisterUnit(call_sign=f"ENGINE{number:03}", kind="engine", station="quay"))
        told = advice(door, incident)
        every = [told["basis"], *(each["basis"] for each in told["options"])]
        assert all(len(each.encode()) <= LONGEST for each in every)
        assert all(json.loads(each)["options"] for each in every)

"""Advice over HTTP: who should go, the line that takes it, and what stays on record of it."""

import json
from typing import Any

import pytest

from tests.app.web.doors import Opened
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.restriction import RestrictIncident
from tocsin.terms.codes import UnitStatus


@pytest.fixture(scope="module")
def fire(door: Opened) -> str:
    """A fire, under a plan that asks for an engine and a ladder."""
    cards = (Card(level=1, needs=(Need("engine"), Need("ladder"))),)
    content = PlanContent(name="Fire", trigger=Applies(types=("fire",)), cards=cards)
    door.order(AdoptPlan(plan="fire", over=0, content=content))
    return door.open_incident()


def advice(door: Opened, incident: str, token: str = "") -> dict[str, Any]:
    got = door.ask("GET", f"/v1/advice?incident={incident}", token=token)
    assert got.status == 200, got
    return got.json


def test_what_is_proposed_is_taken_by_its_line_and_stays_with_the_order(
    door: Opened, fire: str
) -> None:
    told = advice(door, fire)
    first = told["options"][0]
    assert first["missing"] == ["ladder"], "the town has none"
    assert {each["code"] for each in told["degraded"]} == {"no_place", "no_ground"}
    assert any(each["says"].startswith("nobody is left for ladder") for each in first["reasons"])
    got = door.ask("POST", "/v1/line", {"line": first["lines"][0], "basis": first["basis"]})
    assert got.status == 200, got
    found = door.town.picture.incidents.get(fire)
    assert found is not None
    (response,) = found.responses
    assert response.unit == first["units"][0]
    assert response.mark(UnitStatus.committed) is not None
    assert response.basis == first["basis"]
    basis = json.loads(first["basis"])
    assert (basis["planner"], basis["policy"], basis["option"]) == ("dispatch", "coverage", 1)
    why = advice(door, fire)["why_not"]
    (stays,) = (each for each in why if each["unit"] == response.unit)
    assert stays["code"] == "is_there"


def test_whoever_may_not_send_is_not_advised(door: Opened, fire: str) -> None:
    got = door.ask("GET", f"/v1/advice?incident={fire}", token=door.let_in("observer"))
    assert (got.status, got.code) == (403, "forbidden")


def test_an_incident_out_of_sight_is_not_there_and_is_not_named(door: Opened, fire: str) -> None:
    """A unit that works on it works, and nothing more is said of that."""
    hidden = door.open_incident()
    assert door.give("DispatchUnit", {"unit": "PE-E2", "incident": hidden}).status == 200
    assert hidden in json.dumps(advice(door, fire)), "the control: before it is restricted"
    door.order(RestrictIncident(incident=hidden))
    outside = door.let_in("dispatcher")
    got = door.ask("GET", f"/v1/advice?incident={hidden}", token=outside)
    assert (got.status, got.code) == (404, "not_found")
    assert hidden not in json.dumps(advice(door, fire, outside))


def test_a_policy_that_there_is_not_is_told_which_there_are(door: Opened, fire: str) -> None:
    got = door.ask("GET", f"/v1/advice?incident={fire}&policy=best")
    assert (got.status, got.json["where"]) == (400, "policy")
    assert "closest" in str(got.json["detail"])

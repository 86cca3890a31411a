"""Advice on all that wait, over HTTP: nobody twice, lines that are taken, the asker's sight."""

import json
from typing import Any

import pytest

from tests.app.web.doors import Opened
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.restriction import RestrictIncident


@pytest.fixture(scope="module")
def fires(door: Opened) -> tuple[str, str]:
    """Two fires, under a plan that asks for an engine and a ladder, that the town has none of."""
    cards = (Card(level=1, needs=(Need("engine"), Need("ladder"))),)
    content = PlanContent(name="Fire", trigger=Applies(types=("fire",)), cards=cards)
    door.order(AdoptPlan(plan="fire", over=0, content=content))
    return door.open_incident(), door.open_incident()


def all_advised(door: Opened, token: str = "") -> dict[str, Any]:
    got = door.ask("GET", "/v1/advice/all", token=token)
    assert got.status == 200, got
    return got.json


def test_nobody_is_proposed_twice_and_a_line_takes_a_share(
    door: Opened, fires: tuple[str, str]
) -> None:
    told = all_advised(door)
    shares = {each["incident"]: each for each in told["shares"]}
    assert set(fires) <= set(shares)
    units = [unit for each in told["shares"] for unit in each["units"]]
    assert units
    assert len(units) == len(set(units))
    assert all("ladder" in shares[fire]["missing"] for fire in fires)
    assert told["gap"] == 0
    first = next(each for each in told["shares"] if each["units"])
    assert door.ask("POST", "/v1/line", {"line": first["line"]}).status == 200
    found = door.town.picture.incidents.get(first["incident"])
    assert found is not None
    assert {each.unit for each in found.responses} == set(first["units"])
    again = all_advised(door)
    assert not set(first["units"]) & {u for each in again["shares"] for u in each["units"]}


def test_whoever_may_not_send_is_not_advised_on_all(door: Opened, fires: tuple[str, str]) -> None:
    got = door.ask("GET", "/v1/advice/all", token=door.let_in("observer"))
    assert (got.status, got.code) == (403, "forbidden")


def test_a_policy_that_there_is_not_is_told(door: Opened) -> None:
    got = door.ask("GET", "/v1/advice/all?policy=best")
    assert (got.status, got.json["where"]) == (400, "policy")


def test_an_incident_out_of_sight_is_not_among_those_that_wait(
    door: Opened, fires: tuple[str, str]
) -> None:
    hidden = door.open_incident()
    outside = door.let_in("dispatcher")
    assert hidden in json.dumps(all_advised(door, outside)), "the control: before it is restricted"
    door.order(RestrictIncident(incident=hidden))
    assert hidden not in json.dumps(all_advised(door, outside))

"""Advice that stands beside a line: it stays with orders on its incident, followed or not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app.web.doors import Opened, open_door
from tests.app.web.test_advice import advice
from tocsin.operations.advised import kept
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.terms.codes import AsideReason


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Opened]:
    """A town in which all units are free, with a plan that asks for an engine at a fire."""
    cards = (Card(level=1, needs=(Need("engine"),)),)
    content = PlanContent(name="Fire", trigger=Applies(types=("fire",)), cards=cards)
    with open_door(tmp_path / "town") as door:
        door.order(AdoptPlan(plan="fire", over=0, content=content))
        yield door


def test_who_sends_others_takes_the_advice_along_and_is_told_that_they_are(fresh: Opened) -> None:
    incident = fresh.open_incident()
    told = advice(fresh, incident)
    proposed = told["options"][0]["units"]
    other = "PE-A1"
    assert all(other not in each["units"] for each in told["options"])
    line = f"D {other.removeprefix('PE-')} {incident}"
    got = fresh.ask("POST", "/v1/line", {"line": line, "basis": told["basis"]})
    assert got.status == 200, got
    assert json.loads(got.body)["facts"]["besides"] == {"incident": incident, "units": [other]}
    found = fresh.town.picture.incidents.get(incident)
    assert found is not None
    (response,) = found.responses
    stands = kept(response.basis)
    assert stands is not None
    assert stands.option is None
    assert stands.options[0].units == tuple(proposed)
    assert stands.policy_version == 0, "what is shipped"
    why = f"BC {incident} {other.removeprefix('PE-')} nearer"
    assert fresh.ask("POST", "/v1/line", {"line": why, "basis": told["basis"]}).status == 200
    found = fresh.town.picture.incidents.get(incident)
    assert found is not None
    (aside,) = found.asides
    assert (aside.because, aside.instead, aside.basis) == (
        AsideReason.nearer, (other,), told["basis"]
    )  # fmt: skip


def test_the_advice_on_one_incident_does_not_stay_with_an_order_on_another(fresh: Opened) -> None:
    one, other = fresh.open_incident(), fresh.open_incident()
    told = advice(fresh, one)
    sign = next(e.call_sign for e in fresh.town.picture.units.values() if e.incident is None)
    body = {"line": f"D {sign} {other}", "basis": told["basis"]}
    got = fresh.ask("POST", "/v1/line", body)
    assert got.status == 200, got
    assert "besides" not in json.loads(got.body)["facts"]
    found = fresh.town.picture.incidents.get(other)
    assert found is not None
    assert found.responses[0].basis != told["basis"]


def test_what_came_of_a_line_for_several_units_tells_no_position(fresh: Opened) -> None:
    incident = fresh.open_incident()
    got = fresh.ask("POST", "/v1/line", {"line": f"D E1 E2 {incident}"})
    assert got.json["text"] == f"Dispatch E1 to {incident}. Dispatch E2 to {incident}."

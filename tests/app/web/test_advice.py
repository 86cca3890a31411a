"""Advice over HTTP: who should go, the line that takes it, and what stays on record of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_adopting import made
from tests.app.web.doors import Opened, open_door
from tests.app.web.test_ground import adopt
from tocsin.access import Eye, person
from tocsin.app.advising.homes import Homes
from tocsin.app.advising.roads import RoadGround
from tocsin.app.advising.sight import in_sight
from tocsin.geo.places import Point
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.restriction import RestrictIncident
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.planners.dispatch.ground import NEVER_MS
from tocsin.planners.dispatch.straight import NOBODY
from tocsin.terms.codes import Agency, UnitStatus


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
    assert {each["code"] for each in told["degraded"]} == {
        "no_place", "no_ground", "nobody_counted"
    }  # fmt: skip
    assert any(each["says"].startswith("nobody goes for ladder") for each in first["reasons"])
    got = door.ask("POST", "/v1/line", {"line": first["line"], "basis": first["basis"]})
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


@pytest.mark.parametrize(
    ("language", "anybody"), [("de", "irgendeine Einheit"), ("ar", "أي وحدة"), ("en", "anybody")]
)
def test_where_no_plan_says_what_is_asked_for_is_said_in_the_language(
    door: Opened, language: str, anybody: str
) -> None:
    incident = door.open_incident(type="medical.unknown")
    given = {"Accept-Language": language}
    got = door.ask("GET", f"/v1/advice?incident={incident}", headers=given)
    told: dict[str, Any] = got.json
    fills = {each for option in told["options"] for s in option["sends"] for each in s["fills"]}
    missing = {each for option in told["options"] for each in option["missing"]}
    assert told["needs"] == [anybody]
    assert fills | missing <= {anybody}
    assert all("anybody" not in each["says"] for o in told["options"] for each in o["reasons"])


@pytest.mark.parametrize(
    ("language", "engine", "ladder"),
    [("de", "Löschfahrzeug", "Drehleiter"), ("en", "engine", "ladder")],
)
def test_what_is_asked_for_is_said_in_the_language(
    door: Opened, fire: str, language: str, engine: str, ladder: str
) -> None:
    assert fire, "it has adopted the plan"
    given = {"Accept-Language": language}
    path = f"/v1/advice?incident={door.open_incident()}"
    told: dict[str, Any] = door.ask("GET", path, headers=given).json
    assert told["needs"] == [engine, ladder]
    units = door.town.picture.units
    for each in told["why_not"]:
        unit = units.get(each["unit"])
        assert unit is not None
        assert each["is_of_use"] == (unit.kind in ("engine", "ladder"))
    assert {each["is_of_use"] for each in told["why_not"]} == {True, False}


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


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ground of two towns with one bridge between them."""
    return made(tmp_path_factory.mktemp("ground"), "one")


WEST = {"lat_udeg": -33_890_000, "lon_udeg": 18_402_500}
EAST = {"lat_udeg": -33_890_000, "lon_udeg": 18_417_500}


@pytest.fixture
def over_the_bridge(tmp_path: Path, ground: Path) -> Iterator[tuple[Opened, str]]:
    """A town on that ground: its ambulance stands on one side, the fall is on the other."""
    with open_door(tmp_path / "town") as door:
        adopt(door, tmp_path / "town", ground)
        door.order(AddStation(id="west", name="West", point=Point(**WEST)))
        door.order(
            RegisterUnit(call_sign="A9", kind="ambulance", station="west", agency=Agency.medical)
        )
        place = GivenPlace(point=Point(**EAST))
        door.order(OpenIncident(type="medical.fall", place=place))
        (fire,) = (each.id for each in door.town.picture.incidents.values())
        yield door, fire


def drive_s(door: Opened, incident: str) -> object:
    sends = [each for option in advice(door, incident)["options"] for each in option["sends"]]
    (found,) = {each["drive_s"] for each in sends if each["unit"] == "PE-A9"} or {None}
    return found


def test_a_closure_is_reckoned_with_at_once_and_one_without_a_place_is_said(
    over_the_bridge: tuple[Opened, str],
) -> None:
    door, fire = over_the_bridge
    before = drive_s(door, fire)
    assert before is not None
    shut = {"kind": "closed", "extent": {"edges": ["w112.n12"]}, "id": "x1"}
    assert door.give("DeclareClosure", shut).status == 200
    assert drive_s(door, fire) is None, "there is no other way"
    assert door.give("LiftClosure", {"closure": "x1", "reason": "open"}).status == 200
    assert drive_s(door, fire) == before
    assert "closures_unplaced" not in {e["code"] for e in advice(door, fire)["degraded"]}
    of_another_ground = {"kind": "closed", "extent": {"edges": ["w99999.n1"]}, "id": "x2"}
    assert door.give("DeclareClosure", of_another_ground).status == 200
    told = [each for each in advice(door, fire)["degraded"] if each["code"] == "closures_unplaced"]
    assert [each["says"] for each in told] == [
        "One closure lies nobody knows where on this ground: the way may lead through it"
    ]


def test_advice_is_over_the_roads_that_the_viewer_may_know_as_a_way_is(
    over_the_bridge: tuple[Opened, str],
) -> None:
    door, _ = over_the_bridge
    shut = {"kind": "closed", "extent": {"edges": ["w112.n12"]}, "id": "x1"}
    assert door.give("DeclareClosure", shut).status == 200
    for name, roles in (("d", ("dispatcher",)), ("a", ("administrator",))):
        door.order(RegisterPerson(id=f"PE-p-{name}", handle=name, roles=roles))
    picture = door.town.picture
    dispatcher, administrator = (
        in_sight(Eye(picture, person(each))) for each in ("PE-p-d", "PE-p-a")
    )
    assert "x1" in dispatcher.closures
    assert "x1" not in administrator.closures
    assert dispatcher.closures.get("x1") == picture.closures.get("x1")


def test_a_door_has_asked_its_planner_before_anybody_does(
    over_the_bridge: tuple[Opened, str],
) -> None:
    door, fire = over_the_bridge
    town = door.town
    standing = door.door.ground.standing
    adviser = door.door.adviser
    assert adviser.warm(town.picture, standing).wait(60)
    known = adviser.roads
    assert known is not None
    assert drive_s(door, fire) is not None
    assert adviser.roads is known, "nothing is read again"
    shut = {"kind": "closed", "extent": {"edges": ["w112.n12"]}, "id": "x1"}
    assert door.give("DeclareClosure", shut).status == 200
    assert drive_s(door, fire) is None
    assert adviser.roads is not known, "the control: other roads"


def test_what_is_looked_up_is_what_a_search_finds_and_nobody_is_sooner_than_was_said(
    over_the_bridge: tuple[Opened, str],
) -> None:
    """Places set on roads at both ends, on one piece too; with a closure, and without."""
    door, _ = over_the_bridge
    adviser, standing = door.door.adviser, door.door.ground.standing
    west, east = Point(**WEST), Point(**EAST)
    step = ((east.lat_udeg - west.lat_udeg) // 7, (east.lon_udeg - west.lon_udeg) // 7)
    ends = [
        Point(west.lat_udeg + n * step[0] + off, west.lon_udeg + n * step[1])
        for n in range(-1, 9) for off in (0, 400)
    ]  # fmt: skip
    found = []
    for shut in (False, True):
        if shut:
            fields = {"kind": "closed", "extent": {"edges": ["w112.n12"]}, "id": "x1"}
            assert door.give("DeclareClosure", fields).status == 200
        assert adviser.warm(door.town.picture, standing).wait(60)
        known = adviser.roads
        assert known is not None
        ready, closures, _ = known
        grown, searched = (RoadGround(ready, closures, Homes([], NOBODY)) for _ in range(2))
        kinds = ["engine", "ambulance"] * (len(ends) // 2)
        grown.want(ends[:12], kinds[:12])
        while grown.grow():
            pass
        for end in ends:
            whole = searched.to_place(ends, kinds, end)
            assert grown.to_place(ends, kinds, end).tolist() == whole.tolist()
            near = grown.to_place(ends, kinds, end, 0)
            assert near[:12].tolist() == whole[:12].tolist(), "without a search"
            least = grown.at_least(ends, kinds, end)
            assert (least <= whole).all()
            unasked = int(((near == NEVER_MS) & (whole < NEVER_MS)).sum())
            found.append((whole.tolist(), unasked, int(least.max())))
    half = len(found) // 2
    assert [e[0] for e in found[:half]] != [e[0] for e in found[half:]], "the control: a closure"
    assert max(each[1] for each in found), "the control: the others were not looked for"
    assert max(each[2] for each in found), "the control: it says something"

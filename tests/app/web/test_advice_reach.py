"""An option on the map: the ways of those who go, and the people that it leaves without cover."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.web.doors import Opened, open_door
from tests.app.web.test_ground import adopt
from tocsin.app.ground.asking import opened
from tocsin.app.ground.geometry import spot_at
from tocsin.app.ground.growing import VERSION, Recipe, grown_ground
from tocsin.geo.places import Point, distance_m
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.dispatch_policy import AdoptDispatchPolicy
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture.dispatch_policy import SHIPPED, Weights
from tocsin.operations.units import AddStation, RegisterUnit
from tocsin.terms.codes import Agency

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grown region of three towns."""
    folder = tmp_path_factory.mktemp("region") / "ground"
    grown_ground(Recipe(VERSION, 3, 3, 4_000), folder)
    return folder


def doors(ground: Path) -> list[Point]:
    """Addresses, west to east."""
    with opened(ground) as database:
        rows = database.execute("SELECT geom FROM address ORDER BY fid LIMIT 400").fetchall()
    return sorted((Point(*spot_at(geom)) for (geom,) in rows), key=lambda each: each.lon_udeg)


@pytest.fixture
def town(tmp_path: Path, ground: Path) -> Iterator[tuple[Opened, str]]:
    """A town on it with two ambulances far from each other, and a fall near one of them."""
    with open_door(tmp_path / "town") as door:
        adopt(door, tmp_path / "town", ground, "Garrowhaven")
        places = doors(ground)
        for name, point in (("west", places[0]), ("east", places[-1])):
            door.order(AddStation(id=name, name=name.title(), point=point))
            door.order(
                RegisterUnit(
                    call_sign=f"M{name[0].upper()}", kind="ambulance", station=name,
                    agency=Agency.medical,
                )
            )  # fmt: skip
        weights = Weights(standard_s=180)
        door.order(AdoptDispatchPolicy(name="ours", over=0, weights=weights))
        place = GivenPlace(point=places[60])
        yield door, door.order(OpenIncident(type="medical.fall", place=place)).subjects[0]


def reach(door: Opened, incident: str, *units: str) -> dict[str, Any]:
    got = door.ask("GET", f"/v1/advice/reach?incident={incident}&units={','.join(units)}")
    assert got.status == 200, got
    found = json.loads(got.body)
    assert isinstance(found, dict)
    return found


def test_the_map_shows_ways_and_just_the_people_that_the_option_counts(
    town: tuple[Opened, str],
) -> None:
    door, incident = town
    told = json.loads(door.ask("GET", f"/v1/advice?incident={incident}").body)
    first = told["options"][0]
    found = reach(door, incident, *first["units"])
    assert found["is_known"]
    (goes,) = found["goes"]
    assert not goes["is_straight"]
    assert len(goes["line"]) > 2
    noun = door.town.picture.incidents.get(incident)
    assert noun is not None
    assert noun.place.point is not None
    last = Point(*(round(each * 1e6) for each in goes["line"][-1]))
    assert distance_m(last, noun.place.point) < 200
    by_town: dict[str, int] = {}
    for area in found["left"]:
        assert 0 < area["people"] <= area["of"]
        assert all(len(ring) >= 3 for ring in area["rings"])
        by_town[area["town"]] = by_town.get(area["town"], 0) + area["people"]
    minutes = SHIPPED["coverage"].weights.away_s // 60
    assert by_town
    assert {name: people * minutes for name, people in by_town.items()} == first["uncovered"]


def test_of_two_that_reach_the_same_one_leaves_nobody_and_both_leave_all(
    town: tuple[Opened, str],
) -> None:
    """The control: who stays covers them."""
    door, incident = town
    door.order(
        RegisterUnit(call_sign="MX", kind="ambulance", station="west", agency=Agency.medical)
    )
    alone = reach(door, incident, "PE-MW")
    both = reach(door, incident, "PE-MW", "PE-MX")
    assert alone["left"] == []
    assert sum(each["people"] for each in both["left"]) > 0
    assert {each["call_sign"] for each in both["goes"]} == {"MW", "MX"}
    other = door.open_incident()
    door.order(DispatchUnit(unit="PE-MX", incident=other))
    assert reach(door, incident, "PE-MW")["left"] == both["left"], "who works covers nobody"


def test_whoever_may_not_send_and_what_is_no_list_of_units_is_refused(
    town: tuple[Opened, str],
) -> None:
    door, incident = town
    path = f"/v1/advice/reach?incident={incident}"
    got = door.ask("GET", f"{path}&units=PE-MW", token=door.let_in("observer"))
    assert (got.status, got.code) == (403, "forbidden")
    assert door.ask("GET", path).status == 400
    assert door.ask("GET", f"{path}&units={','.join('abcdefgh' * 10)}").status in (200, 400)
    assert door.ask("GET", "/v1/advice/reach?incident=PE-none&units=PE-MW").status == 404


def test_without_a_ground_the_way_is_straight_and_nobody_is_counted(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        door.order(AddStation(id="quay", name="Quay", point=Point(47_050_000, -20_010_000)))
        door.order(RegisterUnit(call_sign="E7", kind="engine", station="quay"))
        place = GivenPlace(point=Point(47_052_000, -20_012_000))
        incident = door.order(OpenIncident(type="fire.alarm", place=place)).subjects[0]
        found = reach(door, incident, "PE-E7")
        assert (found["is_known"], found["left"]) == (False, [])
        assert found["goes"][0]["is_straight"]
        assert len(found["goes"][0]["line"]) == 2

"""The ground over HTTP: which one, whose a point is, another one without opening the door anew."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.app.test_adopting import made
from tests.app.web.doors import Opened, open_door
from tocsin.app.ground.adopting import order_for
from tocsin.app.ground.keeping import kept, place_of
from tocsin.operations.ground import in_force

pytestmark = pytest.mark.full

AT = "-33.89,18.402"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ground of two towns."""
    return made(tmp_path_factory.mktemp("ground"), "one")


@pytest.fixture
def standing(tmp_path: Path, ground: Path) -> Iterator[tuple[Opened, Path]]:
    """A served town, Port Ellery, that stands on Westerly; and its folder."""
    town = tmp_path / "town"
    with open_door(town) as door:
        adopt(door, town, ground)
        yield door, town


def adopt(door: Opened, town: Path, ground: Path, name: str = "Westerly") -> str:
    """Put the ground into the town's folder and order its adoption over HTTP."""
    command, manifest, _ = order_for(ground, door.town.picture, name, None)
    kept(town, ground, manifest)
    got = door.give("AdoptGround", msgspec.to_builtins(command))
    assert got.status == 200, got
    return command.checksum


def test_a_town_without_a_ground_says_so(tmp_path: Path) -> None:
    with open_door(tmp_path / "town") as door:
        got = door.ask("GET", "/v1/ground")
        assert (got.status, got.code) == (404, "no_ground")
        assert door.ask("GET", f"/v1/ground/whose?at={AT}").code == "no_ground"


def test_whose_a_point_is_by_the_ground_in_force(standing: tuple[Opened, Path]) -> None:
    door, _ = standing
    found = door.ask("GET", "/v1/ground").json
    assert (found["version"], found["adopted_as"]["name"]) == (1, "Westerly")
    whose = door.ask("GET", f"/v1/ground/whose?at={AT}").json
    assert (whose["answer"], whose["ground"]) == ("one", found["checksum"])
    assert door.ask("GET", "/v1/ground/whose").code == "malformed"
    assert door.ask("GET", "/v1/ground/whose?at=here").code == "malformed"
    assert door.ask("GET", f"/v1/ground/whose?at={AT}", token=None).status == 401


def test_what_is_adopted_next_is_asked_next(standing: tuple[Opened, Path], tmp_path: Path) -> None:
    door, town = standing
    before = door.ask("GET", "/v1/ground").json["checksum"]
    after = adopt(door, town, made(tmp_path, "two", quay="Quayside"))
    assert door.ask("GET", "/v1/ground").json["checksum"] == after != before
    assert place_of(town, str(before)).is_dir()


def test_a_ground_that_is_not_in_the_folder_is_not_adopted_over_http(
    standing: tuple[Opened, Path], tmp_path: Path
) -> None:
    door, _ = standing
    command, _, _ = order_for(made(tmp_path, "two", quay="Q"), door.town.picture, "Westerly", None)
    got = door.give("AdoptGround", msgspec.to_builtins(command))
    assert (got.status, got.code) == (409, "ground_not_here")
    now = in_force(door.town.picture)
    assert now is not None
    assert now.checksum != command.checksum


def test_a_line_is_a_choice_where_two_towns_have_that_street(
    standing: tuple[Opened, Path],
) -> None:
    door, _ = standing
    found = door.ask("GET", f"/v1/ground/where?q=12%20mill%20rd&near={AT}").json
    towns = [each["jurisdiction"] for each in found["candidates"]]
    assert towns == ["Westerly", "Easterly"]
    assert (found["is_choice"], found["asks"]["code"]) == (True, "which_town")
    assert door.ask("GET", "/v1/ground/where").code == "malformed"
    assert door.ask("GET", "/v1/ground/where?q=mill&limit=0").code == "malformed"


def test_a_name_that_locals_give_is_found_from_then_on(standing: tuple[Opened, Path]) -> None:
    door, _ = standing

    def labels() -> list[str]:
        found = door.ask("GET", "/v1/ground/where?q=zeppelin%20shed").json
        return [each["label"] for each in found["candidates"]]

    assert not any("zeppelin" in each for each in labels())
    point = {"lat_udeg": -33_890_000, "lon_udeg": 18_402_000}
    assert door.give("NamePlace", {"name": "the zeppelin shed", "point": point}).status == 200
    assert "zeppelin" in labels()[0]


def test_what_is_at_a_point(standing: tuple[Opened, Path]) -> None:
    door, _ = standing
    found = door.ask("GET", "/v1/ground/here?at=-33.8899,18.403").json
    assert found["jurisdiction"] == "Westerly"
    assert found["address"]["label"] == "12 Mill Road, Westerly"
    assert found["hydrants"]
    assert door.ask("GET", "/v1/ground/here").code == "malformed"


WAY = "/v1/ground/route?from=-33.89,18.4025&to=-33.89,18.4175&class=ambulance"


def test_a_way_reckons_with_water_by_what_the_vehicle_can_ford(
    standing: tuple[Opened, Path],
) -> None:
    door, _ = standing
    dry = door.ask("GET", WAY).json
    assert dry["closures"] == []
    assert "w112.n12" in dry["edges"]
    flooded = {"kind": "flooded", "extent": {"edges": ["w112"]}, "depth_cm": 20, "id": "x1"}
    assert door.give("DeclareClosure", flooded).status == 200
    shallow = door.ask("GET", WAY).json
    assert shallow["closures"] == ["x1"]
    assert shallow["travel_s"] > dry["travel_s"]
    assert door.give("ReviseClosure", {"closure": "x1", "depth_cm": 60}).status == 200
    assert door.ask("GET", WAY).json["travel_s"] is None, "the only bridge is too deep now"
    assert door.give("LiftClosure", {"closure": "x1", "reason": "dry"}).status == 200
    assert door.ask("GET", WAY).json["travel_s"] == dry["travel_s"]


def test_whoever_may_not_know_of_closures_gets_the_way_without_them(
    standing: tuple[Opened, Path],
) -> None:
    door, _ = standing
    shut = {"kind": "closed", "extent": {"edges": ["w112.n12"]}, "id": "x1"}
    assert door.give("DeclareClosure", shut).status == 200
    assert door.ask("GET", WAY).json["travel_s"] is None
    administrator = door.let_in("administrator")
    found = door.ask("GET", WAY, token=administrator).json
    assert found["closures"] == []
    assert found["travel_s"] is not None


def test_shapes_points_and_words_of_closures_are_laid_over_the_roads(
    standing: tuple[Opened, Path],
) -> None:
    door, _ = standing

    def micro(lat: int, lon: int) -> dict[str, int]:
        return {"lat_udeg": lat, "lon_udeg": lon}

    extents: dict[str, object] = {
        "a": {"line": [micro(-33_891_000, 18_410_000), micro(-33_889_000, 18_410_000)]},
        "b": {"place": {"point": micro(-33_890_100, 18_410_000)}},
        "c": {"place": {"point": micro(-33_889_000, 18_410_000)}, "radius_m": 150},
        "d": {
            "polygon": [micro(-33_891_000, 18_409_000), micro(-33_891_000, 18_411_000),
                        micro(-33_889_000, 18_410_000)],
        },
    }  # fmt: skip
    for name, extent in extents.items():
        assert (
            door.give("DeclareClosure", {"kind": "closed", "extent": extent, "id": name}).status
            == 200
        )
        found = door.ask("GET", WAY).json
        assert (found["travel_s"], found["closures"]) == (None, [name]), name
        assert door.give("LiftClosure", {"closure": name, "reason": "open"}).status == 200
    told = {"kind": "closed", "extent": {"place": {"label": "Somewhere"}}, "id": "e"}
    assert door.give("DeclareClosure", told).status == 200
    outage = {"kind": "without_power", "extent": extents["c"], "id": "f"}
    assert door.give("DeclareClosure", outage).status == 200
    found = door.ask("GET", WAY).json
    assert found["travel_s"] is not None
    assert (found["closures"], found["unplaced"]) == ([], ["e"])


def test_emergency_vehicles_pass_what_lets_them_pass(standing: tuple[Opened, Path]) -> None:
    door, _ = standing
    shut = {"kind": "closed", "extent": {"edges": ["w112"]}, "passable_for": ["emergency"]}
    assert door.give("DeclareClosure", shut).status == 200
    assert door.ask("GET", WAY).json["travel_s"] is not None
    assert door.ask("GET", WAY.replace("ambulance", "foot")).json["travel_s"] is None


def test_what_is_cut_off_by_what_stands_and_what_is_asked(standing: tuple[Opened, Path]) -> None:
    door, _ = standing
    assert door.ask("GET", "/v1/ground/cut-off?class=ambulance").json["islands"] == []
    found = door.ask("GET", "/v1/ground/cut-off?close=w112&class=ambulance").json
    assert found["closed"] == ["w112.n12"]
    assert found["islands"]
    assert (
        door.give("DeclareClosure", {"kind": "closed", "extent": {"edges": ["w112"]}}).status == 200
    )
    assert door.ask("GET", "/v1/ground/cut-off?class=ambulance").json["islands"] == found["islands"]
    assert door.ask("GET", "/v1/ground/cut-off?close=w9").code == "malformed"
    assert door.ask("GET", "/v1/ground/cut-off?class=tank").code == "malformed"


def test_a_place_that_is_completed_from_the_ground_is_that_place_when_it_is_given(
    standing: tuple[Opened, Path],
) -> None:
    door, _ = standing
    found = door.ask("POST", "/v1/line/complete", {"line": "C fire @12 mill rd"}).json
    offered = {each["text"]: each for each in found["choices"]}
    assert {"12 Mill Road, Westerly", "12 Mill Road, Easterly"} <= set(offered)
    assert offered["12 Mill Road, Westerly"]["kind"] == "place"
    assert found["start"] == len("C fire @")

    def point(line: str) -> object:
        got = door.ask("POST", "/v1/line", {"line": line})
        (incident,) = got.json["facts"]["subjects"]
        fields = door.ask("GET", f"/v1/picture/incidents/{incident}").json["fields"]
        return fields["place"].get("point")

    assert point("C fire @12 Mill Road, Westerly") is not None
    assert point("C fire @12 mill rd") is None, "two towns have it: nothing is guessed"

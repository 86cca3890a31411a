"""A warning is measured on the ground that the town stands on, not by what an order says."""

import json
from collections.abc import Iterator
from math import cos, pi, sin
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.app.test_adopting import AT, adopt, founded
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.app.warnings import surveying
from tocsin.app.wiring import reading
from tocsin.gateways.cap import parse
from tocsin.gateways.census.samples import zones
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.gateways.osm import render, samples
from tocsin.geo.places import Point
from tocsin.operations.picture.subscription import SubscribedPlace
from tocsin.operations.picture.warning import AlertArea, AlertFacts
from tocsin.operations.warning_content import shapes_of

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
SECRET = "four plain words together"
CLOSED = json.dumps({"kind": "closed", "extent": {"edges": ["w112"]}})
FREE = ("--event", "Fire", "--headline", "Fire at the quay", "--instruction", "Stay inside.")


def peopled(folder: Path) -> Path:
    """Westerly and Easterly, with zones and who lives there."""
    (folder / "zones.geojson").write_bytes(render_areas(areas()))
    (folder / "people_2021.csv").write_bytes(zones())
    (folder / "sample.osm").write_text(render(samples.things()))
    words = [str(folder / "sample.osm"), "--zones", str(folder / "zones.geojson"),
             "--people", str(folder / "people_2021.csv")]  # fmt: skip
    assert main(["ground", "import", *words, "--out", str(folder / "G")]) == Exit.done
    return folder / "G"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Westerly, on its ground; its chief has a password. No test but the last changes its roads."""
    folder = tmp_path_factory.mktemp("ground")
    found = founded(folder / "town", "Westerly")
    assert adopt(found, peopled(folder)) == Exit.done
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOCSIN_NEW_PASSWORD", SECRET)
        assert main(["user", "password", str(found), "chief"]) == Exit.done
        patch.setenv("TOCSIN_PASSWORD", SECRET)
        yield found


def drafted(town: Path, capsys: Capture, *area: str, code: int = Exit.done) -> dict[str, Any]:
    capsys.readouterr()
    words = ["warn", "draft", str(town), *FREE, "--response", "Shelter", "--area", "Quay", *area]
    assert main([*words, "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_an_area_at_home_is_measured_and_one_elsewhere_is_refused(
    town: Path, capsys: Capture
) -> None:
    here = drafted(town, capsys, "--circle", f"{AT},50")["warning"]
    assert here["survey"]["ground"].startswith("sha256:")
    assert here["survey"]["inside_permille"] == 1000
    assert "languages_unknown" in [each["question"] for each in here["questions"]]
    lat, lon = AT.split(",")
    far = drafted(town, capsys, "--circle", f"{lat},{float(lon) + 1},50", code=Exit.refused)
    assert far["orders"][-1]["code"] == "warning_outside_authority"
    assert far["warning"]["state"] == "draft"
    wide = drafted(town, capsys, "--circle", f"{AT},90000", code=Exit.refused)
    assert wide["orders"][-1]["code"] == "warning_outside_authority"
    assert "Easterly" in wide["orders"][-1]["parameters"]["towns"]


def test_a_zone_of_the_ground_is_an_area_with_the_people_who_live_there(
    town: Path, capsys: Capture
) -> None:
    found = drafted(town, capsys, "--zone", "Z00")["warning"]
    [area] = found["facts"]["areas"]
    assert (area["name"], area["zone"]) == ("Quay", "Z00"), "called as the officer calls it"
    assert found["survey"]["people"] == 1204
    assert found["counts"]["no_car"]["number"] == 88
    assert found["counts"]["aged_65_up"]["number"] == 210
    assert found["counts"]["electricity_dependent"] is None, "not known is not none"


def looked_at(town: Path, capsys: Capture, *area: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["warn", "area", str(town), "--area", "Here", *area, "--json"]) == Exit.done
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def holds(found: dict[str, Any], lat: int, lon: int) -> bool:
    areas = msgspec.convert(found["areas"], tuple[AlertArea, ...])
    return surveying.holds(shapes_of(areas), (lat, lon))


def test_an_area_is_looked_at_before_a_warning_is_written(town: Path, capsys: Capture) -> None:
    with reading(town) as look:
        before = {*look.picture.warnings}
    found = looked_at(town, capsys, "--zone", "Z00", "--corners", "4")
    assert found["survey"]["people"] >= 1204, "nobody inside is lost"
    capsys.readouterr()
    assert main(["warn", "area", str(town), "--zone", "Z10"]) == Exit.done
    text = capsys.readouterr().out
    assert "about 980 people" in text
    assert "households without a car: not known" in text, "its figure is missing"
    with reading(town) as look:
        assert {*look.picture.warnings} == before, "nothing was written"


def test_what_closed_roads_cut_off_is_an_area(town: Path, capsys: Capture) -> None:
    words = ["warn", "area", str(town), "--area", "Here", "--cut-off"]
    assert main(words) == Exit.not_so
    assert "No place is cut off" in capsys.readouterr().err
    found = looked_at(town, capsys, "--cut-off", "--close", "w112")
    assert holds(found, -33_890_000, 18_416_000), "the side of the bridge with fewer crossings"
    assert not holds(found, -33_890_000, 18_403_000)


def test_the_footprint_of_a_hazard_comes_out_of_a_file(
    town: Path, tmp_path: Path, capsys: Capture
) -> None:
    ring = [[18.401, -33.891], [18.405, -33.891], [18.405, -33.889], [18.401, -33.889]]
    hole = [[18.4035, -33.8905], [18.4045, -33.8905], [18.4045, -33.8895], [18.4035, -33.8895]]
    shape = {"type": "Polygon", "coordinates": [[*ring, ring[0]], [*hole, hole[0]]]}
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    file = tmp_path / "plume.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    found = looked_at(town, capsys, "--footprint", str(file))
    assert holds(found, -33_890_000, 18_402_000)
    assert not holds(found, -33_890_000, 18_404_000), "in the hole"
    found = looked_at(town, capsys, "--footprint", str(file), "--corners", "10")
    assert holds(found, -33_890_000, 18_404_000), "told besides"
    assert "told besides" in found["notices"][0]
    file.write_text("{}")
    assert main(["warn", "area", str(town), "--area", "P", "--footprint", str(file)]) == Exit.usage


def test_a_zone_that_the_ground_does_not_have_is_named_with_those_there_are(
    town: Path, capsys: Capture
) -> None:
    words = ["warn", "draft", str(town), *FREE, "--zone", "Riverside B"]
    assert main(words) == Exit.usage
    assert "Riverside B" in capsys.readouterr().err


def lined(town: Path, capsys: Capture, line: str) -> AlertFacts:
    capsys.readouterr()
    with reading(town) as look:
        before = {*look.picture.warnings}
    assert main(["do", str(town), line]) == Exit.done
    with reading(town) as look:
        (found,) = [each for each in look.picture.warnings.values() if each.id not in before]
        return found.facts


def test_a_line_writes_a_warning_for_a_zone_or_for_what_is_near_in_time(
    town: Path, capsys: Capture
) -> None:
    [area] = lined(town, capsys, "W flood zone until 20:00 @Z10").areas
    assert area.zone == "Z10"
    [area] = lined(town, capsys, f"W flood 5min until 20:00 @{AT}").areas
    assert area.polygons
    assert not area.circles
    assert main(["do", str(town), "W flood zone until 20:00 @Nowhere"]) == Exit.usage


def test_what_telling_all_phones_costs_is_measured_before_and_is_what_they_get(
    town: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    lat, lon = -33.892, 18.405
    ring = [
        (lat + reach * sin(2 * pi * at / 300), lon + reach * cos(2 * pi * at / 300))
        for at in range(300)
        for reach in (0.0030 if at % 2 else 0.0022,)
    ]
    border = " ".join(f"{y:.6f},{x:.6f}" for y, x in ring)
    words = ["warn", "draft", str(town), *FREE, "--area", "Quay", "--polygon", border, "--json"]
    capsysbinary.readouterr()
    assert main(words) == Exit.done
    found = json.loads(capsysbinary.readouterr().out)["warning"]
    cost = found["survey"]["widened"]
    assert cost["corners"] <= 100
    assert cost["beyond_m2"] > 0
    assert cost["people"] is not None
    show = ["warn", "show", str(town), found["id"]]
    assert main([*show, "--cap", "--phones"]) == Exit.done
    (alert,) = parse(capsysbinary.readouterr().out).alerts
    (area,) = alert.infos[0].areas
    assert sum(len(each.split()) - 1 for each in area.polygons) == cost["corners"]
    assert main(show) == Exit.done
    assert b"All phones are told in" in capsysbinary.readouterr().out
    assert main(["warn", "check", str(town), found["id"]]) == Exit.done
    assert b"households without a car:" in capsysbinary.readouterr().out


def test_somebody_subscribes_by_their_address(town: Path) -> None:
    """As the ground knows it; what it does not know is not guessed."""
    mail = ["--server", "smtp://127.0.0.1", "--sender", "w@westerly.example"]
    door = ["--subscribe-at", "https://westerly.example"]
    channels = ["warn", "channels", str(town), "add", "mail", "email", *mail, *door]
    assert main(channels) == Exit.done
    add = ["subscribe", "add", str(town), "--email", "ivy@home.example", "--place"]
    assert main([*add, "12 Mill Road, Westerly"]) == Exit.done
    assert main([*add, "99 No Such Street"]) == Exit.usage
    with reading(town) as look:
        (row,) = look.picture.warning_subscriptions.values()
        assert row.place is not None
        place = msgspec.json.decode(look.store.keys.open(row.place) or "", type=SubscribedPlace)
    assert place.point == Point(-33_889_900, 18_403_000)


def test_the_area_of_a_travel_time_shrinks_where_a_road_is_closed(
    town: Path, capsys: Capture
) -> None:
    bridge, beyond = (-33_890_000, 18_410_000), (-33_890_000, 18_416_000)
    by = ("--within", f"{AT},20", "--class", "foot")
    found = looked_at(town, capsys, *by)
    assert holds(found, *bridge)
    assert holds(found, *beyond)
    close = ["do", str(town), "--command", "DeclareClosure", "--fields", CLOSED]
    assert main(close) == Exit.done
    shut = looked_at(town, capsys, *by)
    assert not holds(shut, *beyond)
    assert holds(shut, -33_890_000, 18_403_000)

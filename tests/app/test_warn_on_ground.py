"""A warning is measured on the ground that the town stands on, not by what an order says."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.app.test_adopting import AT, adopt, founded
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.census.samples import zones
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.gateways.osm import render, samples

pytestmark = pytest.mark.full
Capture = pytest.CaptureFixture[str]
SECRET = "four plain words together"
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


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Westerly, on its ground; its chief has a password."""
    found = founded(tmp_path / "town", "Westerly")
    assert adopt(found, peopled(tmp_path)) == Exit.done
    monkeypatch.setenv("TOCSIN_NEW_PASSWORD", SECRET)
    assert main(["user", "password", str(found), "chief"]) == Exit.done
    monkeypatch.setenv("TOCSIN_PASSWORD", SECRET)
    return found


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


def test_a_zone_that_the_ground_does_not_have_is_named_with_those_there_are(
    town: Path, capsys: Capture
) -> None:
    words = ["warn", "draft", str(town), *FREE, "--zone", "Riverside B"]
    assert main(words) == Exit.usage
    assert "Riverside B" in capsys.readouterr().err

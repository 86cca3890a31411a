"""Who lives there, whom help reaches, and who stops when something stops."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.census.samples import zones
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.gateways.osm import render, samples

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    (folder / "zones.geojson").write_bytes(render_areas(areas()))
    (folder / "people_2021.csv").write_bytes(zones())
    (folder / "sample.osm").write_text(render(samples.things()))
    words = [str(folder / "sample.osm"), "--zones", str(folder / "zones.geojson"),
             "--people", str(folder / "people_2021.csv")]  # fmt: skip
    assert main(["ground", "import", *words, "--out", str(folder / "G")]) == Exit.done
    return folder / "G"


@pytest.fixture
def ground(imported: Path, tmp_path: Path) -> Path:
    """A copy of its own, with what it is made from beside it."""
    shutil.copytree(imported.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "G"


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grown") / "G"
    words = ["--seed", "7", "--towns", "2", "--people", "4000", "--out", str(folder)]
    assert main(["ground", "grow", *words]) == Exit.done
    return folder


def asked(capsys: Capture, *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["ground", *words, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def values(found: dict[str, Any]) -> dict[str, Any]:
    (kind,) = found["kinds"]
    return {each["measure"]: each["value"] for each in kind["figures"]}


def test_every_figure_says_its_source_and_year(ground: Path, capsys: Capture) -> None:
    found = asked(capsys, "people", str(ground), "--zone", "Z00")
    assert values(found) == {
        "people": 1204, "aged_65_up": 210, "no_car": 88, "deprivation_rank": 29199,
        "deprivation_decile": 9,
    }  # fmt: skip
    figures = found["kinds"][0]["figures"]
    assert {(e["year"], e["source"]) for e in figures} == {(2021, "people_2021.csv")}


def test_zones_are_added_up_and_ranks_are_not(ground: Path, capsys: Capture) -> None:
    assert values(asked(capsys, "people", str(ground), "--town", "westerly")) == {
        "people": 2184, "aged_65_up": 387, "no_car": 88,
    }  # fmt: skip
    at = asked(capsys, "people", str(ground), "--at", "-33.885,18.405")
    assert at["kinds"][0]["zones"] == [
        {"id": "Z10", "name": "Westerly 2", "kind": "zone", "town": "r1001"}
    ]


def test_a_small_number_of_the_ill_is_not_shown(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "register.csv").write_text("zone,electricity_dependent\nZ00,3\nZ10,7\n")
    words = ["--zones", str(tmp_path / "zones.geojson"), "--people", str(tmp_path / "register.csv")]
    asked(capsys, "import", str(tmp_path / "sample.osm"), *words, "--year", "2024",
          "--out", str(tmp_path / "H"))  # fmt: skip
    assert values(asked(capsys, "people", str(tmp_path / "H"), "--zone", "Z00")) == {
        "electricity_dependent": None
    }
    assert values(asked(capsys, "people", str(tmp_path / "H"), "--zone", "Z10")) == {
        "electricity_dependent": 7
    }


def test_help_that_cannot_pass_a_bridge_does_not_reach_the_people_behind_it(
    ground: Path, capsys: Capture
) -> None:
    words = ("coverage", str(ground), "--kind", "fire_station", "--minutes", "10",
             "--class", "police")  # fmt: skip
    found = asked(capsys, *words)
    assert (found["facilities"], found["people"], found["covered"]) == (1, 3684, 3684)
    shut = asked(capsys, *words, "--close", "w112")
    assert shut["covered"] == 2184
    assert {each["town"] for each in shut["zones"] if not each["covered"]} >= {"r1002"}
    assert asked(capsys, *words, "--units", "2")["covered"] == 0
    assert asked(capsys, *words[:-1], "engine")["covered"] == 2184, "too heavy for the bridge"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("people", "--zone", "Q"), Exit.usage, "no zone of this ground"),
        (("people", "--town", "Q"), Exit.usage, "its towns: Easterly, Westerly"),
        (("people", "--at", "0,0"), Exit.not_so, "No zone lies there"),
        (("coverage", "--kind", "castle", "--minutes", "5"), Exit.usage, "no kind of facility"),
        (("depends", "n33"), Exit.not_so, "is not known to hang on anything"),
        (("depends", "Q"), Exit.usage, "is no facility, zone or lifeline node"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(
    ground: Path, capsys: Capture, words: tuple[str, ...], code: Exit, says: str
) -> None:
    assert main(["ground", words[0], str(ground), *words[1:]]) == code
    told = capsys.readouterr()
    assert says in told.out + told.err


def test_a_ground_without_people_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "sample.osm").write_text(render(samples.things()))
    asked(capsys, "import", str(tmp_path / "sample.osm"), "--out", str(tmp_path / "G"))
    for words in (["people"], ["coverage", "--kind", "hospital", "--minutes", "5"]):
        assert main(["ground", words[0], str(tmp_path / "G"), *words[1:]]) == Exit.not_so
        assert "import it again with --people" in capsys.readouterr().err


def test_what_hangs_on_the_grid_stops_with_it(grown: Path, capsys: Capture) -> None:
    found = asked(capsys, "depends", str(grown), "p-grid")
    people = values(asked(capsys, "people", str(grown)))["people"]
    assert found["people"] == people
    stations = [each for each in found["stops"] if "Fire" in each["name"]]
    assert stations
    assert all(each["after_s"] > 0 for each in stations)
    tie = asked(capsys, "depends", str(grown), found["stops"][-1]["id"])
    assert tie["hangs_on"]
    assert tie["people"] < people

"""A ground from the command line: import, report, whose."""

import contextlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.ground.geometry import area, rings_of
from tocsin.app.ground.layers import LAYERS
from tocsin.app.ground.saying import SAYS
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import render, samples
from tocsin.geo.ground import DoubtCode

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "sample.osm"
    path.write_text(render(samples.things()))
    return path


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    (folder / "sample.osm").write_text(render(samples.things()))
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        words = ("ground", "import", str(folder / "sample.osm"), "--out", str(folder / "G"))
        assert main(words) == Exit.done
    assert "Jurisdictions: Easterly, Westerly." in said.getvalue()
    return folder / "G"


@pytest.fixture
def ground(imported: Path, tmp_path: Path) -> Path:
    """A copy of its own."""
    return shutil.copytree(imported, tmp_path / "G")


def asked(capsys: Capture, *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["ground", *words, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def whose(capsys: Capture, ground: Path, at: str) -> tuple[object, object]:
    found = asked(capsys, "whose", str(ground), "--at", at)
    claims = found["claims"]
    assert isinstance(claims, list)
    return found["answer"], [each["name"] for each in claims]


def test_a_point_is_one_towns_or_outside_or_disputed(ground: Path, capsys: Capture) -> None:
    assert whose(capsys, ground, "-33.89,18.402") == ("one", ["Westerly"])
    assert whose(capsys, ground, "-33.89, 18.415") == ("one", ["Easterly"])
    assert whose(capsys, ground, "-33.89,18.41") == ("disputed", ["Westerly", "Easterly"])
    assert whose(capsys, ground, "-33.8,18.41") == ("outside", [])


@pytest.mark.parametrize("at", ["here", "91,0", "1", "1,2,3", "nan,1"])
def test_what_is_no_position_is_said_to_be_none(ground: Path, at: str, capsys: Capture) -> None:
    assert main(["ground", "whose", str(ground), "--at", at]) == Exit.usage
    assert "is no position" in capsys.readouterr().err


def test_another_level_may_be_asked_for(extract: Path, tmp_path: Path, capsys: Capture) -> None:
    words = ("import", str(extract), "--out", str(tmp_path / "H"), "--admin-level", "2")
    found = asked(capsys, *words)
    assert [each["name"] for each in found["jurisdictions"]] == ["Ellsland"]  # type: ignore[attr-defined]
    assert whose(capsys, tmp_path / "H", "-33.89,18.41") == ("one", ["Ellsland"])


def test_the_report_counts_what_is_there_and_names_every_doubt(
    tmp_path: Path, capsys: Capture
) -> None:
    things = samples.things()
    path = tmp_path / "holes.osm"
    path.write_text(render(each for each in things if each.id not in (103, 13)))
    asked(capsys, "import", str(path), "--out", str(tmp_path / "H"))
    found = asked(capsys, "report", str(tmp_path / "H"))
    manifest = found["manifest"]
    assert isinstance(manifest, dict)
    assert manifest["doubts"] == {
        "boundary_cut": 2, "road_lacks_nodes": 1, "road_without_nodes": 2, "roads_apart": 1,
    }  # fmt: skip
    assert "(1 pieces, 222 m) are not joined" in json.dumps(found["doubts"])
    assert main(["ground", "report", str(tmp_path / "H")]) == Exit.done
    told = capsys.readouterr().out
    assert "The border of relation 1002 does not close: 1 of 2 of its ways" in told
    assert "Road way 113 has no two neighbouring nodes" in told
    answer = asked(capsys, "whose", str(tmp_path / "H"), "--at", "-33.89,18.415")
    assert answer["answer"] == "outside"
    assert [each["name"] for each in answer["may_belong_to"]] == ["Easterly"]  # type: ignore[attr-defined]


def test_every_doubt_has_a_sentence() -> None:
    assert set(SAYS) == {each.value for each in DoubtCode}


@pytest.mark.full
def test_the_same_file_gives_the_same_bytes_under_two_hash_seeds(
    extract: Path, tmp_path: Path
) -> None:
    made = []
    for seed in ("1", "2"):
        words = ["ground", "import", str(extract), "--out", str(tmp_path / seed)]
        env = dict(os.environ) | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "tocsin.app.cli", *words]
        subprocess.run(command, env=env, check=True, capture_output=True, timeout=60)
        made.append({each.name: each.read_bytes() for each in (tmp_path / seed).iterdir()})
    plain = [each for each in made[0] if not each.startswith("network.")]
    assert sorted(plain) == ["ground.gpkg", "manifest.json", "places.npz"]
    assert len(made[0]) > len(plain)
    assert made[0] == made[1]


def test_another_order_in_the_file_gives_the_same_places_and_roads(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "shuffled.osm"
    path.write_text(render(samples.things()[::-1]))
    asked(capsys, "import", str(path), "--out", str(tmp_path / "H"))
    rows = []
    for folder in (ground, tmp_path / "H"):
        database = sqlite3.connect(folder / "ground.gpkg")
        layers = ("road", "address", "facility", "boundary", "water", "turn_restriction")
        rows.append([database.execute(f"SELECT * FROM {each}").fetchall() for each in layers])
        database.close()
    assert rows[0] == rows[1]


def test_ids_stay_when_the_file_is_edited_elsewhere(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / "edited.osm"
    path.write_text(render(each for each in samples.things() if each.id not in (111, 33, 1101)))
    asked(capsys, "import", str(path), "--out", str(tmp_path / "H"))
    kept = []
    for folder in (ground, tmp_path / "H"):
        database = sqlite3.connect(folder / "ground.gpkg")
        kept.append({row for each in ("road", "address", "facility")
                     for row in database.execute(f"SELECT fid, id FROM {each}")})  # fmt: skip
        database.close()
    assert kept[1] < kept[0]
    assert {id for _, id in kept[0] - kept[1]} == {"w111.n11", "n33"}


def test_other_tools_find_a_geopackage(ground: Path) -> None:
    """What OGC 12-128 asks of the file: its id, and a row for every layer and geometry."""
    database = sqlite3.connect(ground / "ground.gpkg")
    assert database.execute("PRAGMA application_id").fetchone() == (int.from_bytes(b"GPKG"),)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    listed = {name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")}
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    assert listed == {name for (name,) in tables if not name.startswith("gpkg_")}
    shapes = {row[0] for row in database.execute("SELECT table_name FROM gpkg_geometry_columns")}
    plain = {name for name, layer in LAYERS.items() if layer.geometry is None}
    assert "turn_restriction" in plain
    assert listed - shapes == plain
    database.close()


def test_an_area_is_read_as_it_was_written() -> None:
    outer = ((0, 0), (0, 30), (30, 30), (30, 0))
    hole = ((10, 10), (10, 20), (20, 20), (20, 10))
    assert rings_of(area((outer, hole))) == (outer, hole)


def test_a_folder_that_is_there_is_left_alone(extract: Path, ground: Path, capsys: Capture) -> None:
    before = {each: each.read_bytes() for each in ground.iterdir()}
    assert main(["ground", "import", str(extract), "--out", str(ground)]) == Exit.usage
    assert "is there already" in capsys.readouterr().err
    assert {each: each.read_bytes() for each in ground.iterdir()} == before


@pytest.mark.full
@pytest.mark.parametrize(("blocks", "code"), [(16, Exit.unknown), (10_000, Exit.done)])
def test_a_disk_that_is_full_leaves_nothing_behind(
    extract: Path, tmp_path: Path, blocks: int, code: Exit
) -> None:
    tocsin = f"{sys.executable} -m tocsin.app.cli ground import {extract} --out {tmp_path / 'H'}"
    command = ["sh", "-c", f"ulimit -f {blocks}; exec {tocsin}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    left = {each.name for each in tmp_path.iterdir()} - {"sample.osm"}
    assert left == ({"H"} if code is Exit.done else set())


def test_a_file_that_is_no_extract_leaves_nothing_behind(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "no.osm.pbf"
    path.write_bytes(b"no extract at all")
    assert main(["ground", "import", str(path), "--out", str(tmp_path / "H")]) == Exit.malformed
    assert "expected an extract of OpenStreetMap" in capsys.readouterr().err
    assert [each.name for each in tmp_path.iterdir()] == ["no.osm.pbf"]


def test_a_changed_byte_is_found_and_an_unchanged_ground_is_well(
    ground: Path, capsys: Capture
) -> None:
    assert main(["ground", "report", str(ground)]) == Exit.done
    path = ground / "ground.gpkg"
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert main(["ground", "report", str(ground)]) == Exit.damaged
    path.write_bytes(whole[:5_000])
    assert main(["ground", "whose", str(ground), "--at", "1,2"]) == Exit.damaged
    assert "import again" in capsys.readouterr().err


def test_what_is_no_ground_is_said_to_be_none(tmp_path: Path, capsys: Capture) -> None:
    assert main(["ground", "report", str(tmp_path)]) == Exit.usage
    assert "is no ground" in capsys.readouterr().err
    (tmp_path / "manifest.json").write_text("{}")
    assert main(["ground", "report", str(tmp_path)]) == Exit.damaged

"""What a file draws or says wrongly is right in the ground, or said, or refused."""

import json
import os
from pathlib import Path

import pytest

from tests.app.test_ground_sources import made, refused, rows, whose
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.geo.ground import Line

Capture = pytest.CaptureFixture[str]
FIJI: Line = ((-17_000_000, 179_000_000), (-17_000_000, -179_000_000),
              (-16_000_000, -179_000_000), (-16_000_000, 179_000_000))  # fmt: skip


def turned(ring: Line) -> Line:
    return tuple((lon, lat) for lat, lon in ring)


def test_an_area_over_the_antimeridian_owns_both_sides_and_not_the_band(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "fiji.geojson").write_bytes(
        render_areas([({"id": "F", "name": "Taveuni"}, (FIJI,))])
    )
    found = made(capsys, tmp_path, "fiji.geojson")["manifest"]
    assert found["doubts"].pop("crosses_antimeridian") == 1
    assert found["doubts"] == {}
    ground = tmp_path / "G"
    assert whose(capsys, ground, "-16.5,179.5") == ["Taveuni"]
    assert whose(capsys, ground, "-16.5,-179.5") == ["Taveuni"]
    assert whose(capsys, ground, "-16.5,0") == []
    assert whose(capsys, ground, "-16.5,178.5") == []


def test_a_swapped_file_alone_is_doubted_with_both_readings(
    tmp_path: Path, capsys: Capture
) -> None:
    plain = areas()
    (tmp_path / "right.geojson").write_bytes(render_areas(plain))
    swapped = [(said, tuple(map(turned, rings))) for said, rings in plain]
    (tmp_path / "swapped.geojson").write_bytes(render_areas(swapped))
    assert made(capsys, tmp_path, "right.geojson")["manifest"]["doubts"] == {}
    found = made(capsys, tmp_path, "swapped.geojson", out="H")["manifest"]
    assert found["doubts"] == {"perhaps_swapped": 1}
    ((told,),) = rows(tmp_path / "H", "SELECT told FROM doubt")
    assert "latitude 18.4 to 18.42, longitude -33.9 to -33.88; swapped latitude -33.9" in told


def test_points_beside_a_swapped_file_refuse_it_with_both_readings(
    tmp_path: Path, capsys: Capture
) -> None:
    plain = areas()
    swapped = [(said, tuple(map(turned, rings))) for said, rings in plain]
    (tmp_path / "swapped.geojson").write_bytes(render_areas(swapped))
    (tmp_path / "right.geojson").write_bytes(render_areas(plain))
    (tmp_path / "grid.csv").write_text("lat,lon,population\n-33.895,18.405,5\n")
    words = ("--people", "grid.csv", "--year", "2021")
    code, said = refused(capsys, tmp_path, "swapped.geojson", *words)
    assert code == Exit.malformed
    assert "swapped.geojson lies at latitude 18.4 to 18.42" in said
    assert "with latitude and longitude swapped it lies at latitude -33.9 to -33.88" in said
    assert made(capsys, tmp_path, "right.geojson", *words)["manifest"]["counts"]["figure"] == 1
    clockwise = [(said, tuple(ring[::-1] for ring in rings)) for said, rings in plain]
    (tmp_path / "old.geojson").write_bytes(render_areas(clockwise))
    assert made(capsys, tmp_path, "old.geojson", *words, out="O")["manifest"]["doubts"] == {}


def test_no_name_forges_a_line(tmp_path: Path, capsys: Capture) -> None:
    area = areas()[0][1]
    named = [({"id": "T", "name": "Quay\nNo doubts.\u202e\x1b[2J"}, area)]
    (tmp_path / "t.geojson").write_bytes(render_areas(named))
    assert made(capsys, tmp_path, "t.geojson")["manifest"]["doubts"] == {"name_cleaned": 1}
    assert main(["ground", "report", str(tmp_path / "G")]) == Exit.done
    said = capsys.readouterr().out
    assert "No doubts." not in said.splitlines()
    assert not {"\u202e", "\x1b"} & set(said)
    assert "U+000A, U+001B, U+202E" in said


def test_neither_a_table_of_names_nor_the_name_of_a_file_forges_one(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "zones.geojson").write_bytes(render_areas(areas()))
    (tmp_path / "names.csv").write_text('LAD25CD,LAD25NM\nT1,"West\nNo doubts."\n')
    found = made(capsys, tmp_path, "zones.geojson", "--names", "names.csv")
    assert [each["name"] for each in found["jurisdictions"]] == ["Easterly", "West No doubts."]
    assert found["manifest"]["doubts"] == {"name_cleaned": 1, "name_differs": 1}
    (tmp_path / "a\nNo doubts.geojson").write_bytes(render_areas(areas()))
    capsys.readouterr()
    out = str(tmp_path / "H")
    assert (
        main(["ground", "import", f"{tmp_path}/a\nNo doubts.geojson", "--out", out]) == Exit.usage
    )
    said = capsys.readouterr().err
    assert "holds characters that steer a screen (U+000A); rename it" in said
    assert len(said.splitlines()) == 1


def test_a_pipe_is_no_regular_file(tmp_path: Path, capsys: Capture) -> None:
    os.mkfifo(tmp_path / "pipe.osm")
    for name in (str(tmp_path / "pipe.osm"), "/dev/null"):
        code, said = refused(capsys, tmp_path, name)
        assert (code, "is not a regular file" in said) == (Exit.usage, True), said
    assert "there is no file" in refused(capsys, tmp_path, "gone.osm")[1]


def test_a_summary_says_what_is_there_and_each_thing_once(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "zones.geojson").write_bytes(render_areas(areas()))
    out = str(tmp_path / "G")
    assert main(["ground", "import", str(tmp_path / "zones.geojson"), "--out", out]) == Exit.done
    said = capsys.readouterr().out
    assert said.count("not stated") == 1
    assert "zone" in said
    assert "road" not in said.partition("Municipal")[0]
    assert json.loads((tmp_path / "G" / "manifest.json").read_text())["counts"]["road"] == 0

"""A ground from borders and tables: six districts, their zones and figures, and what is said."""

import json
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.census.samples import points, zones
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.gateways.hgt.samples import square
from tocsin.gateways.osm import render, samples

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "zones.geojson").write_bytes(render_areas(areas()))
    (tmp_path / "people_2021.csv").write_bytes(zones())
    (tmp_path / "grid.csv").write_bytes(points())
    (tmp_path / "sample.osm").write_text(render(samples.things()))
    return tmp_path


def made(capsys: Capture, folder: Path, *words: str, out: str = "G") -> dict[str, Any]:
    capsys.readouterr()
    paths = [str(folder / each) if (folder / each).exists() else each for each in words]
    assert main(["ground", "import", *paths, "--out", str(folder / out), "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def refused(capsys: Capture, folder: Path, *words: str) -> tuple[int, str]:
    capsys.readouterr()
    paths = [str(folder / each) if (folder / each).exists() else each for each in words]
    code = main(["ground", "import", *paths, "--out", str(folder / "G")])
    assert not (folder / "G").exists()
    return code, capsys.readouterr().err


def rows(ground: Path, question: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(ground / "ground.gpkg")
    found = database.execute(question).fetchall()
    database.close()
    return found


def whose(capsys: Capture, ground: Path, at: str) -> list[str]:
    capsys.readouterr()
    assert main(["ground", "whose", str(ground), "--at", at, "--json"]) == Exit.done
    return [each["name"] for each in json.loads(capsys.readouterr().out)["claims"]]


def test_zones_that_say_what_they_are_part_of_make_towns(folder: Path, capsys: Capture) -> None:
    found = made(capsys, folder, "zones.geojson", "--people", "people_2021.csv")
    assert [each["name"] for each in found["jurisdictions"]] == ["Easterly", "Westerly"]
    assert whose(capsys, folder / "G", "-33.889,18.405") == ["Westerly"]
    assert rows(folder / "G", "SELECT id, town FROM zone") == [
        ("Z00", "T1"), ("Z01", "T2"), ("Z10", "T1"), ("Z11", "T2"),
    ]  # fmt: skip
    assert rows(folder / "G", "SELECT value, unit, year, source FROM figure "
                "WHERE subject = 'Z00' AND measure = 'people'") == [
        (1204, "people", 2021, "people_2021.csv")
    ]  # fmt: skip
    assert found["manifest"]["doubts"] == {"figure_suppressed": 1, "zone_empty": 1}


def test_every_cell_is_a_figure_or_a_doubt(folder: Path, capsys: Capture) -> None:
    (folder / "people_2021.csv").write_text(
        "zone,population,jobs,colour\nZ00,1,2,red\nZ01,,*,red\nZ10,many,3,red\nZ99,1,1,red\nZ11\n"
        "Z00,5,5,red\n"
    )
    found = made(capsys, folder, "zones.geojson", "--people", "people_2021.csv")
    doubts = found["manifest"]["doubts"]
    assert found["manifest"]["source"]["held"] == {
        "features": 4, "rows": 6, "cells_without_figure": 3,
    }  # fmt: skip
    assert doubts == {
        "column_not_taken": 1, "duplicate_id": 1, "figure_missing": 1, "figure_suppressed": 1,
        "figure_unreadable": 1, "row_unreadable": 1, "rows_elsewhere": 1, "zone_without_figures": 1,
    }  # fmt: skip
    assert found["manifest"]["counts"]["figure"] == 3
    taken = 6 - doubts["row_unreadable"] - doubts["duplicate_id"] - 1
    assert taken * 2 == found["manifest"]["counts"]["figure"] + 3


def test_every_feature_is_an_area_or_a_doubt(folder: Path, capsys: Capture) -> None:
    collection = json.loads(render_areas(areas()))
    features = collection["features"]
    features.append(features[0])
    features.append({"type": "Feature", "properties": {"code": "P"}, "geometry":
                     {"type": "Point", "coordinates": [18.4, -33.9]}})  # fmt: skip
    bow = [[18.43, -33.9], [18.44, -33.89], [18.44, -33.9], [18.43, -33.89], [18.43, -33.9]]
    features.append({"type": "Feature", "properties": {"name": "Bow", "parent": "T2"},
                     "geometry": {"type": "Polygon", "coordinates": [bow]}})  # fmt: skip
    (folder / "zones.geojson").write_text(json.dumps(collection))
    found = made(capsys, folder, "zones.geojson")["manifest"]
    assert found["doubts"] == {
        "duplicate_id": 1, "feature_no_area": 1, "feature_without_code": 1, "shape_mended": 1,
    }  # fmt: skip
    assert found["source"]["held"]["features"] == len(features) == 7
    assert found["counts"]["zone"] == 7 - 1 - 1
    ((said,),) = rows(folder / "G", "SELECT told FROM doubt WHERE code = 'shape_mended'")
    assert "Self-intersection" in said
    assert "m² before" in said


def test_points_are_added_up_over_zones_and_none_is_lost(folder: Path, capsys: Capture) -> None:
    (folder / "grid.csv").write_bytes(points() + b"C99,-33.95,18.41,7\n")
    found = made(capsys, folder, "zones.geojson", "--people", "grid.csv", "--year", "2021")
    ((inside,),) = rows(folder / "G", "SELECT sum(value) FROM figure WHERE measure = 'people'")
    said = rows(folder / "G", "SELECT told FROM doubt WHERE code = 'row_without_zone'")
    outside = sum(int(told.split()[0]) for (told,) in said)
    assert inside == sum(40 * row + column for row in range(4) for column in range(3))
    assert (outside, found["manifest"]["doubts"]["row_without_zone"]) == (7, 1)


def test_points_without_zones_become_cells_that_do_not_overlap(
    folder: Path, capsys: Capture
) -> None:
    found = made(capsys, folder, "sample.osm", "--people", "grid.csv", "--year", "grid.csv=2021")
    assert found["manifest"]["counts"]["zone"] == 12
    assert rows(folder / "G", "SELECT id, town FROM zone WHERE id IN ('C00', 'C02', 'C11')") == [
        ("C00", "r1001"), ("C02", "r1002"), ("C11", None),
    ]  # fmt: skip
    assert rows(folder / "G", "SELECT id, year, licence FROM source ORDER BY id") == [
        ("grid.csv", 2021, "not stated"),
        ("sample.osm", 1970, "ODbL 1.0, © OpenStreetMap contributors"),
    ]


def test_borders_that_are_brought_own_points_instead_of_the_extracts(
    folder: Path, capsys: Capture
) -> None:
    towns = [({"id": "N", "name": "Northland"}, areas()[1][1])]
    (folder / "towns.geojson").write_bytes(render_areas(towns))
    found = made(capsys, folder, "sample.osm", "--boundaries", "towns.geojson")
    assert [each["name"] for each in found["jurisdictions"]] == ["Northland"]
    assert whose(capsys, folder / "G", "-33.885,18.405") == ["Northland"]
    assert whose(capsys, folder / "G", "-33.895,18.405") == []


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("zones.geojson", "--people", "register.csv"), Exit.refused, "a ground never names anyb"),
        (("zones.geojson", "--people", "grid.csv"), Exit.malformed, "give --year"),
        (("zones.geojson", "--people", "else.csv", "--year", "2021"), Exit.usage, "give the"),
        (("sample.osm", "--people", "people_2021.csv"), Exit.usage, "there is no zone"),
        (("sample.osm", "--people", "turned.csv", "--year", "2021"), Exit.malformed,
         "read as latitude 18.402 and longitude -33.89 it lies outside"),
        (("sample.osm", "--boundaries", "turned.geojson"), Exit.malformed, "swap them in the file"),
        (("sample.osm", "--boundaries", "far.geojson"), Exit.malformed, "outside of the extract"),
        (("zones.geojson", "--year", "soon"), Exit.usage, "a year is expected"),
        (("zones.geojson", "--year", "no.csv=2021"), Exit.usage, "none of the files"),
        (("sample.osm", "sample.osm"), Exit.usage, "named twice"),
        (("zones.geojson", "cut.geojson.gz"), Exit.malformed, "cannot be unpacked"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said_and_leaves_nothing(
    folder: Path, capsys: Capture, words: tuple[str, ...], code: Exit, says: str
) -> None:
    (folder / "register.csv").write_text("zone,surname,electricity_dependent\nZ00,Gray,1\n")
    (folder / "else.csv").write_text("zone,population\nQ1,5\n")
    (folder / "turned.csv").write_text("lat,lon,population\n18.402,-33.89,5\n")
    (folder / "cut.geojson.gz").write_bytes(b"\x1f\x8b\x08")
    turned = [({"id": "N"}, tuple((lon, lat) for lat, lon in areas()[0][1][0]))]
    (folder / "turned.geojson").write_bytes(render_areas((p, (r,)) for p, r in turned))
    far = [({"id": "N"}, (((0, 0), (0, 9), (9, 9)),))]
    (folder / "far.geojson").write_bytes(render_areas(far))
    found, said = refused(capsys, folder, *words)
    assert (found, says in said) == (code, True), said


def test_roads_know_their_height_and_the_water_near_them(folder: Path, capsys: Capture) -> None:
    (folder / "S34E018.hgt").write_bytes(square())
    (folder / "N00E000.hgt").write_bytes(b"no heights")
    assert refused(capsys, folder, "sample.osm", "--elevation", "N00E000.hgt")[0] == Exit.malformed
    found = made(capsys, folder, "sample.osm", "--elevation", "S34E018.hgt", "--near-water", "400")
    assert rows(folder / "G", "SELECT fid, elevation_dm FROM node_height WHERE fid < 14") == [
        (11, 1320), (12, 1320), (13, 1320)
    ]  # fmt: skip
    prone = rows(
        folder / "G",
        "SELECT road, water, distance_cm, above_dm FROM flood_prone WHERE water = 'w121'",
    )
    assert prone == [("w111.n11", "w121", 27690, 0), ("w114.n15", "w121", 27690, 0)]
    assert found["manifest"]["doubts"] == {}
    made(capsys, folder, "sample.osm", "--near-water", "0", out="H")
    assert rows(folder / "H", "SELECT count(*) FROM flood_prone") == [(0,)]


def test_what_has_no_height_is_said(folder: Path, capsys: Capture) -> None:
    (folder / "S35E018.hgt").write_bytes(square())
    found = made(capsys, folder, "sample.osm", "--elevation", "S35E018.hgt")
    assert found["manifest"]["doubts"] == {"height_outside": 1}
    ((subject, told),) = rows(folder / "G", "SELECT subject, told FROM doubt")
    assert (subject, told) == ("S34E018", "6")
    holes = bytearray(square())
    for row in range(1068, 1084):
        holes[row * 2402 : (row + 1) * 2402] = b"\x80\x00" * 1201
    (folder / "S34E018.hgt").write_bytes(holes)
    found = made(capsys, folder, "sample.osm", "--elevation", "S34E018.hgt", out="H")
    assert rows(folder / "H", "SELECT count(*) FROM node_height") == [(2,)]
    assert found["manifest"]["doubts"] == {"height_void": 4}


def test_a_town_is_called_as_a_newer_table_says(folder: Path, capsys: Capture) -> None:
    (folder / "names.csv").write_text("LAD25CD,LAD25NM\nT1,Westerly and Hythe\n")
    found = made(capsys, folder, "zones.geojson", "--names", "names.csv")
    assert [each["name"] for each in found["jurisdictions"]] == ["Easterly", "Westerly and Hythe"]
    assert found["manifest"]["doubts"] == {"name_differs": 1}


def test_the_same_files_give_the_same_bytes(folder: Path, capsys: Capture) -> None:
    words = ("sample.osm", "--people", "grid.csv", "--year", "2021", "--zones", "zones.geojson")
    for name in ("G", "H"):
        made(capsys, folder, *words, out=name)
    for name in ("ground.gpkg", "manifest.json"):
        assert (folder / "G" / name).read_bytes() == (folder / "H" / name).read_bytes()


@pytest.mark.full
def test_kent_is_a_region_of_six_districts(
    reference: Path, tmp_path: Path, capsys: Capture
) -> None:
    kent = reference / "data" / "uk_kent"
    found = made(
        capsys, tmp_path, str(kent / "boundaries"),
        "--people", str(kent / "File_6_-_IoD2019_Population_Denominators.csv.gz"),
        "--index", str(kent / "File_1_-_IMD2019_Index_of_Multiple_Deprivation.csv.gz"),
    )  # fmt: skip
    ground = tmp_path / "G"
    assert [each["name"] for each in found["jurisdictions"]] == [
        "Ashford", "Canterbury", "Dover", "Folkestone and Hythe", "Swale", "Thanet",
    ]  # fmt: skip
    zones = Counter(rows(ground, "SELECT town, kind FROM zone"))
    assert zones["E07000106", "lsoa"] == 90
    assert sum(number for (_, kind), number in zones.items() if kind == "lsoa") == 471
    assert found["manifest"]["doubts"]["shape_mended"] == 1
    assert found["manifest"]["doubts"].get("boundaries_overlap", 0) == 0
    ((people,),) = rows(
        ground, "SELECT sum(value) FROM figure JOIN zone ON subject = zone.id "
        "WHERE measure = 'people' AND town = 'E07000106' AND year = 2015",
    )  # fmt: skip
    assert people == 159_663
    ((first,),) = rows(
        ground, "SELECT count(*) FROM figure JOIN zone ON subject = zone.id WHERE value = 1 "
        "AND measure = 'deprivation_decile' AND town = 'E07000106'",
    )  # fmt: skip
    assert first == 2
    for at, name in (("51.2788,1.0835", "Canterbury"), ("51.36,1.40", "Thanet"),
                     ("51.08,1.17", "Folkestone and Hythe"), ("51.13,1.31", "Dover"),
                     ("51.15,0.87", "Ashford"), ("51.34,0.73", "Swale")):  # fmt: skip
        assert whose(capsys, ground, at) == [name]
    assert whose(capsys, ground, "51.5,1.0") == []


@pytest.mark.full
def test_a_grid_of_people_lies_over_a_real_extract(
    reference: Path, tmp_path: Path, capsys: Capture
) -> None:
    people = reference / "data" / "population_grid"
    words = (str(people / "poa_osm.pbf"), "--people", str(people / "poa_hexgrid.csv"))
    found = made(capsys, tmp_path, *words, "--year", "2010")
    sums = rows(tmp_path / "G", "SELECT measure, sum(value) FROM figure GROUP BY measure")
    assert dict(sums) == {"people": 812_935, "jobs": 337_921}
    doubts = found["manifest"]["doubts"]
    assert (doubts["zone_empty"], doubts["figure_missing"]) == (103, 5)
    assert found["manifest"]["counts"]["zone"] == 1_227


@pytest.mark.full
def test_real_roads_lie_on_two_real_squares_of_heights(
    reference: Path, tmp_path: Path, capsys: Capture
) -> None:
    folder = reference / "data" / "osm"
    squares = [str(folder / f"{name}.hgt.zip") for name in ("N49E011", "N50E011")]
    found = made(capsys, tmp_path, str(folder / "north-bayreuth.osm.gz"), "--elevation", *squares)
    ((number, least, most),) = rows(
        tmp_path / "G", "SELECT count(*), min(elevation_dm), max(elevation_dm) FROM node_height"
    )
    assert "height_outside" not in found["manifest"]["doubts"]
    ((nodes,),) = rows(tmp_path / "G", "SELECT count(*) FROM (SELECT from_node FROM road UNION "
                       "SELECT to_node FROM road)")  # fmt: skip
    assert number == nodes - sum(
        int(told) for (told,) in rows(tmp_path / "G", "SELECT told FROM doubt "
                                      "WHERE code = 'height_void'")
    )  # fmt: skip
    assert 3000 < least < most < 5500

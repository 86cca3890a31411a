"""The map of a ground: tiles, styles, and what is given over HTTP."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from mapbox_vector_tile import decode
from pmtiles.reader import MmapSource, Reader, all_tiles

from tests.app.test_ground import Capture, extract, ground, imported  # noqa: F401 (fixtures)
from tocsin.app.cli import main
from tocsin.app.ground.drawn import looks
from tocsin.app.ground.drawn.palette import COVERS, PALETTES, UNDER_TEXT, contrast
from tocsin.app.ground.drawn.pyramid import ORDER
from tocsin.app.ground.folder import checked, manifest_of
from tocsin.app.outcome import Exit
from tocsin.app.web.ground_files import answered
from tocsin.app.web.problem import Problem
from tocsin.app.web.route import Reply
from tocsin.gateways.osm import Node, Way, render
from tocsin.geo.ground import LANDMARK_KINDS

Tiles = dict[tuple[int, int, int], dict[str, Any]]


@pytest.fixture
def mapped(ground: Path, capsys: Capture) -> Path:  # noqa: F811
    assert main(["ground", "map", str(ground)]) == Exit.done
    capsys.readouterr()
    return ground


def tiles_of(folder: Path) -> Tiles:
    """Every tile, decoded by another program than the one that wrote it."""
    with (folder / "basemap.pmtiles").open("rb") as file:
        found = list(all_tiles(MmapSource(file)))
    return {zxy: decode(gzip.decompress(body)) for zxy, body in found}


def told(tiles: Tiles, layer: str, zoom: int) -> list[dict[str, Any]]:
    return [
        feature["properties"]
        for (z, _, _), tile in tiles.items()
        if z == zoom
        for feature in tile.get(layer, {}).get("features", [])
    ]


def test_every_tile_can_be_read_and_holds_what_stands_on_the_ground(mapped: Path) -> None:
    tiles = tiles_of(mapped)
    assert {zoom for zoom, _, _ in tiles} == set(range(6, 15))
    assert {layer for tile in tiles.values() for layer in tile} <= set(ORDER)
    assert {each["kind"] for each in told(tiles, "water", 14)} == {"sea", "water"}
    assert {each["kind"] for each in told(tiles, "land", 14)} == {"wood"}
    roads = told(tiles, "road", 14)
    assert {each["class"] for each in roads} == {"primary", "minor", "track"}
    assert {"bridge"} == {each["on"] for each in roads if "on" in each}
    assert {each["name"] for each in roads if "oneway" in each} == {"Quay"}
    assert {each["kind"] for each in told(tiles, "facility", 14)} == {"fire_station", "hydrant"}
    assert {each["number"] for each in told(tiles, "house", 14)} == {"12"}
    assert {each["level"] for each in told(tiles, "boundary", 14)} == {2, 8}
    town, *_ = [each for each in told(tiles, "place", 14) if each["kind"] == "town"]
    assert (town["name"], town["name:fr"]) == ("Westerly", "Ouestre")
    assert {} in told(tiles, "building", 14)


def test_far_away_there_is_less(mapped: Path) -> None:
    tiles = tiles_of(mapped)
    assert told(tiles, "building", 12) == []
    assert told(tiles, "house", 13) == []
    assert {each["class"] for each in told(tiles, "road", 8)} == {"primary"}


def test_the_file_says_where_it_is_and_whose_data_it_shows(mapped: Path) -> None:
    with (mapped / "basemap.pmtiles").open("rb") as file:
        reader = Reader(MmapSource(file))
        header, metadata = reader.header(), reader.metadata()
    assert (header["min_zoom"], header["max_zoom"]) == (6, 14)
    assert header["min_lat_e7"] < -339_000_000 < header["max_lat_e7"]
    assert metadata["attribution"] == "© OpenStreetMap contributors"
    assert metadata["languages"] == ["fr"]


def test_the_same_ground_gives_the_same_map_and_cites_the_same_ground(mapped: Path) -> None:
    before = manifest_of(mapped)
    assert {"basemap.pmtiles", "style-dark.json", "ground.gpkg"} <= set(before.files)
    assert main(["ground", "map", str(mapped)]) == Exit.done
    assert manifest_of(mapped) == before == checked(mapped)
    assert not list(mapped.glob("*.part"))


def test_a_map_that_was_touched_is_named_by_the_report(mapped: Path, capsys: Capture) -> None:
    with (mapped / "basemap.pmtiles").open("ab") as file:
        file.write(b"x")
    assert main(["ground", "report", str(mapped)]) == Exit.damaged
    assert "basemap.pmtiles" in capsys.readouterr().err


def test_labels_are_in_the_language_that_was_asked_for(ground: Path, capsys: Capture) -> None:  # noqa: F811
    def said() -> list[Any]:
        style = json.loads((ground / "style-light.json").read_text())
        return [each["layout"]["text-field"] for each in style["layers"]
                if each["id"] == "place-town"]  # fmt: skip

    assert main(["ground", "map", str(ground), "--language", "fr"]) == Exit.done
    assert said() == [["coalesce", ["get", "name:fr"], ["get", "name"]]]
    assert main(["ground", "map", str(ground)]) == Exit.done
    assert said() == [["get", "name"]]
    assert main(["ground", "map", str(ground), "--language", "French"]) == Exit.usage
    assert "is no language" in capsys.readouterr().err


@pytest.mark.parametrize("name", PALETTES)
def test_text_can_be_read_on_everything_under_it(name: str) -> None:
    colours = PALETTES[name]
    least = 7 if name == "contrast" else 4.5
    for text in ("text", "text_quiet", "text_place", "text_green", "number", "mark_fire",
                 "mark_help", "mark_water"):  # fmt: skip
        for under in (*UNDER_TEXT, "halo", "road"):
            assert contrast(colours[text], colours[under]) >= least, (text, under)
    for under in ("water", "halo"):
        assert contrast(colours["text_water"], colours[under]) >= least, under
    assert contrast(colours["mark"], colours["plate"]) >= least
    assert contrast(colours["plate_edge"], colours["ground"]) >= 3
    assert set(COVERS.values()) <= set(colours)


def test_roads_can_be_told_from_the_land_and_from_each_other() -> None:
    for colours in PALETTES.values():
        assert contrast(colours["casing_major"], colours["motorway"]) >= 1.7
        assert contrast(colours["road"], colours["casing"]) >= 1.5
        steps = [colours[each] for each in ("motorway", "trunk", "primary", "road")]
        lights = [contrast(each, "#000000") for each in steps]
        assert lights == sorted(lights) or lights == sorted(lights, reverse=True)


def test_two_colours_that_are_alike_have_no_contrast() -> None:
    assert contrast("#777777", "#777777") == 1
    assert round(contrast("#000000", "#ffffff"), 6) == 21
    assert contrast("#999999", "#ffffff") < 4.5


def test_a_ground_without_anything_on_it_has_no_map(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "empty.osm"
    path.write_text('<osm version="0.6"><node id="1" lat="1" lon="1"/></osm>')
    assert main(["ground", "import", str(path), "--out", str(tmp_path / "E")]) == Exit.done
    assert main(["ground", "map", str(tmp_path / "E")]) == Exit.malformed
    assert "nothing to draw" in capsys.readouterr().err
    assert not list((tmp_path / "E").glob("basemap*"))


def test_a_range_of_the_tiles_is_given_and_nothing_outside_of_it(mapped: Path) -> None:
    whole = (mapped / "basemap.pmtiles").read_bytes()

    def asked(wanted: str | None, has: str | None = None) -> Reply:
        return answered(mapped, "basemap.pmtiles", wanted, has)

    first = asked("bytes=0-126")
    assert (first.status, first.body) == (206, whole[:127])
    assert first.headers["Content-Range"] == f"bytes 0-126/{len(whole)}"
    assert asked("bytes=-5").body == whole[-5:]
    assert asked(f"bytes={len(whole) - 3}-").body == whole[-3:]
    with pytest.raises(Problem) as beyond:
        asked(f"bytes={len(whole)}-")
    assert beyond.value.body.status == 416
    assert asked(None).body == whole
    again = asked(None, first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("name", ["ground.gpkg", "manifest.json", "../sample.osm", "nothing"])
def test_nothing_else_of_the_folder_is_given(mapped: Path, name: str) -> None:
    with pytest.raises(Problem) as found:
        answered(mapped, name, None, None)
    assert found.value.body.status == 404


def test_a_ground_without_a_map_says_how_to_make_one(ground: Path) -> None:  # noqa: F811
    with pytest.raises(Problem) as found:
        answered(ground, "basemap.pmtiles", None, None)
    assert (found.value.body.status, found.value.body.code) == (404, "no_map")


def test_landmarks_by_which_strangers_go_are_drawn_once_and_others_are_only_found(
    tmp_path: Path, capsys: Capture
) -> None:
    tags: list[dict[str, str]] = [
        {"historic": "castle", "name": "High Keep"},
        {"highway": "bus_stop", "name": "Keep Lane"},
        {"tourism": "hotel", "name": "The Crown"},
        {"amenity": "community_centre", "tourism": "museum", "name": "Old Hall"},
    ]
    nodes = [Node(at, (1_000 * at, 0), each) for at, each in enumerate([{}, *tags, {}], 1)]
    (tmp_path / "few.osm").write_text(render([*nodes, Way(1, (1, 6), {"highway": "primary"})]))
    folder = tmp_path / "F"
    assert main(["ground", "import", str(tmp_path / "few.osm"), "--out", str(folder)]) == Exit.done
    assert main(["ground", "map", str(folder)]) == Exit.done
    tiles = tiles_of(folder)
    near = {each["name"]: each["kind"] for each in told(tiles, "landmark", 14)}
    assert near == {"High Keep": "castle", "The Crown": "hotel"}
    assert {each["name"] for each in told(tiles, "landmark", 12)} == {"High Keep"}
    assert {each["name"]: each["kind"] for each in told(tiles, "facility", 14)} == {
        "Old Hall": "hall"
    }
    style = json.loads((folder / "style-dark.json").read_text())
    drawn = [each["id"] for each in style["layers"] if each.get("source-layer") == "landmark"]
    assert drawn == ["landmark-5", "landmark-3", "landmark-1"]


def test_what_is_drawn_of_landmarks_are_kinds_of_them() -> None:
    assert set(looks.LANDMARK_FIRST) < set(LANDMARK_KINDS)

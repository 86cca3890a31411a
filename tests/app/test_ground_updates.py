"""A newer extract over an older ground: what an incident points at is there, or named as gone."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tocsin.app.cli import main
from tocsin.app.ground.comparing import COMPARED
from tocsin.app.ground.layers import LAYERS
from tocsin.app.outcome import Exit
from tocsin.gateways.geojson import render as render_areas
from tocsin.gateways.geojson.samples import areas
from tocsin.gateways.osm import Node, Way, render, samples

Capture = pytest.CaptureFixture[str]
Thing = Any
STATION = {"building": "yes", "amenity": "fire_station", "name": "Westerly station"}


def edited(change: Callable[[Thing], list[Thing]]) -> str:
    return render(each for thing in samples.things() for each in change(thing))


def unedited(thing: Thing) -> list[Thing]:
    return [thing]


def mapped_anew(thing: Thing) -> list[Thing]:
    """The station becomes a point, the hydrant and an address get new numbers, a road is split."""
    match thing:
        case Way(131):
            return []
        case Way(115, nodes, tags):
            return [Way(115, nodes[:2], tags), Way(915, nodes[1:], tags)]
        case Node(33, at, tags):
            return [Node(933, at, tags)]
        case Node(31, (lat, lon), tags):
            return [Node(931, (lat + 300, lon), tags)]
        case Node(43):
            return [thing, Node(950, samples.at(15_300, 3_400), STATION | {"building": "no"})]
    return [thing]


def made(capsys: Capture, folder: Path, text: str, out: str, *words: str) -> dict[str, Any]:
    path = folder / f"{out}.osm"
    path.write_text(text)
    capsys.readouterr()
    line = ["ground", "import", str(path), "--out", str(folder / out), *words, "--json"]
    assert main(line) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def rows(ground: Path, question: str) -> list[tuple[Any, ...]]:
    database = sqlite3.connect(ground / "ground.gpkg")
    found = database.execute(question).fetchall()
    database.close()
    return found


def test_what_was_drawn_anew_keeps_its_id_and_goes_on_keeping_it(
    tmp_path: Path, capsys: Capture
) -> None:
    made(capsys, tmp_path, edited(unedited), "G")
    found = made(capsys, tmp_path, edited(mapped_anew), "H", "--over", str(tmp_path / "G"))
    assert rows(tmp_path / "H", "SELECT id FROM facility ORDER BY id") == [("n33",), ("w131",)]
    assert rows(tmp_path / "H", "SELECT layer, id, source_id, moved_m FROM same_as") == [
        ("address", "n31", "n931", 33), ("facility", "n33", "n933", 0),
        ("facility", "w131", "n950", 22),
    ]  # fmt: skip
    assert found["manifest"]["source"]["held"]["ids_kept"] == 3
    assert found["update"]["layers"]["facility"] == {"moved": 1, "same": 1}
    again = made(capsys, tmp_path, edited(mapped_anew), "I", "--over", str(tmp_path / "H"))
    assert rows(tmp_path / "I", "SELECT id FROM facility ORDER BY id") == [("n33",), ("w131",)]
    assert all(set(each) == {"same"} for each in again["update"]["layers"].values())


def test_without_the_older_ground_they_are_others(tmp_path: Path, capsys: Capture) -> None:
    """The control."""
    made(capsys, tmp_path, edited(mapped_anew), "H")
    assert rows(tmp_path / "H", "SELECT id FROM facility ORDER BY id") == [("n933",), ("n950",)]
    assert rows(tmp_path / "H", "SELECT count(*) FROM same_as") == [(0,)]


def test_what_is_too_far_or_called_otherwise_is_another(tmp_path: Path, capsys: Capture) -> None:
    def replaced(thing: Thing) -> list[Thing]:
        match thing:
            case Node(33, (lat, lon), tags):
                return [Node(933, (lat + 400, lon), tags)]
            case Way(131, nodes, tags):
                return [Way(931, nodes, tags | {"name": "Another station"})]
        return [thing]

    made(capsys, tmp_path, edited(unedited), "G")
    found = made(capsys, tmp_path, edited(replaced), "H", "--over", str(tmp_path / "G"))
    assert found["update"]["layers"]["facility"] == {"came": 2, "same": 0, "went": 2}


def test_the_report_says_what_came_went_moved_and_changed(tmp_path: Path, capsys: Capture) -> None:
    def replaced(thing: Thing) -> list[Thing]:
        match thing:
            case Node(33, (lat, lon), tags):
                return [Node(33, (lat + 400, lon), tags), Node(35, (lat, lon), tags)]
            case Way(111, nodes, tags):
                return [Way(111, nodes, tags | {"maxspeed": "30"})]
            case Way(114, nodes, tags):
                return [Way(114, nodes, tags | {"name": "Quayside"})]
            case Node(32):
                return []
        return mapped_anew(thing) if thing.id == 115 else [thing]

    made(capsys, tmp_path, edited(unedited), "G")
    made(capsys, tmp_path, edited(replaced), "H")
    line = ["ground", "compare", str(tmp_path / "G"), str(tmp_path / "H"), "--all"]
    capsys.readouterr()
    assert main([*line, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert found["layers"]["facility"] == {"came": 1, "moved": 1, "same": 1}
    assert found["layers"]["address"] == {"same": 1, "went": 1}
    assert found["layers"]["road"] == {"came": 1, "changed": 2, "renamed": 1, "same": 2}
    said = {(each["what"], each["id"]): each["says"] for each in found["changes"]}
    assert said["moved", "n33 hydrant"] == "44 m"
    assert said["changed", "w115.n16"].startswith("to_node: 13 → 17; length_cm: ")
    assert said["changed", "w111.n11"] == "speed_kmh: 60 → 30"
    assert said["renamed", "w114.n15"] == "name: Quay → Quayside"
    assert main(line) == Exit.done
    assert "went n32 12 Mill Road Easterly" in capsys.readouterr().out


def test_a_road_under_another_number_between_the_same_crossings_is_found(
    tmp_path: Path, capsys: Capture
) -> None:
    def renumbered(thing: Thing) -> list[Thing]:
        return [Way(913, thing.nodes, thing.tags)] if thing.id == 113 else [thing]

    made(capsys, tmp_path, edited(unedited), "G")
    found = made(capsys, tmp_path, edited(renumbered), "H", "--over", str(tmp_path / "G"))
    assert found["update"]["layers"]["road"] == {"renumbered": 1, "same": 4}
    (change,) = [each for each in found["update"]["changes"] if each["layer"] == "road"]
    assert (change["id"], change["says"]) == ("w913.n13", "was w113.n13")


def test_the_same_file_gives_the_same_ground_whether_over_an_older_one_or_not(
    tmp_path: Path, capsys: Capture
) -> None:
    made(capsys, tmp_path, edited(unedited), "G")
    found = made(capsys, tmp_path, edited(unedited), "H", "--over", str(tmp_path / "G"))
    layers = found["update"]["layers"].values()
    assert all(set(each) == {"same"} for each in layers)


def test_zones_are_the_same_by_their_code(tmp_path: Path, capsys: Capture) -> None:
    for name, least in (("a", 0), ("b", 1)):
        (tmp_path / f"{name}.geojson").write_bytes(render_areas(areas()[least:]))
        line = ["ground", "import", str(tmp_path / f"{name}.geojson"), "--out"]
        assert main([*line, str(tmp_path / name)]) == Exit.done
    capsys.readouterr()
    grounds = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert main(["ground", "compare", *grounds, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert found["layers"]["zone"] == {"same": 3, "went": 1}
    assert found["layers"]["boundary"] == {"changed": 1, "same": 1}


def test_every_layer_of_things_with_an_id_is_compared() -> None:
    with_id = {name for name, each in LAYERS.items() if each.columns.startswith("id ")}
    assert with_id - set(COMPARED) == {"name", "source"}


def test_an_older_ground_that_is_none_is_told_before_anything_is_made(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "x.osm").write_text(edited(unedited))
    line = ["ground", "import", str(tmp_path / "x.osm"), "--out", str(tmp_path / "G")]
    assert main([*line, "--over", str(tmp_path / "none")]) == Exit.usage
    assert "is no ground" in capsys.readouterr().err
    assert not (tmp_path / "G").exists()


def test_a_ground_from_before_there_were_landmarks_is_followed_and_compared(
    tmp_path: Path, capsys: Capture
) -> None:
    made(capsys, tmp_path, edited(unedited), "G")
    database = sqlite3.connect(tmp_path / "G" / "ground.gpkg")
    database.execute("DROP TABLE landmark")
    database.commit()
    database.close()
    inn = Node(99, (-33_890_000, 18_403_000), {"tourism": "hotel", "name": "Mill Inn"})
    with_inn = render([*samples.things(), inn])
    made(capsys, tmp_path, with_inn, "H", "--over", str(tmp_path / "G"))
    made(capsys, tmp_path, with_inn, "I", "--over", str(tmp_path / "H"))
    for old, known in (("G", None), ("H", {"same": 1})):
        line = ["ground", "compare", str(tmp_path / old), str(tmp_path / "I"), "--json"]
        capsys.readouterr()
        assert main(line) == Exit.done
        layers = json.loads(capsys.readouterr().out)["layers"]
        assert layers.get("landmark") == known
        assert layers["facility"]["same"] == 2

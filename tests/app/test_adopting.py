"""A town stands on a ground: adopted, kept beside the log, found damaged, brought along."""

import io
import json
import shutil
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.ground.keeping import place_of
from tocsin.app.outcome import Exit
from tocsin.app.relay import relaying
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import door_of
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import opened, reading, telemetry_of
from tocsin.gateways.osm import render, samples
from tocsin.operations.ground import in_force
from tocsin.operations.picture.ground import Ground

pytestmark = pytest.mark.full

Capture = pytest.CaptureFixture[str]
AT = "-33.89,18.402"


def made(folder: Path, name: str, *, without: int = 0, quay: str = "Quay") -> Path:
    """A ground of Westerly and Easterly; way `without` is not in its extract."""
    extract = folder / f"{name}.osm"
    things = [each for each in samples.things() if each.id != without]
    extract.write_text(render(things).replace('"Quay"', f'"{quay}"'))
    assert main(["ground", "import", str(extract), "--out", str(folder / name)]) == Exit.done
    return folder / name


@pytest.fixture
def ground(tmp_path: Path) -> Path:
    return made(tmp_path, "one")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return founded(tmp_path / "town", "Westerly")


def founded(folder: Path, name: str) -> Path:
    assert main(["init", str(folder), "--name", name, "--code", "WE"]) == Exit.done
    return folder


def adopt(town: Path, ground: Path, *more: str) -> int:
    return main(["ground", "adopt", str(town), str(ground), *more])


def stands_on(town: Path) -> Ground:
    with reading(town) as found:
        ground = in_force(found.picture)
    assert ground is not None
    return ground


def told(capsys: Capture, *words: str, code: int = Exit.done) -> dict[str, object]:
    capsys.readouterr()
    assert main([*words, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_a_town_is_asked_in_place_of_its_ground(town: Path, ground: Path, capsys: Capture) -> None:
    assert main(["ground", "whose", str(town), "--at", AT]) == Exit.not_so
    assert "adopted no ground" in capsys.readouterr().err
    assert adopt(town, ground) == Exit.done
    shutil.rmtree(ground)
    found = told(capsys, "ground", "whose", str(town), "--at", AT)
    assert found["ground"] == stands_on(town).checksum
    assert found["answer"] == "one"
    assert main(["verify", str(town)]) == Exit.done


def test_the_ground_before_stays_readable(
    town: Path, ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert adopt(town, ground) == Exit.done
    first = stands_on(town)
    assert adopt(town, made(tmp_path, "two", quay="Quayside")) == Exit.done
    second = stands_on(town)
    assert (first.version, second.version) == (1, 2)
    assert first.checksum != second.checksum
    before = place_of(town, first.checksum)
    assert told(capsys, "ground", "whose", str(before), "--at", AT)["ground"] == first.checksum
    grounds = told(capsys, "ground", "adopted", str(town))["grounds"]
    assert isinstance(grounds, list)
    assert [(e["ground"]["version"], e["is_in_force"], e["wrong"]) for e in grounds] == [
        (2, True, None),
        (1, False, None),
    ]


def test_which_area_the_town_is_must_be_clear(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = founded(tmp_path / "other", "Port Ellery")
    assert adopt(other, ground) == Exit.usage
    assert "--area: Easterly (r1002), Westerly (r1001)" in capsys.readouterr().err
    assert adopt(other, ground, "--area", "r1002") == Exit.done
    assert stands_on(other).name == "Easterly"
    assert adopt(other, ground, "--area", "westerly") == Exit.done
    assert (stands_on(other).name, stands_on(other).version) == ("Westerly", 2)


def test_a_ground_in_which_the_towns_border_does_not_close_is_refused(
    town: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert adopt(town, made(tmp_path, "cut", without=101)) == Exit.usage
    assert "no closed border of Westerly" in capsys.readouterr().err
    assert not (town / "grounds").exists()


def test_a_damaged_ground_is_not_adopted(town: Path, ground: Path, capsys: Capture) -> None:
    package = ground / "ground.gpkg"
    package.write_bytes(package.read_bytes()[:-1] + b"?")
    assert adopt(town, ground) == Exit.damaged
    assert "not what was written" in capsys.readouterr().err
    assert not (town / "grounds").exists()


def test_nobody_without_the_right_leaves_a_ground_behind(town: Path, ground: Path) -> None:
    assert main(["user", "add", str(town), "bo", "--role", "observer"]) == Exit.done
    assert adopt(town, ground, "--as", "bo") == Exit.refused
    assert not list((town / "grounds").glob("*"))
    assert adopt(town, ground) == Exit.done


def test_what_becomes_of_it_in_the_folder_is_said_and_put_right(
    town: Path, tmp_path: Path, capsys: Capture
) -> None:
    ground = made(tmp_path, "one")
    assert adopt(town, ground) == Exit.done
    manifest = place_of(town, stands_on(town).checksum) / "manifest.json"
    content = manifest.read_bytes()
    manifest.unlink()
    manifest.write_bytes(content.replace(b'"osm"', b'"own"'))
    assert main(["verify", str(town)]) == Exit.not_so
    assert "is not what was adopted" in capsys.readouterr().out
    findings = told(capsys, "doctor", str(town), code=Exit.not_so)["findings"]
    assert isinstance(findings, list)
    assert [e["state"] for e in findings if e["check"] == "ground"] == ["act"]
    assert adopt(town, ground) == Exit.done
    assert stands_on(town).version == 1
    assert main(["verify", str(town)]) == Exit.done
    shutil.rmtree(town / "grounds")
    assert main(["ground", "whose", str(town), "--at", AT]) == Exit.damaged
    assert "is missing" in capsys.readouterr().err


def test_what_is_written_into_either_folder_is_not_in_the_other(
    town: Path, tmp_path: Path, capsys: Capture
) -> None:
    """The control writes to two names of one file, as hard links would be."""
    ground = made(tmp_path, "one")
    assert adopt(town, ground) == Exit.done
    kept = place_of(town, stands_on(town).checksum)
    (tmp_path / "link").hardlink_to(ground / "ground.gpkg")
    with (ground / "ground.gpkg").open("ab") as file:
        file.write(b"drawn in")
    assert (tmp_path / "link").read_bytes().endswith(b"drawn in")
    assert main(["verify", str(town)]) == Exit.done
    assert {each.stat().st_mode & 0o222 for each in kept.iterdir()} == {0}


def test_backup_restore_and_exercise_bring_it_along(
    town: Path, ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert adopt(town, ground) == Exit.done
    copy, again, drill = (str(tmp_path / each) for each in ("copy", "again", "drill"))
    assert main(["backup", str(town), copy]) == Exit.done
    assert main(["restore", copy, again]) == Exit.done
    assert main(["fork", str(town), drill]) == Exit.done
    shutil.rmtree(town / "grounds")
    for each in (copy, again):
        assert main(["verify", each]) == Exit.done
    for each in (again, drill):
        assert told(capsys, "ground", "whose", each, "--at", AT)["answer"] == "one"


def test_a_town_that_is_served_adopts_too(town: Path, ground: Path) -> None:
    with opened(town) as own:
        door = door_of(own, town, telemetry_of(own, town))
        with served_beside(door, Listening(port=0), relaying(own, town)):
            assert adopt(town, ground) == Exit.done
            found = in_force(own.picture)
    assert found is not None
    assert place_of(town, found.checksum).is_dir()


def test_names_that_locals_give_are_listed_until_withdrawn(town: Path, capsys: Capture) -> None:
    words = ("ground", "name", str(town), "the old mill", "--at", AT)
    named = told(capsys, *words)["subjects"]
    assert isinstance(named, list)
    (name,) = named
    names = told(capsys, "ground", "names", str(town))["names"]
    assert isinstance(names, list)
    assert [each["name"] for each in names] == ["the old mill"]
    assert main(["ground", "unname", str(town), str(name)]) == Exit.done
    assert told(capsys, "ground", "names", str(town))["names"] == []
    assert main(["ground", "unname", str(town), str(name)]) == Exit.refused


def test_a_desk_asks_where_and_gives_a_report_the_place_it_chose(
    town: Path, ground: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert adopt(town, ground) == Exit.done
    lines = "WHERE 12 mill rd\nCALL fire @12 mill rd\nOPEN P1 @#2\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    capsys.readouterr()
    assert main(["do", str(town), "-"]) == Exit.done
    said = capsys.readouterr().out
    assert "#1 " in said
    assert "Ask which one" in said
    with reading(town) as found:
        (incident,) = found.picture.incidents.values()
        place = incident.place
        assert place.words is not None
        assert found.store.keys.open(place.words) == "12 mill rd"
    second = next(line for line in said.splitlines() if line.startswith("#2 "))
    assert place.label is not None
    assert place.label in second
    assert place.areas["jurisdiction"] in ("Westerly", "Easterly")
    assert place.ground == stands_on(town).checksum


def test_a_place_that_was_not_shown_is_not_chosen(
    town: Path, ground: Path, capsys: Capture
) -> None:
    assert main(["do", str(town), "WHERE 12 mill rd"]) == Exit.not_so
    assert "adopted no ground" in capsys.readouterr().out
    assert adopt(town, ground) == Exit.done
    assert main(["do", str(town), "C fire @#1"]) == Exit.usage
    assert "no place shown here" in capsys.readouterr().out


def test_a_way_on_a_towns_ground_reckons_with_what_stands_there(
    town: Path, ground: Path, capsys: Capture
) -> None:
    assert adopt(town, ground) == Exit.done
    words = ("--from=-33.89,18.4025", "--to=-33.89,18.4175", "--class", "ambulance")
    way = ("ground", "route", str(town), *words)
    assert told(capsys, *way)["closures"] == []
    assert main(["do", str(town), "CLO flooded 60cm w112 emergency"]) == Exit.done
    found = told(capsys, *way, code=Exit.not_so)
    assert (found["travel_s"], len(found["closures"])) == (None, 1)  # type: ignore[arg-type]
    assert main([*way]) == Exit.not_so
    assert "Reckoned with the town's closures: WE-x" in capsys.readouterr().out
    dry = ("ground", "route", str(ground), *words)
    assert told(capsys, *dry)["travel_s"] is not None, "the ground itself is not edited"
    assert main(["do", str(town), "CLO closed @Somewhere"]) == Exit.done
    assert len(told(capsys, *way, code=Exit.not_so)["unplaced"]) == 1  # type: ignore[arg-type]


def test_a_name_of_a_feature_is_where_that_lies_on_the_ground_in_force(
    town: Path, ground: Path, capsys: Capture
) -> None:
    words = ("ground", "name", str(town), "the pump house", "--feature")
    assert main([*words, "n33"]) == Exit.not_so
    assert adopt(town, ground) == Exit.done
    assert main([*words, "n99"]) == Exit.usage
    assert main([*words, "n33"]) == Exit.done
    best = told(capsys, "ground", "where", str(town), "pump house")["candidates"][0]  # type: ignore[index]
    assert (best["label"].partition(",")[0], best["lat"]) == ("the pump house", -33.8898)


def test_a_ground_that_is_not_in_the_folder_is_not_ordered(town: Path, capsys: Capture) -> None:
    fields = {
        "checksum": "sha256:" + "1a" * 32,
        "manifest": "sha256:" + "2b" * 32,
        "jurisdiction": "r1",
        "name": "W",
        "source": "s",
    }
    words = ("do", str(town), "--command", "AdoptGround", "--fields", json.dumps(fields))
    assert main([*words]) == Exit.not_so
    assert "is missing" in capsys.readouterr().err

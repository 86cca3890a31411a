"""Finding places from the command line, on the invented ground."""

import json
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.ground.places import PLACES
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import render, samples

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("where")
    (folder / "sample.osm").write_text(render(samples.things()))
    words = ["ground", "import", str(folder / "sample.osm"), "--out", str(folder / "G")]
    assert main(words) == Exit.done
    return folder / "G"


def where(ground: Path, capsys: Capture, *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["ground", "where", str(ground), *words, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def rows(found: dict[str, object]) -> list[dict[str, object]]:
    candidates = found["candidates"]
    assert isinstance(candidates, list)
    return candidates


def test_one_street_and_number_in_two_towns_is_a_choice_nearest_first(
    ground: Path, capsys: Capture
) -> None:
    for near, first in (("-33.89,18.403", "Westerly"), ("-33.89,18.416", "Easterly")):
        found = where(ground, capsys, "12 Mill Rd", "--near", near)
        candidates = rows(found)
        assert {each["jurisdiction"] for each in candidates} == {"Westerly", "Easterly"}
        assert candidates[0]["jurisdiction"] == first
        assert candidates[0]["score"] == candidates[1]["score"]
        assert found["is_choice"] is True
        assert found["asks"]["code"] == "which_town"  # type: ignore[index]
    assert len(rows(where(ground, capsys, "12 Mill Rd", "--limit", "1"))) == 2


def test_a_town_that_is_named_is_no_choice(ground: Path, capsys: Capture) -> None:
    found = where(ground, capsys, "12 Mill Road, Easterly")
    (only,) = rows(found)
    assert (only["label"], only["jurisdiction"]) == ("12 Mill Road, Easterly", "Easterly")
    assert (found["is_choice"], found["asks"]) == (False, None)


def test_a_pair_the_other_way_round_is_asked_about_and_never_taken(
    ground: Path, capsys: Capture
) -> None:
    found = where(ground, capsys, "18.402, -33.89")
    assert found["asks"]["code"] == "transposed"  # type: ignore[index]
    assert [(each["lat"], each["is_as_written"]) for each in rows(found)] == [
        (18.402, True), (-33.89, False),
    ]  # fmt: skip
    as_written = where(ground, capsys, "-33.89, 18.402")
    assert as_written["asks"] is None
    assert [each["jurisdiction"] for each in rows(as_written)] == ["Westerly"]


def test_names_that_locals_use_are_found_beside_the_grounds_own(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    names = tmp_path / "names.csv"
    names.write_text("name,lat,lon\nthe old ferry,-33.8895,18.4095\n")
    assert rows(where(ground, capsys, "old ferry")) == []
    (found,) = rows(where(ground, capsys, "old fery", "--names", str(names)))
    assert (found["kind"], found["label"], found["jurisdiction"]) == (
        "alias", "the old ferry, Westerly", "Westerly",
    )  # fmt: skip
    names.write_text("name,lat,lon\nnowhere,far,away\n")
    assert main(["ground", "where", str(ground), "x", "--names", str(names)]) == Exit.malformed
    assert "line 2" in capsys.readouterr().err


def test_the_sentence_says_what_must_be_asked(ground: Path, capsys: Capture) -> None:
    assert main(["ground", "where", str(ground), "mill ro"]) == Exit.done
    assert "in more than one town. Ask which one." in capsys.readouterr().out
    assert main(["ground", "where", str(ground), "qwertz 12"]) == Exit.done
    assert "Nothing here is called like that." in capsys.readouterr().out
    for said, answer in (
        ("pharmacy", "There is no pharmacy on this ground."),
        ("casino", "There is no casino with a name on this ground."),
        ("", "Nothing was typed."),
        ("34HBH 6 4", "within 7,071 m"),
    ):
        assert main(["ground", "where", str(ground), said]) == Exit.done
        assert answer in capsys.readouterr().out, said
    assert main(["ground", "where", str(ground), "fire station"]) == Exit.done
    assert "There is no" not in capsys.readouterr().out


def test_an_index_that_is_gone_or_broken_is_said_to_be(ground: Path, capsys: Capture) -> None:
    whole = (ground / PLACES).read_bytes()
    (ground / PLACES).write_bytes(whole[: len(whole) // 2])
    assert main(["ground", "where", str(ground), "mill"]) == Exit.damaged
    assert main(["ground", "report", str(ground)]) == Exit.damaged
    (ground / PLACES).unlink()
    assert main(["ground", "where", str(ground), "mill"]) == Exit.damaged
    (ground / PLACES).write_bytes(whole)
    assert main(["ground", "where", str(ground), "mill"]) == Exit.done


def test_what_people_of_a_town_call_a_place_is_found_on_its_ground(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    town = str(tmp_path / "westerly")
    for words in (
        ("init", town, "--name", "Westerly", "--code", "WE"),
        ("ground", "adopt", town, str(ground)),
        ("ground", "name", town, "the old mill", "--at", "-33.889,18.403"),
    ):
        assert main(list(words)) == Exit.done
    found = where(tmp_path / "westerly", capsys, "old mil")
    assert [each["label"] for each in rows(found)] == ["the old mill, Westerly"]
    assert rows(where(ground, capsys, "old mil")) == []


def test_what_is_at_a_position(ground: Path, capsys: Capture) -> None:
    words = ["ground", "here", str(ground), "--at", "-33.8899,18.403"]
    capsys.readouterr()
    assert main([*words, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert found["jurisdiction"] == "Westerly"
    assert (found["address"]["label"], found["address"]["distance_m"]) == (
        "12 Mill Road, Westerly", 0,
    )  # fmt: skip
    assert (found["street"]["label"], found["street"]["distance_m"]) == ("Mill Road", 11)
    assert found["crossing"]["label"] == "Mill Road & Quay"
    assert [each["id"] for each in found["hydrants"]] == ["n33"]
    assert {each["name"] for each in found["areas"] if each["layer"] == "boundary"} == {
        "Westerly", "Ellsland",
    }  # fmt: skip
    assert main(words) == Exit.done
    assert "Street:     Mill Road (w111.n11), 11 m" in capsys.readouterr().out
    assert main(["ground", "here", str(ground), "--at", "0,0"]) == Exit.done
    assert "nobody's here" in capsys.readouterr().out

"""Travel times from the command line."""

import json
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import render, samples

Capture = pytest.CaptureFixture[str]
WEST, EAST = "-33.89,18.402", "-33.89,18.418"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("travel")
    path = folder / "sample.osm"
    path.write_text(render(samples.things()))
    assert main(["ground", "import", str(path), "--out", str(folder / "G")]) == Exit.done
    return folder / "G"


def route(capsys: Capture, ground: Path, *words: str, code: int = Exit.done) -> dict[str, object]:
    capsys.readouterr()
    assert main(["ground", "route", str(ground), *words, "--json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def between(capsys: Capture, ground: Path, *words: str, code: int = Exit.done) -> dict[str, object]:
    return route(capsys, ground, "--from", WEST, "--to", EAST, *words, code=code)


def seconds(found: dict[str, object]) -> float:
    assert isinstance(found["travel_s"], float)
    return found["travel_s"]


def test_a_route_says_how_long_how_far_and_which_way(ground: Path, capsys: Capture) -> None:
    found = between(capsys, ground, "--class", "police")
    assert found["edges"] == ["w111.n11", "w112.n12", "w113.n13"]
    assert 1470 <= int(str(found["distance_m"])) <= 1485
    steps = found["steps"]
    assert isinstance(steps, list)
    assert steps[0]["says"] == "east on Mill Road, 1.5 km"
    assert found["line"][0] == [-33.89, 18.402]  # type: ignore[index]


def test_an_engine_is_too_high_for_the_bridge(ground: Path, capsys: Capture) -> None:
    """The bridge bears 7.5 t; the engine's half of the roads is another part of the ground."""
    found = between(capsys, ground)
    assert "w112.n12" not in found["edges"]  # type: ignore[operator]


def test_what_is_different_today_changes_the_time(ground: Path, capsys: Capture) -> None:
    usual = seconds(between(capsys, ground, "--class", "police"))
    slow = seconds(between(capsys, ground, "--class", "police", "--slow", "w112=50"))
    wet = seconds(between(capsys, ground, "--class", "police", "--flood", "w112=20"))
    assert usual < slow < wet
    for shut in (("--close", "w112.n12"), ("--flood", "w112=30")):
        found = between(capsys, ground, "--class", "police", *shut, code=Exit.not_so)
        assert found["travel_s"] is None
        assert "no way" in str(found["says"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--close", "bridge"), "--close wants EDGE, as in w34.n12 or w34; `bridge` is none"),
        (("--close", "w999"), "this ground has no road w999"),
        (("--flood", "w112"), "--flood wants EDGE=NUMBER"),
        (("--slow", "w112=0"), "--slow wants 1 to 100"),
        (("--class", "tank"), "there is no class `tank`; there are engine, ladder"),
        (("--from", "10,10"), "no road for `engine` within 15 km of 10.000000,10.000000"),
        (("--profile", "none.toml"), "No such file"),
    ],
)
def test_what_cannot_be_asked_is_told(
    ground: Path, words: tuple[str, ...], says: str, capsys: Capture
) -> None:
    assert main(["ground", "route", str(ground), "--from", WEST, "--to", EAST, *words]) != Exit.done
    assert says in capsys.readouterr().err


def test_arrays_that_are_not_there_are_missed(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = ground / "network.arc_order.npy"
    kept = path.read_bytes()
    try:
        for broken in (b"", kept[:-4]):
            path.write_bytes(broken)
            words = ["ground", "route", str(ground), "--from", WEST, "--to", EAST]
            assert main(words) == Exit.damaged
            assert "import again" in capsys.readouterr().err
    finally:
        path.write_bytes(kept)

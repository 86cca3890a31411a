"""Travel times from the command line."""

import json
import subprocess
import sys
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


def test_how_far_a_place_is_from_every_road_is_said(ground: Path, capsys: Capture) -> None:
    ends = ("--class", "police", "--from", WEST, "--to")
    assert main(["ground", "route", str(ground), *ends, "-33.87,18.418"]) == Exit.done
    assert "THE END IS 1.8 km FROM THE NEAREST ROAD (Ford Lane)" in capsys.readouterr().out
    assert main(["ground", "route", str(ground), *ends, EAST]) == Exit.done
    assert "FROM THE NEAREST ROAD" not in capsys.readouterr().out


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
        (("--reverse", "w112"), "--reverse: w112 is open both ways"),
        (("--contraflow", "w112"), "--contraflow: w112 is open both ways"),
        (("--hour", "8"), "does not tell hours apart for `engine`"),
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


def done(capsys: Capture, *words: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["ground", *words, "--json"]) == Exit.done
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def csv_of(path: Path, lines: list[str]) -> Path:
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_matrix_says_what_routes_say(ground: Path, tmp_path: Path, capsys: Capture) -> None:
    begins = csv_of(tmp_path / "f.csv", ["id,lat,lon", f"west,{WEST}", "nowhere,10,10"])
    ends = csv_of(tmp_path / "t.csv", ["lat,lon", EAST, WEST])
    out = tmp_path / "m.csv"
    words = ("--from", str(begins), "--to", str(ends), "--out", str(out), "--class", "police")
    told = done(capsys, "matrix", str(ground), *words)
    assert (told["rows"], told["columns"], told["far_from_roads"]) == (2, 2, 1)
    expected = seconds(between(capsys, ground, "--class", "police"))
    assert out.read_text() == f"from,1,2\nwest,{expected},0.0\nnowhere,,\n"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["lat;lon", "1;2"], "its first line must name the columns lat, lon; it says lat;lon"),
        (["lat,lon", "1,2", "here,2"], "line 3: `here,2` is no position"),
        (["lat,lon"], "holds no row"),
        (["lat,lon", "1"], "line 2: `1,` is no position"),
    ],
)
def test_a_table_of_places_that_is_none_is_told(
    ground: Path, tmp_path: Path, lines: list[str], says: str, capsys: Capture
) -> None:
    path = str(csv_of(tmp_path / "f.csv", lines))
    words = ["--from", path, "--to", path, "--out", str(tmp_path / "m.csv")]
    assert main(["ground", "matrix", str(ground), *words]) == Exit.malformed
    assert says in capsys.readouterr().err


def test_the_bridge_cuts_off_a_town_and_its_station(ground: Path, capsys: Capture) -> None:
    words = ("--class", "police", "--close", "w112.n12")
    found = done(capsys, "cut-off", str(ground), *words)
    assert found["closed"] == ["w112.n12"]
    parts = found["islands"]
    assert isinstance(parts, list)
    assert [each["why"] for each in parts] == ["cut_off"]
    assert done(capsys, "cut-off", str(ground), "--class", "police")["islands"] == []
    stations = [each["name"] for part in parts for each in part["stations"]]
    assert stations in (["Westerly station"], [])
    assert parts[0]["people"] is None


def test_reach_is_written_as_bands(ground: Path, tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "reach.geojson"
    words = ("--from", WEST, "--class", "police", "--minutes", "1,2", "--out", str(out))
    found = done(capsys, "reach", str(ground), *words)
    bands = found["bands"]
    assert isinstance(bands, list)
    assert bands[0]["road_km"] < bands[1]["road_km"]
    features = json.loads(out.read_text())["features"]
    assert [each["properties"]["to_min"] for each in features] == [1, 2]
    for bad in ("8,4", "x", "0", "1,1", ""):
        words = ("reach", str(ground), "--from", WEST, "--minutes", bad, "--out", str(out))
        assert main(["ground", *words]) == Exit.usage
        assert "--minutes wants" in capsys.readouterr().err


def test_a_profile_is_printed_changed_and_checked(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert main(["ground", "profile"]) == Exit.done
    text = capsys.readouterr().out
    own = tmp_path / "own.toml"
    own.write_text(text.replace("primary = 1250", "primary = 625"))
    usual = seconds(between(capsys, ground, "--class", "police"))
    slow = seconds(between(capsys, ground, "--class", "police", "--profile", str(own)))
    assert slow == pytest.approx(2 * usual, rel=0.01)
    own.write_text("[engine]\nweight_kg = 3500\nheight_cm = 200\n")
    assert seconds(between(capsys, ground, "--profile", str(own))) > 0
    assert main(["ground", "profile", "--profile", str(own)]) == Exit.done
    assert "can be used" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("engine = 3", "`engine` stands outside of a vehicle"),
        ("[engine]\nwheels = 4", "unknown field `wheels`"),
        ("[engine.speed_kmh]\nmotorroad = 4", "knows no road class motorroad"),
        ("[engine]\ntop_kmh = 0", "fording_cm and top_kmh are at least 1"),
        ('[engine]\nlike = "tank"', "is like `tank`, which is no other vehicle"),
        ("[engine", "is no TOML"),
    ],
)
def test_a_profile_that_says_something_else_is_told(
    tmp_path: Path, text: str, says: str, capsys: Capture
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(text)
    assert main(["ground", "profile", "--profile", str(own)]) == Exit.malformed
    assert says in capsys.readouterr().err


def observed_in(ground: Path, capsys: Capture, tmp_path: Path) -> list[str]:
    """Journeys of police, twice as slow as the table, 30 s until they roll."""
    begins = csv_of(
        tmp_path / "f.csv", ["lat,lon", *(f"-33.89,{18.402 + n / 10_000:.4f}" for n in range(40))]
    )
    ends = csv_of(tmp_path / "t.csv", ["lat,lon", EAST, "-33.886,18.406"])
    out = tmp_path / "m.csv"
    words = ("--from", str(begins), "--to", str(ends), "--out", str(out), "--class", "police")
    done(capsys, "matrix", str(ground), *words)
    places = [line.split(",") for line in begins.read_text().splitlines()[1:]]
    rows = [line.split(",")[1:] for line in out.read_text().splitlines()[1:]]
    told = ["from_lat,from_lon,to_lat,to_lon,travel_s,class,at"]
    for (lat, lon), times in zip(places, rows, strict=True):
        for end, time in zip(ends.read_text().splitlines()[1:], times, strict=True):
            if time:
                seconds = 30 + 2 * float(time)
                told.append(f"{lat},{lon},{end},{seconds:.1f},police,2026-05-01T08:30")
    return told


def test_known_factors_are_found_from_journeys_and_used(
    ground: Path, tmp_path: Path, capsys: Capture
) -> None:
    seen = csv_of(tmp_path / "seen.csv", observed_in(ground, capsys, tmp_path))
    own = tmp_path / "own.toml"
    words = ("calibrate", str(ground), "--observed", str(seen), "--out", str(own))
    rows = done(capsys, *words)["classes"]
    assert isinstance(rows, list)
    (row,) = rows
    assert row["vehicle"] == "police"
    assert row["mape_before"] > 0.4
    assert row["mape_after"] < 0.05
    assert row["start_s"] == pytest.approx(30, abs=5)
    usual = seconds(between(capsys, ground, "--class", "police"))
    now = seconds(between(capsys, ground, "--class", "police", "--profile", str(own)))
    assert now == pytest.approx(30 + 2 * usual, rel=0.05)


def test_too_few_journeys_are_not_fitted(ground: Path, tmp_path: Path, capsys: Capture) -> None:
    lines = observed_in(ground, capsys, tmp_path)
    for some, says in (
        (lines[:20], "of `police` can be used, of 19; at least 40 must"),
        ([lines[0], *["10,10,10,11,60,police,"] * 50], "0 journeys of `police` can be used, of 50"),
        ([lines[0], "1,2,3,4,soon,police,"], "line 2: travel_s wants seconds"),
    ):
        seen = csv_of(tmp_path / "seen.csv", some)
        words = ["--observed", str(seen), "--out", str(tmp_path / "own.toml")]
        assert main(["ground", "calibrate", str(ground), *words]) == Exit.malformed
        assert says in capsys.readouterr().err
        assert not (tmp_path / "own.toml").exists()


def test_without_numpy_it_says_what_to_install(ground: Path) -> None:
    words = ["ground", "route", str(ground), "--from", WEST, "--to", EAST]
    code = (
        "import sys; sys.modules['numpy'] = None; from tocsin.app.cli import main; "
        f"sys.exit(main({words!r}))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert found.returncode == Exit.usage
    assert "travel times need numpy: pip install 'tocsin[ground]'" in found.stderr

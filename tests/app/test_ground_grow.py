"""A grown region from the command line: the same bytes everywhere, and a whole ground."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tocsin.app.cli import main
from tocsin.app.outcome import Exit

Capture = pytest.CaptureFixture[str]
SMALL = ("--towns", "2", "--people", "2400")


def grow(seed: int, folder: Path, hash_seed: str, size: tuple[str, ...] = SMALL) -> bytes:
    """The layers as another process writes them."""
    words = ("ground", "grow", "--seed", str(seed), *size, "--out", str(folder))
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    subprocess.run(
        [sys.executable, "-m", "tocsin.app.cli", *words],
        check=True,
        capture_output=True,
        env=environment,
    )
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.full
@pytest.mark.parametrize("seed", [1, 7, 2**63 - 1])
def test_a_seed_gives_the_same_bytes_in_every_process(seed: int, tmp_path: Path) -> None:
    one = grow(seed, tmp_path / "one", "0")
    assert one == grow(seed, tmp_path / "two", "4242")


@pytest.mark.long
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_a_whole_region_has_the_same_bytes_in_every_process(seed: int, tmp_path: Path) -> None:
    whole = ("--towns", "5", "--people", "120000")
    assert grow(seed, tmp_path / "one", "0", whole) == grow(seed, tmp_path / "two", "99", whole)


@pytest.mark.full
def test_another_seed_gives_another_region(tmp_path: Path, capsys: Capture) -> None:
    found = []
    for seed in (1, 2):
        folder = tmp_path / str(seed)
        words = ["ground", "grow", "--seed", str(seed), *SMALL, "--out", str(folder), "--json"]
        assert main(words) == Exit.done
        manifest = json.loads(capsys.readouterr().out)["manifest"]
        found.append((manifest["checksum"], manifest["files"]["ground.gpkg"]["sha256"]))
    assert found[0] != found[1]
    assert found[0][1] != found[1][1]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--seed", "-1"), "a seed is a whole number from 0 to"),
        (("--seed", str(2**63)), "a seed is a whole number from 0 to"),
        (("--seed", "1", "--towns", "0"), "1 to 12 towns; 0 cannot be grown"),
        (("--seed", "1", "--towns", "13"), "1 to 12 towns; 13 cannot be grown"),
        (("--seed", "1", "--towns", "2", "--people", "999"), "2 towns hold 1,000 to 120,000"),
        (("--seed", "1", "--towns", "1", "--people", "60001"), "1 town holds 500 to 60,000"),
    ],
)
def test_what_cannot_be_grown_is_refused(
    words: tuple[str, ...], says: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "G"
    assert main(["ground", "grow", *words, "--out", str(folder)]) == Exit.usage
    assert says in capsys.readouterr().err
    assert not folder.exists()


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path, capsys: Capture) -> None:
    assert main(["ground", "grow", "--seed", "1", *SMALL, "--out", str(tmp_path)]) == Exit.usage
    assert "is there already" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_grown_ground_has_no_doubts_and_every_address_its_street(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = tmp_path / "G"
    assert main(["ground", "grow", "--seed", "5", *SMALL, "--out", str(folder)]) == Exit.done
    capsys.readouterr()
    assert main(["ground", "report", str(folder)]) == Exit.done
    assert "No doubts." in capsys.readouterr().out
    with sqlite3.connect(folder / "ground.gpkg") as database:
        streets = {name for (name,) in database.execute("SELECT DISTINCT name FROM road")}
        named = {name for (name,) in database.execute("SELECT DISTINCT street FROM address")}
    assert named <= streets
    assert len(named) > 10

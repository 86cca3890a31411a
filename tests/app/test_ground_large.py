"""A file of 300 MB under a limit of 1 GB of memory; a tenth of it under a limit in keeping; a
country, and misplaced nodes.

The limit is on what a process writes to of its own (RLIMIT_DATA: heap, stacks, private mappings);
files that are mapped to be read do not count, as the machine takes their pages away when it wants.
"""

import re
import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.app.test_ground_map import tiles_of, told
from tests.gateways.multiplied import multiply
from tocsin.app.cli import main
from tocsin.app.outcome import Exit
from tocsin.gateways.osm import Node, Relation, Way, render
from tocsin.geo.ground import Spot

MB = 1 << 20


def limited(limit_mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (limit_mb * MB, limit_mb * MB))


def imported(file: Path, folder: Path, limit_mb: int) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "tocsin.app.cli", "ground", "import", str(file), "--out"]
    return subprocess.run(
        [*line, str(folder)], preexec_fn=partial(limited, limit_mb), capture_output=True,
        text=True, check=False, timeout=4 * 3600,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize(
    ("times", "file_mb", "enough_mb", "few_mb"),
    [(20, 25, 400, 200), (232, 298, 1024, 256)],
    ids=["25 MB", "300 MB"],
)
def test_a_large_file_is_imported_in_so_much_memory_and_not_in_a_part_of_it(
    reference: Path, tmp_path: Path, times: int, file_mb: int, enough_mb: int, few_mb: int
) -> None:
    large = tmp_path / "large.osm.pbf"
    multiply(reference / "data" / "osm" / "liechtenstein-latest.osm.pbf", times, large)
    assert large.stat().st_size > file_mb * MB
    few = imported(large, tmp_path / "H", few_mb)
    assert few.returncode == Exit.unknown
    assert "needs more memory than there is" in few.stderr
    assert not (tmp_path / "H").exists()
    assert "Traceback" not in few.stderr
    done = imported(large, tmp_path / "G", enough_mb)
    assert done.returncode == Exit.done, done.stderr[-2000:]
    assert f"8: {11 * times} of {22 * times} close" in done.stdout


@pytest.fixture(scope="module")
def country(reference: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ground of a small country, imported in 400 MB."""
    folder = tmp_path_factory.mktemp("country") / "G"
    extract = reference / "data" / "osm" / "liechtenstein-latest.osm.pbf"
    assert imported(extract, folder, 400).returncode == Exit.done
    return folder


@pytest.mark.full
def test_what_memory_does_not_suffice_for_is_said(
    reference: Path, country: Path, tmp_path: Path
) -> None:
    small = reference / "data" / "osm" / "liechtenstein-latest.osm.pbf"
    few = imported(small, tmp_path / "H", 155)
    assert (few.returncode, few.stdout) == (Exit.unknown, "")
    assert "needs more memory than there is; nothing is kept" in few.stderr
    assert list(tmp_path.iterdir()) == []
    assert (country / "manifest.json").exists(), "with more memory it is imported"


@pytest.mark.full
def test_the_map_of_a_whole_country_fits_into_two_megabytes(country: Path) -> None:
    assert main(["ground", "map", str(country), "--language", "fr"]) == Exit.done
    assert (country / "basemap.pmtiles").stat().st_size < 2_000_000
    tiles = tiles_of(country)
    assert len(told(tiles, "building", 14)) > 8_000
    assert "Schloss Vaduz" in {each.get("name") for each in told(tiles, "landmark", 12)}
    names = {each.get("name") for each in told(tiles, "place", 12)}
    assert {"Vaduz", "Schaan", "Balzers"} <= names


def with_a_node_at(spot: Spot) -> str:
    """A road, a river, a coast, a lake, a house and a border, each with the same corner."""
    town = {"type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "T"}
    corners = [(0, 0), (0, 20_000), spot, (20_000, 0), (20_000, -500), (10_000, -500)]
    line, ring = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 1)
    ways = [
        Way(1, line, {"highway": "residential", "name": "Mill Road"}),
        Way(2, line, {"waterway": "river"}), Way(3, line, {"natural": "coastline"}),
        Way(4, ring, {"natural": "water"}), Way(5, ring, {"building": "yes"}), Way(6, ring),
    ]  # fmt: skip
    border = Relation(1, (("way", 6, "outer"),), town)
    return render([*(Node(at, each) for at, each in enumerate(corners, 1)), *ways, border])


@pytest.mark.full
def test_a_misplaced_node_takes_no_memory_and_is_told_of_all_that_use_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "leap.osm").write_text(with_a_node_at((20_000_000, 20_000_000)))
    done = imported(tmp_path / "leap.osm", tmp_path / "G", 1024)
    assert done.returncode == Exit.done, done.stderr[-2000:]
    assert main(["ground", "report", str(tmp_path / "G"), "--all"]) == Exit.done
    said = capsys.readouterr().out
    assert "line_leaps: 6" in said
    for thing in ("Relation 1", "Way 5"):
        assert re.search(f"{thing} leaps 3,1.. km to 20.00000,20.00000: most likely one of", said)
    assert main(["ground", "map", str(tmp_path / "G")]) == Exit.done
    (tmp_path / "straight.osm").write_text(with_a_node_at((600_000, 600_000)))
    for words in (["import", str(tmp_path / "straight.osm"), "--out"], ["report"], ["map"]):
        assert main(["ground", *words, str(tmp_path / "H")]) == Exit.done
    assert "line_leaps" not in capsys.readouterr().out, "the control"

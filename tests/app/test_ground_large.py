"""A file of 300 MB under a limit of 1 GB of memory."""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.gateways.multiplied import multiply
from tocsin.app.outcome import Exit

MB = 1 << 20
TIMES = 232
"""So many small countries side by side are 300 MB."""


def limited(limit_mb: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limit_mb * MB, limit_mb * MB))


def imported(file: Path, folder: Path, limit_mb: int) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "tocsin.app.cli", "ground", "import", str(file), "--out"]
    return subprocess.run(
        [*line, str(folder)], preexec_fn=partial(limited, limit_mb), capture_output=True,
        text=True, check=False, timeout=4 * 3600,
    )  # fmt: skip


@pytest.mark.long
def test_300_mb_are_imported_in_1_gb_and_not_in_a_quarter_of_it(
    reference: Path, tmp_path: Path
) -> None:
    large = tmp_path / "large.osm.pbf"
    multiply(reference / "data" / "osm" / "liechtenstein-latest.osm.pbf", TIMES, large)
    assert large.stat().st_size > 290 * MB
    done = imported(large, tmp_path / "G", 1024)
    assert done.returncode == Exit.done, done.stderr[-2000:]
    assert f"8: {11 * TIMES} of {22 * TIMES} close" in done.stdout
    few = imported(large, tmp_path / "H", 256)
    assert few.returncode == Exit.unknown
    assert "needs more memory than there is" in few.stderr
    assert not (tmp_path / "H").exists()
    assert "Traceback" not in few.stderr


@pytest.mark.full
def test_what_memory_does_not_suffice_for_is_said(reference: Path, tmp_path: Path) -> None:
    small = reference / "data" / "osm" / "liechtenstein-latest.osm.pbf"
    few = imported(small, tmp_path / "H", 240)
    assert (few.returncode, few.stdout) == (Exit.unknown, "")
    assert "needs more memory than there is; nothing is kept" in few.stderr
    assert list(tmp_path.iterdir()) == []
    assert imported(small, tmp_path / "G", 1024).returncode == Exit.done

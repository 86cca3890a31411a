"""P6: a killed town is there again with the picture it had, from snapshot and tail or from
nothing.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jurisdiction.play import morning_town
from tests.jurisdiction.test_archive import matters
from tests.jurisdiction.towns import founded
from tests.needs import ROOT
from tocsin.app.wiring import ARCHIVE_FILE, opened
from tocsin.jurisdiction import reading
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.snapshots import decode, encode
from tocsin.operations.catalogue import fold_version
from tocsin.operations.picture import Picture

STANDING = """
import sys, threading
from pathlib import Path
from tests.jurisdiction.test_archive import finished
from tests.jurisdiction.towns import clock
from tocsin.app.wiring import opened
with opened(Path(sys.argv[1]), clock()) as town:
    if sys.argv[2] == "snapshot":
        town.save_snapshot()
    print(finished(town, sys.argv[2]), flush=True)
    threading.Event().wait()
"""


def killed(folder: Path, doing: str) -> None:
    """A town is opened, finishes a matter, and is killed where it stands."""
    with subprocess.Popen(
        [sys.executable, "-c", STANDING, str(folder), doing],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("PE-")
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.parametrize("doing", ["snapshot", "none"])
def test_after_a_kill_picture_and_archive_are_those_of_a_full_replay(
    tmp_path: Path, doing: str
) -> None:
    folder = founded(tmp_path / "town")
    killed(folder, doing)
    killed(folder, f"{doing}-again")
    anew = tmp_path / "anew"
    shutil.copytree(folder, anew, ignore=shutil.ignore_patterns("snapshots", f"{ARCHIVE_FILE}*"))
    with opened(folder) as town, opened(anew) as replayed:
        assert encode(town.picture) == encode(replayed.picture) == encode(fold(town.store.read()))
        assert matters(town.archive) == matters(replayed.archive)
        assert len(matters(town.archive)) == 2


def test_a_busy_town_is_the_same_from_every_snapshot_it_could_have_kept(tmp_path: Path) -> None:
    folder = morning_town(tmp_path / "town", hours=0.5)
    with opened(folder) as town:
        whole = encode(fold(town.store.read()))
        for cut in range(0, town.position, max(1, town.position // 12)):
            start = decode(encode(fold(town.store.read(upto=cut))))
            assert encode(fold(town.store.read(after=cut), start)) == whole


def test_control_a_start_that_skips_the_tail_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = morning_town(tmp_path / "town", hours=0.5)
    with opened(folder) as town:
        kept = fold(town.store.read(upto=town.position - 5))
        whole = encode(town.picture)
        town.store.save_snapshot(fold_version(), town.position - 5, encode(kept))
        town._snapshot_at = town.position

    def lazily(_records: object, picture: Picture, _watch: object) -> Picture:
        return picture

    for newer in sorted((folder / "snapshots").iterdir())[1:]:
        newer.unlink()
    monkeypatch.setattr(reading, "fold", lazily)
    with opened(folder) as town:
        assert encode(town.picture) != whole
        town._snapshot_at = town.position

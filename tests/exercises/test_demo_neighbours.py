"""The towns of a demo as neighbours: processes of their own, a loan over a link that is cut, and no
process left when the demo is gone.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exercises.test_morning import played, region
from tocsin.app.wiring import reading
from tocsin.log.clock import monotonic_s
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Hold
from tocsin.operations.picture.neighbour import LinkStanding

pytestmark = pytest.mark.full
__all__ = ["region"]

WITHIN_S = 120.0


def waits(is_so: Callable[[], bool], what: str) -> None:
    deadline = monotonic_s() + WITHIN_S
    while not is_so():
        assert monotonic_s() < deadline, what
        time.sleep(0.1)


def picture_in(folder: Path) -> Picture:
    with reading(folder) as town:
        return town.picture


def test_an_engine_is_lent_works_while_the_link_is_cut_and_comes_home(
    tmp_path: Path, region: Path
) -> None:
    told = played(tmp_path / "town", 5, region)
    lent, names, warned = told["lent"], told["joined"], told["warned"]
    assert isinstance(lent, dict)
    assert isinstance(warned, dict)
    assert warned["refused_to_asker"] == "warning_needs_another_person"
    assert warned["state"] == "issued"
    assert isinstance(names, dict)
    assert len(names) == 2
    assert lent["refused_at_home"] == "recall_is_a_request"
    assert lent["unheard"] == 3  # offered, its crew ready, let go of: told while nobody listened
    assert lent["do_agree"]
    there = next(
        Path(each)
        for each in told["neighbours"]  # type: ignore[attr-defined]
        if picture_in(Path(each)).custody.get(lent["unit"]) is not None
    )
    for folder in (tmp_path / "town", there):
        picture = picture_in(folder)
        custody = picture.custody.get(lent["unit"])
        assert custody is not None
        assert custody.claim.town == lent["home"]
        assert custody.claim.hold is Hold.held
        assert str(custody.claim.epoch) == lent["returned_under"]
        assert custody.conflicts == ()
    standings = {each.standing for each in picture_in(tmp_path / "town").neighbours.values()}
    assert standings == {LinkStanding.joined}
    with reading(there) as town:
        names_there = [each.name for each in town.store.read()]
    assert names_there.count("unit_dispatched.1") == 2


def is_there(pid: int) -> bool:
    """Whether a process runs; one that has ended and was not looked after counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_demo_is_ended(
    tmp_path: Path, region: Path, by: signal.Signals
) -> None:
    told = tmp_path / "told"
    words = ("demo", "--seed", "5", "--town", str(tmp_path / "town"), "--ground", str(region))
    with told.open("w") as out:
        demo = subprocess.Popen(
            [sys.executable, "-m", "tocsin.app.cli", *words],
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            waits(lambda: "neighbour heal" in told.read_text(), "the neighbours are there")
            children = Path(f"/proc/{demo.pid}/task/{demo.pid}/children").read_text().split()
            pids = [int(each) for each in children]
            assert len(pids) == 2
            assert all(map(is_there, pids))
            assert len(re.findall(r"\[exercise\] at http", told.read_text())) == 2
        finally:
            os.kill(demo.pid, by)
            demo.wait(WITHIN_S)
    waits(lambda: not any(map(is_there, pids)), "all have ended")

"""P1, at the town: no acknowledged order is lost when it is killed, and it starts by itself."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.jurisdiction.towns import founded
from tests.needs import ROOT
from tocsin.app.wiring import opened
from tocsin.jurisdiction.fold import fold
from tocsin.jurisdiction.snapshots import encode
from tocsin.log.clock import SystemClock
from tocsin.log.verify import verify

Ledger = dict[str, tuple[int, int]]


def killed_under_load(town: Path, turn: int, kind: str, acknowledgements: int) -> Ledger:
    """What a town had acknowledged when it was killed, after so many and whatever came
    meanwhile.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.town_under_load", str(town), f"t{turn}", kind],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        text=True,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(acknowledgements)]
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.readlines()
    assert lines[0] != "", "the town never came up"
    told = [line.split() for line in lines if line.endswith("\n")]
    return {name: (int(first), int(last)) for name, first, last in told}


def lost(town: Path, ledger: Ledger) -> list[str]:
    """Acknowledged orders that the town, opened again, does not answer with the same positions."""
    with opened(town) as running:
        found = {name: running.store.find(name) for name in ledger}
        assert encode(running.picture) == encode(fold(running.store.read()))
    return sorted(name for name, positions in ledger.items() if found[name] != positions)


def kill_again_and_again(town: Path, kills: int, chance: Random) -> None:
    founded(town, SystemClock())
    acknowledged = 0
    for turn in range(kills):
        ledger = killed_under_load(town, turn, "honest", chance.randrange(1, 1200))
        acknowledged += len(ledger)
        assert lost(town, ledger) == []
    assert acknowledged >= kills
    assert verify(town).ok


def test_no_acknowledged_order_is_lost_when_the_town_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", kills=5, chance=Random(1))


@pytest.mark.long
def test_no_acknowledged_order_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", kills=200, chance=Random(random.randrange(1 << 30)))


def test_control_a_town_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    founded(tmp_path / "town", SystemClock())
    losses = (
        lost(tmp_path / "town", killed_under_load(tmp_path / "town", turn, "early", 300 + turn))
        for turn in range(10)
    )
    assert any(losses), "ten kills of a town that promises too early, and nothing was missed"

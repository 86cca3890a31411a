"""P1 and P3 of the track: an acknowledged report survives any kill; a full disk stops no order."""

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.faults.track_reporter import observation
from tests.needs import ROOT, need_root
from tocsin.app.wiring import found, observing, opened, reading, track_look
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.telemetry import Telemetry
from tocsin.log import StorageUnknown, verify_track
from tocsin.operations.incident import OpenIncident
from tocsin.operations.units import RegisterUnit
from tocsin.terms.kinds import LogKind


def town_in(folder: Path) -> Path:
    found(folder, name="P", code="PE", kind=LogKind.test)
    with opened(folder) as town:
        order = Order(
            command=RegisterUnit(call_sign="E1", kind="engine"),
            command_id="u",
            actor="PE-p-first",
        )
        assert isinstance(town.submit(order), Accepted)
    return folder


def killed_while_reporting(town: Path, first: int, kind: str, acknowledged: int) -> list[int]:
    """The ledger of reporters that were killed after so many acknowledgements or a few more."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.track_reporter", str(town), str(first), kind],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        ledger = [process.stdout.readline() for _ in range(acknowledged)]
        os.kill(process.pid, signal.SIGKILL)
        ledger += process.stdout.readlines()
    assert ledger[0] != "", "the track never came up"
    return [int(line) for line in ledger if line.endswith("\n")]


def on_track(town: Path) -> set[int]:
    """The numbers of the observations there, once a writer has opened it again."""
    with observing(town) as (_, telemetry):
        assert telemetry.trouble is None
    with reading(town) as read:
        look = track_look(town, read.store)
        kept = {
            each.fix.point.lat_udeg
            for each in look.recorded(None, None, None)
            if each.fix is not None
        }
        look.close()
    return kept


def kill_again_and_again(town: Path, kills: int, chance: Random) -> None:
    acknowledged: set[int] = set()
    for turn in range(kills):
        first = turn * 1_000_000
        acknowledged |= set(killed_while_reporting(town, first, "honest", chance.randrange(1, 60)))
        assert acknowledged - on_track(town) == set()
    found_whole = verify_track(town)
    assert found_whole is not None
    assert found_whole.ok
    assert found_whole.set_aside == ()


def test_no_acknowledged_report_is_lost_when_the_town_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(town_in(tmp_path / "town"), kills=4, chance=Random(1))


@pytest.mark.long
def test_no_acknowledged_report_is_lost_in_a_hundred_kills(tmp_path: Path) -> None:
    chance = Random(random.randrange(1 << 30))
    kill_again_and_again(town_in(tmp_path / "town"), kills=80, chance=chance)


def test_control_a_track_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    def is_caught(turn: int) -> bool:
        """One kill may by chance fall just after a commit: then nothing was owed."""
        town = town_in(tmp_path / f"town{turn}")
        ledger = killed_while_reporting(town, 0, "early", 40 + 16 * turn)
        return bool(set(ledger) - on_track(town))

    assert any(is_caught(turn) for turn in range(8))


@contextlib.contextmanager
def tiny_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    need_root()
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    subprocess.run(mount, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def reported_until_full(telemetry: Telemetry) -> int:
    """Report until the answer is "unknown"; which batch that was."""
    for number in range(1, 400):
        batch = [observation(number * 1000 + each) for each in range(200)]
        try:
            telemetry.record(batch).result(timeout=30)
        except StorageUnknown:
            return number
    raise AssertionError("the disk never filled")


def test_a_full_disk_makes_reports_unknown_and_orders_go_on_when_there_is_space(
    tmp_path: Path,
) -> None:
    """The track's own disk is full, not the log's: orders are not even slowed."""
    town = town_in(tmp_path / "town")
    with tiny_disk(town / "track", 4) as disk, observing(town) as (running, telemetry):
        ballast = disk / "ballast"
        telemetry.record([observation(0)]).result(timeout=30)
        with contextlib.suppress(OSError):
            ballast.write_bytes(bytes(8 << 20))
        number = reported_until_full(telemetry)
        assert "full" in str(telemetry.trouble) or "space" in str(telemetry.trouble)
        outcome = running.submit(
            Order(command=OpenIncident(type="fire"), command_id="f", actor="PE-p-first")
        )
        assert isinstance(outcome, Accepted)
        ballast.unlink()
        again = telemetry.record([observation(number * 1000)]).result(timeout=30)
        assert again.taken + again.repeated == 1
    # the little disk is gone and the track with it: the town begins a new one
    with observing(town) as (_, telemetry):
        assert telemetry.record([observation(5)]).result(timeout=30).taken == 1

"""P1, at the store: whatever was acknowledged is on record after any kill and any power cut."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.faults.disk import Disk
from tests.log.makings import MORNING, append, entry, founded
from tests.needs import ROOT
from tocsin.log import LogDamaged, SqliteStore, StorageUnknown, open_store, verify


def killed_under_load(town: Path, first: int, kind: str, acknowledgements: int) -> list[str]:
    """The ledger of a town that was killed after so many acknowledgements, give or take a few."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.appender", str(town), str(first), kind],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    ) as process:
        assert process.stdout is not None
        ledger = [process.stdout.readline() for _ in range(acknowledgements)]
        os.kill(process.pid, signal.SIGKILL)
        ledger += process.stdout.readlines()
    assert ledger[0] != "", "the town never came up"
    return [line.strip() for line in ledger if line.endswith("\n")]


def lost(town: Path, ledger: list[str]) -> list[str]:
    """Acknowledged commands that the reopened town does not find."""
    store = open_store(town, writer=True)
    missing = [command_id for command_id in ledger if store.find(command_id) is None]
    store.close()
    return missing


def kill_again_and_again(town: Path, kills: int, chance: Random) -> None:
    founded(town).close()
    acknowledged = 0
    for turn in range(kills):
        ledger = killed_under_load(town, turn * 10_000_000, "honest", chance.randrange(1, 1500))
        acknowledged += len(ledger)
        assert lost(town, ledger) == []
    assert acknowledged >= kills
    assert verify(town).ok


def test_no_acknowledged_command_is_lost_when_the_town_is_killed(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", kills=6, chance=Random(1))


@pytest.mark.long
def test_no_acknowledged_command_is_lost_in_two_hundred_kills(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", kills=200, chance=Random(random.randrange(1 << 30)))


def test_control_a_store_that_acknowledges_before_the_commit_is_caught(tmp_path: Path) -> None:
    def is_caught(turn: int) -> bool:
        """One kill may by chance fall just after a commit: then nothing was owed."""
        town = tmp_path / f"town{turn}"
        founded(town).close()
        return lost(town, killed_under_load(town, 0, "early", 500 + 37 * turn)) != []

    assert any(is_caught(turn) for turn in range(12))


def until_the_power_fails(store: SqliteStore) -> int:
    """Append one by one until the disk dies; answers the last number acknowledged."""
    number = 0
    try:
        while number < 400:
            store.keys.seal(f"incident/HB-{number // 5}", "text")
            append(store, number + 1)
            number += 1
    except StorageUnknown:
        return number
    return number


def cut_power(
    folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int, synchronous: str = "FULL"
) -> tuple[Path, int]:
    """A town after a power cut at a random write or sync, and how much it had acknowledged."""
    chance = Random(seed)
    disk = Disk()
    with monkeypatch.context() as patched:
        disk.under(patched, synchronous)
        store = founded(folder / "town")
        disk.fail_at = disk.operations + chance.randrange(1, 1500)
        disk.stays_dead = True
        acknowledged = until_the_power_fails(store)
        survivors = None if synchronous == "NORMAL" else chance
        town = disk.after_power_cut(folder / "town", folder / "cut", survivors)
        store.close()
    return town, acknowledged


@pytest.mark.parametrize("seed", range(25))
def test_no_acknowledged_command_is_lost_when_the_power_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    town, acknowledged = cut_power(tmp_path, monkeypatch, seed)
    assert verify(town).ok, "also before the first start has tidied up"
    store = open_store(town, writer=True)
    assert store.head().position >= acknowledged
    assert all(store.find(f"c-{number}") for number in range(1, acknowledged + 1))
    store.append([entry(10_000)], after=store.head().position, recorded_at=MORNING)
    store.close()
    assert verify(town).ok


def test_control_without_full_sync_a_power_cut_loses_what_was_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lossy = 0
    for seed in range(5):
        (tmp_path / str(seed)).mkdir()
        town, acknowledged = cut_power(tmp_path / str(seed), monkeypatch, seed, "NORMAL")
        reader = open_store(town, writer=False)
        is_short = reader.head().position < acknowledged
        reader.close()
        lossy += is_short
        if is_short:
            # And the mark, outside the database, knows.
            with pytest.raises(LogDamaged, match="had reached"):
                open_store(town, writer=True)
    assert lossy > 0

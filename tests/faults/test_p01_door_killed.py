"""P1 and P7, over HTTP: what a served town acknowledged is on record after any kill, and asked
again with its key it is answered as before.
"""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import msgspec
import pytest

from tests.needs import ROOT
from tocsin.app.load.client import Address
from tocsin.app.load.driving import Plan, lost_of, pressed
from tocsin.app.load.ledger import Ledger
from tocsin.app.load.scratch import Program, furnished, lost_in, serving
from tocsin.app.loops import run_on_loop
from tocsin.app.web.doorkeeper import drawn_secret
from tocsin.log.verify import verify

CLIENTS = 64


def a_town(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The token of somebody who may do all, and the units."""
    program = Program("load", ("call_taker", "dispatcher", "duty_officer", "chief"), drawn_secret())
    return program.secret, furnished(folder, CLIENTS, [program])


@contextmanager
def early(folder: Path) -> Iterator[tuple[str, int]]:
    """The sabotaged door."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.early_door", str(folder)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
    ) as process:
        assert process.stdout is not None
        yield str(msgspec.json.decode(process.stdout.readline())["url"]), process.pid


def killed(
    folder: Path, door: object, token: str, units: tuple[str, ...], turn: int, after_s: float
) -> Ledger:
    """What 64 clients had been told when the server was killed, so long after they began."""
    ledger = Ledger()
    assert callable(door)
    with door(folder) as (url, pid):
        plan = Plan(CLIENTS, after_s + 0.2, 0.0, f"kill-{turn}")

        async def press_and_kill() -> None:
            pressing = asyncio.create_task(pressed(Address.of(url), token, plan, units, ledger))
            await asyncio.sleep(after_s)
            os.kill(pid, signal.SIGKILL)
            await pressing

        run_on_loop(press_and_kill())
    return ledger


def kill_again_and_again(folder: Path, kills: int, chance: Random) -> None:
    token, units = a_town(folder)
    every: list[str] = []
    for turn in range(kills):
        ledger = killed(folder, serving, token, units, turn, chance.uniform(0.1, 1.0))
        every += ledger.acknowledged
        assert lost_in(folder, ledger.acknowledged) == []
    assert len(every) > kills
    with serving(folder) as (url, _):
        asked = every[:: max(1, len(every) // 200)]
        assert run_on_loop(lost_of(Address.of(url), token, asked, 8)) == []
    assert verify(folder).ok


def test_a_killed_door_has_lost_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", 3, Random(1))


@pytest.mark.long
def test_a_door_killed_two_hundred_times_has_lost_nothing(tmp_path: Path) -> None:
    kill_again_and_again(tmp_path / "town", 200, Random())


def test_a_door_that_answers_before_the_commit_is_caught(tmp_path: Path) -> None:
    token, units = a_town(tmp_path / "town")
    for turn in range(8):
        ledger = killed(tmp_path / "town", early, token, units, turn, 0.5)
        if lost_in(tmp_path / "town", ledger.acknowledged):
            return
    pytest.fail("the ledger did not notice")

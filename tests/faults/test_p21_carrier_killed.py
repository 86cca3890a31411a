"""P21: the process is killed when the other side has the message and has not answered: it goes
again, under the same id, and the record says that it may be there twice.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.app.carriers.peers import HttpPeer
from tests.app.carriers.test_carrying import town_with_siren
from tests.faults.two_processes import ENVIRONMENT, until
from tests.needs import ROOT
from tocsin.app.load.scratch import serving
from tocsin.app.wiring import reading
from tocsin.log.verify import verify
from tocsin.operations.picture.warning_channel import Reach, ReachState


class Deadly(HttpPeer):
    """A siren that kills whoever speaks to it first, when it has the message."""

    def __init__(self) -> None:
        self.victim: int | None = None
        self.known = threading.Event()
        self.has_killed = False
        super().__init__(secret="")

    def kills(self, pid: int) -> None:
        self.victim = pid
        self.known.set()

    def _answer(self, found: socket.socket, name: str) -> None:
        if not self.has_killed:
            assert self.known.wait(60)
            assert self.victim is not None
            os.kill(self.victim, signal.SIGKILL)
            self.has_killed = True
            return
        super()._answer(found, name)


@contextmanager
def sabotaged(folder: Path) -> Iterator[int]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.app.carriers.wrong", str(folder)],
        stdout=subprocess.PIPE, cwd=ROOT, env=ENVIRONMENT,
    ) as process:  # fmt: skip
        yield process.pid
        process.kill()


def bench(folder: Path) -> Reach:
    with reading(folder) as town:
        delivery = town.picture.deliveries.get("try@siren")
        assert delivery is not None
        return delivery.reaches[0]


def gone_on_with(folder: Path, peer: Deadly) -> Reach:
    """What is on record when a process that came after has its receipt."""
    assert bench(folder).state is not ReachState.reached
    with serving(folder):
        until(lambda: bench(folder).state is ReachState.reached, "it goes out again")
    assert verify(folder).ok
    assert len(peer.got) == 2
    assert len({*peer.got}) == 1, "one id"
    return bench(folder)


@pytest.fixture
def peer() -> Iterator[Deadly]:
    found = Deadly()
    yield found
    found.close()


def test_it_goes_again_and_the_second_one_is_not_hidden(tmp_path: Path, peer: Deadly) -> None:
    folder = town_with_siren(tmp_path / "perry", peer)
    with serving(folder) as (_, pid):
        peer.kills(pid)
        until(lambda: peer.has_killed, "it was sent")
    assert gone_on_with(folder, peer).is_perhaps_twice


@pytest.mark.control
def test_a_carrier_that_begins_on_record_when_it_has_sent_hides_it(
    tmp_path: Path, peer: Deadly
) -> None:
    folder = town_with_siren(tmp_path / "perry", peer)
    with sabotaged(folder) as pid:
        peer.kills(pid)
        until(lambda: peer.has_killed, "it was sent")
    assert not gone_on_with(folder, peer).is_perhaps_twice, "nobody would know"

"""P1 with the log in PostgreSQL: nothing acknowledged is lost when the writer is killed, nor when
the database is.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.database import Server, asked, served
from tests.log.makings import founded
from tests.needs import ROOT
from tocsin.log import SystemClock, SystemEntropy, verify
from tocsin.log.address import address_of
from tocsin.log.moving import move_to_database
from tocsin.log.postgres.store import PostgresStore

EACH = 1_000_000
"""Numbers of one turn: no two turns ask with the same id."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of this module's own, to be killed."""
    yield from served()


@pytest.fixture
def town(tmp_path: Path, server: Server) -> Path:
    founded(tmp_path / "town").close()
    move_to_database(tmp_path / "town", address_of(server.emptied("town")))
    return tmp_path / "town"


class Load:
    """A writer under load; knows what it acknowledged."""

    def __init__(self, town: Path, turn: int, kind: str) -> None:
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.faults.postgres_appender"),
                *(str(town), str(turn * EACH), kind),
            ],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
            text=True,
        )
        self.acknowledged: set[str] = set()

    def until_acknowledged(self, more: int) -> None:
        """Wait for so many acknowledgements."""
        assert self._process.stdout is not None
        for _ in range(more):
            line = self._process.stdout.readline()
            assert line.endswith("\n"), "the writer ended by itself"
            self.acknowledged.add(line.strip())

    def kill(self) -> None:
        """SIGKILL; what it had acknowledged by then is in the ledger."""
        self._process.kill()
        assert self._process.stdout is not None
        rest = self._process.stdout.readlines()
        self.acknowledged |= {line.strip() for line in rest if line.endswith("\n")}
        self._process.stdout.close()
        self._process.wait()


def lost(server: Server, acknowledged: set[str]) -> set[str]:
    """Acknowledged commands that are not on record."""
    rows = asked(
        server.address("town"), "SELECT convert_from(command_id, 'UTF8') FROM tocsin.command"
    )
    return acknowledged - {str(name) for (name,) in rows}


def opens(town: Path) -> int:
    """The town opens again and is sound; where its log ends."""
    with closing(PostgresStore(town, SystemClock(), SystemEntropy())) as store:
        position = store.head().position
    assert verify(town).ok
    return position


def kill_the_writer(town: Path, server: Server, kills: int, chance: Random) -> int:
    acknowledged: set[str] = set()
    for turn in range(kills):
        load = Load(town, turn, "honest")
        load.until_acknowledged(chance.randrange(1, 2000))
        load.kill()
        acknowledged |= load.acknowledged
        assert lost(server, acknowledged) == set()
        assert opens(town) >= len(acknowledged)
    return len(acknowledged)


def kill_the_database(town: Path, server: Server, kills: int, chance: Random) -> int:
    load = Load(town, 0, "honest")
    try:
        for _ in range(kills):
            load.until_acknowledged(chance.randrange(200, 2000))
            server.kill()
            server.start()
        load.until_acknowledged(500)
    finally:
        load.kill()
    assert lost(server, load.acknowledged) == set()
    assert opens(town) >= len(load.acknowledged)
    return len(load.acknowledged)


def test_no_acknowledged_append_is_lost_when_the_writer_is_killed(
    town: Path, server: Server
) -> None:
    assert kill_the_writer(town, server, 4, Random(1)) > 0


def test_no_acknowledged_append_is_lost_when_the_database_is_killed(
    town: Path, server: Server
) -> None:
    assert kill_the_database(town, server, 4, Random(1)) > 0


@pytest.mark.long
def test_no_acknowledged_append_is_lost_in_two_hundred_kills_of_either(
    town: Path, server: Server
) -> None:
    chance = Random(random.randrange(1 << 30))
    assert kill_the_writer(town, server, 100, chance) > 0
    assert kill_the_database(town, server, 100, chance) > 0


def test_control_a_writer_that_acknowledges_before_the_commit_is_caught(
    town: Path, server: Server
) -> None:
    for turn in range(12):
        load = Load(town, turn, "early")
        load.until_acknowledged(300 + turn)
        load.kill()
        if lost(server, load.acknowledged):
            return
    pytest.fail("twelve kills of a writer that promises too early, and nothing was missed")


def test_control_without_synchronous_commit_a_killed_database_loses_what_was_acknowledged(
    town: Path, server: Server
) -> None:
    """And the town's mark finds it: the writer does not open on what is left."""
    for turn in range(12):
        load = Load(town, turn, "lazy")
        load.until_acknowledged(2000 + turn)
        server.kill()
        load.kill()
        server.start()
        if lost(server, load.acknowledged):
            found = verify(town)
            assert not found.ok
            assert "had reached" in (found.what or "")
            return
    pytest.fail("twelve kills of a database that writes later, and nothing was missed")

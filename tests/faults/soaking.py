"""Drive a served town through simulated hours, and judge from outside whether anything piles up.

The load is ten times that of a city's week of real dispatch records: 46 calls and 264 facts an
hour. Beside it positions come, streams are opened and cut, tokens are made and revoked.
"""

import asyncio
import mmap
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

import msgspec

from tests.faults.soaked_town import BEGIN
from tests.needs import ROOT
from tocsin.app.desk import first_officer
from tocsin.app.load.client import Address, Connection, Cut, get, post
from tocsin.app.load.scratch import CODE
from tocsin.app.load.work import shifts
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.log import SimulatedClock
from tocsin.operations.obligations import AdoptTimers
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.obligation import Timer
from tocsin.operations.picture.token import OPEN_SCOPES
from tocsin.operations.telemetry import AdoptTelemetry, RegisterTracker
from tocsin.operations.tokens import IssueToken
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Role
from tocsin.terms.kinds import LogKind

CALLS_A_MINUTE = 8
"""460 an hour: ten times a city's."""
CLIENTS = 24
STREAMS = 6
FLAT = 1.05
WARMING = 1.12
"""How much more memory is allowed in the first hour, in which what is kept of open matters fills.
"""
FILES_MB = {"track": 12, "log.sqlite-wal": 24, "archive.sqlite-wal": 24, "snapshots": 24}
"""What each may take, whatever the hours: the policy adopted, and SQLite's checkpoints."""


class Sample(NamedTuple):
    """The process from outside, after so many simulated minutes."""

    minute: int
    rss_mb: float
    descriptors: int
    threads: int
    files_mb: dict[str, float]


def sample(pid: int, folder: Path, minute: int) -> Sample:
    """A look at /proc and at the folder."""
    status = Path(f"/proc/{pid}/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    files = {name: _megabytes(folder / name) for name in FILES_MB}
    return Sample(
        minute,
        int(fields["VmRSS"].split()[0]) / 1024,
        len(list(Path(f"/proc/{pid}/fd").iterdir())),
        int(fields["Threads"]),
        files,
    )


def _megabytes(path: Path) -> float:
    every = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in every if each.exists()) / 1e6


def piling_up(samples: list[Sample], flat: float = FLAT) -> list[str]:
    """What grows: the last third against the third before it, after a third to warm up."""
    third = len(samples) // 3
    before, after = samples[third : 2 * third], samples[2 * third :]
    found = []
    memory = [median(each.rss_mb for each in part) for part in (before, after)]
    if memory[1] > memory[0] * flat:
        found.append(f"memory: {memory[0]:.0f} MB, then {memory[1]:.0f} MB")
    for name in ("descriptors", "threads"):
        was, now = (max(getattr(each, name) for each in part) for part in (before, after))
        if now > was + STREAMS:
            found.append(f"{name}: {was}, then {now}")
    for name, most_mb in FILES_MB.items():
        largest = max(each.files_mb[name] for each in samples)
        if largest > most_mb:
            found.append(f"{name}: {largest:.0f} MB of {most_mb}")
    return found


def furnished(folder: Path) -> str:
    """A town that keeps little for long; the secret of a token that may do all."""
    clock = SimulatedClock(BEGIN - timedelta(hours=1))
    found(folder, name="Soak", code=CODE, kind=LogKind.test, clock=clock)
    secret = drawn_secret()
    roles = ("call_taker", "dispatcher", "duty_officer", "chief", "administrator")
    orders: list[Command] = [
        AdoptTimers(timers=(Timer("archive", 600, Role.clerk),)),
        AdoptTelemetry(file_h=1, keep_h=1, most_mb=10),
        RegisterPerson(id=f"{CODE}-p-load", handle="load", roles=roles),
        IssueToken(
            person=f"{CODE}-p-load",
            digest=digest_of(secret),
            scopes=OPEN_SCOPES,
            expires_at=BEGIN + timedelta(days=80),
        ),
    ]
    for each in range(CLIENTS):
        orders.append(RegisterUnit(call_sign=f"U{each}", kind="engine"))
        orders.append(RegisterTracker(id=f"tracker-{each}", unit=f"{CODE}-U{each}"))
    with opened(folder, clock) as town:
        for number, command in enumerate(orders):
            given = Order(command=command, command_id=f"{number}", actor=first_officer(CODE))
            assert isinstance(outcome := town.submit(given), Accepted), outcome
    return secret


@contextmanager
def soaked(folder: Path, clock: Path, leak: str = "") -> Iterator[tuple[str, int]]:
    """The town served by the clock in a file: URL and process id."""
    clock.write_bytes(bytes(8))
    line = [sys.executable, "-m", "tests.faults.soaked_town", str(folder), str(clock)]
    with (folder.parent / "errors").open("wb") as errors:
        process = subprocess.Popen(
            [*line, *([leak] if leak else [])], stdout=subprocess.PIPE, stderr=errors, cwd=ROOT
        )
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        assert told, (folder.parent / "errors").read_text()
        yield str(msgspec.json.decode(told)["url"]), process.pid
    finally:
        process.terminate()
        process.wait(60)
        if process.stdout is not None:
            process.stdout.close()


class Driver:
    """All who use the town: clients with a unit each, trackers, screens, an administrator."""

    def __init__(self, url: str, token: str, clock: Path) -> None:
        self.address = Address.of(url)
        self.token = token
        with clock.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), 8)
        self.minute = 0
        self.granted = 0
        self.asked = 0
        self.ticks = 0
        """Pieces of streams that were read."""
        self._work = [shifts(number, f"{CODE}-U{number}") for number in range(CLIENTS)]
        self._next = [next(each) for each in self._work]
        self._lines: list[Connection] = []
        self._screens: list[tuple[Connection, asyncio.Task[object]]] = []

    async def pass_minute(self) -> None:
        """One simulated minute: what comes in it, then the clock."""
        while len(self._lines) < CLIENTS:
            self._lines.append(await self.address.connected())
        orders = CALLS_A_MINUTE * 7
        await asyncio.gather(
            *(self._works(each, orders // CLIENTS) for each in range(CLIENTS)),
            self._positions(),
        )
        await self._screen()
        if self.minute % 5 == 0:
            await self._token()
        self.minute += 1
        self._shared[:8] = (self.minute * 60_000).to_bytes(8, "little")

    async def _works(self, client: int, orders: int) -> None:
        for _ in range(orders):
            name, body = self._next[client]
            answer = await self._asked(client, f"/v1/orders/{name}", body)
            subjects = msgspec.json.decode(answer)["subjects"] if answer else ()
            self._next[client] = self._work[client].send(subjects)

    async def _asked(self, line: int, path: str, body: bytes) -> bytes:
        """The answer to something granted; nothing where it was refused."""
        if not self._lines[line].is_open:
            self._lines[line] = await self.address.connected()
        self.asked += 1
        request = post(self.address, self.token, path, body, f"soak-{self.asked}")
        answer = await self._lines[line].ask(request)
        assert answer.status in (200, 409), answer
        self.granted += answer.status == 200
        return answer.body if answer.status == 200 else b""

    async def _positions(self) -> None:
        """Where each unit is: a batch of as many lines."""
        at = (BEGIN + timedelta(minutes=self.minute)).isoformat()
        batch = [
            {"device": f"tracker-{each}", "at": at, "lat": 47 + each / 1e3, "lon": self.minute % 90}
            for each in range(CLIENTS)
        ]
        connection = await self.address.connected()
        body = b"\n".join(map(msgspec.json.encode, batch))
        request = post(self.address, self.token, "/v1/positions", body, f"track-{self.minute}")
        answer = await connection.ask(request)
        assert answer.status == 200, answer
        connection.close()

    async def _screen(self) -> None:
        """One more screen follows, the oldest hangs up without a word."""
        connection = await self.address.connected()
        request = get(self.address, self.token, "/v1/stream?positions=true")
        reading = asyncio.create_task(_until_cut(connection, request, self))
        self._screens.append((connection, reading))
        if len(self._screens) > STREAMS:
            oldest, read = self._screens.pop(0)
            oldest.close()
            await read

    async def _token(self) -> None:
        """A token is made, used and revoked."""
        secret = drawn_secret()
        issue = {
            "person": f"{CODE}-p-load",
            "digest": digest_of(secret),
            "scopes": ["look"],
            "expires_at": (BEGIN + timedelta(minutes=self.minute, days=1)).isoformat(),
        }
        assert await self._asked(0, "/v1/orders/IssueToken", msgspec.json.encode(issue))
        connection = await self.address.connected()
        page = await connection.ask(get(self.address, self.token, "/v1/picture/tokens"))
        every = msgspec.json.decode(page.body)["subjects"]
        name = next(each["id"] for each in every if each["fields"]["scopes"] == ["look"])
        for wanted in (200, 401):
            answer = await connection.ask(get(self.address, secret, "/v1"))
            assert answer.status == wanted, answer
            if wanted == 200:
                body = msgspec.json.encode({"token": name})
                assert await self._asked(0, "/v1/orders/RevokeToken", body)
        connection.close()

    async def leave(self) -> None:
        """Hang up."""
        for connection, read in self._screens:
            connection.close()
            await read
        for each in self._lines:
            each.close()


async def _until_cut(connection: Connection, request: bytes, driver: Driver) -> None:
    def counted(_piece: bytes) -> None:
        driver.ticks += 1

    try:
        await connection.ask(request, within_s=0, piece=counted)
    except Cut:
        return


async def driven(
    url: str, pid: int, folder: Path, clock: Path, token: str, hours: int
) -> tuple[Driver, list[Sample]]:
    """So many simulated hours; a sample every two simulated minutes."""
    driver = Driver(url, token, clock)
    samples = []
    try:
        for minute in range(60 * hours):
            await driver.pass_minute()
            if minute % 2:
                samples.append(sample(pid, folder, minute))
    finally:
        await driver.leave()
    return driver, samples

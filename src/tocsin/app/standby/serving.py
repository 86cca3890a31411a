"""One of the two machines of a town, on one address: as its standby, or as its writer.

It follows until two people approve that it takes over, then serves the town as `tocsin serve`
does; it serves until it is fenced, then follows. What it is stands in its folder, so a restart goes
on as it was.
"""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import uvicorn
from starlette.types import ASGIApp

from tocsin.app.loops import run_on_loop
from tocsin.app.standby.beside import fencing, heard_at, opened_beside
from tocsin.app.standby.door import StandbyDoor, WriterAnswers
from tocsin.app.standby.home import home_socket
from tocsin.app.standby.link import PATIENCE_S, StandbyLink
from tocsin.app.standby.standby import Standby
from tocsin.app.standby.taking_over import finish, follow_after_fence
from tocsin.app.web.serving import DoorServer
from tocsin.jurisdiction.town import Town
from tocsin.log.follower import Life
from tocsin.log.sqlite import SqliteStore
from tocsin.log.standing import Stance, Standing

Front = Callable[[ASGIApp], ASGIApp]
Serve = Callable[[Town, socket.socket, Front, Callable[[DoorServer], None]], None]
"""Runs the town's door, behind this front, until its server stops: `web.running.served_town`."""


class Machine(msgspec.Struct, frozen=True, kw_only=True):
    """What this process is told to do."""

    folder: Path
    listening: socket.socket
    own_url: str
    """Where the other machine, and people, reach this one."""
    tell: Callable[[str], None]
    serve: Serve
    waits: bool | None = None
    """None: as it was before."""
    patience_s: float = PATIENCE_S
    tls: dict[str, object] = {}
    """As uvicorn takes it; the link is sealed in any case."""


def serve_machine(machine: Machine) -> None:
    """Serve until stopped. Raises as `opened_beside` and `FolderCopy`."""
    while True:
        standing = finish(machine.folder)
        assert standing is not None, "one of a pair says how it stands"
        if standing.stance is Stance.fenced:
            _step_down(machine)
            continue
        if standing.stance is Stance.writes:
            goes_on = _serve_town(machine, standing)
        else:
            with _quiet_signals():
                goes_on = run_on_loop(_serve_standby(machine))
        if not goes_on:
            return


# as the standby


def _step_down(machine: Machine) -> None:
    aside = follow_after_fence(machine.folder)
    if aside is None:
        machine.tell("Nothing was recorded here that the other machine does not have.")
        return
    machine.tell(
        f"{aside.upto - aside.after:,} records that only this machine had are set aside in "
        f"{aside.path}: tocsin standby {machine.folder} --only-here"
    )


async def _serve_standby(machine: Machine) -> bool:
    """Follow until stopped, or until the town is taken over: then True."""
    is_taken_over = False

    def took_over(life: Life) -> None:
        nonlocal is_taken_over
        is_taken_over = True
        machine.tell(f"Taken over after record {life.position:,}: this machine is the writer.")
        server.should_exit = True

    standby = Standby(machine.folder, machine.own_url, took_over)
    server = uvicorn.Server(_config(standby.door, machine.tls))
    home = _AtHome(_config(standby.door, {}))
    try:
        with home_socket(machine.folder) as at_home:
            machine.tell(f"Standby in {machine.folder}, reached at {machine.own_url}")
            beside = asyncio.create_task(home.serve(sockets=[at_home]))
            await server.serve(sockets=[machine.listening.dup()])
            home.should_exit = True
            await beside
    finally:
        await asyncio.to_thread(standby.close)
    return is_taken_over


class _AtHome(uvicorn.Server):
    """The server on the folder's socket; signals are the other one's."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _config(app: ASGIApp, tls: dict[str, object]) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        **tls,  # type: ignore[arg-type]
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=200,
    )


@contextmanager
def _quiet_signals() -> Iterator[None]:
    """Leave SIGTERM and SIGINT to the server, which ends by them; it raises them again after."""
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(each, lambda *_: None) for each in numbers]
    try:
        yield
    finally:
        for each, handler in zip(numbers, before, strict=True):
            signal.signal(each, handler)


# as the writer


def _serve_town(machine: Machine, standing: Standing) -> bool:
    """Serve until stopped, or until the town goes on elsewhere: then True."""
    is_fenced = False
    running: list[DoorServer] = []

    def fenced(url: str | None) -> None:
        nonlocal is_fenced
        if is_fenced:
            return
        is_fenced = True
        machine.tell(f"The town goes on {f'at {url}' if url else 'elsewhere'}; this one follows.")
        for each in running:
            each.stop()

    beside = opened_beside(
        machine.folder,
        fenced,
        own_url=machine.own_url,
        waits=machine.waits,
        patience_s=machine.patience_s,
    )

    def begun(server: DoorServer) -> None:
        running.append(server)
        if is_fenced:
            server.stop()

    with beside as (town, link):
        answers = _answers(machine, town, link, fenced)
        secret = bytes.fromhex(standing.secret)
        with closing(machine.listening.dup()) as listening:
            machine.serve(
                town, listening, lambda app: StandbyDoor(secret, answers, inner=app), begun
            )
    return is_fenced


def _answers(
    machine: Machine,
    town: Town,
    link: StandbyLink | None,
    fenced: Callable[[str | None], None],
) -> WriterAnswers:
    store = town.store
    assert isinstance(store, SqliteStore), "a town in a folder"
    return WriterAnswers(
        store.header,
        lambda: [Life(*each) for each in store.reader.main.incarnations()],
        machine.own_url,
        fencing(machine.folder, fenced),
        lambda url: heard_at(machine.folder, link, url),
    )

"""A town behind its door, from the first request to the last."""

import argparse
import resource
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from socket import getfqdn, socket

import msgspec
from starlette.types import ASGIApp

from tocsin.app.advising.lenders import Beside, beside_of
from tocsin.app.credentials import PasswordWatch
from tocsin.app.logs import begin as begin_logs
from tocsin.app.loops import run_on_loop
from tocsin.app.neighbours.carrying import Carrying
from tocsin.app.relay import relaying
from tocsin.app.sign_in.signing import Signing, first_link
from tocsin.app.standby.beside import beside_standby
from tocsin.app.standby.link import PATIENCE_S
from tocsin.app.web.application import application
from tocsin.app.web.cot_listener import listening as heard
from tocsin.app.web.door import door_of
from tocsin.app.web.serving import BACKLOG, DoorServer, Listening, server_of, ticking
from tocsin.app.web.tls import TlsAsked, tls_of
from tocsin.app.web.track_watch import TrackWatch
from tocsin.app.wiring import opened, telemetry_of
from tocsin.jurisdiction.town import Town
from tocsin.log import Header

SWITCH_S = 0.001
"""How long a thread runs before another gets its turn: the loop must not wait for a commit."""
DESCRIPTORS = 65_536


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is printed when the door is open."""

    url: str
    town: str
    kind: str
    pid: int
    cot_port: int | None = None
    sign_in: str | None = None
    """A link for the first administrator, where nobody can sign in yet: good for an hour, once."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """How a town is served: what `tocsin serve` and `tocsin standby` are asked for alike."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 0
    tls: TlsAsked = TlsAsked()
    cot: int | None = None
    """The port on which trackers that speak CoT are heard."""
    origin: str | None = None
    idle: timedelta = timedelta(minutes=10)
    neighbours: tuple[Beside, ...] = ()
    as_json: bool = False
    url: str | None = None
    """Where others reach this machine, if not at host and port."""
    waits: bool | None = None
    patience_s: float = PATIENCE_S


def serving_of(asked: argparse.Namespace) -> Serving:
    """As a command line says it."""
    return Serving(
        folder=asked.town,
        host=asked.host,
        port=asked.port,
        tls=TlsAsked(asked.tls_cert, asked.tls_key, asked.tls_local),
        cot=asked.cot,
        origin=asked.origin,
        idle=timedelta(minutes=asked.idle_lock),
        neighbours=beside_of(asked.automatic, asked.mutual, asked.town),
        as_json=asked.json,
        url=asked.url,
        waits=True if asked.wait_for_standby else None,
        patience_s=asked.patience,
    )


def served(asked: Serving, standby: str | None, *, is_alone: bool) -> None:
    """Open the town, open the door, serve until told to stop. Raises Told, TownIsOpen …"""
    with closing(Listening(asked.host, asked.port).bound()) as listening:
        process_readied()
        if beside_standby(asked.folder, standby, is_alone=is_alone):
            served_by_two(asked, listening)
            return
        with opened(asked.folder) as town:
            served_town(asked, town, listening)


def process_readied() -> None:
    """Logs, threads and descriptors, as a process that serves needs them."""
    begin_logs()
    sys.setswitchinterval(SWITCH_S)
    open_many()


def served_town(
    asked: Serving,
    town: Town,
    listening: socket,
    front: Callable[[ASGIApp], ASGIApp] | None = None,
    begun: Callable[[DoorServer], None] = lambda _server: None,
) -> None:
    """Serve an open town until its server, which `begun` is given, stops; `front` goes before its
    door.
    """
    telemetry = telemetry_of(town, asked.folder)

    watch, passwords = TrackWatch(telemetry), PasswordWatch(asked.folder)
    tls = tls_of(asked.tls, asked.host, asked.folder, town.store.header.name)

    def tick() -> None:
        town.tick()
        telemetry.tick()
        watch.look()
        passwords.look(town.picture.forgotten)
        if tls is not None:
            tls.look_again(server.config)

    signing = Signing(asked.folder, town.store.header, idle=asked.idle, origin=asked.origin)
    own_tls = (lambda: "") if tls is None else tls.key_digest
    door = door_of(town, asked.folder, telemetry, signing, asked.neighbours, own_tls)
    app = None if front is None else front(application(door))
    server = server_of(door, app, **({} if tls is None else tls.settings))
    with ticking(tick):
        begun(server)
        if server.should_exit:
            return
        cot = None if asked.cot is None else heard(telemetry, asked.host, asked.cot)
        begin_at = asked.origin or local_origin(listening, "http" if tls is None else "https")
        signing.opens_at(begin_at)
        link = first_link(signing, town.picture, begin_at)
        run_on_loop(
            serving(
                server,
                town,
                asked.folder,
                listening,
                cot,
                link,
                carrying=None if door.neighbourhood is None else door.neighbourhood.carrying,
                as_json=asked.as_json,
            )
        )


def served_by_two(asked: Serving, listening: socket) -> None:
    """Serve as one of the two machines of a town, as its writer or its standby. Raises Told …"""
    from tocsin.app.standby.serving import Machine, serve_machine

    def tell(sentence: str) -> None:
        print(sentence, file=sys.stderr if asked.as_json else sys.stdout, flush=True)

    tls = tls_of(asked.tls, asked.host, asked.folder, "standby")
    machine = Machine(
        folder=asked.folder,
        listening=listening,
        own_url=asked.url or url_of(listening, "http" if tls is None else "https"),
        tls={} if tls is None else tls.settings,
        tell=tell,
        serve=partial(served_town, asked),
        waits=asked.waits,
        patience_s=asked.patience_s,
    )
    serve_machine(machine)


def url_of(listening: socket, scheme: str) -> str:
    """Where a listening socket is reached."""
    host, port = listening.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = getfqdn()
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def local_origin(listening: socket, scheme: str) -> str:
    """Where a browser on this machine finds it: by name, since passkeys know no addresses."""
    host, port = listening.getsockname()[:2]
    is_here = host in ("127.0.0.1", "::1", "0.0.0.0", "::")
    return f"{scheme}://localhost:{port}" if is_here else url_of(listening, scheme)


async def serving(
    server: DoorServer,
    town: Town,
    folder: Path,
    listening: socket,
    cot: AbstractAsyncContextManager[int] | None,
    link: str | None = None,
    *,
    carrying: Carrying | None = None,
    as_json: bool,
) -> None:
    """Serve, and take orders through the folder's socket beside it."""
    async with AsyncExitStack() as held:
        await held.enter_async_context(relaying(town, folder, carrying))
        port = None if cot is None else await held.enter_async_context(cot)
        await held.enter_async_context(
            announced(
                town.store.header,
                listening,
                port,
                link,
                as_json=as_json,
                scheme="https" if server.config.is_ssl else "http",
            )
        )
        await server.serve(sockets=[listening])


@asynccontextmanager
async def announced(
    header: Header,
    listening: socket,
    cot_port: int | None = None,
    link: str | None = None,
    *,
    as_json: bool,
    scheme: str = "http",
) -> AsyncIterator[None]:
    """Say where the door is once it can be asked: who comes before the first turn waits."""
    import os

    listening.listen(BACKLOG)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    url, kind = f"{scheme}://{shown}:{port}", header.kind.value
    told = Told(url, header.name, kind, os.getpid(), cot_port, link)
    if as_json:
        print(msgspec.json.encode(told).decode(), flush=True)
    else:
        print(
            f"{told.town} [{told.kind}] is served at {told.url}; what can be asked: "
            f"{told.url}/docs"
            + ("" if cot_port is None else f"\nTrackers that speak CoT are heard on {cot_port}.")
            + ("" if link is None else f"\nNobody can sign in yet. Within the hour, once: {link}")
            + "\nStop it with Ctrl-C.",
            flush=True,
        )
    yield


def open_many() -> None:
    """As many descriptors as the machine lets us have: one a screen."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = DESCRIPTORS if most == resource.RLIM_INFINITY else min(most, DESCRIPTORS)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))

"""A town of its own to press on: founded in a temporary folder, served by a process of its own,
and gone afterwards.
"""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from tocsin.app.desk import first_officer
from tocsin.app.outcome import Exit, Told
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.app.wiring import found, opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import SystemClock, open_store
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.token import OPEN_SCOPES
from tocsin.operations.tokens import IssueToken
from tocsin.operations.units import RegisterUnit
from tocsin.terms.kinds import LogKind

CODE = "LD"
STARTS_WITHIN_S = 60


class Served(msgspec.Struct, frozen=True):
    """A town that is served: where, and a token that may do all."""

    folder: Path
    url: str
    token: str
    units: tuple[str, ...]
    pid: int


class Program(msgspec.Struct, frozen=True):
    """Somebody to be let in: roles, and the secret."""

    handle: str
    roles: tuple[str, ...]
    secret: str


@contextmanager
def scratch_town(
    units: int, programs: Sequence[Program] = (), serve: Sequence[str] = ()
) -> Iterator[Served]:
    """Found, serve, stop and remove. `serve` are further arguments of `tocsin serve`."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-load-"))
    try:
        own = Program("load", ("call_taker", "dispatcher", "duty_officer", "chief"), drawn_secret())
        names = furnished(folder / "town", units, (own, *programs))
        with serving(folder / "town", serve) as (url, pid):
            yield Served(folder / "town", url, own.secret, names, pid)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def furnished(
    folder: Path, units: int, programs: Sequence[Program], kind: LogKind = LogKind.test
) -> tuple[str, ...]:
    """A town with units and programs; the units' ids."""
    found(folder, name="Scratch", code=CODE, kind=kind)
    with opened(folder) as town:
        for number in range(units):
            _given(town, f"unit/{number}", RegisterUnit(call_sign=f"U{number}", kind="engine"))
        for each in programs:
            person = f"{CODE}-p-{each.handle}"
            _given(
                town,
                f"program/{each.handle}",
                RegisterPerson(id=person, handle=each.handle, roles=each.roles),
            )
            _given(
                town,
                f"token/{each.handle}",
                IssueToken(
                    person=person,
                    digest=digest_of(each.secret),
                    scopes=OPEN_SCOPES,
                    expires_at=town.clock.now() + timedelta(days=1),
                ),
            )
    return tuple(f"{CODE}-U{number}" for number in range(units))


def _given(town: Town, name: str, command: Command) -> None:
    outcome = town.submit(Order(command=command, command_id=name, actor=first_officer(CODE)))
    assert isinstance(outcome, Accepted), outcome


@contextmanager
def serving(folder: Path, more: Sequence[str] = ()) -> Iterator[tuple[str, int]]:
    """`tocsin serve` as a process of its own, on a free port: its URL and process id."""
    words = [sys.executable, "-m", "tocsin.app.cli", "serve", str(folder), "--port", "0", "--json"]
    process = subprocess.Popen([*words, *more], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None, "a pipe was asked for"
        line = process.stdout.readline()
        if not line:
            raise Told("the server did not start; its reason stands above", Exit.not_so)
        yield str(msgspec.json.decode(line)["url"]), process.pid
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(STARTS_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout is not None:
            process.stdout.close()


def lost_in(folder: Path, keys: Sequence[str]) -> list[str]:
    """Keys of acknowledged orders that the log of a town does not hold. The town may be served."""
    store = open_store(folder, False, SystemClock())
    try:
        return [key for key in keys if store.find(key) is None]
    finally:
        store.close()

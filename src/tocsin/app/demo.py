"""The demo: found an invented town, play its morning, let a person act beside it."""

import argparse
import logging
import shutil
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from tocsin.app.desk import Desk, first_officer, town_zone
from tocsin.app.live import LiveBoard
from tocsin.app.logs import begin as begin_logs
from tocsin.app.looking import terminal_look
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.relay import relaying
from tocsin.app.terminal.screen import show
from tocsin.app.terminal.table import tables
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import door_of
from tocsin.app.web.doorkeeper import digest_of, drawn_secret
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import found, opened, telemetry_of
from tocsin.exercises.morning import START, Morning, Plan, setting_of
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log import SeededEntropy, SimulatedClock
from tocsin.log.clock import monotonic_s
from tocsin.operations.officers import RegisterPerson
from tocsin.operations.orders import Command
from tocsin.operations.picture.token import OPEN_SCOPES
from tocsin.operations.tokens import IssueToken
from tocsin.terms.kinds import LogKind
from tocsin.views.measures import MEASURES, Ask

MARK = "demo.seed"
"""A file that says: this folder was made by the demo, and may be made anew."""
BEAT_S = 0.1
HEAD_START = timedelta(minutes=25)
"""Played before the board opens, so that it opens on a busy town."""


ROLES = {
    "dispatcher": ("call_taker", "dispatcher", "duty_officer"),
    "observer": ("observer",),
}
"""For whom the demo has a token ready: one who works, one who looks."""


def play_live(asked: argparse.Namespace) -> int:
    """The morning, `--speed` times faster than life: served over HTTP, and on a board where there
    is a terminal, until `q`; elsewhere until it is told to stop.
    """
    with _playing(asked) as (town, clock, morning):
        morning.advance(START + HEAD_START)
        door = door_of(town, asked.town, telemetry_of(town, asked.town))
        begin_logs(level=logging.WARNING)
        relay = relaying(town, asked.town)
        with served_beside(door, Listening(port=asked.port), relay) as port:
            welcome = _welcome(town, asked.town, f"http://127.0.0.1:{port}")
            print(welcome, flush=True)
            stop = threading.Event()
            trouble: list[BaseException] = []
            player = threading.Thread(
                target=lambda: _play(morning, clock, asked.speed, stop, trouble), daemon=True
            )
            player.start()
            try:
                _watched(asked, town, clock, stop)
            finally:
                stop.set()
                player.join()
        if trouble:
            raise trouble[0]
    _say_what_next(asked.town)
    return Exit.done


def _watched(
    asked: argparse.Namespace, town: Town, clock: SimulatedClock, stop: threading.Event
) -> None:
    """Until the person at the board leaves; without a terminal until a signal comes."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: stop.set())
        while not stop.wait(1.0):
            pass
        return
    input("Enter opens the board. ")
    desk = Desk(town, first_officer(town.code))
    live = LiveBoard(
        town.store.header,
        town.store.keys,
        lambda: (town.picture, town.position),
        clock.now,
        town_zone(town.picture),
        terminal_look()[1],
        desk=desk,
        viewer="you",
        speed=asked.speed,
    )
    show(live.frame, live.submit)


def _welcome(town: Town, folder: Path, url: str) -> str:
    """Where the town is served, and a token for each of two roles."""
    header = town.store.header
    lines = [
        f"{header.name} [{header.kind.value}] is served at {url}",
        f"  what can be asked and ordered   {url}/docs",
        f"  what residents can report       {url}/report",
    ]
    for handle, roles in ROLES.items():
        secret = _let_in(town, handle, roles)
        lines.append(f"  token of the {handle:18} {secret}")
    lines += [
        "",
        "Follow what the observer may know, live:",
        f'  curl -N -H "Authorization: Bearer {secret}" {url}/v1/stream',
        f"The town is in {folder}; stop with Ctrl-C.",
    ]
    return "\n".join(lines)


def _let_in(town: Town, handle: str, roles: tuple[str, ...]) -> str:
    """A token for a new program of the demo; it ends with the exercise's day."""
    secret, person = drawn_secret(), f"{town.code}-p-demo-{handle}"
    orders: tuple[Command, ...] = (
        RegisterPerson(id=person, handle=f"demo-{handle}", roles=roles),
        IssueToken(
            person=person,
            digest=digest_of(secret),
            scopes=OPEN_SCOPES,
            expires_at=town.clock.now() + timedelta(days=1),
        ),
    )
    for number, command in enumerate(orders):
        name = f"demo/{handle}/{number}"
        outcome = town.submit(
            Order(command=command, command_id=name, actor=first_officer(town.code))
        )
        assert isinstance(outcome, Accepted), outcome
    return secret


def play_headless(asked: argparse.Namespace) -> int:
    """The whole morning at once; no wall-clock figure in what is printed."""
    with _playing(asked) as (town, _, morning):
        morning.advance(morning.ends_at + timedelta(hours=4))
        header, records, head = town.store.header, town.position, town.store.head().hash.hex()
        archived = (matter.incident for matter in town.archive.matters())
        incidents = [each for each in (*archived, *town.picture.incidents.values()) if each]
        answer = MEASURES["response-times"](incidents, town.picture.units, Ask(kind=header.kind))
    counts = dict(sorted(Counter(each.type for each in incidents).items()))
    closed = sum(each.closed_at is not None for each in incidents)
    if asked.json:
        print(
            as_json(
                {
                    "town": header.name,
                    "code": header.code,
                    "kind": header.kind.value,
                    "seed": asked.seed,
                    "records": records,
                    "incidents": counts,
                    "closed": closed,
                    "refused": morning.refusals,
                    "response_times": answer.plain(),
                    "head": head,
                }
            )
        )
        return Exit.done
    print(
        f"{header.name} [{header.kind.value}], seed {asked.seed}: {records:,} records, {head[:16]}"
    )
    print(f"{len(incidents)} incidents, {closed} closed, orders refused: {morning.refusals}")
    print(", ".join(f"{count} {what}" for what, count in counts.items()), end="\n\n")
    print(tables(answer, *terminal_look()))
    _say_what_next(asked.town)
    return Exit.done


@contextmanager
def _playing(asked: argparse.Namespace) -> Iterator[tuple[Town, SimulatedClock, Morning]]:
    plan = Plan(seed=asked.seed, hours=asked.hours, leaves_some_to_people=not asked.headless)
    setting = setting_of(plan)
    clock = SimulatedClock(START)
    _make_room(asked.town)
    # Seeded on purpose: the same seed gives the same log, byte for byte. No real town is founded
    # so.
    found(
        asked.town,
        name=setting.name,
        code=setting.code,
        kind=LogKind.exercise,
        clock=clock,
        entropy=SeededEntropy(asked.seed),
    )
    (asked.town / MARK).write_text(f"{asked.seed}\n")
    with opened(asked.town, clock, SeededEntropy(asked.seed + 1)) as town:
        morning = Morning(town, clock, plan, setting)
        morning.prepare(setting)
        yield town, clock, morning


def _make_room(folder: Path) -> None:
    """Only what a demo made is ever taken away."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        raise Told(f"{folder} is not a demo's; give --town a new folder", Exit.usage)
    shutil.rmtree(folder)


def _play(
    morning: Morning,
    clock: SimulatedClock,
    speed: int,
    stop: threading.Event,
    trouble: list[BaseException],
) -> None:
    """Let simulated time run `speed` times as fast as ours; trouble ends the playing and is
    told.
    """
    began, from_ = monotonic_s(), clock.now()
    try:
        while not stop.wait(BEAT_S):
            morning.advance(from_ + timedelta(seconds=(monotonic_s() - began) * speed))
    except BaseException as error:
        trouble.append(error)


def _say_what_next(folder: Path) -> None:
    print(f"\nThe town is in {folder}. Look at it:")
    for verb in ("show", "measure", "verify"):
        rest = " response-times" if verb == "measure" else ""
        print(f"  tocsin {verb} {folder}{rest}")

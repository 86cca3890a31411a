"""The demo: found an invented town, play its morning, let a person act beside it."""

import argparse
import logging
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from tocsin.app.advising.lenders import beside_of
from tocsin.app.demo.agreeing import At
from tocsin.app.demo.clock import Running
from tocsin.app.demo.doors import links_for, may_prove, opened_in_browser, welcome
from tocsin.app.demo.founding import (
    Region,
    adopted,
    found_neighbours,
    founded,
    make_room,
    ordered,
    region_for,
)
from tocsin.app.demo.lending import Loan
from tocsin.app.demo.plans import plans
from tocsin.app.demo.saying import lent_in_words, met_in_words
from tocsin.app.demo.storm import Storm, waits_in_words, warned_in_words
from tocsin.app.demo.together import Joined, beside, lend_to_us, played_beside
from tocsin.app.desk import Desk, first_officer, town_zone
from tocsin.app.live import LiveBoard
from tocsin.app.logs import begin as begin_logs
from tocsin.app.looking import terminal_look
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.pointing import areas_in, finder_in
from tocsin.app.relay import relaying
from tocsin.app.sign_in.sessions import LONGEST
from tocsin.app.sign_in.signing import Signing
from tocsin.app.terminal.screen import show
from tocsin.app.terminal.table import tables
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import door_of
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import opened, reading, telemetry_of
from tocsin.exercises.morning import START, Morning, Plan, setting_of
from tocsin.jurisdiction.town import Town
from tocsin.log import SeededEntropy, SimulatedClock
from tocsin.log.clock import monotonic_s
from tocsin.views.measures import MEASURES, Ask

BEAT_S = 0.1
HEAD_START = timedelta(minutes=25)
"""Played before the board opens, so that it opens on a busy town."""


def play_live(asked: argparse.Namespace) -> int:
    """The morning, `--speed` times faster than life: served over HTTP, and on a board where there
    is a terminal, until `q`; elsewhere until it is told to stop.
    """
    with _playing(asked) as (town, clock, morning, region, storm):
        morning.advance(START + HEAD_START)
        signing = Signing(asked.town, town.store.header, idle=LONGEST)
        folders = [folder for folder, _ in (() if region is None else region.neighbours)]
        neighbours = beside_of(folders, (), asked.town)
        door = door_of(town, asked.town, telemetry_of(town, asked.town), signing, neighbours)
        begin_logs(level=logging.WARNING)
        relay = relaying(town, asked.town)
        with served_beside(door, Listening(port=asked.port), relay) as port:
            links = links_for(town, signing, f"http://localhost:{port}")
            may_prove(town, signing)
            storm.begins()
            print(welcome(town, asked.town, f"http://127.0.0.1:{port}", links), flush=True)
            if asked.open:
                opened_in_browser(links["dispatcher"])
            print("\n".join(waits_in_words(storm.found, links)), flush=True)
            print("\n".join(_around(asked.town, region)), flush=True)
            stop = threading.Event()
            trouble: list[BaseException] = []
            running = Running(clock.now(), monotonic_s(), asked.speed)
            player = threading.Thread(
                target=lambda: _play(morning, clock, running, stop, trouble), daemon=True
            )
            player.start()
            threading.Thread(target=lambda: storm.asks_again(running, stop), daemon=True).start()
            try:
                with _neighbourly(asked, town, region, port, running, stop):
                    _watched(asked, town, clock, stop)
            finally:
                stop.set()
                player.join()
        if trouble:
            raise trouble[0]
    _say_what_next(asked.town, region)
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
    desk = Desk(
        town, first_officer(town.code), find=finder_in(asked.town), areas=areas_in(asked.town)
    )
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


def play_headless(asked: argparse.Namespace) -> int:
    """The whole morning at once; no wall-clock figure in what is printed."""
    with _playing(asked) as (town, clock, morning, region, storm):
        morning.advance(morning.ends_at + timedelta(hours=4))
        storm.begins()
        warned = storm.sent_by_stand_in()
        header, records, head = town.store.header, town.position, town.store.head().hash.hex()
        archived = (matter.incident for matter in town.archive.matters())
        incidents = [each for each in (*archived, *town.picture.incidents.values()) if each]
        answer = MEASURES["response-times"](incidents, town.picture.units, Ask(kind=header.kind))
        heads = _heads(region)
        begin_logs(level=logging.ERROR)
        met: tuple[Joined, ...] = ()
        loan: Loan | None = None
        if region is not None:
            met, loan = played_beside(town, asked.town, clock, region)
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
                    "ground": None if region is None else region.main.ground,
                    "neighbours": heads,
                    "joined": {each.at.name: each.agreement for each in met},
                    "lent": loan,
                    "warned": warned,
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
    print("\n".join(["", *lent_in_words(town.code, met, loan), *warned_in_words(warned)]))
    _say_what_next(asked.town, region)
    return Exit.done


def _heads(region: Region | None) -> dict[str, str]:
    """Each neighbour's folder, and the hash of its last record."""
    found: dict[str, str] = {}
    for folder, _ in () if region is None else region.neighbours:
        with reading(folder) as town:
            found[str(folder)] = town.store.head().hash.hex()
    return found


@contextmanager
def _playing(
    asked: argparse.Namespace,
) -> Iterator[tuple[Town, SimulatedClock, Morning, Region | None, Storm]]:
    plan = Plan(seed=asked.seed, hours=asked.hours, leaves_some_to_people=not asked.headless)
    clock = SimulatedClock(START)
    make_room(asked.town)
    region = region_for(asked)
    setting = setting_of(plan) if region is None else region.main
    if region is not None:
        found_neighbours(region, clock, asked.seed)
    founded(asked.town, setting, clock, asked.seed)
    with opened(asked.town, clock, SeededEntropy(asked.seed + 1)) as town:
        if region is not None:
            adopted(town, asked.town, region.ground, setting)
        morning = Morning(town, clock, plan, setting)
        morning.prepare(setting)
        ordered(town, "plans", plans())
        yield town, clock, morning, region, Storm(town, setting)


@contextmanager
def _neighbourly(
    asked: argparse.Namespace,
    town: Town,
    region: Region | None,
    port: int,
    running: Running,
    stop: threading.Event,
) -> Iterator[None]:
    """The neighbours beside, where there is a region; without them the town is played alone."""
    with ExitStack() as held:
        if region is not None and region.neighbours:
            url = f"http://127.0.0.1:{port}"
            try:
                found = held.enter_context(beside(town, asked.town, region, url, running))
            except Told as error:
                print(f"Without its neighbours: {error}", file=sys.stderr, flush=True)
            else:
                print("\n".join(met_in_words(asked.town, found)), flush=True)
                home = At(town, asked.town, region.main, url)
                threading.Thread(
                    target=lambda: lend_to_us(home, found, running, stop), daemon=True
                ).start()
        yield


def _play(
    morning: Morning,
    clock: SimulatedClock,
    running: Running,
    stop: threading.Event,
    trouble: list[BaseException],
) -> None:
    """Let simulated time run; trouble ends the playing and is told."""
    clock.rate = running.rate
    try:
        while not stop.wait(BEAT_S):
            morning.advance(running.now())
    except BaseException as error:
        trouble.append(error)


def _say_what_next(folder: Path, region: Region | None) -> None:
    print(f"\nThe town is in {folder}. Look at it:")
    for verb in ("show", "measure", "verify"):
        rest = " response-times" if verb == "measure" else ""
        print(f"  tocsin {verb} {folder}{rest}")
    print("\n".join(_around(folder, region)))


def _around(folder: Path, region: Region | None) -> list[str]:
    """How to look at the ground, and at the neighbours."""
    if region is None:
        return []
    here, there = region.main.doors[0], region.main.doors[len(region.main.doors) // 2]
    ends = [f"{d.point.degrees[0]:.6f},{d.point.degrees[1]:.6f}" for d in (here, there)]
    lines = [
        "",
        "Its places are on the ground that it adopted:",
        f'  tocsin ground where {folder} "{here.address}"',
        f"  tocsin ground route {folder} --from {ends[0]} --to {ends[1]}",
        f"  tocsin ground whose {folder} --at {ends[1]}",
        f"  tocsin ground report {region.ground}",
    ]
    if region.neighbours:
        lines += ["", "Its neighbours, each with a log, units and officers of its own:"]
        lines += [f"  tocsin board {each}" for each, _ in region.neighbours]
    return lines

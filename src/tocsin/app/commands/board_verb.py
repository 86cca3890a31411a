"""`tocsin board`: the live board, with a command line where this process may give orders."""

import argparse
import threading
from pathlib import Path

from tocsin.app import arguments
from tocsin.app.outcome import Exit

TICK_S = 1.0


def declare(parser: argparse.ArgumentParser) -> None:
    """The arguments of this verb."""
    arguments.town(parser)
    parser.add_argument(
        "--watch", action="store_true", help="only look, leave the orders to others"
    )
    arguments.as_person(parser)


def run(asked: argparse.Namespace) -> int:
    """With orders where no other process has the town open; else it follows that process."""
    from tocsin.log import TownIsOpen

    if asked.watch:
        return _watch(asked.town, "this board only shows (--watch)")
    try:
        return _command(asked)
    except TownIsOpen as busy:
        who = f"process {busy.pid}" if busy.pid is not None else "another process"
        return _watch(asked.town, f"{who} takes the orders for this town; type them there")


def _command(asked: argparse.Namespace) -> int:
    from tocsin.app.desk import town_zone
    from tocsin.app.live import LiveBoard
    from tocsin.app.looking import terminal_look
    from tocsin.app.signing_in import signed_in
    from tocsin.app.terminal.screen import show
    from tocsin.app.wiring import opened

    with opened(asked.town) as town:
        desk = signed_in(asked, town)
        live = LiveBoard(
            town.store.header,
            town.store.keys,
            lambda: (town.picture, town.position),
            town.clock.now,
            town_zone(town.picture),
            terminal_look()[1],
            desk=desk,
            viewer=desk.name,
        )
        stop = threading.Event()
        ticking = threading.Thread(
            target=lambda: _tick(town.tick, stop), name="tocsin-clock", daemon=True
        )
        ticking.start()
        try:
            show(live.frame, live.submit)
        finally:
            stop.set()
            ticking.join()
    return Exit.done


def _tick(tick: object, stop: threading.Event) -> None:
    """What time makes due is submitted each second, as long as the board is up."""
    assert callable(tick)
    while not stop.wait(TICK_S):
        tick()


def _watch(folder: Path, nobody: str) -> int:
    from tocsin.app.desk import town_zone
    from tocsin.app.live import LiveBoard
    from tocsin.app.looking import terminal_look
    from tocsin.app.terminal.screen import show
    from tocsin.app.wiring import reading
    from tocsin.log import SystemClock
    from tocsin.operations.picture import Picture

    with reading(folder) as town:

        def source() -> tuple[Picture, int]:
            town.refresh()
            return town.picture, town.position

        live = LiveBoard(
            town.store.header,
            town.store.keys,
            source,
            SystemClock().now,
            town_zone(town.picture),
            terminal_look()[1],
            nobody=nobody,
        )
        show(live.frame, live.submit)
    return Exit.done

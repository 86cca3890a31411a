"""The towns of a demo side by side: the played one behind its door, two neighbours in processes of
their own, joined and agreed; and what they lend each other.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec

from tocsin.app.demo.agreeing import At, agreed, joined
from tocsin.app.demo.beside import Neighbour, neighbours_served
from tocsin.app.demo.clock import Running
from tocsin.app.demo.founding import Region
from tocsin.app.demo.lending import (
    Loan,
    fire_at,
    lent_and_cut,
    offered,
    pump_of,
    readied,
)
from tocsin.app.relay import RelayedTown, relaying
from tocsin.app.seeing import Office
from tocsin.app.sign_in.sessions import LONGEST
from tocsin.app.sign_in.signing import Signing
from tocsin.app.web.beside import served_beside
from tocsin.app.web.door import Door, door_of
from tocsin.app.web.serving import Listening
from tocsin.app.wiring import ordering, telemetry_of
from tocsin.geo.places import Point
from tocsin.jurisdiction.town import Town
from tocsin.log import SimulatedClock
from tocsin.log.clock import monotonic_s
from tocsin.operations.lending import ReleaseUnit

MOST, RATE = 2, 30
BEAT_S = 0.05
OFFER_AFTER, READY_AFTER, GO_AFTER = (timedelta(minutes=each) for each in (3, 4, 5))
"""When, by the towns' clock, a neighbour offers its pump, has its crew answer, and lets go."""
SIGNED = "Ruth Amsel", "Tom Finch"


class Joined(msgspec.Struct, frozen=True):
    """A neighbour that is joined: its process, and the agreement."""

    neighbour: Neighbour
    at: At
    agreement: str


@contextmanager
def beside(
    town: Town, folder: Path, region: Region, url: str, running: Running
) -> Iterator[tuple[Joined, ...]]:
    """The neighbours, met and agreed with a town that is served at `url`. Raises Told."""
    home = At(town, folder, region.main, url)
    with (
        neighbours_served(region.neighbours[:MOST], running) as served,
        ExitStack() as held,
    ):
        yield tuple(_joined(home, each, held) for each in served)


def _joined(home: At, served: Neighbour, held: ExitStack) -> Joined:
    office = held.enter_context(ordering(served.folder))
    there = At(office, served.folder, served.setting, served.url, _looking(office))
    joined(home, there)
    agreement = agreed(home, there, _between(home, there), SIGNED)
    return Joined(served, there, agreement)


def _looking(office: Office) -> Callable[[], object]:
    assert isinstance(office, RelayedTown), "another process serves it"
    return office.refresh


def _between(one: At, other: At) -> Point:
    """A spot between the two towns, around which they show each other what happens."""
    spots = [each.setting.doors[len(each.setting.doors) // 2].point for each in (one, other)]
    return Point(
        sum(each.lat_udeg for each in spots) // 2, sum(each.lon_udeg for each in spots) // 2
    )


def played_beside(
    town: Town, folder: Path, clock: SimulatedClock, region: Region
) -> tuple[tuple[Joined, ...], Loan | None]:
    """The whole story at once, after the morning: who was met, what was lent. Raises Told."""
    door = opened_door(town, folder)
    with served_beside(door, Listening(port=0), relaying(town, folder)) as port:
        url = f"http://127.0.0.1:{port}"
        running = Running(clock.now(), monotonic_s(), RATE)
        with (
            _kept_going(clock, running),
            beside(town, folder, region, url, running) as neighbours,
        ):
            if not neighbours:
                return (), None
            home = At(town, folder, region.main, url)
            first = neighbours[0]
            return neighbours, lent_and_cut(home, first.at, first.agreement)


def opened_door(town: Town, folder: Path) -> Door:
    """The played town's door, without anybody at it."""
    signing = Signing(folder, town.store.header, idle=LONGEST)
    return door_of(town, folder, telemetry_of(town, folder), signing)


@contextmanager
def _kept_going(clock: SimulatedClock, running: Running) -> Iterator[None]:
    """The played town's clock goes on, as its neighbours' do."""
    stop = threading.Event()

    def go() -> None:
        clock.rate = running.rate
        while not stop.wait(BEAT_S):
            clock.not_before(running.now())

    thread = threading.Thread(target=go, name="demo-clock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        clock.rate = 0


def lend_to_us(
    home: At, neighbours: Sequence[Joined], running: Running, stop: threading.Event
) -> None:
    """While somebody plays: the first neighbour has a fire, and the last offers us its pump, has
    its crew answer and lets go of it. What then becomes of it is the player's.
    """
    fire_at(neighbours[0].at)
    there = neighbours[-1].at
    unit = pump_of(there)
    if unit is None or _is_over(OFFER_AFTER, running, stop):
        return
    offered(there, home, unit)
    if _is_over(READY_AFTER, running, stop):
        return
    readied(there, unit)
    if not _is_over(GO_AFTER, running, stop):
        there.orders(ReleaseUnit(unit=unit))


def _is_over(after: timedelta, running: Running, stop: threading.Event) -> bool:
    """Wait until then, by the towns' clock; whether the demo is over by then."""
    left = running.began_at + after - running.now()
    return stop.wait(max(0.0, left.total_seconds() / running.rate))

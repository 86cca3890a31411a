"""What the neighbours of a demo do together: one has a fire, the other lends it an engine, the link
is cut while it is away, healed, and the engine comes home.
"""

import time
from collections.abc import Callable
from datetime import timedelta

import msgspec

from tocsin.app.demo.agreeing import At
from tocsin.app.outcome import Told
from tocsin.jurisdiction.orders import Accepted, Denied
from tocsin.log.clock import monotonic_s
from tocsin.operations.custody import custody_of, is_ours_to_order
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import OpenIncident
from tocsin.operations.lending import OfferUnit, ReadyCrew, ReleaseUnit
from tocsin.operations.neighbour_links import CutNeighbour, HealNeighbour
from tocsin.operations.orders import Command
from tocsin.operations.picture.custody import Hold, holds
from tocsin.operations.status import ClearUnit, ReportEnRoute, ReportOnScene
from tocsin.terms.codes import Priority, UnitStatus

COMES_WITHIN_S, LOOK_S = 60.0, 0.05
PUMP = "engine"
CUT_FOR = timedelta(minutes=2)
"""By the towns' clock."""


class Loan(msgspec.Struct, frozen=True, kw_only=True):
    """One loan of the demo, and what happened while the link was cut."""

    unit: str
    home: str
    borrower: str
    agreement: str
    epoch: str
    """Under which it was lent."""
    returned_under: str
    fire: str
    """Where it worked, in the borrower's numbers."""
    cut_for_s: int
    """By the towns' clock."""
    refused_at_home: str
    """Why its home could not send it while the link was cut."""
    ordered_there: int
    """What the borrower ordered of it meanwhile."""
    opened_at_home: int
    """Incidents that its home opened meanwhile, each with a unit sent."""
    unheard: int
    """Entries of the borrower that its home read only when the link was healed."""
    do_agree: bool
    """Whether both logs name the same holder in the end."""


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    """Raises Told: it did not come."""
    until_s = monotonic_s() + COMES_WITHIN_S
    while not is_so():
        if monotonic_s() > until_s:
            raise Told(f"the neighbours did not come so far: {what}")
        time.sleep(LOOK_S)


def pump_of(town: At) -> str | None:
    """An engine that is free and the town's own."""
    picture = town.picture
    return next(
        (
            each.id
            for each in picture.units.values()
            if each.kind == PUMP
            and each.status is UnitStatus.available
            and not each.is_imported
            and each.authority.home == town.code
            and is_ours_to_order(picture, each.id, town.code)
        ),
        None,
    )


def fire_at(town: At, number: int = 0) -> str:
    """A fire at one of its addresses; the incident's id."""
    door = town.setting.doors[number % len(town.setting.doors)]
    done = town.orders(
        OpenIncident(
            type="fire.structure", priority=Priority.immediate, place=town.setting.place(door),
            summary="smoke from the roof, the next house is close",
        )
    )  # fmt: skip
    assert done is not None
    return done.subjects[0]


def is_with(town: At, unit: str, holder: str) -> bool:
    """Whether the town's own log says that a town holds the unit."""
    custody = custody_of(town.picture, unit)
    return custody is not None and holds(custody, holder)


def handed_over(giver: At, taker: At, unit: str) -> str:
    """Offered, its crew asked, let go of, accepted by reading, and that read; the epoch."""
    offered(giver, taker, unit)
    epoch = readied(giver, unit)
    giver.orders(ReleaseUnit(unit=unit))
    wait_for(lambda: is_with(taker, unit, taker.code), f"{unit} is accepted by {taker.name}")
    wait_for(lambda: is_with(giver, unit, taker.code), f"{giver.name} reads that")
    return epoch


def offered(giver: At, taker: At, unit: str) -> None:
    """The epoch is in the log."""
    giver.orders(OfferUnit(unit=unit, to=taker.code))


def readied(giver: At, unit: str) -> str:
    """The crew says back the epoch that it was asked for."""
    custody = custody_of(giver.picture, unit)
    assert custody is not None
    assert custody.offer is not None
    epoch = str(custody.offer.epoch)
    giver.orders(ReadyCrew(unit=unit, epoch=epoch, readback=epoch))
    return epoch


def lent_and_cut(home: At, there: At, agreement: str) -> Loan | None:
    """The whole story at once; None where the home has no engine to spare. Raises Told."""
    unit = pump_of(home)
    if unit is None:
        return None
    fire = fire_at(there)
    epoch = handed_over(home, there, unit)
    there.orders(DispatchUnit(unit=unit, incident=fire), ReportEnRoute(unit=unit))
    began = home.town.clock.now()
    home.orders(CutNeighbour(neighbour=there.code, reason="exercise: the line is down"))
    known = _told_by(there, unit)
    refused = home.asks(DispatchUnit(unit=unit, incident=fire_at(home, 1)))
    second = fire_at(there, 7)
    meanwhile: tuple[Command, ...] = (
        ReportOnScene(unit=unit),
        ClearUnit(unit=unit),
        DispatchUnit(unit=unit, incident=second),
        ClearUnit(unit=unit),
    )
    there.orders(*meanwhile)
    opened = _at_home(home)
    offered(there, home, unit)
    back = readied(there, unit)
    there.orders(ReleaseUnit(unit=unit))
    wait_for(lambda: home.town.clock.now() - began >= CUT_FOR, "the clock goes on")
    unheard = _told_by(there, unit) - known
    assert is_with(home, unit, there.code), "nothing is heard over a link that is cut"
    home.orders(HealNeighbour(neighbour=there.code, reason="exercise: the line is mended"))
    cut_for_s = int((home.town.clock.now() - began).total_seconds())
    wait_for(lambda: is_with(home, unit, home.code), f"{unit} is home again")
    wait_for(lambda: is_with(there, unit, home.code), f"{there.name} reads that")
    incident = there.picture.incidents.get(fire)
    return Loan(
        unit=unit,
        home=home.code,
        borrower=there.code,
        agreement=agreement,
        epoch=epoch,
        returned_under=back,
        fire=fire if incident is None else incident.number,
        cut_for_s=cut_for_s,
        refused_at_home=refused.refused.code if isinstance(refused, Denied) else "",
        ordered_there=len(meanwhile),
        opened_at_home=opened,
        unheard=unheard,
        do_agree=_do_agree(home, there, unit),
    )


def _told_by(town: At, unit: str) -> int:
    """How many entries on a unit its log has for its neighbours."""
    custody = custody_of(town.picture, unit)
    return 0 if custody is None or not custody.entries else custody.entries[-1].number


def _at_home(home: At) -> int:
    """The home goes on meanwhile with what it holds."""
    unit = pump_of(home)
    incident = fire_at(home, 3)
    if unit is None or not isinstance(
        home.asks(DispatchUnit(unit=unit, incident=incident)), Accepted
    ):
        return 0
    home.orders(ReportEnRoute(unit=unit))
    return 1


def _do_agree(home: At, there: At, unit: str) -> bool:
    one, other = (custody_of(each.picture, unit) for each in (home, there))
    if one is None or other is None:
        return False
    same = (one.claim.town, one.claim.epoch) == (other.claim.town, other.claim.epoch)
    return same and one.claim.hold is other.claim.hold is Hold.held

"""An afternoon's loan of two towns by files that carry it, in one process that dies as it is told.

Everything is what towns run: logs on the disk, slices, replicas, the link's own orders. Each order
has a name of its own, so the afternoon can be begun again after a death and goes on where it was.
"""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tocsin.app.neighbours.carrying import alone
from tocsin.app.wiring import opened
from tocsin.jurisdiction.orders import Accepted, Order
from tocsin.jurisdiction.town import Town
from tocsin.log.row_file import RowFile
from tocsin.log.sqlite import SqliteStore
from tocsin.operations.custody import custody_of
from tocsin.operations.lending import OfferUnit, ReadyCrew, ReleaseUnit
from tocsin.operations.lot_transfers import ReleaseLot
from tocsin.operations.lots import UseLot
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Epoch, Hold, holds

UNIT, LOT, START = "PE-E12", "PE-SANDBAGS", 700
OTHER = {"PE": "WE", "WE": "PE"}

Deed = tuple[str, Command]
AFTERNOON: tuple[tuple[Deed, ...], ...] = (
    (
        ("PE", ReleaseLot(lot=LOT, to="WE", quantity=300)),
        ("PE", OfferUnit(unit=UNIT, to="WE")),
    ),
    (
        ("PE", ReadyCrew(unit=UNIT, epoch="2.0", readback="2.0")),
        ("PE", ReleaseUnit(unit=UNIT)),
    ),
    (
        ("WE", UseLot(lot=LOT, quantity=100)),
        ("WE", ReleaseLot(lot=LOT, to="PE", quantity=200)),
        ("WE", OfferUnit(unit=UNIT, to="PE")),
    ),
    (
        ("WE", ReadyCrew(unit=UNIT, epoch="2.1", readback="2.1")),
        ("WE", ReleaseUnit(unit=UNIT)),
    ),
)
"""What people order, and after each line of it files go both ways."""


class Death(NamedTuple):
    """Before or after the write of this number is durable: in a log, an outbox or a replica."""

    number: int
    is_after: bool


class Writes:
    """Counts what is made durable in this process, and ends it with SIGKILL where it is told."""

    def __init__(self, death: Death | None) -> None:
        self.count = 0
        self._death = death

    def watch(self) -> None:
        """From here on, in this process for good: it is one that was forked to die."""
        for owner, name in ((SqliteStore, "append"), (RowFile, "keep")):
            setattr(owner, name, self._watched(getattr(owner, name)))

    def _watched(self, write: Callable[..., object]) -> Callable[..., object]:
        def watched(*args: object, **how: object) -> object:
            self.count += 1
            mine = self.count
            self._dies(Death(mine, is_after=False))
            found = write(*args, **how)
            self._dies(Death(mine, is_after=True))
            return found

        return watched

    def _dies(self, here: Death) -> None:
        if here == self._death:
            os.kill(os.getpid(), signal.SIGKILL)


def happened(folder: Path) -> None:
    """The whole afternoon; what was ordered before a death is not ordered twice."""
    for number, deeds in enumerate(AFTERNOON):
        for place, (code, command) in enumerate(deeds):
            with opened(folder / code) as town:
                _ordered(town, f"afternoon/{number}/{place}", command)
        for giver in ("PE", "WE", "PE"):
            _carried(folder, giver)


def _ordered(town: Town, name: str, command: Command) -> None:
    first = next(iter(sorted(town.picture.people)))
    outcome = town.submit(Order(command=command, command_id=name, actor=first))
    assert isinstance(outcome, Accepted), (name, outcome)


def _carried(folder: Path, giver: str) -> None:
    """A file from one town to the other, all of what it has to tell."""
    with opened(folder / giver) as town, alone(town, folder / giver) as carrying:
        _, file = carrying.write(OTHER[giver])
    with opened(folder / OTHER[giver]) as town, alone(town, folder / OTHER[giver]) as carrying:
        carrying.read(file)


def broken(folder: Path) -> str | None:
    """Which invariant of lending does not hold of the two logs as they lie there; None."""
    pictures = {}
    for code in OTHER:
        with opened(folder / code) as town:
            pictures[code] = town.picture
    return broken_in(pictures)


def broken_in(pictures: dict[str, Picture]) -> str | None:
    """The same of pictures."""
    found = {code: custody_of(each, UNIT, "PE") for code, each in pictures.items()}
    units = {code: each for code, each in found.items() if each is not None}
    holding = [code for code, each in units.items() if holds(each, code)]
    if len(holding) > 1:
        return f"I1 both hold {UNIT}"
    if not holding and not any(each.is_watching for each in units.values()):
        return f"I2 nobody holds or watches {UNIT}"
    granted = units["PE"].top.generation
    if any(each.claim.epoch.generation > granted for each in units.values()):
        return "I3 an authority that home has not granted"
    rows = [row for each in pictures.values() if (row := each.lots.get(LOT)) is not None]
    books = sum(row.quantity + row.used + row.lost - row.found for row in rows)
    on_the_way = _on_the_way(pictures)
    if books + on_the_way != START:
        return f"I5 {books} in the books and {on_the_way} on the way are not {START}"
    return None


def _on_the_way(pictures: dict[str, Picture]) -> int:
    """Let go of in one log, and not taken in the other."""
    return sum(
        each.quantity
        for code, picture in pictures.items()
        for each in picture.lot_transfers.values()
        if each.by == code and each.id not in pictures[OTHER[code]].lot_transfers
    )


def ended(folder: Path) -> str | None:
    """What is otherwise at the end of the day than it was ordered: I6, and the loan itself."""
    why = broken(folder)
    if why is not None:
        return why
    for code in OTHER:
        with opened(folder / code) as town:
            picture = town.picture
        claim = custody_of(picture, UNIT, "PE")
        assert claim is not None
        said = (claim.claim.epoch, claim.claim.hold, claim.claim.town)
        if said != (Epoch(2, 1), Hold.held, "PE"):
            return f"I6 {code} says {said}"
        if any(each.receipted_at is None for each in picture.lot_transfers.values()):
            return f"I6 {code} waits for a receipt"
        row = picture.lots.get(LOT)
        assert row is not None
        if row.quantity != {"PE": 600, "WE": 0}[code]:
            return f"I5 {code} holds {row.quantity}"
        if code == "PE" and row.lent_to("WE").outstanding:
            return "I6 home does not know what was used"
    return None

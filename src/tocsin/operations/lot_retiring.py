"""Take a lot off the register for good: sold, scrapped, handed on, past its date.

Source: NIMS resource management (demobilization, inventory). Nothing of it was used and nothing is
missing, so it is no loss; its id is never given to another lot. Only where nothing of it is with a
neighbour or on the way: what goes out comes home first, or is used or lost by whoever has it.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.lots import LotRefusal, changed, lot_called
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lots import Lot
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class LotRetiringRefusal(StrEnum):
    """Why a lot stays on the register."""

    lot_is_out = "lot_is_out"
    lot_less_than_nothing = "lot_less_than_nothing"


# 1. commands and the events they may cause


class RetireLot(Command, frozen=True):
    """The lot is gone for good, with all that is left of it. What comes home of it later is told
    again, and retired again."""

    lot: Ident
    reason: Short


class LotRetired(Event, frozen=True):
    """Off the register, with so much of it."""

    lot: str
    home: str
    quantity: int
    reason: Words


# 2. decide


def retire(command: RetireLot, picture: Picture, context: Context) -> Decision:
    """Of our own, and only what is all at home."""
    found = lot_called(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if found.home != context.code:
        return refuse(LotRefusal.lot_not_ours, lot=found.id, home=found.home)
    if found.quantity < 0:
        return refuse(
            LotRetiringRefusal.lot_less_than_nothing, lot=found.id, quantity=found.quantity
        )
    if found.retired_at is not None and found.quantity == 0:
        return []
    town = _where_it_is(found, picture)
    if town is not None:
        return refuse(LotRetiringRefusal.lot_is_out, lot=found.id, to=town)
    return [
        LotRetired(
            lot=found.id,
            home=found.home,
            quantity=found.quantity,
            reason=Words(f"lot/{found.id}", command.reason),
        )
    ]


def _where_it_is(lot: Lot, picture: Picture) -> str | None:
    """A town that has some of it, or to or from which some is on the way."""
    for part in lot.lent:
        if part.outstanding > 0:
            return part.town
    moving = (e for e in picture.lot_transfers.values() if e.lot == lot.id)
    return next((e.to for e in moving if e.by == lot.home and e.receipted_at is None), None)


# 3. evolve


def lot_retired(picture: Picture, event: LotRetired, stamp: Stamp) -> Picture:
    """Nothing of it is there any more."""

    def change(lot: Lot) -> Lot:
        gone = lot.retired + event.quantity
        return _replace(lot, quantity=0, retired=gone, retired_at=stamp.occurred_at)

    return changed(picture, event.lot, change)


# 4. the tables

DECIDE = {RetireLot: retire}

EVOLVE = {"lot_retired.1": (LotRetired, lot_retired)}

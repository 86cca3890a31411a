"""Ask for a lent unit back; say no to one that is offered. Neither moves authority.

Source: EDXL-RM 1.0 (`RequestReturn`; `ResponseToRequestResource` with Decline).
"""

import msgspec

from tocsin.operations.custody import changed, custody_of, told, without_offer
from tocsin.operations.lending import LendingRefusal
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Custody, CustodyFact, Epoch, holds
from tocsin.operations.units import UnitRefusal
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

# 1. commands and the events they may cause


class RecallUnit(Command, frozen=True):
    """Ask for a unit of ours back. Its holder decides; it is no order to the crew."""

    unit: Ident
    reason: Short


class UnitRecalled(Event, frozen=True):
    """The holder reads it in our slice."""

    unit: str
    home: str
    by: str
    holder: str
    epoch: Epoch
    reason: Words


class DeclineOffer(Command, frozen=True):
    """We do not take what was offered to us. After a release it is accepted and given back."""

    unit: Ident
    reason: Short


class OfferDeclined(Event, frozen=True):
    """The town that offered it reads that."""

    unit: str
    home: str
    by: str
    giver: str
    epoch: Epoch
    reason: Words


# 2. decide


def decline(command: DeclineOffer, picture: Picture, context: Context) -> Decision:
    """Only what is offered and not released."""
    custody = custody_of(picture, command.unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    if not custody.heard or custody.home == context.code:
        return refuse(LendingRefusal.unit_not_offered, unit=command.unit)
    newest = custody.heard[-1]
    return [
        OfferDeclined(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            giver=newest.by,
            epoch=newest.epoch,
            reason=Words(f"unit/{command.unit}", command.reason),
        )
    ]


def recall(command: RecallUnit, picture: Picture, context: Context) -> Decision:
    """Of a unit that another town holds or is about to."""
    custody = custody_of(picture, command.unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    if holds(custody, context.code) or custody.home != context.code:
        return refuse(LendingRefusal.unit_is_with_us, unit=command.unit)
    if custody.recalled_at is not None:
        return []
    return [
        UnitRecalled(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            holder=custody.claim.town,
            epoch=custody.claim.epoch,
            reason=Words(f"unit/{command.unit}", command.reason),
        )
    ]


# 3. evolve


def offer_declined(picture: Picture, event: OfferDeclined, stamp: Stamp) -> Picture:
    """Not offered to us any more."""

    def change(custody: Custody) -> Custody:
        after = without_offer(custody, event.epoch)
        return told(after, CustodyFact.declined, event.epoch, event.giver, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


def unit_recalled(picture: Picture, event: UnitRecalled, stamp: Stamp) -> Picture:
    """Asked for; nothing has moved."""

    def change(custody: Custody) -> Custody:
        after = _replace(custody, recalled_at=stamp.occurred_at)
        return told(after, CustodyFact.recalled, event.epoch, event.holder, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


# 4. the tables

DECIDE = {RecallUnit: recall, DeclineOffer: decline}

EVOLVE = {
    "unit_recalled.1": (UnitRecalled, unit_recalled),
    "offer_declined.1": (OfferDeclined, offer_declined),
}

"""Lend counted stock: let go of so much, accept it once, give back what was not used.

Source: EDXL-RM 1.0 (`CommitResource`, `ReleaseResource`, `Quantity`); the lending protocol of
`docs/operating/lending.md`. Every transfer has an id that is never used twice: the town, the life
of its log, a serial number. Whatever is read late, twice or all over again is counted once, and
what is held, on the way, used and lost is at every moment what there was.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.agreed_parts import givings, stock_lent
from tocsin.operations.custody import life_of
from tocsin.operations.lending import LendingRefusal
from tocsin.operations.lost_transfers import TRANSFERS, claimed
from tocsin.operations.lots import Some, exceeds, find_lot
from tocsin.operations.lots import changed as with_lot
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import LentStock
from tocsin.operations.picture.lots import LentPart, Lot, LotTransfer, TransferId
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class TransferRefusal(StrEnum):
    """Why stock does not go to another town, or is not taken from it."""

    stock_not_agreed = "stock_not_agreed"
    more_than_agreed = "more_than_agreed"
    too_little_at_home = "too_little_at_home"
    lot_goes_home = "lot_goes_home"
    lot_is_here = "lot_is_here"
    lot_is_expired = "lot_is_expired"
    lot_not_recounted = "lot_not_recounted"


# 1. commands and the events they may cause


class ReleaseLot(Command, frozen=True):
    """Let go of so much of a lot, to a town that an agreement allows; of what is borrowed, to its
    home alone. What has expired goes to another town only where that is said (`even_expired`). The
    other town accepts by reading it."""

    lot: Ident
    to: Ident
    quantity: Some
    even_expired: bool = False


class LotReleased(Event, frozen=True):
    """On the way. `heard_from`: it was in the tail that a restore lost, and the receiver has it."""

    transfer: TransferId
    lot: str
    home: str
    kind: str
    unit_of_measure: str
    by: str
    to: str
    quantity: int
    thing: str | None = None
    batch: str | None = None
    expires_at: datetime | None = None
    heard_from: str | None = None


class LotAccepted(Event, frozen=True):
    """Ours to use. Counted once, whatever is read again."""

    transfer: TransferId
    lot: str
    home: str
    kind: str
    unit_of_measure: str
    by: str
    to: str
    quantity: int
    thing: str | None = None
    batch: str | None = None
    expires_at: datetime | None = None


class LotReceipted(Event, frozen=True):
    """We let go of it and have read that it was accepted."""

    transfer: TransferId
    lot: str
    home: str
    heard_from: str


# 2. decide


def next_transfer(picture: Picture, town: str, _lot: Lot) -> TransferId:
    """Never used before, for a return either."""
    serial = (picture.counts.get(TRANSFERS) or 0) + 1
    return TransferId(town, serial, life_of(picture))


def release(command: ReleaseLot, picture: Picture, context: Context) -> Decision:
    """Only what is there, is agreed, and was counted since the log was restored."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if command.to == context.code:
        return refuse(TransferRefusal.lot_is_here, lot=found.id)
    if found.sure_in != life_of(picture):
        return refuse(TransferRefusal.lot_not_recounted, lot=found.id)
    if is_expired(found, context.now) and command.to != found.home and not command.even_expired:
        return refuse(TransferRefusal.lot_is_expired, lot=found.id, at=found.expires_at)
    cannot = exceeds(found, command.quantity)
    if cannot is None:
        cannot = _not_agreed(command, found, picture, context)
    if cannot is not None:
        return cannot
    transfer = next_transfer(picture, context.code, found)
    if context.life:  # put back to before it had neighbours, a log begins its serials again
        transfer = _replace(transfer, incarnation=context.life)
    return [
        LotReleased(
            transfer=transfer,
            lot=found.id,
            home=found.home,
            kind=found.kind,
            unit_of_measure=found.unit_of_measure,
            by=context.code,
            to=command.to,
            quantity=command.quantity,
            thing=found.thing,
            batch=found.batch,
            expires_at=found.expires_at,
        )
    ]


def is_expired(lot: Lot, now: datetime) -> bool:
    """Whether it is past the date on its package."""
    return lot.expires_at is not None and lot.expires_at <= now


def _not_agreed(
    command: ReleaseLot, found: Lot, picture: Picture, context: Context
) -> Refused | None:
    """What is borrowed goes home; home lends what the agreement in force says."""
    if found.home != context.code:
        if command.to == found.home:
            return None
        return refuse(TransferRefusal.lot_goes_home, lot=found.id, home=found.home)
    if all(each.lending is None for each in givings(picture, command.to, is_own=True)):
        return refuse(LendingRefusal.partner_not_agreed, unit=found.id, to=command.to)
    return _beyond_terms(stock_lent(picture, command.to), picture, found, command)


def _beyond_terms(
    lent: tuple[LentStock, ...], picture: Picture, found: Lot, command: ReleaseLot
) -> Refused | None:
    """The kind, how much of it the partner may have at once, and what has to stay at home."""
    wanted = (found.kind, found.unit_of_measure)
    agreed = next((each for each in lent if (each.kind, each.unit) == wanted), None)
    if agreed is None:
        return refuse(
            TransferRefusal.stock_not_agreed,
            lot=found.id, kind=found.kind, unit_of_measure=found.unit_of_measure, to=command.to,
        )  # fmt: skip
    alike = [
        each
        for each in picture.lots.values()
        if each.home == found.home
        and (each.kind, each.unit_of_measure) == (found.kind, found.unit_of_measure)
    ]
    there = sum(max(0, each.lent_to(command.to).outstanding) for each in alike)
    if there + command.quantity > agreed.quantity:
        return refuse(
            TransferRefusal.more_than_agreed,
            lot=found.id, to=command.to, most=agreed.quantity, there=there,
            unit_of_measure=found.unit_of_measure,
        )  # fmt: skip
    staying = sum(each.quantity for each in alike) - command.quantity
    if staying < agreed.least_at_home:
        return refuse(
            TransferRefusal.too_little_at_home,
            lot=found.id, least=agreed.least_at_home, staying=staying,
            unit_of_measure=found.unit_of_measure,
        )  # fmt: skip
    return None


# 3. evolve


def _transfer(event: LotReleased | LotAccepted) -> LotTransfer:
    return LotTransfer(
        id=str(event.transfer),
        number=event.transfer,
        lot=event.lot,
        home=event.home,
        kind=event.kind,
        unit_of_measure=event.unit_of_measure,
        by=event.by,
        to=event.to,
        quantity=event.quantity,
        thing=event.thing,
        batch=event.batch,
        expires_at=event.expires_at,
    )


def _put(picture: Picture, transfer: LotTransfer) -> Picture:
    return _replace(picture, lot_transfers=picture.lot_transfers.put(transfer.id, transfer))


def _row(event: LotReleased | LotAccepted, life: str) -> Lot:
    """Of a lot that this log knows nothing of yet."""
    return Lot(
        id=event.lot,
        home=event.home,
        kind=event.kind,
        unit_of_measure=event.unit_of_measure,
        thing=event.thing,
        batch=event.batch,
        expires_at=event.expires_at,
        life=life,
        sure_in=life,
    )


def _moved(picture: Picture, event: LotReleased | LotAccepted, sign: int) -> Picture:
    """Less here where we let go, more where we accept; home keeps who has what."""
    if event.lot not in picture.lots:
        row = _row(event, life_of(picture))
        picture = _replace(picture, lots=picture.lots.put(row.id, row))
    other = event.to if sign < 0 else event.by
    is_ours = event.home == (event.by if sign < 0 else event.to)

    def change(lot: Lot) -> Lot:
        lot = _replace(lot, quantity=lot.quantity + sign * event.quantity)
        if not is_ours:
            return lot
        part = lot.lent_to(other)
        if sign < 0:
            return with_part(lot, _replace(part, released=part.released + event.quantity))
        return with_part(lot, _replace(part, returned=part.returned + event.quantity))

    return with_lot(picture, event.lot, change)


def with_part(lot: Lot, part: LentPart) -> Lot:
    others = [each for each in lot.lent if each.town != part.town]
    return _replace(lot, lent=tuple(sorted((*others, part), key=lambda each: each.town)))


def lot_released(picture: Picture, event: LotReleased, stamp: Stamp) -> Picture:
    """Not here any more, and not there yet."""
    picture = _put(picture, _replace(_transfer(event), released_at=stamp.occurred_at))
    if event.heard_from is None:
        serial = max(picture.counts.get(TRANSFERS) or 0, event.transfer.serial)
        picture = _replace(picture, counts=picture.counts.put(TRANSFERS, serial))
    elif event.home == event.by:
        picture = claimed(picture, event.lot, event.quantity)
    return _moved(picture, event, -1)


def lot_accepted(picture: Picture, event: LotAccepted, stamp: Stamp) -> Picture:
    """Here."""
    picture = _put(picture, _replace(_transfer(event), accepted_at=stamp.occurred_at))
    return _moved(picture, event, 1)


def lot_receipted(picture: Picture, event: LotReceipted, stamp: Stamp) -> Picture:
    """Both ends know."""
    return receipted(picture, event.transfer, stamp)


def receipted(picture: Picture, transfer: TransferId, stamp: Stamp) -> Picture:
    """The picture with a transfer of which both ends know."""
    found = picture.lot_transfers.get(str(transfer))
    if found is None:
        return picture
    return _put(picture, _replace(found, receipted_at=stamp.occurred_at))


# 4. the tables

DECIDE = {ReleaseLot: release}

EVOLVE = {
    "lot_released.1": (LotReleased, lot_released),
    "lot_accepted.1": (LotAccepted, lot_accepted),
    "lot_receipted.1": (LotReceipted, lot_receipted),
}

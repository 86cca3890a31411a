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
from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.believing import HearingRefusal
from tocsin.operations.custody import life_of, restored
from tocsin.operations.lending import LendingRefusal
from tocsin.operations.lending_archive import is_archived
from tocsin.operations.lost_transfers import TRANSFERS, LostTransferRefusal, claimed, is_proven
from tocsin.operations.lots import Some, exceeds, find_lot
from tocsin.operations.lots import changed as with_lot
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.agreement import LentStock
from tocsin.operations.picture.lots import LentPart, Lot, LotStanding, LotTransfer, TransferId
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
    transfer_already_counted = "transfer_already_counted"
    transfer_not_true = "transfer_not_true"


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


class HearTransfer(Command, frozen=True):
    """What a neighbour's slice tells of a transfer between us."""

    by: Ident
    told: LotTransfer


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


class LotReceiptNoted(Event, frozen=True):
    """We have it, and have read that whoever let go of it knows."""

    transfer: TransferId
    lot: str
    home: str
    heard_from: str


class HearLot(Command, frozen=True):
    """What a borrower's slice tells of its part of a lot of ours."""

    by: Ident
    lot: Ident
    told: LotStanding


class LotStandingNoted(Event, frozen=True):
    """What the borrower has used, lost, found and still holds, by its own log."""

    lot: str
    heard_from: str
    told: LotStanding


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


def hear_transfer(command: HearTransfer, picture: Picture, context: Context) -> Decision:
    """Nothing new is nothing to record."""
    told, me = command.told, context.code
    if told.id == str(told.number) and is_archived(picture, told.number):
        return []
    cannot = _cannot_be(command, picture, me)
    if isinstance(cannot, HearingRefusal):
        return refuse(cannot, neighbour=command.by, unit=told.lot)
    if isinstance(cannot, TransferRefusal):
        return refuse(cannot, neighbour=command.by, transfer=told.id, unit=told.lot)
    if isinstance(cannot, LostTransferRefusal):
        return refuse(
            cannot,
            neighbour=command.by, transfer=told.id, unit=told.lot, quantity=told.quantity,
        )  # fmt: skip
    known = picture.lot_transfers.get(told.id)
    if known is not None and not known.is_same(told):
        return refuse(
            TransferRefusal.transfer_already_counted, neighbour=command.by, transfer=told.id
        )
    if told.by == command.by:
        return _on_given(told, picture)
    if told.accepted_at is None or (known is not None and known.receipted_at is not None):
        return []
    receipt = LotReceipted(
        transfer=told.number, lot=told.lot, home=told.home, heard_from=command.by
    )
    return [receipt] if known is not None else [_lost_release(told, command.by), receipt]


def _on_given(told: LotTransfer, picture: Picture) -> list[Event]:
    """To us: counted once; and once it is read that the giver knows, it is over."""
    if not is_counted(picture, told):
        return [_accepted(told)]
    known = picture.lot_transfers.get(told.id)
    if told.receipted_at is None or known is None or known.receipted_at is not None:
        return []
    return [LotReceiptNoted(transfer=told.number, lot=told.lot, home=told.home, heard_from=told.by)]


def is_counted(picture: Picture, told: LotTransfer) -> bool:
    """Whether a transfer to this town was accepted before."""
    return told.id in picture.lot_transfers or is_archived(picture, told.number)


def _cannot_be(
    command: HearTransfer, picture: Picture, me: str
) -> HearingRefusal | TransferRefusal | LostTransferRefusal | None:
    """Why no honest town says so: it tells of its own transfers to us and of ours to it, of its own
    lots and of ours, and gives back no more than it has."""
    told, by = command.told, command.by
    if by == me:
        return HearingRefusal.entry_is_our_own
    if not is_lending_agreed(picture, by):
        return HearingRefusal.author_not_agreed
    is_between_us = {told.by, told.to} == {by, me} and told.home in (by, me)
    is_named = told.id == str(told.number) and told.number.town == told.by
    if not is_between_us or not is_named or not told.lot.startswith(f"{told.home}-"):
        return TransferRefusal.transfer_not_true
    row = picture.lots.get(told.lot)
    if row is not None and (row.home, row.kind, row.unit_of_measure) != (
        told.home,
        told.kind,
        told.unit_of_measure,
    ):
        return TransferRefusal.transfer_not_true
    known = picture.lot_transfers.get(told.id)
    if known is not None:
        return None
    if told.by == me:  # ours, and not in our log: only a restore can have lost it, of a life before
        is_lost = told.number.incarnation != life_of(picture) and restored(picture) is not None
        if not is_lost:
            return TransferRefusal.transfer_not_true
        if not is_proven(told, picture, me):
            return LostTransferRefusal.lost_transfer_unproven
        return None
    if told.home != me:
        return None
    is_doubled = row is not None and row.thing is not None and row.quantity + told.quantity > 1
    is_too_much = row is None or is_doubled or told.quantity > _may_return(row.lent_to(by))
    return TransferRefusal.transfer_not_true if is_too_much else None


def _may_return(part: LentPart) -> int:
    """What they told to be gone may have come back to light, and a count may find more than was
    lent: up to as much again."""
    told = part.told or LotStanding()
    most = part.released - part.returned
    return min(most + told.found, most + part.released)


def _accepted(told: LotTransfer) -> LotAccepted:
    return LotAccepted(
        transfer=told.number,
        lot=told.lot,
        home=told.home,
        kind=told.kind,
        unit_of_measure=told.unit_of_measure,
        by=told.by,
        to=told.to,
        quantity=told.quantity,
        thing=told.thing,
        batch=told.batch,
        expires_at=told.expires_at,
    )


def _lost_release(told: LotTransfer, heard_from: str) -> LotReleased:
    return LotReleased(
        transfer=told.number,
        lot=told.lot,
        home=told.home,
        kind=told.kind,
        unit_of_measure=told.unit_of_measure,
        by=told.by,
        to=told.to,
        quantity=told.quantity,
        thing=told.thing,
        batch=told.batch,
        expires_at=told.expires_at,
        heard_from=heard_from,
    )


def hear_lot(command: HearLot, picture: Picture, context: Context) -> Decision:
    """Only what is newer in its log than what we noted last."""
    if command.by == context.code:
        return refuse(HearingRefusal.entry_is_our_own, unit=command.lot)
    row = picture.lots.get(command.lot)
    if row is None or row.home != context.code:
        return refuse(TransferRefusal.transfer_not_true, neighbour=command.by, transfer=command.lot)
    part, told = row.lent_to(command.by), command.told
    if not part.released:
        return []
    if told.used + told.lost > part.released + told.found:  # or that release is not told yet
        return refuse(TransferRefusal.transfer_not_true, neighbour=command.by, transfer=row.id)
    if part.told is not None and part.told.life != told.life:
        if not is_heard_life(picture, command.by, told.life):
            return refuse(HearingRefusal.incarnation_superseded, unit=row.id, neighbour=command.by)
    elif not is_newer(part.told, told):
        return []
    return [LotStandingNoted(lot=row.id, heard_from=command.by, told=told)]


def is_heard_life(picture: Picture, neighbour: str, life: str) -> bool:
    """Whether the neighbour was answered in this life of its log: of two lives it is the later."""
    promised = picture.heard_lives.get(neighbour)
    return promised is not None and promised.life == life


def is_newer(known: LotStanding | None, told: LotStanding) -> bool:
    """Of two words of one life of a log."""
    return known is None or told.revision > known.revision


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
            return _with_part(lot, _replace(part, released=part.released + event.quantity))
        return _with_part(lot, _replace(part, returned=part.returned + event.quantity))

    return with_lot(picture, event.lot, change)


def _with_part(lot: Lot, part: LentPart) -> Lot:
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


def lot_receipted(picture: Picture, event: LotReceipted | LotReceiptNoted, stamp: Stamp) -> Picture:
    """Both ends know."""
    found = picture.lot_transfers.get(str(event.transfer))
    if found is None:
        return picture
    return _put(picture, _replace(found, receipted_at=stamp.occurred_at))


def standing_noted(picture: Picture, event: LotStandingNoted, stamp: Stamp) -> Picture:
    """What is with them, as they count it."""

    def change(lot: Lot) -> Lot:
        part = lot.lent_to(event.heard_from)
        return _with_part(lot, _replace(part, told=event.told, told_at=stamp.occurred_at))

    return with_lot(picture, event.lot, change)


# 4. the tables

DECIDE = {ReleaseLot: release, HearTransfer: hear_transfer, HearLot: hear_lot}

EVOLVE = {
    "lot_released.1": (LotReleased, lot_released),
    "lot_accepted.1": (LotAccepted, lot_accepted),
    "lot_receipted.1": (LotReceipted, lot_receipted),
    "lot_receipt_noted.1": (LotReceiptNoted, lot_receipted),
    "lot_standing_noted.1": (LotStandingNoted, standing_noted),
}

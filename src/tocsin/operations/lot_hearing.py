"""What a neighbour tells of stock: its transfers to us, ours as it has accepted them, its part of a
lot of ours.

Source: EDXL-RM 1.0 (`CommitResource`, `ReleaseResource`, `Quantity`); the lending protocol of
`docs/operating/lending.md`. What is read late, twice or all over again is counted once.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.believing import HearingRefusal
from tocsin.operations.custody import life_of, restored
from tocsin.operations.lending_archive import is_archived
from tocsin.operations.lost_transfers import LostTransferRefusal, is_proven
from tocsin.operations.lot_transfers import (
    LotAccepted,
    LotReceipted,
    LotReleased,
    receipted,
    with_part,
)
from tocsin.operations.lots import changed as with_lot
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lots import LentPart, Lot, LotStanding, LotTransfer, TransferId
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

MOST_OPEN = 500
"""Transfers of its own stock that one neighbour let go of to us and has not receipted."""
MOST_LOTS = 1_000
"""Lots of one neighbour of which some was ever here."""


class TransferHearingRefusal(StrEnum):
    """Why what a neighbour tells of stock is not heard."""

    transfer_already_counted = "transfer_already_counted"
    transfer_not_true = "transfer_not_true"
    too_many_transfers = "too_many_transfers"


# 1. commands and the events they may cause


class HearTransfer(Command, frozen=True):
    """What a neighbour's slice tells of a transfer between us."""

    by: Ident
    told: LotTransfer


class LotReceiptNoted(Event, frozen=True):
    """The receiver has it and has read that the giver knows: in its own log, and in the giver's
    as that reads so."""

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


def hear_transfer(command: HearTransfer, picture: Picture, context: Context) -> Decision:
    """Nothing new is nothing to record."""
    told, me = command.told, context.code
    if told.id == str(told.number) and is_archived(picture, told.number):
        return []
    cannot = _cannot_be(command, picture, me)
    if isinstance(cannot, HearingRefusal):
        return refuse(cannot, neighbour=command.by, unit=told.lot)
    if isinstance(cannot, TransferHearingRefusal):
        return refuse(cannot, neighbour=command.by, transfer=told.id, unit=told.lot)
    if isinstance(cannot, LostTransferRefusal):
        return refuse(
            cannot,
            neighbour=command.by, transfer=told.id, unit=told.lot, quantity=told.quantity,
        )  # fmt: skip
    most = None if told.by != command.by else full(picture, told)
    if most is not None:
        return refuse(TransferHearingRefusal.too_many_transfers, neighbour=command.by, most=most)
    known = picture.lot_transfers.get(told.id)
    if known is not None and not known.is_same(told):
        return refuse(
            TransferHearingRefusal.transfer_already_counted, neighbour=command.by, transfer=told.id
        )
    if told.by == command.by:
        return _on_given(told, picture)
    if known is not None and known.receipted_at is not None:
        return _on_noted(told, known, command.by)
    if told.accepted_at is None:
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


def _on_noted(told: LotTransfer, known: LotTransfer, by: str) -> list[Event]:
    """From us: that the receiver has read our receipt, once. Before that it does not leave."""
    if told.receipted_at is None or known.noted_at is not None:
        return []
    return [LotReceiptNoted(transfer=told.number, lot=told.lot, home=told.home, heard_from=by)]


def full(picture: Picture, told: LotTransfer) -> int | None:
    """How many transfers of the town that lets go, or lots of its, are known here, where this one
    would be one too many; None where it is heard. What gives back stock of ours always is."""
    if is_counted(picture, told):
        return None
    by = told.by
    if told.home != by:
        return None
    open_ = sum(
        each.by == each.home == by and each.receipted_at is None
        for each in picture.lot_transfers.values()
    )
    if open_ >= MOST_OPEN:
        return MOST_OPEN
    lots = sum(each.home == by for each in picture.lots.values())
    return MOST_LOTS if told.lot not in picture.lots and lots >= MOST_LOTS else None


def is_counted(picture: Picture, told: LotTransfer) -> bool:
    """Whether a transfer to this town was accepted before."""
    return told.id in picture.lot_transfers or is_archived(picture, told.number)


def _cannot_be(
    command: HearTransfer, picture: Picture, me: str
) -> HearingRefusal | TransferHearingRefusal | LostTransferRefusal | None:
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
        return TransferHearingRefusal.transfer_not_true
    row = picture.lots.get(told.lot)
    if row is not None and (row.home, row.kind, row.unit_of_measure) != (
        told.home,
        told.kind,
        told.unit_of_measure,
    ):
        return TransferHearingRefusal.transfer_not_true
    known = picture.lot_transfers.get(told.id)
    if known is not None:
        return None
    if told.by == me:  # ours, and not in our log: only a restore can have lost it, of a life before
        is_lost = told.number.incarnation != life_of(picture) and restored(picture) is not None
        if not is_lost:
            return TransferHearingRefusal.transfer_not_true
        if not is_proven(told, picture, me):
            return LostTransferRefusal.lost_transfer_unproven
        return None
    if told.home != me:
        return None
    is_doubled = row is not None and row.thing is not None and row.quantity + told.quantity > 1
    is_too_much = row is None or is_doubled or told.quantity > _may_return(row.lent_to(by))
    return TransferHearingRefusal.transfer_not_true if is_too_much else None


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
    not_true = refuse(
        TransferHearingRefusal.transfer_not_true, neighbour=command.by, transfer=command.lot
    )
    if row is None or row.home != context.code:
        return not_true
    part, told = row.lent_to(command.by), command.told
    if not part.released:
        return []
    if told.used + told.lost > part.released + told.found:  # or that release is not told yet
        return not_true
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


def receipt_noted(picture: Picture, event: LotReceiptNoted, stamp: Stamp) -> Picture:
    """Both ends know; at the giver: and the receiver knows that."""
    found = picture.lot_transfers.get(str(event.transfer))
    if found is None or found.by == event.heard_from:
        return receipted(picture, event.transfer, stamp)
    noted = _replace(found, noted_at=stamp.occurred_at)
    return _replace(picture, lot_transfers=picture.lot_transfers.put(found.id, noted))


def standing_noted(picture: Picture, event: LotStandingNoted, stamp: Stamp) -> Picture:
    """What is with them, as they count it."""

    def change(lot: Lot) -> Lot:
        part = lot.lent_to(event.heard_from)
        return with_part(lot, _replace(part, told=event.told, told_at=stamp.occurred_at))

    return with_lot(picture, event.lot, change)


# 4. the tables

DECIDE = {HearTransfer: hear_transfer, HearLot: hear_lot}

EVOLVE = {
    "lot_receipt_noted.1": (LotReceiptNoted, receipt_noted),
    "lot_standing_noted.1": (LotStandingNoted, standing_noted),
}

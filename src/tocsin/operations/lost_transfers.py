"""What a restore lost of stock that changed hands, and who may say so.

A restored log reads at whoever accepted it what it let go of in the tail that is lost. A neighbour
is believed as far as our own log bears it out; what goes beyond that, two officers say.

Source: the lending protocol, rule 9 and invariant I5; NIST SP 800-34 (recovery).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.agreed_parts import stock_lent
from tocsin.operations.custody import LOG, life_of, restored
from tocsin.operations.lots import Some
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import AdmittedTransfer, LogLife, LotAtRestore
from tocsin.operations.picture.lots import LotTransfer
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

TRANSFERS = "transfers"
"""The running number of this log's own transfers, in `counts`."""
MOST_ADMITTED = 1_000


class LostTransferRefusal(StrEnum):
    """Why a transfer that a restore may have lost is not taken to have been."""

    lost_transfer_unproven = "lost_transfer_unproven"
    transfer_not_lost = "transfer_not_lost"
    transfer_admitted_by_you = "transfer_admitted_by_you"


# 1. commands and the events they may cause


class AdmitTransfer(Command, frozen=True):
    """An officer's word that so much of a lot went to a neighbour before the log was restored,
    though the log does not bear it out: papers or the crew say so. A second officer's word for the
    same confirms it. `transfer` is the id that the neighbour tells."""

    transfer: Ident
    lot: Ident
    quantity: Some
    reason: Short


class TransferAdmitted(Event, frozen=True):
    """By one officer, or by a second one: then the neighbour is believed."""

    transfer: str
    lot: str
    quantity: int
    officer: str
    confirmed: bool
    reason: Words


# 2. decide


def stock_now(picture: Picture) -> tuple[LotAtRestore, ...]:
    """What this log says is here of each lot, sorted: no more of it can be in the tail that a
    restore loses."""
    return tuple(
        LotAtRestore(each.id, each.quantity)
        for _, each in sorted(picture.lots.items())
        if each.quantity > 0
    )


def is_proven(told: LotTransfer, picture: Picture, me: str) -> bool:
    """Whether our own log bears out that we let go of what it does not know of: in a life that it
    had, under a number that it had not come to; of stock of ours no more than was there, nor more
    than the agreement lets the neighbour have, of theirs no more than we know to have. Or two
    officers say so.
    """
    own = restored(picture)
    if own is None or told.number.incarnation == own.life:
        return False
    if _is_admitted(own, told):
        return True
    past = next((each for each in own.past if each.life == told.number.incarnation), None)
    if past is None or told.number.serial <= past.serial:
        return False
    if told.home == me:
        return _is_covered(told, picture, own)
    row = picture.lots.get(told.lot)
    return row is not None and told.quantity <= row.quantity


def _is_covered(told: LotTransfer, picture: Picture, own: LogLife) -> bool:
    row = picture.lots.get(told.lot)
    was = next((each for each in own.stock if each.lot == told.lot), None)
    if row is None or was is None or was.claimed + told.quantity > was.quantity:
        return False
    kind = told.kind, told.unit_of_measure
    lent = stock_lent(picture, told.to)
    most = sum(each.quantity for each in lent if (each.kind, each.unit) == kind)
    return max(0, row.lent_to(told.to).outstanding) + told.quantity <= most


def _is_admitted(own: LogLife, told: LotTransfer) -> bool:
    said = (told.id, told.lot, told.quantity)
    return any(
        (each.transfer, each.lot, each.quantity) == said and each.confirmed_by is not None
        for each in own.admitted
    )


def admit(command: AdmitTransfer, picture: Picture, context: Context) -> Decision:
    """By two different officers, as an override: nothing else bears it out."""
    own = restored(picture)
    is_own = command.transfer.startswith(f"{context.code}-")
    is_present = own is not None and command.transfer.endswith(f"@{own.life}")
    is_full = own is not None and len(own.admitted) >= MOST_ADMITTED
    if own is None or is_present or is_full or not is_own:
        return refuse(LostTransferRefusal.transfer_not_lost, transfer=command.transfer)
    if command.transfer in picture.lot_transfers:
        return refuse(LostTransferRefusal.transfer_not_lost, transfer=command.transfer)
    said = (command.transfer, command.lot, command.quantity)
    first = next((e for e in own.admitted if (e.transfer, e.lot, e.quantity) == said), None)
    if first is not None and first.confirmed_by is not None:
        return []
    if first is not None and first.officer == context.actor:
        return refuse(LostTransferRefusal.transfer_admitted_by_you, transfer=command.transfer)
    return [
        TransferAdmitted(
            transfer=command.transfer,
            lot=command.lot,
            quantity=command.quantity,
            officer=context.actor,
            confirmed=first is not None,
            reason=Words(f"lot/{command.lot}", command.reason),
        )
    ]


def knowledge(picture: Picture) -> str:
    """Changes when more is known by which a neighbour may be believed."""
    own = restored(picture)
    said = () if own is None else own.admitted
    return f"{life_of(picture)}.{len(said)}.{sum(e.confirmed_by is not None for e in said)}"


# 3. evolve


def admitted(picture: Picture, event: TransferAdmitted, _stamp: Stamp) -> Picture:
    """By one officer: said. By a second: so."""
    own = restored(picture)
    if own is None:
        return picture
    said = AdmittedTransfer(event.transfer, event.lot, event.quantity, event.officer)
    others = []
    for each in own.admitted:
        if (each.transfer, each.lot, each.quantity) != (event.transfer, event.lot, event.quantity):
            others.append(each)
        elif event.confirmed:
            said = _replace(each, confirmed_by=event.officer)
    after = _replace(own, admitted=(*others, said))
    return _replace(picture, log_lives=picture.log_lives.put(LOG, after))


def claimed(picture: Picture, lot: str, quantity: int) -> Picture:
    """So much less of a lot can still be in the tail that is lost."""
    own = restored(picture)
    if own is None or all(each.lot != lot for each in own.stock):
        return picture
    stock = tuple(
        _replace(each, claimed=each.claimed + quantity) if each.lot == lot else each
        for each in own.stock
    )
    return _replace(picture, log_lives=picture.log_lives.put(LOG, _replace(own, stock=stock)))


# 4. the tables

DECIDE = {AdmitTransfer: admit}

EVOLVE = {"transfer_admitted.1": (TransferAdmitted, admitted)}

"""What is long over between towns leaves the picture: transfers that both ends know of, offers that
nobody came back to. The log keeps it, and what comes again is not counted again.

Source: NIST SP 800-92 5.4 (retention); the lending protocol, invariant I5.
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.operations.custody import changed, without_offer
from tocsin.operations.orders import Command, Context, Decision, Event, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Custody, Epoch, HeardOffer
from tocsin.operations.picture.lots import LotTransfer, SettledTransfers, TransferId
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

KEPT_FOR = timedelta(days=30)
"""After both ends know of a transfer, and after an offer or the time it was for."""
UNREAD_FOR = timedelta(days=365)
"""After a receipt of ours of which nobody told that it was read: the receiver's row of it may have
left by then."""
AT_ONCE = 500
"""Transfers that leave with one order."""


# 1. commands and the events they may cause


class ArchiveLotTransfers(Command, frozen=True):
    """A deadline command (`due`): transfers that are over long ago leave the picture."""


class LotTransfersArchived(Event, frozen=True):
    """They have left the picture. Their numbers stay, so that nothing is counted twice."""

    transfers: tuple[TransferId, ...]


class ArchiveHeardOffer(Command, frozen=True):
    """A deadline command (`due`): an offer of a neighbour that nobody came back to leaves."""

    unit: Ident
    epoch: Epoch


class HeardOfferArchived(Event, frozen=True):
    """It stands on no board any more."""

    unit: str
    home: str
    epoch: Epoch


# 2. decide


def is_archived(picture: Picture, number: TransferId) -> bool:
    """Whether a transfer was counted here and has left the picture."""
    found = picture.settled_transfers.get(_key(number))
    return found is not None and found.has(number.serial)


def _key(number: TransferId) -> str:
    return f"{number.town}@{number.incarnation}"


def _is_over(transfer: LotTransfer, now: datetime) -> bool:
    """At the receiver, that it knows of the receipt; at the giver, that it has read so: what left
    before would wait at the receiver for ever."""
    if transfer.accepted_at is None and transfer.noted_at is None:
        return transfer.receipted_at is not None and transfer.receipted_at + UNREAD_FOR <= now
    return transfer.receipted_at is not None and transfer.receipted_at + KEPT_FOR <= now


def archive_transfers(
    _command: ArchiveLotTransfers, picture: Picture, context: Context
) -> Decision:
    """What is gone already is gone."""
    over = [
        each.number
        for _, each in sorted(picture.lot_transfers.items())
        if _is_over(each, context.now)
    ]
    return [LotTransfersArchived(transfers=tuple(over[:AT_ONCE]))] if over else []


def is_stale(offer: HeardOffer, now: datetime) -> bool:
    """Whether it is so long ago that nobody comes back to it."""
    times = (offer.at, offer.limits.until, offer.limits.expires_at)
    last = max((each for each in times if each is not None), default=None)
    return last is not None and last + KEPT_FOR <= now


def archive_offer(command: ArchiveHeardOffer, picture: Picture, context: Context) -> Decision:
    """One that is there and stale."""
    custody = picture.custody.get(command.unit)
    heard = () if custody is None else custody.heard
    if custody is None or not any(
        each.epoch == command.epoch and is_stale(each, context.now) for each in heard
    ):
        return []
    return [HeardOfferArchived(unit=custody.id, home=custody.home, epoch=command.epoch)]


def due(picture: Picture, now: datetime) -> list[Command]:
    """What has been over for long enough to leave."""
    found: list[Command] = [
        ArchiveHeardOffer(unit=each.id, epoch=offer.epoch)
        for each in picture.custody.values()
        for offer in each.heard
        if is_stale(offer, now)
    ]
    if any(_is_over(each, now) for each in picture.lot_transfers.values()):
        found.append(ArchiveLotTransfers())
    return found


# 3. evolve


def transfers_archived(picture: Picture, event: LotTransfersArchived, _stamp: Stamp) -> Picture:
    """Only their numbers are left."""
    transfers, settled = picture.lot_transfers, picture.settled_transfers
    for number in event.transfers:
        transfers = transfers.drop(str(number))
        before = settled.get(_key(number)) or SettledTransfers(number.town, number.incarnation)
        settled = settled.put(_key(number), before.with_serial(number.serial))
    return _replace(picture, lot_transfers=transfers, settled_transfers=settled)


def offer_archived(picture: Picture, event: HeardOfferArchived, _stamp: Stamp) -> Picture:
    """As if it had been withdrawn."""

    def change(custody: Custody) -> Custody:
        return without_offer(custody, event.epoch)

    return changed(picture, event.unit, event.home, change)


# 4. the tables

DECIDE = {ArchiveLotTransfers: archive_transfers, ArchiveHeardOffer: archive_offer}

EVOLVE = {
    "lot_transfers_archived.1": (LotTransfersArchived, transfers_archived),
    "heard_offer_archived.1": (HeardOfferArchived, offer_archived),
}

"""Ask a borrower for what is left of a lent lot; say what of it is given back.

Source: EDXL-RM 1.0 (`RequestReturn`, `ResponseToRequestReturn`); the lending protocol (a recall is
a request). It moves no stock: the borrower gives back by `ReleaseLot`, which settles the recall.
What is over its time and not given back is owed in both towns (`arising`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.custody import life_of
from tocsin.operations.lot_hearing import LotStandingNoted
from tocsin.operations.lot_transfers import LotAccepted, LotReleased
from tocsin.operations.lots import (
    Counted,
    LotCounted,
    LotLost,
    LotRefusal,
    LotUsed,
    Some,
    find_lot,
)
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.lot_recall import (
    LotReason,
    LotRecall,
    LotRecallAnswer,
    recall_id,
)
from tocsin.operations.picture.lots import TransferId
from tocsin.operations.place_recalls import PlaceRecallRefusal
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

RECALLS = "lot_recalls"
"""Running number of a log's recalls, in `Picture.counts`."""
KEPT_FOR = timedelta(days=30)
"""After it is over, in the picture; the log keeps it."""


class LotRecallRefusal(StrEnum):
    """Why stock is not asked back, or a recall not answered."""

    lot_not_recalled = "lot_not_recalled"
    more_than_lent = "more_than_lent"
    more_than_recalled = "more_than_recalled"
    lot_answer_unexplained = "lot_answer_unexplained"


# 1. commands and the events they may cause


class RecallLot(Command, frozen=True):
    """Ask a borrower for so much of a lot of ours back by a time, or for all that is out. Said
    again, the newest word counts."""

    lot: Ident
    to: Ident
    by_at: datetime
    quantity: Some | None = None


class LotRecalled(Event, frozen=True):
    """The borrower reads that in our slice."""

    number: TransferId
    lot: str
    home: str
    to: str
    quantity: int
    by_at: datetime


class AnswerLotRecall(Command, frozen=True):
    """So much of what is asked back will be given back; nothing, with the reason. What is given
    back is let go of by `ReleaseLot`."""

    lot: Ident
    gives: Counted = 0
    because: LotReason | None = None


class LotRecallAnswered(Event, frozen=True):
    """The lot's home reads that in our slice."""

    number: TransferId
    lot: str
    home: str
    to: str
    gives: int
    because: str = ""


class ArchiveLotRecall(Command, frozen=True):
    """A deadline command (`due`): over long ago, it leaves the picture; the log keeps it."""

    recall: Ident


class LotRecallArchived(Event, frozen=True):
    """It has left the picture."""

    recall: str


# 2. decide


def recall(command: RecallLot, picture: Picture, context: Context) -> Decision:
    """No more than is out by our log."""
    found = find_lot(picture, command.lot, context)
    if isinstance(found, Refused):
        return found
    if found.home != context.code:
        return refuse(LotRefusal.lot_not_ours, lot=found.id, home=found.home)
    there = found.lent_to(command.to).outstanding
    quantity = there if command.quantity is None else command.quantity
    if there < 1 or quantity > there:
        return refuse(
            LotRecallRefusal.more_than_lent, lot=found.id, to=command.to, there=max(0, there)
        )
    if command.by_at <= context.now:
        return refuse(PlaceRecallRefusal.recall_is_late, at=command.by_at)
    serial = (picture.counts.get(RECALLS) or 0) + 1
    return [
        LotRecalled(
            number=TransferId(context.code, serial, context.life or life_of(picture)),
            lot=found.id,
            home=found.home,
            to=command.to,
            quantity=quantity,
            by_at=command.by_at,
        )
    ]


def answer(command: AnswerLotRecall, picture: Picture, context: Context) -> Decision:
    """By the borrower; said again, the newest word counts."""
    row = find_lot(picture, command.lot, context)
    if isinstance(row, Refused):
        return row
    found = picture.lot_recalls.get(recall_id(row.id, context.code))
    if found is None or not found.is_open:
        return refuse(LotRecallRefusal.lot_not_recalled, lot=row.id)
    if command.gives > min(found.quantity, found.moved + max(0, row.quantity)):
        return refuse(
            LotRecallRefusal.more_than_recalled,
            lot=row.id, quantity=found.quantity, held=max(0, row.quantity),
        )  # fmt: skip
    if not command.gives and command.because is None:
        return refuse(LotRecallRefusal.lot_answer_unexplained, lot=row.id)
    because = "" if command.because is None else str(command.because)
    before = found.answer
    if before is not None and (before.gives, before.because) == (command.gives, because):
        return []
    return [
        LotRecallAnswered(
            number=found.number,
            lot=found.lot,
            home=found.home,
            to=found.to,
            gives=command.gives,
            because=because,
        )
    ]


def archive(command: ArchiveLotRecall, picture: Picture, context: Context) -> Decision:
    """What is gone already is gone."""
    found = picture.lot_recalls.get(command.recall)
    if found is None or not _is_old(found, context.now):
        return []
    return [LotRecallArchived(recall=found.id)]


def _is_old(each: LotRecall, now: datetime) -> bool:
    return each.closed_at is not None and each.closed_at + KEPT_FOR <= now


def due(picture: Picture, now: datetime) -> Iterator[Command]:
    """Recalls over long enough to leave."""
    for name in sorted(picture.lot_recalls):
        found = picture.lot_recalls.get(name)
        if found is not None and _is_old(found, now):
            yield ArchiveLotRecall(recall=name)


# 3. evolve


def put_recall(picture: Picture, each: LotRecall) -> Picture:
    """The picture with this recall in it."""
    return _replace(picture, lot_recalls=picture.lot_recalls.put(each.id, each))


def recalled(picture: Picture, event: LotRecalled, stamp: Stamp) -> Picture:
    """In the place of what was asked for before."""
    serial = max(picture.counts.get(RECALLS) or 0, event.number.serial)
    picture = _replace(picture, counts=picture.counts.put(RECALLS, serial))
    new = LotRecall(
        id=recall_id(event.lot, event.to),
        number=event.number,
        lot=event.lot,
        home=event.home,
        to=event.to,
        quantity=event.quantity,
        by_at=event.by_at,
        asked_at=stamp.occurred_at,
        is_ours=True,
    )
    return put_recall(picture, new)


def answered(picture: Picture, event: LotRecallAnswered, stamp: Stamp) -> Picture:
    """Our word."""
    found = picture.lot_recalls.get(recall_id(event.lot, event.to))
    if found is None or found.number != event.number:
        return picture
    revision = 1 if found.answer is None else found.answer.revision + 1
    says = LotRecallAnswer(event.gives, event.because, revision, life_of(picture))
    return with_answer(picture, found, says, stamp)


def with_answer(picture: Picture, found: LotRecall, says: LotRecallAnswer, stamp: Stamp) -> Picture:
    """With the borrower's newest word; it may be that nothing more is to come."""
    after = _replace(found, answer=says, answered_at=stamp.occurred_at)
    return put_recall(picture, _closed(after, stamp) if after.wanted < 1 else after)


def _closed(each: LotRecall, stamp: Stamp) -> LotRecall:
    return each if each.closed_at is not None else _replace(each, closed_at=stamp.occurred_at)


def archived(picture: Picture, event: LotRecallArchived, _stamp: Stamp) -> Picture:
    return _replace(picture, lot_recalls=picture.lot_recalls.drop(event.recall))


def lot_moved(picture: Picture, event: LotReleased | LotAccepted, stamp: Stamp) -> Picture:
    """A return counts for what is asked back: in the borrower's log as it leaves, in home's as it
    arrives."""
    found = picture.lot_recalls.get(recall_id(event.lot, event.by))
    is_ours = isinstance(event, LotAccepted)
    is_return = event.to == event.home != event.by
    if found is not None and found.is_open and is_return and found.is_ours is is_ours:
        picture = put_recall(picture, _replace(found, moved=found.moved + event.quantity))
    return lot_changed(picture, event, stamp)


def lot_changed(
    picture: Picture,
    event: LotReleased | LotAccepted | LotUsed | LotLost | LotCounted | LotStandingNoted,
    stamp: Stamp,
) -> Picture:
    """What is given back, used up or lost cannot be asked for any more."""
    row = picture.lots.get(event.lot)
    if row is None:
        return picture
    for name in sorted(picture.lot_recalls):
        found = picture.lot_recalls.get(name)
        if found is None or found.lot != row.id or not found.is_open:
            continue
        left = row.lent_to(found.to).outstanding if found.is_ours else row.quantity
        if min(found.wanted, left) < 1:
            picture = put_recall(picture, _closed(found, stamp))
    return picture


# 4. the tables

DECIDE = {RecallLot: recall, AnswerLotRecall: answer, ArchiveLotRecall: archive}

EVOLVE = {
    "lot_recalled.1": (LotRecalled, recalled),
    "lot_recall_answered.1": (LotRecallAnswered, answered),
    "lot_recall_archived.1": (LotRecallArchived, archived),
}

ALSO = {
    "lot_released.1": lot_moved,
    "lot_accepted.1": lot_moved,
    "lot_used.1": lot_changed,
    "lot_lost.1": lot_changed,
    "lot_counted.1": lot_changed,
    "lot_standing_noted.1": lot_changed,
}

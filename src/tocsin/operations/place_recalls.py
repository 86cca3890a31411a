"""Ask places back that stand empty for a neighbour; take them back when their time is over; close
what nobody answered.

Source: EDXL-RM 1.0 (`RequestReturn`, `ResponseToRequestReturn`); the lending protocol (a recall is
a request). Nothing is dropped in silence: what is over its time is owed (`arising`), and a person
opens it again.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.neighbours import joined
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
from tocsin.operations.picture.place_loan import (
    BorrowerCount,
    KeeperCount,
    PlaceLoan,
    PlaceReason,
)
from tocsin.operations.place_counts import borrower_said, keeper_said
from tocsin.operations.place_keeping import PlaceRefusal, borrowed_here, kept_here
from tocsin.operations.place_loans import PlaceRequestClosed, PlacesDeclined, Some
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

OPEN_FOR = timedelta(hours=24)
"""Of a request that does not say until when it is for."""
KEPT_FOR = timedelta(days=30)
"""After it is over and the other town has read that, in the picture; the log keeps it."""


class PlaceRecallRefusal(StrEnum):
    """Why places are not asked back, or not taken back."""

    places_not_due = "places_not_due"
    recall_is_late = "recall_is_late"
    no_place_recalled = "no_place_recalled"


# 1. commands and the events they may cause


class RecallPlaces(Command, frozen=True):
    """Ask for places back that nobody came to yet: so many, or all, by a time. The borrower gives
    them back or says why not."""

    loan: Ident
    by_at: datetime
    quantity: Some | None = None


class PlacesRecalled(Event, frozen=True):
    """The borrower reads that in our slice."""

    loan: str
    borrower: str
    quantity: int
    by_at: datetime


class AnswerPlaceRecall(Command, frozen=True):
    """We do not give back what is asked back; what is given back is its own answer."""

    loan: Ident
    because: PlaceReason


class PlaceRecallAnswered(Event, frozen=True):
    """The keeper reads that in our slice."""

    loan: str
    because: str


class TakeBackPlaces(Command, frozen=True):
    """The keeper opens what stands empty for a neighbour, without its word: only after the time
    until which it was lent, was to be accepted, or was asked back."""

    loan: Ident
    reason: Short
    quantity: Some | None = None


class PlacesTakenBack(Event, frozen=True):
    """Open again. Who comes all the same comes without a reservation."""

    loan: str
    borrower: str
    quantity: int
    reason: Words


class SettlePlaceLoan(Command, frozen=True):
    """A deadline command (`due`): what was asked for was not answered in time."""

    loan: Ident


class ArchivePlaceLoan(Command, frozen=True):
    """A deadline command (`due`): over long ago, it leaves the picture; the log keeps it."""

    loan: Ident


class PlaceLoanArchived(Event, frozen=True):
    """It has left the picture."""

    loan: str


# 2. decide


def recall(command: RecallPlaces, picture: Picture, context: Context) -> Decision:
    """Said again, the newest word counts."""
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    quantity = found.reserved if command.quantity is None else command.quantity
    if not found.reserved or quantity > found.reserved:
        return refuse(PlaceRefusal.more_than_kept, loan=found.id, kept=found.reserved)
    if command.by_at <= context.now:
        return refuse(PlaceRecallRefusal.recall_is_late, at=command.by_at)
    return [
        PlacesRecalled(
            loan=found.id, borrower=found.borrower, quantity=quantity, by_at=command.by_at
        )
    ]


def answer(command: AnswerPlaceRecall, picture: Picture, context: Context) -> Decision:
    """By the borrower, why it keeps them."""
    found = borrowed_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if not found.is_recalled:
        return refuse(PlaceRecallRefusal.no_place_recalled, loan=found.id)
    if found.borrower_says.cannot == command.because:
        return []
    return [PlaceRecallAnswered(loan=found.id, because=command.because)]


def take_back(command: TakeBackPlaces, picture: Picture, context: Context) -> Decision:
    """A recall is a request: before its time the borrower alone gives back."""
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    says, now = found.keeper_says, context.now
    quantity = found.reserved if command.quantity is None else command.quantity
    if not found.reserved or quantity > found.reserved:
        return refuse(PlaceRefusal.more_than_kept, loan=found.id, kept=found.reserved)
    is_unanswered = says.expires_at is not None and says.expires_at <= now and found.offered > 0
    ends = [each for each in (found.until, says.recall_by) if each is not None and each <= now]
    if not ends and not (is_unanswered and quantity <= found.offered):
        return refuse(PlaceRecallRefusal.places_not_due, loan=found.id, borrower=found.borrower)
    reason = Words(f"place_loan/{found.id}", command.reason)
    return [
        PlacesTakenBack(loan=found.id, borrower=found.borrower, quantity=quantity, reason=reason)
    ]


def settle(command: SettlePlaceLoan, picture: Picture, context: Context) -> Decision:
    """By whoever asked it is closed, by whoever was asked declined. A tick that comes twice
    settles once."""
    found = picture.place_loans.get(command.loan)
    if found is None or not _is_unanswered(found, context.now):
        return []
    if found.borrower == context.code:
        return [PlaceRequestClosed(loan=found.id, is_expired=True)]
    return [PlacesDeclined(loan=found.id, because=PlaceReason.request_expired)]


def _is_unanswered(loan: PlaceLoan, now: datetime) -> bool:
    return loan.is_asked and (loan.until or loan.opened_at + OPEN_FOR) <= now


def archive(command: ArchivePlaceLoan, picture: Picture, context: Context) -> Decision:
    """What is gone already is gone."""
    found = picture.place_loans.get(command.loan)
    if found is None or not _is_old(found, picture, context.now):
        return []
    return [PlaceLoanArchived(loan=found.id)]


def _is_old(loan: PlaceLoan, picture: Picture, now: datetime) -> bool:
    """Never before the other town has read how it ended, as long as the two are neighbours."""
    other = loan.borrower if loan.is_ours else loan.keeper
    is_known = loan.is_read or other not in joined(picture)
    return is_known and loan.closed_at is not None and loan.closed_at + KEPT_FOR <= now


def due(picture: Picture, now: datetime) -> Iterator[Command]:
    """Requests whose time is over, and loans over long enough to leave."""
    for each in picture.place_loans.values():
        if _is_unanswered(each, now):
            yield SettlePlaceLoan(loan=each.id)
        elif _is_old(each, picture, now):
            yield ArchivePlaceLoan(loan=each.id)


# 3. evolve


def recalled(picture: Picture, event: PlacesRecalled, stamp: Stamp) -> Picture:
    """Asked for by a time."""

    def change(says: KeeperCount) -> KeeperCount:
        return _replace(says, recalled=event.quantity, recall_by=event.by_at)

    return keeper_said(picture, event.loan, change, stamp)


def answered(picture: Picture, event: PlaceRecallAnswered, stamp: Stamp) -> Picture:
    """They stay with us."""

    def change(says: BorrowerCount) -> BorrowerCount:
        return _replace(says, cannot=event.because)

    return borrower_said(picture, event.loan, change, stamp)


def taken_back(picture: Picture, event: PlacesTakenBack, stamp: Stamp) -> Picture:
    """Open again, with the reason in the own log alone."""
    found = picture.place_loans.get(event.loan)
    if found is not None:
        loans = picture.place_loans.put(found.id, _replace(found, reason=event.reason))
        picture = _replace(picture, place_loans=loans)

    def change(says: KeeperCount) -> KeeperCount:
        return _replace(says, taken_back=says.taken_back + event.quantity)

    return keeper_said(picture, event.loan, change, stamp)


def archived(picture: Picture, event: PlaceLoanArchived, _stamp: Stamp) -> Picture:
    """Nothing of it counts at the facility any more."""
    return _replace(picture, place_loans=picture.place_loans.drop(event.loan))


# 4. the tables

DECIDE = {
    RecallPlaces: recall,
    AnswerPlaceRecall: answer,
    TakeBackPlaces: take_back,
    SettlePlaceLoan: settle,
    ArchivePlaceLoan: archive,
}

EVOLVE = {
    "places_recalled.1": (PlacesRecalled, recalled),
    "place_recall_answered.1": (PlaceRecallAnswered, answered),
    "places_taken_back.1": (PlacesTakenBack, taken_back),
    "place_loan_archived.1": (PlaceLoanArchived, archived),
}

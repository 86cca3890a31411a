"""Send people to places that a neighbour keeps; take in and let go the people of a neighbour.

Source: EDXL-HAVE 2.0 (capacity), EDXL-TEP (people are counted, and known by name only where they
are cared for). Nothing but numbers is in these records: a name, and what somebody has, stays with
the town that cares.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.facilities import find_facility
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.place_loan import (
    MOST_PLACES,
    BorrowerCount,
    KeeperCount,
    PlaceLoan,
)
from tocsin.operations.place_counts import borrower_said, keeper_said, moved
from tocsin.operations.place_keeping import PlaceRefusal, borrowed_here, kept_here
from tocsin.operations.place_loans import Kind, PlaceLoanOpened, Some, loan_id, next_loan
from tocsin.operations.units import UnitRefusal, is_ahead
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class PlaceUseRefusal(StrEnum):
    """Why people are not sent, taken in or let go on paper."""

    more_than_taken = "more_than_taken"
    nobody_on_the_way = "nobody_on_the_way"
    nobody_here = "nobody_here"
    facility_is_full = "facility_is_full"
    no_facility_yet = "no_facility_yet"


# 1. commands and the events they may cause


class SendPeople(Command, frozen=True):
    """So many are on their way to places that are kept for us."""

    loan: Ident
    quantity: Some


class PeopleSent(Event, frozen=True):
    """The keeper reads that in our slice and knows how many to expect."""

    loan: str
    keeper: str
    quantity: int


class TurnPeopleBack(Command, frozen=True):
    """So many of those that were sent do not go there; their places are ours to use again."""

    loan: Ident
    quantity: Some


class PeopleTurnedBack(Event, frozen=True):
    """Not expected any more."""

    loan: str
    keeper: str
    quantity: int


class TakeInPeople(Command, frozen=True):
    """So many of a neighbour's people have come. On a loan; without one, of a town, to a facility
    and a kind of places: who was not announced is counted too."""

    quantity: Some
    loan: Ident | None = None
    town: Ident | None = None
    facility: Ident | None = None
    kind: Kind | None = None


class PeopleTakenIn(Event, frozen=True):
    """They are here: a place that was kept is used, or one that was open."""

    loan: str
    facility: str
    name: str
    kind: str
    borrower: str
    quantity: int


class LetPeopleGo(Command, frozen=True):
    """So many of a neighbour's people have left."""

    loan: Ident
    quantity: Some


class PeopleLeft(Event, frozen=True):
    """Their places are the facility's own again."""

    loan: str
    facility: str
    kind: str
    borrower: str
    quantity: int


# 2. decide


def send(command: SendPeople, picture: Picture, context: Context) -> Decision:
    """Only to what was taken and is not used."""
    found = borrowed_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if command.quantity > found.unsent:
        return refuse(PlaceUseRefusal.more_than_taken, loan=found.id, left=found.unsent)
    return [PeopleSent(loan=found.id, keeper=found.keeper, quantity=command.quantity)]


def turn_back(command: TurnPeopleBack, picture: Picture, context: Context) -> Decision:
    """Of those who are on the way as far as we have heard."""
    found = borrowed_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if command.quantity > found.on_the_way:
        return refuse(PlaceUseRefusal.nobody_on_the_way, loan=found.id, sent=found.on_the_way)
    return [PeopleTurnedBack(loan=found.id, keeper=found.keeper, quantity=command.quantity)]


def take_in(command: TakeInPeople, picture: Picture, context: Context) -> Decision:
    """Who has no reservation takes an open place; where the count says that none is, the facility
    counts first."""
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=context.code, at=context.occurred_at)
    if command.loan is None:
        return _unannounced(command, picture, context)
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if not found.keeper_says.facility:
        return refuse(PlaceUseRefusal.no_facility_yet, loan=found.id)
    says = found.keeper_says
    full = _full(picture, says.facility, found.kind, command.quantity - found.reserved)
    if full is None and says.arrived + command.quantity > MOST_PLACES:
        full = refuse(PlaceUseRefusal.facility_is_full, facility=says.facility, open=0)
    return full or [
        PeopleTakenIn(
            loan=found.id,
            facility=says.facility,
            name=says.name,
            kind=found.kind,
            borrower=found.borrower,
            quantity=command.quantity,
        )
    ]


def _full(picture: Picture, facility: str, kind: str, without: int) -> Refused | None:
    """Whether so many who have no reservation find no open place, as far as it was counted."""
    house = picture.facilities.get(facility)
    capacity = None if house is None else house.capacity(kind)
    if capacity is None or capacity.open is None or without <= max(0, capacity.open):
        return None
    return refuse(PlaceUseRefusal.facility_is_full, facility=facility, open=max(0, capacity.open))


def _unannounced(command: TakeInPeople, picture: Picture, context: Context) -> Decision:
    if command.town is None or command.facility is None or command.kind is None:
        return refuse(PlaceRefusal.place_loan_unknown, loan="")
    if command.town == context.code:
        return refuse(PlaceRefusal.places_of_our_own, to=command.town)
    house = find_facility(picture, command.facility)
    if isinstance(house, Refused):
        return house
    full = _full(picture, house.id, command.kind, command.quantity)
    if full is not None:
        return full
    number = next_loan(picture, context)
    loan = loan_id(number)
    opened = PlaceLoanOpened(
        loan=loan,
        number=number,
        keeper=context.code,
        borrower=command.town,
        kind=command.kind,
        by=context.code,
    )
    came = PeopleTakenIn(
        loan=loan,
        facility=house.id,
        name=house.name,
        kind=command.kind,
        borrower=command.town,
        quantity=command.quantity,
    )
    return [opened, came]


def let_go(command: LetPeopleGo, picture: Picture, context: Context) -> Decision:
    """Of those who are here."""
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=context.code, at=context.occurred_at)
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if command.quantity > found.here:
        return refuse(PlaceUseRefusal.nobody_here, loan=found.id, here=found.here)
    return [_left(found, command.quantity)]


def _left(loan: PlaceLoan, quantity: int) -> PeopleLeft:
    return PeopleLeft(
        loan=loan.id,
        facility=loan.keeper_says.facility,
        kind=loan.kind,
        borrower=loan.borrower,
        quantity=quantity,
    )


# 3. evolve


def sent(picture: Picture, event: PeopleSent, stamp: Stamp) -> Picture:
    """On the way."""

    def change(says: BorrowerCount) -> BorrowerCount:
        return _replace(says, sent=says.sent + event.quantity)

    return borrower_said(picture, event.loan, change, stamp)


def turned_back(picture: Picture, event: PeopleTurnedBack, stamp: Stamp) -> Picture:
    """Not on the way any more."""

    def change(says: BorrowerCount) -> BorrowerCount:
        return _replace(says, turned=says.turned + event.quantity)

    return borrower_said(picture, event.loan, change, stamp)


def taken_in(picture: Picture, event: PeopleTakenIn, stamp: Stamp) -> Picture:
    """Here."""

    def change(says: KeeperCount) -> KeeperCount:
        facility, name = says.facility or event.facility, says.name or event.name
        more = says.arrived + event.quantity
        return _replace(says, facility=facility, name=name, arrived=more)

    picture = moved(picture, event.loan, event.facility, event.quantity, stamp)
    return keeper_said(picture, event.loan, change, stamp)


def left(picture: Picture, event: PeopleLeft, stamp: Stamp) -> Picture:
    """Gone."""

    def change(says: KeeperCount) -> KeeperCount:
        return _replace(says, left=says.left + event.quantity)

    picture = moved(picture, event.loan, event.facility, -event.quantity, stamp)
    return keeper_said(picture, event.loan, change, stamp)


# 4. the tables

DECIDE = {
    SendPeople: send,
    TurnPeopleBack: turn_back,
    TakeInPeople: take_in,
    LetPeopleGo: let_go,
}

EVOLVE = {
    "people_sent.1": (PeopleSent, sent),
    "people_turned_back.1": (PeopleTurnedBack, turned_back),
    "people_taken_in.1": (PeopleTakenIn, taken_in),
    "people_left.1": (PeopleLeft, left),
}

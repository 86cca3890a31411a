"""Places that are kept for neighbours, as they count at the facility: what is reserved leaves so
much less open; who came since the facility last counted takes a place that it still calls free.

Source: EDXL-HAVE 2.0 (capacity has an age). Reserved, open, and taken are at every moment no more
than there are: no order reserves what is not open.
"""

from collections.abc import Callable

import msgspec

from tocsin.operations.custody import life_of
from tocsin.operations.facilities import FacilityReported
from tocsin.operations.picture import Picture
from tocsin.operations.picture.facility import Capacity, Facility
from tocsin.operations.picture.place_loan import (
    BorrowerCount,
    KeeperCount,
    Move,
    PlaceLoan,
    PlaceLoanState,
)
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

MOST_MOVES = 100
"""Kept apart of one loan since the facility last counted; older ones are added up."""


def put_loan(picture: Picture, loan: PlaceLoan, stamp: Stamp) -> Picture:
    """The picture with this loan in it, and what it leaves open at the facility."""
    is_over = loan.state is PlaceLoanState.over
    closed_at = (loan.closed_at or stamp.occurred_at) if is_over else None
    loan = _replace(loan, closed_at=closed_at)
    before = picture.place_loans.get(loan.id)
    picture = _replace(picture, place_loans=picture.place_loans.put(loan.id, loan))
    for name in sorted({loan.keeper_says.facility, before.keeper_says.facility if before else ""}):
        picture = recounted(picture, name)
    return picture


def recounted(picture: Picture, facility: str) -> Picture:
    """The picture in which a facility's capacities say what is kept of them; one that is not ours,
    or that left the register, has none here."""
    found = picture.facilities.get(facility)
    if found is None:
        return picture
    counts = tuple(_kept(each, found, picture) for each in found.capacities)
    if counts == found.capacities:
        return picture
    after = _replace(found, capacities=counts)
    return _replace(picture, facilities=picture.facilities.put(found.id, after))


def _kept(capacity: Capacity, facility: Facility, picture: Picture) -> Capacity:
    at_it = [
        each
        for each in picture.place_loans.values()
        if each.is_ours and (each.keeper_says.facility, each.kind) == (facility.id, capacity.kind)
    ]
    came = sum(move.people for each in at_it for move in each.uncounted)
    return _replace(capacity, reserved=sum(each.reserved for each in at_it), came=came)


def keeper_said(
    picture: Picture, loan: str, change: Callable[[KeeperCount], KeeperCount], stamp: Stamp
) -> Picture:
    """The picture after the own town, that keeps the facility, has counted on."""
    found = picture.place_loans.get(loan)
    if found is None:
        return picture
    before = found.keeper_says
    says = _replace(change(before), revision=before.revision + 1, life=life_of(picture))
    return put_loan(picture, _replace(found, keeper_says=says, is_read=False), stamp)


def borrower_said(
    picture: Picture, loan: str, change: Callable[[BorrowerCount], BorrowerCount], stamp: Stamp
) -> Picture:
    """The picture after the own town, that borrows, has counted on."""
    found = picture.place_loans.get(loan)
    if found is None:
        return picture
    before = found.borrower_says
    says = _replace(change(before), revision=before.revision + 1, life=life_of(picture))
    return put_loan(picture, _replace(found, borrower_says=says, is_read=False), stamp)


def moved(picture: Picture, loan: str, facility: str, people: int, stamp: Stamp) -> Picture:
    """The picture after so many came (less than 0: left); not counted by the facility yet, where
    it has not counted later than that."""
    found = picture.place_loans.get(loan)
    if found is None:
        return picture
    at, house = stamp.occurred_at, picture.facilities.get(facility)
    capacity = None if house is None else house.capacity(found.kind)
    if capacity is not None and capacity.at is not None and at < capacity.at:
        return picture
    moves = (*found.uncounted, Move(at, people))
    if len(moves) > MOST_MOVES:
        first, second = moves[:2]
        moves = (Move(max(first.at, second.at), first.people + second.people), *moves[2:])
    return _replace(
        picture, place_loans=picture.place_loans.put(loan, _replace(found, uncounted=moves))
    )


def facility_reported(picture: Picture, event: FacilityReported, _stamp: Stamp) -> Picture:
    """What the facility has counted since, it has counted."""
    found = picture.facilities.get(event.facility)
    if found is None:
        return picture
    kinds = {each.kind: each.at for each in found.capacities}
    for each in list(picture.place_loans.values()):
        at = kinds.get(each.kind)
        if not each.uncounted or each.keeper_says.facility != found.id or at is None:
            continue
        since = tuple(move for move in each.uncounted if move.at > at)
        if since != each.uncounted:
            loans = picture.place_loans.put(each.id, _replace(each, uncounted=since))
            picture = _replace(picture, place_loans=loans)
    return recounted(picture, found.id)


DECIDE: dict[type, object] = {}

EVOLVE: dict[str, object] = {}

ALSO = {"facility_reported.1": facility_reported}

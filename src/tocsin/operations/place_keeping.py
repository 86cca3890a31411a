"""Which loan of places is meant and whose it is, and what a facility may keep for a town.

Source: EDXL-HAVE 2.0 (capacity: baseline and available); `place_loans` is the course of a loan.
"""

from enum import StrEnum

from tocsin.operations.agreed_places import agreed, takes_nobody
from tocsin.operations.custody import restored
from tocsin.operations.facilities import find_facility
from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.facility import Capacity
from tocsin.operations.picture.place_loan import PlaceLoan


class PlaceRefusal(StrEnum):
    """Why places are not asked for, kept, taken or given back."""

    place_loan_unknown = "place_loan_unknown"
    place_loan_is_theirs = "place_loan_is_theirs"
    place_loan_is_ours = "place_loan_is_ours"
    places_of_our_own = "places_of_our_own"
    places_end_before = "places_end_before"
    places_not_agreed = "places_not_agreed"
    more_places_than_agreed = "more_places_than_agreed"
    more_than_asked = "more_than_asked"
    places_not_counted = "places_not_counted"
    places_not_recounted = "places_not_recounted"
    no_place_free = "no_place_free"
    facility_takes_nobody = "facility_takes_nobody"
    nothing_asked = "nothing_asked"
    nothing_offered = "nothing_offered"
    place_loan_unreconciled = "place_loan_unreconciled"
    more_than_kept = "more_than_kept"
    one_facility_a_loan = "one_facility_a_loan"


def find_loan(picture: Picture, loan: str) -> PlaceLoan | Refused:
    """The loan under this id."""
    return picture.place_loans.get(loan) or refuse(PlaceRefusal.place_loan_unknown, loan=loan)


def kept_here(picture: Picture, loan: str, me: str) -> PlaceLoan | Refused:
    """A loan at a facility of ours."""
    found = find_loan(picture, loan)
    if isinstance(found, Refused):
        return found
    if found.keeper == me:
        return _unreconciled(picture, found, found.borrower) or found
    return refuse(PlaceRefusal.place_loan_is_theirs, loan=loan, keeper=found.keeper)


def borrowed_here(picture: Picture, loan: str, me: str) -> PlaceLoan | Refused:
    """A loan to us."""
    found = find_loan(picture, loan)
    if isinstance(found, Refused):
        return found
    if found.borrower == me:
        return _unreconciled(picture, found, found.keeper) or found
    return refuse(PlaceRefusal.place_loan_is_ours, loan=loan, borrower=found.borrower)


def _unreconciled(picture: Picture, loan: PlaceLoan, other: str) -> Refused | None:
    """Nothing is said of a loan by a restored log before the other town has told what it kept."""
    life = restored(picture)
    if life is None or other not in life.missing:
        return None
    return refuse(PlaceRefusal.place_loan_unreconciled, loan=loan.id, neighbour=other)


def keepable(
    picture: Picture, facility: str, kind: str, quantity: int, borrower: str
) -> Facility | Refused:
    """The facility, where the agreement in force and its own count allow that so many places of
    the kind are kept there."""
    found = find_facility(picture, facility)
    if isinstance(found, Refused):
        return found
    row = agreed(picture, found, kind, borrower)
    if row is None:
        return refuse(PlaceRefusal.places_not_agreed, kind=kind, to=borrower)
    if row.there + quantity > row.terms.quantity:
        return refuse(
            PlaceRefusal.more_places_than_agreed,
            kind=kind, to=borrower, most=row.terms.quantity, there=row.there,
        )  # fmt: skip
    if takes_nobody(found):
        return refuse(PlaceRefusal.facility_takes_nobody, facility=found.id)
    capacity = found.capacity(kind)
    open_places = None if capacity is None else capacity.open
    if capacity is None or open_places is None:
        return refuse(PlaceRefusal.places_not_counted, facility=found.id, kind=kind)
    if not is_recounted(picture, capacity):
        return refuse(PlaceRefusal.places_not_recounted, facility=found.id, kind=kind)
    least = row.terms.least_free
    if open_places - quantity < least:
        return refuse(
            PlaceRefusal.no_place_free,
            facility=found.id, kind=kind, quantity=quantity, free=max(0, open_places), least=least,
        )  # fmt: skip
    return found


def is_recounted(picture: Picture, capacity: Capacity) -> bool:
    """Whether a capacity was counted since this log was restored: what was kept of it may be in
    the tail that is lost."""
    life = restored(picture)
    if life is None or life.at is None:
        return True
    return not life.missing and capacity.at is not None and capacity.at > life.at

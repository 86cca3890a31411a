"""What an agreement in force says of places at facilities, and what a facility has for whom.

Source: EDXL-HAVE 2.0 (capacity: baseline and available).
"""

from typing import NamedTuple

from tocsin.operations.agreed_parts import ANY_FACILITY, places_lent
from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.agreement import LentPlaces
from tocsin.operations.picture.facility import Diversion, FacilityState
from tocsin.operations.picture.place_loan import PlaceLoan

_TAKES_NOBODY = frozenset({FacilityState.closed, FacilityState.evacuating, FacilityState.damaged})


class AgreedPlaces(NamedTuple):
    """The row of an agreement that covers a kind, and how many the borrower has under it."""

    terms: LentPlaces
    there: int


def agreed(picture: Picture, facility: Facility, kind: str, borrower: str) -> AgreedPlaces | None:
    """The first row in force that covers the kind at such a facility; None where none does."""
    rows = places_lent(picture, borrower, is_own=True)
    row = next(
        (e for e in rows if e.kind == kind and e.facility in (ANY_FACILITY, facility.kind)), None
    )
    if row is None:
        return None
    there = sum(
        each.reserved + each.here
        for each in picture.place_loans.values()
        if each.borrower == borrower and each.kind == kind and _is_of(picture, each, row)
    )
    return AgreedPlaces(row, there)


def _is_of(picture: Picture, loan: PlaceLoan, row: LentPlaces) -> bool:
    """Whether a loan counts under a row. Of a facility that left the register nobody knows."""
    found = picture.facilities.get(loan.keeper_says.facility)
    return row.facility in ("", found.kind if found is not None else row.facility)


def takes_nobody(facility: Facility) -> bool:
    """Whether it is shut, or sends away what is brought."""
    return facility.state in _TAKES_NOBODY or facility.diversion is Diversion.closed

"""What an agreement in force says of places at facilities, and what a facility has for whom.

Source: EDXL-HAVE 2.0 (capacity: baseline and available). Old texts name `shelter_places` alone.
"""

from typing import NamedTuple

from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.agreement import LendingTerms, LentPlaces
from tocsin.operations.picture.facility import Diversion, FacilityState
from tocsin.operations.picture.place_loan import PlaceLoan

SHELTER, PEOPLE = "shelter", "people"

_TAKES_NOBODY = frozenset({FacilityState.closed, FacilityState.evacuating, FacilityState.damaged})


class AgreedPlaces(NamedTuple):
    """The row of an agreement that covers a kind, and how many the borrower has under it."""

    terms: LentPlaces
    there: int


def rows_of(terms: LendingTerms) -> tuple[LentPlaces, ...]:
    """All places that are lent; those of an older text as they are said now."""
    if not terms.shelter_places:
        return terms.places
    return (*terms.places, LentPlaces(PEOPLE, terms.shelter_places, SHELTER))


def covers(terms: LendingTerms, kind: str) -> bool:
    """Whether places of a kind are lent at some kind of facility."""
    return any(each.kind == kind for each in rows_of(terms))


def agreed(
    terms: LendingTerms, picture: Picture, facility: Facility, kind: str, borrower: str
) -> AgreedPlaces | None:
    """The first row that covers the kind at such a facility; None where none does."""
    row = next(
        (e for e in rows_of(terms) if e.kind == kind and e.facility in ("", facility.kind)), None
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

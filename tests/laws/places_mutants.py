"""The rules of places that are kept for a neighbour, each broken in the real code."""

from collections.abc import Callable

import msgspec
import pytest

from tests.laws.places_world import PLACE_SETTINGS, Make, PlacesWorld
from tocsin.operations import (
    catalogue,
    place_counts,
    place_hearing,
    place_loans,
    place_use,
)
from tocsin.operations.facilities import FacilityReported
from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.facility import Capacity
from tocsin.operations.picture.place_loan import PlaceLoan
from tocsin.operations.place_loans import PlacesGivenBack
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace
Patch = pytest.MonkeyPatch
PLACE_BY_NAME = {each.name: each for each in PLACE_SETTINGS}


def kept_places_stay_open(patch: Patch) -> Make:
    """A: what is kept for a neighbour is given to the next."""
    patch.setattr(
        Capacity, "open", property(lambda one: None if one.free is None else one.free - one.came)
    )
    return PlacesWorld


def arrivals_leave_the_reservation(patch: Patch) -> Make:
    """B: who comes takes a place, and one stays kept for them."""
    patch.setattr(PlaceLoan, "reserved", property(lambda loan: loan.promised))
    return PlacesWorld


def nobody_sees_who_came(patch: Patch) -> Make:
    """C: a place that somebody lies in is called free until the house counts."""
    patch.setattr(place_use, "moved", lambda picture, *_: picture)
    return PlacesWorld


def count_counts_twice(patch: Patch) -> Make:
    """D: who came is taken off again when the house has counted them."""

    def reported(picture: Picture, event: FacilityReported, _stamp: Stamp) -> Picture:
        return place_counts.recounted(picture, event.facility)

    real = catalogue.EVOLVE["facility_reported.1"]
    assert place_counts.ALSO["facility_reported.1"] is not reported

    def evolved(picture: Picture, event: object, stamp: Stamp) -> Picture:
        kept = {name: picture.place_loans.get(name) for name in picture.place_loans}
        after = real(picture, event, stamp)  # type: ignore[arg-type]
        loans = after.place_loans
        for name, loan in kept.items():
            found = loans.get(name)
            assert loan is not None
            assert found is not None
            loans = loans.put(name, _replace(found, uncounted=loan.uncounted))
        after = _replace(after, place_loans=loans)
        assert isinstance(event, FacilityReported)
        return reported(after, event, stamp)

    patch.setitem(catalogue.EVOLVE, "facility_reported.1", evolved)
    return PlacesWorld


def given_back_stays_ours(patch: Patch) -> Make:
    """E: the borrower goes on with what it gave back."""
    real = catalogue.EVOLVE["places_given_back.1"]

    def evolved(picture: Picture, event: object, stamp: Stamp) -> Picture:
        assert isinstance(event, PlacesGivenBack)
        before = picture.place_loans.get(event.loan)
        after = real(picture, event, stamp)
        found = after.place_loans.get(event.loan)
        assert before is not None
        assert found is not None
        says = _replace(found.borrower_says, accepted=found.borrower_says.accepted + event.quantity)
        loans = after.place_loans.put(found.id, _replace(found, borrower_says=says))
        return _replace(after, place_loans=loans)

    patch.setitem(catalogue.EVOLVE, "places_given_back.1", evolved)
    return PlacesWorld


def nothing_is_learned_back(patch: Patch) -> Make:
    """F: a restored town hears nothing of what it had said itself."""
    patch.setattr(place_hearing, "_reinstated", lambda *_: None)
    return PlacesWorld


def anything_fits(patch: Patch) -> Make:
    """G: nobody looks what the facility has open."""

    def keepable(
        picture: Picture, facility: str, kind: str, _quantity: int, _borrower: str
    ) -> Facility | None:
        return picture.facilities.get(facility)

    patch.setattr(place_loans, "keepable", keepable)
    return PlacesWorld


PLACE_MUTANTS: dict[str, tuple[Callable[[Patch], Make], str]] = {
    "A": (kept_places_stay_open, "one house, two towns"),
    "B": (arrivals_leave_the_reservation, "one house, two towns"),
    "C": (nobody_sees_who_came, "one house, two towns"),
    "D": (count_counts_twice, "one house, two towns"),
    "E": (given_back_stays_ours, "one house, two towns"),
    "F": (nothing_is_learned_back, "a house under a restore"),
    "G": (anything_fits, "one house, two borrowers"),
}
"""What breaks a rule, and where it shows."""

"""The desk town with a hall, beside Northvale, as far as each example about places needs it."""

from datetime import timedelta

import msgspec

from tests.app.desk_town import given
from tests.app.lent_town import NAME, beside_northvale
from tests.operations.story import MORNING, Story
from tocsin.operations.facilities import GivenCapacity, RegisterFacility, ReportFacility
from tocsin.operations.picture.agreement import LendingTerms, LentPlaces
from tocsin.operations.picture.lots import TransferId
from tocsin.operations.picture.place_loan import BorrowerCount, KeeperCount
from tocsin.operations.place_hearing import HearPlaceLoan, PlaceLoanTold
from tocsin.operations.place_loans import KeepPlaces

PLACES = (LentPlaces("people", 50), LentPlaces("beds", 50))
BORROWING = ("BT", "BB", "BS", "BV", "BN")
"""Verbs of the town that borrows."""


def prepared_places(story: Story, verb: str, example: str) -> str:
    """The story as the verb needs it; its example with the id of the loan."""
    beside_northvale(story)
    _lend_places(story)
    story.done(RegisterFacility(id="hall", name="Hall", kind="shelter"))
    free = (GivenCapacity("people", total=20, free=20),)
    story.done(ReportFacility(facility="hall", capacities=free))
    if verb in ("BA", "BO"):
        return example
    is_ours = verb not in BORROWING
    told = PlaceLoanTold(
        "NV-P1", TransferId("NV", 1), "PE" if is_ours else "NV", "NV" if is_ours else "PE",
        "people", wanted=5 if is_ours else 0,
        keeper_says=KeeperCount() if is_ours else KeeperCount(
            "f1", "Gym", granted=4, revision=1, recalled=2 if verb == "BN" else 0,
            recall_by=MORNING + timedelta(hours=9) if verb == "BN" else None,
        ),
        borrower_says=BorrowerCount(revision=1) if is_ours else BorrowerCount(),
    )  # fmt: skip
    story.done(HearPlaceLoan(by="NV", told=told), actor="system/neighbours")
    if verb in ("BS", "BB", "BV"):
        given(story, "BT P1")
    if verb == "BV":
        given(story, "BS P1 2")
    if verb in ("BI", "BL", "BR"):
        given(story, "BP P1 3 hall")
    if verb == "BX":
        soon = MORNING + timedelta(seconds=story.now_s + 60)
        story.done(KeepPlaces(loan="NV-P1", facility="hall", quantity=3, expires_at=soon))
        story.now_s += 3_600
    if verb == "BL":
        given(story, "BI P1 2")
    return example


def _lend_places(story: Story) -> None:
    """Each lends the other places, by the agreement in force."""
    compact = story.picture.compacts.get(NAME)
    assert compact is not None
    (version,) = compact.versions
    gives = tuple(
        msgspec.structs.replace(each, lending=LendingTerms(places=PLACES))
        for each in version.content.gives
    )
    content = msgspec.structs.replace(version.content, gives=gives)
    version = msgspec.structs.replace(version, content=content)
    compact = msgspec.structs.replace(compact, versions=(version,))
    compacts = story.picture.compacts.put(NAME, compact)
    story.picture = msgspec.structs.replace(story.picture, compacts=compacts)

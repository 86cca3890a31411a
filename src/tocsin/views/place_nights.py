"""One loan of places at a facility, read from the records that tell of it: how many were kept, who
came, and for how many nights.

Source: the midnight census of hospitals and shelters: one place in which somebody is at local
midnight is one place-night. In the borrower's log people come and go when it heard so.
"""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from tocsin.operations import (
    catalogue,
    place_hearing,
    place_loans,
    place_recalls,
    place_use,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.place_loan import PlaceLoan, PlaceLoanState
from tocsin.views.loans import Fact, Loan

OF_PLACES = frozenset(
    name.partition(".")[0]
    for topic in (place_loans, place_use, place_recalls, place_hearing)
    for name in topic.EVOLVE
) - {"place_loan_archived"}
"""Facts that tell of such loans."""


def place_loan(facts: Sequence[Fact], loan: str, zone: tzinfo, now: datetime) -> Loan | None:
    """The loan by its own records (of `OF_PLACES`); None where nothing was kept and nobody came."""
    told = [each for each in facts if getattr(each[1], "loan", None) == loan]
    picture, begun, last, nights = Picture(), None, None, 0
    here, since = 0, now
    found: PlaceLoan | None = None
    for stamp, event in told:
        picture = catalogue.evolve(picture, event, stamp)
        found = picture.place_loans.get(loan)
        if found is None:
            continue
        if begun is None and (found.keeper_says.granted or found.keeper_says.arrived):
            begun = stamp.occurred_at
        if found.here != here:
            nights += here * _midnights(since, stamp.occurred_at, zone)
            here, since = found.here, stamp.occurred_at
        last = stamp.occurred_at
    if found is None or begun is None:
        return None
    keeper, borrower = found.keeper_says, found.borrower_says
    return Loan(
        subject=loan,
        kind=found.kind,
        home=found.keeper,
        borrower=found.borrower,
        begun_at=begun,
        ended_at=last if found.state is PlaceLoanState.over else None,
        lent=keeper.granted,
        returned=keeper.taken_back + borrower.refused + borrower.given_back,
        gone=keeper.arrived,
        positions=tuple(stamp.position for stamp, _ in told),
        place_nights=nights + here * _midnights(since, now, zone),
    )


def _midnights(since: datetime, until: datetime, zone: tzinfo) -> int:
    """How many local midnights lie between two times."""
    days = until.astimezone(zone).date() - since.astimezone(zone).date()
    return max(0, days.days)

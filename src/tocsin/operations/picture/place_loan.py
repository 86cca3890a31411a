"""Nouns: places at a facility (hospital beds, shelter places) that one town keeps for another.

No custody of a facility moves: its keeper counts what is reserved, who came and who left; the town
that borrows counts what it took, sent and gives back (EDXL-HAVE 2.0 capacity, EDXL-RM 1.0
`Quantity`). People are counted; no name goes from one town to the other.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.picture.lots import TransferId
from tocsin.terms.words import Words

MOST_PLACES = 1_000_000
Places = Annotated[int, msgspec.Meta(ge=0, le=MOST_PLACES)]
_Name = Annotated[str, msgspec.Meta(max_length=200)]
_Code = Annotated[str, msgspec.Meta(max_length=40)]
_Life = Annotated[str, msgspec.Meta(max_length=80)]
_Revision = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class PlaceReason(StrEnum):
    """Why a town keeps no places, or gives none back."""

    no_place_free = "no_place_free"
    too_few_at_home = "too_few_at_home"
    facility_takes_nobody = "facility_takes_nobody"
    kind_not_agreed = "kind_not_agreed"
    people_on_the_way = "people_on_the_way"
    still_needed = "still_needed"
    request_expired = "request_expired"


class PlaceLoanState(StrEnum):
    """Where a loan of places stands."""

    asked = "asked"
    offered = "offered"
    agreed = "agreed"
    over = "over"


class KeeperCount(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the town says that keeps the facility, in its own log. All counts only grow within one
    `life` of that log; `revision` grows with each change.

    `expires_at`: when to call if nobody accepted. `recalled`, of what is not used, `recall_by`
    when it is wanted. `because`: it keeps nothing, or nothing more.
    """

    facility: _Name = ""
    name: _Name = ""
    granted: Places = 0
    taken_back: Places = 0
    arrived: Places = 0
    left: Places = 0
    expires_at: datetime | None = None
    recalled: Places = 0
    recall_by: datetime | None = None
    because: _Code = ""
    revision: _Revision = 0
    life: _Life = ""


class BorrowerCount(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the town says that borrows, in its own log; counts, `revision` and `life` as
    `KeeperCount`.

    `refused` of what was granted it never took; `turned` are people that were sent and do not come.
    `cannot` is why it does not give back what is recalled; `is_settled`: nothing is asked for any
    more.
    """

    accepted: Places = 0
    refused: Places = 0
    given_back: Places = 0
    sent: Places = 0
    turned: Places = 0
    cannot: _Code = ""
    is_settled: bool = False
    revision: _Revision = 0
    life: _Life = ""


Count = KeeperCount | BorrowerCount


class Move(msgspec.Struct, frozen=True, gc=False):
    """So many people of one loan came to the facility (less than 0: left)."""

    at: datetime
    people: int


class PlaceLoan(msgspec.Struct, frozen=True, omit_defaults=True):
    """Places of one kind at a facility of `keeper` for `borrower`, in one town's log: its own count
    and what it heard of the other's. `number` is never used twice. `wanted` were asked for, at
    `wanted_at` where one facility was named.

    `is_ours`: this town keeps them, and `uncounted` came, or left, since the facility last counted.
    `is_read`: it is over, and the other town has told that it read all that this one counts of it.
    """

    id: str
    number: TransferId
    keeper: str
    borrower: str
    kind: str
    opened_at: datetime
    is_ours: bool = False
    wanted: int = 0
    wanted_at: str = ""
    since: datetime | None = None
    until: datetime | None = None
    keeper_says: KeeperCount = KeeperCount()
    borrower_says: BorrowerCount = BorrowerCount()
    uncounted: tuple[Move, ...] = ()
    heard_at: datetime | None = None
    closed_at: datetime | None = None
    reason: Words | None = None
    is_read: bool = False

    @property
    def promised(self) -> int:
        """What the keeper has kept for the borrower and was not given back, used or not."""
        theirs = self.borrower_says
        gone = self.keeper_says.taken_back + theirs.refused + theirs.given_back
        return max(0, self.keeper_says.granted - gone)

    @property
    def reserved(self) -> int:
        """What stands empty for the borrower."""
        return max(0, self.promised - self.keeper_says.arrived)

    @property
    def unannounced(self) -> int:
        """How many came for whom nothing was reserved."""
        return max(0, self.keeper_says.arrived - self.promised)

    @property
    def here(self) -> int:
        """How many of the borrower's people are at the facility."""
        return max(0, self.keeper_says.arrived - self.keeper_says.left)

    @property
    def offered(self) -> int:
        """What is kept and the borrower has not answered yet."""
        return max(0, self._unanswered - self.keeper_says.taken_back)

    @property
    def _unanswered(self) -> int:
        says = self.borrower_says
        return max(0, self.keeper_says.granted - says.accepted - says.refused)

    @property
    def on_the_way(self) -> int:
        """Who was sent and is not said to have come."""
        says = self.borrower_says
        return max(0, says.sent - says.turned - self.keeper_says.arrived)

    @property
    def unsent(self) -> int:
        """What the borrower may still send people to."""
        says = self.borrower_says
        taken = max(0, self.keeper_says.taken_back - self._unanswered)
        gone = max(says.sent - says.turned, self.keeper_says.arrived)
        return max(0, says.accepted - says.given_back - taken - gone)

    @property
    def is_asked(self) -> bool:
        """Whether the keeper has not answered what it was asked."""
        keeper = self.keeper_says
        is_unanswered = not keeper.granted and not keeper.because
        return self.wanted > 0 and is_unanswered and not self.borrower_says.is_settled

    @property
    def state(self) -> PlaceLoanState:
        """By both counts."""
        if self.is_asked:
            return PlaceLoanState.asked
        if not self.reserved and not self.here:
            return PlaceLoanState.over
        return PlaceLoanState.offered if self.offered else PlaceLoanState.agreed

    @property
    def is_recalled(self) -> bool:
        """Whether the keeper waits for what it asked back."""
        return self.keeper_says.recall_by is not None and self.reserved > 0

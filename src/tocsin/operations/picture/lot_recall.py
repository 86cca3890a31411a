"""Nouns: what a town asks back of a lot that it lent, and what the borrower says to that.

Home and borrower each keep the recall in their own log, one for a lot and a borrower (EDXL-RM 1.0
`RequestReturn`, `ResponseToRequestReturn`). It moves no stock.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.picture.lots import MOST, Quantity, TransferId

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
_Code = Annotated[str, msgspec.Meta(max_length=40)]


class LotReason(StrEnum):
    """Why a borrower gives nothing back, or less than is asked for."""

    still_needed = "still_needed"
    no_transport = "no_transport"
    not_reachable = "not_reachable"


class LotRecallAnswer(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What the borrower says: it gives so much back, and perhaps why no more. `revision` grows with
    each answer to one recall, within a `life` of its log."""

    gives: Quantity = 0
    because: _Code = ""
    revision: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    life: Annotated[str, msgspec.Meta(max_length=80)] = ""


class LotRecall(msgspec.Struct, frozen=True, omit_defaults=True):
    """So much of a lot asked back by its home from `to`, by `by_at`. `number` is never used twice:
    the newest one counts. `moved` was given back since: let go of in the borrower's log, accepted
    in home's. `closed_at`: nothing is asked for any more."""

    id: str
    number: TransferId
    lot: _Name
    home: _Name
    to: _Name
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    by_at: datetime
    asked_at: datetime
    is_ours: bool = False
    moved: int = 0
    answer: LotRecallAnswer | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def wanted(self) -> int:
        """What is to come back still: of what is asked for, or of what the answer promises."""
        promised = self.quantity if self.answer is None else self.answer.gives
        return max(0, min(self.quantity, promised) - self.moved)

    @property
    def is_open(self) -> bool:
        """Whether home waits for it."""
        return self.closed_at is None


def recall_id(lot: str, to: str) -> str:
    """The one recall of a lot from a borrower: "PE-SANDBAGS:NV"."""
    return f"{lot}:{to}"

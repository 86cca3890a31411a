"""Nouns: counted stock of a town (sandbags, blankets, fuel, doses, radios), and what of it is on
the way between two towns.

Source: EDXL-RM 1.0 (`Quantity`, with a unit of measure); NIMS resource management (supplies).
"""

from bisect import bisect_right
from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.terms.words import Words

MOST = 999_999_999
Quantity = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
MOST_SERIAL = 2**53
MOST_GAPS = 1_000
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class TransferId(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What makes a transfer countable once: the town that let go, the life of its log, and a serial
    number in that life. A return is a transfer of its own."""

    town: _Name
    serial: Annotated[int, msgspec.Meta(ge=1, le=MOST_SERIAL)]
    incarnation: Annotated[str, msgspec.Meta(max_length=80)] = ""

    def __str__(self) -> str:
        """As people read it: "PE-7"; after a restore with the life of the log behind it."""
        return f"{self.town}-{self.serial}" + (f"@{self.incarnation}" if self.incarnation else "")


class LotTransfer(msgspec.Struct, frozen=True, omit_defaults=True):
    """So much of a lot from one town to another. In the log of whoever let go it is on the way
    until `receipted_at`; in the log of whoever got it, it is counted once, at `accepted_at`, and
    `receipted_at` is when it was read that the giver knows. `noted_at`: the giver has read that."""

    id: _Name
    number: TransferId
    lot: _Name
    home: _Name
    kind: _Name
    unit_of_measure: _Name
    by: _Name
    to: _Name
    quantity: Annotated[int, msgspec.Meta(ge=1, le=MOST)]
    thing: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    batch: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    expires_at: datetime | None = None
    released_at: datetime | None = None
    accepted_at: datetime | None = None
    receipted_at: datetime | None = None
    noted_at: datetime | None = None

    def is_same(self, other: "LotTransfer") -> bool:
        """Whether both tell of one transfer, however far each has come."""
        mine = (self.number, self.lot, self.home, self.kind, self.unit_of_measure)
        theirs = (other.number, other.lot, other.home, other.kind, other.unit_of_measure)
        ways = (self.by, self.to, self.quantity, self.thing)
        is_one_way = ways == (other.by, other.to, other.quantity, other.thing)
        package = all(
            a is None or b is None or a == b
            for a, b in ((self.batch, other.batch), (self.expires_at, other.expires_at))
        )
        return mine == theirs and is_one_way and package


class SettledTransfers(msgspec.Struct, frozen=True, omit_defaults=True):
    """Of one life of one town's log, the serial numbers of its transfers that are over and have
    left the picture: from and to, in order. Read again, they are counted no second time."""

    town: str
    incarnation: str = ""
    serials: tuple[tuple[int, int], ...] = ()

    def has(self, serial: int) -> bool:
        """Whether the transfer of this number is over."""
        at = bisect_right(self.serials, (serial, MOST_SERIAL))
        return at > 0 and serial <= self.serials[at - 1][1]

    def with_serial(self, serial: int) -> "SettledTransfers":
        """The same with one more. Past `MOST_GAPS` gaps the oldest is closed: what was never read
        of so long ago is read no more."""
        if self.has(serial):
            return self
        joined: list[tuple[int, int]] = []
        for first, last in sorted((*self.serials, (serial, serial))):
            if joined and joined[-1][1] + 1 >= first:
                joined[-1] = joined[-1][0], last
            else:
                joined.append((first, last))
        if len(joined) > MOST_GAPS + 1:
            joined[:2] = [(joined[0][0], joined[1][1])]
        return msgspec.structs.replace(self, serials=tuple(joined))


class LotStanding(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """What one town holds of a lot and what became of the rest, in its own log. `revision` grows
    with every change there, within a `life` of that log."""

    quantity: Quantity = 0
    used: Quantity = 0
    lost: Quantity = 0
    found: Quantity = 0
    revision: Annotated[int, msgspec.Meta(ge=0, le=2**53)] = 0
    life: Annotated[str, msgspec.Meta(max_length=80)] = ""


class LentPart(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """At its home: what one borrower got of a lot and gave back by our log, and what the borrower
    last told of it."""

    town: str
    released: int = 0
    returned: int = 0
    told: LotStanding | None = None
    told_at: datetime | None = None

    @property
    def outstanding(self) -> int:
        """What is neither given back, nor known to be used or lost: on the way, or with them."""
        told = self.told or LotStanding()
        return self.released - self.returned - told.used - told.lost + told.found


class Lot(msgspec.Struct, frozen=True, omit_defaults=True):
    """Counted stock of one kind at one place, as one town holds it; a borrower has a row of the
    same id for its part. `thing` is the serial number of a single durable thing: a lot of one, that
    is not used up. `kept_at` may be somebody's address, and is sealed; `label` is what older
    versions wrote of it in the clear. `sure_in` is the life of the log in which it was last
    counted. `retired` of it went off the register for good, at last at `retired_at`.
    """

    id: str
    home: str
    kind: str
    unit_of_measure: str = "each"
    quantity: int = 0
    kept_at: Words | None = None
    thing: str | None = None
    batch: str | None = None
    expires_at: datetime | None = None
    received: int = 0
    used: int = 0
    lost: int = 0
    found: int = 0
    revision: int = 0
    life: str = ""
    sure_in: str = ""
    counted_at: datetime | None = None
    expected: int | None = None
    lent: tuple[LentPart, ...] = ()
    label: str | None = None
    retired: int = 0
    retired_at: datetime | None = None

    def lent_to(self, town: str) -> LentPart:
        """What that town got of it; nothing yet where it got nothing."""
        return next((each for each in self.lent if each.town == town), LentPart(town))

    @property
    def standing(self) -> LotStanding:
        """What this row tells of itself."""
        return LotStanding(
            max(0, self.quantity), self.used, self.lost, self.found, self.revision, self.life
        )

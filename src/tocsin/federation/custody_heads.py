"""What a town has told of each lent unit, in a number and a digest, signed: others compare it.

Each neighbour is told by a stream of its own, so their heads cannot be compared. What is the same
for all is what the town's log says of a unit: entry for entry. A town signs where each of those
stands and gives that to whoever it lends with; they pass it on to each other. Whoever was told
another entry under the same number has the town's own signature under both.

Source: RFC 6962 7.3 and 5.3 (a log that shows two histories, and gossip about what it signed).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from tocsin.access.sight import Fields
from tocsin.federation.link_key import LinkKey, is_signed_with
from tocsin.operations.picture import Subject
from tocsin.operations.picture.custody import Custody, CustodyEntry

LABEL = "custody head"
MOST_UNITS = 500
"""In one head: those of which was told last."""
MOST_HEADS = 50

_CANONICAL = msgspec.json.Encoder(order="deterministic")


class UnitHead(msgspec.Struct, frozen=True):
    """The last entry of a unit: its number and its digest."""

    unit: str
    number: int
    digest: str


class CustodyHead(msgspec.Struct, frozen=True, kw_only=True):
    """Where a town's log stands on the units that are lent, at a time by its clock."""

    town: str
    life: str
    at: datetime
    units: tuple[UnitHead, ...]


class SignedHead(msgspec.Struct, frozen=True):
    """A head as it was signed, in JSON."""

    head: str
    signature: str

    def read(self) -> CustodyHead | None:
        """What it says; None where that is no head. Whose it is, is not asked."""
        try:
            found = msgspec.json.decode(self.head, type=CustodyHead)
        except (msgspec.DecodeError, RecursionError):
            return None
        return None if found.at.tzinfo is None else found

    def is_of(self, public_key: str) -> bool:
        """Whether the holder of a key (hex) has signed it."""
        return is_signed_with(public_key, LABEL, self.head.encode(), self.signature)


class Differs(msgspec.Struct, frozen=True):
    """A town has signed another entry than it told here, under one number."""

    town: str
    unit: str
    number: int


def entry_digest(entry: CustodyEntry) -> str:
    """Of what every reader is told of it: which incidents it names depends on who reads."""
    told = msgspec.structs.replace(entry, assignments=())
    return hashlib.sha256(_CANONICAL.encode(told)).hexdigest()


def signed_head(
    key: LinkKey, town: str, life: str, custody: Iterable[Custody], at: datetime
) -> SignedHead | None:
    """Where the log stands on all units of which it tells something; None where on none."""
    told = [each for each in custody if each.entries]
    told.sort(key=lambda each: (each.entries[-1].at, each.id), reverse=True)
    units = tuple(
        UnitHead(each.id, each.entries[-1].number, entry_digest(each.entries[-1]))
        for each in told[:MOST_UNITS]
    )
    if not units:
        return None
    head = _CANONICAL.encode(CustodyHead(town=town, life=life, at=at, units=units))
    return SignedHead(head.decode(), key.sign(LABEL, head))


def differing(head: CustodyHead, known: Mapping[Subject, Fields]) -> Iterator[Differs]:
    """Where a town's head cannot be of the log that it has told here. What is not known, or not
    any more, is passed over.
    """
    for each in head.units[:MOST_UNITS]:
        said = known.get(("custody", each.unit))
        if said is None:
            continue
        try:
            raws = msgspec.convert(said.get("entries", ()), tuple[object, ...])
            entries = msgspec.convert(raws, tuple[CustodyEntry, ...], strict=False)
        except msgspec.ValidationError:
            continue
        for entry, raw in zip(entries, raws, strict=True):
            if _as_told(entry) != _as_told(raw):
                continue  # it says more than is known here: its digest cannot be compared
            if entry.number == each.number and entry_digest(entry) != each.digest:
                yield Differs(head.town, each.unit, each.number)


def _as_told(entry: object) -> object:
    return msgspec.json.decode(msgspec.json.encode(entry))


def newest(heads: Sequence[SignedHead | None]) -> tuple[SignedHead, ...]:
    """Those that are there, so many as are passed on."""
    return tuple(each for each in heads if each is not None)[:MOST_HEADS]

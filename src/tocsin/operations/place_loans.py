"""Ask a neighbour for places at its facilities, keep places for a neighbour, take them, give back.

Source: EDXL-HAVE 2.0 (capacity), EDXL-RM 1.0 (`RequestResource`, `CommitResource`, `Quantity`).
The facility stays with its keeper: what is lent is a counted reservation. Who was sent, came and
left is in `place_use`; what the neighbour tells in `place_hearing`.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.operations.agreed_parts import places_lent
from tocsin.operations.custody import life_of
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    refuse,
)
from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.lots import TransferId
from tocsin.operations.picture.place_loan import (
    MOST_PLACES,
    BorrowerCount,
    KeeperCount,
    PlaceLoan,
    PlaceReason,
)
from tocsin.operations.place_counts import borrower_said, keeper_said, put_loan
from tocsin.operations.place_keeping import PlaceRefusal, borrowed_here, keepable, kept_here
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

SERIALS = "place_loans"
"""The running number of this log's own loans of places, in `counts`."""

Some = Annotated[int, msgspec.Meta(ge=1, le=MOST_PLACES)]
Kind = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
"""A kind of capacity as facilities and agreements name it: `icu_beds`, `people`."""


# 1. commands and the events they may cause


class AskForPlaces(Command, frozen=True):
    """Ask a neighbour to keep so many places of a kind, at the facility named or any; `until` they
    are needed (else the request stands for a day)."""

    to: Ident
    kind: Kind
    quantity: Some
    wanted_at: Ident | None = None
    since: datetime | None = None
    until: datetime | None = None


class OfferPlaces(Command, frozen=True):
    """Keep places for a neighbour that has not asked. They are kept from now on; `expires_at` is
    when to call if it has not answered."""

    to: Ident
    facility: Ident
    kind: Kind
    quantity: Some
    since: datetime | None = None
    until: datetime | None = None
    expires_at: datetime | None = None


class PlaceLoanOpened(Event, frozen=True):
    """By the town that asks, offers, or took in people who were not announced. `heard_from`: we
    read it at the neighbour's."""

    loan: str
    number: TransferId
    keeper: str
    borrower: str
    kind: str
    by: str
    wanted: int = 0
    wanted_at: str = ""
    since: datetime | None = None
    until: datetime | None = None
    heard_from: str | None = None


class KeepPlaces(Command, frozen=True):
    """Answer a request: keep so many places, all that are asked for or a part."""

    loan: Ident
    facility: Ident
    quantity: Some
    expires_at: datetime | None = None


class PlacesKept(Event, frozen=True):
    """Reserved: so many fewer are open to anybody else."""

    loan: str
    facility: str
    name: str
    kind: str
    borrower: str
    quantity: int
    expires_at: datetime | None = None


class DeclinePlaces(Command, frozen=True):
    """We keep nothing for it, or nothing more."""

    loan: Ident
    because: PlaceReason


class PlacesDeclined(Event, frozen=True):
    """The town that asks reads that in our slice."""

    loan: str
    because: str


class AcceptPlaces(Command, frozen=True):
    """Take what is kept for us, all of it or a part; the rest is given back at once."""

    loan: Ident
    quantity: Some | None = None


class PlacesAccepted(Event, frozen=True):
    """Ours to send people to."""

    loan: str
    quantity: int
    refused: int = 0


class GiveBackPlaces(Command, frozen=True):
    """What we took or were offered is not needed: so many, or all to which nobody was sent. With
    nothing kept yet, the request is taken back."""

    loan: Ident
    quantity: Some | None = None


class PlacesGivenBack(Event, frozen=True):
    """Open again as soon as the keeper reads it. `refused` of it was never taken."""

    loan: str
    quantity: int
    refused: int = 0


class PlaceRequestClosed(Event, frozen=True):
    """Nothing is asked for any more; `is_expired`: its time was over."""

    loan: str
    is_expired: bool = False


# 2. decide


def next_loan(picture: Picture, context: Context) -> TransferId:
    """Never used before."""
    serial = (picture.counts.get(SERIALS) or 0) + 1
    return TransferId(context.code, serial, context.life or life_of(picture))


def loan_id(number: TransferId) -> str:
    """As people read it: "PE-P7"; after a restore with the life of the log behind it."""
    tail = f"@{number.incarnation}" if number.incarnation else ""
    return f"{number.town}-P{number.serial}{tail}"


def ask(command: AskForPlaces, picture: Picture, context: Context) -> Decision:
    """Only what the agreement in force lends us."""
    early = _ends_before(context, command.since, command.until)
    if early is not None:
        return early
    if command.to == context.code:
        return refuse(PlaceRefusal.places_of_our_own, to=command.to)
    lent = places_lent(picture, command.to, is_own=False)
    if all(each.kind != command.kind for each in lent):
        return refuse(PlaceRefusal.places_not_agreed, kind=command.kind, to=command.to)
    opened = _opening(picture, command.to, context.code, command, context)
    return [_replace(opened, wanted=command.quantity, wanted_at=command.wanted_at or "")]


def _opening(
    picture: Picture,
    keeper: str,
    borrower: str,
    asked: AskForPlaces | OfferPlaces,
    context: Context,
) -> PlaceLoanOpened:
    number = next_loan(picture, context)
    return PlaceLoanOpened(
        loan=loan_id(number), number=number, keeper=keeper, borrower=borrower, kind=asked.kind,
        by=context.code, since=asked.since, until=asked.until,
    )  # fmt: skip


def _ends_before(
    context: Context, since: datetime | None, *ends: datetime | None
) -> Refused | None:
    begins = context.now if since is None else since
    first = max(begins, context.now)
    early = next((each for each in ends if each is not None and each <= first), None)
    return None if early is None else refuse(PlaceRefusal.places_end_before, at=early)


def offer(command: OfferPlaces, picture: Picture, context: Context) -> Decision:
    """Opens a loan and keeps the places."""
    early = _ends_before(context, command.since, command.until)
    early = early or _ends_before(context, None, command.expires_at)
    if early is not None:
        return early
    if command.to == context.code:
        return refuse(PlaceRefusal.places_of_our_own, to=command.to)
    found = keepable(picture, command.facility, command.kind, command.quantity, command.to)
    if isinstance(found, Refused):
        return found
    opened = _opening(picture, context.code, command.to, command, context)
    return [opened, _kept(opened.loan, command.to, found, command.kind, command)]


def _kept(
    loan: str, borrower: str, at: Facility, kind: str, asked: OfferPlaces | KeepPlaces
) -> PlacesKept:
    return PlacesKept(
        loan=loan, facility=at.id, name=at.name, kind=kind, borrower=borrower,
        quantity=asked.quantity, expires_at=asked.expires_at,
    )  # fmt: skip


def keep(command: KeepPlaces, picture: Picture, context: Context) -> Decision:
    """As many as are asked for, or fewer; more of them later."""
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if not found.wanted or found.borrower_says.is_settled or found.keeper_says.taken_back:
        return refuse(PlaceRefusal.nothing_asked, loan=found.id)
    early = _ends_before(context, None, command.expires_at, found.until)
    if early is not None:
        return early
    left = found.wanted - found.keeper_says.granted
    if command.quantity > left:
        return refuse(PlaceRefusal.more_than_asked, loan=found.id, left=left)
    if found.keeper_says.facility not in ("", command.facility):
        return refuse(
            PlaceRefusal.one_facility_a_loan, loan=found.id, facility=found.keeper_says.facility
        )
    house = keepable(picture, command.facility, found.kind, command.quantity, found.borrower)
    if isinstance(house, Refused):
        return house
    return [_kept(found.id, found.borrower, house, found.kind, command)]


def decline(command: DeclinePlaces, picture: Picture, context: Context) -> Decision:
    """By the keeper; what it keeps already stays kept."""
    found = kept_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if not found.wanted or found.borrower_says.is_settled:
        return refuse(PlaceRefusal.nothing_asked, loan=found.id)
    if found.keeper_says.because == command.because:
        return []
    return [PlacesDeclined(loan=found.id, because=command.because)]


def accept(command: AcceptPlaces, picture: Picture, context: Context) -> Decision:
    """What is not taken of an offer is refused with it."""
    found = borrowed_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if not found.offered:
        return refuse(PlaceRefusal.nothing_offered, loan=found.id)
    quantity = found.offered if command.quantity is None else command.quantity
    if quantity > found.offered:
        return refuse(PlaceRefusal.more_than_kept, loan=found.id, kept=found.offered)
    return [PlacesAccepted(loan=found.id, quantity=quantity, refused=found.offered - quantity)]


def give_back(command: GiveBackPlaces, picture: Picture, context: Context) -> Decision:
    """First what was offered and never taken, then what is taken and nobody was sent to."""
    found = borrowed_here(picture, command.loan, context.code)
    if isinstance(found, Refused):
        return found
    if found.is_asked:
        return [PlaceRequestClosed(loan=found.id)]
    most = found.offered + found.unsent
    quantity = most if command.quantity is None else command.quantity
    if not most or quantity > most:
        return refuse(PlaceRefusal.more_than_kept, loan=found.id, kept=most)
    never = min(quantity, found.offered)
    return [PlacesGivenBack(loan=found.id, quantity=quantity - never, refused=never)]


# 3. evolve


def opened(picture: Picture, event: PlaceLoanOpened, stamp: Stamp) -> Picture:
    """Open in this log; the neighbour reads it."""
    if event.heard_from is None:
        serial = max(picture.counts.get(SERIALS) or 0, event.number.serial)
        picture = _replace(picture, counts=picture.counts.put(SERIALS, serial))
    is_told, is_by_keeper = event.heard_from is None, event.by == event.keeper
    said = (1, life_of(picture)) if is_told else (0, "")
    new = PlaceLoan(
        id=event.loan,
        number=event.number,
        keeper=event.keeper,
        borrower=event.borrower,
        kind=event.kind,
        opened_at=stamp.occurred_at,
        is_ours=is_by_keeper if is_told else event.keeper != event.heard_from,
        wanted=event.wanted,
        wanted_at=event.wanted_at,
        since=event.since,
        until=event.until,
    )
    revision, life = said
    if is_by_keeper:
        new = _replace(new, keeper_says=KeeperCount(revision=revision, life=life))
    else:
        new = _replace(new, borrower_says=BorrowerCount(revision=revision, life=life))
    return put_loan(picture, new, stamp)


def kept(picture: Picture, event: PlacesKept, stamp: Stamp) -> Picture:
    """So many fewer are open."""

    def change(says: KeeperCount) -> KeeperCount:
        return _replace(
            says,
            facility=event.facility,
            name=event.name,
            granted=says.granted + event.quantity,
            expires_at=event.expires_at,
            because="",
        )

    return keeper_said(picture, event.loan, change, stamp)


def declined(picture: Picture, event: PlacesDeclined, stamp: Stamp) -> Picture:
    """Our answer."""
    return keeper_said(picture, event.loan, lambda e: _replace(e, because=event.because), stamp)


def accepted(picture: Picture, event: PlacesAccepted, stamp: Stamp) -> Picture:
    """Ours."""

    def change(says: BorrowerCount) -> BorrowerCount:
        taken, refused = says.accepted + event.quantity, says.refused + event.refused
        return _replace(says, accepted=taken, refused=refused)

    return borrower_said(picture, event.loan, change, stamp)


def given_back(picture: Picture, event: PlacesGivenBack, stamp: Stamp) -> Picture:
    """Not ours any more."""

    def change(says: BorrowerCount) -> BorrowerCount:
        back, refused = says.given_back + event.quantity, says.refused + event.refused
        return _replace(says, given_back=back, refused=refused, cannot="")

    return borrower_said(picture, event.loan, change, stamp)


def request_closed(picture: Picture, event: PlaceRequestClosed, stamp: Stamp) -> Picture:
    """Nothing more is wanted."""
    return borrower_said(picture, event.loan, lambda e: _replace(e, is_settled=True), stamp)


# 4. the tables

DECIDE = {
    AskForPlaces: ask,
    OfferPlaces: offer,
    KeepPlaces: keep,
    DeclinePlaces: decline,
    AcceptPlaces: accept,
    GiveBackPlaces: give_back,
}

EVOLVE = {
    "place_loan_opened.1": (PlaceLoanOpened, opened),
    "places_kept.1": (PlacesKept, kept),
    "places_declined.1": (PlacesDeclined, declined),
    "places_accepted.1": (PlacesAccepted, accepted),
    "places_given_back.1": (PlacesGivenBack, given_back),
    "place_request_closed.1": (PlaceRequestClosed, request_closed),
}

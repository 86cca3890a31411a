"""What this town makes of what a neighbour's log tells of a unit: one entry after the other.

Source: the lending protocol, rules 4 to 8. Only an epoch above everything in our own log moves
anything, so entries may come late, twice, or all over again. A release to us is accepted at once;
what a neighbour heard is passed on; a hold that ended without our release is put on record.
"""

from datetime import datetime

import msgspec

from tocsin.operations.aid_closing import filled_by
from tocsin.operations.believing import (
    MOST_OFFERS,
    HearCustody,
    HearingRefusal,
    claim_of,
    is_released_to,
    offers_of,
    unbelievable,
)
from tocsin.operations.custody import (
    changed,
    custody_of,
    noted,
    now_held,
    told,
    without_offer,
)
from tocsin.operations.lending import CrewReadied, UnitOfferWithdrawn
from tocsin.operations.lending_archive import is_stale
from tocsin.operations.neighbours import joined
from tocsin.operations.orders import Context, Decision, Event, refuse
from tocsin.operations.overriding import OverrideConflictRecorded, ordered_since
from tocsin.operations.picture import Picture, Unit, put_unit
from tocsin.operations.picture.custody import (
    Claim,
    Conflict,
    Custody,
    CustodyFact,
    Epoch,
    HeardOffer,
    Hold,
    Limits,
    Vehicle,
    holds,
)
from tocsin.operations.picture.unit import Authority
from tocsin.operations.status import UnitStatusReached
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

HEARER = "system/neighbours"
"""The actor under which what neighbours tell is heard."""

MOST_CONFLICTS = 100
"""Of one unit, that others tell of; our own losses are always recorded."""


# 1. the events that hearing may cause


class OfferNoted(Event, frozen=True):
    """Offered to us: nothing that we may order by."""

    unit: str
    home: str
    by: str
    epoch: Epoch
    limits: Limits = Limits()
    vehicle: Vehicle | None = None


class WithdrawalNoted(Event, frozen=True):
    """Not offered to us any more."""

    unit: str
    home: str
    heard_from: str
    epoch: Epoch


class UnitAccepted(Event, frozen=True):
    """Released to us, and so ours, at once on reading. Cites the entry that released it."""

    unit: str
    home: str
    by: str
    giver: str
    epoch: Epoch
    cites: int = 0
    incarnation: str = ""
    limits: Limits = Limits()
    vehicle: Vehicle | None = None


class TransferReceipted(Event, frozen=True):
    """We let go of it and have read that the other accepted: our watch ends. Cites the accept."""

    unit: str
    home: str
    heard_from: str
    holder: str
    epoch: Epoch
    cites: int = 0
    incarnation: str = ""


class CustodyNoted(Event, frozen=True):
    """What a neighbour knows and we did not. `watches`: it hangs between two towns, and we answer
    for it."""

    unit: str
    home: str
    heard_from: str
    claim: Claim
    watches: bool = False


class RecallNoted(Event, frozen=True):
    """Its home asks for a unit that we hold."""

    unit: str
    home: str
    heard_from: str
    epoch: Epoch


# 2. decide


def hear(command: HearCustody, picture: Picture, context: Context) -> Decision:
    """Nothing new is nothing to record. A log that is not reconciled hears later."""
    if command.by == context.code:
        return refuse(HearingRefusal.entry_is_our_own, unit=command.unit)
    promised = picture.heard_lives.get(command.by)
    if promised is not None and promised.life != command.incarnation:
        return refuse(
            HearingRefusal.incarnation_superseded, unit=command.unit, neighbour=command.by
        )
    custody = custody_of(picture, command.unit, command.home)
    assert custody is not None, "its home is said"
    if not custody.is_reconciled:
        return []
    untrue = unbelievable(command, custody, picture, context.code)
    if isinstance(untrue, HearingRefusal):
        return refuse(untrue, unit=command.unit, neighbour=command.by)
    if awaits_home(command, custody, picture, context.code):
        return []
    entry = command.entry
    is_offer = entry.kind is CustodyFact.offered and entry.town == context.code
    is_new_offer = is_offer and _offer_of(custody, entry.epoch) is None
    if is_new_offer and offers_of(command.by, picture) >= MOST_OFFERS:
        return refuse(HearingRefusal.too_many_offers, unit=command.unit, neighbour=command.by)
    return reaction(command, custody, picture, context.code, context.now)


def awaits_home(command: HearCustody, custody: Custody, picture: Picture, me: str) -> bool:
    """Whether it is told of a generation that its home has not told us of: only home grants one,
    and tells us itself."""
    is_new = command.entry.epoch.generation > custody.highest_generation
    return is_new and custody.home not in (command.by, me) and custody.home in joined(picture)


def reaction(
    command: HearCustody, custody: Custody, picture: Picture, me: str, now: datetime
) -> list[Event]:
    """What we record on reading an entry; nothing where it is stale or a duplicate."""
    claim = claim_of(command.entry, command.by)
    if claim is None:
        return _on_talk(command, custody, me, now)
    if not claim.is_above(custody.claim):
        return []
    found: list[Event] = []
    if holds(custody, me):
        found.append(_loss(command, custody, picture, claim, me))
    if is_released_to(claim, me):
        taken = _accepted(command, me)
        return [*found, taken, *filled_by(picture, taken.unit, taken.limits.request, me)]
    return [*found, _noted(command, custody, claim, me)]


def _on_talk(command: HearCustody, custody: Custody, me: str, now: datetime) -> list[Event]:
    """Entries that move no authority."""
    entry, by = command.entry, command.by
    if entry.kind is CustodyFact.conflict:
        return _told_loss(command, custody)
    if entry.kind is CustodyFact.offered and entry.town == me:
        return _offered_to_us(command, custody, now)
    open_ = custody.offer
    if open_ is not None and open_.epoch == entry.epoch:
        if (
            entry.kind is CustodyFact.readied
            and open_.to == entry.town == by
            and not open_.is_ready
        ):
            return [
                CrewReadied(
                    unit=custody.id, home=custody.home, by=me, to=entry.town, epoch=entry.epoch,
                    heard_from=by,
                )
            ]  # fmt: skip
        if entry.kind is CustodyFact.declined and open_.to == by and not open_.is_ready:
            return [_declined(command, custody, me)]
    offered = _offer_of(custody, entry.epoch)
    if entry.kind is CustodyFact.readied and entry.town == me and _is_unheard(offered, by):
        return [
            CrewReadied(
                unit=custody.id, home=custody.home, by=me, to=me, epoch=entry.epoch, heard_from=by
            )
        ]
    if entry.kind is CustodyFact.withdrawn and offered is not None and offered.by == by:
        return [
            WithdrawalNoted(unit=custody.id, home=custody.home, heard_from=by, epoch=entry.epoch)
        ]
    is_asked = entry.kind is CustodyFact.recalled and by == custody.home and holds(custody, me)
    if is_asked and custody.recalled_at is None and entry.town == me:
        return [RecallNoted(unit=custody.id, home=custody.home, heard_from=by, epoch=entry.epoch)]
    return []


def _offer_of(custody: Custody, epoch: Epoch) -> HeardOffer | None:
    return next((each for each in custody.heard if each.epoch == epoch), None)


def _is_unheard(offered: HeardOffer | None, by: str) -> bool:
    """Whether a town that offers us a unit is the first to say that its crew has answered."""
    return offered is not None and offered.by == by and not offered.is_ready


def _offered_to_us(command: HearCustody, custody: Custody, now: datetime) -> list[Event]:
    entry = command.entry
    if entry.epoch <= custody.claim.epoch or _offer_of(custody, entry.epoch) is not None:
        return []
    if is_stale(HeardOffer(entry.epoch, command.by, entry.at, entry.limits or Limits()), now):
        return []  # it was noted, and left the picture; or the line was cut for so long
    return [
        OfferNoted(
            unit=custody.id,
            home=custody.home,
            by=command.by,
            epoch=entry.epoch,
            limits=entry.limits or Limits(),
            vehicle=entry.vehicle,
        )
    ]


def _declined(command: HearCustody, custody: Custody, me: str) -> UnitOfferWithdrawn:
    return UnitOfferWithdrawn(
        unit=custody.id,
        home=custody.home,
        by=me,
        to=command.by,
        epoch=command.entry.epoch,
        reason=Words(f"unit/{custody.id}", "declined"),
    )


def _told_loss(command: HearCustody, custody: Custody) -> list[Event]:
    entry = command.entry
    if entry.lost is None:
        return []
    told_of = Conflict(entry.town, entry.lost, entry.epoch, entry.assignments)
    if any(each.is_same(told_of) for each in custody.conflicts):
        return []
    if len(custody.conflicts) >= MOST_CONFLICTS:
        return []
    return [
        OverrideConflictRecorded(
            unit=custody.id,
            home=custody.home,
            loser=told_of.loser,
            lost=told_of.lost,
            winning=told_of.winning,
            assignments=told_of.assignments,
        )
    ]


def _loss(
    command: HearCustody, custody: Custody, picture: Picture, claim: Claim, me: str
) -> OverrideConflictRecorded:
    """We held it and did not let go: what we ordered since we held it goes on record."""
    return OverrideConflictRecorded(
        unit=command.unit,
        home=custody.home,
        loser=me,
        lost=custody.claim.epoch,
        winning=claim.epoch,
        assignments=ordered_since(picture, custody),
    )


def _accepted(command: HearCustody, me: str) -> UnitAccepted:
    entry = command.entry
    return UnitAccepted(
        unit=command.unit,
        home=command.home,
        by=me,
        giver=command.by,
        epoch=entry.epoch,
        cites=entry.number,
        incarnation=command.incarnation,
        limits=entry.limits or Limits(),
        vehicle=entry.vehicle,
    )


def _noted(
    command: HearCustody, custody: Custody, claim: Claim, me: str
) -> TransferReceipted | CustodyNoted:
    is_mine = custody.claim.hold is Hold.released and custody.is_watching
    is_accept = command.entry.kind is CustodyFact.accepted and claim.town == custody.claim.town
    if is_mine and is_accept and claim.epoch == custody.claim.epoch:
        return TransferReceipted(
            unit=command.unit,
            home=custody.home,
            heard_from=command.by,
            holder=claim.town,
            epoch=claim.epoch,
            cites=command.entry.number,
            incarnation=command.incarnation,
        )
    watches = claim.hold is Hold.released and custody.home == me
    return CustodyNoted(
        unit=command.unit,
        home=custody.home,
        heard_from=command.by,
        claim=claim,
        watches=watches,
    )


# 3. evolve


def offer_noted(picture: Picture, event: OfferNoted, stamp: Stamp) -> Picture:
    """On the board as "no orders yet"."""

    def change(custody: Custody) -> Custody:
        heard = HeardOffer(event.epoch, event.by, stamp.occurred_at, event.limits)
        generation = max(custody.heard_generation, event.epoch.generation)
        return _replace(
            custody,
            heard=(*custody.heard, heard),
            heard_generation=generation,
            vehicle=event.vehicle or custody.vehicle,
        )

    return changed(picture, event.unit, event.home, change)


def withdrawal_noted(picture: Picture, event: WithdrawalNoted, _stamp: Stamp) -> Picture:
    """Off the board."""

    def change(custody: Custody) -> Custody:
        return without_offer(custody, event.epoch)

    return changed(picture, event.unit, event.home, change)


def accepted(picture: Picture, event: UnitAccepted, stamp: Stamp) -> Picture:
    """Ours to order. One that we do not own comes onto the register until it is given back."""

    def change(custody: Custody) -> Custody:
        fact = CustodyFact.accepted
        return _replace(
            now_held(custody, fact, event.epoch, event.by, stamp.occurred_at),
            limits=event.limits,
            vehicle=event.vehicle or custody.vehicle,
            guest_of=None if event.by == event.home else event.by,
            giver=event.giver or None,
        )

    after = changed(picture, event.unit, event.home, change)
    if event.unit in after.units:
        return after
    custody = after.custody.get(event.unit)
    return put_unit(after, _guest(event, custody.vehicle if custody else None, stamp))


def _guest(event: UnitAccepted, vehicle: Vehicle | None, stamp: Stamp) -> Unit:
    """A unit of another town, as its home describes it."""
    what = vehicle or Vehicle(event.unit.rpartition("-")[2], "unknown")
    authority = Authority(event.home, event.by, event.epoch.generation, event.epoch.hop)
    return Unit(
        id=event.unit,
        call_sign=what.call_sign,
        kind=what.kind,
        authority=authority,
        since=stamp.occurred_at,
        agency=what.agency,
        agency_name=what.agency_name,
        capabilities=what.capabilities,
        crew_count=what.crew_count,
        crew_minimum=what.crew_minimum,
    )


def receipted(picture: Picture, event: TransferReceipted, stamp: Stamp) -> Picture:
    """The other town has it for certain."""
    claim = Claim(event.epoch, Hold.held, event.holder)
    return _with_claim(picture, event.unit, event.home, claim, stamp, watches=False)


def custody_noted(picture: Picture, event: CustodyNoted, stamp: Stamp) -> Picture:
    """Passed on to our other neighbours."""
    return _with_claim(picture, event.unit, event.home, event.claim, stamp, watches=event.watches)


def _with_claim(
    picture: Picture, unit: str, home: str, claim: Claim, stamp: Stamp, *, watches: bool
) -> Picture:
    def change(custody: Custody) -> Custody:
        after = noted(custody, claim, stamp.occurred_at, watches=watches)
        return told(
            after, CustodyFact.noted, claim.epoch, claim.town, stamp.occurred_at, hold=claim.hold
        )

    return without_guest(changed(picture, unit, home, change), unit)


def without_guest(picture: Picture, unit: str) -> Picture:
    """A unit of another town leaves the register when another has it and it is done here."""
    found, custody = picture.units.get(unit), picture.custody.get(unit)
    if found is None or custody is None or custody.guest_of is None:
        return picture
    if custody.claim.hold is not Hold.held or found.authority.holder == custody.guest_of:
        return picture
    if found.incident is not None or found.stack:
        return picture
    return _replace(picture, units=picture.units.drop(unit))


def status_reached(picture: Picture, event: UnitStatusReached, _stamp: Stamp) -> Picture:
    """A unit that was given back meanwhile is done here now."""
    return without_guest(picture, event.unit)


def recall_noted(picture: Picture, event: RecallNoted, stamp: Stamp) -> Picture:
    """Shown to whoever holds it."""

    def change(custody: Custody) -> Custody:
        return _replace(custody, recalled_at=stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


# 4. the tables

DECIDE = {HearCustody: hear}

EVOLVE = {
    "offer_noted.1": (OfferNoted, offer_noted),
    "withdrawal_noted.1": (WithdrawalNoted, withdrawal_noted),
    "unit_accepted.1": (UnitAccepted, accepted),
    "transfer_receipted.1": (TransferReceipted, receipted),
    "custody_noted.1": (CustodyNoted, custody_noted),
    "recall_noted.1": (RecallNoted, recall_noted),
}

ALSO = {"unit_status_reached.1": status_reached}

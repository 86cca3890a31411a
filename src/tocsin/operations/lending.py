"""Offer a unit to another town, let go of it, take it back into one's own hand.

Source: EDXL-RM 1.0 (offer, commit, release), NIMS resource management (demobilization is a return);
the lending protocol of `docs/operating/lending.md`. Written before spoken, spoken before held: an
offer puts an epoch into the log, the crew hears it and answers, and only then the unit is released.
No clock moves authority: what has expired asks for a telephone call.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.agreed_lending import (
    AgreedLending,
    away_with,
    kind_of,
    lends,
    local_time,
    too_few,
)
from tocsin.operations.custody import (
    changed,
    custody_of,
    now_held,
    offered,
    readied,
    released,
    told,
    vehicle_of,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import (
    Custody,
    CustodyFact,
    Epoch,
    LentTeam,
    Limits,
    Vehicle,
    next_epoch,
    parsed,
)
from tocsin.operations.team_members import TeamRefusal, in_a_team
from tocsin.operations.units import UnitRefusal, held_here, unfit
from tocsin.terms.codes import UnitStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class LendingRefusal(StrEnum):
    """Why a unit does not change hands."""

    partner_not_agreed = "partner_not_agreed"
    kind_not_agreed = "kind_not_agreed"
    enough_are_lent = "enough_are_lent"
    too_few_at_home = "too_few_at_home"
    sub_lend_not_agreed = "sub_lend_not_agreed"
    unit_not_offered = "unit_not_offered"
    offer_superseded = "offer_superseded"
    crew_not_ready = "crew_not_ready"
    crew_is_ready = "crew_is_ready"
    epoch_not_higher = "epoch_not_higher"
    readback_differs = "readback_differs"
    unit_is_with_us = "unit_is_with_us"
    offered_to_ourselves = "offered_to_ourselves"
    request_not_theirs = "request_not_theirs"
    outside_agreed_hours = "outside_agreed_hours"
    farther_than_agreed = "farther_than_agreed"


# 1. commands and the events they may cause


class OfferUnit(Command, frozen=True):
    """Offer a unit that we hold to another town, or give it back to its home.

    To ourselves: takes an offer back that the crew has answered for. `until` when it is to be back,
    `expires_at` when to call if nobody took it. A new offer takes the place of an open one.
    """

    unit: Ident
    to: Ident
    until: datetime | None = None
    expires_at: datetime | None = None
    may_sub_lend: bool = False
    request: Ident | None = None


class UnitOffered(Event, frozen=True):
    """The epoch is in the log now, and may be spoken to the crew."""

    unit: str
    home: str
    by: str
    to: str
    epoch: Epoch
    limits: Limits = Limits()
    vehicle: Vehicle | None = None


class WithdrawOffer(Command, frozen=True):
    """Take back an offer that the crew has not answered for."""

    unit: Ident
    reason: Short


class UnitOfferWithdrawn(Event, frozen=True):
    """Its epoch is burnt."""

    unit: str
    home: str
    by: str
    to: str
    epoch: Epoch
    reason: Words


class ReadyCrew(Command, frozen=True):
    """The crew was asked, on our radio or tablet, and answered: it listens to the town of the offer
    from now on. `readback` is the epoch that it said back; `means` radio or tablet."""

    unit: Ident
    epoch: Ident
    readback: Ident
    means: Short = "radio"


class CrewReadied(Event, frozen=True):
    """The crew obeys nobody under a lower epoch any more, save for safety orders."""

    unit: str
    home: str
    by: str
    to: str
    epoch: Epoch
    means: str = "radio"
    heard_from: str | None = None


class ReleaseUnit(Command, frozen=True):
    """Let go of the unit that was offered: its crew has answered. Nobody orders it until the other
    town has accepted."""

    unit: Ident


class UnitReleased(Event, frozen=True):
    """In limbo, watched by whoever released it. `incident` is what the crew still finishes;
    `team` what it was let go of with."""

    unit: str
    home: str
    by: str
    to: str
    epoch: Epoch
    incident: str | None = None
    status: UnitStatus | None = None
    team: LentTeam | None = None


class ReaffirmAuthority(Command, frozen=True):
    """The unit stays ours: it was offered to ourselves and its crew has answered."""

    unit: Ident


class AuthorityReaffirmed(Event, frozen=True):
    """Held again, under the new epoch."""

    unit: str
    home: str
    by: str
    epoch: Epoch


# 2. decide


def offer(command: OfferUnit, picture: Picture, context: Context) -> Decision:
    """A new offer each time: its epoch was never used before."""
    custody = held_here(picture, command.unit, context)
    if isinstance(custody, Refused):
        return custody
    cannot = (
        (in_a_team(picture, command.unit) if command.to != custody.home else None)
        or _not_agreed(command, custody, picture, context)
        or _not_fit(command, custody, picture)
        or _not_asked(command, picture)
    )
    if cannot is not None:
        return cannot
    found = picture.units.get(command.unit)
    limits = Limits(command.until, command.expires_at, command.may_sub_lend, command.request)
    return [
        UnitOffered(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            to=command.to,
            epoch=next_epoch(custody, context.code),
            limits=limits,
            vehicle=custody.vehicle if found is None else vehicle_of(found),
        )
    ]


def _not_agreed(
    command: OfferUnit, custody: Custody, picture: Picture, context: Context
) -> Refused | None:
    """Home never refuses its own unit, and gives it to whom an agreement allows."""
    if command.to in (context.code, custody.home):
        return None
    if custody.home != context.code and not custody.limits.may_sub_lend:
        return refuse(LendingRefusal.sub_lend_not_agreed, unit=command.unit, home=custody.home)
    agreed = lends(picture, command.to)
    if agreed is None:
        return refuse(LendingRefusal.partner_not_agreed, unit=command.unit, to=command.to)
    if command.may_sub_lend and not agreed.terms.may_sub_lend:
        return refuse(LendingRefusal.sub_lend_not_agreed, unit=command.unit, home=custody.home)
    if not agreed.is_open(local_time(picture, context.now)):
        return refuse(LendingRefusal.outside_agreed_hours, unit=command.unit, to=command.to)
    request = picture.aid_requests.get(command.request or "")
    if request is not None and not agreed.reaches(request.wanted.place.point):
        return refuse(
            LendingRefusal.farther_than_agreed, to=command.to, radius_m=agreed.terms.radius_m
        )
    return _beyond(agreed, picture, custody, command.to)


def _not_fit(command: OfferUnit, custody: Custody, picture: Picture) -> Refused | None:
    """What is out of service or broken goes home, and nowhere else."""
    found = picture.units.get(command.unit)
    return None if found is None or command.to == custody.home else unfit(found)


def _not_asked(command: OfferUnit, picture: Picture) -> Refused | None:
    """What is offered for a request is offered to the town that made it, while it is open."""
    if command.request is None:
        return None
    found = picture.aid_requests.get(command.request)
    if found is not None and found.by == command.to and found.is_open:
        return None
    return refuse(LendingRefusal.request_not_theirs, request=command.request, to=command.to)


def _beyond(agreed: AgreedLending, picture: Picture, custody: Custody, to: str) -> Refused | None:
    """What the agreement does not cover: the kind, one more unit, what has to stay at home."""
    terms, kind = agreed.terms, kind_of(picture, custody)
    if not agreed.covers(kind):
        return refuse(LendingRefusal.kind_not_agreed, unit=custody.id, kind=kind, to=to)
    if terms.most_units is not None and away_with(picture, custody, to) >= terms.most_units:
        return refuse(LendingRefusal.enough_are_lent, to=to, most=terms.most_units)
    few = too_few(terms, picture, custody)
    if few is not None:
        return refuse(
            LendingRefusal.too_few_at_home, unit=custody.id, kind=few.kind or "any",
            least=few.least, staying=few.staying,
        )  # fmt: skip
    return None


def withdraw(command: WithdrawOffer, picture: Picture, context: Context) -> Decision:
    """Once the crew has answered, it has to be asked again: offer the unit to ourselves."""
    custody = held_here(picture, command.unit, context)
    if isinstance(custody, Refused):
        return custody
    open_ = custody.offer
    if open_ is None:
        return refuse(LendingRefusal.unit_not_offered, unit=command.unit)
    if open_.is_ready:
        return refuse(LendingRefusal.crew_is_ready, unit=command.unit, epoch=open_.epoch)
    return [
        UnitOfferWithdrawn(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            to=open_.to,
            epoch=open_.epoch,
            reason=Words(f"unit/{command.unit}", command.reason),
        )
    ]


def ready(command: ReadyCrew, picture: Picture, context: Context) -> Decision:
    """On the radio of either town. The crew only ever answers for a higher epoch than before."""
    custody = custody_of(picture, command.unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    if not custody.is_reconciled:
        return refuse(UnitRefusal.log_unreconciled, unit=command.unit)
    if command.readback != command.epoch:
        return refuse(
            LendingRefusal.readback_differs, unit=command.unit, epoch=command.epoch,
            readback=command.readback,
        )  # fmt: skip
    asked = _asked(command, custody, context)
    if isinstance(asked, Refused):
        return asked
    epoch, to = asked
    return crew_answers(custody, epoch, to, context.code, command.means)


def _asked(command: ReadyCrew, custody: Custody, context: Context) -> tuple[Epoch, str] | Refused:
    """What the crew was asked: the epoch, and to whom it listens under it."""
    epoch, open_ = parsed(command.epoch), custody.offer
    if open_ is not None and open_.epoch == epoch:
        return epoch, open_.to
    if epoch is not None and any(each.epoch == epoch for each in custody.heard):
        return epoch, context.code
    if open_ is not None:
        return refuse(LendingRefusal.offer_superseded, unit=command.unit, epoch=open_.epoch)
    if custody.heard:
        return refuse(
            LendingRefusal.offer_superseded, unit=command.unit, epoch=custody.heard[-1].epoch
        )
    return refuse(LendingRefusal.unit_not_offered, unit=command.unit)


def crew_answers(custody: Custody, epoch: Epoch, to: str, by: str, means: str) -> Decision:
    """The crew's answer on this town's radio: refused where it has answered for a higher one."""
    if custody.register is not None and custody.register > epoch:
        return refuse(
            LendingRefusal.epoch_not_higher, unit=custody.id, epoch=epoch, known=custody.register
        )
    offer, heard = custody.offer, custody.heard
    if (offer is not None and offer.epoch == epoch and offer.is_ready) or any(
        each.epoch == epoch and each.is_ready for each in heard
    ):
        return []
    return [CrewReadied(unit=custody.id, home=custody.home, by=by, to=to, epoch=epoch, means=means)]


def release(command: ReleaseUnit, picture: Picture, context: Context) -> Decision:
    """By itself; what goes with a team is let go of with it."""
    custody = custody_of(picture, command.unit)
    team = None if custody is None or custody.offer is None else custody.offer.limits.team
    if team is not None:
        return refuse(TeamRefusal.unit_goes_with_team, unit=command.unit, team=team.name)
    return let_go(command, picture, context)


def let_go(command: ReleaseUnit, picture: Picture, context: Context) -> Decision:
    """The crew moves first."""
    custody = held_here(picture, command.unit, context)
    if isinstance(custody, Refused):
        return custody
    open_ = custody.offer
    if open_ is None:
        return refuse(LendingRefusal.unit_not_offered, unit=command.unit)
    if open_.to == context.code:
        return refuse(LendingRefusal.offered_to_ourselves, unit=command.unit)
    if not open_.is_ready:
        return refuse(LendingRefusal.crew_not_ready, unit=command.unit, epoch=open_.epoch)
    ended = _no_longer_agreed(open_.to, custody, picture, context)
    if ended is not None:
        return ended
    found = picture.units.get(command.unit)
    if found is not None and found.stack:
        return refuse(UnitRefusal.unit_has_stack, unit=found.id, incidents=", ".join(found.stack))
    gone = UnitReleased(
        unit=command.unit, home=custody.home, by=context.code, to=open_.to, epoch=open_.epoch,
        incident=None if found is None else found.incident,
        status=None if found is None else found.status,
    )  # fmt: skip
    return [gone]


def _no_longer_agreed(
    to: str, custody: Custody, picture: Picture, context: Context
) -> Refused | None:
    """What was agreed as the unit was offered may have ended since: then it is reaffirmed."""
    if to == custody.home:
        return None
    agreed = lends(picture, to)
    if agreed is None:
        return refuse(LendingRefusal.partner_not_agreed, unit=custody.id, to=to)
    return _beyond(agreed, picture, custody, to)


def reaffirm(command: ReaffirmAuthority, picture: Picture, context: Context) -> Decision:
    """After the crew was asked again and said that it listens to us."""
    custody = held_here(picture, command.unit, context)
    if isinstance(custody, Refused):
        return custody
    open_ = custody.offer
    if open_ is None or open_.to != context.code:
        return refuse(LendingRefusal.unit_not_offered, unit=command.unit)
    if not open_.is_ready:
        return refuse(LendingRefusal.crew_not_ready, unit=command.unit, epoch=open_.epoch)
    home, by = custody.home, context.code
    return [AuthorityReaffirmed(unit=command.unit, home=home, by=by, epoch=open_.epoch)]


# 3. evolve


def unit_offered(picture: Picture, event: UnitOffered, stamp: Stamp) -> Picture:
    """Nothing has moved yet."""

    def change(custody: Custody) -> Custody:
        at = stamp.occurred_at
        after = offered(custody, event.epoch, event.to, at, event.limits)
        return told(
            _replace(after, vehicle=event.vehicle), CustodyFact.offered, event.epoch, event.to, at,
            limits=event.limits, vehicle=event.vehicle,
        )  # fmt: skip

    return changed(picture, event.unit, event.home, change)


def offer_withdrawn(picture: Picture, event: UnitOfferWithdrawn, stamp: Stamp) -> Picture:
    """The next offer has a higher epoch."""

    def change(custody: Custody) -> Custody:
        open_ = custody.offer
        if open_ is not None and open_.epoch == event.epoch:
            custody = _replace(custody, offer=None)
        return told(custody, CustodyFact.withdrawn, event.epoch, event.to, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


def crew_readied(picture: Picture, event: CrewReadied, stamp: Stamp) -> Picture:
    """On our radio, or read in the slice of the town on whose radio it was."""

    def change(custody: Custody) -> Custody:
        after = readied(custody, event.epoch, event.to)
        if event.heard_from is not None:
            after = _replace(after, register=custody.register)
            if event.by == event.to:  # said by the town that lets go: it need not hear it again
                return after
        return told(after, CustodyFact.readied, event.epoch, event.to, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


def unit_released(picture: Picture, event: UnitReleased, stamp: Stamp) -> Picture:
    """In limbo."""

    def change(custody: Custody) -> Custody:
        limits = None if custody.offer is None else custody.offer.limits
        if limits is not None:
            limits = _replace(limits, team=event.team)
        after = released(custody, event.epoch, event.to, stamp.occurred_at)
        if limits is not None and event.by == event.home:
            after = _replace(after, limits=limits)
        return told(
            after, CustodyFact.released, event.epoch, event.to, stamp.occurred_at,
            limits=limits, vehicle=custody.vehicle,
        )  # fmt: skip

    return changed(picture, event.unit, event.home, change)


def reaffirmed(picture: Picture, event: AuthorityReaffirmed, stamp: Stamp) -> Picture:
    """Ours, under the epoch that the crew has answered for."""

    def change(custody: Custody) -> Custody:
        fact = CustodyFact.reaffirmed
        return now_held(custody, fact, event.epoch, event.by, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


# 4. the tables

DECIDE = {
    OfferUnit: offer,
    WithdrawOffer: withdraw,
    ReadyCrew: ready,
    ReleaseUnit: release,
    ReaffirmAuthority: reaffirm,
}

EVOLVE = {
    "unit_offered.1": (UnitOffered, unit_offered),
    "unit_offer_withdrawn.1": (UnitOfferWithdrawn, offer_withdrawn),
    "crew_readied.1": (CrewReadied, crew_readied),
    "unit_released.1": (UnitReleased, unit_released),
    "authority_reaffirmed.1": (AuthorityReaffirmed, reaffirmed),
}

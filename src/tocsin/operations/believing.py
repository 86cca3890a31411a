"""Whether what a neighbour tells of a unit could be so: nothing that no honest town would say.

Source: the lending protocol, rules 4 to 8. Of our own units we know best who may have them.
"""

from enum import StrEnum

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.custody import restored
from tocsin.operations.orders import Command, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import (
    Claim,
    Custody,
    CustodyEntry,
    CustodyFact,
    Epoch,
    Hold,
    holds,
)

MOST_GUESTS = 200
"""Units of one neighbour that may be on our register at once."""
MOST_OFFERS = 200
"""Open offers of one neighbour that we note."""
MOST_UNITS = 5_000
"""Units of one home, not ours, of which anything is kept here."""
HIGHEST_TOLD = 500_000_000
"""Of both numbers of an epoch that is told to us: what follows it has to be sayable, too."""
FARTHEST_JUMP = 1_000_000
"""From the highest number known here to one that is told: a unit that was offered every minute of
two years has come so far."""


class HearingRefusal(StrEnum):
    """Why an entry of a neighbour is not heard."""

    incarnation_superseded = "incarnation_superseded"
    entry_is_our_own = "entry_is_our_own"
    author_not_agreed = "author_not_agreed"
    home_is_another = "home_is_another"
    generation_not_granted = "generation_not_granted"
    hold_not_released = "hold_not_released"
    not_addressed_to_author = "not_addressed_to_author"
    third_holder_not_agreed = "third_holder_not_agreed"
    too_many_guests = "too_many_guests"
    too_many_offers = "too_many_offers"
    too_many_units = "too_many_units"
    epoch_not_believable = "epoch_not_believable"


class HearCustody(Command, frozen=True):
    """One entry of a neighbour's slice on a unit. `incarnation` is the life of the log that it
    stands in."""

    unit: Ident
    home: Ident
    by: Ident
    entry: CustodyEntry
    incarnation: str = ""


def unbelievable(
    command: HearCustody, custody: Custody, picture: Picture, me: str
) -> HearingRefusal | None:
    """Why no honest town says so. Of our own units we know best: each generation is issued here,
    what we hold nobody has without our release, and what we released its receiver alone accepts.
    """
    if not is_lending_agreed(picture, command.by):
        return HearingRefusal.author_not_agreed
    if custody.home != command.home or not command.unit.startswith(f"{command.home}-"):
        return HearingRefusal.home_is_another
    entry, claim = command.entry, claim_of(command.entry, command.by)
    if custody.home == me and entry.epoch.generation > custody.top.generation:
        return HearingRefusal.generation_not_granted
    if is_jump(entry.epoch, custody):
        return HearingRefusal.epoch_not_believable
    if custody.home != me and _is_one_too_many(command.unit, custody.home, picture):
        return HearingRefusal.too_many_units
    if claim is None or not claim.is_above(custody.claim):
        return None
    is_whole = restored(picture) is None  # else a release of ours may be in the tail that is lost
    if claim.epoch.generation == 1 and claim.epoch.hop:  # home lends under a new generation
        return HearingRefusal.generation_not_granted
    is_ours_to_give = custody.home == me or claim.epoch.generation == custody.claim.epoch.generation
    if is_whole and holds(custody, me) and is_ours_to_give:
        return HearingRefusal.hold_not_released
    is_limbo = custody.claim.hold is Hold.released and custody.claim.epoch == claim.epoch
    if is_limbo and claim.town != custody.claim.town:
        return HearingRefusal.not_addressed_to_author
    if is_whole and _is_third(custody, claim, me):
        return HearingRefusal.third_holder_not_agreed
    if is_released_to(claim, me) and _guests_of(command.by, picture, command.unit) >= MOST_GUESTS:
        return HearingRefusal.too_many_guests
    return None


def is_sayable(epoch: Epoch) -> bool:
    """Whether there is room for what follows an epoch that is told to us."""
    return max(epoch.generation, epoch.hop) <= HIGHEST_TOLD


def is_jump(epoch: Epoch, custody: Custody) -> bool:
    """Whether an epoch is so far above what is known of the unit that nobody can have come there
    offer by offer."""
    known = max((custody.top, custody.claim.epoch, *(each.epoch for each in custody.heard)))
    hop = known.hop if epoch.generation <= known.generation else 0
    is_far = (
        epoch.generation > custody.highest_generation + FARTHEST_JUMP
        or epoch.hop > hop + FARTHEST_JUMP
    )
    return is_far or not is_sayable(epoch)


def _is_one_too_many(unit: str, home: str, picture: Picture) -> bool:
    if unit in picture.custody or len(picture.custody) < MOST_UNITS:
        return False
    return sum(each.home == home for each in picture.custody.values()) >= MOST_UNITS


def offers_of(giver: str, picture: Picture) -> int:
    """How many offers of a neighbour are noted here."""
    return sum(offer.by == giver for each in picture.custody.values() for offer in each.heard)


def _is_third(custody: Custody, claim: Claim, me: str) -> bool:
    """Whether a unit of ours is said to be with a town that is neither ours nor the one it was
    lent to, and we have not said that it may be lent on."""
    return (
        custody.home == me
        and claim.town not in (me, custody.claim.town)
        and not custody.limits.may_sub_lend
    )


def _guests_of(giver: str, picture: Picture, unit: str) -> int:
    """How many other units that a town released to us are on our register."""
    return sum(
        each.guest_of is not None and each.id != unit and each.giver == giver
        for each in picture.custody.values()
        if each.id in picture.units
    )


def claim_of(entry: CustodyEntry, author: str) -> Claim | None:
    """What an entry says of who has the unit; None where it says nothing."""
    if entry.kind is CustodyFact.released:
        return Claim(entry.epoch, Hold.released, entry.town)
    if entry.kind in (
        CustodyFact.accepted,
        CustodyFact.reaffirmed,
        CustodyFact.overridden,
        CustodyFact.reinstated,
    ):
        return Claim(entry.epoch, Hold.held, author)
    if entry.kind in (CustodyFact.noted, CustodyFact.reconciled):
        return Claim(entry.epoch, entry.hold, entry.town)
    return None


def is_released_to(claim: Claim, me: str) -> bool:
    """Whether it says that a unit was let go of to us."""
    return claim.hold is Hold.released and claim.town == me


# the tables: `hearing` decides the order

DECIDE: dict[type, object] = {}

EVOLVE: dict[str, object] = {}

"""Keep a guest whose home is gone for good: it goes on under an id of ours, or is let go.

Nobody here can say what home did with it last, so nothing is claimed in home's place: the unit's
own authority stays as this log has it, and its crew answers to digits that were never used before
that it listens to us under the new id. Two different officers want it, and home is gone by a word
of theirs: it was left out of a restore, or its link is cut. What stands open between the two towns
is a conflict on record, with an owner, until a person closes it.

Source: the lending protocol, rules 7, 8 and 10; NIST SP 800-53 r5 AC-3(2) (dual authorization).
"""

import hashlib
from enum import StrEnum

import msgspec

from tocsin.operations.custody import changed, custody_of, restored
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
from tocsin.operations.picture.custody import Custody, Epoch, Hold, Override, Vehicle, holds
from tocsin.operations.picture.neighbour import LinkStanding
from tocsin.operations.units import UnitRefusal, UnitRegistered
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

NONCE_DIGITS = 4
_GONE = (LinkStanding.cut, LinkStanding.revoked, LinkStanding.ended)


class AdoptionRefusal(StrEnum):
    """Why a guest is not kept."""

    unit_is_our_own = "unit_is_our_own"
    home_not_gone = "home_not_gone"
    guest_not_here = "guest_not_here"
    guest_kept_already = "guest_kept_already"


# 1. commands and the events they may cause


class AdoptGuest(Command, frozen=True):
    """The first officer's word that a guest's home is gone for good: the unit is kept, under an id
    of ours. `lets_go`: it leaves our register instead, and its crew goes home. The second officer
    and the crew answer as to an override (`ConfirmOverride`, `AnswerOverride`)."""

    unit: Ident
    reason: Short
    lets_go: bool = False


class GuestAdoptionOpened(Event, frozen=True):
    """Waits for a second officer and for the crew. `kept_as`: its id from then on, if it stays."""

    unit: str
    home: str
    by: str
    epoch: Epoch
    nonce: str
    officer: str
    reason: Words
    kept_as: str = ""


class GuestAdopted(Event, frozen=True):
    """The crew has answered. No authority has moved: home finds it as it left it, and a conflict
    beside it."""

    unit: str
    home: str
    by: str
    officers: tuple[str, ...]
    nonce: str
    words: Words
    heard_by: Words
    kept_as: str = ""


# 2. decide


def digits(context: Context) -> str:
    """Digits that nobody can know before: of the town's secret and of this order."""
    body = f"override\n{context.command_id}".encode()
    digest = hashlib.blake2b(body, key=context.number_key[:64], digest_size=8).digest()
    return f"{int.from_bytes(digest) % 10**NONCE_DIGITS:0{NONCE_DIGITS}}"


def open_adoption(command: AdoptGuest, picture: Picture, context: Context) -> Decision:
    """Of a guest that we hold or returned, or of which a restored log knows nothing; never while
    it works."""
    custody = custody_of(picture, command.unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    kept_as = "" if command.lets_go else f"{context.code}-{command.unit}"
    cannot = cannot_keep(custody, kept_as, picture, context)
    if cannot is not None:
        return cannot
    return [
        GuestAdoptionOpened(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            epoch=custody.claim.epoch,
            nonce=digits(context),
            officer=context.actor,
            reason=Words(f"unit/{command.unit}", command.reason),
            kept_as=kept_as,
        )
    ]


def cannot_keep(
    custody: Custody, kept_as: str, picture: Picture, context: Context
) -> Refused | None:
    """Why the guest is not kept: asked as it is opened, and again as the crew has answered."""
    if custody.home == context.code:
        return refuse(AdoptionRefusal.unit_is_our_own, unit=custody.id)
    if custody.kept_at is not None:
        return refuse(AdoptionRefusal.guest_kept_already, unit=custody.id)
    if not _is_gone(picture, custody.home):
        return refuse(AdoptionRefusal.home_not_gone, unit=custody.id, home=custody.home)
    if not _is_here(picture, custody, context.code):
        return refuse(AdoptionRefusal.guest_not_here, unit=custody.id)
    found = picture.units.get(custody.id)
    if found is not None and found.incident is not None:
        return refuse(UnitRefusal.unit_is_assigned, unit=found.id, incident=found.incident)
    if found is not None and found.stack:
        return refuse(UnitRefusal.unit_has_stack, unit=found.id, incidents=", ".join(found.stack))
    return refuse(UnitRefusal.unit_exists, unit=kept_as) if kept_as in picture.units else None


def _is_gone(picture: Picture, home: str) -> bool:
    """By our officers' own word: left out of a restore, or its link is cut or ended. A town that
    we never met is not gone by that.
    """
    own = restored(picture)
    is_left_out = own is not None and any(
        each.neighbour == home and each.confirmed_by is not None for each in own.left_out
    )
    neighbour = picture.neighbours.get(home)
    return is_left_out or (neighbour is not None and neighbour.standing in _GONE)


def _is_here(picture: Picture, custody: Custody, me: str) -> bool:
    """Whether it may be with us: ours to order, on its way home, or unknown since a restore in
    which all others have answered and none has it."""
    claim = custody.claim
    if custody.is_reconciled:
        is_returned = custody.is_watching and claim.town == custody.home
        return holds(custody, me) or is_returned
    own = restored(picture)
    if own is None or own.missing:
        return False
    return not any(
        each.unit == custody.id
        and each.claim.hold is not Hold.nobody
        and each.claim.town not in (me, custody.home)
        for answer in own.answers
        for each in answer.units
    )


def adopted(
    custody: Custody, picture: Picture, context: Context, nonce: str, words: str, heard_by: str
) -> list[Event]:
    """What is recorded as the crew has said the digits back."""
    override = custody.override
    assert override is not None, "it was opened"
    assert override.confirmed_by is not None, "by two officers"
    owner, kept_as = f"unit/{custody.id}", override.kept_as or ""
    events: list[Event] = [
        GuestAdopted(
            unit=custody.id,
            home=custody.home,
            by=context.code,
            officers=(override.opened_by, override.confirmed_by),
            nonce=nonce,
            words=Words(owner, words),
            heard_by=Words(owner, heard_by),
            kept_as=kept_as,
        )
    ]
    if kept_as:
        events.append(_registered(custody, picture, context, kept_as))
    return events


def _registered(
    custody: Custody, picture: Picture, context: Context, kept_as: str
) -> UnitRegistered:
    found = picture.units.get(custody.id)
    sign = custody.id.rpartition("-")[2]
    what = custody.vehicle or Vehicle(sign, "unknown" if found is None else found.kind)
    return UnitRegistered(
        unit=kept_as,
        call_sign=what.call_sign,
        kind=what.kind,
        home=context.code,
        incarnation=custody.life,
        agency=what.agency,
        agency_name=what.agency_name,
        capabilities=what.capabilities,
        crew_minimum=what.crew_minimum,
    )


# 3. evolve


def opened(picture: Picture, event: GuestAdoptionOpened, _stamp: Stamp) -> Picture:
    """Nothing has moved."""
    override = Override(event.epoch, event.officer, event.nonce, kept_as=event.kept_as)

    def change(custody: Custody) -> Custody:
        return _replace(custody, override=override)

    return changed(picture, event.unit, event.home, change)


def kept(picture: Picture, event: GuestAdopted, stamp: Stamp) -> Picture:
    """Off the register under home's id; what this log knows of its authority stands."""

    def change(custody: Custody) -> Custody:
        return _replace(
            custody, override=None, offer=None, kept_as=event.kept_as, kept_at=stamp.occurred_at,
            kept_under=custody.claim.epoch,
        )  # fmt: skip

    after = changed(picture, event.unit, event.home, change)
    return _replace(after, units=after.units.drop(event.unit))


# 4. the tables

DECIDE = {AdoptGuest: open_adoption}

EVOLVE = {
    "guest_adoption_opened.1": (GuestAdoptionOpened, opened),
    "guest_adopted.1": (GuestAdopted, kept),
}

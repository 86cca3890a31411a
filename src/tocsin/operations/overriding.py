"""Take a unit of ours back without its holder, and keep a record of the hold that ended so.

Source: the lending protocol, rules 7 and 8; NIST SP 800-53 r5 AC-3(2) (dual authorization). Only
the unit's home overrides: with a reason, two different officers, and the crew's own answer to a
word that was never used before. Without the crew's answer there is no override.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.adopting import adopted, cannot_keep, digits
from tocsin.operations.answers import CommandRefused
from tocsin.operations.custody import changed, custody_of, lost, now_held, offered, readied, told
from tocsin.operations.lending import LendingRefusal
from tocsin.operations.officers import OfficerRefusal
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
    Conflict,
    Custody,
    CustodyFact,
    Epoch,
    Limits,
    Override,
    holds,
    next_epoch,
)
from tocsin.operations.picture.incident import Response
from tocsin.operations.units import UnitRefusal
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

MOST_WRONG = 3
WRONG_WAIT = timedelta(minutes=5)
"""Between one answer and the next, once so many had other digits."""


class OverridingRefusal(StrEnum):
    """Why authority is not taken back, or a conflict not closed."""

    only_home_overrides = "only_home_overrides"
    override_not_open = "override_not_open"
    two_officers_needed = "two_officers_needed"
    nonce_not_answered = "nonce_not_answered"
    nonce_too_often_wrong = "nonce_too_often_wrong"
    conflict_unknown = "conflict_unknown"


# 1. commands and the events they may cause


class OpenOverride(Command, frozen=True):
    """The first officer's word. The new epoch and the nonce are in the log before they are said."""

    unit: Ident
    reason: Short


class OverrideOpened(Event, frozen=True):
    """Waits for a second officer and for the crew."""

    unit: str
    home: str
    by: str
    epoch: Epoch
    nonce: str
    officer: str
    reason: Words


class ConfirmOverride(Command, frozen=True):
    """The second officer's word."""

    unit: Ident


class OverrideConfirmed(Event, frozen=True):
    """Two different officers want it."""

    unit: str
    home: str
    epoch: Epoch
    officer: str


class AnswerOverride(Command, frozen=True):
    """The crew was told the epoch and the nonce, and said the nonce back: its words, who heard
    it."""

    unit: Ident
    nonce: Ident
    words: Short
    heard_by: Short


class AuthorityOverridden(Event, frozen=True):
    """Ours. Whoever held it learns it from our slice, and records what it loses."""

    unit: str
    home: str
    by: str
    epoch: Epoch
    officers: tuple[str, ...]
    nonce: str
    words: Words
    heard_by: Words
    holder: str = ""


class OverrideConflictRecorded(Event, frozen=True):
    """A hold ended without its holder's release: which, and what it had ordered under it."""

    unit: str
    home: str
    loser: str
    lost: Epoch
    winning: Epoch
    assignments: tuple[str, ...] = ()


class OwnConflict(Command, frozen=True):
    """Somebody looks after a lost hold, until it is closed."""

    unit: Ident
    epoch: Ident
    person: Ident


class ConflictOwned(Event, frozen=True):
    """Whose matter it is."""

    unit: str
    home: str
    winning: str
    person: str


class CloseConflict(Command, frozen=True):
    """What was found and agreed about a lost hold. `epoch` is the one that won."""

    unit: Ident
    epoch: Ident
    resolution: Short


class ConflictClosed(Event, frozen=True):
    """Nobody need look at it any more; the log keeps it."""

    unit: str
    home: str
    winning: str
    resolution: Words


# 2. decide


def open_override(command: OpenOverride, picture: Picture, context: Context) -> Decision:
    """Of a unit that another town holds, or that hangs between two."""
    custody = custody_of(picture, command.unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    if custody.home != context.code:
        return refuse(OverridingRefusal.only_home_overrides, unit=command.unit, home=custody.home)
    if not custody.is_reconciled:
        return refuse(UnitRefusal.log_unreconciled, unit=command.unit)
    if holds(custody, context.code):
        return refuse(LendingRefusal.unit_is_with_us, unit=command.unit)
    return [
        OverrideOpened(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            epoch=next_epoch(custody, context.code),
            nonce=digits(context),
            officer=context.actor,
            reason=Words(f"unit/{command.unit}", command.reason),
        )
    ]


def _opened(picture: Picture, unit: str) -> tuple[Custody, Override] | Refused:
    custody = custody_of(picture, unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=unit)
    override = custody.override
    is_ready = override is not None and (custody.is_reconciled or override.kept_as is not None)
    if override is None or not is_ready:
        return refuse(OverridingRefusal.override_not_open, unit=unit)
    return custody, override


def confirm(command: ConfirmOverride, picture: Picture, context: Context) -> Decision:
    """By another person than the first."""
    pair = _opened(picture, command.unit)
    if isinstance(pair, Refused):
        return pair
    custody, override = pair
    if override.confirmed_by is not None:
        return []
    if context.actor == override.opened_by:
        return refuse(
            OverridingRefusal.two_officers_needed, unit=command.unit, first=override.opened_by
        )
    return [
        OverrideConfirmed(
            unit=command.unit, home=custody.home, epoch=override.epoch, officer=context.actor
        )
    ]


def answer(command: AnswerOverride, picture: Picture, context: Context) -> Decision:
    """What the crew said is kept under its unit."""
    pair = _opened(picture, command.unit)
    if isinstance(pair, Refused):
        return pair
    custody, override = pair
    if override.confirmed_by is None:
        return refuse(
            OverridingRefusal.two_officers_needed, unit=command.unit, first=override.opened_by
        )
    if (again_at := _again_at(override)) is not None and context.now < again_at:
        return refuse(
            OverridingRefusal.nonce_too_often_wrong,
            unit=command.unit,
            wrong=override.wrong,
            again=again_at,
        )
    if command.nonce != override.nonce:
        return refuse(OverridingRefusal.nonce_not_answered, unit=command.unit)
    if override.kept_as is not None:
        cannot = cannot_keep(custody, override.kept_as, picture, context)
        if cannot is not None:
            return cannot
        facts = adopted(custody, picture, context, command.nonce, command.words, command.heard_by)
        return [*facts, *_left_open(custody, override)]
    owner = f"unit/{command.unit}"
    return [
        AuthorityOverridden(
            unit=command.unit,
            home=custody.home,
            by=context.code,
            epoch=override.epoch,
            officers=(override.opened_by, override.confirmed_by),
            nonce=override.nonce,
            words=Words(owner, command.words),
            heard_by=Words(owner, command.heard_by),
            holder=custody.claim.town,
        )
    ]


def _left_open(custody: Custody, override: Override) -> list[Event]:
    """What home finds when it is back: its authority ended here without its word."""
    if not override.kept_as:
        return []
    epoch = custody.claim.epoch
    return [
        OverrideConflictRecorded(
            unit=custody.id, home=custody.home, loser=custody.home, lost=epoch, winning=epoch
        )
    ]


def _again_at(override: Override) -> datetime | None:
    """When digits are listened to again, after so many wrong ones."""
    if override.wrong < MOST_WRONG or override.wrong_at is None:
        return None
    return override.wrong_at + WRONG_WAIT


def _open_conflict(picture: Picture, unit: str, epoch: str) -> Custody | Refused:
    custody = picture.custody.get(unit)
    if custody is not None and any(
        str(each.winning) == epoch and each.closed_at is None for each in custody.conflicts
    ):
        return custody
    return refuse(OverridingRefusal.conflict_unknown, unit=unit, epoch=epoch)


def own_conflict(command: OwnConflict, picture: Picture, _context: Context) -> Decision:
    """Somebody this town knows."""
    custody = _open_conflict(picture, command.unit, command.epoch)
    if isinstance(custody, Refused):
        return custody
    if command.person not in picture.people:
        return refuse(OfficerRefusal.person_unknown, person=command.person)
    return [
        ConflictOwned(
            unit=command.unit, home=custody.home, winning=command.epoch, person=command.person
        )
    ]


def close_conflict(command: CloseConflict, picture: Picture, _context: Context) -> Decision:
    """By a person; nothing is won by the last writer in silence."""
    custody = _open_conflict(picture, command.unit, command.epoch)
    if isinstance(custody, Refused):
        return custody
    return [
        ConflictClosed(
            unit=command.unit,
            home=custody.home,
            winning=command.epoch,
            resolution=Words(f"unit/{command.unit}", command.resolution),
        )
    ]


def ordered_since(picture: Picture, custody: Custody) -> tuple[str, ...]:
    """Incidents that the unit was sent to since its present hold began, sorted."""
    since = custody.since
    return tuple(
        incident.id
        for incident in picture.incidents.values()
        if any(
            each.unit == custody.id and (since is None or _is_since(each, since))
            for each in incident.responses
        )
    )


def _is_since(response: Response, since: datetime) -> bool:
    return not response.marks or response.marks[0].at >= since


# 3. evolve


def override_opened(picture: Picture, event: OverrideOpened, stamp: Stamp) -> Picture:
    """An offer to ourselves: nothing has moved."""

    def change(custody: Custody) -> Custody:
        at = stamp.occurred_at
        after = offered(custody, event.epoch, event.by, at, Limits())
        override = Override(event.epoch, event.officer, event.nonce)
        after = _replace(after, override=override)
        return told(after, CustodyFact.offered, event.epoch, event.by, at)

    return changed(picture, event.unit, event.home, change)


def override_confirmed(picture: Picture, event: OverrideConfirmed, _stamp: Stamp) -> Picture:
    """Waits for the crew."""

    def change(custody: Custody) -> Custody:
        open_ = custody.override
        if open_ is None or open_.epoch != event.epoch:
            return custody
        return _replace(custody, override=_replace(open_, confirmed_by=event.officer))

    return changed(picture, event.unit, event.home, change)


def overridden(picture: Picture, event: AuthorityOverridden, stamp: Stamp) -> Picture:
    """The crew has answered, so it is ours."""

    def change(custody: Custody) -> Custody:
        after = readied(custody, event.epoch, event.by)
        fact = CustodyFact.overridden
        return now_held(after, fact, event.epoch, event.by, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


def conflict_recorded(picture: Picture, event: OverrideConflictRecorded, stamp: Stamp) -> Picture:
    """In every log that is connected."""

    def change(custody: Custody) -> Custody:
        at = stamp.occurred_at
        conflict = Conflict(event.loser, event.lost, event.winning, event.assignments, at)
        return told(
            lost(custody, conflict), CustodyFact.conflict, event.winning, event.loser, at,
            lost=event.lost, assignments=event.assignments,
        )  # fmt: skip

    return changed(picture, event.unit, event.home, change)


def answer_refused(picture: Picture, event: CommandRefused, stamp: Stamp) -> Picture:
    """Wrong digits are counted: the refusal is on record, and the count with it."""
    name = event.parameters.get("unit", "")
    custody = picture.custody.get(name)
    if event.code != OverridingRefusal.nonce_not_answered or custody is None:
        return picture
    if custody.override is None:
        return picture
    override = _replace(
        custody.override, wrong=custody.override.wrong + 1, wrong_at=stamp.occurred_at
    )
    return _replace(
        picture, custody=picture.custody.put(name, _replace(custody, override=override))
    )


def _with_conflict(
    picture: Picture, event: ConflictOwned | ConflictClosed, **what: object
) -> Picture:
    def change(custody: Custody) -> Custody:
        conflicts = tuple(
            _replace(each, **what)
            if str(each.winning) == event.winning and each.closed_at is None
            else each
            for each in custody.conflicts
        )
        return _replace(custody, conflicts=conflicts)

    return changed(picture, event.unit, event.home, change)


def conflict_owned(picture: Picture, event: ConflictOwned, _stamp: Stamp) -> Picture:
    """Its owner here; the other town has one of its own."""
    return _with_conflict(picture, event, owner=event.person)


def conflict_closed(picture: Picture, event: ConflictClosed, stamp: Stamp) -> Picture:
    """Kept, and off the list."""
    return _with_conflict(picture, event, closed_at=stamp.occurred_at)


# 4. the tables

DECIDE = {
    OpenOverride: open_override,
    ConfirmOverride: confirm,
    AnswerOverride: answer,
    OwnConflict: own_conflict,
    CloseConflict: close_conflict,
}

EVOLVE = {
    "override_opened.1": (OverrideOpened, override_opened),
    "override_confirmed.1": (OverrideConfirmed, override_confirmed),
    "authority_overridden.1": (AuthorityOverridden, overridden),
    "override_conflict_recorded.1": (OverrideConflictRecorded, conflict_recorded),
    "conflict_owned.1": (ConflictOwned, conflict_owned),
    "conflict_closed.1": (ConflictClosed, conflict_closed),
}

ALSO = {"command_refused.1": answer_refused}

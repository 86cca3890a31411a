"""After the log was restored from a backup: hold nothing, ask every neighbour, then the crews.

Source: the lending protocol, rule 9; NIST SP 800-34 (recovery). A neighbour that answers promises
to hear no entry of the older life any more. What it says is compared with what the crew listens to.
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.believing import HIGHEST_TOLD, is_sayable
from tocsin.operations.custody import (
    LOG,
    changed,
    custody_of,
    known_units,
    life_of,
    noted,
    now_held,
    restored,
    told,
    units_unreconciled,
)
from tocsin.operations.hearing import UnitAccepted
from tocsin.operations.lending import UnitReleased
from tocsin.operations.lost_transfers import TRANSFERS, stock_now
from tocsin.operations.neighbours import joined
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
    FIRST,
    Claim,
    Custody,
    CustodyAnswer,
    CustodyFact,
    Epoch,
    HeardLife,
    Hold,
    LeftOut,
    LogLife,
    NeighbourAnswer,
    PastLife,
    begin_life,
    parsed,
)
from tocsin.operations.units import UnitRefusal
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


MOST_UNITS, MOST_TOWNS = 5_000, 200
"""In one answer."""


class ReconcilingRefusal(StrEnum):
    """Why a restored log goes on asking."""

    neighbours_not_answered = "neighbours_not_answered"
    nothing_to_reconcile = "nothing_to_reconcile"
    units_not_reconciled = "units_not_reconciled"
    answer_not_asked = "answer_not_asked"
    answer_not_true = "answer_not_true"
    epoch_unreadable = "epoch_unreadable"
    town_unknown = "town_unknown"
    neighbour_not_waited_for = "neighbour_not_waited_for"
    second_officer_needed = "second_officer_needed"


# 1. commands and the events they may cause


class NoticeRestore(Command, frozen=True):
    """This log was restored and begins a new life. Said once, by the town itself as it opens."""

    life: Ident


class LogRestored(Event, frozen=True):
    """Nothing is held here until these neighbours have answered, and then each crew."""

    life: str
    asked: tuple[str, ...]


class AnswerRestored(Command, frozen=True):
    """CustodyAnswer a neighbour that was restored: its older life is heard no more."""

    neighbour: Ident
    life: Ident


class RestoreAnswered(Event, frozen=True):
    """What we know of every unit that was ever told of, as it was said to the neighbour, and which
    towns we are joined with: its crews may have been told by one of them."""

    neighbour: str
    life: str
    units: tuple[CustodyAnswer, ...] = ()
    towns: tuple[str, ...] = ()


class HearAnswer(Command, frozen=True):
    """A neighbour's answer to our restore."""

    neighbour: Ident
    life: Ident
    units: Annotated[tuple[CustodyAnswer, ...], msgspec.Meta(max_length=MOST_UNITS)] = ()
    towns: Annotated[tuple[Ident, ...], msgspec.Meta(max_length=MOST_TOWNS)] = ()


class ReconciliationAnswered(Event, frozen=True):
    """One neighbour fewer to wait for; also one that was left out, and answers after all."""

    neighbour: str
    units: tuple[CustodyAnswer, ...] = ()
    towns: tuple[str, ...] = ()


class LeaveOut(Command, frozen=True):
    """An officer's word that a neighbour will not answer: it is gone for good, or was restored at
    the same time and waits for us. A second officer's word for the same one confirms it."""

    neighbour: Ident
    reason: Short


class NeighbourLeftOut(Event, frozen=True):
    """Its answer is not waited for once a second officer has confirmed it. Undone when it answers
    after all."""

    neighbour: str
    officer: str
    confirmed: bool
    reason: Words


class ReconcileUnit(Command, frozen=True):
    """The crew was asked whom it listens to: the epoch of its card, who told it, and to whom it
    listens."""

    unit: Ident
    epoch: Ident
    told_by: Ident
    listens_to: Ident
    means: Short = "radio"


class AuthorityReconciled(Event, frozen=True):
    """What this log takes to be so again. A limbo that it is told of it watches from now on."""

    unit: str
    home: str
    by: str
    claim: Claim
    generation: int
    register: Epoch
    told_by: str
    listens_to: str


class AuthorityReinstated(Event, frozen=True):
    """Ours: the crew names us, and nobody knows better."""

    unit: str
    home: str
    by: str
    epoch: Epoch


# 2. decide


def notice(command: NoticeRestore, picture: Picture, _context: Context) -> Decision:
    """Without a neighbour nobody can hold what is ours: there is nothing to ask."""
    asked = tuple(each for each in joined(picture) if is_lending_agreed(picture, each))
    if not asked or life_of(picture) == command.life:
        return []
    return [LogRestored(life=command.life, asked=asked)]


def answer_restored(command: AnswerRestored, picture: Picture, _context: Context) -> Decision:
    """Not while we ask ourselves: who is unreconciled knows nothing."""
    cannot = cannot_answer(picture)
    if cannot is not None:
        return cannot
    heard = picture.heard_lives.get(command.neighbour)
    if heard is not None and heard.life == command.life:
        return []
    return [
        RestoreAnswered(
            neighbour=command.neighbour,
            life=command.life,
            units=known_units(picture),
            towns=joined(picture),
        )
    ]


def cannot_answer(picture: Picture) -> Refused | None:
    """Why a restored neighbour has to wait for our answer, or None."""
    own = restored(picture)
    if own is not None and own.missing:
        return refuse(ReconcilingRefusal.neighbours_not_answered, neighbours=", ".join(own.missing))
    if own is not None and (unsure := units_unreconciled(picture)):
        return refuse(ReconcilingRefusal.units_not_reconciled, units=", ".join(unsure))
    return None


def _known_towns(picture: Picture, own: LogLife, me: str) -> set[str]:
    """Towns that a crew may name: ours, the neighbours, and whoever they tell of."""
    told_of = {
        town
        for answer in own.answers
        for town in (
            answer.neighbour,
            *answer.towns,
            *(name for each in answer.units for name in (each.home, each.claim.town)),
        )
    }
    lent = {
        town
        for each in picture.custody.values()
        for town in (each.home, *(entry.town for entry in each.entries))
    }
    return {me, *picture.neighbours, *told_of, *lent}


def hear_answer(command: HearAnswer, picture: Picture, context: Context) -> Decision:
    """Of the neighbours that were asked, once each, about this life."""
    own = restored(picture)
    if own is None or command.life != own.life or command.neighbour not in own.asked:
        return refuse(ReconcilingRefusal.answer_not_asked, neighbour=command.neighbour)
    if any(each.neighbour == command.neighbour for each in own.answers):
        return []
    for each in command.units:
        if not is_sayable(each.claim.epoch) or each.generation > HIGHEST_TOLD:
            return refuse(
                ReconcilingRefusal.answer_not_true, neighbour=command.neighbour, unit=each.unit
            )
    answer = ReconciliationAnswered(
        neighbour=command.neighbour, units=command.units, towns=command.towns
    )
    if command.neighbour not in _left_out_of(own):
        return [answer]
    return [answer, *_known_late(command, picture, context.code)]


def _known_late(command: HearAnswer, picture: Picture, me: str) -> list[Event]:
    """What was nobody's until this town answered: it holds it still, and had asked the crew for a
    next grant that it never made. Nothing else was heard or done since."""
    found: list[Event] = []
    for each in command.units:
        custody = picture.custody.get(each.unit)
        if custody is None or custody.home != me or not custody.entries:
            continue
        last = custody.entries[-1]
        supposed = Claim(last.epoch, Hold.released, command.neighbour)
        is_supposed = last.kind is CustodyFact.reconciled and custody.claim == supposed
        holds_it = each.claim.hold is Hold.held and each.claim.town == command.neighbour
        if is_supposed and holds_it and each.claim.epoch < last.epoch:
            found.append(
                AuthorityReconciled(
                    unit=each.unit, home=me, by=me, claim=each.claim,
                    generation=max(each.generation, custody.highest_generation),
                    register=last.epoch, told_by=command.neighbour, listens_to=command.neighbour,
                )
            )  # fmt: skip
    return found


def leave_out(command: LeaveOut, picture: Picture, context: Context) -> Decision:
    """By two different officers, as an override: what it knew, nobody here knows."""
    own = restored(picture)
    if own is None or command.neighbour not in own.missing:
        return refuse(ReconcilingRefusal.neighbour_not_waited_for, neighbour=command.neighbour)
    first = next((e for e in own.left_out if e.neighbour == command.neighbour), None)
    if first is not None and first.officer == context.actor:
        return refuse(
            ReconcilingRefusal.second_officer_needed,
            neighbour=command.neighbour,
            first=first.officer,
        )
    return [
        NeighbourLeftOut(
            neighbour=command.neighbour,
            officer=context.actor,
            confirmed=first is not None,
            reason=Words(f"neighbour/{command.neighbour}", command.reason),
        )
    ]


def reconcile(command: ReconcileUnit, picture: Picture, context: Context) -> Decision:
    """The highest of what the neighbours say, against what the crew listens to."""
    own = restored(picture)
    home = _home_of(picture, command.unit)
    if own is None or home is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    custody = custody_of(picture, command.unit, home)
    if custody is None or custody.is_reconciled:
        return refuse(ReconcilingRefusal.nothing_to_reconcile, unit=command.unit)
    if own.missing:
        return refuse(ReconcilingRefusal.neighbours_not_answered, neighbours=", ".join(own.missing))
    register = parsed(command.epoch)
    if register is None or not is_sayable(register):
        return refuse(ReconcilingRefusal.epoch_unreadable, epoch=command.epoch)
    for town in (command.told_by, command.listens_to):
        if town not in _known_towns(picture, own, context.code):
            return refuse(ReconcilingRefusal.town_unknown, town=town)
    gone = _left_out_of(own)
    if gone and home != context.code:
        # A guest: only who was left out may know whether it was released to us, or we let it go.
        return refuse(
            ReconcilingRefusal.neighbours_not_answered, neighbours=", ".join(sorted(gone))
        )
    answers = _answers(own, command.unit, home)
    best = max((each.claim for each in answers), key=_height)
    if command.listens_to in gone and best.epoch < register:
        # The crew obeys a town that nobody can ask: nobody's until it answers, or we override.
        best = Claim(register, Hold.released, command.listens_to)
    first = AuthorityReconciled(
        unit=command.unit,
        home=home,
        by=context.code,
        claim=best,
        generation=max(register.generation, *(each.generation for each in answers)),
        register=register,
        told_by=command.told_by,
        listens_to=command.listens_to,
    )
    return [first, *_follows(first, custody)]


def _height(claim: Claim) -> tuple[Epoch, Hold]:
    return claim.epoch, claim.hold


def _home_of(picture: Picture, unit: str) -> str | None:
    custody, own = picture.custody.get(unit), picture.units.get(unit)
    if custody is not None or own is not None:
        return custody.home if custody is not None else own.authority.home  # type: ignore[union-attr]
    life = restored(picture)
    homes = (
        each.home
        for answer in (() if life is None else life.answers)
        for each in answer.units
        if each.unit == unit
    )
    return next(homes, None)


def _answers(own: LogLife, unit: str, home: str) -> list[CustodyAnswer]:
    """What each neighbour says of the unit: one that never heard of it says that home holds it."""
    nothing = CustodyAnswer(unit, home, Claim(FIRST, Hold.held, home))
    found = [
        next((each for each in answer.units if each.unit == unit), nothing)
        for answer in own.answers
    ]
    return found or [nothing]


def _left_out_of(own: LogLife) -> set[str]:
    return {each.neighbour for each in own.left_out if each.confirmed_by is not None}


def _follows(told_us: AuthorityReconciled, custody: Custody) -> list[Event]:
    """What more is so, from what neighbours and crew say together."""
    me, best, epoch = told_us.by, told_us.claim, told_us.register
    unit, home = told_us.unit, told_us.home
    is_for_us = told_us.listens_to == me and best.epoch <= epoch
    if is_for_us and (told_us.told_by == me or (best.epoch == epoch and best.town == me)):
        return [AuthorityReinstated(unit=unit, home=home, by=me, epoch=epoch)]
    if told_us.told_by == me and _height(best) < (epoch, Hold.held):
        to = told_us.listens_to
        return [UnitReleased(unit=unit, home=home, by=me, to=to, epoch=epoch)]
    if best.town == me and best.hold is Hold.held:
        return [AuthorityReinstated(unit=unit, home=home, by=me, epoch=best.epoch)]
    if best.town == me:
        return [
            UnitAccepted(
                unit=unit, home=home, by=me, giver="", epoch=best.epoch, vehicle=custody.vehicle
            )
        ]
    return []


# 3. evolve


def log_restored(picture: Picture, event: LogRestored, stamp: Stamp) -> Picture:
    """From here nothing counts as held that was not reconciled in this life."""
    before = restored(picture)
    ended = PastLife("" if before is None else before.life, picture.counts.get(TRANSFERS) or 0)
    life = LogLife(
        event.life,
        stamp.recorded_at,
        event.asked,
        past=(*(() if before is None else before.past), ended),
        stock=stock_now(picture),
    )
    return _replace(picture, log_lives=picture.log_lives.put(LOG, life))


def restore_answered(picture: Picture, event: RestoreAnswered, _stamp: Stamp) -> Picture:
    """The promise."""
    heard = HeardLife(event.neighbour, event.life, event.units, event.towns)
    return _replace(picture, heard_lives=picture.heard_lives.put(event.neighbour, heard))


def answered(picture: Picture, event: ReconciliationAnswered, _stamp: Stamp) -> Picture:
    """Kept until each crew is asked."""
    own = restored(picture)
    if own is None:
        return picture
    answer = NeighbourAnswer(event.neighbour, event.units, event.towns)
    left_out = tuple(each for each in own.left_out if each.neighbour != event.neighbour)
    after = _replace(own, answers=(*own.answers, answer), left_out=left_out)
    return _replace(picture, log_lives=picture.log_lives.put(LOG, after))


def left_out(picture: Picture, event: NeighbourLeftOut, _stamp: Stamp) -> Picture:
    """By one officer: wanted. By a second: not waited for."""
    own = restored(picture)
    if own is None:
        return picture
    others = tuple(each for each in own.left_out if each.neighbour != event.neighbour)
    first = next((e for e in own.left_out if e.neighbour == event.neighbour), None)
    said = LeftOut(event.neighbour, event.officer)
    if first is not None and event.confirmed:
        said = _replace(first, confirmed_by=event.officer)
    after = _replace(own, left_out=(*others, said))
    return _replace(picture, log_lives=picture.log_lives.put(LOG, after))


def reconciled(picture: Picture, event: AuthorityReconciled, stamp: Stamp) -> Picture:
    """Known again; whoever released it, we watch a limbo that we are told of."""
    life = life_of(picture)

    def change(custody: Custody) -> Custody:
        watches = event.claim.hold is Hold.released
        at = stamp.occurred_at
        after = begin_life(custody, life, event.register)
        after = noted(after, event.claim, at, watches=watches)
        generation = max(after.heard_generation, event.generation)
        top = max(after.top, Epoch(event.generation, 0))
        after = _replace(after, heard_generation=generation, top=top)
        return told(
            after, CustodyFact.reconciled, event.claim.epoch, event.claim.town, at,
            hold=event.claim.hold,
        )  # fmt: skip

    return changed(picture, event.unit, event.home, change)


def reinstated(picture: Picture, event: AuthorityReinstated, stamp: Stamp) -> Picture:
    """Held again."""

    def change(custody: Custody) -> Custody:
        fact = CustodyFact.reinstated
        return now_held(custody, fact, event.epoch, event.by, stamp.occurred_at)

    return changed(picture, event.unit, event.home, change)


# 4. the tables

DECIDE = {
    NoticeRestore: notice,
    AnswerRestored: answer_restored,
    HearAnswer: hear_answer,
    LeaveOut: leave_out,
    ReconcileUnit: reconcile,
}

EVOLVE = {
    "log_restored.1": (LogRestored, log_restored),
    "restore_answered.1": (RestoreAnswered, restore_answered),
    "reconciliation_answered.1": (ReconciliationAnswered, answered),
    "neighbour_left_out.1": (NeighbourLeftOut, left_out),
    "authority_reconciled.1": (AuthorityReconciled, reconciled),
    "authority_reinstated.1": (AuthorityReinstated, reinstated),
}

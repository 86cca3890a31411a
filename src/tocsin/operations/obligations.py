"""Owe something by a time; meet it, waive it, postpone it; tell the next person when it is overdue.

Source: ISO 22320 §5.2 (follow-up of decisions), NFPA 1561 §8.4 (PAR), APCO/NENA ANS 1.107
(call-back).
What arises from how things stand is in `arising`, what the clock orders in `due`.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.arising import REARMED, TIMERS, has_arisen, timer, waiting_for
from tocsin.operations.involved import recounted
from tocsin.operations.narrative import NarrativeRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Obligation, Picture, Timer
from tocsin.operations.picture.agenda import noted, struck
from tocsin.operations.picture.obligation import ObligationState
from tocsin.operations.reading import EntryAcknowledged, ReadingAsked
from tocsin.operations.units import UnitRefusal, is_ahead
from tocsin.terms.codes import Role
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

SUBJECTS = {
    "agreement": "compacts",
    "closure": "closures",
    "facility": "facilities",
    "incident": "incidents",
    "lot": "lots",
    "person": "people",
    "place_loan": "place_loans",
    "report": "reports",
    "request": "records_requests",
    "task": "tasks",
    "unit": "units",
    "warning": "warnings",
}
"""What something may be owed about, and where it is in the picture."""


class ObligationRefusal(StrEnum):
    """Why nothing is owed, met, waived or postponed."""

    obligation_unknown = "obligation_unknown"
    obligation_is_settled = "obligation_is_settled"
    not_later = "not_later"
    timer_unknown = "timer_unknown"
    steps_not_rising = "steps_not_rising"


# 1. commands and the events they may cause


class OweThis(Command, frozen=True):
    """Something is owed about a subject, by a role or a person;
    without `due_at`, by the kind's timer.
    """

    kind: Short
    subject: Ident
    due_at: datetime | None = None
    role: Role | None = None
    person: Ident | None = None
    note: Remark | None = None
    id: Ident | None = None


class ObligationOpened(Event, frozen=True):
    """Owed from now on."""

    obligation: str
    kind: str
    subject: str
    due_at: datetime
    role: str
    person: str | None = None
    note: Words | None = None
    incident: str | None = None


class MeetObligation(Command, frozen=True):
    """It is done."""

    obligation: Ident
    note: Remark | None = None


class ObligationMet(Event, frozen=True):
    """Done, at the time of the record."""

    obligation: str
    note: Words | None = None


class WaiveObligation(Command, frozen=True):
    """It need not be done, for this reason."""

    obligation: Ident
    reason: Short


class ObligationWaived(Event, frozen=True):
    """Not owed any more."""

    obligation: str
    reason: Words


class PostponeObligation(Command, frozen=True):
    """It may be done later, for this reason; the ladder begins again."""

    obligation: Ident
    due_at: datetime
    reason: Short


class ObligationPostponed(Event, frozen=True):
    """Owed by this time now."""

    obligation: str
    due_at: datetime
    reason: Words


class EscalateObligation(Command, frozen=True):
    """A deadline command (`due`): so long overdue that the next on the ladder is told."""

    obligation: Ident
    level: Annotated[int, msgspec.Meta(ge=1, le=20)]


class ObligationEscalated(Event, frozen=True):
    """Which rung, and the role that is told."""

    obligation: str
    level: int
    to: str


class LapseObligation(Command, frozen=True):
    """A deadline command (`due`): what it arose from is over."""

    obligation: Ident


class ObligationLapsed(Event, frozen=True):
    """It ended by itself."""

    obligation: str


class ReportWelfare(Command, frozen=True):
    """The crews of these units have said that they are well (a personnel accountability report)."""

    units: Annotated[tuple[Ident, ...], msgspec.Meta(min_length=1, max_length=200)]


class WelfareReported(Event, frozen=True):
    """Heard at the time of the record; the welfare timer counts from there."""

    units: tuple[str, ...]


class AdoptTimers(Command, frozen=True):
    """How long kinds of things may take in this town, and who is told; others stay as they are."""

    timers: Annotated[tuple[Timer, ...], msgspec.Meta(min_length=1, max_length=100)]


class TimersAdopted(Event, frozen=True):
    """These hold from now on."""

    timers: tuple[Timer, ...]


# 2. decide


def owe(command: OweThis, picture: Picture, context: Context) -> Decision:
    """What is owed already under the id is nothing new."""
    name = command.id or context.new_id("o")
    if name in picture.obligations:
        return []
    kind, _, subject = command.subject.partition("/")
    where = SUBJECTS.get(kind)
    if where is None or subject not in getattr(picture, where):
        return refuse(NarrativeRefusal.subject_unknown, subject=command.subject)
    own = timer(picture, command.kind)
    return [
        ObligationOpened(
            obligation=name,
            kind=command.kind,
            subject=command.subject,
            due_at=command.due_at or context.occurred_at + timedelta(seconds=own.after_s),
            role=command.role or own.role,
            person=command.person,
            note=None if command.note is None else Words(command.subject, command.note),
            incident=_worked_for(picture, subject) if kind == "unit" else None,
        )
    ]


def _worked_for(picture: Picture, unit: str) -> str | None:
    """The incident a unit works for, or comes back from: what is owed about it tells of that."""
    found = picture.units.get(unit)
    return None if found is None else found.incident or found.returning_from


def _open(picture: Picture, obligation: str) -> Obligation | Refused:
    found = picture.obligations.get(obligation)
    if found is None:
        return refuse(ObligationRefusal.obligation_unknown, obligation=obligation)
    if found.state is not ObligationState.open:
        return refuse(
            ObligationRefusal.obligation_is_settled, obligation=obligation, state=found.state
        )
    return found


def meet(command: MeetObligation, picture: Picture, context: Context) -> Decision:
    """A meeting in the future meets nothing."""
    found = _open(picture, command.obligation)
    if isinstance(found, Refused):
        return found
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.subject, at=context.occurred_at)
    note = None if command.note is None else Words(found.subject, command.note)
    return [ObligationMet(obligation=found.id, note=note)]


def waive(command: WaiveObligation, picture: Picture, _context: Context) -> Decision:
    """The reason stays with the subject."""
    found = _open(picture, command.obligation)
    if isinstance(found, Refused):
        return found
    reason = Words(found.subject, command.reason)
    return [ObligationWaived(obligation=found.id, reason=reason)]


def postpone(command: PostponeObligation, picture: Picture, _context: Context) -> Decision:
    """Only to a later time: sooner is a new obligation."""
    found = _open(picture, command.obligation)
    if isinstance(found, Refused):
        return found
    if command.due_at <= found.due_at:
        return refuse(ObligationRefusal.not_later, obligation=found.id, due=found.due_at)
    reason = Words(found.subject, command.reason)
    return [ObligationPostponed(obligation=found.id, due_at=command.due_at, reason=reason)]


def escalate(command: EscalateObligation, picture: Picture, context: Context) -> Decision:
    """Rung by rung, and only when its time has come by the town's clock; else nothing."""
    found = picture.obligations.get(command.obligation)
    if found is None or found.level != command.level - 1:
        return []
    step = next_step(picture, found)
    if step is None or step[0] > context.now:
        return []
    return [ObligationEscalated(obligation=found.id, level=command.level, to=step[1])]


def next_step(picture: Picture, obligation: Obligation) -> tuple[datetime, str] | None:
    """When the next rung of the ladder is reached and who is told then, or None."""
    if obligation.state is not ObligationState.open:
        return None
    steps = timer(picture, obligation.kind).steps
    if obligation.level >= len(steps):
        return None
    step = steps[obligation.level]
    return obligation.due_at + timedelta(seconds=step.after_s), step.role


def lapse(command: LapseObligation, picture: Picture, _context: Context) -> Decision:
    """Of what is gone there is nothing to say."""
    if command.obligation not in picture.obligations:
        return []
    return [ObligationLapsed(obligation=command.obligation)]


def report_welfare(command: ReportWelfare, picture: Picture, context: Context) -> Decision:
    """Whoever is asked answers for everybody on board."""
    names = tuple(sorted(set(command.units)))
    for name in names:
        if name not in picture.units:
            return refuse(UnitRefusal.unit_unknown, unit=name)
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=names[0], at=context.occurred_at)
    return [WelfareReported(units=names)]


def adopt(command: AdoptTimers, picture: Picture, _context: Context) -> Decision:
    """Each rung later than the one before; roles that exist; seconds that are not negative."""
    for each in command.timers:
        roles = {each.role, *(step.role for step in each.steps)}
        if roles - set(Role) or each.after_s < 0 or not each.kind:
            return refuse(ObligationRefusal.timer_unknown, kind=each.kind or "nameless")
        seconds = [step.after_s for step in each.steps]
        if seconds != sorted(set(seconds)) or any(second < 0 for second in seconds):
            return refuse(ObligationRefusal.steps_not_rising, kind=each.kind)
    timers = tuple(sorted(command.timers, key=lambda each: each.kind))
    if all((picture.timers.get(e.kind) or TIMERS.get(e.kind)) == e for e in timers):
        return []
    return [TimersAdopted(timers=timers)]


# 3. evolve


def opened(picture: Picture, event: ObligationOpened, stamp: Stamp) -> Picture:
    """Owed."""
    obligation = Obligation(
        id=event.obligation,
        kind=event.kind,
        subject=event.subject,
        due_at=event.due_at,
        opened_at=stamp.occurred_at,
        role=event.role,
        person=event.person,
        opened_by=stamp.actor,
        note=event.note,
        incident=event.incident,
    )
    return _put(picture, obligation)


def _put(picture: Picture, obligation: Obligation) -> Picture:
    return _replace(picture, obligations=picture.obligations.put(obligation.id, obligation))


def _settled(picture: Picture, obligation: Obligation, state: ObligationState) -> Picture:
    """Over: it leaves the picture, or stays as settled while what it arose from lasts."""
    is_asked_anew = obligation.kind in REARMED and state is ObligationState.met
    if has_arisen(obligation) and not is_asked_anew:
        return _put(picture, _replace(obligation, state=state))
    return _replace(picture, obligations=picture.obligations.drop(obligation.id))


def met(picture: Picture, event: ObligationMet, stamp: Stamp) -> Picture:
    """The word that met it is the last word on its subject."""
    found = picture.obligations.get(event.obligation)
    if found is None:
        return picture
    after = _settled(picture, found, ObligationState.met)
    name = found.subject.partition("/")[2]
    if found.kind == "welfare":
        return _heard(after, name, stamp)
    facility, incident = after.facilities.get(name), after.incidents.get(name)
    if found.kind == "facility_word" and facility is not None:
        confirmed = _replace(facility, reported_at=stamp.occurred_at)
        return _replace(after, facilities=after.facilities.put(name, confirmed))
    if found.kind == "retriage" and incident is not None:
        return recounted(after, incident, _replace(incident.triage, at=stamp.occurred_at))
    return after


def _heard(picture: Picture, unit: str, stamp: Stamp) -> Picture:
    found = picture.units.get(unit)
    if found is None or (found.welfare_at is not None and found.welfare_at > stamp.occurred_at):
        return picture
    heard = _replace(found, welfare_at=stamp.occurred_at)
    return _replace(picture, units=picture.units.put(unit, heard))


def waived(picture: Picture, event: ObligationWaived, _stamp: Stamp) -> Picture:
    """The clock does not ask again for as long as things stand so."""
    found = picture.obligations.get(event.obligation)
    return picture if found is None else _settled(picture, found, ObligationState.waived)


def postponed(picture: Picture, event: ObligationPostponed, _stamp: Stamp) -> Picture:
    """From the bottom of the ladder again."""
    found = picture.obligations.get(event.obligation)
    if found is None:
        return picture
    later = _replace(found, due_at=event.due_at, level=0, told=None, escalated_at=None)
    return _put(picture, later)


def escalated(picture: Picture, event: ObligationEscalated, stamp: Stamp) -> Picture:
    """The next one knows."""
    found = picture.obligations.get(event.obligation)
    if found is None:
        return picture
    told = _replace(found, level=event.level, told=event.to, escalated_at=stamp.occurred_at)
    return _put(picture, told)


def lapsed(picture: Picture, event: ObligationLapsed, _stamp: Stamp) -> Picture:
    """Gone."""
    return _replace(picture, obligations=picture.obligations.drop(event.obligation))


def welfare_reported(picture: Picture, event: WelfareReported, stamp: Stamp) -> Picture:
    """An older word does not overwrite a younger one."""
    for unit in event.units:
        picture = _heard(picture, unit, stamp)
    return picture


def timers_adopted(picture: Picture, event: TimersAdopted, _stamp: Stamp) -> Picture:
    """They count for what is open, too."""
    timers = picture.timers
    for each in event.timers:
        timers = timers.put(each.kind, each)
    return _replace(picture, timers=timers)


def reading_asked(picture: Picture, event: ReadingAsked, _stamp: Stamp) -> Picture:
    """What is to be read by a time goes into the agenda."""
    if event.due_at is None:
        return picture
    entry = f"acknowledgement/{event.subject}#{event.entry}"
    return _replace(picture, agenda=noted(picture.agenda, event.due_at, entry))


def entry_acknowledged(picture: Picture, event: EntryAcknowledged, _stamp: Stamp) -> Picture:
    """Read by everybody who was asked: it leaves the agenda."""
    narrative = picture.narratives.get(event.subject)
    found = None if narrative is None else narrative.entry(event.entry)
    if found is None:
        return picture
    agenda = picture.agenda
    still = {due_at for _, _, due_at in waiting_for(found)}
    for each in found.asked:
        if each.due_at is not None and each.due_at not in still:
            entry = f"acknowledgement/{event.subject}#{event.entry}"
            agenda = struck(agenda, each.due_at, entry)
    for due_at in sorted(still):
        agenda = noted(agenda, due_at, f"acknowledgement/{event.subject}#{event.entry}")
    return _replace(picture, agenda=agenda)


# 4. the tables

DECIDE = {
    OweThis: owe,
    MeetObligation: meet,
    WaiveObligation: waive,
    PostponeObligation: postpone,
    EscalateObligation: escalate,
    LapseObligation: lapse,
    ReportWelfare: report_welfare,
    AdoptTimers: adopt,
}

EVOLVE = {
    "obligation_opened.1": (ObligationOpened, opened),
    "obligation_met.1": (ObligationMet, met),
    "obligation_waived.1": (ObligationWaived, waived),
    "obligation_postponed.1": (ObligationPostponed, postponed),
    "obligation_escalated.1": (ObligationEscalated, escalated),
    "obligation_lapsed.1": (ObligationLapsed, lapsed),
    "welfare_reported.1": (WelfareReported, welfare_reported),
    "timers_adopted.1": (TimersAdopted, timers_adopted),
}

ALSO = {
    "reading_asked.1": reading_asked,
    "entry_acknowledged.1": entry_acknowledged,
}

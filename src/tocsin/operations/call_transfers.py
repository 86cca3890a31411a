"""Pass a call to the neighbour it belongs to; take one that a neighbour passes, or give it back.

The call stays open here until the other town has said that a person took it: neither a link that
is cut nor a machine's receipt moves it. Taken wins over withdrawn, since somebody may be on the
way; the crossing is a conflict that both towns are told of until a person has settled it.

Source: NENA-STA-010.3 (i3 transfer), APCO/NENA ANS 1.107 (calls of another jurisdiction).
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place
from tocsin.operations.agreed_calls import handed_over
from tocsin.operations.attaching import AttachReport, OpenFromReport, attach, open_from_report
from tocsin.operations.call_closing import about, put_call
from tocsin.operations.disposal import DisposalRefusal, ReportHandedOver
from tocsin.operations.incident import IncidentRefusal, find_open
from tocsin.operations.intake import live_or_refused
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
from tocsin.operations.picture import Incident, Picture, Report
from tocsin.operations.picture.agreement import CallPart
from tocsin.operations.picture.call_transfer import (
    CallAnswer,
    CallTransfer,
    PassedCall,
    RefusedBecause,
)
from tocsin.terms.codes import Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

KEPT_FOR = timedelta(days=30)
"""After it is over, in the picture; the log keeps it."""


class CallTransferRefusal(StrEnum):
    """Why a call is not passed on, answered, withdrawn or settled."""

    call_not_agreed = "call_not_agreed"
    call_names_nothing = "call_names_nothing"
    call_is_passed = "call_is_passed"
    call_is_restricted = "call_is_restricted"
    call_transfer_unknown = "call_transfer_unknown"
    call_is_ours = "call_is_ours"
    call_is_theirs = "call_is_theirs"
    call_is_answered = "call_is_answered"
    call_was_withdrawn = "call_was_withdrawn"
    call_not_crossed = "call_not_crossed"
    call_was_taken_before = "call_was_taken_before"
    call_cannot_follow = "call_cannot_follow"


# 1. commands and the events they may cause


class PassCall(Command, frozen=True):
    """Pass a report, or an incident without units, to a town that takes such calls by agreement.

    It stays open here until a person there has taken it. `remarks` are ours: whether the caller
    stays on the line, what they were told. `follows`: a report that says more of a call that was
    passed to that town before, and waits there or was taken.
    """

    to: Ident
    report: Ident | None = None
    incident: Ident | None = None
    remarks: Remark | None = None
    follows: Ident | None = None


class CallPassed(Event, frozen=True):
    """The other town reads `told` and `remarks` in our slice, and nothing else."""

    call: str
    by: str
    to: str
    told: PassedCall
    report: str | None = None
    incident: str | None = None
    remarks: Words | None = None


class WithdrawCall(Command, frozen=True):
    """We keep it. Taken at the same moment, it is theirs: see `SettleCrossing`."""

    transfer: Ident
    reason: Short


class CallWithdrawn(Event, frozen=True):
    """The other town reads that in our slice, and its report is closed. `subject`: what it is about
    here, as a whole key."""

    call: str
    subject: str | None = None
    reason: Words | None = None


class TakeCall(Command, frozen=True):
    """A call that a neighbour passed is ours: it joins an incident, or one is opened from it as by
    `OpenFromReport`. Doing so with its report in the ordinary way takes it, too.
    """

    transfer: Ident
    incident: Ident | None = None
    type: Short | None = None
    priority: Priority | None = None
    not_same_as: tuple[Ident, ...] = ()
    no_place_because: Short | None = None


class RefuseCall(Command, frozen=True):
    """Give it back, with the reason."""

    transfer: Ident
    because: RefusedBecause
    remarks: Remark | None = None


class CallGivenBack(Event, frozen=True):
    """The town that passed it reads that in our slice, and has it on its hands again."""

    call: str
    because: RefusedBecause
    subject: str | None = None
    remarks: Words | None = None


class SettleCrossing(Command, frozen=True):
    """One town took it while the other went on with it: who goes is spoken about and agreed."""

    transfer: Ident
    resolution: Remark


class CrossingSettled(Event, frozen=True):
    """In this town; the other settles it in its own log."""

    call: str
    resolution: Words
    subject: str | None = None


class ArchiveCall(Command, frozen=True):
    """A deadline command (`due`): over long ago, it leaves the picture; the log keeps it."""

    call: Ident


class CallArchived(Event, frozen=True):
    """It has left the picture."""

    call: str


# 2. decide


def pass_call(command: PassCall, picture: Picture, context: Context) -> Decision:
    """Only what the agreement in force hands over leaves the town; of what is restricted,
    nothing."""
    parts = handed_over(picture, command.to)
    if not parts:
        return refuse(CallTransferRefusal.call_not_agreed, to=command.to)
    if (command.report is None) == (command.incident is None):
        return refuse(CallTransferRefusal.call_names_nothing)
    found = _report(command.report, picture) if command.report else _incident(command, picture)
    if isinstance(found, Refused):
        return found
    owner = f"report/{found.id}" if isinstance(found, Report) else f"incident/{found.id}"
    waiting = next((each for each in about(picture, owner) if is_waiting(each)), None)
    if waiting is not None:
        return refuse(CallTransferRefusal.call_is_passed, call=waiting.id, to=waiting.to)
    first = None if command.follows is None else picture.call_transfers.get(command.follows)
    if command.follows is not None and not _may_follow(first, command.to):
        return refuse(CallTransferRefusal.call_cannot_follow, call=command.follows, to=command.to)
    told = _of_report(found) if isinstance(found, Report) else _of_incident(found, picture)
    told = _replace(_as_agreed(told, parts), follows=command.follows)
    return [
        CallPassed(
            call=context.new_id("ct"),
            by=context.code,
            to=command.to,
            told=told,
            report=command.report,
            incident=command.incident,
            remarks=None if command.remarks is None else Words(owner, command.remarks),
        )
    ]


def _may_follow(first: CallTransfer | None, to: str) -> bool:
    """Whether more of a call goes to that town: we passed it there, and it is not back here."""
    if first is None or first.is_incoming or first.to != to:
        return False
    return first.is_open or (first.answer is not None and first.answer.is_taken)


def is_waiting(call: CallTransfer) -> bool:
    """Whether this town has passed it on and waits for the answer."""
    return call.is_open and not call.is_incoming


def _report(report: str, picture: Picture) -> Report | Refused:
    found = live_or_refused(picture, report)
    if not isinstance(found, Refused) and found.incident is not None:
        return refuse(DisposalRefusal.report_has_incident, report=found.id, incident=found.incident)
    return found


def _incident(command: PassCall, picture: Picture) -> Incident | Refused:
    name = command.incident or ""
    found = find_open(picture, name)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=name)
    if found.is_restricted:
        return refuse(CallTransferRefusal.call_is_restricted, incident=found.id)
    if found.units:
        units = ", ".join(found.units)
        return refuse(IncidentRefusal.units_still_assigned, incident=found.id, units=units)
    return found


def _of_report(report: Report) -> PassedCall:
    """Where nobody has said where it is, it is where the caller is."""
    place, position = report.place, report.caller_position
    if place == Place() and position is not None:
        place = Place(point=position.point, uncertainty_m=position.uncertainty_m)
    return PassedCall(
        type=report.type,
        priority=report.priority,
        happened_at=report.happened_at,
        is_danger=report.is_danger,
        place=place,
        words=report.words,
        language=report.language,
        callback=report.callback,
        caller=report.caller,
    )


def _of_incident(incident: Incident, picture: Picture) -> PassedCall:
    """What is believed of it, with the caller of the first report that has a number to call."""
    reports = (picture.reports.get(each) for each in incident.reports)
    first = next((each for each in reports if each is not None and each.callback is not None), None)
    found = PassedCall() if first is None else _of_report(first)
    return _replace(
        found,
        number=incident.number,
        type=incident.type,
        priority=incident.priority,
        place=incident.place,
        words=incident.summary,
    )


def _as_agreed(told: PassedCall, parts: frozenset[CallPart]) -> PassedCall:
    kept = {name for part in parts for name in _FIELDS[part]} | {"number"}
    return PassedCall(**{name: getattr(told, name) for name in kept})


_FIELDS = {
    CallPart.place: ("place",),
    CallPart.kind: ("type", "priority", "happened_at", "is_danger"),
    CallPart.words: ("words", "language"),
    CallPart.callback: ("callback", "caller"),
}


def find_call(picture: Picture, call: str) -> CallTransfer | Refused:
    """A transfer by its id."""
    found = picture.call_transfers.get(call)
    if found is None:
        return refuse(CallTransferRefusal.call_transfer_unknown, call=call)
    return found


def _unanswered(picture: Picture, call: str) -> CallTransfer | Refused:
    found = find_call(picture, call)
    if isinstance(found, Refused):
        return found
    if found.answer is not None:
        return refuse(CallTransferRefusal.call_is_answered, call=found.id, state=found.state)
    if found.withdrawn_at is not None:
        return refuse(CallTransferRefusal.call_was_withdrawn, call=found.id, by=found.by)
    return found


def withdraw(command: WithdrawCall, picture: Picture, _context: Context) -> Decision:
    """By the town that passed it; the other one refuses."""
    found = _unanswered(picture, command.transfer)
    if isinstance(found, Refused):
        return found
    if found.is_incoming:
        return refuse(CallTransferRefusal.call_is_theirs, call=found.id, by=found.by)
    return [
        CallWithdrawn(call=found.id, subject=found.subject, reason=_words(found, command.reason))
    ]


def _words(call: CallTransfer, text: str | None) -> Words | None:
    owner = call.subject
    return None if text is None or owner is None else Words(owner, text)


def _offered(picture: Picture, call: str) -> CallTransfer | Refused:
    """One that a neighbour passed and that nobody has answered."""
    found = _unanswered(picture, call)
    if not isinstance(found, Refused) and not found.is_incoming:
        return refuse(CallTransferRefusal.call_is_ours, call=found.id, to=found.to)
    return found


def followed(call: CallTransfer, picture: Picture) -> str | None:
    """The open incident of ours that a call says more of: what was made of the call before it."""
    first = picture.call_transfers.get(call.told.follows or "")
    if first is None or first.by != call.by or first.incident is None:
        return None
    found = find_open(picture, first.incident)
    return None if isinstance(found, IncidentRefusal) else found.id


def take(command: TakeCall, picture: Picture, context: Context) -> Decision:
    """What the report becomes is the answer, and all that is recorded. What says more of a call
    that was taken joins its incident, unless another is named."""
    found = _offered(picture, command.transfer)
    if isinstance(found, Refused):
        return found
    report = found.report or ""
    incident = command.incident or followed(found, picture)
    if incident is not None:
        return attach(AttachReport(report=report, incident=incident), picture, context)
    opening = OpenFromReport(
        report=report,
        type=command.type,
        priority=command.priority,
        not_same_as=command.not_same_as,
        no_place_because=command.no_place_because,
    )
    return open_from_report(opening, picture, context)


def give_back(command: RefuseCall, picture: Picture, context: Context) -> Decision:
    """Its report here is closed as handed to the town that passed it."""
    found = _offered(picture, command.transfer)
    if isinstance(found, Refused):
        return found
    if found.known_as is not None:
        # They have closed it: given back, it would be nobody's until they have read that.
        return refuse(
            CallTransferRefusal.call_was_taken_before,
            call=found.id, by=found.by, number=found.known_as,
        )  # fmt: skip
    remarks = _words(found, command.remarks)
    events: list[Event] = [
        CallGivenBack(
            call=found.id, because=command.because, subject=found.subject, remarks=remarks
        ),
    ]
    report = picture.reports.get(found.report or "")
    if report is not None and report.is_waiting:
        events.append(handing(report, found.by, command.because))
    return events


def handing(report: Report, to: str, why: str, number: str | None = None) -> ReportHandedOver:
    """The report is the other town's."""
    owner = f"report/{report.id}"
    return ReportHandedOver(
        report=report.id,
        centre=to,
        accepted_by=Words(owner, to),
        reason=Words(owner, why),
        their_number=number,
    )


def settle(command: SettleCrossing, picture: Picture, _context: Context) -> Decision:
    """Once in each town."""
    found = find_call(picture, command.transfer)
    if isinstance(found, Refused):
        return found
    words = _words(found, command.resolution)
    if not found.is_conflict or words is None:
        return refuse(CallTransferRefusal.call_not_crossed, call=found.id)
    return [CrossingSettled(call=found.id, resolution=words, subject=found.subject)]


def archive(command: ArchiveCall, picture: Picture, context: Context) -> Decision:
    """What is gone already is gone."""
    found = picture.call_transfers.get(command.call)
    if found is None or not _is_old(found, context.now):
        return []
    return [CallArchived(call=found.id)]


def _is_old(call: CallTransfer, now: datetime) -> bool:
    if call.is_open or call.is_conflict:
        return False
    said = call.withdrawn_at if call.answer is None else call.answer.at
    # By our own clock: what another town says of when may be of any year.
    over_at = call.news_at if call.news_at and not (call.is_incoming and call.answer) else said
    return over_at is not None and over_at + KEPT_FOR <= now


def due(picture: Picture, now: datetime) -> list[Command]:
    """Transfers that are over long enough to leave."""
    return [
        ArchiveCall(call=each.id) for each in picture.call_transfers.values() if _is_old(each, now)
    ]


# 3. evolve


def passed(picture: Picture, event: CallPassed, stamp: Stamp) -> Picture:
    """Ours still."""
    new = CallTransfer(
        event.call, event.by, event.to, stamp.occurred_at, told=event.told, remarks=event.remarks,
        report=event.report, incident=event.incident,
    )  # fmt: skip
    return put_call(picture, new)


def withdrawn(picture: Picture, event: CallWithdrawn, stamp: Stamp) -> Picture:
    """Unless it was taken."""
    found = picture.call_transfers.get(event.call)
    if found is None or found.withdrawn_at is not None:
        return picture
    after = _replace(found, withdrawn_at=stamp.occurred_at, withdrawn_because=event.reason)
    return put_call(picture, after)


def given_back(picture: Picture, event: CallGivenBack, stamp: Stamp) -> Picture:
    """The other town's again."""
    found = picture.call_transfers.get(event.call)
    if found is None or found.answer is not None:
        return picture
    answer = CallAnswer(stamp.occurred_at, because=event.because, remarks=event.remarks)
    return put_call(picture, _replace(found, answer=answer))


def settled(picture: Picture, event: CrossingSettled, stamp: Stamp) -> Picture:
    """Kept as it was agreed."""
    found = picture.call_transfers.get(event.call)
    if found is None:
        return picture
    after = _replace(found, settled_at=stamp.occurred_at, settled=event.resolution)
    return put_call(picture, after)


def archived(picture: Picture, event: CallArchived, _stamp: Stamp) -> Picture:
    """Gone from the picture."""
    return _replace(picture, call_transfers=picture.call_transfers.drop(event.call))


# 4. the tables

DECIDE = {
    PassCall: pass_call,
    WithdrawCall: withdraw,
    TakeCall: take,
    RefuseCall: give_back,
    SettleCrossing: settle,
    ArchiveCall: archive,
}

EVOLVE = {
    "call_passed.1": (CallPassed, passed),
    "call_withdrawn.1": (CallWithdrawn, withdrawn),
    "call_given_back.1": (CallGivenBack, given_back),
    "crossing_settled.1": (CrossingSettled, settled),
    "call_archived.1": (CallArchived, archived),
}

"""What neighbours tell of calls: one that they pass to us, what they said to one that we passed.

A call that is told stands in the intake queue at once, as a report of its own; told again, it
records nothing. A call that we passed is closed here when the other town says that a person took
it, never before, and stands open again when it comes back.

Source: NENA-STA-010.3 (i3 transfer).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.agreement_sight import are_calls_agreed
from tocsin.operations.call_closing import put_call
from tocsin.operations.call_transfers import CallTransferRefusal, handing
from tocsin.operations.disposal import ReportReopened
from tocsin.operations.incident import GivenPlace, IncidentClosed, IncidentReopened
from tocsin.operations.intake import (
    CallbackNoted,
    Language,
    LanguageNoted,
    ReportReceived,
    WhatNoted,
    WhereNoted,
    owner_of,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Picture, Report
from tocsin.operations.picture.call_transfer import (
    CallAnswer,
    CallState,
    CallTransfer,
    PassedCall,
)
from tocsin.terms.codes import Channel, IncidentStatus, Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

MOST_OPEN = 50
"""Calls of one neighbour that wait here for an answer at once."""
MOST_KEPT = 10_000
"""With those that are over and have not left the picture."""
TRANSFERRED = "transferred"
"""The disposition of an incident that another town has taken."""
STALE = timedelta(days=7)
"""A call that was answered long ago is not noted anew by a log that does not know it."""

Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class CallHearingRefusal(StrEnum):
    """Why what a neighbour tells of a call is not heard."""

    call_author_not_agreed = "call_author_not_agreed"
    call_is_anothers = "call_is_anothers"
    too_many_calls = "too_many_calls"
    call_answer_not_asked = "call_answer_not_asked"


# 1. commands and the events they may cause


class HeardPlace(GivenPlace, frozen=True, forbid_unknown_fields=False):
    """A place as another version may tell it."""


class HeardCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a neighbour hands over of a call, in clear words. What a later version adds is left
    out."""

    number: Ident | None = None
    type: Short | None = None
    priority: Priority | None = None
    happened_at: datetime | None = None
    is_danger: bool | None = None
    place: HeardPlace = HeardPlace()
    words: Remark | None = None
    language: Language | None = None
    callback: Short | None = None
    caller: Short | None = None
    follows: Ident | None = None


class HeardAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a town says to a call, in clear words."""

    at: datetime
    number: Ident | None = None
    because: Code | None = None
    remarks: Remark | None = None


class HearCall(Command, frozen=True):
    """A call that a neighbour passes to us, as its slice has it now. `answer` is what it believes
    that we said."""

    call: Ident
    by: Ident
    passed_at: datetime
    told: HeardCall = HeardCall()
    remarks: Remark | None = None
    answer: HeardAnswer | None = None
    withdrawn_at: datetime | None = None
    withdrawn_because: Remark | None = None
    own_since: datetime | None = None


class CallReceived(Event, frozen=True):
    """It stands in the intake queue; the other town reads in our slice when that was. `known_as`:
    it was told already that we took it, under this number; our log has lost that."""

    call: str
    by: str
    to: str
    passed_at: datetime
    report: str
    told: PassedCall
    remarks: Words | None = None
    own_since: datetime | None = None
    known_as: str | None = None


class CallNewsHeard(Event, frozen=True):
    """The town that passed it keeps it (`withdrawn_at`), or works it itself (`own_since`)."""

    call: str
    by: str
    withdrawn_at: datetime | None = None
    withdrawn_because: Words | None = None
    own_since: datetime | None = None
    subject: str | None = None
    known_as: str | None = None


class HearCallAnswer(Command, frozen=True):
    """What a neighbour's slice says of a call that we passed to it."""

    call: Ident
    by: Ident
    received_at: datetime
    answer: HeardAnswer | None = None


class CallReceiptHeard(Event, frozen=True):
    """It stands in their queue. Nobody there has said anything: it is ours."""

    call: str
    by: str
    received_at: datetime
    subject: str | None = None


class CallAnswerHeard(Event, frozen=True):
    """A person there has taken it, or gives it back `because`."""

    call: str
    by: str
    answered_at: datetime
    number: str | None = None
    because: str | None = None
    remarks: Words | None = None
    subject: str | None = None


# 2. decide


def hear_call(command: HearCall, picture: Picture, context: Context) -> Decision:
    """Once; then what is new of it."""
    by = command.by
    if not are_calls_agreed(picture, by):
        return refuse(CallHearingRefusal.call_author_not_agreed, by=by)
    known = picture.call_transfers.get(command.call)
    is_named = by != context.code and command.call.startswith(f"{by}-")
    if not is_named or (known is not None and not (known.is_incoming and known.by == by)):
        return refuse(CallHearingRefusal.call_is_anothers, call=command.call, by=by)
    if known is None:
        return _noted(command, picture, context) if is_news(command, context.now) else []
    return _news(command, known, picture)


def is_news(command: HearCall, now: datetime) -> bool:
    """Whether a call that this log does not know is to be noted: it waits for us, or the other
    town believes that it is ours."""
    answer = command.answer
    if answer is not None:
        return answer.because is None and now - command.passed_at < STALE
    return command.withdrawn_at is None


def full(picture: Picture, by: str) -> int | None:
    """How many calls of a neighbour are here, where no more are heard; None where they are."""
    theirs = [each.is_open for each in picture.call_transfers.values() if each.by == by]
    if sum(theirs) >= MOST_OPEN:
        return MOST_OPEN
    return MOST_KEPT if len(theirs) >= MOST_KEPT else None


def _noted(command: HearCall, picture: Picture, context: Context) -> Decision:
    """As a report: all that is done with a report is done with it."""
    if (most := full(picture, command.by)) is not None:
        return refuse(CallHearingRefusal.too_many_calls, by=command.by, most=most)
    report, told, answer = context.new_id("r"), command.told, command.answer
    owner = owner_of(report)
    events: list[Event] = [
        CallReceived(
            call=command.call,
            by=command.by,
            to=context.code,
            passed_at=command.passed_at,
            report=report,
            told=PassedCall(told.number, told.type, told.priority, follows=told.follows),
            remarks=_under(owner, command.remarks),
            own_since=command.own_since,
            known_as=None if answer is None else answer.number or command.call,
        ),
        ReportReceived(report=report, channel=Channel.partner, source=command.by),
    ]
    place = told.place.sealed_under(owner)
    # Areas and ground are the other town's: here they may mean something else.
    place = _replace(place, areas={}, ground=None)
    what = WhatNoted(
        report=report,
        words=_under(owner, told.words),
        type=told.type,
        priority=told.priority,
        happened_at=told.happened_at,
        is_danger=told.is_danger,
    )
    if what != WhatNoted(report=report):
        events.append(what)
    if told.place != HeardPlace():
        events.append(WhereNoted(report=report, place=place))
    if told.callback is not None or told.caller is not None:
        events.append(
            CallbackNoted(
                report=report,
                callback=_under(owner, told.callback),
                caller=_under(owner, told.caller),
            )
        )
    if told.language is not None:
        events.append(LanguageNoted(report=report, language=told.language))
    return events


def _under(owner: str, text: str | None) -> Words | None:
    return None if text is None else Words(owner, text)


def _news(command: HearCall, known: CallTransfer, picture: Picture) -> Decision:
    is_withdrawn = command.withdrawn_at is not None and known.withdrawn_at is None
    is_own = command.own_since is not None and known.own_since is None
    known_as = lost_answer(known, command.answer, command.call)
    if not is_withdrawn and not is_own and known_as is None:
        return []
    because = command.withdrawn_because if is_withdrawn else None
    owner = known.subject
    news = CallNewsHeard(
        call=known.id,
        by=known.by,
        withdrawn_at=command.withdrawn_at if is_withdrawn else None,
        withdrawn_because=None if owner is None else _under(owner, because),
        own_since=command.own_since if is_own else None,
        subject=known.subject,
        known_as=known_as,
    )
    report = picture.reports.get(known.report or "")
    if not is_withdrawn or known.answer is not None or report is None or not report.is_waiting:
        return [news]
    return [news, handing(report, known.by, CallState.withdrawn)]


def lost_answer(known: CallTransfer, said: HeardAnswer | None, call: str) -> str | None:
    """Under which number we took it, as the other town has it; our log was put back behind that."""
    if said is None or said.because is not None:
        return None
    is_lost = known.answer is None and known.known_as is None
    return (said.number or call) if is_lost else None


def hear_answer(command: HearCallAnswer, picture: Picture, _context: Context) -> Decision:
    """Of the town that it was passed to. Said otherwise later, as by a log that was restored, the
    newest word counts."""
    known = picture.call_transfers.get(command.call)
    if known is None:
        return refuse(CallTransferRefusal.call_transfer_unknown, call=command.call)
    if known.is_incoming or command.by != known.to:
        return refuse(CallHearingRefusal.call_answer_not_asked, call=command.call, by=command.by)
    events: list[Event] = []
    if known.received_at is None:
        events.append(
            CallReceiptHeard(
                call=known.id,
                by=command.by,
                received_at=command.received_at,
                subject=known.subject,
            )
        )
    answer = command.answer
    if answer is None or is_same(known.answer, answer.at, answer.number, answer.because):
        return events
    owner = known.subject
    heard = CallAnswerHeard(
        call=known.id,
        by=command.by,
        answered_at=answer.at,
        number=answer.number,
        because=answer.because,
        remarks=None if owner is None else _under(owner, answer.remarks),
        subject=known.subject,
    )
    return [*events, heard, *_so_ends(known, answer, picture)]


def is_same(
    known: CallAnswer | None, at: datetime, number: str | None, because: str | None
) -> bool:
    """Whether an answer is the one that was heard."""
    return known is not None and (known.at, known.number, known.because) == (at, number, because)


def _so_ends(known: CallTransfer, answer: HeardAnswer, picture: Picture) -> list[Event]:
    """What was taken is closed here, unless we went on with it; what comes back is open again."""
    report = picture.reports.get(known.report or "")
    incident = picture.incidents.get(known.incident or "")
    if answer.because is not None:
        return _reopening(known, report, incident)
    if known.withdrawn_at is not None or known.own_since is not None or known.answer is not None:
        return []  # closed by the first word of it, never again
    events: list[Event] = []
    if report is not None and report.is_waiting:
        events.append(handing(report, known.to, known.id, answer.number))
    if incident is not None and _may_close(incident):
        events.append(IncidentClosed(incident=incident.id, disposition=TRANSFERRED))
    return events


def _may_close(incident: Incident) -> bool:
    return incident.status is not IncidentStatus.closed and not incident.units


def _reopening(
    known: CallTransfer, report: Report | None, incident: Incident | None
) -> list[Event]:
    """Only what was closed because they had taken it."""
    if known.answer is None or not known.answer.is_taken:
        return []
    owner = known.subject or ""
    reason = Words(owner, known.to)
    if report is not None and report.handed_over is not None:
        return [ReportReopened(report=report.id, reason=reason)]
    if incident is not None and incident.disposition == TRANSFERRED:
        return [IncidentReopened(incident=incident.id, reason=reason)]
    return []


# 3. evolve


def received(picture: Picture, event: CallReceived, stamp: Stamp) -> Picture:
    """Noted by this town's clock."""
    new = CallTransfer(
        event.call, event.by, event.to, event.passed_at, is_incoming=True, told=event.told,
        remarks=event.remarks, report=event.report, received_at=stamp.occurred_at,
        own_since=event.own_since, news_at=stamp.occurred_at, known_as=event.known_as,
    )  # fmt: skip
    return put_call(picture, new)


def news_heard(picture: Picture, event: CallNewsHeard, stamp: Stamp) -> Picture:
    """Beside what this town said."""
    found = picture.call_transfers.get(event.call)
    if found is None:
        return picture
    after = _replace(
        found,
        withdrawn_at=found.withdrawn_at or event.withdrawn_at,
        withdrawn_because=found.withdrawn_because or event.withdrawn_because,
        own_since=found.own_since or event.own_since,
        known_as=found.known_as or event.known_as,
        news_at=stamp.occurred_at,
    )
    return put_call(picture, after)


def receipt_heard(picture: Picture, event: CallReceiptHeard, stamp: Stamp) -> Picture:
    """By the clock of the other town."""
    found = picture.call_transfers.get(event.call)
    if found is None:
        return picture
    after = _replace(found, received_at=event.received_at, news_at=stamp.occurred_at)
    return put_call(picture, after)


def answer_heard(picture: Picture, event: CallAnswerHeard, stamp: Stamp) -> Picture:
    """The newest word of the other town."""
    found = picture.call_transfers.get(event.call)
    if found is None:
        return picture
    answer = CallAnswer(event.answered_at, event.number, event.because, event.remarks)
    if found.answer is not None and not found.answer.is_taken and answer.is_taken:
        found = _replace(found, own_since=found.own_since or stamp.occurred_at)  # ours again since
    return put_call(picture, _replace(found, answer=answer, news_at=stamp.occurred_at))


# 4. the tables

DECIDE = {HearCall: hear_call, HearCallAnswer: hear_answer}

EVOLVE = {
    "call_received.1": (CallReceived, received),
    "call_news_heard.1": (CallNewsHeard, news_heard),
    "call_receipt_heard.1": (CallReceiptHeard, receipt_heard),
    "call_answer_heard.1": (CallAnswerHeard, answer_heard),
}

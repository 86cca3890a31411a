"""Take a report: what, where, who is calling back, in which language; noted field by field.

A report is what was said. It is completed while somebody listens, each field saved as it is known,
and what it led to is decided in `attaching` (an incident) or `disposal` (none, or another centre).

Source: APCO/NENA ANS 1.107 (call taking), NENA-STA-021.1 (EIDO call component), RFC 6881 and NENA
i3 (location with uncertainty), NENA-REF-001 (abandoned calls are called back).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Place, Point
from tocsin.operations.incident import GivenPlace
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
from tocsin.operations.picture import Picture, Report
from tocsin.operations.picture.report import Answer, CallBack, CallerPosition
from tocsin.terms.codes import Channel, Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Language = Annotated[
    str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$", max_length=35)
]
"""A language tag (BCP 47): `tr`, `pt-BR`; sign languages have one too (`ase`)."""


Instant = Annotated[datetime, msgspec.Meta(tz=True)]
"""A date and time with its offset from UTC."""

AHEAD_S = 300
"""So far a reporter's clock may be ahead of the town's."""
LONGEST_AGO_DAYS = 366


class IntakeRefusal(StrEnum):
    report_unknown = "report_unknown"
    report_exists = "report_exists"
    report_is_disposed = "report_is_disposed"
    report_is_handed_over = "report_is_handed_over"
    report_in_future = "report_in_future"
    happened_in_future = "happened_in_future"
    happened_too_long_ago = "happened_too_long_ago"
    nothing_noted = "nothing_noted"
    no_callback = "no_callback"


# 1. commands and the events they may cause


class ReceiveReport(Command, frozen=True):
    """A signal came in. Everything but the channel may follow later, or never.

    `source` is the line, the sensor, the alarm account, the partner's code: no number of a caller.
    """

    channel: Channel
    source: Ident | None = None
    id: Ident | None = None


class ReportReceived(Event, frozen=True):
    report: str
    channel: Channel
    source: str | None = None


class NoteWhat(Command, frozen=True):
    """What is reported: the caller's words, the type (`group.type`), how urgent it sounds.

    `happened_at` is when, as the caller says, where that is not now; `is_danger` whether they say
    that somebody is in danger. What is left out stays as it was.
    """

    report: Ident
    words: Remark | None = None
    type: Short | None = None
    priority: Priority | None = None
    happened_at: Instant | None = None
    is_danger: bool | None = None


class WhatNoted(Event, frozen=True):
    report: str
    words: Words | None = None
    type: str | None = None
    priority: Priority | None = None
    happened_at: datetime | None = None
    is_danger: bool | None = None


class NoteWhere(Command, frozen=True):
    """Where it is: the place as given (`words`) and as resolved (the rest).

    New words without a resolution take the old resolution away; a resolution alone keeps the words.
    """

    report: Ident
    place: GivenPlace


class WhereNoted(Event, frozen=True):
    report: str
    place: Place


class LocateCaller(Command, frozen=True):
    """Where the caller is, by the network or the device; asked again while the call lasts.

    `method` as in PIDF-LO (Cell, GPS, Wifi, AML …), `uncertainty_m` the radius of 95 % confidence.
    """

    report: Ident
    point: Point
    method: Short
    uncertainty_m: Annotated[int, msgspec.Meta(ge=0)] | None = None


class CallerLocated(Event, frozen=True):
    report: str
    point: Point
    method: str
    uncertainty_m: int | None = None


class NoteCallback(Command, frozen=True):
    """Under which number or address the caller can be reached, and the name given."""

    report: Ident
    callback: Short | None = None
    caller: Short | None = None


class CallbackNoted(Event, frozen=True):
    report: str
    callback: Words | None = None
    caller: Words | None = None


class NoteLanguage(Command, frozen=True):
    """The language spoken: who answers, interprets or writes back needs it."""

    report: Ident
    language: Language


class LanguageNoted(Event, frozen=True):
    report: str
    language: str


class AnswerQuestion(Command, frozen=True):
    """An answer to a key question of the plan (`is_breathing`, `danger_to_crews` …)."""

    report: Ident
    question: Ident
    answer: Remark


class QuestionAnswered(Event, frozen=True):
    report: str
    question: str
    answer: Words


class TryCallBack(Command, frozen=True):
    """Somebody tried to reach the caller: answered, no_answer, busy, voicemail, refused …"""

    report: Ident
    outcome: Ident


class CallBackTried(Event, frozen=True):
    report: str
    outcome: str


# 2. decide


def find_live(picture: Picture, report: str) -> Report | IntakeRefusal:
    """The report under this id that is still ours to work on, or why not."""
    found = picture.reports.get(report)
    if found is None:
        return IntakeRefusal.report_unknown
    if found.disposed is not None:
        return IntakeRefusal.report_is_disposed
    if found.handed_over is not None:
        return IntakeRefusal.report_is_handed_over
    return found


def live_or_refused(picture: Picture, report: str) -> Report | Refused:
    """The same, with the refusal made out."""
    found = find_live(picture, report)
    if isinstance(found, IntakeRefusal):
        return refuse(found, report=report)
    return found


def owner_of(report: str) -> str:
    """Whose key the words of a report are sealed under."""
    return f"report/{report}"


def receive(command: ReceiveReport, picture: Picture, context: Context) -> Decision:
    report = command.id or context.new_id("r")
    if report in picture.reports:
        return refuse(IntakeRefusal.report_exists, report=report)
    if (context.occurred_at - context.now).total_seconds() > 60:
        return refuse(IntakeRefusal.report_in_future, at=context.occurred_at)
    return [ReportReceived(report=report, channel=command.channel, source=command.source)]


def note_what(command: NoteWhat, picture: Picture, context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    wrong = wrong_time(command.happened_at, context.now)
    if wrong is not None:
        return wrong
    asked = {name: getattr(command, name) for name in _WHAT if getattr(command, name) is not None}
    if command.words is None and not asked:
        return refuse(IntakeRefusal.nothing_noted, report=found.id)
    if command.words is None and all(
        getattr(found, name) == value for name, value in asked.items()
    ):
        return []
    words = None if command.words is None else Words(owner_of(found.id), command.words)
    return [WhatNoted(report=found.id, words=words, **asked)]


_WHAT = ("type", "priority", "happened_at", "is_danger")


def wrong_time(happened_at: datetime | None, now: datetime) -> Refused | None:
    """Why something cannot have happened then; None where it can, or where nobody says when."""
    if happened_at is None:
        return None
    if happened_at > now + timedelta(seconds=AHEAD_S):
        return refuse(IntakeRefusal.happened_in_future, at=happened_at)
    if happened_at < now - timedelta(days=LONGEST_AGO_DAYS):
        return refuse(IntakeRefusal.happened_too_long_ago, at=happened_at, days=LONGEST_AGO_DAYS)
    return None


def note_where(command: NoteWhere, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if command.place == GivenPlace():
        return refuse(IntakeRefusal.nothing_noted, report=found.id)
    return [WhereNoted(report=found.id, place=command.place.sealed_under(owner_of(found.id)))]


def locate_caller(command: LocateCaller, picture: Picture, _context: Context) -> Decision:
    """Each fix is a fact of its own, even at the same point: the caller is still there."""
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    return [
        CallerLocated(
            report=found.id,
            point=command.point,
            method=command.method,
            uncertainty_m=command.uncertainty_m,
        )
    ]


def note_callback(command: NoteCallback, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if command.callback is None and command.caller is None:
        return refuse(IntakeRefusal.nothing_noted, report=found.id)
    owner = owner_of(found.id)
    return [
        CallbackNoted(
            report=found.id,
            callback=None if command.callback is None else Words(owner, command.callback),
            caller=None if command.caller is None else Words(owner, command.caller),
        )
    ]


def note_language(command: NoteLanguage, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if found.language == command.language:
        return []
    return [LanguageNoted(report=found.id, language=command.language)]


def answer_question(command: AnswerQuestion, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    answer = Words(owner_of(found.id), command.answer)
    return [QuestionAnswered(report=found.id, question=command.question, answer=answer)]


def try_call_back(command: TryCallBack, picture: Picture, _context: Context) -> Decision:
    """Also after disposal: whoever rings an abandoned caller once more may say so."""
    found = picture.reports.get(command.report)
    if found is None:
        return refuse(IntakeRefusal.report_unknown, report=command.report)
    if found.callback is None:
        return refuse(IntakeRefusal.no_callback, report=found.id)
    return [CallBackTried(report=found.id, outcome=command.outcome)]


# 3. evolve


def received(picture: Picture, event: ReportReceived, stamp: Stamp) -> Picture:
    report = Report(
        id=event.report,
        arrived_at=stamp.occurred_at,
        channel=event.channel,
        source=event.source,
        taken_by=_taker(stamp),
    )
    return put_report(picture, report)


def _taker(stamp: Stamp) -> str | None:
    """The person who took it; nobody yet, where a part of the town did: it waits for everybody."""
    by = stamp.on_behalf_of or stamp.actor
    return None if by.startswith("system/") else by


def put_report(picture: Picture, report: Report) -> Picture:
    """The picture with this report in it."""
    return _replace(picture, reports=picture.reports.put(report.id, report))


def _noted(picture: Picture, report: str, stamp: Stamp, **fields: object) -> Picture:
    """The report with these fields, unless something younger is noted; None says nothing."""
    found = picture.reports.get(report)
    if found is None:
        return picture
    younger = {
        name: value
        for name, value in fields.items()
        if value is not None and (name not in found.noted or found.noted[name] <= stamp.occurred_at)
    }
    if not younger:
        return picture
    noted = {**found.noted, **dict.fromkeys(younger, stamp.occurred_at)}
    return put_report(picture, _replace(found, noted=noted, **younger))


def what_noted(picture: Picture, event: WhatNoted, stamp: Stamp) -> Picture:
    return _noted(
        picture,
        event.report,
        stamp,
        words=event.words,
        type=event.type,
        priority=event.priority,
        happened_at=event.happened_at,
        is_danger=event.is_danger,
    )


def where_noted(picture: Picture, event: WhereNoted, stamp: Stamp) -> Picture:
    found = picture.reports.get(event.report)
    place = event.place
    if found is not None and place.words is None:
        place = _replace(place, words=found.place.words)
    return _noted(picture, event.report, stamp, place=place)


def caller_located(picture: Picture, event: CallerLocated, stamp: Stamp) -> Picture:
    position = CallerPosition(event.point, stamp.occurred_at, event.method, event.uncertainty_m)
    return _noted(picture, event.report, stamp, caller_position=position)


def callback_noted(picture: Picture, event: CallbackNoted, stamp: Stamp) -> Picture:
    return _noted(picture, event.report, stamp, callback=event.callback, caller=event.caller)


def language_noted(picture: Picture, event: LanguageNoted, stamp: Stamp) -> Picture:
    return _noted(picture, event.report, stamp, language=event.language)


def answered(picture: Picture, event: QuestionAnswered, stamp: Stamp) -> Picture:
    found = picture.reports.get(event.report)
    if found is None:
        return picture
    answer = Answer(event.question, event.answer, stamp.occurred_at)
    return put_report(picture, _replace(found, answers=(*found.answers, answer)))


def call_back_tried(picture: Picture, event: CallBackTried, stamp: Stamp) -> Picture:
    found = picture.reports.get(event.report)
    if found is None:
        return picture
    tried = CallBack(stamp.occurred_at, event.outcome)
    return put_report(picture, _replace(found, call_backs=(*found.call_backs, tried)))


# 4. the tables

DECIDE = {
    ReceiveReport: receive,
    NoteWhat: note_what,
    NoteWhere: note_where,
    LocateCaller: locate_caller,
    NoteCallback: note_callback,
    NoteLanguage: note_language,
    AnswerQuestion: answer_question,
    TryCallBack: try_call_back,
}

EVOLVE = {
    "report_received.1": (ReportReceived, received),
    "what_noted.1": (WhatNoted, what_noted),
    "where_noted.1": (WhereNoted, where_noted),
    "caller_located.1": (CallerLocated, caller_located),
    "callback_noted.1": (CallbackNoted, callback_noted),
    "language_noted.1": (LanguageNoted, language_noted),
    "question_answered.1": (QuestionAnswered, answered),
    "call_back_tried.1": (CallBackTried, call_back_tried),
}

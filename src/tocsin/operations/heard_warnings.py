"""Take a warning of somebody else: it becomes a report with a proposed plan, once.

An update or an end of it changes that report and makes no second one. A message that is not
Actual is kept as a test and asks nobody for anything; a drill takes no Actual one. What is known
already, and what is older than what is known, changes nothing: a feed may be read again and again.

Source: CAP 1.2 §3.2.1 (`status`, `msgType`, `references`: by the same sender), §3.2.2 (`expires`).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.attaching import OpenFromReport, open_from_report
from tocsin.operations.disposal import ReportDisposed
from tocsin.operations.incident import GivenPlace, IncidentOpened
from tocsin.operations.intake import (
    AHEAD_S,
    Instant,
    ReportReceived,
    WhatNoted,
    WhereNoted,
    find_live,
    live_or_refused,
    owner_of,
)
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
from tocsin.operations.picture import Picture
from tocsin.operations.picture.heard_warning import (
    HeardWarning,
    MessageKey,
    SourceRule,
    Word,
)
from tocsin.operations.picture.report import Report
from tocsin.operations.plans import PlanRefusal
from tocsin.operations.runs import starting
from tocsin.operations.warning_sources import SourceRefusal, find_source
from tocsin.terms.cap import GRADES, CapCategory, CapMsgType, CapSeverity, CapStatus
from tocsin.terms.codes import Channel, Disposal, Priority
from tocsin.terms.kinds import LogKind
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

TAKER = "system/warnings"
"""Who takes what a feed says: the process that asks it."""
LASTS = timedelta(hours=24)
"""So long holds what does not say when it ends."""
TRUSTED = frozenset({"verified", "relaid"})
UNSIGNED = "unsigned"
OWN_STATUS = {
    LogKind.actual: CapStatus.actual,
    LogKind.exercise: CapStatus.exercise,
    LogKind.test: CapStatus.test,
}
ENDING = frozenset({CapMsgType.update, CapMsgType.cancel})


class HeardRefusal(StrEnum):
    heard_warning_not_trusted = "heard_warning_not_trusted"
    heard_warning_not_for_drill = "heard_warning_not_for_drill"
    heard_warning_is_over = "heard_warning_is_over"
    heard_warning_in_future = "heard_warning_in_future"
    heard_warning_elsewhere = "heard_warning_elsewhere"
    heard_warning_ends_nothing = "heard_warning_ends_nothing"
    heard_warning_says_nothing = "heard_warning_says_nothing"
    heard_warning_unknown = "heard_warning_unknown"
    heard_warning_was_ended = "heard_warning_was_ended"
    heard_warning_has_no_plan = "heard_warning_has_no_plan"


# 1. commands and the events they may cause


class TakeWarning(Command, frozen=True):
    """A message of a source, as it was read. `verdict` is what its signature is worth, `words`
    what it says, `is_here` whether its area touches this town (None: nobody can tell).
    """

    source: Ident
    message: MessageKey
    status: CapStatus
    msg_type: CapMsgType
    verdict: Ident
    event: Word
    words: Remark
    place: GivenPlace
    severity: CapSeverity = CapSeverity.unknown
    categories: Annotated[tuple[CapCategory, ...], msgspec.Meta(max_length=12)] = ()
    event_codes: Annotated[tuple[Word, ...], msgspec.Meta(max_length=50)] = ()
    references: Annotated[tuple[MessageKey, ...], msgspec.Meta(max_length=500)] = ()
    expires: Instant | None = None
    is_here: bool | None = None


class WarningHeard(Event, frozen=True):
    """`report` is the one that it became, or that it changes."""

    report: str
    source: str
    messages: tuple[MessageKey, ...]
    status: CapStatus
    msg_type: CapMsgType
    sent: datetime
    happening: str
    severity: CapSeverity
    verdict: str
    expires: datetime
    plan: str | None = None


class AdoptProposedPlan(Command, frozen=True):
    """Yes: the incident is opened from the report, and runs under the plan that was proposed, or
    under another one. `type` and `not_same_as` are those of opening an incident.
    """

    report: Ident
    plan: Ident | None = None
    type: Short | None = None
    not_same_as: tuple[Ident, ...] = ()


class ProposedPlanAdopted(Event, frozen=True):
    report: str
    incident: str
    plan: str


# 2. decide


def take(command: TakeWarning, picture: Picture, context: Context) -> Decision:
    """Refused where it cannot be believed, is over, is not for here, or ends what nobody knows."""
    wrong = _unbelievable(command, picture, context)
    if wrong is not None:
        return wrong
    if is_known(command, picture):
        return []
    wrong = beside_the_point(command, picture, context.now)
    if wrong is not None:
        return wrong
    known = _matter(command, picture)
    report = None if known is None else _changeable(picture, known)
    if known is not None and (report is not None or command.msg_type is CapMsgType.cancel):
        changes = [] if report is None else _changing(command, report, picture)
        return [*changes, _heard(command, known.id, picture, known)]
    name = context.new_id("r")
    return [*_opening(command, name, picture, context), _heard(command, name, picture, known)]


def _unbelievable(command: TakeWarning, picture: Picture, context: Context) -> Refused | None:
    source = find_source(picture, command.source)
    if source is None:
        return refuse(SourceRefusal.warning_source_unknown, source=command.source)
    is_unsigned_fine = command.verdict == UNSIGNED and source.is_unsigned_ok
    if command.verdict not in TRUSTED and not is_unsigned_fine:
        return refuse(
            HeardRefusal.heard_warning_not_trusted,
            source=source.id, message=command.message.identifier, verdict=command.verdict,
        )  # fmt: skip
    if command.status is CapStatus.actual and context.kind is not LogKind.actual:
        return refuse(HeardRefusal.heard_warning_not_for_drill, log=context.kind)
    if command.message.sent > context.now + timedelta(seconds=AHEAD_S):
        return refuse(HeardRefusal.heard_warning_in_future, at=command.message.sent)
    if command.msg_type not in (CapMsgType.alert, *ENDING):
        return refuse(HeardRefusal.heard_warning_says_nothing, type=command.msg_type)
    return None


def _matter(command: TakeWarning, picture: Picture) -> HeardWarning | None:
    """The matter that a message belongs to: it is known, or follows what its own sender said. A
    test follows no warning, whatever it refers to.
    """
    wanted = {command.message}
    if command.msg_type in ENDING:
        wanted |= {each for each in command.references if each.sender == command.message.sender}
    found = [
        each
        for each in picture.heard_warnings.values()
        if each.source == command.source
        and each.status is command.status
        and not wanted.isdisjoint(each.messages)
    ]
    return max(found, key=lambda each: (each.sent, each.id)) if found else None


def is_known(command: TakeWarning, picture: Picture) -> bool:
    """Whether it was taken already, or something that came after it."""
    known = _matter(command, picture)
    return known is not None and (
        command.message in known.messages or command.message.sent < known.sent
    )


def _changeable(picture: Picture, known: HeardWarning) -> Report | None:
    """The report of a matter, where somebody still looks at it."""
    found = find_live(picture, known.id)
    return found if isinstance(found, Report) else None


def beside_the_point(command: TakeWarning, picture: Picture, now: datetime) -> Refused | None:
    """Why it is news to nobody here; what was heard before is followed wherever it goes."""
    if _matter(command, picture) is not None:
        return None
    if command.msg_type is CapMsgType.cancel:
        return refuse(HeardRefusal.heard_warning_ends_nothing, message=command.message.identifier)
    if ends_at(command) <= now:
        return refuse(HeardRefusal.heard_warning_is_over, at=ends_at(command))
    if command.is_here is False:
        return refuse(HeardRefusal.heard_warning_elsewhere, message=command.message.identifier)
    return None


def ends_at(command: TakeWarning) -> datetime:
    """When a message ends by its own word, or a day after it was sent."""
    return command.expires or command.message.sent + LASTS


def rule_for(command: TakeWarning, picture: Picture) -> SourceRule | None:
    """What the town has said that such a message means: its source's first rule that fits."""
    source = find_source(picture, command.source)
    said = {each.casefold() for each in (command.event, *command.event_codes)}
    for rule in () if source is None else source.rules:
        is_event = not rule.events or not said.isdisjoint(each.casefold() for each in rule.events)
        is_category = not rule.categories or not {*rule.categories}.isdisjoint(command.categories)
        is_grave = GRADES.index(command.severity) >= GRADES.index(rule.least)
        if is_event and is_category and is_grave:
            return rule
    return None


def _opening(command: TakeWarning, report: str, picture: Picture, context: Context) -> list[Event]:
    """A report of it; one that is no more than a test is disposed of as such at once."""
    owner, rule = owner_of(report), rule_for(command, picture)
    events: list[Event] = [
        ReportReceived(report=report, channel=Channel.partner, source=command.source),
        WhatNoted(
            report=report,
            words=Words(owner, command.words),
            type=None if rule is None else rule.type,
            priority=None if rule is None else rule.priority,
        ),
    ]
    if command.place != GivenPlace():
        events.append(WhereNoted(report=report, place=command.place.sealed_under(owner)))
    if command.status is not OWN_STATUS[context.kind]:
        reason = Words(owner, command.status.value)
        events.append(ReportDisposed(report=report, disposal=Disposal.test, reason=reason))
    return events


def _changing(command: TakeWarning, report: Report, picture: Picture) -> list[Event]:
    owner, rule = owner_of(report.id), rule_for(command, picture)
    is_end = command.msg_type is CapMsgType.cancel
    type = None if rule is None or is_end or report.incident is not None else rule.type
    priority: Priority | None = None if type is None or rule is None else rule.priority
    events: list[Event] = [
        WhatNoted(report=report.id, words=Words(owner, command.words), type=type, priority=priority)
    ]
    if command.place != GivenPlace():
        events.append(WhereNoted(report=report.id, place=command.place.sealed_under(owner)))
    return events


def _heard(
    command: TakeWarning, report: str, picture: Picture, known: HeardWarning | None
) -> WarningHeard:
    rule = rule_for(command, picture)
    followed = [each for each in command.references if each.sender == command.message.sender]
    before = () if known is None else known.messages
    return WarningHeard(
        report=report,
        source=command.source,
        messages=tuple(dict.fromkeys((*before, *followed, command.message))),
        status=command.status,
        msg_type=command.msg_type,
        sent=command.message.sent,
        happening=command.event,
        severity=command.severity,
        verdict=command.verdict,
        expires=ends_at(command),
        plan=None if rule is None or command.msg_type is CapMsgType.cancel else rule.plan,
    )


def adopt(command: AdoptProposedPlan, picture: Picture, context: Context) -> Decision:
    """Refused where no plan is proposed or in force, and where it was taken back."""
    report = live_or_refused(picture, command.report)
    if isinstance(report, Refused):
        return report
    heard = picture.heard_warnings.get(report.id)
    if heard is None:
        return refuse(HeardRefusal.heard_warning_unknown, report=report.id)
    if heard.is_ended:
        return refuse(HeardRefusal.heard_warning_was_ended, report=report.id)
    name = command.plan or heard.plan
    if name is None:
        return refuse(HeardRefusal.heard_warning_has_no_plan, report=report.id)
    shelf = picture.plans.get(name)
    if shelf is None:
        return refuse(PlanRefusal.plan_unknown, plan=name)
    plan = shelf.version(shelf.in_force)
    if plan is None:
        return refuse(PlanRefusal.plan_is_withdrawn, plan=name)
    order = OpenFromReport(report=report.id, type=command.type, not_same_as=command.not_same_as)
    opened = open_from_report(order, picture, context)
    if isinstance(opened, Refused):
        return opened
    incident = opened[0]
    assert isinstance(incident, IncidentOpened), "an incident begins with its opening"
    adopted = ProposedPlanAdopted(report=report.id, incident=incident.incident, plan=plan.id)
    return [*opened, *starting(plan, incident.incident, 1, context), adopted]


# 3. evolve


def heard(picture: Picture, event: WarningHeard, stamp: Stamp) -> Picture:
    """What is over, and whose report has left the picture, leaves it, too: it is not taken anew."""
    for each in picture.heard_warnings.values():
        if each.expires <= stamp.recorded_at and each.id not in picture.reports:
            picture = _replace(picture, heard_warnings=picture.heard_warnings.drop(each.id))
    before = picture.heard_warnings.get(event.report)
    lasts = event.expires if before is None else max(before.expires, event.expires)
    noun = HeardWarning(
        id=event.report,
        source=event.source,
        messages=event.messages,
        status=event.status,
        msg_type=event.msg_type,
        sent=event.sent,
        event=event.happening,
        severity=event.severity,
        verdict=event.verdict,
        expires=lasts,
        plan=event.plan,
        adopted_at=None if before is None else before.adopted_at,
    )
    return _put(picture, noun)


def plan_adopted(picture: Picture, event: ProposedPlanAdopted, stamp: Stamp) -> Picture:
    found = picture.heard_warnings.get(event.report)
    if found is None:
        return picture
    return _put(picture, _replace(found, adopted_at=stamp.occurred_at))


def _put(picture: Picture, noun: HeardWarning) -> Picture:
    return _replace(picture, heard_warnings=picture.heard_warnings.put(noun.id, noun))


# 4. the tables

DECIDE = {TakeWarning: take, AdoptProposedPlan: adopt}

EVOLVE = {
    "warning_heard.1": (WarningHeard, heard),
    "proposed_plan_adopted.1": (ProposedPlanAdopted, plan_adopted),
}

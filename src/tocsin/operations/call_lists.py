"""Call those on the register whom a warning concerns, and go where nobody answers.

Whom it concerns follows from places that only the town's keys open; who looks puts it on record. An
update calls those whom it concerns and those who were told before; an end those who were told. Only
an Actual log calls anybody: a drill knows the same people, and leaves them in peace.

Source: CAP 1.2 §3.2.1 (`msgType`); ISO 22322:2022 §5.6 (whether a warning was received).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

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
from tocsin.operations.picture import Picture
from tocsin.operations.picture.call_list import CallEntry, CallList, CallOutcome
from tocsin.operations.picture.warning import PublicWarning, WarningState
from tocsin.operations.registered import MOST
from tocsin.operations.resident_reports import FileReport, file_report
from tocsin.operations.warning_issue import WarningArchived
from tocsin.terms.cap import CapMsgType, CapScope
from tocsin.terms.codes import Channel
from tocsin.terms.kinds import LogKind
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

GO_AFTER = 2
"""After so many calls that nobody answered somebody goes there."""


class CallListRefusal(StrEnum):
    calls_only_in_earnest = "calls_only_in_earnest"
    call_list_unknown = "call_list_unknown"
    call_not_on_list = "call_not_on_list"
    call_owned_by_other = "call_owned_by_other"


# 1. commands and the events they may cause


class DrawCallList(Command, frozen=True):
    """These people on the register live where a message holds."""

    warning: Ident
    registered: Annotated[tuple[Ident, ...], msgspec.Meta(max_length=MOST)]


class CallListDrawn(Event, frozen=True):
    warning: str
    registered: tuple[str, ...]


class TakeWarningCall(Command, frozen=True):
    """I call this one."""

    warning: Ident
    registered: Ident


class WarningCallTaken(Event, frozen=True):
    warning: str
    registered: str
    owner: str


class RecordWarningCall(Command, frozen=True):
    """What came of it. Where somebody is needed, a report is opened with these words, the place and
    the number to ring back.
    """

    warning: Ident
    registered: Ident
    outcome: CallOutcome
    words: Remark | None = None
    place: GivenPlace = GivenPlace()
    callback: Short | None = None


class WarningCallRecorded(Event, frozen=True):
    warning: str
    registered: str
    owner: str
    outcome: CallOutcome
    report: str | None = None


# 2. decide


def to_draw(picture: Picture) -> Iterator[PublicWarning]:
    """Messages whose call list nobody has drawn yet, and that owe one."""
    lists = {each.warning for each in picture.call_lists.values()}
    if not picture.registered and not lists:
        return
    for each in picture.warnings.values():
        is_out = each.state is WarningState.issued and each.facts.scope is CapScope.public
        owes = each.chain in lists or (each.is_in_force and bool(picture.registered))
        if is_out and owes and each.id not in picture.call_lists:
            yield each


def draw(command: DrawCallList, picture: Picture, context: Context) -> Decision:
    """Once for each message. Whoever was told of an earlier message of the warning is on it."""
    if context.kind is not LogKind.actual:
        return refuse(CallListRefusal.calls_only_in_earnest, log=context.kind)
    found = next((e for e in to_draw(picture) if e.id == command.warning), None)
    if found is None:
        return []
    told = [
        entry.registered
        for each in picture.call_lists.values()
        if each.warning == found.chain
        for entry in each.entries
        if entry.is_told
    ]
    fresh = () if found.msg_type is CapMsgType.cancel else command.registered
    names = [each for each in dict.fromkeys((*told, *fresh)) if each in picture.registered]
    return [CallListDrawn(warning=found.id, registered=tuple(names))]


def _on(picture: Picture, warning: str, registered: str) -> CallEntry | Refused:
    found = picture.call_lists.get(warning)
    if found is None:
        return refuse(CallListRefusal.call_list_unknown, warning=warning)
    entry = found.entry(registered)
    return entry or refuse(CallListRefusal.call_not_on_list, registered=registered, warning=warning)


def take(command: TakeWarningCall, picture: Picture, context: Context) -> Decision:
    """Refused where somebody else has it, and has not come through yet."""
    entry = _on(picture, command.warning, command.registered)
    if isinstance(entry, Refused):
        return entry
    if entry.owner == context.actor:
        return []
    if entry.owner is not None and not entry.tries:
        return refuse(CallListRefusal.call_owned_by_other, owner=entry.owner)
    return [
        WarningCallTaken(warning=command.warning, registered=entry.registered, owner=context.actor)
    ]


def record(command: RecordWarningCall, picture: Picture, context: Context) -> Decision:
    entry = _on(picture, command.warning, command.registered)
    if isinstance(entry, Refused):
        return entry
    report: str | None = None
    events: list[Event] = []
    if command.outcome is CallOutcome.needs_somebody and entry.report is None:
        report = context.new_id("r")
        filed = file_report(_report(command, report), picture, context)
        if isinstance(filed, Refused):
            return filed
        events += filed
    return [
        WarningCallRecorded(
            warning=command.warning,
            registered=entry.registered,
            owner=context.actor,
            outcome=command.outcome,
            report=report or entry.report,
        ),
        *events,
    ]


def _report(command: RecordWarningCall, report: str) -> FileReport:
    return FileReport(
        id=report,
        words=command.words or "-",
        place=command.place,
        callback=command.callback,
        channel=Channel.officer,
    )


def needs_a_visit(entry: CallEntry) -> bool:
    """Whether somebody has to go there: nobody answers."""
    return not entry.is_told and entry.tries >= GO_AFTER


# 3. evolve


def drawn(picture: Picture, event: CallListDrawn, stamp: Stamp) -> Picture:
    found = picture.warnings.get(event.warning)
    if found is None:
        return picture
    entries = tuple(CallEntry(each) for each in event.registered)
    noun = CallList(id=found.id, warning=found.chain, drawn_at=stamp.occurred_at, entries=entries)
    return _replace(picture, call_lists=picture.call_lists.put(noun.id, noun))


def taken(picture: Picture, event: WarningCallTaken, _stamp: Stamp) -> Picture:
    return _with(picture, event.warning, event.registered, owner=event.owner)


def recorded(picture: Picture, event: WarningCallRecorded, stamp: Stamp) -> Picture:
    """Who was told once stays told."""
    found = picture.call_lists.get(event.warning)
    entry = None if found is None else found.entry(event.registered)
    if entry is None:
        return picture
    is_lost = entry.is_told and event.outcome is CallOutcome.no_answer
    return _with(
        picture,
        event.warning,
        event.registered,
        owner=event.owner,
        outcome=entry.outcome if is_lost else event.outcome,
        tries=entry.tries + 1,
        at=stamp.occurred_at,
        report=event.report,
    )


def _with(picture: Picture, warning: str, registered: str, **fields: object) -> Picture:
    found = picture.call_lists.get(warning)
    if found is None:
        return picture
    entries = tuple(
        _replace(each, **fields) if each.registered == registered else each
        for each in found.entries
    )
    changed = _replace(found, entries=entries)
    return _replace(picture, call_lists=picture.call_lists.put(changed.id, changed))


def archived(picture: Picture, event: WarningArchived, _stamp: Stamp) -> Picture:
    """With its message a list leaves the picture."""
    if event.warning not in picture.call_lists:
        return picture
    return _replace(picture, call_lists=picture.call_lists.drop(event.warning))


# 4. the tables

DECIDE = {DrawCallList: draw, TakeWarningCall: take, RecordWarningCall: record}

EVOLVE = {
    "call_list_drawn.1": (CallListDrawn, drawn),
    "warning_call_taken.1": (WarningCallTaken, taken),
    "warning_call_recorded.1": (WarningCallRecorded, recorded),
}

ALSO = {"warning_archived.1": archived}

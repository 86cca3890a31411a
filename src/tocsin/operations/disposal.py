"""Say what became of a report that led to no incident here: closed with a reason, or handed over.

Source: APCO/NENA ANS 1.107; NENA-REF-001 (an abandoned call is called back before it is closed);
NENA-STA-010.3 (i3 transfer: the call stays ours until the other centre has accepted it).
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.intake import IntakeRefusal, live_or_refused, owner_of, put_report
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
from tocsin.operations.picture.agenda import entries_until, noted, struck
from tocsin.operations.picture.report import HandOver, Report
from tocsin.terms.codes import Disposal
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

KEPT_S = 24 * 3600
"""So long a report that led to nothing here stays at hand: a caller may ring again the same day."""


class DisposalRefusal(StrEnum):
    report_has_incident = "report_has_incident"
    call_waits_for_answer = "call_waits_for_answer"
    call_back_not_tried = "call_back_not_tried"
    report_is_open = "report_is_open"
    report_not_archivable = "report_not_archivable"


# 1. commands and the events they may cause


class DisposeReport(Command, frozen=True):
    """Close a report without an incident, with the reason.

    An abandoned call with a known callback is called back first; `not_called_back_because` says
    why it was not.
    """

    report: Ident
    disposal: Disposal
    reason: Short
    not_called_back_because: Short | None = None


class ReportDisposed(Event, frozen=True):
    report: str
    disposal: Disposal
    reason: Words
    not_called_back_because: Words | None = None


class HandOverReport(Command, frozen=True):
    """Another centre has taken the call over: `accepted_by` said so there, under `their_number`."""

    report: Ident
    centre: Short
    accepted_by: Short
    reason: Short
    their_number: Short | None = None


class ReportHandedOver(Event, frozen=True):
    report: str
    centre: str
    accepted_by: Words
    reason: Words
    their_number: str | None = None


class ReopenReport(Command, frozen=True):
    """Take up again a report that was closed or handed over, with the reason."""

    report: Ident
    reason: Short


class ReportReopened(Event, frozen=True):
    report: str
    reason: Words


class ArchiveReport(Command, frozen=True):
    """Move a report that led to no incident here out of the picture; the archive keeps it."""

    report: Ident


class ReportArchived(Event, frozen=True):
    report: str


# 2. decide


def dispose(command: DisposeReport, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if found.incident is not None:
        return refuse(DisposalRefusal.report_has_incident, report=found.id, incident=found.incident)
    is_untried = (
        command.disposal is Disposal.abandoned
        and found.callback is not None
        and not found.call_backs
    )
    if is_untried and command.not_called_back_because is None:
        return refuse(DisposalRefusal.call_back_not_tried, report=found.id)
    owner = owner_of(found.id)
    why_not = command.not_called_back_because if is_untried else None
    return [
        ReportDisposed(
            report=found.id,
            disposal=command.disposal,
            reason=Words(owner, command.reason),
            not_called_back_because=None if why_not is None else Words(owner, why_not),
        )
    ]


def hand_over(command: HandOverReport, picture: Picture, _context: Context) -> Decision:
    """A report that has an incident here is detached first, or the incident is handed over."""
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if found.incident is not None:
        return refuse(DisposalRefusal.report_has_incident, report=found.id, incident=found.incident)
    for each in picture.call_transfers.values():
        if each.is_incoming and each.is_open and each.report == found.id:
            return refuse(DisposalRefusal.call_waits_for_answer, call=each.id, by=each.by)
    owner = owner_of(found.id)
    return [
        ReportHandedOver(
            report=found.id,
            centre=command.centre,
            accepted_by=Words(owner, command.accepted_by),
            reason=Words(owner, command.reason),
            their_number=command.their_number,
        )
    ]


def reopen(command: ReopenReport, picture: Picture, _context: Context) -> Decision:
    found = picture.reports.get(command.report)
    if found is None:
        return refuse(IntakeRefusal.report_unknown, report=command.report)
    if found.disposed is None and found.handed_over is None:
        return refuse(DisposalRefusal.report_is_open, report=found.id)
    return [ReportReopened(report=found.id, reason=Words(owner_of(found.id), command.reason))]


def archive(command: ArchiveReport, picture: Picture, _context: Context) -> Decision:
    """A report with an incident leaves together with it."""
    found = picture.reports.get(command.report)
    if found is None:
        return []
    if found.disposed is None and found.handed_over is None:
        return refuse(DisposalRefusal.report_not_archivable, report=found.id)
    return [ReportArchived(report=found.id)]


def due(picture: Picture, now: datetime) -> list[Command]:
    """What the clock has to order: reports to be archived."""
    before = now - timedelta(seconds=KEPT_S)
    found: list[Command] = []
    for entry in entries_until(picture.agenda, before):
        kind, _, id = entry.partition("/")
        report = picture.reports.get(id) if kind == "archive_report" else None
        over_at = None if report is None else _over_at(report)
        if over_at is not None and over_at <= before:
            found.append(ArchiveReport(report=id))
    return found


def _over_at(report: Report) -> datetime | None:
    """When it was closed without an incident or handed over; None while it is neither."""
    if report.handed_over is not None:
        return report.handed_over.at
    return report.disposed_at


# 3. evolve


def _with(picture: Picture, report: str, **fields: object) -> Picture:
    """The report changed, and on the agenda for its archiving exactly while it is over."""
    found = picture.reports.get(report)
    if found is None:
        return picture
    after = _replace(found, **fields)
    agenda, entry = picture.agenda, f"archive_report/{report}"
    before_at, after_at = _over_at(found), _over_at(after)
    if before_at is not None:
        agenda = struck(agenda, before_at, entry)
    if after_at is not None:
        agenda = noted(agenda, after_at, entry)
    return put_report(_replace(picture, agenda=agenda), after)


def disposed(picture: Picture, event: ReportDisposed, stamp: Stamp) -> Picture:
    return _with(
        picture,
        event.report,
        disposed=event.disposal,
        disposed_at=stamp.occurred_at,
        disposed_because=event.reason,
    )


def handed_over(picture: Picture, event: ReportHandedOver, stamp: Stamp) -> Picture:
    taken = HandOver(
        event.centre, event.accepted_by, stamp.occurred_at, event.reason, event.their_number
    )
    return _with(picture, event.report, handed_over=taken)


def reopened(picture: Picture, event: ReportReopened, _stamp: Stamp) -> Picture:
    return _with(
        picture,
        event.report,
        disposed=None,
        disposed_at=None,
        disposed_because=None,
        handed_over=None,
    )


def archived(picture: Picture, event: ReportArchived, _stamp: Stamp) -> Picture:
    """It leaves the picture with what was written about it."""
    found = picture.reports.get(event.report)
    if found is None:
        return picture
    over_at, agenda = _over_at(found), picture.agenda
    if over_at is not None:
        agenda = struck(agenda, over_at, f"archive_report/{found.id}")
    return _replace(
        picture,
        reports=picture.reports.drop(found.id),
        narratives=picture.narratives.drop(owner_of(found.id)),
        agenda=agenda,
    )


# 4. the tables

DECIDE = {
    DisposeReport: dispose,
    HandOverReport: hand_over,
    ReopenReport: reopen,
    ArchiveReport: archive,
}

EVOLVE = {
    "report_disposed.1": (ReportDisposed, disposed),
    "report_handed_over.1": (ReportHandedOver, handed_over),
    "report_reopened.1": (ReportReopened, reopened),
    "report_archived.1": (ReportArchived, archived),
}

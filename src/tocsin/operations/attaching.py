"""Say which incident a report belongs to: open one from it, attach, detach, link a duplicate.

The report stays what was said; the incident takes over where and what, and is corrected by its own
commands. Nobody opens a second incident beside a likely same one without having been shown it.

Source: APCO/NENA ANS 1.107 (duplicate and related calls); NENA-STA-021.1 (EIDO: several calls, one
incident).
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place
from tocsin.operations.incident import (
    GivenPlace,
    IncidentOpened,
    IncidentRefusal,
    OpenIncident,
    find_open,
    open_incident,
)
from tocsin.operations.intake import IntakeRefusal, live_or_refused, owner_of, put_report
from tocsin.operations.likeness import Likely, likely_same
from tocsin.operations.looks import may_know
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
from tocsin.operations.picture import Picture, Report, put_incident
from tocsin.operations.picture.index import index_of
from tocsin.terms.codes import Priority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class AttachingRefusal(StrEnum):
    report_is_attached = "report_is_attached"
    report_not_attached = "report_not_attached"
    what_is_missing = "what_is_missing"
    where_is_missing = "where_is_missing"
    likely_the_same = "likely_the_same"
    duplicate_of_itself = "duplicate_of_itself"
    report_is_duplicate = "report_is_duplicate"
    report_is_no_duplicate = "report_is_no_duplicate"


# 1. commands and the events they may cause


class OpenFromReport(Command, frozen=True):
    """Open an incident from a report, which gives what is left out. It needs what and where.

    `not_same_as` names the likely same incidents that were shown and looked at;
    `no_place_because` opens it though nobody knows where (a search for a caller begins so).
    """

    report: Ident
    type: Short | None = None
    priority: Priority | None = None
    place: GivenPlace | None = None
    summary: Remark | None = None
    hazards: tuple[Short, ...] = ()
    not_same_as: tuple[Ident, ...] = ()
    no_place_because: Short | None = None


class AttachReport(Command, frozen=True):
    """The report is about this incident."""

    report: Ident
    incident: Ident


class ReportAttached(Event, frozen=True):
    """`is_opening`: the incident was opened from it, after `not_same_as` were shown."""

    report: str
    incident: str
    is_opening: bool = False
    not_same_as: tuple[str, ...] = ()
    no_place_because: Words | None = None


class DetachReport(Command, frozen=True):
    """The report is not about that incident after all, with the reason."""

    report: Ident
    reason: Short


class ReportDetached(Event, frozen=True):
    report: str
    incident: str
    reason: Words


class LinkDuplicate(Command, frozen=True):
    """The report tells again what another told; both are kept, and go to the same incident."""

    report: Ident
    original: Ident


class DuplicateLinked(Event, frozen=True):
    report: str
    original: str


class UnlinkDuplicate(Command, frozen=True):
    """The report is no duplicate after all, with the reason. It stays attached where it is."""

    report: Ident
    reason: Short


class DuplicateUnlinked(Event, frozen=True):
    report: str
    original: str
    reason: Words


# 2. decide


def open_from_report(command: OpenFromReport, picture: Picture, context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    if found.incident is not None:
        return _is_attached(found)
    type = command.type or found.type
    if type is None:
        return refuse(AttachingRefusal.what_is_missing, report=found.id)
    place = _place(command, found)
    if place == Place() and command.no_place_because is None:
        return refuse(AttachingRefusal.where_is_missing, report=found.id)
    likely = _unseen(picture, _replace(found, type=type, place=place), command, context)
    if likely:
        return refuse(
            AttachingRefusal.likely_the_same,
            report=found.id,
            incidents=", ".join(each.incident for each in likely),
            distance_m=likely[0].distance_m,
            age_s=abs(likely[0].age_s),
        )
    return _opening(command, found, type, picture, context)


def _place(command: OpenFromReport, report: Report) -> Place:
    """The place ordered, else the one reported, else where the caller is."""
    if command.place is not None:
        return command.place.sealed_under(owner_of(report.id))
    position = report.caller_position
    if report.place != Place() or position is None:
        return report.place
    return Place(point=position.point, uncertainty_m=position.uncertainty_m)


def _unseen(
    picture: Picture, report: Report, command: OpenFromReport, context: Context
) -> list[Likely]:
    """Likely same incidents nobody was shown; restricted ones only to whoever may know of them."""
    unseen = []
    for each in likely_same(picture, report):
        incident = picture.incidents.get(each.incident)
        if incident is None or each.incident in command.not_same_as:
            continue
        if may_know(picture, incident, context.actor):
            unseen.append(each)
    return unseen


def _opening(
    command: OpenFromReport, report: Report, type: str, picture: Picture, context: Context
) -> Decision:
    """As any incident is opened; words that come from the report stay under the report's key."""
    opened = open_incident(
        OpenIncident(
            type=type,
            priority=command.priority or report.priority,
            place=command.place or GivenPlace(),
            summary=command.summary,
            hazards=command.hazards,
        ),
        picture,
        context,
    )
    if isinstance(opened, Refused):
        return opened
    incident = opened[0]
    assert isinstance(incident, IncidentOpened)
    if command.place is None:
        incident = _replace(incident, place=_place(command, report))
    if command.summary is None:
        incident = _replace(incident, summary=report.words)
    why = command.no_place_because if incident.place == Place() else None
    first = ReportAttached(
        report=report.id,
        incident=incident.incident,
        is_opening=True,
        not_same_as=command.not_same_as,
        no_place_because=None if why is None else Words(owner_of(report.id), why),
    )
    return [incident, first, *_with_duplicates(picture, report, incident.incident)]


def _with_duplicates(picture: Picture, report: Report, incident: str) -> list[Event]:
    """The duplicates of a report that wait with it go where it goes."""
    waiting = [each.id for each in _duplicates(picture, report) if each.is_waiting]
    return [ReportAttached(report=each, incident=incident) for each in sorted(waiting)]


def _duplicates(picture: Picture, report: Report) -> Iterable[Report]:
    """The reports that are linked to this one as its duplicates."""
    index = index_of(picture.reports, _original_of)
    if index is None:
        return [each for each in picture.reports.unordered() if each.duplicate_of == report.id]
    told = (picture.reports.get(each) for each in index.get(report.id) or ())
    return [each for each in told if each is not None]


def _original_of(report: Report) -> tuple[str, ...]:
    return () if report.duplicate_of is None else (report.duplicate_of,)


def _is_attached(report: Report) -> Refused:
    return refuse(AttachingRefusal.report_is_attached, report=report.id, incident=report.incident)


def attach(command: AttachReport, picture: Picture, _context: Context) -> Decision:
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    incident = find_open(picture, command.incident)
    if isinstance(incident, IncidentRefusal):
        return refuse(incident, incident=command.incident)
    if found.incident == incident.id:
        return []
    if found.incident is not None:
        return _is_attached(found)
    return [
        ReportAttached(report=found.id, incident=incident.id),
        *_with_duplicates(picture, found, incident.id),
    ]


def detach(command: DetachReport, picture: Picture, _context: Context) -> Decision:
    found = picture.reports.get(command.report)
    if found is None:
        return refuse(IntakeRefusal.report_unknown, report=command.report)
    if found.incident is None:
        return refuse(AttachingRefusal.report_not_attached, report=found.id)
    reason = Words(owner_of(found.id), command.reason)
    return [ReportDetached(report=found.id, incident=found.incident, reason=reason)]


def link_duplicate(command: LinkDuplicate, picture: Picture, _context: Context) -> Decision:
    """Links lead to the first report. A duplicate of a closed matter belongs there too."""
    found = live_or_refused(picture, command.report)
    if isinstance(found, Refused):
        return found
    original = picture.reports.get(command.original)
    if original is None:
        return refuse(IntakeRefusal.report_unknown, report=command.original)
    first = original.duplicate_of or original.id
    if first == found.id:
        return refuse(AttachingRefusal.duplicate_of_itself, report=found.id)
    if found.duplicate_of == first:
        return []
    if found.duplicate_of is not None:
        return refuse(
            AttachingRefusal.report_is_duplicate, report=found.id, original=found.duplicate_of
        )
    root = picture.reports.get(first) or original
    if found.incident is not None and found.incident != root.incident:
        return _is_attached(found)
    events: list[Event] = [DuplicateLinked(report=found.id, original=first)]
    linked = sorted(each.id for each in _duplicates(picture, found))
    events += [DuplicateLinked(report=each, original=first) for each in linked]
    if root.incident is not None and found.incident is None:
        events.append(ReportAttached(report=found.id, incident=root.incident))
        events += _with_duplicates(picture, found, root.incident)
    return events


def unlink_duplicate(command: UnlinkDuplicate, picture: Picture, _context: Context) -> Decision:
    found = picture.reports.get(command.report)
    if found is None:
        return refuse(IntakeRefusal.report_unknown, report=command.report)
    if found.duplicate_of is None:
        return refuse(AttachingRefusal.report_is_no_duplicate, report=found.id)
    reason = Words(owner_of(found.id), command.reason)
    return [DuplicateUnlinked(report=found.id, original=found.duplicate_of, reason=reason)]


# 3. evolve


def attached(picture: Picture, event: ReportAttached, stamp: Stamp) -> Picture:
    """What is opened from a report began when that came in (NFPA 1225: alarm handling)."""
    report = picture.reports.get(event.report)
    if report is not None:
        picture = put_report(
            picture, _replace(report, incident=event.incident, attached_at=stamp.occurred_at)
        )
    incident = picture.incidents.get(event.incident)
    if incident is None or event.report in incident.reports:
        return picture
    incident = _replace(incident, reports=(*incident.reports, event.report))
    if event.is_opening and report is not None and report.arrived_at < incident.opened_at:
        incident = _replace(incident, opened_at=report.arrived_at, entered_at=incident.opened_at)
    return put_incident(picture, incident)


def detached(picture: Picture, event: ReportDetached, _stamp: Stamp) -> Picture:
    report = picture.reports.get(event.report)
    if report is not None and report.incident == event.incident:
        picture = put_report(picture, _replace(report, incident=None, attached_at=None))
    incident = picture.incidents.get(event.incident)
    if incident is None:
        return picture
    left = tuple(each for each in incident.reports if each != event.report)
    return put_incident(picture, _replace(incident, reports=left))


def linked(picture: Picture, event: DuplicateLinked, _stamp: Stamp) -> Picture:
    found = picture.reports.get(event.report)
    if found is None:
        return picture
    return put_report(picture, _replace(found, duplicate_of=event.original))


def unlinked(picture: Picture, event: DuplicateUnlinked, _stamp: Stamp) -> Picture:
    found = picture.reports.get(event.report)
    if found is None or found.duplicate_of != event.original:
        return picture
    return put_report(picture, _replace(found, duplicate_of=None))


# 4. the tables

DECIDE = {
    OpenFromReport: open_from_report,
    AttachReport: attach,
    DetachReport: detach,
    LinkDuplicate: link_duplicate,
    UnlinkDuplicate: unlink_duplicate,
}

EVOLVE = {
    "report_attached.1": (ReportAttached, attached),
    "report_detached.1": (ReportDetached, detached),
    "duplicate_linked.1": (DuplicateLinked, linked),
    "duplicate_unlinked.1": (DuplicateUnlinked, unlinked),
}

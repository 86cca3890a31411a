"""What the reporter of a report is told, step by step, as the facts of other topics come in.

While a matter is restricted its reporters are told that somebody looks at it and that it is closed,
as of every matter, and no step between; what they were told before stays. So a restricted matter
reads like one to which nobody (more) had to be sent, and restricting or lifting changes no page.

Source: Open311 GeoReport v2 (status, status notes); 45 CFR 164.502 (b) (minimum necessary).
"""

from collections.abc import Callable

import msgspec

from tocsin.operations.attaching import (
    DuplicateLinked,
    DuplicateUnlinked,
    ReportAttached,
    ReportDetached,
)
from tocsin.operations.dispatch import UnitDispatched, UnitReassigned, UnitSelfAttached
from tocsin.operations.disposal import (
    ReportArchived,
    ReportDisposed,
    ReportHandedOver,
    ReportReopened,
)
from tocsin.operations.incident import IncidentClosed, IncidentReopened
from tocsin.operations.intake import ReportReceived
from tocsin.operations.merging import IncidentsMerged
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.telling import Telling, Told, ToldStep
from tocsin.operations.status import UnitStatusReached, surviving
from tocsin.terms.codes import IncidentStatus, UnitStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


def _told(picture: Picture, report: str, stamp: Stamp, *steps: Told) -> Picture:
    """These steps told now, as far as they were not told before."""
    found = picture.tellings.get(report)
    if found is None:
        return picture
    new = tuple(ToldStep(each, stamp.occurred_at) for each in steps if not found.has(each))
    if not new:
        return picture
    return _put(picture, Telling(report, (*found.told, *new)))


def _unsaid(picture: Picture, report: str, *steps: Told) -> Picture:
    """These steps taken back, whatever the matter: they are not so any more."""
    found = picture.tellings.get(report)
    if found is None or not any(map(found.has, steps)):
        return picture
    left = tuple(each for each in found.told if each.step not in steps)
    return _put(picture, Telling(report, left))


def _put(picture: Picture, telling: Telling) -> Picture:
    return _replace(picture, tellings=picture.tellings.put(telling.id, telling))


def open_steps(incident: Incident) -> tuple[Told, ...]:
    """What reporters may be told of an incident's work now: nothing while it is restricted."""
    if incident.is_restricted:
        return ()
    if any(each.mark(UnitStatus.on_scene) is not None for each in incident.responses):
        return (Told.sent, Told.there)
    return () if incident.dispatched_at is None else (Told.sent,)


def _worked_on(picture: Picture, incident: Incident | None, stamp: Stamp) -> Picture:
    """The reporters of an incident are told how far the work is."""
    if incident is None or not incident.reports:
        return picture
    steps = open_steps(incident)
    for report in incident.reports if steps else ():
        picture = _told(picture, report, stamp, *steps)
    return picture


# 3. evolve


def received(picture: Picture, event: ReportReceived, stamp: Stamp) -> Picture:
    return _put(picture, Telling(event.report, (ToldStep(Told.received, stamp.occurred_at),)))


def attached(picture: Picture, event: ReportAttached, stamp: Stamp) -> Picture:
    picture = _told(picture, event.report, stamp, Told.looked_at)
    incident = picture.incidents.get(event.incident)
    if incident is None:
        return picture
    picture = _told(picture, event.report, stamp, *open_steps(incident))
    if incident.status is IncidentStatus.closed and incident.merged_into is None:
        picture = _told(picture, event.report, stamp, Told.closed)
    return picture


def detached(picture: Picture, event: ReportDetached, _stamp: Stamp) -> Picture:
    return _unsaid(picture, event.report, Told.looked_at, Told.sent, Told.there, Told.closed)


def linked(picture: Picture, event: DuplicateLinked, stamp: Stamp) -> Picture:
    return _told(picture, event.report, stamp, Told.joined)


def unlinked(picture: Picture, event: DuplicateUnlinked, _stamp: Stamp) -> Picture:
    return _unsaid(picture, event.report, Told.joined)


def disposed(picture: Picture, event: ReportDisposed, stamp: Stamp) -> Picture:
    return _told(picture, event.report, stamp, Told.no_action)


def handed_over(picture: Picture, event: ReportHandedOver, stamp: Stamp) -> Picture:
    return _told(picture, event.report, stamp, Told.handed_over)


def taken_up(picture: Picture, event: ReportReopened, _stamp: Stamp) -> Picture:
    return _unsaid(picture, event.report, Told.no_action, Told.handed_over)


def report_archived(picture: Picture, event: ReportArchived, _stamp: Stamp) -> Picture:
    return _replace(picture, tellings=picture.tellings.drop(event.report))


def dispatched(picture: Picture, event: UnitDispatched, stamp: Stamp) -> Picture:
    return _worked_on(picture, surviving(picture, event.incident), stamp)


def reassigned(picture: Picture, event: UnitReassigned, stamp: Stamp) -> Picture:
    return _worked_on(picture, surviving(picture, event.incident), stamp)


def self_attached(picture: Picture, event: UnitSelfAttached, stamp: Stamp) -> Picture:
    return _worked_on(picture, surviving(picture, event.incident), stamp)


def reached(picture: Picture, event: UnitStatusReached, stamp: Stamp) -> Picture:
    if event.status is not UnitStatus.on_scene or event.incident is None:
        return picture
    return _worked_on(picture, surviving(picture, event.incident), stamp)


def merged(picture: Picture, event: IncidentsMerged, stamp: Stamp) -> Picture:
    return _worked_on(picture, picture.incidents.get(event.survivor), stamp)


def closed(picture: Picture, event: IncidentClosed, stamp: Stamp) -> Picture:
    """Told of a restricted matter too: that is how every matter ends."""
    return _of_all(picture, event.incident, lambda p, each: _told(p, each, stamp, Told.closed))


def reopened(picture: Picture, event: IncidentReopened, _stamp: Stamp) -> Picture:
    return _of_all(picture, event.incident, lambda p, each: _unsaid(p, each, Told.closed))


def _of_all(picture: Picture, incident: str, do: Callable[[Picture, str], Picture]) -> Picture:
    found = picture.incidents.get(incident)
    for report in () if found is None else found.reports:
        picture = do(picture, report)
    return picture


# 4. the tables

DECIDE: dict[type, object] = {}

EVOLVE: dict[str, tuple[type, object]] = {}

ALSO = {
    "report_received.1": received,
    "report_attached.1": attached,
    "report_detached.1": detached,
    "duplicate_linked.1": linked,
    "duplicate_unlinked.1": unlinked,
    "report_disposed.1": disposed,
    "report_handed_over.1": handed_over,
    "report_reopened.1": taken_up,
    "report_archived.1": report_archived,
    "unit_dispatched.1": dispatched,
    "unit_reassigned.1": reassigned,
    "unit_self_attached.1": self_attached,
    "unit_status_reached.1": reached,
    "incidents_merged.1": merged,
    "incident_closed.1": closed,
    "incident_reopened.1": reopened,
}
"""What a fact of another topic means here, after that topic has taken it in."""

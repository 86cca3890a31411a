"""The status chain: en route, staged, on scene, transporting, at hospital, returning, clear.

Source: APCO 1.111.2 common status codes; NERIS `mod_unit_response`; NFPA 1225 time definitions.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Provenance,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Picture, Unit
from tocsin.operations.picture.incident import Mark, Response
from tocsin.operations.units import UnitRefusal, is_ahead
from tocsin.terms.codes import ASSIGNED, UnitStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class StatusRefusal(StrEnum):
    unit_not_assigned = "unit_not_assigned"
    already_in_status = "already_in_status"
    time_before_dispatch = "time_before_dispatch"
    unit_was_not_there = "unit_was_not_there"
    clear_before_status = "clear_before_status"
    status_not_reached = "status_not_reached"


# 1. commands and the event they may cause


class _Report(Command, frozen=True):
    """`incident` names an earlier assignment, when a crew reports late; None is the present one."""

    unit: Ident
    incident: Ident | None = None


class ReportEnRoute(_Report, frozen=True):
    """The crew is under way (NFPA 1225: turnout ends)."""


class ReportStaged(_Report, frozen=True):
    """The unit stands by near the scene."""


class ReportOnScene(_Report, frozen=True):
    """The unit has arrived (NFPA 1225: travel ends)."""


class ReportTransporting(_Report, frozen=True):
    """The unit carries patients to `destination` (a facility's id or words a dispatcher would use).

    Said again with another destination, the unit has been turned to that one.
    """

    destination: Short | None = None


class ReportAtHospital(_Report, frozen=True):
    """The unit has arrived where it brings its patients."""

    destination: Short | None = None


class ReportReturning(_Report, frozen=True):
    """The unit is done and on its way back; it may be given a new assignment."""


class ClearUnit(_Report, frozen=True):
    """The unit is free again."""


class UnitStatusReached(Event, frozen=True):
    """One step of the chain; `available` ends the response to `incident`."""

    unit: str
    status: UnitStatus
    incident: str | None = None
    destination: str | None = None
    provenance: Provenance | None = None


class CorrectStatusTime(Command, frozen=True):
    """The time recorded for a status was wrong: it was reached when this order says it occurred."""

    unit: Ident
    incident: Ident
    status: UnitStatus
    reason: Short


class StatusTimeCorrected(Event, frozen=True):
    """The record's `occurred_at` is the right time; the wrong one stays in the log."""

    unit: str
    incident: str
    status: UnitStatus
    reason: Words


# 2. decide

_ENDING = (UnitStatus.available, UnitStatus.returning)


def find_reporting(picture: Picture, unit: str, context: Context) -> Unit | UnitRefusal:
    """The unit under this id, if its crew reports to this town: it is held here, or finishes here
    what it had when it was let go of.
    """
    found = picture.units.get(unit)
    if found is None:
        return UnitRefusal.unit_unknown
    is_here = found.incident is not None or found.returning_from is not None
    if found.authority.holder != context.code and not is_here:
        return UnitRefusal.not_holder
    return found


def _decide(status: UnitStatus, command: _Report, picture: Picture, context: Context) -> Decision:
    found = find_reporting(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.id, at=context.occurred_at)
    present = found.incident
    if status is UnitStatus.available and found.status is UnitStatus.returning:
        present = found.returning_from
    if command.incident is not None:
        named = surviving(picture, command.incident)
        if named is None or named.id != present:
            return _decide_late(status, command, named, found, context)
    if found.incident is None and not (
        status is UnitStatus.available and found.status is UnitStatus.returning
    ):
        return refuse(StatusRefusal.unit_not_assigned, unit=found.id, status=found.status)
    destination = getattr(command, "destination", None)
    if found.status is status and destination in (None, found.destination):
        return refuse(
            StatusRefusal.already_in_status, unit=found.id, status=status, since=found.since
        )
    late = _too_early(status, found, picture, context)
    if late is not None:
        return late
    return [
        UnitStatusReached(unit=found.id, status=status, incident=present, destination=destination)
    ]


def _decide_late(
    status: UnitStatus,
    command: _Report,
    incident: Incident | None,
    unit: Unit,
    context: Context,
) -> Decision:
    """A report about an assignment that is over: it completes the history and moves nothing."""
    response = None if incident is None else latest(incident.responses, unit.id)
    if incident is None or response is None:
        return refuse(StatusRefusal.unit_was_not_there, unit=unit.id, incident=command.incident)
    sent = response.mark(UnitStatus.committed)
    if sent is not None and context.occurred_at < sent.at:
        return refuse(StatusRefusal.time_before_dispatch, unit=unit.id, at=context.occurred_at)
    is_over = response.ended_at is not None and context.occurred_at > response.ended_at
    if is_over and status not in _ENDING:
        return refuse(StatusRefusal.unit_was_not_there, unit=unit.id, incident=incident.id)
    if response.mark(status) is not None:
        return refuse(
            StatusRefusal.already_in_status,
            unit=unit.id,
            status=status,
            since=_at(response, status),
        )
    destination = getattr(command, "destination", None)
    return [
        UnitStatusReached(
            unit=unit.id, status=status, incident=incident.id, destination=destination
        )
    ]


def _at(response: Response, status: UnitStatus) -> str:
    mark = response.mark(status)
    return "" if mark is None else mark.at.isoformat()


def _too_early(
    status: UnitStatus, unit: Unit, picture: Picture, context: Context
) -> Refused | None:
    """A status before the unit was sent;
    or an end before the last thing it is known to have done.
    """
    incident = picture.incidents.get(unit.incident) if unit.incident else None
    response = latest(incident.responses, unit.id) if incident else None
    sent = response.mark(UnitStatus.committed) if response else None
    if sent is not None and context.occurred_at < sent.at:
        return refuse(StatusRefusal.time_before_dispatch, unit=unit.id, at=context.occurred_at)
    if status in _ENDING and unit.since is not None and context.occurred_at < unit.since:
        return refuse(
            StatusRefusal.clear_before_status, unit=unit.id, status=unit.status, since=unit.since
        )
    return None


def correct_time(command: CorrectStatusTime, picture: Picture, context: Context) -> Decision:
    """Any mark of any response may be corrected, also after the incident is closed."""
    incident = surviving(picture, command.incident)
    response = None if incident is None else latest(incident.responses, command.unit)
    if incident is None or response is None:
        return refuse(
            StatusRefusal.unit_was_not_there, unit=command.unit, incident=command.incident
        )
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=command.unit, at=context.occurred_at)
    mark = response.mark(command.status)
    if mark is None:
        return refuse(
            StatusRefusal.status_not_reached,
            unit=command.unit,
            status=command.status,
            incident=incident.id,
        )
    if mark.at == context.occurred_at and mark.after is None:
        return []
    reason = Words(f"incident/{incident.id}", command.reason)
    return [
        StatusTimeCorrected(
            unit=command.unit, incident=incident.id, status=command.status, reason=reason
        )
    ]


def en_route(command: ReportEnRoute, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.en_route, command, picture, context)


def staged(command: ReportStaged, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.staged, command, picture, context)


def on_scene(command: ReportOnScene, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.on_scene, command, picture, context)


def transporting(command: ReportTransporting, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.transporting, command, picture, context)


def at_hospital(command: ReportAtHospital, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.at_hospital, command, picture, context)


def returning(command: ReportReturning, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.returning, command, picture, context)


def clear(command: ClearUnit, picture: Picture, context: Context) -> Decision:
    return _decide(UnitStatus.available, command, picture, context)


# 3. evolve


def surviving(picture: Picture, incident: str) -> Incident | None:
    """The incident under this id, or the one that it was merged into."""
    found = picture.incidents.get(incident)
    while found is not None and found.merged_into is not None:
        found = picture.incidents.get(found.merged_into)
    return found


def reached(picture: Picture, event: UnitStatusReached, stamp: Stamp) -> Picture:
    """The step enters the response; the unit's present status changes only by a younger fact.

    The end of the very work that the unit is at is believed whatever its time: a source whose times
    run backwards must not leave a unit at work for ever.
    """
    unit = picture.units.get(event.unit)
    incident = picture.incidents.get(event.incident) if event.incident is not None else None
    if incident is not None and incident.merged_into is not None:
        incident = surviving(picture, incident.merged_into)
    units, incidents = picture.units, picture.incidents
    at = None if incident is None else incident.id
    is_last = True
    if incident is not None:
        response = response_at(incident.responses, event.unit, stamp)
        is_last = response is None or response is latest(incident.responses, event.unit)
        incidents = incidents.put(incident.id, _marked(incident, response, event, stamp))
    if unit is not None and is_last:
        is_end = event.status not in ASSIGNED and at is not None and unit.incident == at
        if is_end or unit.since is None or stamp.occurred_at >= unit.since:
            units = units.put(unit.id, _moved_on(unit, event, at, stamp))
    return _replace(picture, units=units, incidents=incidents)


def _moved_on(unit: Unit, event: UnitStatusReached, incident: str | None, stamp: Stamp) -> Unit:
    """The unit in its new status. Clearing one of two assignments leaves the other standing."""
    if event.status in ASSIGNED:
        return _replace(
            unit,
            status=event.status,
            since=stamp.occurred_at,
            incident=incident,
            destination=event.destination or unit.destination,
        )
    if unit.incident is not None and unit.incident != incident:
        return unit
    if unit.status is UnitStatus.out_of_service:
        return unit
    since = stamp.occurred_at if unit.since is None else max(unit.since, stamp.occurred_at)
    is_returning = event.status is UnitStatus.returning
    return _replace(
        unit,
        status=event.status,
        since=since,
        incident=None,
        returning_from=incident if is_returning else None,
        destination=None,
    )


def _marked(
    incident: Incident, response: Response | None, event: UnitStatusReached, stamp: Stamp
) -> Incident:
    if response is None:
        response = Response(event.unit)
    if event.status is UnitStatus.available or event.status is UnitStatus.returning:
        after = ended(response, stamp, "cleared", event.status)
    elif response.mark(event.status) is None:
        mark = Mark(event.status, stamp.occurred_at, stamp.occurred_after)
        after = _replace(
            response,
            marks=(*response.marks, mark),
            destination=event.destination or response.destination,
        )
    elif event.destination is not None and event.destination != response.destination:
        after = _replace(response, destination=event.destination)
    else:
        return incident
    return with_response(incident, response, after)


def response_at(responses: tuple[Response, ...], unit: str, stamp: Stamp) -> Response | None:
    """The response that a fact of this time belongs to:
    the newest begun by then, else the newest.
    """
    newest: Response | None = None
    for each in reversed(responses):
        if each.unit != unit:
            continue
        if not each.marks or each.marks[0].at <= stamp.occurred_at:
            return each
        newest = newest or each
    return newest


def time_corrected(picture: Picture, event: StatusTimeCorrected, stamp: Stamp) -> Picture:
    """The mark has its right time, and with it what is counted from it: since when, until when."""
    incident = surviving(picture, event.incident)
    response = None if incident is None else latest(incident.responses, event.unit)
    wrong = None if response is None else response.mark(event.status)
    if incident is None or response is None or wrong is None:
        return picture
    right = Mark(event.status, stamp.occurred_at)
    after = _replace(
        response, marks=tuple(right if each is wrong else each for each in response.marks)
    )
    if response.ended_at == wrong.at and event.status in _ENDING:
        after = _replace(after, ended_at=right.at, ended_after=None)
    changed = with_response(incident, response, after)
    if event.status is UnitStatus.committed and incident.dispatched_at == wrong.at:
        changed = _replace(changed, dispatched_at=right.at)
    units = picture.units
    unit = units.get(event.unit)
    if unit is not None and unit.status is event.status and unit.since == wrong.at:
        units = units.put(unit.id, _replace(unit, since=right.at))
    return _replace(picture, units=units, incidents=picture.incidents.put(incident.id, changed))


def latest(responses: tuple[Response, ...], unit: str) -> Response | None:
    """The unit's newest response, or None."""
    for each in reversed(responses):
        if each.unit == unit:
            return each
    return None


def ended(response: Response, stamp: Stamp, outcome: str, status: UnitStatus) -> Response:
    """The response, over. Returning ends the work; a later `available` adds its mark only."""
    mark = Mark(status, stamp.occurred_at, stamp.occurred_after)
    marks = response.marks if response.mark(status) else (*response.marks, mark)
    if response.ended_at is not None:
        return _replace(response, marks=marks)
    return _replace(
        response,
        marks=marks,
        ended_at=stamp.occurred_at,
        ended_after=stamp.occurred_after,
        outcome=outcome,
    )


def with_response(incident: Incident, before: Response, after: Response) -> Incident:
    """The incident with one response changed, or added where it had none of it."""
    responses = incident.responses
    if before in responses:
        changed = tuple(after if each is before else each for each in responses)
    else:
        changed = (*responses, after)
    return _replace(incident, responses=changed)


# 4. the tables

DECIDE = {
    ReportEnRoute: en_route,
    ReportStaged: staged,
    ReportOnScene: on_scene,
    ReportTransporting: transporting,
    ReportAtHospital: at_hospital,
    ReportReturning: returning,
    ClearUnit: clear,
    CorrectStatusTime: correct_time,
}

EVOLVE = {
    "unit_status_reached.1": (UnitStatusReached, reached),
    "status_time_corrected.1": (StatusTimeCorrected, time_corrected),
}

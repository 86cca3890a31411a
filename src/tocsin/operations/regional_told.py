"""What a row of a regional incident says of the own incident, kept as that goes on; the lookups
that all topics about regional incidents share.

Source: ICS 201, ICS 202, ICS 209 (what commands tell each other). Of a restricted incident a row
tells that the town has part, and whether it has closed its own: nothing else by itself.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.command import organization
from tocsin.operations.merging import IncidentsMerged, IncidentsSeparated
from tocsin.operations.objectives import ObjectiveRevised, ObjectiveStateSet
from tocsin.operations.orders import Event, Refused, refuse
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.regional import (
    RegionalIncident,
    SharedObjective,
    ToldCommander,
    root_of,
)
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

TOLD = (
    "stand", "names", "claims", "proposals", "towns", "offer", "accepts", "asks", "ours",
    "number", "status", "is_closed", "commanders", "command_name", "commander_name",
    "objectives",
)  # fmt: skip
"""Fields that other towns read: a change of one of them is a new revision."""


class RegionalRefusal(StrEnum):
    """Why a regional incident is not linked, joined, left or shared."""

    regional_unknown = "regional_unknown"
    regional_no_part = "regional_no_part"
    regional_not_agreed = "regional_not_agreed"
    regional_not_asked = "regional_not_asked"
    regional_has_our_incident = "regional_has_our_incident"
    regional_yields_by_lead = "regional_yields_by_lead"
    regional_lead_stays = "regional_lead_stays"
    regional_is_closed = "regional_is_closed"
    too_many_shared = "too_many_shared"


# what there is


def find_regional(picture: Picture, number: str) -> RegionalIncident | None:
    """The row under a number that it has or had."""
    found = picture.regional_incidents.get(number)
    if found is not None:
        return found
    rows = picture.regional_incidents.values()
    return next((each for each in rows if number in each.numbers), None)


def known(picture: Picture, number: str) -> RegionalIncident | Refused:
    """The row under a number, or that there is none."""
    found = find_regional(picture, number)
    return found or refuse(RegionalRefusal.regional_unknown, regional=number)


def with_part(picture: Picture, number: str) -> RegionalIncident | Refused:
    """The row under a number, of an incident in which this town has part."""
    found = known(picture, number)
    if isinstance(found, Refused) or found.has_part:
        return found
    return refuse(RegionalRefusal.regional_no_part, regional=found.id, stand=found.stand)


def regional_of(picture: Picture, incident: str) -> RegionalIncident | None:
    """The regional incident that an incident of ours is part of."""
    rows = picture.regional_incidents.values()
    return next((each for each in rows if each.has_part and each.incident == incident), None)


# what is told


def put_regional(
    picture: Picture, row: RegionalIncident, stamp: Stamp, *, over: tuple[str, ...] = ()
) -> Picture:
    """The picture with this row under the number that holds, in the place of those `over` which it
    takes; told anew where what others read of it has changed.
    """
    row = _replace(row, id=root_of(row.names, row.id), towns=row.joined)
    row = _told(row, picture)
    rows = picture.regional_incidents
    revision, is_same = 0, False
    for number in (*over, *row.numbers):
        before = rows.get(number)
        if before is not None:
            revision = max(revision, before.revision)
            is_same = is_same or all(getattr(before, e) == getattr(row, e) for e in TOLD)
            rows = rows.drop(number)
    if not is_same:
        row = _replace(row, revision=max(revision + 1, int(stamp.recorded_at.timestamp())))
    else:
        row = _replace(row, revision=revision)
    row = _replace(row, closed_at=(row.closed_at or stamp.occurred_at) if row.is_over else None)
    return _replace(picture, regional_incidents=rows.put(row.id, row))


def _told(row: RegionalIncident, picture: Picture) -> RegionalIncident:
    """The row with what it says of the own incident now."""
    if row.incident is None or not row.has_part:
        return _untold(row, None)
    found = picture.incidents.get(row.incident)
    if found is None:  # it has left the picture: the last word stands
        return row
    is_closed = found.status is IncidentStatus.closed
    if found.is_restricted:
        return _replace(_untold(row, is_closed), commander_name=None)
    there = organization(picture, found.id)
    return _replace(
        row,
        ours=found.id,
        number=found.number,
        status=found.status,
        is_closed=is_closed,
        commanders=tuple(
            ToldCommander(each.agency, each.since, each.agency_name) for each in there.commanders
        ),
        command_name=there.name,
        objectives=_objectives(row, picture),
    )


def _untold(row: RegionalIncident, is_closed: bool | None) -> RegionalIncident:
    return _replace(
        row, ours=None, number=None, status=None, is_closed=is_closed, commanders=(),
        command_name=None,
    )  # fmt: skip


def _objectives(row: RegionalIncident, picture: Picture) -> tuple[SharedObjective, ...]:
    """What follows an objective of the own incident is met or given up with that."""
    found = []
    for each in row.objectives:
        own = picture.objectives.get(each.objective or "")
        found.append(each if own is None else _replace(each, state=own.state))
    return tuple(found)


# what the own incident's facts mean here


def goes_on(picture: Picture, event: Event, stamp: Stamp) -> Picture:
    """Something about an incident has changed: whoever has part reads it."""
    row = regional_of(picture, str(getattr(event, "incident", "")))
    return picture if row is None else put_regional(picture, row, stamp)


def objective_changed(
    picture: Picture, event: ObjectiveRevised | ObjectiveStateSet, stamp: Stamp
) -> Picture:
    """Where it is shared, the others read what it says now."""
    for row in picture.regional_incidents.values():
        if any(each.objective == event.objective for each in row.objectives):
            picture = put_regional(picture, row, stamp)
    return picture


def merged(picture: Picture, event: IncidentsMerged, stamp: Stamp) -> Picture:
    """What the absorbed incident was part of goes on with the survivor, unless that has a regional
    incident of its own: then a person links the two."""
    absorbed = regional_of(picture, event.absorbed)
    survivor = regional_of(picture, event.survivor)
    rows = (absorbed, survivor)
    if absorbed is not None and survivor is None:
        rows = (_replace(absorbed, incident=event.survivor), None)
    for row in rows:
        picture = picture if row is None else put_regional(picture, row, stamp)
    return picture


def separated(picture: Picture, event: IncidentsSeparated, stamp: Stamp) -> Picture:
    """The survivor keeps its part; the absorbed may be linked anew."""
    for name in (event.absorbed, event.survivor):
        row = regional_of(picture, name)
        picture = picture if row is None else put_regional(picture, row, stamp)
    return picture


def is_untold(row: RegionalIncident, incident: Incident | None) -> bool:
    """Whether the own incident is one that rows tell nothing of: who may not know it may not know
    that this town has part."""
    if row.incident is None:
        return False
    return row.number is None if incident is None else incident.is_restricted


def same_number(incident: Incident, said: str) -> bool:
    """Whether a word means this incident: its id, or its number."""
    return said in (incident.id, incident.number)


DECIDE: dict[type, object] = {}

EVOLVE: dict[str, tuple[type[Event], object]] = {}

ALSO = {
    "incident_closed.1": goes_on,
    "incident_reopened.1": goes_on,
    "incident_held.1": goes_on,
    "incident_resumed.1": goes_on,
    "incident_restricted.1": goes_on,
    "restriction_lifted.1": goes_on,
    "incidents_merged.1": merged,
    "incidents_separated.1": separated,
    "command_assumed.1": goes_on,
    "unified_command_entered.1": goes_on,
    "unified_command_left.1": goes_on,
    "command_terminated.1": goes_on,
    "command_transferred.1": goes_on,
    "objective_revised.1": objective_changed,
    "objective_state_set.1": objective_changed,
}

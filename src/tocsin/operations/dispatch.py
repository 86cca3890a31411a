"""Send units: dispatch, cancel, divert, pre-empt, reassign, self-attach.

Source: APCO/NENA ANS 1.107 (dispatch practice), NIMS resource tracking, ICS 204.
A busy unit is refused with the reason; no command resets another's work in silence.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.incident import IncidentRefusal, find_open
from tocsin.operations.orders import (
    Basis,
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
from tocsin.operations.status import ended, find_reporting, latest, surviving, with_response
from tocsin.operations.team_members import in_a_team, team_of
from tocsin.operations.units import (
    UnitRefusal,
    assignable,
    ordered_under,
    ready_to_go,
    untimely,
)
from tocsin.terms.codes import ASSIGNED, IncidentStatus, UnitStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class DispatchRefusal(StrEnum):
    unit_is_committed = "unit_is_committed"
    unit_already_there = "unit_already_there"
    unit_not_on_incident = "unit_not_on_incident"
    crew_too_small = "crew_too_small"
    not_lower_priority = "not_lower_priority"
    patient_on_board = "patient_on_board"
    unit_has_arrived = "unit_has_arrived"


# 1. commands and the events they may cause


class DispatchUnit(Command, frozen=True):
    """Send a free unit to an incident. `basis` is the advice that was followed or rejected (≤ 2
    kB).

    `epoch` is what the sender believes the unit's authority to be; a wrong belief is refused.
    `short_crew_because` accepts a crew below the unit's minimum, `alone_because` sends a unit
    without the rest of its team, each with the reason.
    """

    unit: Ident
    incident: Ident
    basis: Basis | None = None
    epoch: Ident | None = None
    short_crew_because: Short | None = None
    alone_because: Short | None = None


class UnitDispatched(Event, frozen=True):
    unit: str
    incident: str
    epoch: str = "1.0"
    basis: str | None = None
    short_crew_because: Words | None = None
    alone_because: Words | None = None
    provenance: Provenance | None = None


class CancelUnit(Command, frozen=True):
    """Call a unit off before it has worked there; it is free at once."""

    unit: Ident
    reason: Short
    epoch: Ident | None = None


class UnitCancelled(Event, frozen=True):
    unit: str
    incident: str
    reason: Words
    epoch: str = "1.0"


class ReassignUnit(Command, frozen=True):
    """Take a unit from where it is and send it elsewhere, with the reason.

    A unit with a patient on board finishes that first.
    """

    unit: Ident
    incident: Ident
    reason: Short
    epoch: Ident | None = None
    basis: Basis | None = None


class DivertUnit(Command, frozen=True):
    """Turn a unit round that has not arrived: on its way, or staged nearby."""

    unit: Ident
    incident: Ident
    reason: Short
    epoch: Ident | None = None
    basis: Basis | None = None


class PreemptUnit(Command, frozen=True):
    """Take a unit from a less urgent incident, saying who goes there instead (`instead`, or
    nobody).
    """

    unit: Ident
    incident: Ident
    reason: Short
    epoch: Ident | None = None
    instead: Ident | None = None
    basis: Basis | None = None


class UnitReassigned(Event, frozen=True):
    """`manner`: reassigned, diverted or pre_empted. `left` is the incident that lost the unit."""

    unit: str
    left: str
    incident: str
    manner: str
    reason: Words
    epoch: str = "1.0"
    basis: str | None = None


class SelfAttach(Command, frozen=True):
    """A crew attaches itself to an incident it came upon."""

    unit: Ident
    incident: Ident


class UnitSelfAttached(Event, frozen=True):
    unit: str
    incident: str


# 2. decide


def _target(picture: Picture, incident: str) -> Incident | Refused:
    found = find_open(picture, incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=incident)
    if found.status is IncidentStatus.held:
        return refuse(IncidentRefusal.incident_is_held, incident=incident)
    return found


def unit_and_target(
    picture: Picture, unit: str, incident: str, context: Context
) -> tuple[Unit, Incident] | Refused:
    found = assignable(picture, unit, context)
    if isinstance(found, Refused):
        return found
    target = _target(picture, incident)
    if isinstance(target, Refused):
        return target
    return found, target


def dispatch(command: DispatchUnit, picture: Picture, context: Context) -> Decision:
    """A busy unit is refused with where it is; reassigning is a command of its own."""
    pair = unit_and_target(picture, command.unit, command.incident, context)
    if isinstance(pair, Refused):
        return pair
    unit, incident = pair
    cannot = (
        ordered_under(command.epoch, unit)
        or _is_busy(unit, incident)
        or ready_to_go(unit, picture)
        or untimely(unit, context)
        or (in_a_team(picture, unit.id) if command.alone_because is None else None)
    )
    if cannot is not None:
        return cannot
    short = unit.crew_count is not None and unit.crew_count < unit.crew_minimum
    if short and (command.short_crew_because is None or unit.crew_count == 0):
        return refuse(
            DispatchRefusal.crew_too_small,
            unit=unit.id,
            crew=unit.crew_count,
            minimum=unit.crew_minimum,
        )
    alone = command.alone_because if team_of(picture, unit.id) is not None else None
    return [
        UnitDispatched(
            unit=unit.id,
            incident=incident.id,
            epoch=unit.authority.epoch,
            basis=command.basis,
            short_crew_because=_because(incident, command.short_crew_because if short else None),
            alone_because=_because(incident, alone),
        )
    ]


def _because(incident: Incident, reason: str | None) -> Words | None:
    return None if reason is None else Words(f"incident/{incident.id}", reason)


def _is_busy(unit: Unit, incident: Incident) -> Refused | None:
    if unit.incident == incident.id:
        return refuse(DispatchRefusal.unit_already_there, unit=unit.id, incident=incident.id)
    if unit.status in ASSIGNED:
        return refuse(
            DispatchRefusal.unit_is_committed,
            unit=unit.id,
            incident=unit.incident,
            status=unit.status,
        )
    return None


_PATIENT = (UnitStatus.transporting, UnitStatus.at_hospital)


def cancel(command: CancelUnit, picture: Picture, context: Context) -> Decision:
    """A unit that has arrived is not called off: it is cleared, or sent on with a reason."""
    found = find_reporting(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if found.incident is None:
        return refuse(DispatchRefusal.unit_not_on_incident, unit=found.id)
    if found.status in _PATIENT:
        return refuse(DispatchRefusal.patient_on_board, unit=found.id, status=found.status)
    if found.status is UnitStatus.on_scene:
        return refuse(DispatchRefusal.unit_has_arrived, unit=found.id, incident=found.incident)
    cannot = ordered_under(command.epoch, found) or untimely(found, context)
    if cannot is not None:
        return cannot
    return [
        UnitCancelled(
            unit=found.id,
            incident=found.incident,
            reason=Words(f"incident/{found.incident}", command.reason),
            epoch=found.authority.epoch,
        )
    ]


def _move(
    command: ReassignUnit | DivertUnit | PreemptUnit,
    manner: str,
    picture: Picture,
    context: Context,
) -> UnitReassigned | Refused:
    pair = unit_and_target(picture, command.unit, command.incident, context)
    if isinstance(pair, Refused):
        return pair
    unit, incident = pair
    if unit.incident is None:
        return refuse(DispatchRefusal.unit_not_on_incident, unit=unit.id)
    if unit.incident == incident.id:
        return refuse(DispatchRefusal.unit_already_there, unit=unit.id, incident=incident.id)
    if unit.status in _PATIENT:
        return refuse(DispatchRefusal.patient_on_board, unit=unit.id, status=unit.status)
    cannot = ordered_under(command.epoch, unit) or untimely(unit, context)
    if cannot is not None:
        return cannot
    return UnitReassigned(
        unit=unit.id,
        left=unit.incident,
        incident=incident.id,
        manner=manner,
        reason=Words(f"incident/{incident.id}", command.reason),
        epoch=unit.authority.epoch,
        basis=command.basis,
    )


def _alone(moved: UnitReassigned | Refused) -> Decision:
    return moved if isinstance(moved, Refused) else [moved]


def reassign(command: ReassignUnit, picture: Picture, context: Context) -> Decision:
    """Any unit without a patient on board; whoever loses it reads why."""
    return _alone(_move(command, "reassigned", picture, context))


def divert(command: DivertUnit, picture: Picture, context: Context) -> Decision:
    """Only while it has not arrived: a unit on scene is reassigned or pre-empted."""
    unit = picture.units.get(command.unit)
    if unit is not None and unit.status is UnitStatus.on_scene:
        return refuse(DispatchRefusal.unit_has_arrived, unit=unit.id, incident=unit.incident)
    return _alone(_move(command, "diverted", picture, context))


def preempt(command: PreemptUnit, picture: Picture, context: Context) -> Decision:
    """Only from a less urgent incident; with `instead`, the replacement goes in the same breath."""
    moved = _move(command, "pre_empted", picture, context)
    if isinstance(moved, Refused):
        return moved
    left = picture.incidents.get(moved.left)
    target = picture.incidents.get(command.incident)
    if left is not None and target is not None and not _is_less_urgent(left, target):
        return refuse(
            DispatchRefusal.not_lower_priority,
            unit=command.unit,
            incident=left.id,
            priority=left.priority or "unknown",
        )
    if command.instead is None or left is None:
        return [moved]
    relief = dispatch(DispatchUnit(unit=command.instead, incident=left.id), picture, context)
    return relief if isinstance(relief, Refused) else [moved, *relief]


def _is_less_urgent(left: Incident, target: Incident) -> bool:
    """Unknown priority counts as the most urgent: it may be anything."""
    if target.priority is None:
        return left.priority is not None
    return left.priority is not None and left.priority > target.priority


def self_attach(command: SelfAttach, picture: Picture, context: Context) -> Decision:
    """The crew's own word: it is on scene at the time it says, if it was free then."""
    pair = unit_and_target(picture, command.unit, command.incident, context)
    if isinstance(pair, Refused):
        return pair
    unit, incident = pair
    cannot = _is_busy(unit, incident) or ready_to_go(unit, picture) or untimely(unit, context)
    return cannot or [UnitSelfAttached(unit=unit.id, incident=incident.id)]


# 3. evolve


def dispatched(picture: Picture, event: UnitDispatched, stamp: Stamp) -> Picture:
    return _committed(
        picture, event.unit, event.incident, UnitStatus.committed, stamp, basis=event.basis
    )


def self_attached(picture: Picture, event: UnitSelfAttached, stamp: Stamp) -> Picture:
    return _committed(picture, event.unit, event.incident, UnitStatus.on_scene, stamp)


def _committed(
    picture: Picture,
    unit_id: str,
    incident_id: str,
    status: UnitStatus,
    stamp: Stamp,
    *,
    basis: str | None = None,
) -> Picture:
    """A new response on the incident; the unit follows, unless something younger is known of it."""
    incident = picture.incidents.get(incident_id)
    if incident is not None and incident.merged_into is not None:
        incident = surviving(picture, incident.merged_into)
    unit = picture.units.get(unit_id)
    incidents, units = picture.incidents, picture.units
    at = incident_id
    if incident is not None:
        at = incident.id
        mark = Mark(status, stamp.occurred_at, stamp.occurred_after)
        response = Response(unit_id, (mark,), basis=basis)
        sent = incident.dispatched_at
        if status is UnitStatus.committed and (sent is None or stamp.occurred_at < sent):
            sent = stamp.occurred_at
        stackers = incident.stacked_by
        if stackers:
            stackers = tuple(each for each in stackers if each != unit_id)
        incidents = incidents.put(
            at,
            _replace(
                incident,
                responses=(*incident.responses, response),
                dispatched_at=sent,
                stacked_by=stackers,
            ),
        )
    if unit is not None and (unit.since is None or stamp.occurred_at >= unit.since):
        units = units.put(unit_id, _sent(unit, at, status, stamp))
    return _replace(picture, incidents=incidents, units=units)


def _sent(unit: Unit, incident: str, status: UnitStatus, stamp: Stamp) -> Unit:
    stacked = unit.stack
    if stacked:
        stacked = tuple(each for each in stacked if each != incident)
    return _replace(
        unit,
        status=status,
        since=stamp.occurred_at,
        incident=incident,
        stack=stacked,
        post=None,
        returning_from=None,
        destination=None,
    )


def _left(picture: Picture, unit_id: str, incident_id: str, outcome: str, stamp: Stamp) -> Picture:
    """The unit's response on this incident is over; so is its assignment."""
    incident = surviving(picture, incident_id)
    unit = picture.units.get(unit_id)
    incidents, units = picture.incidents, picture.units
    response = latest(incident.responses, unit_id) if incident is not None else None
    if incident is not None and response is not None:
        after = ended(response, stamp, outcome, UnitStatus.available)
        incidents = incidents.put(incident.id, with_response(incident, response, after))
    at = incident_id if incident is None else incident.id
    if unit is not None and unit.incident == at:
        free = _replace(
            unit,
            status=UnitStatus.available,
            since=stamp.occurred_at,
            incident=None,
            destination=None,
        )
        units = units.put(unit_id, free)
    return _replace(picture, incidents=incidents, units=units)


def cancelled(picture: Picture, event: UnitCancelled, stamp: Stamp) -> Picture:
    return _left(picture, event.unit, event.incident, "cancelled", stamp)


def reassigned(picture: Picture, event: UnitReassigned, stamp: Stamp) -> Picture:
    left = _left(picture, event.unit, event.left, event.manner, stamp)
    return _committed(
        left, event.unit, event.incident, UnitStatus.committed, stamp, basis=event.basis
    )


# 4. the tables

DECIDE = {
    DispatchUnit: dispatch,
    CancelUnit: cancel,
    ReassignUnit: reassign,
    DivertUnit: divert,
    PreemptUnit: preempt,
    SelfAttach: self_attach,
}

EVOLVE = {
    "unit_dispatched.1": (UnitDispatched, dispatched),
    "unit_cancelled.1": (UnitCancelled, cancelled),
    "unit_reassigned.1": (UnitReassigned, reassigned),
    "unit_self_attached.1": (UnitSelfAttached, self_attached),
}

"""Give a busy unit its next incident, and take it back.

Source: APCO/NENA ANS 1.107 (stacked calls). A stacked incident is dispatched when somebody says so.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.dispatch import DispatchRefusal, unit_and_target
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    refuse,
)
from tocsin.operations.picture import Picture, put_incident, put_unit
from tocsin.operations.picture.unit import UNUSABLE
from tocsin.operations.status import surviving
from tocsin.operations.units import UnitRefusal, find_unit, ordered_under, ready_to_go
from tocsin.terms.codes import ASSIGNED, UnitStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class StackRefusal(StrEnum):
    """Why a unit does not get, or lose, a next incident."""

    unit_is_free = "unit_is_free"
    already_stacked = "already_stacked"
    not_stacked = "not_stacked"


# 1. commands and the events they may cause


class StackAssignment(Command, frozen=True):
    """Give a busy unit its next incident; it is dispatched when somebody says so, not by itself."""

    unit: Ident
    incident: Ident
    epoch: Ident | None = None


class AssignmentStacked(Event, frozen=True):
    unit: str
    incident: str
    epoch: str = "1.0"


class UnstackAssignment(Command, frozen=True):
    """Take an incident off a unit's stack."""

    unit: Ident
    incident: Ident


class AssignmentUnstacked(Event, frozen=True):
    unit: str
    incident: str


# 2. decide


def stack(command: StackAssignment, picture: Picture, context: Context) -> Decision:
    """Only for a unit at work:
    a free one is dispatched, one out of service keeps people waiting.
    """
    pair = unit_and_target(picture, command.unit, command.incident, context)
    if isinstance(pair, Refused):
        return pair
    unit, incident = pair
    if incident.id == unit.incident:
        return refuse(DispatchRefusal.unit_already_there, unit=unit.id, incident=incident.id)
    if incident.id in unit.stack:
        return refuse(StackRefusal.already_stacked, unit=unit.id, incident=incident.id)
    if unit.status is UnitStatus.out_of_service or unit.condition in UNUSABLE:
        return ready_to_go(unit, picture) or []
    if unit.status not in ASSIGNED:
        return refuse(StackRefusal.unit_is_free, unit=unit.id, status=unit.status)
    return ordered_under(command.epoch, unit) or [
        AssignmentStacked(unit=unit.id, incident=incident.id, epoch=unit.authority.epoch)
    ]


def unstack(command: UnstackAssignment, picture: Picture, context: Context) -> Decision:
    found = find_unit(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if command.incident not in found.stack:
        return refuse(StackRefusal.not_stacked, unit=found.id, incident=command.incident)
    return [AssignmentUnstacked(unit=found.id, incident=command.incident)]


# 3. evolve


def stacked(picture: Picture, event: AssignmentStacked, _stamp: Stamp) -> Picture:
    unit, incident = picture.units.get(event.unit), surviving(picture, event.incident)
    if unit is None or incident is None or incident.id in unit.stack:
        return picture
    after = put_unit(picture, _replace(unit, stack=(*unit.stack, incident.id)))
    return put_incident(after, _replace(incident, stacked_by=(*incident.stacked_by, unit.id)))


def unstacked(picture: Picture, event: AssignmentUnstacked, _stamp: Stamp) -> Picture:
    unit, incident = picture.units.get(event.unit), surviving(picture, event.incident)
    after = picture
    at = event.incident if incident is None else incident.id
    if unit is not None:
        after = put_unit(after, _replace(unit, stack=tuple(e for e in unit.stack if e != at)))
    if incident is not None:
        rest = tuple(each for each in incident.stacked_by if each != event.unit)
        after = put_incident(after, _replace(incident, stacked_by=rest))
    return after


# 4. the tables

DECIDE = {
    StackAssignment: stack,
    UnstackAssignment: unstack,
}

EVOLVE = {
    "assignment_stacked.1": (AssignmentStacked, stacked),
    "assignment_unstacked.1": (AssignmentUnstacked, unstacked),
}

"""Strike an alarm level and take it back; put an incident aside and take it up again.

Source: NFPA 1225 (alarm levels); APCO/NENA ANS 1.107 (calls held).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.incident import IncidentRefusal, find_open, with_fields
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words


class AlarmRefusal(StrEnum):
    """Why an alarm level stays as it is."""

    alarm_level_not_higher = "alarm_level_not_higher"
    alarm_level_not_lower = "alarm_level_not_lower"


# 1. commands and the events they may cause


class RaiseAlarm(Command, frozen=True):
    """Strike a higher alarm level (NFPA 1225)."""

    incident: Ident
    level: int


class AlarmRaised(Event, frozen=True):
    incident: str
    level: int


class LowerAlarm(Command, frozen=True):
    """Take an alarm level back, with the reason;
    units that were sent stay until somebody frees them.
    """

    incident: Ident
    level: Annotated[int, msgspec.Meta(ge=1)]
    reason: Short


class AlarmLowered(Event, frozen=True):
    incident: str
    level: int
    reason: Words


class HoldIncident(Command, frozen=True):
    """Put an incident aside, with the reason; it stays on the board."""

    incident: Ident
    reason: Short


class IncidentHeld(Event, frozen=True):
    incident: str
    reason: Words


class ResumeIncident(Command, frozen=True):
    """Take up an incident that was held."""

    incident: Ident


class IncidentResumed(Event, frozen=True):
    incident: str


# 2. decide


def raise_alarm(command: RaiseAlarm, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if command.level <= found.alarm_level:
        return refuse(
            AlarmRefusal.alarm_level_not_higher, incident=found.id, level=found.alarm_level
        )
    return [AlarmRaised(incident=found.id, level=command.level)]


def lower_alarm(command: LowerAlarm, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if command.level >= found.alarm_level:
        return refuse(
            AlarmRefusal.alarm_level_not_lower, incident=found.id, level=found.alarm_level
        )
    reason = Words(f"incident/{found.id}", command.reason)
    return [AlarmLowered(incident=found.id, level=command.level, reason=reason)]


def hold(command: HoldIncident, picture: Picture, _context: Context) -> Decision:
    """Only what nobody works on can be put aside."""
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.status is IncidentStatus.held:
        return refuse(IncidentRefusal.incident_is_held, incident=found.id)
    if found.units:
        return refuse(
            IncidentRefusal.units_still_assigned, incident=found.id, units=", ".join(found.units)
        )
    reason = Words(f"incident/{found.id}", command.reason)
    return [IncidentHeld(incident=found.id, reason=reason)]


def resume(command: ResumeIncident, picture: Picture, _context: Context) -> Decision:
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.status is not IncidentStatus.held:
        return refuse(IncidentRefusal.incident_is_not_held, incident=found.id)
    return [IncidentResumed(incident=found.id)]


# 3. evolve


def alarm_raised(picture: Picture, event: AlarmRaised, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, alarm_level=event.level)


def alarm_lowered(picture: Picture, event: AlarmLowered, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, alarm_level=event.level)


def held(picture: Picture, event: IncidentHeld, _stamp: Stamp) -> Picture:
    return with_fields(
        picture, event.incident, status=IncidentStatus.held, held_because=event.reason
    )


def resumed(picture: Picture, event: IncidentResumed, _stamp: Stamp) -> Picture:
    return with_fields(picture, event.incident, status=IncidentStatus.open, held_because=None)


# 4. the tables

DECIDE = {
    RaiseAlarm: raise_alarm,
    LowerAlarm: lower_alarm,
    HoldIncident: hold,
    ResumeIncident: resume,
}

EVOLVE = {
    "alarm_raised.1": (AlarmRaised, alarm_raised),
    "alarm_lowered.1": (AlarmLowered, alarm_lowered),
    "incident_held.1": (IncidentHeld, held),
    "incident_resumed.1": (IncidentResumed, resumed),
}

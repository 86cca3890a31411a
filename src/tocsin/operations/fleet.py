"""Change what a unit is: kind, station, capabilities, staffing; its condition; take it off the
register.

Source: NIMS resource typing (kind and type), NERIS `type_unit`; EDXL-RM 1.0 (resource condition).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.crews import CrewSharingEnded, sharing_ended
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
from tocsin.operations.picture import Picture, put_unit
from tocsin.operations.picture.unit import Capability, Condition
from tocsin.operations.units import (
    UnitRefusal,
    find_unit,
    is_ahead,
    no_assignment,
    settled_unit,
)
from tocsin.terms.codes import Agency
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class FleetRefusal(StrEnum):
    """Why a unit stays on the register as it is."""

    unit_is_crewed = "unit_is_crewed"
    unit_is_lent = "unit_is_lent"


# 1. commands and the events they may cause


class ReviseUnit(Command, frozen=True):
    """Change what a unit is; what is left out stays. `capabilities` replaces the whole list."""

    unit: Ident
    kind: Short | None = None
    agency: Agency | None = None
    agency_name: Short | None = None
    station: Ident | None = None
    capabilities: tuple[Capability, ...] | None = None
    crew_minimum: Annotated[int, msgspec.Meta(ge=0, le=200)] | None = None


class UnitRevised(Event, frozen=True):
    """The unit as it stands on the register from now on."""

    unit: str
    kind: str
    agency: Agency
    agency_name: str | None = None
    station: str | None = None
    capabilities: tuple[Capability, ...] = ()
    crew_minimum: int = 1


class ReportCondition(Command, frozen=True):
    """How the vehicle is: sound, limited (`without` what: pump, ladder …), damaged, destroyed."""

    unit: Ident
    condition: Condition
    without: tuple[Short, ...] = ()
    remark: Remark | None = None


class UnitConditionReported(Event, frozen=True):
    """A damaged or destroyed unit is given no assignment; what it is at, it stays at."""

    unit: str
    condition: Condition
    without: tuple[str, ...] = ()
    remark: Words | None = None


class RetireUnit(Command, frozen=True):
    """Take a unit off the register, with the reason; what it did stays on record."""

    unit: Ident
    reason: Short


class UnitRetired(Event, frozen=True):
    """The unit is not there any more."""

    unit: str
    reason: Words


# 2. decide


def revise(command: ReviseUnit, picture: Picture, context: Context) -> Decision:
    """Also while it works: a capability lost on scene must be seen at once."""
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    if command.station is not None and command.station not in picture.stations:
        return refuse(UnitRefusal.station_unknown, station=command.station)
    given = {
        name: value
        for name in ("kind", "agency", "agency_name", "station", "capabilities", "crew_minimum")
        if (value := getattr(command, name)) is not None
    }
    after = _replace(found, **given)
    if after == found:
        return []
    return [
        UnitRevised(
            unit=after.id,
            kind=after.kind,
            agency=after.agency,
            agency_name=after.agency_name,
            station=after.station,
            capabilities=after.capabilities,
            crew_minimum=after.crew_minimum,
        )
    ]


def report_condition(command: ReportCondition, picture: Picture, context: Context) -> Decision:
    """Anybody's word about a unit we hold; the same word again is nothing new."""
    found = find_unit(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.id, at=context.occurred_at)
    without = tuple(sorted(set(command.without)))
    known = (found.condition, found.without) == (command.condition, without)
    if known and command.remark is None:
        return []
    remark = None if command.remark is None else Words(f"unit/{found.id}", command.remark)
    return [
        UnitConditionReported(
            unit=found.id, condition=command.condition, without=without, remark=remark
        )
    ]


def retire(command: RetireUnit, picture: Picture, context: Context) -> Decision:
    """Only our own, idle, with nobody on it and nothing next."""
    found = find_unit(picture, command.unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=command.unit)
    if found.authority.home != context.code:
        return refuse(FleetRefusal.unit_is_lent, unit=found.id, home=found.authority.home)
    cannot = no_assignment(picture, command.unit, context)
    if cannot is not None:
        return cannot
    custody = picture.custody.get(command.unit)
    if custody is not None and custody.offer is not None:
        return refuse(FleetRefusal.unit_is_lent, unit=found.id, home=found.authority.home)
    if found.incident is not None:
        return refuse(UnitRefusal.unit_is_assigned, unit=found.id, incident=found.incident)
    if found.stack:
        return refuse(UnitRefusal.unit_has_stack, unit=found.id, incidents=", ".join(found.stack))
    if found.crew_count and not found.shares_crew_with:
        return refuse(FleetRefusal.unit_is_crewed, unit=found.id, crew=found.crew_count)
    reason = Words(f"unit/{found.id}", command.reason)
    return [UnitRetired(unit=found.id, reason=reason)]


# 3. evolve


def revised(picture: Picture, event: UnitRevised, _stamp: Stamp) -> Picture:
    """A unit that stands at its new station does not cover there."""
    found = picture.units.get(event.unit)
    if found is None:
        return picture
    after = _replace(
        found,
        kind=event.kind,
        agency=event.agency,
        agency_name=event.agency_name,
        station=event.station,
        capabilities=event.capabilities,
        crew_minimum=event.crew_minimum,
        post=None if found.post == event.station else found.post,
    )
    return put_unit(picture, after)


def condition_reported(picture: Picture, event: UnitConditionReported, stamp: Stamp) -> Picture:
    """The youngest word stands."""
    found = picture.units.get(event.unit)
    if found is None:
        return picture
    if found.condition_at is not None and stamp.occurred_at < found.condition_at:
        return picture
    after = _replace(
        found,
        condition=event.condition,
        condition_at=stamp.occurred_at,
        without=event.without,
        condition_remark=event.remark,
    )
    return put_unit(picture, after)


def retired(picture: Picture, event: UnitRetired, stamp: Stamp) -> Picture:
    """It leaves its group, then the register."""
    alone = sharing_ended(picture, CrewSharingEnded(unit=event.unit), stamp)
    return _replace(alone, units=alone.units.drop(event.unit))


# 4. the tables

DECIDE = {
    ReviseUnit: revise,
    ReportCondition: report_condition,
    RetireUnit: retire,
}

EVOLVE = {
    "unit_revised.1": (UnitRevised, revised),
    "unit_condition_reported.1": (UnitConditionReported, condition_reported),
    "unit_retired.1": (UnitRetired, retired),
}

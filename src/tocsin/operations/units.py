"""Put a unit on the register, take it out of service and back, say where it is, move it up.

Source: NIMS resource management; APCO 1.111.2 status codes; NERIS `type_unit`.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.custody import authority_of, custody_of, is_untouched, life_of
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Provenance,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture, Station, Unit, put_unit
from tocsin.operations.picture.custody import Custody, Hold, holds
from tocsin.operations.picture.unit import UNUSABLE, Authority, Capability, Position
from tocsin.terms.codes import ASSIGNED, Agency, UnitStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class UnitRefusal(StrEnum):
    unit_unknown = "unit_unknown"
    unit_exists = "unit_exists"
    unit_is_assigned = "unit_is_assigned"
    unit_is_out_of_service = "unit_is_out_of_service"
    unit_is_in_service = "unit_is_in_service"
    station_unknown = "station_unknown"
    not_holder = "not_holder"
    position_in_future = "position_in_future"
    time_is_in_future = "time_is_in_future"
    time_before_status = "time_before_status"
    unit_has_stack = "unit_has_stack"
    unit_not_serviceable = "unit_not_serviceable"
    crew_is_out_with = "crew_is_out_with"
    epoch_stale = "epoch_stale"
    unit_in_limbo = "unit_in_limbo"
    recall_is_a_request = "recall_is_a_request"
    unit_taken_home = "unit_taken_home"
    log_unreconciled = "log_unreconciled"


# 1. commands and the events they may cause


class AddStation(Command, frozen=True):
    """Put a station on the register, or change it. `row`, `column`: where in the unit matrix."""

    id: Ident
    name: Short
    point: Point | None = None
    agency: Agency = Agency.fire
    row: int = 0
    column: int = 0


class StationAdded(Event, frozen=True):
    station: Station


class RegisterUnit(Command, frozen=True):
    """Put a unit on the register. Its id becomes `CODE-CALLSIGN`."""

    call_sign: Ident
    kind: Short
    agency: Agency = Agency.fire
    agency_name: Short | None = None
    station: Ident | None = None
    capabilities: tuple[Capability, ...] = ()
    crew_minimum: int = 1
    shares_crew_with: tuple[Ident, ...] = ()


class UnitRegistered(Event, frozen=True):
    unit: str
    call_sign: str
    kind: str
    home: str
    incarnation: str = ""
    agency: Agency = Agency.fire
    agency_name: str | None = None
    station: str | None = None
    capabilities: tuple[Capability, ...] = ()
    crew_minimum: int = 1
    shares_crew_with: tuple[str, ...] = ()
    provenance: Provenance | None = None


class TakeOutOfService(Command, frozen=True):
    """A unit cannot be ordered: why (a code), and when it is expected back (aware UTC).

    Said again with another reason or time, it changes those and not since when the unit is out.
    """

    unit: Ident
    reason: Short
    remark: Remark | None = None
    expected_back_at: datetime | None = None


class UnitOutOfService(Event, frozen=True):
    unit: str
    reason: str
    remark: Words | None = None
    expected_back_at: datetime | None = None


class ReturnToService(Command, frozen=True):
    """The unit can be ordered again."""

    unit: Ident


class UnitInService(Event, frozen=True):
    unit: str


class ReportPosition(Command, frozen=True):
    """Where a unit is, on somebody's word. Telemetry has its own track; this was acted on."""

    unit: Ident
    point: Point
    source: Short = "crew"
    uncertainty_m: int | None = None


class PositionReported(Event, frozen=True):
    unit: str
    point: Point
    source: str = "crew"
    uncertainty_m: int | None = None


# 2. decide


def find_unit(picture: Picture, unit: str, context: Context) -> Unit | UnitRefusal:
    """The unit under this id, if this town may order it."""
    found = picture.units.get(unit)
    if found is None:
        return UnitRefusal.unit_unknown
    if found.authority.holder != context.code:
        return UnitRefusal.not_holder
    return found


def held_here(picture: Picture, unit: str, context: Context) -> Custody | Refused:
    """The unit's authority where this town may offer and order it; otherwise why not."""
    custody = custody_of(picture, unit)
    if custody is None:
        return refuse(UnitRefusal.unit_unknown, unit=unit)
    if not custody.is_reconciled:
        return refuse(UnitRefusal.log_unreconciled, unit=unit)
    if holds(custody, context.code):
        return custody
    claim = custody.claim
    if claim.hold is Hold.released:
        return refuse(UnitRefusal.unit_in_limbo, unit=unit, to=claim.town, epoch=claim.epoch)
    if custody.home == context.code:
        return refuse(UnitRefusal.recall_is_a_request, unit=unit, holder=claim.town)
    return refuse(UnitRefusal.not_holder, unit=unit)


def no_assignment(picture: Picture, unit: str, context: Context) -> Refused | None:
    """Why the unit can be given no assignment by this town, or None. Safety orders do not ask.

    Once the crew has answered for another epoch it obeys nobody under the old one.
    """
    was = picture.custody.get(unit.removeprefix(f"{context.code}-"))
    if was is not None and was.is_kept_as(unit) and was.is_taken_home(context.code):
        return refuse(UnitRefusal.unit_taken_home, unit=unit, home=was.home)
    if is_untouched(picture, unit):
        return None
    custody = held_here(picture, unit, context)
    if isinstance(custody, Refused):
        return custody
    if custody.offer is not None and custody.offer.is_ready:
        return refuse(UnitRefusal.epoch_stale, unit=unit, epoch=custody.offer.epoch)
    return None


def assignable(picture: Picture, unit: str, context: Context) -> Unit | Refused:
    """The unit under this id, if this town may give it an assignment."""
    cannot = no_assignment(picture, unit, context)
    if cannot is not None:
        return cannot
    found = find_unit(picture, unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=unit)
    return found


def settled_unit(picture: Picture, unit: str, context: Context) -> Unit | Refused:
    """The unit under this id, where this town holds it for certain: what is said of its crew and
    its service now is said by whoever answers for it."""
    if not is_untouched(picture, unit):
        custody = held_here(picture, unit, context)
        if isinstance(custody, Refused):
            return custody
    found = find_unit(picture, unit, context)
    if isinstance(found, UnitRefusal):
        return refuse(found, unit=unit)
    return found


def is_ahead(context: Context) -> bool:
    """Whether the time given lies in the future, by more than a minute of clock error."""
    return (context.occurred_at - context.now).total_seconds() > 60


def untimely(unit: Unit, context: Context) -> Refused | None:
    """Why an order that changes the present cannot have happened then, or None.

    It must be younger than what the unit's present state rests on; otherwise the order would enter
    the history and leave the present as it is, and the board would lie.
    """
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=unit.id, at=context.occurred_at)
    if unit.since is not None and context.occurred_at < unit.since:
        return refuse(
            UnitRefusal.time_before_status, unit=unit.id, status=unit.status, since=unit.since
        )
    return None


def ordered_under(epoch: str | None, unit: Unit) -> Refused | None:
    """Why an order given under this epoch must not go out, or None; no epoch is no belief."""
    if epoch is not None and epoch != unit.authority.epoch:
        return refuse(UnitRefusal.epoch_stale, unit=unit.id, epoch=unit.authority.epoch)
    return None


def unfit(unit: Unit) -> Refused | None:
    """Why the vehicle itself cannot go, or None: out of service, or broken."""
    if unit.status is UnitStatus.out_of_service:
        return refuse(
            UnitRefusal.unit_is_out_of_service,
            unit=unit.id,
            reason=unit.out_reason,
            back=unit.expected_back_at or "unknown",
        )
    if unit.condition in UNUSABLE:
        return refuse(
            UnitRefusal.unit_not_serviceable, unit=unit.id, condition=unit.condition.value
        )
    return None


def ready_to_go(unit: Unit, picture: Picture) -> Refused | None:
    """Why this unit cannot be given an order to go now, or None. Does not look at its present one.

    A cross-staffed vehicle stands while its crew is out with another: working, on the way back, or
    standing at another station.
    """
    cannot = unfit(unit)
    if cannot is not None:
        return cannot
    for other in unit.shares_crew_with:
        sister = picture.units.get(other)
        if sister is not None and is_away(sister, unit):
            return refuse(UnitRefusal.crew_is_out_with, unit=unit.id, other=other)
    return None


def is_away(sister: Unit, unit: Unit) -> bool:
    """Whether a vehicle that shares the crew of this one has it with it."""
    if sister.status in ASSIGNED or sister.status is UnitStatus.returning:
        return True
    return sister.post is not None and sister.post not in (unit.post, unit.station)


def add_station(command: AddStation, picture: Picture, _context: Context) -> Decision:
    station = Station(
        command.id, command.name, command.point, command.agency, command.row, command.column
    )
    return [] if picture.stations.get(command.id) == station else [StationAdded(station=station)]


def register(command: RegisterUnit, picture: Picture, context: Context) -> Decision:
    """Vehicles that share its crew are named by call sign and must be on the register already."""
    unit = f"{context.code}-{command.call_sign}"
    if unit in picture.units:
        return refuse(UnitRefusal.unit_exists, unit=unit)
    if command.station is not None and command.station not in picture.stations:
        return refuse(UnitRefusal.station_unknown, station=command.station)
    sisters = tuple(f"{context.code}-{each}" for each in command.shares_crew_with)
    for sister in sisters:
        if sister not in picture.units:
            return refuse(UnitRefusal.unit_unknown, unit=sister)
    return [
        UnitRegistered(
            unit=unit,
            call_sign=command.call_sign,
            kind=command.kind,
            home=context.code,
            incarnation=life_of(picture),
            agency=command.agency,
            agency_name=command.agency_name,
            station=command.station,
            capabilities=command.capabilities,
            crew_minimum=command.crew_minimum,
            shares_crew_with=sisters,
        )
    ]


def take_out(command: TakeOutOfService, picture: Picture, context: Context) -> Decision:
    """Refused while it has an assignment or a next one, so that nobody waits for it unknowing."""
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    if found.incident is not None:
        return refuse(UnitRefusal.unit_is_assigned, unit=found.id, incident=found.incident)
    if found.stack:
        return refuse(UnitRefusal.unit_has_stack, unit=found.id, incidents=", ".join(found.stack))
    late = untimely(found, context)
    if late is not None:
        return late
    if _is_out_so(found, command):
        return []
    remark = None if command.remark is None else Words(f"unit/{found.id}", command.remark)
    return [
        UnitOutOfService(
            unit=found.id,
            reason=command.reason,
            remark=remark,
            expected_back_at=command.expected_back_at,
        )
    ]


def _is_out_so(unit: Unit, command: TakeOutOfService) -> bool:
    """Whether all of it is known already; a remark is always new."""
    return (
        unit.status is UnitStatus.out_of_service
        and unit.out_reason == command.reason
        and unit.expected_back_at == command.expected_back_at
        and command.remark is None
    )


def return_to_service(command: ReturnToService, picture: Picture, context: Context) -> Decision:
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    if found.status is not UnitStatus.out_of_service:
        return refuse(UnitRefusal.unit_is_in_service, unit=found.id, status=found.status)
    return untimely(found, context) or [UnitInService(unit=found.id)]


def report_position(command: ReportPosition, picture: Picture, context: Context) -> Decision:
    """A position may be old;
    it may not come from the future (a minute of clock error is let by).
    """
    found = picture.units.get(command.unit)
    if found is None:
        return refuse(UnitRefusal.unit_unknown, unit=command.unit)
    if is_ahead(context):
        return refuse(UnitRefusal.position_in_future, unit=found.id, at=context.occurred_at)
    return [
        PositionReported(
            unit=found.id,
            point=command.point,
            source=command.source,
            uncertainty_m=command.uncertainty_m,
        )
    ]


# 3. evolve


def station_added(picture: Picture, event: StationAdded, _stamp: Stamp) -> Picture:
    return _replace(picture, stations=picture.stations.put(event.station.id, event.station))


def registered(picture: Picture, event: UnitRegistered, stamp: Stamp) -> Picture:
    unit = Unit(
        id=event.unit,
        call_sign=event.call_sign,
        kind=event.kind,
        authority=Authority(home=event.home, holder=event.home, incarnation=event.incarnation),
        since=stamp.occurred_at,
        agency=event.agency,
        agency_name=event.agency_name,
        station=event.station,
        capabilities=event.capabilities,
        crew_minimum=event.crew_minimum,
        shares_crew_with=event.shares_crew_with,
        is_imported=event.provenance is not None,
    )
    custody = picture.custody.get(unit.id)
    if custody is not None:
        unit = _replace(unit, authority=authority_of(custody, unit.authority))
    after = put_unit(picture, unit)
    for other in event.shares_crew_with:
        sister = after.units.get(other)
        if sister is not None and unit.id not in sister.shares_crew_with:
            shared = tuple(sorted({*sister.shares_crew_with, unit.id}))
            after = put_unit(after, _replace(sister, shares_crew_with=shared))
    return after


def is_stale(unit: Unit | None, stamp: Stamp) -> bool:
    """Whether something younger is known of the unit, or nothing at all."""
    return unit is None or (unit.since is not None and stamp.occurred_at < unit.since)


def out_of_service(picture: Picture, event: UnitOutOfService, stamp: Stamp) -> Picture:
    """Out again with another reason keeps the time since when it is out."""
    found = picture.units.get(event.unit)
    if found is None or is_stale(found, stamp):
        return picture
    was_out = found.status is UnitStatus.out_of_service
    return put_unit(
        picture,
        _replace(
            found,
            status=UnitStatus.out_of_service,
            since=found.since if was_out else stamp.occurred_at,
            returning_from=None,
            destination=None,
            out_reason=event.reason,
            out_remark=event.remark or (found.out_remark if was_out else None),
            expected_back_at=event.expected_back_at,
        ),
    )


def in_service(picture: Picture, event: UnitInService, stamp: Stamp) -> Picture:
    found = picture.units.get(event.unit)
    if found is None or is_stale(found, stamp):
        return picture
    return put_unit(
        picture,
        _replace(
            found,
            status=UnitStatus.available,
            since=stamp.occurred_at,
            out_reason=None,
            out_remark=None,
            expected_back_at=None,
        ),
    )


def position_reported(picture: Picture, event: PositionReported, stamp: Stamp) -> Picture:
    """A late report does not overwrite a younger position."""
    found = picture.units.get(event.unit)
    if found is None or (found.position is not None and found.position.at > stamp.occurred_at):
        return picture
    position = Position(event.point, stamp.occurred_at, event.source, event.uncertainty_m)
    return put_unit(picture, _replace(found, position=position))


# 4. the tables

DECIDE = {
    AddStation: add_station,
    RegisterUnit: register,
    TakeOutOfService: take_out,
    ReturnToService: return_to_service,
    ReportPosition: report_position,
}

EVOLVE = {
    "station_added.1": (StationAdded, station_added),
    "unit_registered.1": (UnitRegistered, registered),
    "unit_out_of_service.1": (UnitOutOfService, out_of_service),
    "unit_in_service.1": (UnitInService, in_service),
    "position_reported.1": (PositionReported, position_reported),
}

"""Take over another system's records: facts that happened there, not orders given here.

A fact is not refused because it would be refused as an order: a unit may be in two places in a
source,
a time may run backwards. It is recorded as the source has it, with where it stands in the source.
Commands of this topic are made by gateways; their ids follow from the source, so asking twice
changes nothing.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.custody import custody_of, is_untouched
from tocsin.operations.dispatch import UnitDispatched
from tocsin.operations.incident import (
    GivenPlace,
    IncidentClosed,
    IncidentOpened,
    IncidentRelocated,
    IncidentRetyped,
    PrioritySet,
)
from tocsin.operations.numbers import numbered
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Provenance,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture, put_incident
from tocsin.operations.picture.custody import holds
from tocsin.operations.picture.incident import Response
from tocsin.operations.status import UnitStatusReached, latest, with_response
from tocsin.operations.units import UnitRegistered
from tocsin.terms.codes import Agency, Priority, UnitStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class ImportRefusal(StrEnum):
    call_not_recorded = "call_not_recorded"


# 1. commands and the events they may cause


class RecordCall(Command, frozen=True):
    """A call as a source has it. `call` is the source's own key; the incident's id is `CODE-call`.

    Recorded again with other values it records the difference. `agency_name` is the agency the
    source
    gives the incident to; `attributes` are the source's columns kept for slicing (short, never
    personal).
    """

    call: Ident
    type: Short
    provenance: Provenance
    number: Short | None = None
    priority: Priority | None = None
    place: GivenPlace = GivenPlace()
    summary: Remark | None = None
    attributes: dict[str, str] = {}


class RecordCallTime(Command, frozen=True):
    """Another time of a call: `entered` (the call taker has it typed in).

    Sources that give no units give times of the call instead: `dispatched`, `en_route`, `staged`,
    `on_scene`, `transporting`, `at_hospital`, `cleared`, each of whichever unit was first
    (cleared: last).
    """

    call: Ident
    mark: Short
    provenance: Provenance


class CallTimeRecorded(Event, frozen=True):
    incident: str
    mark: str
    provenance: Provenance


class RecordUnit(Command, frozen=True):
    """A unit as a source names it.

    Registered once; `agency_name` is its home agency where the source says.
    """

    call_sign: Ident
    kind: Short
    provenance: Provenance
    agency: Agency = Agency.fire
    agency_name: Short | None = None
    station: Short | None = None


class RecordUnitStatus(Command, frozen=True):
    """A unit reached a status of the chain for a call;
    `committed` is its dispatch, `available` its clear.
    """

    call: Ident
    call_sign: Ident
    status: UnitStatus
    provenance: Provenance
    destination: Short | None = None


class RecordUnitMark(Command, frozen=True):
    """A source showed a unit at a call under a mark nobody explained; kept as observed."""

    call: Ident
    call_sign: Ident
    mark: Short
    provenance: Provenance


class UnitMarkObserved(Event, frozen=True):
    incident: str
    unit: str
    mark: str
    provenance: Provenance


class RecordCallEnd(Command, frozen=True):
    """The source closed the call."""

    call: Ident
    provenance: Provenance
    disposition: Short | None = None


class RecordUnlisted(Command, frozen=True):
    """A polled source no longer lists the call (`last_listed_at`): not seen is not closed."""

    call: Ident
    last_listed_at: datetime
    provenance: Provenance


class CallUnlisted(Event, frozen=True):
    incident: str
    last_listed_at: datetime
    provenance: Provenance


class RecordRelisted(Command, frozen=True):
    """A polled source lists a call again that it had dropped."""

    call: Ident
    provenance: Provenance


class CallRelisted(Event, frozen=True):
    incident: str
    provenance: Provenance


# 2. decide


def incident_id(code: str, call: str) -> str:
    """The incident under which a source's call is kept."""
    return f"{code}-{call}"


def unit_id(code: str, call_sign: str) -> str:
    """The unit under which a source's call sign is kept."""
    return f"{code}-{call_sign}"


def record_call(command: RecordCall, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    found = picture.incidents.get(incident)
    owner = f"incident/{incident}"
    if found is None:
        day = f"{context.occurred_at:%Y-%m-%d}"
        so_far = picture.counts.get(f"incidents/{day}") or 0
        return [
            IncidentOpened(
                incident=incident,
                number=f"{numbered(context.number_key, day, so_far):04d}",
                type=command.type,
                place=command.place.sealed_under(owner),
                priority=command.priority,
                attributes=command.attributes,
                source_number=command.number,
                provenance=command.provenance,
            )
        ]
    events: list[Event] = []
    if found.type != command.type:
        events.append(
            IncidentRetyped(incident=incident, type=command.type, provenance=command.provenance)
        )
    if found.priority != command.priority and command.priority is not None:
        events.append(
            PrioritySet(incident=incident, priority=command.priority, provenance=command.provenance)
        )
    if command.place.point is not None and command.place.point != found.place.point:
        events.append(
            IncidentRelocated(
                incident=incident,
                place=command.place.sealed_under(owner),
                provenance=command.provenance,
            )
        )
    return events


def record_call_time(command: RecordCallTime, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    if incident not in picture.incidents:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    return [CallTimeRecorded(incident=incident, mark=command.mark, provenance=command.provenance)]


def record_unit(command: RecordUnit, picture: Picture, context: Context) -> Decision:
    unit = unit_id(context.code, command.call_sign)
    if unit in picture.units:
        return []
    return [_registration(unit, command, context)]


def _registration(unit: str, command: RecordUnit, context: Context) -> UnitRegistered:
    return UnitRegistered(
        unit=unit,
        call_sign=command.call_sign,
        kind=command.kind,
        home=context.code,
        agency=command.agency,
        agency_name=command.agency_name,
        station=command.station,
        provenance=command.provenance,
    )


def record_unit_status(command: RecordUnitStatus, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    unit = unit_id(context.code, command.call_sign)
    if incident not in picture.incidents:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    if _is_elsewhere(picture, unit, incident, context.code):
        mark = command.status.value
        return [
            UnitMarkObserved(incident=incident, unit=unit, mark=mark, provenance=command.provenance)
        ]
    if command.status is UnitStatus.committed:
        return [UnitDispatched(unit=unit, incident=incident, provenance=command.provenance)]
    return [
        UnitStatusReached(
            unit=unit,
            status=command.status,
            incident=incident,
            destination=command.destination,
            provenance=command.provenance,
        )
    ]


def _is_elsewhere(picture: Picture, unit: str, incident: str, me: str) -> bool:
    """Whether another town holds the unit, or nobody for certain, and it does not finish work here:
    what a source says of it is kept as observed, and moves nothing."""
    if is_untouched(picture, unit):
        return False
    custody, found = custody_of(picture, unit), picture.units.get(unit)
    if custody is None or holds(custody, me):
        return False
    return found is None or found.incident != incident


def record_unit_mark(command: RecordUnitMark, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    found = picture.incidents.get(incident)
    if found is None:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    unit = unit_id(context.code, command.call_sign)
    shown = latest(found.responses, unit)
    if shown is not None and shown.observed and shown.observed[-1][0] == command.mark:
        return []
    return [
        UnitMarkObserved(
            incident=incident, unit=unit, mark=command.mark, provenance=command.provenance
        )
    ]


def record_call_end(command: RecordCallEnd, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    found = picture.incidents.get(incident)
    if found is None:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    if found.closed_at is not None:
        return []
    return [
        IncidentClosed(
            incident=incident, disposition=command.disposition, provenance=command.provenance
        )
    ]


def record_unlisted(command: RecordUnlisted, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    if incident not in picture.incidents:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    return [
        CallUnlisted(
            incident=incident,
            last_listed_at=command.last_listed_at,
            provenance=command.provenance,
        )
    ]


def record_relisted(command: RecordRelisted, picture: Picture, context: Context) -> Decision:
    incident = incident_id(context.code, command.call)
    if incident not in picture.incidents:
        return refuse(ImportRefusal.call_not_recorded, call=command.call)
    return [CallRelisted(incident=incident, provenance=command.provenance)]


# 3. evolve

_CALL_TIMES = {
    "entered": "entered_at",
    "dispatched": "dispatched_at",
    "en_route": "en_route_at",
    "on_scene": "on_scene_at",
}


def call_time_recorded(picture: Picture, event: CallTimeRecorded, stamp: Stamp) -> Picture:
    """The first time of each mark counts;
    marks without a field of their own are in the log only.
    """
    found = picture.incidents.get(event.incident)
    field = _CALL_TIMES.get(event.mark)
    if found is None or field is None or getattr(found, field) is not None:
        return picture
    return put_incident(picture, _replace(found, **{field: stamp.occurred_at}))


def mark_observed(picture: Picture, event: UnitMarkObserved, stamp: Stamp) -> Picture:
    """The unit was seen here: its response holds the mark, and the marks say nothing more."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    response = latest(found.responses, event.unit) or Response(event.unit)
    after = _replace(response, observed=(*response.observed, (event.mark, stamp.occurred_at)))
    return put_incident(picture, with_response(found, response, after))


def unlisted(picture: Picture, event: CallUnlisted, _stamp: Stamp) -> Picture:
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    return put_incident(picture, _replace(found, listed_until=event.last_listed_at))


def relisted(picture: Picture, event: CallRelisted, _stamp: Stamp) -> Picture:
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    return put_incident(picture, _replace(found, listed_until=None))


# 4. the tables

DECIDE = {
    RecordCall: record_call,
    RecordCallTime: record_call_time,
    RecordUnit: record_unit,
    RecordUnitStatus: record_unit_status,
    RecordUnitMark: record_unit_mark,
    RecordCallEnd: record_call_end,
    RecordUnlisted: record_unlisted,
    RecordRelisted: record_relisted,
}

EVOLVE = {
    "call_time_recorded.1": (CallTimeRecorded, call_time_recorded),
    "unit_mark_observed.1": (UnitMarkObserved, mark_observed),
    "call_unlisted.1": (CallUnlisted, unlisted),
    "call_relisted.1": (CallRelisted, relisted),
}

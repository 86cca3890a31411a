"""What somebody asks of a measure: which incidents, cut how, in whose local time."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Protocol

import msgspec

from tocsin.operations.picture.incident import Incident, Response
from tocsin.operations.picture.unit import Unit
from tocsin.terms.codes import UnitStatus
from tocsin.terms.kinds import LogKind

NOT_RECORDED = "not recorded"
"""The slice of incidents whose source says nothing about the key: never dropped, never guessed."""


class UnknownSlice(Exception):
    """A key by which nothing can be cut, or a figure nobody defined; says which there are."""


class Per(StrEnum):
    """What one observation is."""

    unit_row = "unit row"
    call = "call"


class Units(Protocol):
    """Where a unit's kind and agency are looked up: the picture's map, or a plain dict."""

    def get(self, key: str, /) -> Unit | None: ...


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """A question to a measure.

    `zone` is the local time that hours and days are in; `by` the slice, `where` the filters (all
    must hold); `until` ends the observed window (aware UTC): what is open then counts up to it.
    `limit_s`, `goal` and `figure` are for compliance; `all_tokens` for shared incidents.
    """

    kind: LogKind = LogKind.actual
    zone: tzinfo = UTC
    per: Per = Per.unit_row
    by: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    figure: str = "travel_s"
    limit_s: int = 320
    goal: float = 0.9
    all_tokens: bool = False


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """All incidents of one log, sorted by opening then id, with the units known to it.

    A slice is measured against the whole: homes of units and the observed window come from here.
    """

    incidents: tuple[Incident, ...]
    units: Units
    ask: Ask


def study(incidents: Iterable[Incident], units: Units, ask: Ask) -> Study:
    """The incidents of a log, each once, in one order.

    An incident merged into another is left out: what was sent to it is told where it went.
    """
    found: dict[str, Incident] = {}
    for each in incidents:
        if each.merged_into is None:
            found[each.id] = each
    ordered = sorted(found.values(), key=lambda each: (each.opened_at, each.id))
    return Study(incidents=tuple(ordered), units=units, ask=ask)


def opened_within(incident: Incident, ask: Ask) -> bool:
    """Whether it was opened within the times of the question (`since` in, `until` out)."""
    if ask.since is not None and incident.opened_at < ask.since:
        return False
    return ask.until is None or incident.opened_at < ask.until


# slices

_WEEKDAYS = (
    "1 Monday",
    "2 Tuesday",
    "3 Wednesday",
    "4 Thursday",
    "5 Friday",
    "6 Saturday",
    "7 Sunday",
)


def local(at: datetime, zone: tzinfo) -> datetime:
    """The same instant on the town's own clock."""
    return at.astimezone(zone)


_OF_INCIDENT: dict[str, Callable[[Incident, tzinfo], str]] = {
    "type": lambda incident, _: incident.type,
    "group": lambda incident, _: incident.type.partition(".")[0],
    "priority": lambda incident, _: (
        "unknown"
        if incident.priority is None
        else f"{incident.priority:d} {incident.priority.name}"
    ),
    "hour": lambda incident, zone: f"{local(incident.opened_at, zone):%H}",
    "weekday": lambda incident, zone: _WEEKDAYS[local(incident.opened_at, zone).weekday()],
    "day": lambda incident, zone: f"{local(incident.opened_at, zone):%Y-%m-%d}",
    "alarm_level": lambda incident, _: str(incident.alarm_level),
    "disposition": lambda incident, _: incident.disposition or NOT_RECORDED,
}

_OF_UNIT: dict[str, Callable[[Unit], str]] = {
    "unit": lambda unit: unit.call_sign,
    "unit_kind": lambda unit: unit.kind,
    "unit_agency": lambda unit: unit.agency_name or str(unit.agency),
    "station": lambda unit: unit.station or NOT_RECORDED,
}


def keys(incidents: Iterable[Incident]) -> list[str]:
    """Every key these incidents can be cut by, sorted: ours, their areas and attributes."""
    own: set[str] = set(_OF_INCIDENT) | set(_OF_UNIT)
    for each in incidents:
        own.update(each.attributes, each.place.areas)
    return sorted(own)


def _value(incident: Incident, key: str, zone: tzinfo) -> str:
    known = _OF_INCIDENT.get(key)
    if known is not None:
        return known(incident, zone)
    found = incident.place.areas.get(key)
    return found or incident.attributes.get(key) or NOT_RECORDED


def _unit_value(response: Response, key: str, units: Units) -> str:
    unit = units.get(response.unit)
    return NOT_RECORDED if unit is None else _OF_UNIT[key](unit)


def _only(incident: Incident, kept: tuple[Response, ...]) -> Incident:
    """The incident as these responses alone worked it; a call-level dispatch time drops out."""
    return msgspec.structs.replace(
        incident, responses=kept, dispatched_at=None, en_route_at=None, on_scene_at=None
    )


def sliced(
    whole: Study, incidents: tuple[Incident, ...], key: str
) -> Mapping[str, tuple[Incident, ...]]:
    """Incidents by the value of a key, sorted by value.

    Keys of a unit (`unit`, `unit_kind`, `unit_agency`, `station`) cut inside an incident: each
    slice holds it with the responses of those units only. Raises UnknownSlice.
    """
    if key not in keys(whole.incidents):
        raise UnknownSlice(
            f"nothing can be cut by {key!r}; there are: {', '.join(keys(whole.incidents))}"
        )
    found: dict[str, list[Incident]] = {}
    for each in incidents:
        if key not in _OF_UNIT:
            found.setdefault(_value(each, key, whole.ask.zone), []).append(each)
            continue
        parts: dict[str, list[Response]] = {}
        for response in each.responses:
            parts.setdefault(_unit_value(response, key, whole.units), []).append(response)
        for value, responses in parts.items():
            found.setdefault(value, []).append(_only(each, tuple(responses)))
    return {value: tuple(found[value]) for value in sorted(found)}


def kept(whole: Study) -> tuple[Incident, ...]:
    """The incidents that pass every filter of the question. Raises UnknownSlice."""
    incidents = whole.incidents
    for key, value in whole.ask.where:
        incidents = sliced(whole, incidents, key).get(value, ())
    return incidents


# unit rows


class Row(msgspec.Struct, frozen=True):
    """A unit row: one response with a dispatch, and the incident it belongs to."""

    incident: Incident
    response: Response


def unit_rows(incidents: Iterable[Incident]) -> list[Row]:
    """Every dispatch of a unit to an incident. A unit sent twice makes two rows."""
    return [
        Row(incident, response)
        for incident in incidents
        for response in incident.responses
        if response.mark(UnitStatus.committed) is not None
    ]

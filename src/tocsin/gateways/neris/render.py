"""`render`: an incident in the names and value sets of NERIS, and what did not fit.

Source: NERIS core modules `core_mod_incident`, `core_mod_dispatch`, `mod_unit_response`; value sets
`type_incident`, `type_unit`, `type_noaction`, `type_aid`, `type_aid_direction`, `type_aid_nonfd`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec

from tocsin.gateways.neris.codes import SEPARATOR, Codes
from tocsin.operations.picture.incident import Incident, Response
from tocsin.operations.picture.unit import Unit
from tocsin.terms.codes import Agency, UnitStatus
from tocsin.terms.words import Words

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]
"""A JSON value without floats but for coordinates, which are text as in the modules' examples."""

UNIT_TIMES = (
    ("time_dispatch", UnitStatus.committed),
    ("time_enroute_to_scene", UnitStatus.en_route),
    ("time_staging", UnitStatus.staged),
    ("time_on_scene", UnitStatus.on_scene),
    ("time_enroute_hospital", UnitStatus.transporting),
    ("time_arrived_hospital", UnitStatus.at_hospital),
)
FIRE = frozenset({Agency.fire, Agency.medical, Agency.rescue})
"""Disciplines that a fire department reports as its own."""


class Rendered(msgspec.Struct, frozen=True):
    """A record ready for JSON. `lost` says in a sentence each what had no place there or is
    missing.
    """

    record: dict[str, Json]
    lost: tuple[str, ...]


class _Lost:
    """Collects what is lost, each thing once."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)


def time(at: datetime) -> str:
    """An instant as NERIS writes it: ISO 8601 with a +00:00 offset, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def render(
    incident: Incident, units: Mapping[str, Unit], department: str, codes: Codes
) -> Rendered:
    """The incident as a NERIS record. `department` is the NERIS id (`FD` and eight digits).

    `units` are those of the picture by id. Sealed words are not opened: the place's words and the
    summary are only in the record where they are clear.
    """
    lost = _Lost()
    neris_id = f"{department}:{int(incident.opened_at.timestamp() * 1000)}"
    record: dict[str, Json] = {
        "incident_neris_id": neris_id,
        "incident_internal_id": incident.id,
        "fd_neris_id": department,
        "dispatch": _dispatch(incident, neris_id, lost),
        "unit_response": [_response(each, units, lost) for each in incident.responses],
    }
    record["station_unit"] = _register(incident, units, codes, lost)
    record |= _type(incident, codes, lost)
    record |= _place(incident, lost)
    record |= _outcome(incident, codes, lost)
    record |= _aid(incident, units, codes, lost)
    _say_what_has_no_place(incident, lost)
    return Rendered(record, tuple(lost.said))


def _type(incident: Incident, codes: Codes, lost: _Lost) -> dict[str, Json]:
    theirs = codes.incident_type(incident.type)
    if theirs is None:
        lost.say(f"type {incident.type}: the table of codes has no NERIS type for it")
        return {"incident_final_type": [], "incident_final_type_primary": []}
    if incident.type not in codes.types:
        lost.say(f"type {incident.type}: only its group is in the table, reported as {theirs}")
    levels: list[Json] = [*theirs.split(SEPARATOR)]
    return {"incident_final_type": [levels], "incident_final_type_primary": [True]}


def _dispatch(incident: Incident, neris_id: str, lost: _Lost) -> dict[str, Json]:
    lost.say("dispatch_time_call_answering: when the call was answered is not recorded apart")
    record: dict[str, Json] = {
        "incident_neris_id": neris_id,
        "dispatch_internal_id": incident.source_number or incident.number,
        "dispatch_incident_code": incident.type,
        "dispatch_time_call_arrival": time(incident.opened_at),
    }
    if incident.opened_after is not None:
        lost.say("dispatch_time_call_arrival: an interval was observed; its later end is given")
    if incident.entered_at is not None:
        record["dispatch_time_call_create"] = time(incident.entered_at)
    else:
        lost.say("dispatch_time_call_create: not recorded")
    if incident.disposition is not None:
        record["dispatch_final_disposition"] = incident.disposition[:255]
    if incident.closed_at is not None:
        record["time_incident_clear"] = time(incident.closed_at)
    else:
        lost.say("time_incident_clear: the incident is not closed")
    return record


def _place(incident: Incident, lost: _Lost) -> dict[str, Json]:
    record: dict[str, Json] = {}
    place = incident.place
    if place.point is not None:
        lat, lon = place.point.degrees
        record["incident_point"] = f"{lat:.6f}, {lon:.6f}"
    else:
        lost.say("incident_point: no position is known")
    if place.label is not None:
        record["incident_location"] = {"nl_additional_info": place.label}
        lost.say("incident_location: the label is one text; NERIS wants the parts of CLDXF")
    else:
        lost.say("incident_location: no public name of the place is known")
    if place.uncertainty_m is not None:
        lost.say("the position's uncertainty: NERIS has no element for it")
    return record


def _response(response: Response, units: Mapping[str, Unit], lost: _Lost) -> dict[str, Json]:
    unit = units.get(response.unit)
    record: dict[str, Json] = {
        "unit_id_reported": response.unit if unit is None else unit.call_sign
    }
    if unit is not None and unit.crew_count is not None:
        record["unit_staffing_reported"] = unit.crew_count
    for name, status in UNIT_TIMES:
        mark = response.mark(status)
        if mark is not None:
            record[name] = time(mark.at)
            if mark.after is not None:
                lost.say(f"{name}: an interval was observed; its later end is given")
    if "time_dispatch" not in record:
        lost.say("time_dispatch: not recorded for every unit")
    if response.mark(UnitStatus.returning) is not None:
        lost.say("when a unit began to return: NERIS has no element for it")
    record |= _ended(response)
    if response.destination is not None:
        record["hospital_destination"] = response.destination[:255]
    if response.observed:
        lost.say("marks of the source that nobody explained: NERIS has no element for them")
    return record


def _register(
    incident: Incident, units: Mapping[str, Unit], codes: Codes, lost: _Lost
) -> list[Json]:
    """The types of the units: NERIS has them in the department's register, not in the response."""
    told: list[Json] = []
    for name in sorted({each.unit for each in incident.responses}):
        unit = units.get(name)
        if unit is None:
            lost.say("units that are not on the register: their type is unknown")
            continue
        theirs = codes.units.get(unit.kind)
        if theirs is None:
            lost.say(f"unit kind {unit.kind}: the table of codes has no NERIS type for it")
            continue
        told.append({"station_unit_id_1": unit.call_sign, "station_unit_capability": theirs})
    return told


def _ended(response: Response) -> dict[str, Json]:
    if response.ended_at is None:
        return {}
    if response.mark(UnitStatus.on_scene) is None and response.outcome in ("cancelled", "cleared"):
        return {
            "time_canceled_enroute": time(response.ended_at),
            "time_unit_clear": time(response.ended_at),
        }
    clear = response.mark(UnitStatus.available)
    return {"time_unit_clear": time(response.ended_at if clear is None else clear.at)}


def _outcome(incident: Incident, codes: Codes, lost: _Lost) -> dict[str, Json]:
    if incident.disposition is None:
        lost.say("incident_actions_taken: what was done on scene is not recorded in NERIS's codes")
        return {}
    reason = codes.no_action.get(incident.disposition)
    if reason is not None:
        return {"incident_noaction": reason}
    lost.say("incident_actions_taken: what was done on scene is not recorded in NERIS's codes")
    return {}


def _aid(
    incident: Incident, units: Mapping[str, Unit], codes: Codes, lost: _Lost
) -> dict[str, Json]:
    """Aid received: units whose home is another town; partners that are no fire department."""
    others = [each.agency for each in incident.agencies if each.agency not in FIRE]
    named = sorted({codes.aid_nonfd[each] for each in others if each in codes.aid_nonfd})
    for each in sorted({str(each) for each in others if each not in codes.aid_nonfd}):
        lost.say(f"agency {each}: the table of codes has no NERIS partner for it")
    record: dict[str, Json] = {}
    if named:
        record["incident_aid_nonfd"] = [*named]
    sent = [units[each.unit] for each in incident.responses if each.unit in units]
    lent = [each for each in sent if each.authority.home != each.authority.holder]
    if lent:
        names = sorted({each.agency_name or each.authority.home for each in lent})
        record["incident_aid_direction"] = "RECEIVED"
        record["incident_aid_type"] = "SUPPORT_AID"
        record["incident_aid_department_name"] = [*names]
    if incident.handed_over_to is not None:
        lost.say("to whom the incident was handed over: NERIS has no element for it")
    return record


def _say_what_has_no_place(incident: Incident, lost: _Lost) -> None:
    if isinstance(incident.summary, Words):
        lost.say("the summary: free text is sealed and stays here")
    if incident.place.words is not None:
        lost.say("the place as it was given: free text is sealed and stays here")
    if incident.priority is not None:
        lost.say("the priority: NERIS has no element for it")
    if incident.hazards:
        lost.say("hazards: emerging_hazard wants details that are not recorded here")
    if incident.alarm_level > 1:
        lost.say("the alarm level: NERIS has no element for it")
    if incident.links or incident.absorbed:
        lost.say("links to other incidents: NERIS has no element for them")
    if incident.people:
        lost.say("people: rescue and casualty modules want details that are not recorded here")
    if incident.attributes:
        lost.say("the source's own columns for slicing: NERIS has no element for them")

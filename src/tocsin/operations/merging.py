"""Link incidents that belong together; merge two that are one; separate them again.

Source: NENA-STA-021.1 (EIDO) linked incidents and `mergeIncident`; NERIS
`type_rel_incident_incident`.
Merging overwrites nothing: units, reports, agencies and people move to the survivor, the absorbed
incident keeps what it was and points to the survivor, and `gave` remembers what undoing can
restore.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.incident import IncidentClosed, IncidentRefusal, find_open
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Short,
    refuse,
)
from tocsin.operations.picture import Incident, Map, Picture, Report, Unit, put_incident
from tocsin.operations.picture.agenda import noted, struck
from tocsin.operations.picture.incident import INVERSE, Gave, Link, Relation, Response
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class MergingRefusal(StrEnum):
    """Why two incidents cannot be joined or taken apart."""

    incident_with_itself = "incident_with_itself"
    not_linked = "not_linked"
    incident_not_merged = "incident_not_merged"
    survivor_is_gone = "survivor_is_gone"
    restriction_differs = "restriction_differs"


# 1. commands and the events they may cause


class LinkIncidents(Command, frozen=True):
    """Say how one incident belongs with another; the other says the inverse of this one."""

    incident: Ident
    other: Ident
    relation: Relation = Relation.related


class IncidentsLinked(Event, frozen=True):
    """Replaces what was said before of these two."""

    incident: str
    other: str
    relation: Relation


class UnlinkIncidents(Command, frozen=True):
    """Say that they do not belong together after all."""

    incident: Ident
    other: Ident
    reason: Short


class IncidentsUnlinked(Event, frozen=True):
    """Neither names the other any more."""

    incident: str
    other: str
    reason: Words


class DeclareDuplicate(Command, frozen=True):
    """Close an incident nobody was sent to as a duplicate of another, and link the two."""

    incident: Ident
    of: Ident


class MergeIncidents(Command, frozen=True):
    """Two incidents are one: `absorbed` goes on in `survivor`."""

    absorbed: Ident
    survivor: Ident
    reason: Short


class IncidentsMerged(Event, frozen=True):
    """Everybody working on the absorbed incident works on the survivor from now on."""

    absorbed: str
    survivor: str
    reason: Words


class SeparateIncidents(Command, frozen=True):
    """Undo a merge: they were two after all."""

    absorbed: Ident
    reason: Short


class IncidentsSeparated(Event, frozen=True):
    """What the absorbed brought in goes back, except what has changed since."""

    absorbed: str
    survivor: str
    reason: Words


# 2. decide


def _both(picture: Picture, one: str, other: str) -> tuple[Incident, Incident] | Refused:
    """Two different incidents, open or not."""
    if one == other:
        return refuse(MergingRefusal.incident_with_itself, incident=one)
    first, second = picture.incidents.get(one), picture.incidents.get(other)
    if first is None or second is None:
        missing = one if first is None else other
        return refuse(IncidentRefusal.incident_unknown, incident=missing)
    return first, second


def link(command: LinkIncidents, picture: Picture, _context: Context) -> Decision:
    """Closed incidents may be linked too: it is a fact about the world."""
    pair = _both(picture, command.incident, command.other)
    if isinstance(pair, Refused):
        return pair
    if Link(command.other, command.relation) in pair[0].links:
        return []
    return [
        IncidentsLinked(incident=command.incident, other=command.other, relation=command.relation)
    ]


def unlink(command: UnlinkIncidents, picture: Picture, _context: Context) -> Decision:
    """Only what is linked; the reason stays with the incident named first."""
    pair = _both(picture, command.incident, command.other)
    if isinstance(pair, Refused):
        return pair
    if command.other not in [each.incident for each in pair[0].links]:
        return refuse(MergingRefusal.not_linked, incident=command.incident, other=command.other)
    reason = Words(f"incident/{command.incident}", command.reason)
    return [IncidentsUnlinked(incident=command.incident, other=command.other, reason=reason)]


def declare_duplicate(command: DeclareDuplicate, picture: Picture, context: Context) -> Decision:
    """Where units are assigned it is a merge, so that they are not lost."""
    pair = _both(picture, command.incident, command.of)
    if isinstance(pair, Refused):
        return pair
    found = find_open(picture, command.incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=command.incident)
    if found.units:
        return refuse(
            IncidentRefusal.units_still_assigned, incident=found.id, units=", ".join(found.units)
        )
    if context.occurred_at < found.opened_at:
        return refuse(
            IncidentRefusal.closing_before_opening, incident=found.id, opened=found.opened_at
        )
    return [
        IncidentsLinked(incident=found.id, other=command.of, relation=Relation.duplicate_of),
        IncidentClosed(incident=found.id, disposition="duplicate"),
    ]


def merge(command: MergeIncidents, picture: Picture, _context: Context) -> Decision:
    """Both must be open, the survivor not held, and no one may learn more by it than before."""
    pair = _both(picture, command.absorbed, command.survivor)
    if isinstance(pair, Refused):
        return pair
    absorbed, survivor = pair
    for each in pair:
        found = find_open(picture, each.id)
        if isinstance(found, IncidentRefusal):
            return refuse(found, incident=each.id)
    if survivor.status is IncidentStatus.held:
        return refuse(IncidentRefusal.incident_is_held, incident=survivor.id)
    if absorbed.is_restricted != survivor.is_restricted or set(absorbed.need_to_know) != set(
        survivor.need_to_know
    ):
        return refuse(
            MergingRefusal.restriction_differs, incident=absorbed.id, survivor=survivor.id
        )
    reason = Words(f"incident/{survivor.id}", command.reason)
    return [IncidentsMerged(absorbed=absorbed.id, survivor=survivor.id, reason=reason)]


def separate(command: SeparateIncidents, picture: Picture, _context: Context) -> Decision:
    """The last merge of a chain is undone first."""
    absorbed = picture.incidents.get(command.absorbed)
    if absorbed is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.absorbed)
    if absorbed.merged_into is None:
        return refuse(MergingRefusal.incident_not_merged, incident=absorbed.id)
    survivor = picture.incidents.get(absorbed.merged_into)
    if survivor is None:
        return refuse(
            MergingRefusal.survivor_is_gone, incident=absorbed.id, survivor=absorbed.merged_into
        )
    if survivor.merged_into is not None:
        return refuse(IncidentRefusal.incident_was_merged, incident=survivor.id)
    reason = Words(f"incident/{absorbed.id}", command.reason)
    return [IncidentsSeparated(absorbed=absorbed.id, survivor=survivor.id, reason=reason)]


# 3. evolve


def _relinked(picture: Picture, incident: str, other: str, relation: Relation | None) -> Picture:
    """The incident says this of the other, and nothing else; None says nothing."""
    found = picture.incidents.get(incident)
    if found is None:
        return picture
    links = tuple(each for each in found.links if each.incident != other)
    if relation is not None:
        links = (*links, Link(other, relation))
    return put_incident(picture, _replace(found, links=links))


def linked(picture: Picture, event: IncidentsLinked, _stamp: Stamp) -> Picture:
    """Each of the two says it in its own direction."""
    after = _relinked(picture, event.incident, event.other, event.relation)
    return _relinked(after, event.other, event.incident, INVERSE[event.relation])


def unlinked(picture: Picture, event: IncidentsUnlinked, _stamp: Stamp) -> Picture:
    """Neither says anything of the other."""
    after = _relinked(picture, event.incident, event.other, None)
    return _relinked(after, event.other, event.incident, None)


def merged(picture: Picture, event: IncidentsMerged, stamp: Stamp) -> Picture:
    """Moves what can move;
    hazards are added to the survivor's, triage counts stay where counted.
    """
    absorbed = picture.incidents.get(event.absorbed)
    survivor = picture.incidents.get(event.survivor)
    if absorbed is None or survivor is None or absorbed.merged_into is not None:
        return picture
    there = {(each.agency, each.name) for each in survivor.agencies}
    known = {each.person for each in survivor.people}
    gave = Gave(
        status=absorbed.status,
        responses=absorbed.responses,
        reports=absorbed.reports,
        agencies=tuple(e for e in absorbed.agencies if (e.agency, e.name) not in there),
        people=tuple(e for e in absorbed.people if e.person not in known),
    )
    units = _moved_units(picture.units, absorbed, survivor.id)
    stackers = tuple(e for e in absorbed.stacked_by if e not in survivor.stacked_by)
    dispatched = [e for e in (survivor.dispatched_at, absorbed.dispatched_at) if e is not None]
    joined = _replace(
        survivor,
        responses=_in_time((*survivor.responses, *gave.responses)),
        reports=(*survivor.reports, *gave.reports),
        agencies=(*survivor.agencies, *gave.agencies),
        people=(*survivor.people, *gave.people),
        hazards=(*survivor.hazards, *(e for e in absorbed.hazards if e not in survivor.hazards)),
        absorbed=(*survivor.absorbed, absorbed.id),
        stacked_by=tuple(
            e for e in (*survivor.stacked_by, *stackers) if _has_stacked(units, e, survivor.id)
        ),
        dispatched_at=min(dispatched) if dispatched else None,
    )
    left = _replace(
        absorbed,
        status=IncidentStatus.closed,
        closed_at=stamp.occurred_at,
        disposition="merged",
        merged_into=survivor.id,
        responses=(),
        reports=(),
        people=(),
        stacked_by=(),
        held_because=None,
        gave=gave,
    )
    after = put_incident(put_incident(picture, joined), left)
    return _replace(
        after,
        units=units,
        reports=_attached(after, gave.reports, absorbed.id, survivor.id),
        agenda=noted(after.agenda, stamp.occurred_at, f"archive/{absorbed.id}"),
    )


def _in_time(responses: tuple[Response, ...]) -> tuple[Response, ...]:
    """By their first mark, so that the last of a unit's is its newest; without marks, first."""
    marked = [each for each in responses if each.marks]
    bare = [each for each in responses if not each.marks]
    return (*bare, *sorted(marked, key=lambda each: each.marks[0].at))


def _has_stacked(units: Map[Unit], unit: str, incident: str) -> bool:
    found = units.get(unit)
    return found is not None and incident in found.stack


def _moved_units(units: Map[Unit], absorbed: Incident, survivor: str) -> Map[Unit]:
    """Units at, on the way back from,
    or bound next for the absorbed incident turn to the survivor.
    """
    names = {each.unit for each in absorbed.responses} | set(absorbed.stacked_by)
    for name in sorted(names):
        unit = units.get(name)
        if unit is None:
            continue
        at = survivor if unit.incident == absorbed.id else unit.incident
        stack = tuple(survivor if each == absorbed.id else each for each in unit.stack)
        stack = tuple(e for i, e in enumerate(stack) if e not in stack[:i] and e != at)
        back = survivor if unit.returning_from == absorbed.id else unit.returning_from
        units = units.put(name, _replace(unit, incident=at, stack=stack, returning_from=back))
    return units


def _attached(picture: Picture, reports: tuple[str, ...], was: str, now: str) -> Map[Report]:
    after = picture.reports
    for name in reports:
        report = after.get(name)
        if report is not None and report.incident == was:
            after = after.put(name, _replace(report, incident=now))
    return after


def separated(picture: Picture, event: IncidentsSeparated, _stamp: Stamp) -> Picture:
    """Each thing goes back if it still is what was brought;
    hazards stay, a danger is not unsaid.
    """
    absorbed = picture.incidents.get(event.absorbed)
    survivor = picture.incidents.get(event.survivor)
    if absorbed is None or survivor is None or absorbed.gave is None:
        return picture
    gave = absorbed.gave
    responses = tuple(each for each in gave.responses if each in survivor.responses)
    reports = tuple(each for each in gave.reports if each in survivor.reports)
    people = tuple(each for each in gave.people if each in survivor.people)
    kept = _replace(
        survivor,
        responses=tuple(each for each in survivor.responses if each not in responses),
        reports=tuple(each for each in survivor.reports if each not in reports),
        agencies=tuple(each for each in survivor.agencies if each not in gave.agencies),
        people=tuple(each for each in survivor.people if each not in people),
        absorbed=tuple(each for each in survivor.absorbed if each != absorbed.id),
    )
    back = _replace(
        absorbed,
        status=IncidentStatus.open,
        closed_at=None,
        disposition=None,
        closing_words=None,
        public_words=None,
        merged_into=None,
        gave=None,
        responses=responses,
        reports=reports,
        people=people,
    )
    after = put_incident(put_incident(picture, kept), back)
    agenda = picture.agenda
    if absorbed.closed_at is not None:
        agenda = struck(agenda, absorbed.closed_at, f"archive/{absorbed.id}")
    return _replace(
        after,
        units=_back(picture.units, back, survivor.id),
        reports=_attached(after, reports, survivor.id, absorbed.id),
        agenda=agenda,
    )


def _back(units: Map[Unit], incident: Incident, survivor: str) -> Map[Unit]:
    """Units whose work went back go back with it."""
    for response in incident.responses:
        unit = units.get(response.unit)
        if unit is None:
            continue
        if response.is_working and unit.incident == survivor:
            units = units.put(unit.id, _replace(unit, incident=incident.id))
        elif not response.is_working and unit.returning_from == survivor:
            units = units.put(unit.id, _replace(unit, returning_from=incident.id))
    return units


# 4. the tables

DECIDE = {
    LinkIncidents: link,
    UnlinkIncidents: unlink,
    DeclareDuplicate: declare_duplicate,
    MergeIncidents: merge,
    SeparateIncidents: separate,
}

EVOLVE = {
    "incidents_linked.1": (IncidentsLinked, linked),
    "incidents_unlinked.1": (IncidentsUnlinked, unlinked),
    "incidents_merged.1": (IncidentsMerged, merged),
    "incidents_separated.1": (IncidentsSeparated, separated),
}

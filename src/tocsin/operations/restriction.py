"""Restrict an incident to those who need to know of it, and lift that again.

Whoever is not on the list gets, for every order and every look, the answer for one that does not
exist. Source: 45 CFR 164.502 (b) (minimum necessary); CJIS Security Policy 5.9 AC-3 (access
enforcement).
"""

from enum import StrEnum

import msgspec

from tocsin.operations.incident import IncidentRefusal
from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Incident, Picture, put_incident
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class RestrictionRefusal(StrEnum):
    incident_is_not_restricted = "incident_is_not_restricted"
    nobody_would_know = "nobody_would_know"


# 1. commands and the events they may cause


class RestrictIncident(Command, frozen=True):
    """From now on only these people, and crews working there, know of this incident.

    Who gives the order is always among them. Given again, the list takes the place of the old one.
    """

    incident: Ident
    need_to_know: tuple[Ident, ...] = ()


class IncidentRestricted(Event, frozen=True):
    incident: str
    need_to_know: tuple[str, ...]


class LiftRestriction(Command, frozen=True):
    """Everybody may know of it again."""

    incident: Ident
    reason: Short


class RestrictionLifted(Event, frozen=True):
    incident: str
    reason: str


# 2. decide


def restrict(command: RestrictIncident, picture: Picture, context: Context) -> Decision:
    """Matters it absorbed are restricted with it: each tells what the whole is about."""
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if found.merged_into is not None:
        return refuse(
            IncidentRefusal.incident_was_merged, incident=found.id, into=found.merged_into
        )
    known = {*command.need_to_know}
    if not context.actor.startswith("system/"):
        known.add(context.actor)
    if not known:
        return refuse(RestrictionRefusal.nobody_would_know, incident=found.id)
    people = tuple(sorted(known))
    events: list[Event] = []
    for each in whole(picture, found):
        if not each.is_restricted or each.need_to_know != people:
            events.append(IncidentRestricted(incident=each.id, need_to_know=people))
    return events


def lift(command: LiftRestriction, picture: Picture, _context: Context) -> Decision:
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if not found.is_restricted:
        return refuse(RestrictionRefusal.incident_is_not_restricted, incident=found.id)
    return [
        RestrictionLifted(incident=each.id, reason=command.reason)
        for each in whole(picture, found)
        if each.is_restricted
    ]


def whole(picture: Picture, incident: Incident) -> list[Incident]:
    """An incident and everything that was merged into it, itself first."""
    found, seen = [incident], {incident.id}
    for each in found:
        for absorbed in each.absorbed:
            part = picture.incidents.get(absorbed)
            if part is not None and absorbed not in seen:
                seen.add(absorbed)
                found.append(part)
    return found


# 3. evolve


def restricted(picture: Picture, event: IncidentRestricted, _stamp: Stamp) -> Picture:
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    changed = _replace(found, is_restricted=True, need_to_know=event.need_to_know)
    return put_incident(picture, changed)


def lifted(picture: Picture, event: RestrictionLifted, _stamp: Stamp) -> Picture:
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    return put_incident(picture, _replace(found, is_restricted=False, need_to_know=()))


# 4. the tables

DECIDE = {
    RestrictIncident: restrict,
    LiftRestriction: lift,
}

EVOLVE = {
    "incident_restricted.1": (IncidentRestricted, restricted),
    "restriction_lifted.1": (RestrictionLifted, lifted),
}

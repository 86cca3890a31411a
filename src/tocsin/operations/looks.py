"""Look at a restricted matter, or break the glass to see one: both are on record.

Whoever may not know of a restricted incident gets the answer for one that does not exist. Breaking
the glass gives sight of one incident, to one person, for a stated reason and a bounded time; it is
shut by an event, so that sight never depends on a clock.

Source: 45 CFR 164.312 (a)(2)(ii) and (b) (emergency access procedure, audit controls); OWASP ASVS
5.0 V16 (security logging).
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.incident import IncidentArchived, IncidentRefusal
from tocsin.operations.officers import active_or_refused
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
from tocsin.operations.picture import Glass, Incident, Looks, Picture
from tocsin.operations.picture.looks import Look
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

GLASS_LIMIT_S = 8 * 3600
"""A shift: longer sight is a matter for the need-to-know list."""


class LookRefusal(StrEnum):
    knows_already = "knows_already"
    glass_not_broken = "glass_not_broken"


# 1. commands and the events they may cause


class LookAtRestricted(Command, frozen=True):
    """Somebody opens a restricted incident, open or archived. Screens send it each time they show
    one.
    """

    incident: Ident


class RestrictedLookedAt(Event, frozen=True):
    person: str
    incident: str


class BreakGlass(Command, frozen=True):
    """See one restricted incident without being on its list: why, and for how long (seconds)."""

    incident: Ident
    reason: Short
    for_s: Annotated[int, msgspec.Meta(ge=60, le=GLASS_LIMIT_S)] = 3600


class GlassBroken(Event, frozen=True):
    person: str
    incident: str
    reason: Words
    until: datetime


class ShutGlass(Command, frozen=True):
    """The sight ends: its time has come (the clock says so), or it is no longer needed."""

    person: Ident
    incident: Ident


class GlassShut(Event, frozen=True):
    person: str
    incident: str


# 2. decide


def glass_key(person: str, incident: str) -> str:
    """The key in `picture.glass` under which a person sees an incident."""
    return f"{person} {incident}"


def may_know(picture: Picture, incident: Incident, person: str) -> bool:
    """Whether a person may know of an incident: by its list, by working there, by broken glass."""
    if not incident.is_restricted or person in incident.need_to_know:
        return True
    known = picture.people.get(person)
    if known is not None and known.unit is not None and known.unit in incident.units:
        return True
    return glass_key(person, incident.id) in picture.glass


def due(picture: Picture, now: datetime) -> list[Command]:
    """What the clock has to order: the sights whose time is over."""
    return [
        ShutGlass(person=each.person, incident=each.incident)
        for each in picture.glass.values()
        if each.until <= now
    ]


def look(command: LookAtRestricted, picture: Picture, context: Context) -> Decision:
    """Nothing to record of a look at what is not restricted."""
    found = picture.incidents.get(command.incident)
    if found is None or not may_know(picture, found, context.actor):
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    if not found.is_restricted:
        return []
    return [RestrictedLookedAt(person=context.actor, incident=found.id)]


def break_glass(command: BreakGlass, picture: Picture, context: Context) -> Decision:
    """Asked again it lasts longer, with the new reason; never shorter."""
    person = active_or_refused(picture, context.actor)
    if isinstance(person, Refused):
        return person
    found = picture.incidents.get(command.incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=command.incident)
    is_seen = glass_key(person.id, found.id) in picture.glass
    if not is_seen and may_know(picture, found, person.id):
        return refuse(LookRefusal.knows_already, incident=found.id)
    until = context.now + timedelta(seconds=command.for_s)
    before = picture.glass.get(glass_key(person.id, found.id))
    if before is not None and before.until >= until:
        return []
    reason = Words(f"incident/{found.id}", command.reason)
    return [GlassBroken(person=person.id, incident=found.id, reason=reason, until=until)]


def shut_glass(command: ShutGlass, picture: Picture, _context: Context) -> Decision:
    if glass_key(command.person, command.incident) not in picture.glass:
        return refuse(LookRefusal.glass_not_broken, incident=command.incident)
    return [GlassShut(person=command.person, incident=command.incident)]


# 3. evolve


def looked_at(picture: Picture, event: RestrictedLookedAt, stamp: Stamp) -> Picture:
    """Counted per person, so that whoever answers for the incident sees who looked. Of an archived
    one the looks are in the log only: `why` tells of them.
    """
    if event.incident not in picture.incidents:
        return picture
    before = picture.looks.get(event.incident) or Looks(event.incident)
    others = tuple(each for each in before.looks if each.person != event.person)
    mine = [each for each in before.looks if each.person == event.person]
    at = stamp.occurred_at
    if mine:
        first, last = min(mine[0].first_at, at), max(mine[0].last_at, at)
        look = Look(event.person, first, last, mine[0].count + 1)
    else:
        look = Look(event.person, at, at, 1)
    ordered = tuple(sorted((*others, look), key=lambda each: (each.first_at, each.person)))
    after = Looks(event.incident, ordered)
    return _replace(picture, looks=picture.looks.put(event.incident, after))


def glass_broken(picture: Picture, event: GlassBroken, stamp: Stamp) -> Picture:
    glass = Glass(event.person, event.incident, event.until, event.reason, stamp.occurred_at)
    key = glass_key(event.person, event.incident)
    return _replace(picture, glass=picture.glass.put(key, glass))


def glass_shut(picture: Picture, event: GlassShut, _stamp: Stamp) -> Picture:
    key = glass_key(event.person, event.incident)
    return _replace(picture, glass=picture.glass.drop(key))


def archived(picture: Picture, event: IncidentArchived, _stamp: Stamp) -> Picture:
    """With its incident, who looked and who broke the glass leave the picture."""
    glass = picture.glass
    for key, each in glass.items():
        if each.incident == event.incident:
            glass = glass.drop(key)
    return _replace(picture, looks=picture.looks.drop(event.incident), glass=glass)


# 4. the tables

DECIDE = {
    LookAtRestricted: look,
    BreakGlass: break_glass,
    ShutGlass: shut_glass,
}

EVOLVE = {
    "restricted_looked_at.1": (RestrictedLookedAt, looked_at),
    "glass_broken.1": (GlassBroken, glass_broken),
    "glass_shut.1": (GlassShut, glass_shut),
}

ALSO = {"incident_archived.1": archived}
"""What a fact of another topic means here, after that topic has taken it in."""

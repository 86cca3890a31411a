"""Crew a unit, relieve its crew with a handover, stand it down; one crew for two vehicles.

Source: NFPA 1710 §5.2.3 (minimum staffing), NIMS resource management (personnel accountability).
A relief hands the card and the authority register over, spoken and logged: it carries the epoch.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.officers import OfficerRefusal
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
from tocsin.operations.picture import Map, Person, Picture, Unit
from tocsin.operations.picture.unit import Seat
from tocsin.operations.units import UnitRefusal, is_ahead, ordered_under, settled_unit
from tocsin.terms.codes import ASSIGNED
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

CrewCount = Annotated[int, msgspec.Meta(ge=0, le=200)]


class CrewRefusal(StrEnum):
    """Why people do not get on or off a unit."""

    unit_has_crew = "unit_has_crew"
    unit_has_no_crew = "unit_has_no_crew"
    person_on_other_unit = "person_on_other_unit"
    person_twice = "person_twice"
    crew_count_below_seats = "crew_count_below_seats"
    crew_end_in_past = "crew_end_in_past"
    crews_differ = "crews_differ"
    crew_not_shared = "crew_not_shared"
    crew_at_work = "crew_at_work"


# 1. commands and the events they may cause


class _Crewing(Command, frozen=True):
    """`seats` are known people, `count` everybody on board;
    `until` when they are to be relieved.
    """

    unit: Ident
    seats: tuple[Seat, ...] = ()
    count: CrewCount | None = None
    shift: Short | None = None
    until: datetime | None = None
    epoch: Ident | None = None


class CrewUnit(_Crewing, frozen=True):
    """People get on a unit that has no crew. A crew that it shares gets on all its vehicles."""


class UnitCrewed(Event, frozen=True):
    """The crew that listens from now on, and the epoch it was told."""

    unit: str
    count: int
    seats: tuple[Seat, ...] = ()
    shift: str | None = None
    until: datetime | None = None
    epoch: str = "1.0"


class RelieveCrew(_Crewing, frozen=True):
    """One crew takes over from another, also at work: what the leaving crew told (`briefing`)."""

    briefing: Remark | None = None


class CrewRelieved(Event, frozen=True):
    """The new crew has card, register and briefing; the epoch is the one it read back."""

    unit: str
    count: int
    seats: tuple[Seat, ...] = ()
    shift: str | None = None
    until: datetime | None = None
    briefing: Words | None = None
    epoch: str = "1.0"


class StandDownCrew(Command, frozen=True):
    """The crew gets off and nobody follows."""

    unit: Ident
    epoch: Ident | None = None


class CrewStoodDown(Event, frozen=True):
    """Nobody is on it."""

    unit: str
    epoch: str = "1.0"


class ShareCrew(Command, frozen=True):
    """These vehicles are staffed by one crew: one of them out means the others stand."""

    units: Annotated[tuple[Ident, ...], msgspec.Meta(min_length=2, max_length=12)]


class CrewShared(Event, frozen=True):
    """Each of them names all the others."""

    units: tuple[str, ...]


class StopSharingCrew(Command, frozen=True):
    """This vehicle gets a crew of its own again; the crew stays with the others."""

    unit: Ident


class CrewSharingEnded(Event, frozen=True):
    """None of the others names it any more."""

    unit: str


# 2. decide


def _manned(command: _Crewing, picture: Picture, context: Context) -> tuple[Unit, int] | Refused:
    """The unit and its head count, or why these people cannot get on it."""
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    stale = ordered_under(command.epoch, found)
    if stale is not None:
        return stale
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.id, at=context.occurred_at)
    if command.until is not None and command.until <= context.occurred_at:
        return refuse(CrewRefusal.crew_end_in_past, unit=found.id, until=command.until)
    people = [each.person for each in command.seats]
    for each in people:
        person = picture.people.get(each)
        if person is None:
            return refuse(OfficerRefusal.person_unknown, person=each)
        if people.count(each) > 1:
            return refuse(CrewRefusal.person_twice, person=each)
        if person.unit not in (None, found.id, *found.shares_crew_with):
            return refuse(CrewRefusal.person_on_other_unit, person=each, unit=person.unit)
    count = len(people) if command.count is None else command.count
    if count < len(people):
        return refuse(CrewRefusal.crew_count_below_seats, count=count, seats=len(people))
    return found, count


def crew(command: CrewUnit, picture: Picture, context: Context) -> Decision:
    """A unit with a crew is relieved, so that what the old crew knows is not lost."""
    manned = _manned(command, picture, context)
    if isinstance(manned, Refused):
        return manned
    unit, count = manned
    if count == 0:
        return refuse(CrewRefusal.unit_has_no_crew, unit=unit.id)
    if unit.crew_count:
        return refuse(CrewRefusal.unit_has_crew, unit=unit.id, crew=unit.crew_count)
    return [
        UnitCrewed(
            unit=unit.id,
            count=count,
            seats=command.seats,
            shift=command.shift,
            until=command.until,
            epoch=unit.authority.epoch,
        )
    ]


def relieve(command: RelieveCrew, picture: Picture, context: Context) -> Decision:
    """Also in the middle of an incident: the unit's work goes on with other people."""
    manned = _manned(command, picture, context)
    if isinstance(manned, Refused):
        return manned
    unit, count = manned
    if not unit.crew_count or count == 0:
        return refuse(CrewRefusal.unit_has_no_crew, unit=unit.id)
    if unit.crew_since is not None and context.occurred_at < unit.crew_since:
        return refuse(
            UnitRefusal.time_before_status, unit=unit.id, status="crewed", since=unit.crew_since
        )
    owner = f"unit/{unit.id}" if unit.incident is None else f"incident/{unit.incident}"
    return [
        CrewRelieved(
            unit=unit.id,
            count=count,
            seats=command.seats,
            shift=command.shift,
            until=command.until,
            briefing=None if command.briefing is None else Words(owner, command.briefing),
            epoch=unit.authority.epoch,
        )
    ]


def stand_down(command: StandDownCrew, picture: Picture, context: Context) -> Decision:
    """Not while the unit, or one that shares its crew, has work or a next assignment."""
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    stale = ordered_under(command.epoch, found)
    if stale is not None:
        return stale
    if not found.crew_count:
        return refuse(CrewRefusal.unit_has_no_crew, unit=found.id)
    for each in _group(picture.units, found):
        if each.status in ASSIGNED or each.stack:
            return refuse(
                CrewRefusal.crew_at_work,
                unit=each.id,
                incident=each.incident or ", ".join(each.stack),
            )
    return [CrewStoodDown(unit=found.id, epoch=found.authority.epoch)]


def share(command: ShareCrew, picture: Picture, context: Context) -> Decision:
    """At most one of them may have a crew now:
    two crews would become one by a stroke of the pen.
    """
    units = []
    for name in sorted(set(command.units)):
        found = settled_unit(picture, name, context)
        if isinstance(found, Refused):
            return found
        units.append(found)
    names = tuple(each.id for each in units)
    if len(names) < 2:
        return refuse(CrewRefusal.crew_not_shared, unit=names[0])
    crewed = [each for each in units if each.crew_count]
    if len({(each.seats, each.crew_count) for each in crewed}) > 1:
        return refuse(CrewRefusal.crews_differ, units=", ".join(each.id for each in crewed))
    busy = [each.id for each in units if each.status in ASSIGNED]
    if len(busy) > 1:
        return refuse(CrewRefusal.crew_at_work, unit=busy[0], incident=", ".join(busy))
    if all(set(each.shares_crew_with) == set(names) - {each.id} for each in units):
        return []
    return [CrewShared(units=names)]


def stop_sharing(command: StopSharingCrew, picture: Picture, context: Context) -> Decision:
    """A vehicle that is out keeps the crew that is out with it."""
    found = settled_unit(picture, command.unit, context)
    if isinstance(found, Refused):
        return found
    if not found.shares_crew_with:
        return refuse(CrewRefusal.crew_not_shared, unit=found.id)
    if found.status in ASSIGNED:
        return refuse(CrewRefusal.crew_at_work, unit=found.id, incident=found.incident)
    return [CrewSharingEnded(unit=found.id)]


# 3. evolve


def _group(units: Map[Unit], unit: Unit) -> list[Unit]:
    """The unit and those that share its crew."""
    others = (units.get(each) for each in unit.shares_crew_with)
    return [unit, *(each for each in others if each is not None)]


def _seated(
    picture: Picture, unit: str, event: UnitCrewed | CrewRelieved | None, stamp: Stamp
) -> Picture:
    """The crew on all its vehicles; people know the vehicle they are on. None: nobody."""
    found = picture.units.get(unit)
    is_older = found is not None and found.crew_since and stamp.occurred_at < found.crew_since
    if found is None or is_older:
        return picture
    units, people = picture.units, picture.people
    for person in found.crew:
        people = _on(people, person, None)
    for each in _group(units, found):
        after = _replace(
            each,
            seats=() if event is None else event.seats,
            crew_count=0 if event is None else event.count,
            shift=None if event is None else event.shift,
            crew_since=stamp.occurred_at,
            crew_until=None if event is None else event.until,
        )
        units = units.put(each.id, after)
    for seat in () if event is None else event.seats:
        people = _on(people, seat.person, unit)
    return _replace(picture, units=units, people=people)


def _on(people: Map[Person], person: str, unit: str | None) -> Map[Person]:
    found = people.get(person)
    return people if found is None else people.put(person, _replace(found, unit=unit))


def crewed(picture: Picture, event: UnitCrewed, stamp: Stamp) -> Picture:
    """The crew is on."""
    return _seated(picture, event.unit, event, stamp)


def relieved(picture: Picture, event: CrewRelieved, stamp: Stamp) -> Picture:
    """Those are off, these are on."""
    return _seated(picture, event.unit, event, stamp)


def stood_down(picture: Picture, event: CrewStoodDown, stamp: Stamp) -> Picture:
    """Nobody is on."""
    return _seated(picture, event.unit, None, stamp)


def shared(picture: Picture, event: CrewShared, _stamp: Stamp) -> Picture:
    """Symmetrical: each names all the others, and none names a vehicle that left the group."""
    units = picture.units
    for name in event.units:
        units = _alone(units, name)
    crew_of = next((u for e in event.units if (u := units.get(e)) and u.crew_count), None)
    for name in event.units:
        found = units.get(name)
        if found is None:
            continue
        others = tuple(each for each in event.units if each != name)
        after = _replace(found, shares_crew_with=others)
        if crew_of is not None:
            after = _replace(
                after,
                seats=crew_of.seats,
                crew_count=crew_of.crew_count,
                shift=crew_of.shift,
                crew_since=crew_of.crew_since,
                crew_until=crew_of.crew_until,
            )
        units = units.put(name, after)
    return _replace(picture, units=units)


def _alone(units: Map[Unit], name: str) -> Map[Unit]:
    """The vehicle shares with nobody, and nobody with it."""
    found = units.get(name)
    if found is None or not found.shares_crew_with:
        return units
    for other in found.shares_crew_with:
        sister = units.get(other)
        if sister is not None:
            rest = tuple(each for each in sister.shares_crew_with if each != name)
            units = units.put(other, _replace(sister, shares_crew_with=rest))
    return units.put(name, _replace(found, shares_crew_with=()))


def sharing_ended(picture: Picture, event: CrewSharingEnded, _stamp: Stamp) -> Picture:
    """The crew stays with the others, so this vehicle has none until somebody gets on."""
    found = picture.units.get(event.unit)
    if found is None:
        return picture
    units = _alone(picture.units, event.unit)
    bare = _replace(
        found, shares_crew_with=(), seats=(), crew_count=0 if found.crew_count else None
    )
    people = picture.people
    for person in found.crew:
        people = _on(people, person, min(found.shares_crew_with, default=None))
    return _replace(picture, units=units.put(event.unit, bare), people=people)


# 4. the tables

DECIDE = {
    CrewUnit: crew,
    RelieveCrew: relieve,
    StandDownCrew: stand_down,
    ShareCrew: share,
    StopSharingCrew: stop_sharing,
}

EVOLVE = {
    "unit_crewed.1": (UnitCrewed, crewed),
    "crew_relieved.1": (CrewRelieved, relieved),
    "crew_stood_down.1": (CrewStoodDown, stood_down),
    "crew_shared.1": (CrewShared, shared),
    "crew_sharing_ended.1": (CrewSharingEnded, sharing_ended),
}

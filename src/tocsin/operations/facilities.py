"""Put a facility on the register, say how it is and what it has free.

Source: EDXL-HAVE 1.0/2.0 (facility status, EMS traffic, bed capacity). A word has an age, and each
capacity its own: what an older report says does not overwrite what a younger one said.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.geo.places import Place
from tocsin.operations.incident import GivenPlace
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
from tocsin.operations.picture import Facility, Picture
from tocsin.operations.picture.facility import Capacity, Diversion, FacilityState
from tocsin.operations.units import UnitRefusal, is_ahead
from tocsin.terms.codes import Agency
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Places = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]


class FacilityRefusal(StrEnum):
    """Why a facility is not registered or its word not taken."""

    facility_unknown = "facility_unknown"
    facility_exists = "facility_exists"
    more_free_than_total = "more_free_than_total"
    capacity_twice = "capacity_twice"
    report_says_nothing = "report_says_nothing"


# 1. commands and the events they may cause


class RegisterFacility(Command, frozen=True):
    """Put a facility on the register. `name` is public; `contact` is sealed."""

    name: Short
    kind: Short
    agency: Agency = Agency.other
    place: GivenPlace = GivenPlace()
    contact: Remark | None = None
    id: Ident | None = None
    is_step_free: bool | None = None
    takes_pets: bool | None = None


class FacilityRegistered(Event, frozen=True):
    """Its state is unknown until somebody says."""

    facility: Facility


class ReviseFacility(Command, frozen=True):
    """Change what the register says of it; what is left out stays."""

    facility: Ident
    name: Short | None = None
    kind: Short | None = None
    agency: Agency | None = None
    place: GivenPlace | None = None
    contact: Remark | None = None
    is_step_free: bool | None = None
    takes_pets: bool | None = None


class FacilityRevised(Event, frozen=True):
    """What it is from now on; how it is stays as reported."""

    facility: str
    name: str
    kind: str
    agency: Agency
    place: Place
    contact: Words | None = None
    is_step_free: bool | None = None
    takes_pets: bool | None = None


class GivenCapacity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Places of one kind as reported; None is "not said"."""

    kind: Short
    total: Places | None = None
    free: Places | None = None


class ReportFacility(Command, frozen=True):
    """A word about a facility: state, diversion, capacities; `source` is whose word (a code)."""

    facility: Ident
    state: FacilityState | None = None
    diversion: Diversion | None = None
    capacities: tuple[GivenCapacity, ...] = ()
    remark: Remark | None = None
    source: Short = "facility"


class FacilityReported(Event, frozen=True):
    """When it was so is the time of the record."""

    facility: str
    state: FacilityState | None = None
    diversion: Diversion | None = None
    capacities: tuple[Capacity, ...] = ()
    remark: Words | None = None
    source: str = "facility"


class RetireFacility(Command, frozen=True):
    """Take a facility off the register, with the reason."""

    facility: Ident
    reason: Short


class FacilityRetired(Event, frozen=True):
    """It is not there any more; the log keeps what it was."""

    facility: str
    reason: Words


# 2. decide


def find_facility(picture: Picture, facility: str) -> Facility | Refused:
    """The facility under this id."""
    found = picture.facilities.get(facility)
    return found or refuse(FacilityRefusal.facility_unknown, facility=facility)


def register(command: RegisterFacility, picture: Picture, context: Context) -> Decision:
    """Its id is given (a town's own code) or made."""
    name = command.id or context.new_id("f")
    if name in picture.facilities:
        return refuse(FacilityRefusal.facility_exists, facility=name)
    owner = f"facility/{name}"
    return [
        FacilityRegistered(
            facility=Facility(
                id=name,
                name=command.name,
                kind=command.kind,
                agency=command.agency,
                place=command.place.sealed_under(owner),
                contact=None if command.contact is None else Words(owner, command.contact),
                is_step_free=command.is_step_free,
                takes_pets=command.takes_pets,
            )
        )
    ]


def revise(command: ReviseFacility, picture: Picture, _context: Context) -> Decision:
    """Nothing given is nothing new."""
    found = find_facility(picture, command.facility)
    if isinstance(found, Refused):
        return found
    owner = f"facility/{found.id}"
    place = found.place if command.place is None else command.place.sealed_under(owner)
    contact = found.contact if command.contact is None else Words(owner, command.contact)
    after = _replace(
        found,
        name=command.name or found.name,
        kind=command.kind or found.kind,
        agency=command.agency or found.agency,
        place=place,
        contact=contact,
        is_step_free=found.is_step_free if command.is_step_free is None else command.is_step_free,
        takes_pets=found.takes_pets if command.takes_pets is None else command.takes_pets,
    )
    if after == found:
        return []
    return [
        FacilityRevised(
            facility=found.id,
            name=after.name,
            kind=after.kind,
            agency=after.agency,
            place=place,
            contact=contact,
            is_step_free=after.is_step_free,
            takes_pets=after.takes_pets,
        )
    ]


def report(command: ReportFacility, picture: Picture, context: Context) -> Decision:
    """The same word again is news: it is younger. A word about nothing is not."""
    found = find_facility(picture, command.facility)
    if isinstance(found, Refused):
        return found
    if is_ahead(context):
        return refuse(UnitRefusal.time_is_in_future, unit=found.id, at=context.occurred_at)
    said = (command.state, command.diversion, command.remark)
    if said == (None, None, None) and not command.capacities:
        return refuse(FacilityRefusal.report_says_nothing, facility=found.id)
    kinds = [each.kind for each in command.capacities]
    for each in command.capacities:
        if kinds.count(each.kind) > 1:
            return refuse(FacilityRefusal.capacity_twice, facility=found.id, kind=each.kind)
        known = found.capacity(each.kind)
        total = each.total if each.total is not None else (known.total if known else None)
        if each.free is not None and total is not None and each.free > total:
            return refuse(
                FacilityRefusal.more_free_than_total,
                facility=found.id,
                kind=each.kind,
                free=each.free,
                total=total,
            )
    remark = None if command.remark is None else Words(f"facility/{found.id}", command.remark)
    return [
        FacilityReported(
            facility=found.id,
            state=command.state,
            diversion=command.diversion,
            capacities=tuple(Capacity(e.kind, e.total, e.free) for e in command.capacities),
            remark=remark,
            source=command.source,
        )
    ]


def retire(command: RetireFacility, picture: Picture, _context: Context) -> Decision:
    """A unit on its way there keeps its destination: the crew knows where it drives."""
    found = find_facility(picture, command.facility)
    if isinstance(found, Refused):
        return found
    return [
        FacilityRetired(facility=found.id, reason=Words(f"facility/{found.id}", command.reason))
    ]


# 3. evolve


def registered(picture: Picture, event: FacilityRegistered, _stamp: Stamp) -> Picture:
    """On the register."""
    facility = event.facility
    return _replace(picture, facilities=picture.facilities.put(facility.id, facility))


def revised(picture: Picture, event: FacilityRevised, _stamp: Stamp) -> Picture:
    """What was reported stays."""
    found = picture.facilities.get(event.facility)
    if found is None:
        return picture
    after = _replace(
        found,
        name=event.name,
        kind=event.kind,
        agency=event.agency,
        place=event.place,
        contact=event.contact,
        is_step_free=event.is_step_free,
        takes_pets=event.takes_pets,
    )
    return _replace(picture, facilities=picture.facilities.put(found.id, after))


def reported(picture: Picture, event: FacilityReported, stamp: Stamp) -> Picture:
    """Each thing said stands unless something younger is known of that thing."""
    found = picture.facilities.get(event.facility)
    if found is None:
        return picture
    at = stamp.occurred_at
    after = found
    if event.state is not None and _is_news(found.state_at, at):
        after = _replace(after, state=event.state, state_at=at)
    if event.diversion is not None and _is_news(found.diversion_at, at):
        after = _replace(after, diversion=event.diversion, diversion_at=at)
    for each in event.capacities:
        after = _counted(after, each, at)
    if _is_news(found.reported_at, at):
        after = _replace(
            after, reported_at=at, source=event.source, remark=event.remark or found.remark
        )
    return _replace(picture, facilities=picture.facilities.put(found.id, after))


def _is_news(before: datetime | None, at: datetime) -> bool:
    return before is None or at >= before


def _counted(facility: Facility, given: Capacity, at: datetime) -> Facility:
    known = facility.capacity(given.kind)
    if known is None:
        counts = (*facility.capacities, _replace(given, at=at))
        return _replace(facility, capacities=tuple(sorted(counts, key=lambda each: each.kind)))
    if not _is_news(known.at, at):
        return facility
    total = known.total if given.total is None else given.total
    after = _replace(known, total=total, free=given.free, at=at)
    counts = tuple(after if each is known else each for each in facility.capacities)
    return _replace(facility, capacities=counts)


def retired(picture: Picture, event: FacilityRetired, _stamp: Stamp) -> Picture:
    """Off the register."""
    return _replace(picture, facilities=picture.facilities.drop(event.facility))


# 4. the tables

DECIDE = {
    RegisterFacility: register,
    ReviseFacility: revise,
    ReportFacility: report,
    RetireFacility: retire,
}

EVOLVE = {
    "facility_registered.1": (FacilityRegistered, registered),
    "facility_revised.1": (FacilityRevised, revised),
    "facility_reported.1": (FacilityReported, reported),
    "facility_retired.1": (FacilityRetired, retired),
}

"""One incident worked by several agencies; an incident handed over to another centre.

Source: ICS unified command (NIMS 2017 §II.C); ISO 22320 §5.4 (coordination); NENA-STA-021.1 (EIDO)
`agencyComponent`, transfer of responsibility. Each agency keeps its own lead and its own number.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.incident import IncidentRefusal, find_open, with_fields
from tocsin.operations.officers import OfficerRefusal
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
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.incident import AgencyPart, Handover
from tocsin.terms.codes import Agency
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class SharingRefusal(StrEnum):
    """Why an agency does not join or leave, or a handover does not happen."""

    agency_not_there = "agency_not_there"
    agency_units_working = "agency_units_working"
    handover_already_offered = "handover_already_offered"
    handover_not_offered = "handover_not_offered"
    handover_not_to_you = "handover_not_to_you"
    incident_is_handed_over = "incident_is_handed_over"


# 1. commands and the events they may cause


class AddAgency(Command, frozen=True):
    """An agency takes part, or its part changes: `lead` is a person's id, `number` its own number.

    What is left out of a part that exists stays as it is. `name` tells two of one discipline apart.
    """

    incident: Ident
    agency: Agency
    name: Short | None = None
    lead: Ident | None = None
    number: Short | None = None


class AgencyAdded(Event, frozen=True):
    """The agency's part as it stands from now on."""

    incident: str
    part: AgencyPart


class ReleaseAgency(Command, frozen=True):
    """An agency's part is done. Refused while its units still work there."""

    incident: Ident
    agency: Agency
    name: Short | None = None


class AgencyReleased(Event, frozen=True):
    """The agency has left the incident."""

    incident: str
    agency: Agency
    name: str | None = None


class OfferHandover(Command, frozen=True):
    """Offer the incident to another agency or centre, by name;
    it stays ours until that one accepts.
    """

    incident: Ident
    to: Short
    reason: Short


class HandoverOffered(Event, frozen=True):
    """Waits for the one named."""

    incident: str
    to: str
    reason: Words


class AcceptHandover(Command, frozen=True):
    """The one it was offered to has accepted: who there said so, and their own number for it."""

    incident: Ident
    by: Short
    received_by: Short
    reference: Short | None = None


class HandoverAccepted(Event, frozen=True):
    """The incident is theirs to lead; ours stays on the board until it is closed."""

    incident: str
    by: str
    received_by: Words
    reference: str | None = None


class EndHandover(Command, frozen=True):
    """The offer is declined by them or withdrawn by us, with the reason; it stays ours."""

    incident: Ident
    reason: Short


class HandoverEnded(Event, frozen=True):
    """Nothing is offered any more."""

    incident: str
    to: str
    reason: Words


# 2. decide


def part_of(incident: Incident, agency: Agency, name: str | None) -> AgencyPart | None:
    """This agency's part, or None."""
    for each in incident.agencies:
        if (each.agency, each.name) == (agency, name):
            return each
    return None


def _open(picture: Picture, incident: str) -> Incident | Refused:
    found = find_open(picture, incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=incident)
    return found


def add_agency(command: AddAgency, picture: Picture, _context: Context) -> Decision:
    """The lead must be somebody this town knows, so that the board can say who to ask."""
    found = _open(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if command.lead is not None and command.lead not in picture.people:
        return refuse(OfficerRefusal.person_unknown, person=command.lead)
    before = part_of(found, command.agency, command.name)
    after = AgencyPart(
        command.agency,
        command.lead or (before.lead if before else None),
        command.number or (before.number if before else None),
        command.name,
    )
    return [] if after == before else [AgencyAdded(incident=found.id, part=after)]


def release_agency(command: ReleaseAgency, picture: Picture, _context: Context) -> Decision:
    """Its units are cleared first, so that none works without a lead."""
    found = _open(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if part_of(found, command.agency, command.name) is None:
        return refuse(
            SharingRefusal.agency_not_there, incident=found.id, agency=command.agency.value
        )
    working = [each for each in found.units if _is_of(picture, each, command)]
    if working:
        return refuse(
            SharingRefusal.agency_units_working,
            incident=found.id,
            agency=command.agency.value,
            units=", ".join(working),
        )
    return [AgencyReleased(incident=found.id, agency=command.agency, name=command.name)]


def _is_of(picture: Picture, unit: str, command: ReleaseAgency) -> bool:
    found = picture.units.get(unit)
    if found is None or found.agency is not command.agency:
        return False
    return command.name is None or found.agency_name == command.name


def offer(command: OfferHandover, picture: Picture, _context: Context) -> Decision:
    """One offer at a time; the same offer again is nothing new."""
    found = _open(picture, command.incident)
    if isinstance(found, Refused):
        return found
    if found.handover is not None and found.handover.accepted_at is not None:
        return refuse(
            SharingRefusal.incident_is_handed_over, incident=found.id, to=found.handover.to
        )
    if found.handover is not None:
        if found.handover.to == command.to:
            return []
        return refuse(
            SharingRefusal.handover_already_offered, incident=found.id, to=found.handover.to
        )
    reason = Words(f"incident/{found.id}", command.reason)
    return [HandoverOffered(incident=found.id, to=command.to, reason=reason)]


def _offered(picture: Picture, incident: str) -> tuple[Incident, Handover] | Refused:
    found = _open(picture, incident)
    if isinstance(found, Refused):
        return found
    if found.handover is None:
        return refuse(SharingRefusal.handover_not_offered, incident=found.id)
    if found.handover.accepted_at is not None:
        return refuse(
            SharingRefusal.incident_is_handed_over, incident=found.id, to=found.handover.to
        )
    return found, found.handover


def accept(command: AcceptHandover, picture: Picture, _context: Context) -> Decision:
    """Only the receiver named in the offer can accept it."""
    pair = _offered(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    found, handover = pair
    if handover.to != command.by:
        return refuse(
            SharingRefusal.handover_not_to_you, incident=found.id, by=command.by, to=handover.to
        )
    return [
        HandoverAccepted(
            incident=found.id,
            by=command.by,
            received_by=Words(f"incident/{found.id}", command.received_by),
            reference=command.reference,
        )
    ]


def end(command: EndHandover, picture: Picture, _context: Context) -> Decision:
    """An accepted handover is not taken back: the receiver offers it to us."""
    pair = _offered(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    found, handover = pair
    reason = Words(f"incident/{found.id}", command.reason)
    return [HandoverEnded(incident=found.id, to=handover.to, reason=reason)]


# 3. evolve


def agency_added(picture: Picture, event: AgencyAdded, _stamp: Stamp) -> Picture:
    """A part that exists keeps its place in the list."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    before = part_of(found, event.part.agency, event.part.name)
    if before is None:
        return with_fields(picture, found.id, agencies=(*found.agencies, event.part))
    parts = tuple(event.part if each is before else each for each in found.agencies)
    return with_fields(picture, found.id, agencies=parts)


def agency_released(picture: Picture, event: AgencyReleased, _stamp: Stamp) -> Picture:
    """The log keeps that it was there."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    gone = part_of(found, event.agency, event.name)
    parts = tuple(each for each in found.agencies if each is not gone)
    return with_fields(picture, found.id, agencies=parts)


def offered(picture: Picture, event: HandoverOffered, stamp: Stamp) -> Picture:
    """Ours still."""
    return with_fields(picture, event.incident, handover=Handover(event.to, stamp.occurred_at))


def accepted(picture: Picture, event: HandoverAccepted, stamp: Stamp) -> Picture:
    """Theirs from now on."""
    found = picture.incidents.get(event.incident)
    if found is None:
        return picture
    handover = found.handover or Handover(event.by, stamp.occurred_at)
    after = _replace(
        handover,
        accepted_at=stamp.occurred_at,
        received_by=event.received_by,
        reference=event.reference,
    )
    return with_fields(picture, found.id, handover=after)


def ended(picture: Picture, event: HandoverEnded, _stamp: Stamp) -> Picture:
    """As if nothing had been offered; the log keeps that it was."""
    return with_fields(picture, event.incident, handover=None)


# 4. the tables

DECIDE = {
    AddAgency: add_agency,
    ReleaseAgency: release_agency,
    OfferHandover: offer,
    AcceptHandover: accept,
    EndHandover: end,
}

EVOLVE = {
    "agency_added.1": (AgencyAdded, agency_added),
    "agency_released.1": (AgencyReleased, agency_released),
    "handover_offered.1": (HandoverOffered, offered),
    "handover_accepted.1": (HandoverAccepted, accepted),
    "handover_ended.1": (HandoverEnded, ended),
}

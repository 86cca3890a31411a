"""Take command, share it between agencies, end it. Handing it over is in `transfer`.

Source: NIMS 3rd ed. (2017) "Unified Command"; ICS 207; NFPA 1561 (establishing command).
A unified command is several commanders, one for each agency, and no agency gives up its authority.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.incident import IncidentArchived, IncidentRefusal, find_open
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
from tocsin.operations.picture import Incident, Person, Picture
from tocsin.operations.picture.command import Commander, Organization
from tocsin.terms.codes import Agency
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class CommandRefusal(StrEnum):
    command_is_held = "command_is_held"
    no_command_yet = "no_command_yet"
    not_in_command = "not_in_command"
    already_in_command = "already_in_command"
    agency_has_commander = "agency_has_commander"
    last_commander = "last_commander"


# 1. commands and the events they may cause


class AssumeCommand(Command, frozen=True):
    """The first to arrive takes command. `name` is how it is called on the radio ("Quay
    Command").
    """

    incident: Ident
    person: Ident
    agency: Agency = Agency.fire
    agency_name: Short | None = None
    name: Short | None = None


class CommandAssumed(Event, frozen=True):
    incident: str
    person: str
    agency: Agency
    agency_name: str | None = None
    name: str | None = None


class EnterUnifiedCommand(Command, frozen=True):
    """A further agency joins command with a commander of its own."""

    incident: Ident
    person: Ident
    agency: Agency
    agency_name: Short | None = None


class UnifiedCommandEntered(Event, frozen=True):
    incident: str
    person: str
    agency: Agency
    agency_name: str | None = None


class LeaveUnifiedCommand(Command, frozen=True):
    """An agency has no part in command any more. Refused to the last one."""

    incident: Ident
    person: Ident
    reason: Remark


class UnifiedCommandLeft(Event, frozen=True):
    incident: str
    person: str
    reason: Words


class TerminateCommand(Command, frozen=True):
    """There is nothing left to command. Refused while units work there."""

    incident: Ident


class CommandTerminated(Event, frozen=True):
    incident: str


# 2. decide


def organization(picture: Picture, incident: str) -> Organization:
    """The organization of an incident; an empty one where nobody has set anything up."""
    return picture.posts.get(incident) or Organization(incident)


def commanded(picture: Picture, incident: str) -> tuple[Incident, Organization] | Refused:
    """An incident that can be worked on, with its organization."""
    found = find_open(picture, incident)
    if isinstance(found, IncidentRefusal):
        return refuse(found, incident=incident)
    return found, organization(picture, incident)


def find_person(picture: Picture, person: str) -> Person | Refused:
    """The active person under this id, or why nothing can be given to them."""
    found = picture.people.get(person)
    if found is None:
        return refuse(OfficerRefusal.person_unknown, person=person)
    if not found.is_active:
        return refuse(OfficerRefusal.person_is_inactive, person=person)
    return found


def assume(command: AssumeCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if there.commander(command.person) is not None:
        return []
    if there.commanders:
        return refuse(
            CommandRefusal.command_is_held, incident=incident.id, person=there.commanders[0].person
        )
    person = find_person(picture, command.person)
    if isinstance(person, Refused):
        return person
    return [
        CommandAssumed(
            incident=incident.id,
            person=person.id,
            agency=command.agency,
            agency_name=command.agency_name,
            name=command.name,
        )
    ]


def enter(command: EnterUnifiedCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if not there.commanders:
        return refuse(CommandRefusal.no_command_yet, incident=incident.id)
    if there.commander(command.person) is not None:
        return refuse(CommandRefusal.already_in_command, person=command.person)
    for each in there.commanders:
        if (each.agency, each.agency_name) == (command.agency, command.agency_name):
            return refuse(
                CommandRefusal.agency_has_commander, agency=each.agency, person=each.person
            )
    person = find_person(picture, command.person)
    if isinstance(person, Refused):
        return person
    return [
        UnifiedCommandEntered(
            incident=incident.id,
            person=person.id,
            agency=command.agency,
            agency_name=command.agency_name,
        )
    ]


def leave(command: LeaveUnifiedCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if there.commander(command.person) is None:
        return refuse(CommandRefusal.not_in_command, person=command.person, incident=incident.id)
    if not there.is_unified:
        return refuse(CommandRefusal.last_commander, person=command.person, incident=incident.id)
    reason = Words(f"incident/{incident.id}", command.reason)
    return [UnifiedCommandLeft(incident=incident.id, person=command.person, reason=reason)]


def terminate(command: TerminateCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if not there.commanders:
        return refuse(CommandRefusal.no_command_yet, incident=incident.id)
    if incident.units:
        return refuse(
            IncidentRefusal.units_still_assigned,
            incident=incident.id,
            units=", ".join(incident.units),
        )
    return [CommandTerminated(incident=incident.id)]


# 3. evolve


def put_organization(picture: Picture, changed: Organization) -> Picture:
    """The picture with this organization in it; unchanged where its incident has left the
    picture.
    """
    if changed.incident not in picture.incidents:
        return picture
    return _replace(picture, posts=picture.posts.put(changed.incident, changed))


def assumed(picture: Picture, event: CommandAssumed, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    first = Commander(event.person, event.agency, stamp.occurred_at, event.agency_name)
    return put_organization(
        picture,
        _replace(there, commanders=(first,), name=event.name or there.name, terminated_at=None),
    )


def entered(picture: Picture, event: UnifiedCommandEntered, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    joined = Commander(event.person, event.agency, stamp.occurred_at, event.agency_name)
    return put_organization(picture, _replace(there, commanders=(*there.commanders, joined)))


def left(picture: Picture, event: UnifiedCommandLeft, _stamp: Stamp) -> Picture:
    """What the leaving commander had offered is void: there is nothing to hand over any more."""
    there = organization(picture, event.incident)
    return put_organization(
        picture,
        _replace(
            there,
            commanders=tuple(each for each in there.commanders if each.person != event.person),
            offers=tuple(each for each in there.offers if each.outgoing != event.person),
        ),
    )


def terminated(picture: Picture, event: CommandTerminated, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    return put_organization(
        picture,
        _replace(
            there,
            commanders=(),
            offers=(),
            posts=(),
            placements=(),
            notices=(),
            terminated_at=stamp.occurred_at,
        ),
    )


def archived(picture: Picture, event: IncidentArchived, _stamp: Stamp) -> Picture:
    """With its incident the organization leaves the picture, and what hangs on it."""
    there = picture.posts.get(event.incident)
    if there is None:
        return picture
    objectives, tasks = picture.objectives, picture.tasks
    for objective in there.objectives:
        objectives = objectives.drop(objective)
    for task in there.tasks:
        tasks = tasks.drop(task)
    posts = picture.posts.drop(event.incident)
    return _replace(picture, posts=posts, objectives=objectives, tasks=tasks)


# 4. the tables

DECIDE = {
    AssumeCommand: assume,
    EnterUnifiedCommand: enter,
    LeaveUnifiedCommand: leave,
    TerminateCommand: terminate,
}

EVOLVE = {
    "command_assumed.1": (CommandAssumed, assumed),
    "unified_command_entered.1": (UnifiedCommandEntered, entered),
    "unified_command_left.1": (UnifiedCommandLeft, left),
    "command_terminated.1": (CommandTerminated, terminated),
}

ALSO = {"incident_archived.1": archived}
"""What a fact of another topic means here, after that topic has taken it in."""

"""Hand command over with a briefing. It passes when the incoming person accepts, never before.

Source: NIMS 3rd ed. (2017) "Transfer of command"; ICS 201 (incident briefing). Until the briefing
is accepted, and after a decline, command stays where it is.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.command import (
    CommandRefusal,
    commanded,
    find_person,
    organization,
    put_organization,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    refuse,
)
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.command import Briefing, Organization, Transfer
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class TransferRefusal(StrEnum):
    command_already_offered = "command_already_offered"
    command_not_offered = "command_not_offered"
    not_the_incoming = "not_the_incoming"


# 1. commands and the events they may cause


class OfferCommand(Command, frozen=True):
    """Brief the incoming commander: what is going on, what for, with whom, what is dangerous (ICS
    201).
    """

    incident: Ident
    outgoing: Ident
    incoming: Ident
    situation: Remark
    objectives: Remark
    resources: Remark
    hazards: Remark
    actions: Remark | None = None


class CommandOffered(Event, frozen=True):
    incident: str
    transfer: str
    outgoing: str
    incoming: str
    briefing: Briefing


class AcceptCommand(Command, frozen=True):
    """The incoming commander has understood the briefing and has command."""

    incident: Ident
    incoming: Ident


class CommandTransferred(Event, frozen=True):
    incident: str
    transfer: str
    outgoing: str
    incoming: str


class DeclineCommand(Command, frozen=True):
    """The incoming person does not take command, and says why; it stays where it is."""

    incident: Ident
    incoming: Ident
    reason: Remark


class WithdrawCommandOffer(Command, frozen=True):
    """The outgoing commander keeps command after all."""

    incident: Ident
    outgoing: Ident
    reason: Remark


class CommandOfferEnded(Event, frozen=True):
    """`manner`: declined or withdrawn."""

    incident: str
    transfer: str
    manner: str
    reason: Words


# 2. decide


def offer(command: OfferCommand, picture: Picture, context: Context) -> Decision:
    """The briefing also keeps which units were there and at which alarm, as the record has it."""
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    if there.commander(command.outgoing) is None:
        return refuse(CommandRefusal.not_in_command, person=command.outgoing, incident=incident.id)
    if there.commander(command.incoming) is not None:
        return refuse(CommandRefusal.already_in_command, person=command.incoming)
    for each in there.offers:
        if command.outgoing == each.outgoing or command.incoming == each.incoming:
            return refuse(
                TransferRefusal.command_already_offered, person=each.outgoing, to=each.incoming
            )
    incoming = find_person(picture, command.incoming)
    if isinstance(incoming, Refused):
        return incoming
    return [
        CommandOffered(
            incident=incident.id,
            transfer=context.new_id("t"),
            outgoing=command.outgoing,
            incoming=incoming.id,
            briefing=_briefing(command, incident),
        )
    ]


def _briefing(command: OfferCommand, incident: Incident) -> Briefing:
    owner = f"incident/{incident.id}"
    return Briefing(
        situation=Words(owner, command.situation),
        objectives=Words(owner, command.objectives),
        resources=Words(owner, command.resources),
        hazards=Words(owner, command.hazards),
        actions=None if command.actions is None else Words(owner, command.actions),
        units=incident.units,
        alarm_level=incident.alarm_level,
    )


def _offered(there: Organization, incoming: str) -> Transfer | Refused:
    if not there.offers:
        return refuse(TransferRefusal.command_not_offered, incident=there.incident, person=incoming)
    for each in there.offers:
        if each.incoming == incoming:
            return each
    return refuse(
        TransferRefusal.not_the_incoming, person=incoming, incoming=there.offers[0].incoming
    )


def accept(command: AcceptCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    offered = _offered(there, command.incoming)
    if isinstance(offered, Refused):
        return offered
    if there.commander(offered.incoming) is not None:
        return refuse(CommandRefusal.already_in_command, person=offered.incoming)
    person = find_person(picture, command.incoming)
    if isinstance(person, Refused):
        return person
    return [
        CommandTransferred(
            incident=incident.id,
            transfer=offered.id,
            outgoing=offered.outgoing,
            incoming=offered.incoming,
        )
    ]


def decline(command: DeclineCommand, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    offered = _offered(there, command.incoming)
    if isinstance(offered, Refused):
        return offered
    return [_ended(incident.id, offered, "declined", command.reason)]


def withdraw_offer(command: WithdrawCommandOffer, picture: Picture, _context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    for each in there.offers:
        if each.outgoing == command.outgoing:
            return [_ended(incident.id, each, "withdrawn", command.reason)]
    return refuse(
        TransferRefusal.command_not_offered, incident=incident.id, person=command.outgoing
    )


def _ended(incident: str, offered: Transfer, manner: str, reason: str) -> CommandOfferEnded:
    words = Words(f"incident/{incident}", reason)
    return CommandOfferEnded(incident=incident, transfer=offered.id, manner=manner, reason=words)


# 3. evolve


def offered(picture: Picture, event: CommandOffered, stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    new = Transfer(
        event.transfer, event.outgoing, event.incoming, stamp.occurred_at, event.briefing
    )
    return put_organization(picture, _replace(there, offers=(*there.offers, new)))


def transferred(picture: Picture, event: CommandTransferred, stamp: Stamp) -> Picture:
    """The incoming takes the outgoing's place, agency and all; the briefing is kept."""
    there = organization(picture, event.incident)
    accepted = tuple(
        _replace(each, accepted_at=stamp.occurred_at)
        for each in there.offers
        if each.id == event.transfer
    )
    return put_organization(
        picture,
        _replace(
            there,
            commanders=tuple(
                _replace(each, person=event.incoming, since=stamp.occurred_at)
                if each.person == event.outgoing
                else each
                for each in there.commanders
            ),
            offers=tuple(each for each in there.offers if each.id != event.transfer),
            transfers=there.transfers + accepted,
        ),
    )


def offer_ended(picture: Picture, event: CommandOfferEnded, _stamp: Stamp) -> Picture:
    there = organization(picture, event.incident)
    offers = tuple(each for each in there.offers if each.id != event.transfer)
    return put_organization(picture, _replace(there, offers=offers))


# 4. the tables

DECIDE = {
    OfferCommand: offer,
    AcceptCommand: accept,
    DeclineCommand: decline,
    WithdrawCommandOffer: withdraw_offer,
}

EVOLVE = {
    "command_offered.1": (CommandOffered, offered),
    "command_transferred.1": (CommandTransferred, transferred),
    "command_offer_ended.1": (CommandOfferEnded, offer_ended),
}

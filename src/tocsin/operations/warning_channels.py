"""Say by which channels warnings leave: add one, remove it, try it.

A channel is a fact: whoever asks years later where a warning went reads it in the log. Passwords
are none: they lie in a file beside it (`app.carriers.secrets`). Addresses are sealed, for some of
them are of people.

Source: CAP 1.2 §1.2 (one message, many channels); ISO 22322:2022 §5.4 (tests of the channels).
"""

import re
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea
from tocsin.operations.picture.warning_channel import (
    MOST_ADDRESSES,
    MOST_RECEIVERS,
    Address,
    Carrier,
    ChannelReceiver,
    Delivery,
    Reach,
    WarningChannel,
)
from tocsin.operations.warning_content import unsound
from tocsin.terms.cap import CapSeverity
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

Languages = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=60)]
_DOOR = re.compile(r"(https://[\w.-]+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?(/[\w./-]*)?")
TRY = "try"
"""Under this name stands the last try of each channel."""


class WarningChannelRefusal(StrEnum):
    warning_channel_unknown = "warning_channel_unknown"
    warning_channel_removed = "warning_channel_removed"
    warning_channel_unsound = "warning_channel_unsound"
    warning_channel_has_no_test = "warning_channel_has_no_test"


# 1. commands and the events they may cause


class NewReceiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A receiver and where it is: its address, then those that are tried where that fails.
    `area`: only warnings that touch it are for it; None: all are.
    """

    id: Ident
    addresses: Annotated[tuple[Address, ...], msgspec.Meta(min_length=1, max_length=MOST_ADDRESSES)]
    area: AlertArea | None = None


class AddWarningChannel(Command, frozen=True):
    """Warnings leave by this channel, too, from now on; one of this name is said anew."""

    id: Ident
    carrier: Carrier
    receivers: Annotated[tuple[NewReceiver, ...], msgspec.Meta(max_length=MOST_RECEIVERS)]
    test: NewReceiver | None = None
    servers: Annotated[tuple[Address, ...], msgspec.Meta(max_length=MOST_ADDRESSES)] = ()
    sender: Annotated[str, msgspec.Meta(max_length=200)] = ""
    least: CapSeverity = CapSeverity.unknown
    languages: Languages = ()
    per_minute: Annotated[int, msgspec.Meta(ge=1, le=60_000)] = 600
    subscribe_at: Annotated[str, msgspec.Meta(max_length=200)] = ""
    stand_in: Ident | None = None
    stand_in_tries: Annotated[int, msgspec.Meta(ge=1, le=12)] = 3
    stand_in_s: Annotated[int, msgspec.Meta(ge=5, le=3_600)] = 30


class WarningChannelAdded(Event, frozen=True):
    channel: str
    carrier: Carrier
    receivers: tuple[ChannelReceiver, ...]
    test: ChannelReceiver | None
    servers: tuple[str, ...]
    sender: str
    least: CapSeverity
    languages: tuple[str, ...]
    per_minute: int
    subscribe_at: str = ""
    stand_in: str = ""
    stand_in_tries: int = 3
    stand_in_s: int = 30


class RemoveWarningChannel(Command, frozen=True):
    """No new warning leaves by it. What takes back an earlier one still does."""

    channel: Ident
    reason: Short


class WarningChannelRemoved(Event, frozen=True):
    channel: str
    reason: Words


class TryWarningChannel(Command, frozen=True):
    """Send a message marked Test to the channel's test address, and to nobody else."""

    channel: Ident


class WarningChannelTried(Event, frozen=True):
    channel: str
    message: str


# 2. decide


def find_channel(picture: Picture, name: str) -> WarningChannel | None:
    """The channel of this name that warnings leave by; None where there is none."""
    found = picture.warning_channels.get(name)
    return None if found is None or found.removed_at is not None else found


def add(command: AddWarningChannel, picture: Picture, _context: Context) -> Decision:
    """Refused where two receivers have one name, or where mail lacks a server or a sender."""
    fault = _fault(command) or _stand_in_fault(command, picture)
    if fault is not None:
        return refuse(
            WarningChannelRefusal.warning_channel_unsound, channel=command.id, fault=fault
        )
    owner = owner_of(command.id)
    return [
        WarningChannelAdded(
            channel=command.id,
            carrier=command.carrier,
            receivers=tuple(_sealed(owner, each) for each in command.receivers),
            test=None if command.test is None else _sealed(owner, command.test),
            servers=command.servers,
            sender=command.sender,
            least=command.least,
            languages=command.languages,
            per_minute=command.per_minute,
            subscribe_at=command.subscribe_at.rstrip("/"),
            stand_in=command.stand_in or "",
            stand_in_tries=command.stand_in_tries,
            stand_in_s=command.stand_in_s,
        )
    ]


def _stand_in_fault(command: AddWarningChannel, picture: Picture) -> str | None:
    """A channel that stands in is there, has somebody of the same name, and leads to no circle."""
    name, seen = command.stand_in, {command.id}
    if name is None:
        return None
    first = find_channel(picture, name)
    if first is None and name != command.id:
        return f"there is no channel {name} that could stand in"
    while name:
        if name in seen:
            return f"{name} would stand in for itself"
        seen.add(name)
        found = find_channel(picture, name)
        name = "" if found is None else found.stand_in
    there = set() if first is None else {each.id for each in first.receivers}
    if there.isdisjoint(each.id for each in command.receivers):
        return f"no receiver of {command.stand_in} is called as one of this channel is"
    return None


def _fault(command: AddWarningChannel) -> str | None:
    every = command.receivers if command.test is None else (*command.receivers, command.test)
    names = [each.id for each in every]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        return f"two receivers are called {twice[0]}"
    if not command.receivers and not command.subscribe_at:
        return "it has no receiver"
    if command.subscribe_at and not _is_door(command.subscribe_at):
        return "people subscribe at an https address of the town's door"
    if command.subscribe_at and command.carrier is not Carrier.email:
        return "people subscribe to mail"
    if command.carrier is Carrier.email and not (command.servers and command.sender):
        return "mail needs a server and a sender"
    if command.carrier is Carrier.relay and command.test is not None:
        return "a neighbour has no test address; its link says how it is"
    if command.carrier is not Carrier.email and command.servers:
        return "only mail has servers; other receivers have further addresses"
    return next(filter(None, (_area_fault(command, each) for each in every)), None)


def _area_fault(command: AddWarningChannel, new: NewReceiver) -> str | None:
    if new.area is None:
        return None
    if command.carrier is Carrier.feed:
        return "a feed has the warnings of every place"
    if new == command.test:
        return "a try goes to the test address whatever its place"
    if not (new.area.polygons or new.area.circles):
        return f"the area of {new.id} needs a border or a circle"
    wrong = unsound((new.area,))
    return None if wrong is None else f"the area of {new.id}: {wrong[1]}"


def _is_door(url: str) -> bool:
    """Links in mail are for everybody to follow: TLS, but on this machine."""
    return _DOOR.fullmatch(url) is not None


def _sealed(owner: str, new: NewReceiver) -> ChannelReceiver:
    return ChannelReceiver(new.id, tuple(Words(owner, each) for each in new.addresses), new.area)


def owner_of(channel: str) -> str:
    """Under whose key the addresses of a channel lie, and what its receivers answered."""
    return f"warning_channel/{channel}"


def remove(command: RemoveWarningChannel, picture: Picture, _context: Context) -> Decision:
    found = picture.warning_channels.get(command.channel)
    if found is None:
        return refuse(WarningChannelRefusal.warning_channel_unknown, channel=command.channel)
    if found.removed_at is not None:
        return []
    return [
        WarningChannelRemoved(channel=found.id, reason=Words(owner_of(found.id), command.reason))
    ]


def try_out(command: TryWarningChannel, picture: Picture, context: Context) -> Decision:
    """Refused where the channel has no test address: a try never goes to those it is for."""
    found = picture.warning_channels.get(command.channel)
    if found is None:
        return refuse(WarningChannelRefusal.warning_channel_unknown, channel=command.channel)
    if found.removed_at is not None:
        return refuse(WarningChannelRefusal.warning_channel_removed, channel=found.id)
    if found.test is None:
        return refuse(WarningChannelRefusal.warning_channel_has_no_test, channel=found.id)
    return [WarningChannelTried(channel=found.id, message=context.new_id("T"))]


# 3. evolve


def added(picture: Picture, event: WarningChannelAdded, stamp: Stamp) -> Picture:
    noun = WarningChannel(
        id=event.channel,
        carrier=event.carrier,
        receivers=event.receivers,
        since=stamp.occurred_at,
        test=event.test,
        servers=event.servers,
        sender=event.sender,
        least=event.least,
        languages=event.languages,
        per_minute=event.per_minute,
        subscribe_at=event.subscribe_at,
        stand_in=event.stand_in,
        stand_in_tries=event.stand_in_tries,
        stand_in_s=event.stand_in_s,
    )
    return _put(picture, noun)


def removed(picture: Picture, event: WarningChannelRemoved, stamp: Stamp) -> Picture:
    found = picture.warning_channels.get(event.channel)
    if found is None:
        return picture
    return _put(picture, _replace(found, removed_at=stamp.occurred_at))


def tried(picture: Picture, event: WarningChannelTried, stamp: Stamp) -> Picture:
    """The try before it is forgotten here, however far it was: the log has it."""
    found = picture.warning_channels.get(event.channel)
    if found is None or found.test is None:
        return picture
    delivery = Delivery(
        id=f"{TRY}@{found.id}",
        message=event.message,
        channel=found.id,
        issued_at=stamp.occurred_at,
        reaches=(Reach(found.test.id, at=stamp.occurred_at),),
        left=1,
    )
    return _replace(picture, deliveries=picture.deliveries.put(delivery.id, delivery))


def _put(picture: Picture, noun: WarningChannel) -> Picture:
    return _replace(picture, warning_channels=picture.warning_channels.put(noun.id, noun))


# 4. the tables

DECIDE = {
    AddWarningChannel: add,
    RemoveWarningChannel: remove,
    TryWarningChannel: try_out,
}

EVOLVE = {
    "warning_channel_added.1": (WarningChannelAdded, added),
    "warning_channel_removed.1": (WarningChannelRemoved, removed),
    "warning_channel_tried.1": (WarningChannelTried, tried),
}

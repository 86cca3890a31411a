"""Nouns: a channel that warnings leave by, and one message's way to everybody at the end of it.

Source: CAP 1.2 §3.2.1 (`identifier`, `msgType`); RFC 3461, 3464 (delivered, delayed, failed); OASIS
MQTT 3.1.1 §4.3 (at least once).
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.picture.warning import AlertArea
from tocsin.terms.cap import CapSeverity
from tocsin.terms.words import Words

Struct = msgspec.Struct

MOST_RECEIVERS = 2_000
MOST_ADDRESSES = 5


class Carrier(StrEnum):
    """How a channel is spoken with."""

    feed = "feed"
    email = "email"
    http = "http"
    mqtt = "mqtt"
    relay = "relay"
    poster = "poster"


class ReachState(StrEnum):
    """How far a message is to one receiver.

    `sending`: it was begun, and what came of it is not on record. `superseded`: a later message of
    the same warning goes instead. `not_concerned`: it is for another place than the receiver's.
    """

    waiting = "waiting"
    sending = "sending"
    reached = "reached"
    unreached = "unreached"
    superseded = "superseded"
    not_concerned = "not_concerned"


OPEN = frozenset({ReachState.waiting, ReachState.sending})
NOT_THERE = frozenset({*OPEN, ReachState.unreached})
"""States of a receiver who does not have it, and is meant to."""


class DeliveryCause(StrEnum):
    """Why a message did not arrive."""

    no_connection = "no_connection"
    no_answer = "no_answer"
    cut_off = "cut_off"
    busy = "busy"
    refused = "refused"
    no_such_receiver = "no_such_receiver"
    not_trusted = "not_trusted"
    strange_answer = "strange_answer"
    not_set_up = "not_set_up"
    cannot_carry = "cannot_carry"


class ChannelReceiver(Struct, frozen=True, omit_defaults=True, gc=False):
    """Somebody or something at the end of a channel. `addresses`: the first, then those that are
    tried where it fails. Warnings that touch no part of `area` are not for it; None: all are.
    """

    id: str
    addresses: tuple[Words, ...]
    area: AlertArea | None = None


class WarningChannel(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One channel. Warnings below `least` are not for it; `languages` are the texts it takes, in
    this order (none: all). `servers` hand on for the receivers (mail), the first that answers.
    A channel that was removed stays as long as something went out by it that may be taken back.
    """

    id: str
    carrier: Carrier
    receivers: tuple[ChannelReceiver, ...]
    since: datetime
    test: ChannelReceiver | None = None
    """Where a try goes: nobody else ever reads it."""
    servers: tuple[str, ...] = ()
    sender: str = ""
    least: CapSeverity = CapSeverity.unknown
    languages: tuple[str, ...] = ()
    per_minute: int = 600
    subscribe_at: str = ""
    """The public address of the town's door, where people subscribe to it; "": they cannot."""
    removed_at: datetime | None = None
    stand_in: str = ""
    """The channel that takes over for receivers of the same name: after so many tries that failed,
    or so many seconds without a receipt.
    """
    stand_in_tries: int = 3
    stand_in_s: int = 30

    def receiver(self, name: str) -> ChannelReceiver | None:
        """The receiver of this name, the one for tries too; None where there is none any more."""
        every = self.receivers if self.test is None else (*self.receivers, self.test)
        return next((each for each in every if each.id == name), None)


class Reach(Struct, frozen=True, omit_defaults=True, gc=False):
    """One receiver of one message. `tries` were begun; `is_perhaps_twice`: one of them ended
    nobody knows how, so the receiver may have the message more than once, under the same id.
    """

    receiver: str
    state: ReachState = ReachState.waiting
    tries: int = 0
    at: datetime | None = None
    """Since when it is so."""
    again_at: datetime | None = None
    cause: DeliveryCause | None = None
    says: Words | None = None
    """The receipt, or what the other side said instead of one."""
    is_perhaps_twice: bool = False
    stood_in_by: str = ""
    """The channel that took over."""
    pardoned: int = 0
    """Tries that count no more towards giving up, since somebody let it be tried again."""


class Delivery(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One message on one channel. `warning` is "" for a try; nothing is sent after `until`."""

    id: str
    message: str
    channel: str
    issued_at: datetime
    reaches: tuple[Reach, ...]
    warning: str = ""
    until: datetime | None = None
    late_noticed_at: datetime | None = None
    left: int = 0
    """Receivers who do not have it, counted, so that what is done costs nothing any more."""

    @property
    def is_try(self) -> bool:
        """Whether it is a try of the channel, and no warning."""
        return not self.warning

    def reach(self, receiver: str) -> Reach | None:
        """How far it is to a receiver."""
        return next((each for each in self.reaches if each.receiver == receiver), None)


def counted(delivery: Delivery) -> Delivery:
    """The same with those counted who do not have it."""
    left = sum(each.state in NOT_THERE for each in delivery.reaches)
    return delivery if left == delivery.left else msgspec.structs.replace(delivery, left=left)


Address = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]

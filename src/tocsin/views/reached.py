"""How far a message came: on each channel what was sent, what arrived, what did not and why; and
who has not been reached, as a list.

Source: ISO 22322:2022 §5.6 (whether a warning was received); RFC 3464 (delivered, delayed, failed).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from tocsin.operations.picture.warning_channel import (
    OPEN,
    Carrier,
    Delivery,
    DeliveryCause,
    Reach,
    ReachState,
    WarningChannel,
)
from tocsin.terms.words import Words

IN_TIME = timedelta(seconds=60)
"""Within this a message has to be wherever the first one of its warning was."""

SETTLED = frozenset({ReachState.reached, ReachState.not_concerned})
NOT_SENT = frozenset({ReachState.superseded, ReachState.not_concerned})


class Way(msgspec.Struct, frozen=True, omit_defaults=True):
    """One message's way to one receiver. `is_late`: more than a minute after it was issued it was
    not there, or it came only then. `is_over`: it goes there no more by itself.
    """

    receiver: str
    state: ReachState
    tries: int
    at: datetime | None
    again_at: datetime | None = None
    cause: DeliveryCause | None = None
    says: Words | None = None
    is_late: bool = False
    is_over: bool = False
    is_perhaps_twice: bool = False
    stood_in_by: str = ""
    """The channel that took over; `is_reached_so`: it arrived by another one of the two."""
    is_reached_so: bool = False


class OnChannel(msgspec.Struct, frozen=True):
    """One message on one channel, counted: of `receivers` so many were `sent` to at least once.
    Those who are `not_concerned`, for it is for another place, are no part of them.
    """

    delivery: str
    channel: str
    carrier: Carrier | None
    receivers: int
    sent: int
    reached: int
    waiting: int
    unreached: int
    superseded: int
    not_concerned: int
    late: int
    ways: tuple[Way, ...]


class NotReached(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody who has not been reached, and why; tried again at, if at all."""

    channel: str
    receiver: str
    state: ReachState
    cause: DeliveryCause | None = None
    again_at: datetime | None = None
    is_over: bool = False


class Message(msgspec.Struct, frozen=True):
    """One message on all its channels."""

    message: str
    issued_at: datetime
    until: datetime | None
    channels: tuple[OnChannel, ...]
    not_reached: tuple[NotReached, ...]
    is_everywhere: bool
    """Whether everybody it is for has it."""


def reached(
    deliveries: Iterable[Delivery], channels: Iterable[WarningChannel], now: datetime
) -> tuple[Message, ...]:
    """Each message, in the order in which they were issued."""
    carriers = {each.id: each.carrier for each in channels}
    of: dict[str, list[Delivery]] = {}
    for each in sorted(deliveries, key=lambda each: (each.issued_at, each.id)):
        of.setdefault(each.message, []).append(each)
    return tuple(_message(parts, carriers, now) for parts in of.values())


def _message(parts: list[Delivery], carriers: dict[str, Carrier], now: datetime) -> Message:
    arrived = _arrived(parts)
    on = tuple(_on_channel(each, carriers.get(each.channel), arrived, now) for each in parts)
    missing = tuple(
        NotReached(each.channel, way.receiver, way.state, way.cause, way.again_at, way.is_over)
        for each in on
        for way in each.ways
        if way.state not in SETTLED and not way.is_reached_so
    )
    first = parts[0]
    return Message(first.message, first.issued_at, first.until, on, missing, not missing)


Held = tuple[str, str]
"""A channel and a receiver of it."""


def _arrived(parts: list[Delivery]) -> frozenset[Held]:
    """Who has it by one of the channels that stand in for each other: each of those counts."""
    rows = {(part.channel, each.receiver): each for part in parts for each in part.reaches}

    def last(held: Held) -> Held:
        while held in rows and rows[held].stood_in_by:
            held = rows[held].stood_in_by, held[1]
        return held

    there = {last(held) for held, each in rows.items() if each.state is ReachState.reached}
    return frozenset(held for held in rows if last(held) in there)


def _on_channel(
    each: Delivery, carrier: Carrier | None, arrived: frozenset[Held], now: datetime
) -> OnChannel:
    ways = tuple(_way(reach, each, arrived, now) for reach in each.reaches)
    states = [way.state for way in ways]
    return OnChannel(
        delivery=each.id,
        channel=each.channel,
        carrier=carrier,
        receivers=len(ways) - states.count(ReachState.not_concerned),
        sent=sum(way.tries > 0 for way in ways),
        reached=states.count(ReachState.reached),
        waiting=sum(state in OPEN for state in states),
        unreached=states.count(ReachState.unreached),
        superseded=states.count(ReachState.superseded),
        not_concerned=states.count(ReachState.not_concerned),
        late=sum(way.is_late for way in ways),
        ways=ways,
    )


def _way(reach: Reach, of: Delivery, arrived: frozenset[Held], now: datetime) -> Way:
    has_ended = of.until is not None and of.until <= now
    until = reach.at if reach.state is ReachState.reached and reach.at is not None else now
    is_late = reach.state not in NOT_SENT and until - of.issued_at > IN_TIME
    return Way(
        receiver=reach.receiver,
        state=reach.state,
        tries=reach.tries,
        at=reach.at,
        again_at=reach.again_at,
        cause=reach.cause,
        says=reach.says,
        is_late=is_late,
        is_over=reach.state is ReachState.unreached or (reach.state in OPEN and has_ended),
        is_perhaps_twice=reach.is_perhaps_twice,
        stood_in_by=reach.stood_in_by,
        is_reached_so=(of.channel, reach.receiver) in arrived
        and reach.state is not ReachState.reached,
    )

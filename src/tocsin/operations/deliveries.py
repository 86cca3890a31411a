"""What carriers put on record of a message's way: begun, delivered, not delivered, given up.

What has no receipt is what a carrier has to do: its cursor is the log itself, so it can be neither
lost nor restored apart from it. Each try is on record before it is made. Where a process ends
between the two, the message goes again under the same id, and the record says that it may have
arrived twice: it is never lost, and a second one is never hidden.

Source: RFC 3461, 3464 (delivered, delayed, failed); RFC 5321 §4.5.4.1 (retries).
"""

from collections.abc import Callable, Container, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import (
    OPEN,
    Delivery,
    DeliveryCause,
    Reach,
    ReachState,
    counted,
)
from tocsin.operations.warning_channels import owner_of
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

CARRIERS = "system/carriers"
"""Who reports of deliveries: the process that carries."""
AGAIN_S = (1, 2, 4, 8, 15, 30, 60, 120, 300, 300, 300)
"""Pauses after a try that failed: six within the minute in which a correction has to arrive."""
TOGETHER = 50
"""Receivers of one try: so many at most have a message twice after a crash."""

Receivers = Annotated[tuple[Ident, ...], msgspec.Meta(min_length=1, max_length=TOGETHER)]
Says = Annotated[str, msgspec.Meta(max_length=200)]


UNSURE = frozenset({DeliveryCause.no_answer, DeliveryCause.cut_off, DeliveryCause.strange_answer})
"""After these the receiver may have it all the same."""


class DeliveryRefusal(StrEnum):
    delivery_unknown = "delivery_unknown"
    nobody_given_up = "nobody_given_up"


# 1. commands and the events they may cause


class BeginDelivery(Command, frozen=True):
    """A message is about to go to these receivers."""

    delivery: Ident
    message: Ident
    receivers: Receivers


class WarningSendingBegun(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    receivers: tuple[str, ...]


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What came of one receiver: a receipt in `says`, or a cause. `is_final`: another try would
    be answered alike.
    """

    receiver: Ident
    cause: DeliveryCause | None = None
    says: Says = ""
    is_final: bool = False


class RecordDelivery(Command, frozen=True):
    """What came of a try."""

    delivery: Ident
    message: Ident
    results: Annotated[tuple[Result, ...], msgspec.Meta(min_length=1, max_length=TOGETHER)]


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """A receiver has it, in its own words."""

    receiver: str
    says: Words | None = None


class Failure(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A receiver has it not; when it is tried again, if it is."""

    receiver: str
    cause: DeliveryCause
    says: Words | None = None
    again_at: datetime | None = None


class WarningDelivered(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    receipts: tuple[Receipt, ...]


class WarningNotDelivered(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    failures: tuple[Failure, ...]


class WarningGivenUp(Event, frozen=True):
    """These are tried no more until a person says so: a dead letter."""

    delivery: str
    message: str
    channel: str
    failures: tuple[Failure, ...]


class RetryDelivery(Command, frozen=True):
    """Somebody has put right what was in the way: those that were given up are tried again."""

    delivery: Ident


class WarningRetried(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    receivers: tuple[str, ...]


# 2. decide


def ready(delivery: Delivery, now: datetime) -> tuple[Reach, ...]:
    """Whom a carrier has to send to now: who waits, and whose last try ended nobody knows how."""
    if not delivery.left or (delivery.until is not None and delivery.until <= now):
        return ()
    return tuple(
        each
        for each in delivery.reaches
        if each.state in OPEN and (each.again_at is None or each.again_at <= now)
    )


def _current(picture: Picture, delivery: str, message: str) -> Delivery | None:
    """None where it is over, or another message has taken its place."""
    found = picture.deliveries.get(delivery)
    return None if found is None or found.message != message else found


def begin(command: BeginDelivery, picture: Picture, context: Context) -> Decision:
    found = _current(picture, command.delivery, command.message)
    if found is None:
        return []
    can = {each.receiver for each in ready(found, context.now)}
    receivers = tuple(each for each in dict.fromkeys(command.receivers) if each in can)
    if not receivers:
        return []
    return [
        WarningSendingBegun(
            delivery=found.id, message=found.message, channel=found.channel, receivers=receivers
        )
    ]


def record(command: RecordDelivery, picture: Picture, context: Context) -> Decision:
    """A receipt counts whenever it comes; a failure only where the receiver is waited for."""
    found = _current(picture, command.delivery, command.message)
    if found is None:
        return []
    receipts: list[Receipt] = []
    failures: list[Failure] = []
    given_up: list[Failure] = []
    for each in command.results:
        reach = found.reach(each.receiver)
        if reach is None or not reach.tries or reach.state is ReachState.reached:
            continue
        owner = _owner(picture, found.channel, each.receiver)
        says = Words(owner, each.says) if each.says and owner else None
        if each.cause is None:
            receipts.append(Receipt(each.receiver, says))
        elif reach.state is ReachState.sending:
            tries = reach.tries - reach.pardoned
            is_over = each.is_final or tries > len(AGAIN_S)
            again_at = None if is_over else context.now + pause(tries)
            failure = Failure(each.receiver, each.cause, says, again_at)
            (given_up if is_over else failures).append(failure)
    return _events(found, receipts, failures, given_up)


def _owner(picture: Picture, channel: str, receiver: str) -> str | None:
    """Under whose key the other side's words lie, which may name the address: the subscriber's, if
    it is one; None where that was forgotten.
    """
    if receiver in picture.warning_subscriptions:
        return f"subscription/{receiver}"
    known = picture.warning_channels.get(channel)
    if known is not None and known.subscribe_at and known.receiver(receiver) is None:
        return None
    return owner_of(channel)


def _events(
    found: Delivery,
    receipts: Sequence[Receipt],
    failures: Sequence[Failure],
    given_up: Sequence[Failure],
) -> list[Event]:
    delivery, message, channel = found.id, found.message, found.channel
    events: list[Event] = []
    if receipts:
        events.append(
            WarningDelivered(
                delivery=delivery, message=message, channel=channel, receipts=tuple(receipts)
            )
        )
    if failures:
        events.append(
            WarningNotDelivered(
                delivery=delivery, message=message, channel=channel, failures=tuple(failures)
            )
        )
    if given_up:
        events.append(
            WarningGivenUp(
                delivery=delivery, message=message, channel=channel, failures=tuple(given_up)
            )
        )
    return events


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return timedelta(seconds=AGAIN_S[min(max(tries, 1), len(AGAIN_S)) - 1])


def retry(command: RetryDelivery, picture: Picture, _context: Context) -> Decision:
    found = picture.deliveries.get(command.delivery)
    if found is None:
        return refuse(DeliveryRefusal.delivery_unknown, delivery=command.delivery)
    receivers = [each.receiver for each in found.reaches if each.state is ReachState.unreached]
    if not receivers:
        return refuse(DeliveryRefusal.nobody_given_up, delivery=found.id)
    return [
        WarningRetried(
            delivery=found.id,
            message=found.message,
            channel=found.channel,
            receivers=tuple(receivers),
        )
    ]


# 3. evolve


def begun(picture: Picture, event: WarningSendingBegun, stamp: Stamp) -> Picture:
    """Where nobody knows how the try before ended, the receiver may get it twice."""

    def change(reach: Reach) -> Reach:
        is_unsure = reach.state is ReachState.sending or reach.cause in UNSURE
        return _replace(
            reach,
            state=ReachState.sending,
            tries=reach.tries + 1,
            at=stamp.occurred_at,
            again_at=None,
            is_perhaps_twice=reach.is_perhaps_twice or is_unsure,
        )

    return _each(picture, event.delivery, event.message, event.receivers, change)


def delivered(picture: Picture, event: WarningDelivered, stamp: Stamp) -> Picture:
    says = {each.receiver: each.says for each in event.receipts}

    def change(reach: Reach) -> Reach:
        return _replace(
            reach,
            state=ReachState.reached,
            at=stamp.occurred_at,
            again_at=None,
            cause=None,
            says=says[reach.receiver],
        )

    return _each(picture, event.delivery, event.message, says, change)


def not_delivered(
    picture: Picture, event: WarningNotDelivered | WarningGivenUp, stamp: Stamp
) -> Picture:
    """A failure that comes after a later message has taken over changes why, and not what."""
    failures = {each.receiver: each for each in event.failures}
    is_over = isinstance(event, WarningGivenUp)

    def change(reach: Reach) -> Reach:
        failure = failures[reach.receiver]
        state = ReachState.unreached if is_over else ReachState.waiting
        return _replace(
            reach,
            state=state if reach.state in OPEN else reach.state,
            at=stamp.occurred_at,
            again_at=failure.again_at,
            cause=failure.cause,
            says=failure.says,
        )

    return _each(picture, event.delivery, event.message, failures, change)


def retried(picture: Picture, event: WarningRetried, stamp: Stamp) -> Picture:
    def change(reach: Reach) -> Reach:
        return _replace(reach, state=ReachState.waiting, pardoned=reach.tries, at=stamp.occurred_at)

    return _each(picture, event.delivery, event.message, event.receivers, change)


def _each(
    picture: Picture,
    delivery: str,
    message: str,
    receivers: Container[str],
    change: Callable[[Reach], Reach],
) -> Picture:
    found = _current(picture, delivery, message)
    if found is None:
        return picture
    reaches = tuple(change(each) if each.receiver in receivers else each for each in found.reaches)
    changed = counted(_replace(found, reaches=reaches))
    return _replace(picture, deliveries=picture.deliveries.put(changed.id, changed))


# 4. the tables

DECIDE = {
    BeginDelivery: begin,
    RecordDelivery: record,
    RetryDelivery: retry,
}

EVOLVE = {
    "warning_sending_begun.1": (WarningSendingBegun, begun),
    "warning_delivered.1": (WarningDelivered, delivered),
    "warning_not_delivered.1": (WarningNotDelivered, not_delivered),
    "warning_given_up.1": (WarningGivenUp, not_delivered),
    "warning_retried.1": (WarningRetried, retried),
}

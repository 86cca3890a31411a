"""A channel takes over where another does not get through: after so many tries, or so long.

It takes over for the receivers of the same name. The first goes on trying: whoever has two ways may
have a message by both, under one id. A channel that stands in for another sends nothing else.

Source: ISO 22322:2022 §5.4 (redundant channels); RFC 5321 §5.1 (the next host where one fails).
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning_channel import (
    NOT_THERE,
    Delivery,
    Reach,
    ReachState,
    WarningChannel,
    counted,
)
from tocsin.operations.warning_channels import find_channel
from tocsin.operations.warning_ways import waits_for_morning
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


# 1. commands and the events they may cause


class StandIn(Command, frozen=True):
    """A deadline command (`due`): another channel takes over for those who are not reached."""

    delivery: Ident
    message: Ident


class WarningStoodIn(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    stand_in: str
    receivers: tuple[str, ...]


# 2. decide


def stand_in(command: StandIn, picture: Picture, context: Context) -> Decision:
    found = picture.deliveries.get(command.delivery)
    if found is None or found.message != command.message:
        return []
    over = _taking_over(found, picture, context.now)
    if over is None:
        return []
    channel, receivers = over
    return [
        WarningStoodIn(
            delivery=found.id,
            message=found.message,
            channel=found.channel,
            stand_in=channel.id,
            receivers=receivers,
        )
    ]


def _taking_over(
    delivery: Delivery, picture: Picture, now: datetime
) -> tuple[WarningChannel, tuple[str, ...]] | None:
    """The channel that takes over, and for whom; None where none has to."""
    if not delivery.left or delivery.is_try:
        return None
    if delivery.until is not None and delivery.until <= now:
        return None
    own = picture.warning_channels.get(delivery.channel)
    other = None if own is None or not own.stand_in else find_channel(picture, own.stand_in)
    if own is None or other is None:
        return None
    is_late = delivery.issued_at + timedelta(seconds=own.stand_in_s) <= now
    receivers = tuple(
        each.receiver
        for each in delivery.reaches
        if each.state in NOT_THERE
        and not each.stood_in_by
        and not waits_for_morning(each)
        and any(one.id == each.receiver for one in other.receivers)
        and (is_late or _has_failed(each, own.stand_in_tries))
    )
    return (other, receivers) if receivers else None


def _has_failed(reach: Reach, tries: int) -> bool:
    is_over = reach.state is ReachState.unreached
    return is_over or (reach.cause is not None and reach.tries - reach.pardoned >= tries)


def due(picture: Picture, now: datetime) -> list[Command]:
    """Messages for which another channel has to take over."""
    return [
        StandIn(delivery=each.id, message=each.message)
        for each in picture.deliveries.values()
        if each.left and _taking_over(each, picture, now) is not None
    ]


# 3. evolve


def stood_in(picture: Picture, event: WarningStoodIn, stamp: Stamp) -> Picture:
    """The other channel has rows of its own, as if the message had been issued by it, too."""
    found = picture.deliveries.get(event.delivery)
    if found is None or found.message != event.message:
        return picture
    reaches = tuple(
        _replace(each, stood_in_by=event.stand_in) if each.receiver in event.receivers else each
        for each in found.reaches
    )
    name = f"{event.message}@{event.stand_in}"
    before = picture.deliveries.get(name)
    known = () if before is None else before.reaches
    there = {each.receiver for each in known}
    fresh = tuple(
        Reach(each, at=stamp.occurred_at) for each in event.receivers if each not in there
    )
    other = Delivery(
        id=name,
        message=event.message,
        channel=event.stand_in,
        issued_at=found.issued_at,
        reaches=(*known, *fresh),
        warning=found.warning,
        until=found.until,
        late_noticed_at=None if before is None else before.late_noticed_at,
    )
    deliveries = picture.deliveries.put(found.id, _replace(found, reaches=reaches))
    return _replace(picture, deliveries=deliveries.put(name, counted(other)))


# 4. the tables

DECIDE = {StandIn: stand_in}

EVOLVE = {"warning_stood_in.1": (WarningStoodIn, stood_in)}

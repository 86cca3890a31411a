"""By which channels a warning goes, and to whom: what is issued waits for its carriers.

An update goes to everybody it is for, and wherever an earlier message of its warning was begun,
also where the channel was removed since or is for severer ones only. A cancel goes to whom
something was begun for, and into every feed: who heard nothing is not told that it is over. What
an earlier message has not reached by then, it does not reach any more. A receiver with an area of
its own gets what touches it; an update that touches it no more goes there if the first one did.

Source: CAP 1.2 §3.2.1 (`msgType`, `references`), §3.2.2 (`severity`, `expires`).
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache

import msgspec

from tocsin.geo.overlapping import overlap
from tocsin.operations.orders import Command, Context, Decision, Event, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.warning import AlertArea, PublicWarning
from tocsin.operations.picture.warning_channel import (
    NOT_THERE,
    Carrier,
    ChannelReceiver,
    Delivery,
    Reach,
    ReachState,
    WarningChannel,
    counted,
)
from tocsin.operations.warning_content import shapes_of
from tocsin.operations.warning_issue import WarningArchived, WarningIssued
from tocsin.terms.cap import GRADES, CapMsgType, CapScope
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

IN_TIME = timedelta(seconds=60)
"""Within this a message is wherever the first one of its warning was, or it is said where not."""
MOST_NAMED = 100
"""Receivers that a notice names; how many they are it says in any case."""


# 1. commands and the events they may cause


class NoticeUnreached(Command, frozen=True):
    """A deadline command (`due`): a minute has gone by, and somebody has not been reached."""

    delivery: Ident
    message: Ident


class WarningUnreachedNoticed(Event, frozen=True):
    delivery: str
    message: str
    channel: str
    number: int
    receivers: tuple[str, ...]


# 2. decide


def missing(delivery: Delivery) -> tuple[str, ...]:
    """Who does not have it, whether or not it is tried again; but for those whose quiet hours it
    waits for; where another channel took over, that one says so.
    """
    return tuple(
        each.receiver
        for each in delivery.reaches
        if each.state in NOT_THERE and not each.stood_in_by and not waits_for_morning(each)
    )


def waits_for_morning(reach: Reach) -> bool:
    """Whether nothing was tried yet, and is not before some time: quiet hours."""
    return not reach.tries and reach.again_at is not None


def notice(command: NoticeUnreached, picture: Picture, context: Context) -> Decision:
    found = picture.deliveries.get(command.delivery)
    if found is None or found.message != command.message or not _is_late(found, context.now):
        return []
    receivers = missing(found)
    return [
        WarningUnreachedNoticed(
            delivery=found.id,
            message=found.message,
            channel=found.channel,
            number=len(receivers),
            receivers=receivers[:MOST_NAMED],
        )
    ]


def _is_late(delivery: Delivery, now: datetime) -> bool:
    return (
        delivery.left > 0
        and not delivery.is_try
        and delivery.late_noticed_at is None
        and delivery.issued_at + IN_TIME <= now
        and bool(missing(delivery))
    )


def due(picture: Picture, now: datetime) -> list[Command]:
    """Messages that are not everywhere in time."""
    return [
        NoticeUnreached(delivery=each.id, message=each.message)
        for each in picture.deliveries.values()
        if _is_late(each, now)
    ]


# 3. evolve


def noticed(picture: Picture, event: WarningUnreachedNoticed, stamp: Stamp) -> Picture:
    found = picture.deliveries.get(event.delivery)
    if found is None or found.message != event.message:
        return picture
    changed = _replace(found, late_noticed_at=stamp.recorded_at)
    return _replace(picture, deliveries=picture.deliveries.put(changed.id, changed))


def issued(picture: Picture, event: WarningIssued, stamp: Stamp) -> Picture:
    """A row for each channel; the rows of earlier messages of the warning wait no more."""
    found = picture.warnings.get(event.warning)
    if found is None or found.facts.scope is not CapScope.public:
        return picture
    deliveries = picture.deliveries
    for each in _earlier(picture, found):
        deliveries = deliveries.put(each.id, _superseded(each, stamp.recorded_at))
    for each in ways_of(picture, found, stamp.recorded_at):
        deliveries = deliveries.put(each.id, each)
    return _replace(picture, deliveries=deliveries)


def ways_of(picture: Picture, warning: PublicWarning, at: datetime) -> list[Delivery]:
    """By which channels it goes, and to whom, if it is issued now: one row for each."""
    if warning.facts.scope is not CapScope.public:
        return []
    earlier = _earlier(picture, warning)
    channels = list(picture.warning_channels.values())
    standing_in = {each.stand_in for each in channels if each.removed_at is None}
    anew = (_replace(each, receivers=()) if each.id in standing_in else each for each in channels)
    every = (_on(each, warning, earlier, at) for each in anew)
    return [each for each in every if each is not None]


def _earlier(picture: Picture, warning: PublicWarning) -> list[Delivery]:
    return [each for each in picture.deliveries.values() if each.warning == warning.chain]


def _on(
    channel: WarningChannel, warning: PublicWarning, earlier: list[Delivery], at: datetime
) -> Delivery | None:
    """The way of a message on one channel; None where it goes to nobody there."""
    reaches = {
        reach.receiver: Reach(reach.receiver, at=at)
        for each in earlier
        if each.channel == channel.id
        for reach in each.reaches
        if reach.tries
    }
    is_end = warning.msg_type is CapMsgType.cancel
    is_for_it = channel.removed_at is None and _is_for(channel, warning)
    if is_for_it and (not is_end or channel.carrier is Carrier.feed):
        concerned = concerning(warning.facts.areas)
        for each in channel.receivers:
            if each.id not in reaches:
                state = ReachState.waiting if concerned(each) else ReachState.not_concerned
                reaches[each.id] = Reach(each.id, state, at=at)
    if not reaches:
        return None
    found = Delivery(
        id=f"{warning.id}@{channel.id}",
        message=warning.id,
        channel=channel.id,
        issued_at=at,
        reaches=tuple(reaches.values()),
        warning=warning.chain,
        until=None if is_end else warning.facts.expires,
    )
    return counted(found)


def _is_for(channel: WarningChannel, warning: PublicWarning) -> bool:
    return GRADES.index(warning.facts.severity) >= GRADES.index(channel.least)


def concerning(areas: Sequence[AlertArea]) -> Callable[[ChannelReceiver], bool]:
    """Whether a warning of these areas is for a receiver. An area known by its code alone may be
    anywhere: everybody is concerned.
    """
    shapes = shapes_of(areas)
    is_everywhere = not all(each.polygons or each.circles for each in areas)

    @cache
    def touches(area: AlertArea) -> bool:
        return overlap(shapes_of((area,)), shapes)

    return lambda receiver: is_everywhere or receiver.area is None or touches(receiver.area)


def _superseded(delivery: Delivery, at: datetime) -> Delivery:
    """What may be under way counts if its receipt comes; nothing of it is begun any more."""
    reaches = tuple(
        _replace(each, state=ReachState.superseded, at=at, again_at=None)
        if each.state in NOT_THERE
        else each
        for each in delivery.reaches
    )
    return counted(_replace(delivery, reaches=reaches))


def archived(picture: Picture, event: WarningArchived, _stamp: Stamp) -> Picture:
    """With its warning a message leaves the picture; the log has who got it."""
    deliveries = picture.deliveries
    for each in picture.deliveries.values():
        if each.message == event.warning:
            deliveries = deliveries.drop(each.id)
    return _replace(picture, deliveries=deliveries)


# 4. the tables

DECIDE = {NoticeUnreached: notice}

EVOLVE = {
    "warning_unreached_noticed.1": (WarningUnreachedNoticed, noticed),
}

ALSO = {
    "warning_issued.1": issued,
    "warning_archived.1": archived,
}
"""What a warning that is issued, or leaves the picture, means here."""

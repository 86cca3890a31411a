"""Notice that the clock went far ahead of the log, and have a person say that the date is right.

A log in which nothing was recorded for thirty days has either had a rest, or its machine has a
wrong clock. Nobody but a person can tell; until one does, nothing is destroyed for its age.

Source: ISO 15489-1:2016 §9.9 (disposition is authorised and cannot be undone); NIST SP 800-92 §4.2
(time stamps that a reset clock made wrong).
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event
from tocsin.operations.picture import Picture
from tocsin.operations.picture.retention import Leap
from tocsin.operations.retention import SCHEDULE, schedule_of
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace

FARTHEST = timedelta(days=30)
"""A clock that is farther than this from the newest record has leapt."""


# 1. commands and the events they may cause


class NoticeLeap(Command, frozen=True):
    """The clock is far from the newest record, which is of `since`. Said by the town itself, before
    anything else is recorded at the new time.
    """

    since: datetime


class ClockLeapt(Event, frozen=True):
    since: datetime
    until: datetime


class ConfirmClock(Command, frozen=True):
    """The date is right, says a person who looked: what waited for that goes on."""


class ClockConfirmed(Event, frozen=True):
    until: datetime


# 2. decide


def is_leap(since: datetime, now: datetime) -> bool:
    """Whether so much time lies between two records that a person must say it is right."""
    return now - since > FARTHEST


def leap_of(picture: Picture) -> Leap | None:
    """The leap that nobody has confirmed."""
    return schedule_of(picture).leap


def notice_leap(command: NoticeLeap, picture: Picture, context: Context) -> Decision:
    """Where no schedule has classes nothing is destroyed for its age, and nobody is asked."""
    if not schedule_of(picture).classes or not is_leap(command.since, context.now):
        return []
    return [ClockLeapt(since=command.since, until=context.now)]


def confirm_clock(_command: ConfirmClock, picture: Picture, _context: Context) -> Decision:
    leap = leap_of(picture)
    return [] if leap is None else [ClockConfirmed(until=leap.until)]


# 3. evolve


def leapt(picture: Picture, event: ClockLeapt, _stamp: Stamp) -> Picture:
    """A second leap before anybody confirmed the first makes it longer."""
    before = leap_of(picture)
    since = event.since if before is None else before.since
    return _with(picture, Leap(since, event.until))


def confirmed(picture: Picture, _event: ClockConfirmed, _stamp: Stamp) -> Picture:
    return _with(picture, None)


def _with(picture: Picture, leap: Leap | None) -> Picture:
    schedule = _replace(schedule_of(picture), leap=leap)
    return _replace(picture, retention=picture.retention.put(SCHEDULE, schedule))


# 4. the tables

DECIDE = {NoticeLeap: notice_leap, ConfirmClock: confirm_clock}

EVOLVE = {
    "clock_leapt.1": (ClockLeapt, leapt),
    "clock_confirmed.1": (ClockConfirmed, confirmed),
}

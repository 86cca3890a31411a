"""Begin and end a duty: from when, until when, in which position.

Source: ICS 203 and 211 (position, check-in and check-out); NFPA 1561 (personnel accountability).
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tocsin.operations.officers import active_or_refused, known_or_refused, with_person
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
from tocsin.operations.picture import Picture
from tocsin.operations.picture.people import Duty
from tocsin.terms.stamp import Stamp


class DutyRefusal(StrEnum):
    on_duty_already = "on_duty_already"
    not_on_duty = "not_on_duty"
    duty_ends_before_it_begins = "duty_ends_before_it_begins"


# 1. commands and the events they may cause


class BeginDuty(Command, frozen=True):
    """Somebody comes on duty, until a planned end (aware UTC), in a position."""

    person: Ident
    until: datetime | None = None
    position: Short | None = None


class DutyBegun(Event, frozen=True):
    person: str
    until: datetime | None = None
    position: str | None = None


class ChangeDuty(Command, frozen=True):
    """Stay longer, leave earlier, take another position; what is left out stays."""

    person: Ident
    until: datetime | None = None
    position: Short | None = None


class DutyChanged(Event, frozen=True):
    person: str
    until: datetime | None = None
    position: str | None = None


class EndDuty(Command, frozen=True):
    """Somebody goes off duty."""

    person: Ident


class DutyEnded(Event, frozen=True):
    person: str


class Overstayed(NamedTuple):
    """Somebody still on duty past the planned end."""

    person: str
    position: str | None
    until: datetime


# 2. decide


def begin(command: BeginDuty, picture: Picture, context: Context) -> Decision:
    found = active_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if found.duty is not None:
        return refuse(DutyRefusal.on_duty_already, person=found.id, since=found.duty.began_at)
    if command.until is not None and command.until <= context.occurred_at:
        return refuse(DutyRefusal.duty_ends_before_it_begins, until=command.until)
    return [DutyBegun(person=found.id, until=command.until, position=command.position)]


def change(command: ChangeDuty, picture: Picture, _context: Context) -> Decision:
    found = active_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if found.duty is None:
        return refuse(DutyRefusal.not_on_duty, person=found.id)
    if command.until is not None and command.until <= found.duty.began_at:
        return refuse(DutyRefusal.duty_ends_before_it_begins, until=command.until)
    until, position = command.until or found.duty.until, command.position or found.duty.position
    if (until, position) == (found.duty.until, found.duty.position):
        return []
    return [DutyChanged(person=found.id, until=until, position=position)]


def end(command: EndDuty, picture: Picture, context: Context) -> Decision:
    found = known_or_refused(picture, command.person)
    if isinstance(found, Refused):
        return found
    if found.duty is None:
        return refuse(DutyRefusal.not_on_duty, person=found.id)
    if context.occurred_at < found.duty.began_at:
        return refuse(DutyRefusal.duty_ends_before_it_begins, until=context.occurred_at)
    return [DutyEnded(person=found.id)]


def overstayed(picture: Picture, now: datetime) -> tuple[Overstayed, ...]:
    """Who is still on duty past the planned end, the longest first."""
    found = [
        Overstayed(person.id, person.duty.position, person.duty.until)
        for person in picture.people.values()
        if person.duty is not None and person.duty.until is not None and person.duty.until <= now
    ]
    return tuple(sorted(found, key=lambda each: (each.until, each.person)))


# 3. evolve


def begun(picture: Picture, event: DutyBegun, stamp: Stamp) -> Picture:
    duty = Duty(stamp.occurred_at, event.until, event.position)
    return with_person(picture, event.person, duty=duty)


def changed(picture: Picture, event: DutyChanged, _stamp: Stamp) -> Picture:
    found = picture.people.get(event.person)
    if found is None or found.duty is None:
        return picture
    duty = Duty(found.duty.began_at, event.until, event.position)
    return with_person(picture, event.person, duty=duty)


def ended(picture: Picture, event: DutyEnded, stamp: Stamp) -> Picture:
    """An end told late does not end a duty that began after it."""
    found = picture.people.get(event.person)
    if found is None or found.duty is None or found.duty.began_at > stamp.occurred_at:
        return picture
    return with_person(picture, event.person, duty=None)


# 4. the tables

DECIDE = {BeginDuty: begin, ChangeDuty: change, EndDuty: end}

EVOLVE = {
    "duty_begun.1": (DutyBegun, begun),
    "duty_changed.1": (DutyChanged, changed),
    "duty_ended.1": (DutyEnded, ended),
}

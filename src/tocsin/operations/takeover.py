"""A second machine goes on as the town's writer, because two people said so.

The order is given by the standby itself, with the two approvals it took; nobody else may give it.

Source: NIST SP 800-34 (activation of an alternate site); two-person rule of `operations.proposals`.
"""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, refuse
from tocsin.operations.picture import Picture
from tocsin.terms.stamp import Stamp

STANDBY = "system/standby"
"""The actor under which a standby orders."""
APPROVED_WITHIN = timedelta(minutes=10)
"""The second approval comes at most so long after the first."""


class TakeOverRefusal(StrEnum):
    take_over_is_ordered_at_the_standby = "take_over_is_ordered_at_the_standby"
    take_over_needs_two_people = "take_over_needs_two_people"


class Approval(msgspec.Struct, frozen=True):
    """One officer's word, and when it was given (aware UTC)."""

    person: Ident
    approved_at: datetime


# 1. commands and the events they may cause


class TakeOver(Command, frozen=True):
    """Go on as the writer in this incarnation of the log."""

    incarnation: Ident
    approvals: tuple[Approval, ...]


class TownTakenOver(Event, frozen=True):
    incarnation: str
    approvals: tuple[Approval, ...]


# 2. decide


def take_over(command: TakeOver, picture: Picture, context: Context) -> Decision:
    if context.actor != STANDBY:
        return refuse(TakeOverRefusal.take_over_is_ordered_at_the_standby)
    if not are_two_people(command.approvals, picture):
        return refuse(TakeOverRefusal.take_over_needs_two_people)
    return [TownTakenOver(incarnation=command.incarnation, approvals=command.approvals)]


def are_two_people(approvals: tuple[Approval, ...], picture: Picture) -> bool:
    """Whether two different active officers have approved, close enough together."""
    active = {
        each.person
        for each in approvals
        if (person := picture.people.get(each.person)) is not None
        and person.is_active
        and not person.is_forgotten
    }
    times = [each.approved_at for each in approvals]
    return len(active) >= 2 and max(times) - min(times) <= APPROVED_WITHIN


# 3. evolve


def town_taken_over(picture: Picture, _event: TownTakenOver, _stamp: Stamp) -> Picture:
    """The town is what it was; where it is written is in the log's incarnations."""
    return picture


# 4. the tables

DECIDE = {TakeOver: take_over}

EVOLVE = {"town_taken_over.1": (TownTakenOver, town_taken_over)}

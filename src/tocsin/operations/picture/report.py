"""Nouns: a report as it came in, and what counts as the same matter."""

from datetime import datetime

import msgspec

from tocsin.geo.places import Place, Point
from tocsin.terms.codes import Channel, Disposal, Priority
from tocsin.terms.words import Words


class CallerPosition(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where the network or the device says the caller is (PIDF-LO `method`: Cell, GPS, AML …)."""

    point: Point
    at: datetime
    method: str
    uncertainty_m: int | None = None


class Answer(msgspec.Struct, frozen=True, gc=False):
    """One answer to a key question. A later answer stands beside the earlier one."""

    question: str
    words: Words
    at: datetime


class CallBack(msgspec.Struct, frozen=True, gc=False):
    """One try to reach the caller again, and how it ended."""

    at: datetime
    outcome: str


class HandOver(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A report another centre took over: which, who there said yes, under what number of theirs."""

    centre: str
    accepted_by: Words
    at: datetime
    reason: Words
    their_number: str | None = None


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """One signal that came in. It holds what was said; the incident holds what is believed.

    `taken_by` is the person who is at it, `source` the line, the sensor, the alarm account or the
    partner's code. `noted` has, per group of fields, when its value was noted: a fact told late
    never replaces a younger one.
    """

    id: str
    arrived_at: datetime
    channel: Channel
    source: str | None = None
    taken_by: str | None = None
    type: str | None = None
    words: Words | None = None
    priority: Priority | None = None
    happened_at: datetime | None = None
    """When the reporter says that it was, where that is not when the report came in."""
    is_danger: bool | None = None
    """Whether the reporter says that somebody is in danger."""
    place: Place = Place()
    caller_position: CallerPosition | None = None
    caller: Words | None = None
    callback: Words | None = None
    language: str | None = None
    answers: tuple[Answer, ...] = ()
    call_backs: tuple[CallBack, ...] = ()
    noted: dict[str, datetime] = {}
    incident: str | None = None
    attached_at: datetime | None = None
    duplicate_of: str | None = None
    disposed: Disposal | None = None
    disposed_at: datetime | None = None
    disposed_because: Words | None = None
    handed_over: HandOver | None = None

    def answer(self, question: str) -> Answer | None:
        """The latest answer to a key question, or None."""
        found = [each for each in self.answers if each.question == question]
        return max(found, key=lambda each: each.at) if found else None

    @property
    def is_waiting(self) -> bool:
        """Whether somebody still has to say what becomes of it."""
        return self.incident is None and self.disposed is None and self.handed_over is None


class Likeness(msgspec.Struct, frozen=True, gc=False):
    """How near and how recent an incident of one type group is to be shown as perhaps the same."""

    within_m: int
    within_s: int

"""Ask that an entry is read, and say who has read it: only where it matters.

A named person answers for themselves; of a role, one active holder answers for the role. What is
past its time is a list, for whoever looks after obligations.

Source: ICS 213 (general message: reply), NFPA 1561 §8 (emergency traffic is acknowledged).
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import msgspec

from tocsin.operations.narrative import find_entry, with_entry
from tocsin.operations.officers import OfficerRefusal, active_or_refused, known_roles
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    refuse,
)
from tocsin.operations.picture import Person, Picture
from tocsin.operations.picture.narrative import Asked, Entry
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


class ReadingRefusal(StrEnum):
    nobody_asked = "nobody_asked"
    not_asked_of_you = "not_asked_of_you"
    due_is_past = "due_is_past"
    was_corrected_since = "was_corrected_since"


# 1. commands and the events they may cause


class AskToRead(Command, frozen=True):
    """Ask people, and one holder of each role, to say that they have read an entry, by `due_at`."""

    subject: Ident
    entry: Ident
    people: tuple[Ident, ...] = ()
    roles: tuple[Ident, ...] = ()
    due_at: datetime | None = None


class ReadingAsked(Event, frozen=True):
    subject: str
    entry: str
    people: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    due_at: datetime | None = None


class AcknowledgeEntry(Command, frozen=True):
    """Somebody has read it: whoever says so, or `reader`, who said so by radio or telephone."""

    subject: Ident
    entry: Ident
    reader: Ident | None = None


class EntryAcknowledged(Event, frozen=True):
    subject: str
    entry: str
    reader: str


class Unread(NamedTuple):
    """An entry that was asked to be read and was not: of whom (person or role), by when."""

    subject: str
    entry: str
    person: str | None
    role: str | None
    due_at: datetime


# 2. decide


def ask_to_read(command: AskToRead, picture: Picture, context: Context) -> Decision:
    """Who was asked before and has not answered is not asked twice."""
    found = find_entry(picture, command.subject, command.entry)
    if isinstance(found, Refused):
        return found
    if found.corrected_by is not None:
        return refuse(ReadingRefusal.was_corrected_since, entry=found.id, newer=found.corrected_by)
    if not command.people and not command.roles:
        return refuse(ReadingRefusal.nobody_asked, entry=found.id)
    if command.due_at is not None and command.due_at <= context.now:
        return refuse(ReadingRefusal.due_is_past, due=command.due_at)
    for person in command.people:
        reader = active_or_refused(picture, person)
        if isinstance(reader, Refused):
            return reader
    for role in command.roles:
        if role not in known_roles(picture):
            return refuse(OfficerRefusal.role_unknown, role=role)
    people = _not_yet(command.people, {each.person for each in found.asked})
    roles = _not_yet(command.roles, {each.role for each in found.asked})
    if not people and not roles:
        return []
    return [
        ReadingAsked(
            subject=command.subject,
            entry=found.id,
            people=people,
            roles=roles,
            due_at=command.due_at,
        )
    ]


def _not_yet(names: tuple[str, ...], before: set[str | None]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(names) if each not in before)


def acknowledge(command: AcknowledgeEntry, picture: Picture, context: Context) -> Decision:
    found = find_entry(picture, command.subject, command.entry)
    if isinstance(found, Refused):
        return found
    reader = active_or_refused(picture, command.reader or context.on_behalf_of or context.actor)
    if isinstance(reader, Refused):
        return reader
    for_reader = [each for each in found.asked if _concerns(each, reader)]
    if not for_reader:
        return refuse(ReadingRefusal.not_asked_of_you, entry=found.id)
    if all(each.read_by is not None for each in for_reader):
        return []
    return [EntryAcknowledged(subject=command.subject, entry=found.id, reader=reader.id)]


def _concerns(asked: Asked, reader: Person) -> bool:
    return asked.person == reader.id or (asked.role is not None and asked.role in reader.roles)


def unread(picture: Picture, now: datetime) -> tuple[Unread, ...]:
    """What was to be read by now and was not, the longest overdue first; not what was corrected."""
    found = [
        Unread(narrative.subject, entry.id, asked.person, asked.role, asked.due_at)
        for narrative in picture.narratives.values()
        for entry in narrative.entries
        if entry.asked and entry.corrected_by is None
        for asked in entry.asked
        if asked.read_by is None and asked.due_at is not None and asked.due_at <= now
    ]
    return tuple(sorted(found, key=lambda each: (each.due_at, each.subject, each.entry)))


# 3. evolve


def _entry(picture: Picture, subject: str, entry: str) -> Entry | None:
    narrative = picture.narratives.get(subject)
    return None if narrative is None else narrative.entry(entry)


def reading_asked(picture: Picture, event: ReadingAsked, stamp: Stamp) -> Picture:
    found = _entry(picture, event.subject, event.entry)
    if found is None:
        return picture
    one = Asked(stamp.occurred_at, stamp.actor, due_at=event.due_at)
    people = tuple(_replace(one, person=each) for each in event.people)
    roles = tuple(_replace(one, role=each) for each in event.roles)
    return with_entry(picture, event.subject, found.id, asked=(*found.asked, *people, *roles))


def acknowledged(picture: Picture, event: EntryAcknowledged, stamp: Stamp) -> Picture:
    """The first reading counts. Roles are those the reader holds at this point of the log."""
    found = _entry(picture, event.subject, event.entry)
    reader = picture.people.get(event.reader)
    if found is None or reader is None:
        return picture
    asked = tuple(
        _replace(each, read_by=reader.id, read_at=stamp.occurred_at)
        if each.read_by is None and _concerns(each, reader)
        else each
        for each in found.asked
    )
    return with_entry(picture, event.subject, found.id, asked=asked)


# 4. the tables

DECIDE = {AskToRead: ask_to_read, AcknowledgeEntry: acknowledge}

EVOLVE = {
    "reading_asked.1": (ReadingAsked, reading_asked),
    "entry_acknowledged.1": (EntryAcknowledged, acknowledged),
}

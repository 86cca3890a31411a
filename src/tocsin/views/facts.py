"""Recorded facts told in words: one sentence an event, and what an event changed in a noun.

All sentences about events stand here. An event without a sentence of its own is told by its name
and
its fields, so that nothing recorded is ever left out of a timeline.
"""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from enum import Enum
from typing import cast

import msgspec

from tocsin.geo.places import Place, Point
from tocsin.operations.answers import CommandRefused
from tocsin.operations.orders import Event, Provenance
from tocsin.terms.codes import Priority, Role
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words
from tocsin.views.saying import Read, call_sign, clear, place_words
from tocsin.views.speech import ENGLISH, Speech

Fact = tuple[Stamp, str, Event]
"""A record and its event:
when and by whom, the name in the log ("unit_dispatched.1"), the event.
"""

ROLES = frozenset(each.value for each in Role)


def base(name: str) -> str:
    """An event's name without its version."""
    return name.partition(".")[0]


def sentence(name: str, event: Event, zone: tzinfo, read: Read, speech: Speech = ENGLISH) -> str:
    """What happened, in one line."""
    fields = {each: said(each, getattr(event, each), zone, read, speech) for each in _fields(event)}
    if isinstance(event, CommandRefused):
        fields["code"] = speech.refusal(event.code, event.parameters)
    pattern = speech.pattern(base(name))
    if pattern is not None:
        return _filled(pattern, fields)
    told = [
        f"{each.replace('_', ' ')} {words}"
        for each, words in fields.items()
        if words and not isinstance(getattr(event, each), Provenance)
    ]
    head = base(name).replace("_", " ")
    return head[:1].upper() + head[1:] + (f": {', '.join(told)}" if told else "")


def outline(name: str, speech: Speech = ENGLISH) -> str:
    """What kind of thing happened, for who may not see all of it: the sentence without what it
    speaks of; empty for an event that has none.
    """
    pattern = speech.pattern(base(name)) or ""
    rest = PART.sub(lambda found: "" if FIELD.search(found[1]) else found[1], pattern)
    return _headed(FIELD.sub("…", rest))


PART = re.compile(r"\[([^\]]*)\]")
FIELD = re.compile(r"\{(\w+)\}")


def _filled(pattern: str, fields: dict[str, str]) -> str:
    """A pattern with its fields; optional parts only where all their fields say something."""

    def part(found: re.Match[str]) -> str:
        names = FIELD.findall(found[1])
        return found[1] if all(fields[name] for name in names) else ""

    return _headed(FIELD.sub(lambda found: fields[found[1]], PART.sub(part, pattern)))


def _headed(told: str) -> str:
    return told[:1].upper() + told[1:]


def _fields(noun: msgspec.Struct) -> tuple[str, ...]:
    return noun.__struct_fields__


def said(field: str, value: object, zone: tzinfo, read: Read, speech: Speech = ENGLISH) -> str:
    """A value in words; empty for one that says nothing."""
    if value is None:
        return speech.priority(None) if field == "priority" else ""
    if isinstance(value, Priority):
        return speech.priority(value)
    if isinstance(value, bool):
        return speech.truth(is_so=value)
    if isinstance(value, Words):
        return clear(value, read) or speech.sealed
    if isinstance(value, datetime):
        return clock(value, zone)
    if isinstance(value, Enum):
        return speech.word(value)
    if isinstance(value, str):
        if field in ("unit", "instead", "other"):
            return call_sign(value)
        if field in ("command", "kind"):
            return speech.order(value)
        if value in ROLES:
            return speech.role(value)
        return speech.type(value) if field == "type" else value
    return _composed(value, zone, read, speech)


def _composed(value: object, zone: tzinfo, read: Read, speech: Speech) -> str:
    if isinstance(value, Place):
        return place_words(value, read)
    if isinstance(value, Point):
        lat, lon = value.degrees
        return f"{lat:.4f}, {lon:.4f}"
    name = getattr(value, "name", None)
    if isinstance(name, str):
        return name
    if isinstance(value, msgspec.Struct):
        # The advice that an order rested on is told in its own words, where it is asked for.
        shown = (each for each in _fields(value) if each != "basis")
        told = (said(each, getattr(value, each), zone, read, speech) for each in shown)
        return " ".join(filter(None, told))
    if isinstance(value, (tuple, list, frozenset)):
        members = cast(tuple[object, ...], tuple(value))
        told = (said("", each, zone, read, speech) for each in members)
        return speech.comma.join(filter(None, told))
    if isinstance(value, dict):
        pairs_of = cast(dict[object, object], value)
        pairs = ((str(key), said(str(key), pairs_of[key], zone, read, speech)) for key in pairs_of)
        return speech.comma.join(f"{key} {words}" for key, words in sorted(pairs))
    return str(value)


def clock(at: datetime, zone: tzinfo) -> str:
    """A time of day with its date where a reader may need it: 2026-03-02 08:01:05."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


# what changed in a noun


class Change(msgspec.Struct, frozen=True):
    """One field of a noun before and after, in words; `was` or `now` is empty where there was none.
    `field` is its path as the noun has it, `says` the same in words.
    """

    field: str
    says: str
    was: str
    now: str


def changes(
    before: object, after: object, zone: tzinfo, read: Read, speech: Speech = ENGLISH
) -> tuple[Change, ...]:
    """How a noun differs from what it was, field by field, members of its lists one by one."""
    return tuple(_changes("", before, after, zone, read, speech))


def _changes(
    path: str, before: object, after: object, zone: tzinfo, read: Read, speech: Speech
) -> Iterator[Change]:
    if before is after or before == after:
        return
    if isinstance(after, msgspec.Struct) and (before is None or type(before) is type(after)):
        if path and (before is None or isinstance(after, (Place, Point))):
            yield _change(path, before, after, zone, read, speech)
            return
        for each in _fields(after):
            was = None if before is None else getattr(before, each)
            if before is None and not said(each, getattr(after, each), zone, read, speech):
                continue
            yield from _changes(_under(path, each), was, getattr(after, each), zone, read, speech)
    elif isinstance(after, tuple) and (before is None or isinstance(before, tuple)):
        yield from _members(path, before or (), after, zone, read, speech)
    else:
        yield _change(path, before, after, zone, read, speech)


def _members(
    path: str,
    before: tuple[object, ...],
    after: tuple[object, ...],
    zone: tzinfo,
    read: Read,
    speech: Speech,
) -> Iterator[Change]:
    """Members that went, came,
    or changed in place (a struct is the same by place and first field).
    """
    gone = [each for each in before if each not in after]
    come = [each for each in after if each not in before]
    for was in gone:
        same = next((each for each in come if _is_same(was, each)), None)
        if same is None:
            yield _change(path, was, None, zone, read, speech)
            continue
        come.remove(same)
        yield from _changes(f"{path} {_named(same)}", was, same, zone, read, speech)
    for now in come:
        yield _change(path, None, now, zone, read, speech)


def _is_same(was: object, now: object) -> bool:
    if not isinstance(was, msgspec.Struct) or type(was) is not type(now):
        return False
    first = was.__struct_fields__[0]
    return bool(getattr(was, first) == getattr(now, first))


def _named(member: object) -> str:
    assert isinstance(member, msgspec.Struct)
    first = getattr(member, member.__struct_fields__[0])
    return call_sign(first) if isinstance(first, str) else str(first)


def _change(
    path: str, before: object, after: object, zone: tzinfo, read: Read, speech: Speech
) -> Change:
    leaf = path.rpartition(".")[2]
    was, now = said(leaf, before, zone, read, speech), said(leaf, after, zone, read, speech)
    says = ".".join(_step(each, speech) for each in path.split("."))
    return Change(path, says, was, now)


def _step(step: str, speech: Speech) -> str:
    """A field of a path in words, with the member of it that is meant."""
    field, space, member = step.partition(" ")
    return f"{speech.field(field)}{space}{member}"


def _under(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field

"""Say whose warnings this town takes, by which key it knows them, and what they mean here.

Source: CAP 1.2 §3.3.4.1 (signatures), §3.2.2 (`category`, `event`, `severity`); CPG 101 v3
(triggers of plans).
"""

from enum import StrEnum
from typing import Annotated

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.heard_warning import Pem, SourceRule, WarningSource
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class SourceRefusal(StrEnum):
    warning_source_unknown = "warning_source_unknown"
    warning_source_unsound = "warning_source_unsound"


# 1. commands and the events they may cause


class AddWarningSource(Command, frozen=True):
    """This one's warnings are taken from now on; one of this name is said anew. Without a pin it
    has to be said that unsigned messages are accepted.
    """

    id: Ident
    url: Annotated[str, msgspec.Meta(max_length=300)] = ""
    every_s: Annotated[int, msgspec.Meta(ge=10, le=86_400)] = 60
    pins: Annotated[tuple[Pem, ...], msgspec.Meta(max_length=10)] = ()
    vouches_for: Short | None = None
    is_unsigned_ok: bool = False
    rules: Annotated[tuple[SourceRule, ...], msgspec.Meta(max_length=200)] = ()


class WarningSourceAdded(Event, frozen=True):
    source: str
    url: str
    every_s: int
    pins: tuple[str, ...]
    vouches_for: str | None
    is_unsigned_ok: bool
    rules: tuple[SourceRule, ...]


class RemoveWarningSource(Command, frozen=True):
    """Nothing of it is taken any more. What was taken stays."""

    source: Ident
    reason: Short


class WarningSourceRemoved(Event, frozen=True):
    source: str
    reason: Words


# 2. decide


def find_source(picture: Picture, source: str) -> WarningSource | None:
    """The source of this name that is taken from now; None where there is none."""
    found = picture.warning_sources.get(source)
    return None if found is None or found.removed_at is not None else found


def add(command: AddWarningSource, picture: Picture, _context: Context) -> Decision:
    """Refused where nothing says by what its messages are known, or a rule has no plan to give."""
    fault = _fault(command, picture)
    if fault is not None:
        return refuse(SourceRefusal.warning_source_unsound, source=command.id, fault=fault)
    found = find_source(picture, command.id)
    fields = {name: getattr(command, name) for name in _FIELDS}
    if found is not None and all(getattr(found, name) == fields[name] for name in _FIELDS):
        return []
    return [WarningSourceAdded(source=command.id, **fields)]


_FIELDS = ("url", "every_s", "pins", "vouches_for", "is_unsigned_ok", "rules")


def _fault(command: AddWarningSource, picture: Picture) -> str | None:
    if not command.pins and not command.is_unsigned_ok:
        return "no key is pinned, and it is not said that unsigned messages are accepted"
    if command.url and not command.url.startswith(("https://", "http://")):
        return "its address begins with https:// or http://"
    for rule in command.rules:
        shelf = None if rule.plan is None else picture.plans.get(rule.plan)
        if rule.plan is not None and (shelf is None or shelf.in_force is None):
            return f"no plan {rule.plan} is in force"
    return None


def remove(command: RemoveWarningSource, picture: Picture, _context: Context) -> Decision:
    found = picture.warning_sources.get(command.source)
    if found is None:
        return refuse(SourceRefusal.warning_source_unknown, source=command.source)
    if found.removed_at is not None:
        return []
    reason = Words(f"warning_source/{found.id}", command.reason)
    return [WarningSourceRemoved(source=found.id, reason=reason)]


# 3. evolve


def added(picture: Picture, event: WarningSourceAdded, stamp: Stamp) -> Picture:
    return _put(
        picture,
        WarningSource(
            id=event.source,
            since=stamp.occurred_at,
            url=event.url,
            every_s=event.every_s,
            pins=event.pins,
            vouches_for=event.vouches_for,
            is_unsigned_ok=event.is_unsigned_ok,
            rules=event.rules,
        ),
    )


def removed(picture: Picture, event: WarningSourceRemoved, stamp: Stamp) -> Picture:
    found = picture.warning_sources.get(event.source)
    if found is None:
        return picture
    return _put(picture, _replace(found, removed_at=stamp.occurred_at))


def _put(picture: Picture, noun: WarningSource) -> Picture:
    return _replace(picture, warning_sources=picture.warning_sources.put(noun.id, noun))


# 4. the tables

DECIDE = {AddWarningSource: add, RemoveWarningSource: remove}

EVOLVE = {
    "warning_source_added.1": (WarningSourceAdded, added),
    "warning_source_removed.1": (WarningSourceRemoved, removed),
}

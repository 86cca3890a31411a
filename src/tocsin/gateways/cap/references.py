"""Which message updates or cancels which, and what is in force at a time.

A reference names a message by sender, identifier and time. Only who sent a message can end it here:
a Cancel or an Update of another sender's message is told, and does nothing.
Source: CAP 1.2 §3.2.1 (`msgType`, `references`), §3.2.2 (`effective`, `expires`).
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.gateways.cap import lexical
from tocsin.gateways.cap.message import Alert, MsgType, Segment

ENDING = frozenset({MsgType.update, MsgType.cancel})


class Key(msgspec.Struct, frozen=True, order=True):
    """What a message is named by. `sent` is in UTC; None where it cannot be read."""

    sender: str
    identifier: str
    sent: str | None


class Trouble(StrEnum):
    """What is wrong with a reference."""

    unknown = "unknown"
    malformed = "malformed"
    other_sender = "other_sender"
    itself = "itself"
    loop = "loop"
    later = "later"
    twice = "twice"


class Told(msgspec.Struct, frozen=True):
    """One reference, or message, that does not fit: whose it is, what it says."""

    trouble: Trouble
    of: Key
    says: str


class Chain(msgspec.Struct, frozen=True):
    """Messages that belong together, by the time they were sent. `ends` are the keys nothing
    follows."""

    keys: tuple[Key, ...]
    ends: tuple[Key, ...]


class Chains(msgspec.Struct, frozen=True):
    """All chains of some messages, in the order of their first ones."""

    alerts: dict[Key, Alert]
    ended_by: dict[Key, tuple[Key, ...]]
    chains: tuple[Chain, ...]
    troubles: tuple[Told, ...]


def key_of(alert: Alert) -> Key:
    """By what others refer to an alert."""
    return Key(
        alert.sender.strip(),
        alert.identifier.strip(),
        None if alert.sent is None else _utc(alert.sent.at),
    )


def _utc(at: datetime) -> str:
    return f"{at.timestamp():.0f}"


def references_of(alert: Alert) -> tuple[tuple[Key, ...], tuple[str, ...]]:
    """The messages an alert refers to, and what in its references is none."""
    keys, strange = [], []
    for each in (alert.references or "").split():
        sender, _, rest = each.partition(",")
        identifier, _, sent = rest.rpartition(",")
        at = lexical.instant(sent) or lexical.guessed(sent)
        if not sender or not identifier or at is None:
            strange.append(each)
        else:
            keys.append(Key(sender, identifier, _utc(at)))
    return tuple(keys), tuple(strange)


def chains(alerts: Iterable[Alert]) -> Chains:
    """Puts messages into chains. The order they come in does not matter."""
    known: dict[Key, Alert] = {}
    troubles: list[Told] = []
    for alert in alerts:
        key = key_of(alert)
        if key in known:
            if known[key] != alert:
                troubles.append(Told(Trouble.twice, key, "another message has the same name"))
                known[key] = min(known[key], alert, key=repr)
            continue
        known[key] = alert
    ended_by: dict[Key, tuple[Key, ...]] = {}
    links: dict[Key, set[Key]] = {key: set() for key in known}
    for key in sorted(known, key=_order):
        alert = known[key]
        found, strange = references_of(alert)
        troubles += [Told(Trouble.malformed, key, each) for each in strange]
        for to in sorted(set(found)):
            trouble = _trouble(key, to, known)
            if trouble is not None:
                troubles.append(Told(trouble, key, f"{to.sender},{to.identifier}"))
            if trouble in (None, Trouble.other_sender):
                links[key].add(to)
                links[to].add(key)
            if trouble is None and alert.msg_type in ENDING:
                ended_by[to] = (*ended_by.get(to, ()), key)
    found_chains = _grouped(links, ended_by)
    return Chains(known, ended_by, found_chains, tuple(sorted(troubles, key=_told_order)))


def _order(key: Key) -> tuple[int, Key]:
    return (
        0 if key.sent is None else int(key.sent),
        Key(key.sender, key.identifier, key.sent or ""),
    )


def _told_order(told: Told) -> tuple[str, tuple[int, Key], str]:
    return told.trouble.value, _order(told.of), told.says


def _trouble(key: Key, to: Key, known: dict[Key, Alert]) -> Trouble | None:
    if to == key:
        return Trouble.itself
    if to not in known:
        return Trouble.unknown
    if to.sender != key.sender:
        return Trouble.other_sender
    if _order(to)[0] > _order(key)[0]:
        return Trouble.later
    if _order(to)[0] == _order(key)[0] and key in references_of(known[to])[0]:
        return Trouble.loop
    return None


def _grouped(links: dict[Key, set[Key]], ended_by: dict[Key, tuple[Key, ...]]) -> tuple[Chain, ...]:
    seen: set[Key] = set()
    found = []
    for first in sorted(links, key=_order):
        if first in seen:
            continue
        group, waiting = [], [first]
        seen.add(first)
        while waiting:
            key = waiting.pop()
            group.append(key)
            for beside in sorted(links[key] - seen):
                seen.add(beside)
                waiting.append(beside)
        keys = tuple(sorted(group, key=_order))
        found.append(Chain(keys, tuple(key for key in keys if key not in ended_by)))
    return tuple(found)


def in_force(found: Chains, at: datetime) -> tuple[tuple[Key, tuple[Segment, ...]], ...]:
    """What holds at a time: Alerts and Updates that were sent by then, that no message sent by then
    has followed, with those of their infos that are effective and not expired. An info without
    `expires` holds until it is ended."""
    holding = []
    for key in sorted(found.alerts, key=_order):
        alert = found.alerts[key]
        if alert.msg_type not in (MsgType.alert, MsgType.update) or alert.sent is None:
            continue
        if alert.sent.at > at or _is_ended(found, key, at):
            continue
        infos = tuple(each for each in alert.infos if _holds(each, at))
        if infos:
            holding.append((key, infos))
    return tuple(holding)


def _is_ended(found: Chains, key: Key, at: datetime) -> bool:
    followers = (found.alerts[each].sent for each in found.ended_by.get(key, ()))
    return any(sent is not None and sent.at <= at for sent in followers)


def _holds(info: Segment, at: datetime) -> bool:
    is_begun = info.effective is None or info.effective.at <= at
    return is_begun and (info.expires is None or info.expires.at > at)

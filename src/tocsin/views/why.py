"""Why something is as it is: the chain of facts that made a subject what it is now.

Each link: what happened, which fields it changed from what to what, on whose word, under which
command,
and what it cites (a plan or rule with its version, the advice that was followed or rejected).
"""

from collections.abc import Iterable
from datetime import tzinfo

import msgspec

from tocsin.operations.catalogue import evolve
from tocsin.operations.orders import Event, Provenance
from tocsin.operations.picture import Picture, Subject, subject
from tocsin.views.facts import Change, Fact, changes, clock, said, sentence
from tocsin.views.saying import Read, cannot_read
from tocsin.views.speech import ENGLISH, Speech

CITED = ("plan", "plan_version", "version", "rule", "run", "edition", "policy", "epoch")
"""Fields of an event that name what it was decided by."""

REASONS = ("reason", "because", "short_crew_because", "manner")
"""Fields of an event in which somebody said why."""


class Link(msgspec.Struct, frozen=True):
    """One fact that changed the subject, or was asked about it and refused."""

    position: int
    name: str
    happened: str
    words: str
    who: str
    command_id: str
    changes: tuple[Change, ...] = ()
    reasons: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    basis: str | None = None
    source: str | None = None


def why(
    key: Subject,
    facts: Iterable[Fact],
    zone: tzinfo,
    read: Read = cannot_read,
    start: Picture | None = None,
    speech: Speech = ENGLISH,
) -> tuple[Link, ...]:
    """The chain behind a subject, in the order of the log.

    `facts` are those that touched it, with whatever else they stand on (a merge reads the other
    incident): they are folded from `start`, an empty picture where it is None. Facts that neither
    change the subject nor name it are passed over.
    """
    picture = start or Picture()
    chain: list[Link] = []
    for stamp, name, event in sorted(facts, key=lambda fact: fact[0].position):
        before = subject(picture, key)
        picture = evolve(picture, event, stamp)
        found = changes(before, subject(picture, key), zone, read, speech)
        if not found and not _names(event, key[1]):
            continue
        who = stamp.actor
        if stamp.on_behalf_of is not None:
            who += f" for {stamp.on_behalf_of}"
        chain.append(
            Link(
                position=stamp.position,
                name=name,
                happened=clock(stamp.occurred_at, zone),
                words=sentence(name, event, zone, read, speech),
                who=who,
                command_id=stamp.command_id,
                changes=found,
                reasons=tuple(_given(event, REASONS, zone, read)),
                cites=tuple(_given(event, CITED, zone, read, with_name=True)),
                basis=getattr(event, "basis", None),
                source=_source(event),
            )
        )
    return tuple(chain)


def _names(event: Event, id: str) -> bool:
    """Whether a field of the event, or of the refusal in it, is this id, or a subject `unit/id`."""
    for each in event.__struct_fields__:
        value = getattr(event, each)
        if value == id or (isinstance(value, str) and value.endswith(f"/{id}")):
            return True
        if isinstance(value, dict) and id in value.values():
            return True
    return False


def _given(
    event: Event, fields: tuple[str, ...], zone: tzinfo, read: Read, with_name: bool = False
) -> list[str]:
    found: list[str] = []
    for each in fields:
        words = said(each, getattr(event, each, None), zone, read)
        if words:
            found.append(f"{each.replace('_', ' ')} {words}" if with_name else words)
    return found


def _source(event: Event) -> str | None:
    """Where an imported fact stands in its source."""
    found: Provenance | None = getattr(event, "provenance", None)
    if found is None:
        return None
    told = found.source
    if found.line:
        told += f" line {found.line}"
    if found.field:
        told += f", {found.field}"
    if found.truth:
        told += f" (stamped by {found.truth})"
    return told

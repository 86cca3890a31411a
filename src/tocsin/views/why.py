"""Why something is as it is: the chain of facts that made a subject what it is now.

Each link: what happened, which fields it changed from what to what, on whose word, under which
command,
and what it cites (a plan or rule with its version, the advice that was followed or rejected).
"""

from collections.abc import Iterable, Iterator
from datetime import tzinfo

import msgspec

from tocsin.operations.advised import kept
from tocsin.operations.catalogue import evolve
from tocsin.operations.observations import used_in
from tocsin.operations.orders import Event, Provenance
from tocsin.operations.picture import Picture, Subject, subject
from tocsin.views.explained import lines
from tocsin.views.facts import Change, Fact, changes, clock, said, sentence
from tocsin.views.saying import Read, cannot_read

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

    def lines(self) -> tuple[str, ...]:
        """The link as it is printed: the fact first, then indented what hangs on it."""
        found = [f"{self.position:>8}  {self.happened}  {self.words}"]
        found += [f"{'':10}{_told(each)}" for each in self.changes]
        found += [f"{'':10}because: {each}" for each in self.reasons]
        found += [f"{'':10}by {each}" for each in self.cites]
        if self.basis is not None:
            found += [f"{'':10}{each}" for each in _basis(self.basis)]
        if self.source is not None:
            found.append(f"{'':10}from {self.source}")
        found.append(f"{'':10}{self.who}, command {self.command_id}, {self.name}")
        return tuple(found)


def _basis(basis: str) -> Iterator[str]:
    """What an order rested on: a position of the track or an advice in words, else as it stands."""
    used, advice = used_in(basis), kept(basis)
    if advice is not None:
        yield from lines(advice)
    elif used is None:
        yield f"on the advice: {basis}"
    else:
        where = f"{used.lat_udeg / 1e6:.5f},{used.lon_udeg / 1e6:.5f}"
        yield (
            f"it was at {where}, seen {used.age_s} s before ({used.freshness}, {used.source},"
            f" track {used.track[:8]} {used.position})"
        )


def _told(change: Change) -> str:
    if not change.was:
        return f"{change.field}: {change.now}"
    return f"{change.field}: {change.was} → {change.now or 'nothing'}"


def why(
    key: Subject,
    facts: Iterable[Fact],
    zone: tzinfo,
    read: Read = cannot_read,
    start: Picture | None = None,
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
        found = changes(before, subject(picture, key), zone, read)
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
                words=sentence(name, event, zone, read),
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

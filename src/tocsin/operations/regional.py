"""Link the same incident in several towns as one regional incident with one number.

A town asks another ("our 0417 is your 0098"); that one joins by a person's word, or declines. The
number is made once, by the town that asks first. Who joins with an incident that is part of another
regional incident gives that one's number up for the one it joins: the former stays as an alias, and
its lead ends by that word. Hearing the others is in `regional_hearing`, the lead in
`regional_lead`.

Source: NIMS (2017) "Unified Command"; ISO 22320 §5.5 (coordination and cooperation).
"""

import hashlib
from datetime import datetime, timedelta

import msgspec

from tocsin.operations.agreement_sight import is_lending_agreed
from tocsin.operations.incident import IncidentRefusal
from tocsin.operations.numbers import BLOCK, numbered
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
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.regional import (
    RegionalIncident,
    RegionalMember,
    RegionalName,
    RegionalProposal,
    RegionalStand,
    claims_of,
    names_of,
)
from tocsin.operations.regional_told import (
    RegionalRefusal,
    known,
    put_regional,
    regional_of,
    with_part,
)
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

KEPT_FOR = timedelta(days=30)
"""After every town has closed its own, or this one has no part in it; the log keeps it."""


# 1. commands and the events they may cause


class LinkRegional(Command, frozen=True):
    """Say to a town that an incident of ours is one of its own (`theirs`, its id or number there),
    or that it has part in it without one. `regional`: part of which it is already. Whoever has no
    incident of its own (a county) names theirs.

    Of a restricted incident nothing is told but that this town has part in it.
    """

    to: Ident
    incident: Ident | None = None
    theirs: Ident | None = None
    regional: Ident | None = None


class RegionalLinked(Event, frozen=True):
    """The town that is asked reads it in our slice."""

    regional: str
    to: str
    incident: str | None = None
    theirs: str | None = None


class JoinRegional(Command, frozen=True):
    """It is so: `incident` of ours is part of it; None: we have part in it without one."""

    regional: Ident
    incident: Ident | None = None


class RegionalJoined(Event, frozen=True):
    """`yields` is the number that the incident had before."""

    regional: str
    incident: str | None = None
    yields: str | None = None


class DeclineRegional(Command, frozen=True):
    """It is not so. Whoever asked reads that; why is for our own record."""

    regional: Ident
    reason: Short | None = None


class RegionalDeclined(Event, frozen=True):
    regional: str
    reason: Words | None = None


class LeaveRegional(Command, frozen=True):
    """We have no part in it any more; our own incident goes on."""

    regional: Ident
    reason: Short


class RegionalLeft(Event, frozen=True):
    regional: str
    reason: Words


class ArchiveRegional(Command, frozen=True):
    """A deadline command (`due`): over long ago, it leaves the picture; the log keeps it."""

    regional: Ident


class RegionalArchived(Event, frozen=True):
    regional: str


# 2. decide


def is_agreed_with(picture: Picture, town: str) -> bool:
    """Whether there is any agreement with a town by which incidents are worked together."""
    return picture.agreements.get(town) is not None or is_lending_agreed(picture, town)


def link(command: LinkRegional, picture: Picture, context: Context) -> Decision:
    """Said again to the same town it says which of its incidents now."""
    if command.to == context.code or not is_agreed_with(picture, command.to):
        return refuse(RegionalRefusal.regional_not_agreed, to=command.to)
    row = None
    if command.regional is not None:
        found = with_part(picture, command.regional)
        if isinstance(found, Refused):
            return found
        row = found
    elif command.incident is not None:
        row = regional_of(picture, command.incident)
    if command.incident is not None or (row is None and command.theirs is None):
        own = _open(picture, command.incident or "")
        if isinstance(own, Refused):
            return own
        if row is not None and row.incident != own.id:
            return refuse(
                RegionalRefusal.regional_has_our_incident, regional=row.id, incident=row.incident
            )
    if row is not None and row.closed_at is not None:
        return refuse(RegionalRefusal.regional_is_closed, regional=row.id)
    if row is not None and command.to in row.joined:
        return []
    wanted = (command.to, command.theirs)
    if row is not None and wanted in [(each.town, each.theirs) for each in row.proposals]:
        return []
    return [
        RegionalLinked(
            regional=_new_number(picture, context) if row is None else row.id,
            to=command.to,
            incident=command.incident if row is None else row.incident,
            theirs=command.theirs,
        )
    ]


def _open(picture: Picture, incident: str) -> Incident | Refused:
    found = picture.incidents.get(incident)
    if found is None:
        return refuse(IncidentRefusal.incident_unknown, incident=incident)
    if found.status is IncidentStatus.closed:
        return refuse(IncidentRefusal.incident_is_closed, incident=incident)
    return found


def _count_key(at: datetime) -> str:
    return f"regional/{at:%Y-%m-%d}"


def _new_number(picture: Picture, context: Context) -> str:
    """Made by this town, as its code in it says; gaps in it tell nothing, as in incidents'."""
    key = _count_key(context.occurred_at)
    number = numbered(context.number_key, key, picture.counts.get(key) or 0)
    if context.life:  # put back, a log counts again: numbers of another life are not its own
        life = hashlib.blake2b(context.life.encode(), digest_size=2).digest()
        number += BLOCK * (1 + int.from_bytes(life) % 98)
    return f"{context.code}-R{context.occurred_at:%y%m%d}-{number:04d}"


def join(command: JoinRegional, picture: Picture, context: Context) -> Decision:
    """Only of what another town asked, or had part in when we left it."""
    row = known(picture, command.regional)
    if isinstance(row, Refused):
        return row
    if row.has_part and command.incident in (None, row.incident):
        return []
    if not row.joined:
        return refuse(RegionalRefusal.regional_not_asked, regional=row.id)
    if command.incident is None:
        return [RegionalJoined(regional=row.id)]
    own = _open(picture, command.incident)
    if isinstance(own, Refused):
        return own
    if row.has_part and row.incident is not None:
        before = picture.incidents.get(row.incident)
        if before is None or before.merged_into != own.id:
            return refuse(
                RegionalRefusal.regional_has_our_incident, regional=row.id, incident=row.incident
            )
    other = regional_of(picture, own.id)
    if other is None or other.id == row.id:
        return [RegionalJoined(regional=row.id, incident=own.id)]
    cannot = _cannot_yield(other, context.code)
    return cannot or [RegionalJoined(regional=row.id, incident=own.id, yields=other.id)]


def _cannot_yield(row: RegionalIncident, code: str) -> Refused | None:
    """Only the town that leads gives a number up; while nobody leads, the one that made it."""
    lead = row.lead or maker_of(row.id)
    if lead == code:
        return None
    return refuse(RegionalRefusal.regional_yields_by_lead, regional=row.id, lead=lead)


def maker_of(number: str) -> str:
    """The town that made a number."""
    return number.partition("-")[0]


def decline(command: DeclineRegional, picture: Picture, context: Context) -> Decision:
    row = known(picture, command.regional)
    if isinstance(row, Refused):
        return row
    if row.stand is RegionalStand.declined:
        return []
    if row.stand is not RegionalStand.asked:
        return refuse(RegionalRefusal.regional_not_asked, regional=row.id)
    return [RegionalDeclined(regional=row.id, reason=_words(row, command.reason))]


def _words(row: RegionalIncident, text: str | None) -> Words | None:
    return None if text is None else Words(f"regional/{row.id}", text)


def leave(command: LeaveRegional, picture: Picture, context: Context) -> Decision:
    """Whoever leads hands the lead over first, while anybody else has part."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    giver = row.member(row.lead or "")
    offered = None if giver is None else giver.offer
    is_taking = offered is not None and offered.to == context.code and row.accepts == offered.term
    if row.joined and (row.lead == context.code or is_taking):
        return refuse(RegionalRefusal.regional_lead_stays, regional=row.id)
    reason = Words(f"regional/{row.id}", command.reason)
    return [RegionalLeft(regional=row.id, reason=reason)]


def archive(command: ArchiveRegional, picture: Picture, context: Context) -> Decision:
    """What is gone already is gone."""
    found = picture.regional_incidents.get(command.regional)
    if found is None or not _is_old(found, context.now):
        return []
    return [RegionalArchived(regional=found.id)]


def _is_old(row: RegionalIncident, now: datetime) -> bool:
    return row.closed_at is not None and row.closed_at + KEPT_FOR <= now


def due(picture: Picture, now: datetime) -> list[Command]:
    """Those over long enough to leave."""
    rows = picture.regional_incidents.values()
    return [ArchiveRegional(regional=each.id) for each in rows if _is_old(each, now)]


# 3. evolve


def linked(picture: Picture, event: RegionalLinked, stamp: Stamp) -> Picture:
    """A new one, or one more town that is asked."""
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        row = RegionalIncident(
            event.regional, stamp.occurred_at, RegionalStand.joined, event.incident,
            names=(RegionalName(event.regional),),
        )  # fmt: skip
        key = _count_key(stamp.occurred_at)
        counts = picture.counts.put(key, (picture.counts.get(key) or 0) + 1)
        picture = _replace(picture, counts=counts)
    others = [each for each in row.proposals if each.town != event.to]
    serial = max(row.revision + 1, int(stamp.recorded_at.timestamp()))
    new = RegionalProposal(event.to, event.theirs, serial)
    proposals = sorted((*others, new), key=lambda e: e.town)
    return put_regional(picture, _replace(row, proposals=tuple(proposals)), stamp)


def joined(picture: Picture, event: RegionalJoined, stamp: Stamp) -> Picture:
    """Part of it; what was another regional incident of ours goes on in it."""
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    before = picture.regional_incidents.get(event.yields or "")
    row = _replace(row, stand=RegionalStand.joined, incident=event.incident, reason=None)
    if before is not None and event.yields is not None and before.id != row.id:
        names = names_of(row.names, before.names, (RegionalName(event.yields, event.regional),))
        row = together(row, _replace(before, names=names))
    return put_regional(picture, row, stamp, over=(event.yields or row.id,))


def together(row: RegionalIncident, other: RegionalIncident) -> RegionalIncident:
    """Two rows of this town as one; what it said itself stands as the first says it."""
    for each in other.members:
        row = row.with_member(newer(row.member(each.town), each))
    asks = {each.town: each for each in (*other.proposals, *row.proposals)}
    proposals = tuple(each for town, each in sorted(asks.items()) if town not in row.joined)
    conflicts = {(each.number, each.term): each for each in (*other.conflicts, *row.conflicts)}
    return _replace(
        row,
        names=names_of(row.names, other.names),
        claims=claims_of(row.claims, other.claims),
        proposals=proposals,
        conflicts=tuple(each for _, each in sorted(conflicts.items())),
        objectives=tuple({e.id: e for e in (*other.objectives, *row.objectives)}.values()),
        commander_name=row.commander_name or other.commander_name,
        revision=max(row.revision, other.revision),
        at=min(row.at, other.at),
        asked_for=row.asked_for or other.asked_for,
        offer=None,
        accepts=None,
        taking=None,
    )


def newer(one: RegionalMember | None, other: RegionalMember) -> RegionalMember:
    """The later of two words of one town."""
    return other if one is None or one.revision < other.revision else one


def declined(picture: Picture, event: RegionalDeclined, stamp: Stamp) -> Picture:
    return _stands(picture, event.regional, RegionalStand.declined, event.reason, stamp)


def left(picture: Picture, event: RegionalLeft, stamp: Stamp) -> Picture:
    return _stands(picture, event.regional, RegionalStand.left, event.reason, stamp)


def _stands(
    picture: Picture, number: str, stand: RegionalStand, reason: Words | None, stamp: Stamp
) -> Picture:
    """No part in it: whoever was asked reads that, and nothing else."""
    row = picture.regional_incidents.get(number)
    if row is None:
        return picture
    changed = _replace(
        row, stand=stand, reason=reason, incident=None, offer=None, accepts=None,
        asks=None, objectives=(), commander_name=None, taking=None,
    )  # fmt: skip
    return put_regional(picture, changed, stamp)


def archived(picture: Picture, event: RegionalArchived, _stamp: Stamp) -> Picture:
    rows = picture.regional_incidents.drop(event.regional)
    return _replace(picture, regional_incidents=rows)


# 4. the tables

DECIDE = {
    LinkRegional: link,
    JoinRegional: join,
    DeclineRegional: decline,
    LeaveRegional: leave,
    ArchiveRegional: archive,
}

EVOLVE = {
    "regional_linked.1": (RegionalLinked, linked),
    "regional_joined.1": (RegionalJoined, joined),
    "regional_declined.1": (RegionalDeclined, declined),
    "regional_left.1": (RegionalLeft, left),
    "regional_archived.1": (RegionalArchived, archived),
}

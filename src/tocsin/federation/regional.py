"""Regional incidents as one town sees them: each town's part, with the age of what it said.

What the own log holds of another town (number, status, lead) is joined with what that town's slice
lets this one know beside it (who commands, shared objectives): that is kept in the replica alone.
Pairs of incidents that may be one are only named here; a person links them.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import msgspec

from tocsin.access import Eye
from tocsin.access.abroad import shown_abroad
from tocsin.access.sight import Fields
from tocsin.federation.replica import Looked
from tocsin.geo.places import Place, Point, distance_m
from tocsin.operations.escalation_path import path_of
from tocsin.operations.likeness import limits_of
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.regional import LeadConflict, RegionalIncident, RegionalStand
from tocsin.terms.codes import IncidentStatus

KIND = "regional_incidents"
TOLD = ("commanders", "command_name", "commander_name", "objectives")
"""What is read in a town's slice and not in the own log."""
MOST_LIKELY = 20
MOST_COMPARED = 500
"""Incidents of one neighbour: it may show as many as it likes, and this is asked often."""


class TownPart(msgspec.Struct, frozen=True, kw_only=True):
    """One town's part in a regional incident; `incident` is its own id there."""

    town: str
    stand: RegionalStand
    incident: str | None = None
    number: str | None = None
    status: IncidentStatus | None = None
    is_closed: bool | None = None
    heard_at: datetime | None = None
    age_s: int | None = None
    told: Fields = {}


class Step(msgspec.Struct, frozen=True):
    """A level of the escalation path, and who leads at it by agreement."""

    level: EscalationLevel
    leads: tuple[str, ...]
    raised_by: tuple[str, ...] = ()


class Conflict(msgspec.Struct, frozen=True):
    """A lead that ended without its own word; `reason` and `resolution` are words, or None."""

    losing: str
    winning: str
    at: datetime
    reason: object = None
    resolution: object = None
    closed_at: datetime | None = None


class RegionalView(msgspec.Struct, frozen=True, kw_only=True):
    """One regional incident. `lead` None: nobody leads yet; `offered_to` as the lead has it;
    `asked_for` is the incident of ours that another town takes for it."""

    number: str
    aliases: tuple[str, ...]
    stand: RegionalStand
    level: EscalationLevel
    lead: str | None
    is_led_here: bool
    offered_to: str | None
    incident: str | None
    asked_for: str | None
    asked: tuple[str, ...]
    wants_level: tuple[str, ...]
    taking: str | None
    is_over: bool
    towns: tuple[TownPart, ...]
    path: tuple[Step, ...]
    conflicts: tuple[Conflict, ...]


class LikelySame(msgspec.Struct, frozen=True):
    """An incident of ours and one of a neighbour that may be one: how far apart, how long between
    their openings; how old that is."""

    incident: str
    town: str
    theirs: str
    type: str
    distance_m: int
    between_s: int
    age_s: int


def regional_views(
    eye: Eye, own: str, replicas: Mapping[str, Looked], now: datetime
) -> tuple[RegionalView, ...]:
    """Those that this viewer may know, open ones first."""
    found = []
    for name, row in eye.picture.regional_incidents.items():
        shown = eye.shown((KIND, name))
        if shown is not None and "members" in shown:
            found.append(_view(row, shown, eye, own, replicas, now))
    return tuple(sorted(found, key=lambda each: (each.is_over, each.number)))


def _view(
    row: RegionalIncident,
    shown: Fields,
    eye: Eye,
    own: str,
    replicas: Mapping[str, Looked],
    now: datetime,
) -> RegionalView:
    ours = TownPart(
        town=own,
        stand=row.stand,
        incident=_text(shown, "incident"),
        number=row.number,
        status=row.status,
        is_closed=row.is_closed,
        heard_at=now,
        age_s=0,
        told={each: shown[each] for each in TOLD if shown.get(each)},
    )
    lead = row.lead
    leader = None if lead is None else row.member(lead)
    offer = row.offer if lead == own else None if leader is None else leader.offer
    asking = [e for e in row.members if e.asks and row.claim and e.asks.serial == row.claim.serial]
    return RegionalView(
        number=row.id,
        aliases=row.aliases,
        stand=row.stand,
        level=row.level,
        lead=lead,
        is_led_here=lead == own,
        offered_to=None if offer is None else offer.to,
        incident=_text(shown, "incident"),
        asked_for=_text(shown, "asked_for"),
        asked=tuple(each.town for each in row.proposals),
        wants_level=tuple(each.town for each in asking),
        taking=None if row.taking is None else row.taking.officer,
        is_over=row.closed_at is not None,
        towns=(ours, *_others(row, eye, replicas, now)),
        path=_path(eye.picture, row),
        conflicts=tuple(_conflict(each) for each in row.conflicts),
    )


def _conflict(lost: LeadConflict) -> Conflict:
    return Conflict(
        lost.losing, lost.winning, lost.at, lost.reason, lost.resolution, lost.closed_at
    )


def _text(shown: Fields, name: str) -> str | None:
    value = shown.get(name)
    return value if isinstance(value, str) else None


def _others(
    row: RegionalIncident, eye: Eye, replicas: Mapping[str, Looked], now: datetime
) -> Iterator[TownPart]:
    for member in row.members:
        replica = replicas.get(member.town)
        heard_at = None if replica is None else replica.state.heard_at
        told: Fields = {}
        if replica is not None and member.stand is RegionalStand.joined:
            rows = {k: f for k, f in replica.known.items() if k[0] == KIND and k[1] in row.numbers}
            for fields in shown_abroad(eye, rows).values():
                told = {each: fields[each] for each in TOLD if fields.get(each)}
        yield TownPart(
            town=member.town,
            stand=member.stand,
            incident=member.ours,
            number=member.number,
            status=member.status,
            is_closed=member.is_closed,
            heard_at=heard_at,
            age_s=None if heard_at is None else max(0, int((now - heard_at).total_seconds())),
            told=told,
        )


def _path(picture: Picture, row: RegionalIncident) -> tuple[Step, ...]:
    found = []
    for level in (EscalationLevel.towns, EscalationLevel.region):
        path = path_of(picture, row, level)
        if path.steps:
            raised = {town for _, step in path.steps for town in step.raised_by}
            found.append(Step(level, path.leads, tuple(sorted(raised))))
    return tuple(found)


class _There(NamedTuple):
    """An incident of a neighbour, as far as it lets us compare it."""

    id: str
    type: str
    point: Point
    opened_at: datetime


def likely_same(eye: Eye, replicas: Mapping[str, Looked], now: datetime) -> tuple[LikelySame, ...]:
    """Open incidents of ours beside those of neighbours that are near in place, time and kind, the
    nearest first; without the pairs that are linked or asked about, or were declined."""
    own = [each for each in eye.picture.incidents.values() if _is_comparable(eye, each)]
    found = []
    for town, replica in sorted(replicas.items()):
        heard_at = replica.state.heard_at
        if heard_at is None:
            continue
        age_s = max(0, int((now - heard_at).total_seconds()))
        linked = _linked(eye.picture, town)
        for there in islice(_comparable(shown_abroad(eye, replica.known)), MOST_COMPARED):
            for each in own:
                apart = _apart(eye.picture, each, there)
                if apart is None or {(each.id, there.id), (each.id, ""), ("", there.id)} & linked:
                    continue
                found.append(LikelySame(each.id, town, there.id, there.type, *apart, age_s))
    found.sort(key=lambda each: (each.distance_m, each.between_s, each.incident, each.theirs))
    return tuple(found[:MOST_LIKELY])


def _is_comparable(eye: Eye, incident: Incident) -> bool:
    is_open = incident.status is not IncidentStatus.closed and not incident.is_restricted
    return is_open and incident.place.point is not None and eye.sees(("incidents", incident.id))


def _comparable(known: Mapping[tuple[str, str], Fields]) -> Iterator[_There]:
    for (kind, name), fields in known.items():
        if kind != "incidents" or fields.get("status") == IncidentStatus.closed:
            continue
        if not {"type", "place", "opened_at"} <= fields.keys():
            continue
        try:
            place = msgspec.convert(fields["place"], Place, strict=False)
            opened_at = msgspec.convert(fields["opened_at"], datetime, strict=False)
        except msgspec.ValidationError:
            continue  # what a neighbour tells so cannot be compared
        if place.point is not None and opened_at.tzinfo is not None:
            yield _There(name, str(fields["type"]), place.point, opened_at)


def _apart(picture: Picture, own: Incident, there: _There) -> tuple[int, int] | None:
    """Metres and seconds between the two, if they are likely the same."""
    group = own.type.partition(".")[0]
    if group != there.type.partition(".")[0] or own.place.point is None:
        return None
    limits = limits_of(picture, group)
    between_s = abs(int((own.opened_at - there.opened_at).total_seconds()))
    metres = distance_m(own.place.point, there.point)
    slack_m = limits.within_m + (own.place.uncertainty_m or 0)
    return (metres, between_s) if metres <= slack_m and between_s <= limits.within_s else None


def _linked(picture: Picture, town: str) -> set[tuple[str, str]]:
    """Pairs that somebody has spoken of: (ours, theirs); "" where one end is not told."""
    found = set()
    for row in picture.regional_incidents.values():
        member = row.member(town)
        asked = [each for each in row.proposals if each.town == town]
        if member is not None:
            found.add((row.incident or row.asked_for or "", member.ours or ""))
        found |= {(row.incident or "", each.theirs or "") for each in asked}
    return found - {("", "")}

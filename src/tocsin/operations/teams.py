"""Form a strike team or a task force, change it, disband it.

Source: NIMS (2017) §II.B and its glossary (strike team, task force), ICS 420-1: common
communications and a leader; a strike team is of one kind and type of unit. What a team is ordered
is in `team_orders`; a team that comes here on loan is formed by the accept of its units.
"""

from typing import Annotated

import msgspec

from tocsin.operations.custody import custody_of
from tocsin.operations.hearing import CustodyNoted, TransferReceipted, UnitAccepted
from tocsin.operations.lending import UnitReleased
from tocsin.operations.officers import active_or_refused
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
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import LentTeam, holds
from tocsin.operations.picture.team import MOST_UNITS, Team, TeamKind, is_alike
from tocsin.operations.team_members import TeamRefusal, team_of
from tocsin.operations.units import settled_unit
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

LONGEST_ID = 80
"""Of a team that another town tells of."""

LEAST_UNITS = 2
Members = Annotated[tuple[Ident, ...], msgspec.Meta(max_length=MOST_UNITS)]


# 1. commands and the events they may cause


class FormTeam(Command, frozen=True):
    """Several units become one resource. Its id becomes `CODE-NAME`.

    Led by a person of this town (`leader`) or by the crew of one of its units (`leader_unit`);
    called on `channel`.
    """

    name: Ident
    kind: TeamKind
    units: Members
    channel: Short
    leader: Ident | None = None
    leader_unit: Ident | None = None


class TeamFormed(Event, frozen=True):
    team: str
    name: str
    kind: TeamKind
    by: str
    units: tuple[str, ...]
    channel: str
    leader: str | None = None
    leader_unit: str | None = None


class ChangeTeam(Command, frozen=True):
    """Other units, another leader, another channel: what is not said stays. A unit that is left out
    of `units` is taken out."""

    team: Ident
    units: Members | None = None
    channel: Short | None = None
    leader: Ident | None = None
    leader_unit: Ident | None = None


class TeamChanged(Event, frozen=True):
    """As it is from here on."""

    team: str
    units: tuple[str, ...]
    channel: str
    leader: str | None = None
    leader_unit: str | None = None


class DisbandTeam(Command, frozen=True):
    """Its units are single resources again (NIMS: demobilization)."""

    team: Ident
    reason: Short


class TeamDisbanded(Event, frozen=True):
    team: str
    reason: Words


class UnitLeftTeam(Event, frozen=True):
    """Left behind as the others were let go of."""

    team: str
    unit: str
    reason: Words


# 2. decide


def form(command: FormTeam, picture: Picture, context: Context) -> Decision:
    """Of units that this town holds and that are in no other team."""
    team = f"{context.code}-{command.name}"
    if team in picture.teams or team in picture.units:
        return refuse(TeamRefusal.team_exists, team=command.name)
    units = tuple(dict.fromkeys(command.units))
    cannot = (
        _too_small(command.name, units)
        or _not_ours(units, picture, context)
        or _unlike(command.name, command.kind, units, picture)
        or _unled(command.name, command.leader, command.leader_unit, units, picture)
    )
    if cannot is not None:
        return cannot
    return [
        TeamFormed(
            team=team,
            name=command.name,
            kind=command.kind,
            by=context.code,
            units=units,
            channel=command.channel,
            leader=command.leader,
            leader_unit=command.leader_unit,
        )
    ]


def _too_small(name: str, units: tuple[str, ...]) -> Refused | None:
    if len(units) >= LEAST_UNITS:
        return None
    return refuse(TeamRefusal.team_too_small, team=name, least=LEAST_UNITS)


def _not_ours(units: tuple[str, ...], picture: Picture, context: Context) -> Refused | None:
    """Units that join: held here for certain, in no team."""
    for each in units:
        found = settled_unit(picture, each, context)
        if isinstance(found, Refused):
            return found
        other = team_of(picture, each)
        if other is not None:
            return refuse(TeamRefusal.unit_is_in_team, unit=each, team=other.name)
    return None


def _unlike(name: str, kind: TeamKind, units: tuple[str, ...], picture: Picture) -> Refused | None:
    known = tuple(found for each in units if (found := picture.units.get(each)) is not None)
    if kind is TeamKind.task_force or is_alike(known):
        return None
    first = known[0]
    other = next(each for each in known if not is_alike((first, each)))
    return refuse(TeamRefusal.team_units_unlike, team=name, unit=first.id, other=other.id)


def _unled(
    name: str, leader: str | None, leader_unit: str | None, units: tuple[str, ...], picture: Picture
) -> Refused | None:
    """One leader: a person who is known and active, or one of the crews."""
    if (leader is None) == (leader_unit is None):
        return refuse(TeamRefusal.team_leader_unclear, team=name)
    if leader_unit is not None:
        if leader_unit in units:
            return None
        return refuse(TeamRefusal.unit_not_in_team, unit=leader_unit, team=name)
    found = active_or_refused(picture, leader or "")
    return found if isinstance(found, Refused) else None


def find_team(picture: Picture, team: str) -> Team | Refused:
    """The team under this id."""
    found = picture.teams.get(team)
    return refuse(TeamRefusal.team_unknown, team=team) if found is None else found


def change(command: ChangeTeam, picture: Picture, context: Context) -> Decision:
    """Its units stay as they are while they are offered or away: what goes as one comes as one."""
    found = find_team(picture, command.team)
    if isinstance(found, Refused):
        return found
    units = found.units if command.units is None else tuple(dict.fromkeys(command.units))
    leader, leader_unit = found.leader, found.leader_unit
    if command.leader is not None or command.leader_unit is not None:
        leader, leader_unit = command.leader, command.leader_unit
    joining = tuple(each for each in units if each not in found.units)
    leaving = tuple(each for each in found.units if each not in units)
    cannot = (
        _too_small(found.name, units)
        or (_moving(found, picture, context) if joining or leaving else None)
        or _not_ours(joining, picture, context)
        or _unlike(found.name, found.kind, units, picture)
        or _unled(found.name, leader, leader_unit, units, picture)
    )
    if cannot is not None:
        return cannot
    after = TeamChanged(
        team=found.id,
        units=units,
        channel=command.channel or found.channel,
        leader=leader,
        leader_unit=leader_unit,
    )
    return [] if _with(found, after) == found else [after]


def _moving(team: Team, picture: Picture, context: Context) -> Refused | None:
    """Why the units of a team are settled for now, or None."""
    for each in team.units:
        custody = custody_of(picture, each)
        if custody is None:
            continue
        if custody.offer is not None and custody.offer.limits.team is not None:
            return refuse(
                TeamRefusal.team_is_offered, team=team.name, to=custody.offer.to, unit=each
            )
        if not holds(custody, context.code):
            return refuse(
                TeamRefusal.team_is_away, team=team.name, unit=each, holder=custody.claim.town
            )
    return None


def disband(command: DisbandTeam, picture: Picture, context: Context) -> Decision:
    """Not while other towns have it, or are about to: it comes back as it went."""
    found = find_team(picture, command.team)
    if isinstance(found, Refused):
        return found
    cannot = _moving(found, picture, context)
    if cannot is not None:
        return cannot
    return [TeamDisbanded(team=found.id, reason=Words(f"team/{found.id}", command.reason))]


# 3. evolve


def put_team(picture: Picture, team: Team) -> Picture:
    """The picture with this team in it."""
    return _replace(picture, teams=picture.teams.put(team.id, team))


def formed(picture: Picture, event: TeamFormed, stamp: Stamp) -> Picture:
    new = Team(
        event.team, event.name, event.kind, event.by, event.units, event.channel, event.leader,
        event.leader_unit, stamp.occurred_at,
    )  # fmt: skip
    return put_team(picture, new)


def _with(team: Team, event: TeamChanged) -> Team:
    return _replace(
        team, units=event.units, channel=event.channel, leader=event.leader,
        leader_unit=event.leader_unit,
    )  # fmt: skip


def changed(picture: Picture, event: TeamChanged, _stamp: Stamp) -> Picture:
    found = picture.teams.get(event.team)
    return picture if found is None else put_team(picture, _with(found, event))


def disbanded(picture: Picture, event: TeamDisbanded, _stamp: Stamp) -> Picture:
    return _replace(picture, teams=picture.teams.drop(event.team))


def left(picture: Picture, event: UnitLeftTeam, _stamp: Stamp) -> Picture:
    return without(picture, event.unit)


def without(picture: Picture, unit: str) -> Picture:
    """The picture in which a unit is in no team; a team of no unit is none."""
    found = team_of(picture, unit)
    if found is None:
        return picture
    units = tuple(each for each in found.units if each != unit)
    if not units:
        return _replace(picture, teams=picture.teams.drop(found.id))
    leads = found.leader_unit if found.leader_unit in units else None
    return put_team(picture, _replace(found, units=units, leader_unit=leads))


def accepted(picture: Picture, event: UnitAccepted, stamp: Stamp) -> Picture:
    """A team on loan stands here as its units come; our own was never gone."""
    told = event.limits.team
    if told is None or event.by in (told.by, event.home):
        return picture
    if not any(each.unit == event.unit for each in told.parts):
        return picture
    known = picture.teams.get(told.id)
    if not _is_theirs(told, known, event.giver, picture):
        return picture
    if known is None and told.id in picture.units:
        return picture
    picture = without(picture, event.unit)
    known = picture.teams.get(told.id)
    units = () if known is None else known.units
    since = stamp.occurred_at if known is None else known.since
    new = lent_team(told, (*units, event.unit))
    return put_team(picture, _replace(new, since=since))


def _is_theirs(told: LentTeam, known: Team | None, giver: str, picture: Picture) -> bool:
    """Whether a team that is told with a unit is named for its town, and what stands here under
    its id came from the same giver: nobody takes over a team of ours, or of a third town."""
    if len(told.id) > LONGEST_ID or not told.id.startswith(f"{told.by}-"):
        return False
    mates = () if known is None else known.units
    found = [picture.custody.get(each) for each in mates]
    return all(
        each is not None and each.guest_of is not None and each.giver == (giver or None)
        for each in found
    )


def lent_team(told: LentTeam, units: tuple[str, ...]) -> Team:
    """A team of another town as this one knows it, with so many of its units."""
    kind = TeamKind.strike_team if told.kind == TeamKind.strike_team else TeamKind.task_force
    leads = told.leader_unit if told.leader_unit in units else None
    return Team(told.id, told.name, kind, told.by, units, told.channel, None, leads)


def moved(
    picture: Picture, event: UnitReleased | CustodyNoted | TransferReceipted, _stamp: Stamp
) -> Picture:
    """A unit of another town that is not ours to order any more is in no team here."""
    custody = picture.custody.get(event.unit)
    if custody is None or custody.guest_of is None or holds(custody, custody.guest_of):
        return picture
    return without(picture, event.unit)


def retired(picture: Picture, event: Event, _stamp: Stamp) -> Picture:
    """What is off the register is in no team."""
    return without(picture, str(getattr(event, "unit", "")))


# 4. the tables

DECIDE = {FormTeam: form, ChangeTeam: change, DisbandTeam: disband}

EVOLVE = {
    "team_formed.1": (TeamFormed, formed),
    "team_changed.1": (TeamChanged, changed),
    "team_disbanded.1": (TeamDisbanded, disbanded),
    "unit_left_team.1": (UnitLeftTeam, left),
}

ALSO = {
    "unit_accepted.1": accepted,
    "unit_released.1": moved,
    "custody_noted.1": moved,
    "transfer_receipted.1": moved,
    "unit_retired.1": retired,
    "guest_adopted.1": retired,
}

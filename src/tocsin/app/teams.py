"""Strike teams and task forces at the command line."""

import argparse
from collections.abc import Callable

from tocsin.app.desk import Desk
from tocsin.app.facts import plain, shown
from tocsin.app.grammar.teaming import known_teams, team_named
from tocsin.app.outcome import Exit, Told, as_json
from tocsin.app.seeing import Office
from tocsin.app.signing_in import signed_in
from tocsin.app.wiring import ordering, reading
from tocsin.operations.custody import custody_of
from tocsin.operations.orders import Command
from tocsin.operations.picture import Picture
from tocsin.operations.picture.custody import Hold
from tocsin.operations.picture.team import Team, TeamKind
from tocsin.operations.teams import ChangeTeam, DisbandTeam, FormTeam


def done(asked: argparse.Namespace) -> int:
    """One deed."""
    if asked.deed in ("list", "show"):
        return _looked(asked)
    with ordering(asked.town) as town:
        desk = signed_in(asked, town)
        answer = desk.order(ORDERS[asked.deed](asked, town, desk), "")
        name = asked.name.upper() if asked.deed == "form" else asked.team
        team = _found(town.picture, town.code, name)
        says = answer.text
        if answer.exit_code is Exit.done:
            says = f"{name} is disbanded." if team is None else "\n".join(lines(town.picture, team))
        facts = {**dict(answer.facts or {}), "team": plain(team, town.store.keys)}
    print(as_json(facts) if asked.json else says)
    return answer.exit_code


def team_of_word(picture: Picture, code: str, word: str) -> Team:
    """The team that a word names, by name or id; also one that is offered here. Raises Told."""
    found = _found(picture, code, word)
    if found is None:
        raise Told(f"there is no team `{word[:40]}` here; see tocsin team list", Exit.usage)
    return found


def _found(picture: Picture, code: str, word: str) -> Team | None:
    wanted = word.upper()
    ids = known_teams(picture)
    for each in (wanted, f"{code}-{wanted}"):
        if each in ids:
            return team_named(picture, each)
    named = [team_named(picture, each) for each in ids]
    ending = [each for each in named if each.name.upper() == wanted]
    return ending[0] if len(ending) == 1 else None


def _units(town: Office, words: list[str]) -> tuple[str, ...]:
    from tocsin.app.lending import unit_named

    return tuple(unit_named(town.picture, town.code, each) for each in words)


def _form(asked: argparse.Namespace, town: Office, desk: Desk) -> Command:
    units = _units(town, asked.units)
    leader, leader_unit = _leader(asked, town, desk)
    if leader is None and leader_unit is None:
        leader_unit = units[0]
    return FormTeam(
        name=asked.name.upper(), kind=TeamKind(asked.kind), units=units, channel=asked.channel,
        leader=leader, leader_unit=leader_unit,
    )  # fmt: skip


def _leader(asked: argparse.Namespace, town: Office, desk: Desk) -> tuple[str | None, str | None]:
    leader = None if asked.leader is None else desk.person(asked.leader)
    unit = None if asked.leader_unit is None else _units(town, [asked.leader_unit])[0]
    return leader, unit


def _change(asked: argparse.Namespace, town: Office, desk: Desk) -> Command:
    leader, leader_unit = _leader(asked, town, desk)
    return ChangeTeam(
        team=team_of_word(town.picture, town.code, asked.team).id,
        units=None if asked.units is None else _units(town, asked.units),
        channel=asked.channel,
        leader=leader,
        leader_unit=leader_unit,
    )


def _disband(asked: argparse.Namespace, town: Office, _desk: Desk) -> Command:
    team = team_of_word(town.picture, town.code, asked.team)
    return DisbandTeam(team=team.id, reason=asked.reason)


ORDERS: dict[str, Callable[[argparse.Namespace, Office, Desk], Command]] = {
    "form": _form,
    "change": _change,
    "disband": _disband,
}


def _looked(asked: argparse.Namespace) -> int:
    with reading(asked.town) as town:
        picture, code = town.picture, town.store.header.code
        if asked.deed == "show":
            found = [team_of_word(picture, code, asked.team)]
        else:
            found = [team_named(picture, each) for each in known_teams(picture)]
        if asked.json:
            teams = [plain(each, town.store.keys) for each in found]
            print(as_json({"teams": teams} if asked.deed == "list" else {"team": teams[0]}))
            return Exit.done
        says = [line for each in found for line in lines(picture, each)]
        print("\n".join(says) if says else "No team is formed; see tocsin team --help.")
    return Exit.done


def lines(picture: Picture, team: Team) -> list[str]:
    """A team, and each of its units with where it stands."""
    led = team.leader_unit or team.leader or "nobody now"
    person = picture.people.get(team.leader or "")
    if person is not None and person.handle:
        led = person.handle
    head = f"{team.id:12}{team.kind.value.replace('_', ' ')} of {len(team.units)}, led by {led}"
    found = [f"{head}, on {team.channel}"]
    for each in team.units:
        unit = picture.units.get(each)
        at = f", {unit.incident}" if unit is not None and unit.incident else ""
        status = "not here" if unit is None else f"{unit.status.value.replace('_', ' ')}{at}"
        found.append(f"{'':12}{each:12}{status}{_between(picture, each)}")
    return [shown(line) for line in found]


def _between(picture: Picture, unit: str) -> str:
    """Where it is on its way to, or with whom, in a few words."""
    custody = custody_of(picture, unit)
    if custody is None or unit not in picture.custody:
        return ""
    claim = custody.claim
    if claim.hold is Hold.released:
        return f"; released to {claim.town}, not confirmed"
    if custody.offer is not None:
        ready = "crew ready" if custody.offer.is_ready else "waiting for the crew"
        return f"; offered to {custody.offer.to}, {ready}"
    return f"; with {claim.town}" if claim.town != custody.home else ""

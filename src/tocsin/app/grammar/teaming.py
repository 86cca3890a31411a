"""Verbs about strike teams and task forces. `TM ST1 …` gives a team what the rest of the line gives
a unit, to all of it or to none.
"""

from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Chain, Told, Verb, View, chosen, one
from tocsin.app.tongue import code, tell
from tocsin.operations.orders import Command, Refused
from tocsin.operations.picture import Picture
from tocsin.operations.picture.team import Team, TeamKind
from tocsin.operations.team_orders import ReleaseTeam, given_to, members
from tocsin.operations.teams import ChangeTeam, DisbandTeam, FormTeam


def known_teams(picture: Picture) -> list[str]:
    """The ids of all teams here, and of those that are offered to this town."""
    offered = (
        offer.limits.team.id
        for custody in picture.custody.values()
        for offer in custody.heard
        if offer.limits.team is not None
    )
    return sorted({*picture.teams, *offered})


def as_one(team: Team, inner: Built) -> Built:
    """What a line orders the first unit of a team, given to all of it."""
    if isinstance(inner, View):
        raise misread("misread-team-order")
    return tuple(
        Chain(
            tuple(_for_team(team, each) for each in chain.commands),
            tell("echo-team", team=team.name, n=len(team.units), says=chain.says),
        )
        for chain in inner
    )


def _for_team(team: Team, command: Command) -> Command:
    order = given_to(team, command)
    if order is None:
        raise misread("misread-team-order")
    return order


def team_named(picture: Picture, found: str) -> Team:
    """The team under an id that is known."""
    team = members(picture, found)
    assert not isinstance(team, Refused), "it is known"
    return team


def _never(told: Told) -> Built:
    raise told.wrong("takes-a-team-order")


def _team(told: Told, word: str) -> str:
    return told.of("teams", word, tell("noun-team"), known_teams(told.names.picture))


def _form(told: Told) -> Built:
    """The first unit leads. Said of a team that is there, it is that team anew."""
    name, *more = told.some_rest(1, 2, "takes-team-units")
    units, channel = told.some_units(), told.a_text()
    known = told.names.picture.teams.get(f"{told.names.code}-{name.upper()}")
    kind = TeamKind.strike_team if known is None else known.kind
    if more:
        kind = chosen(more[0], TeamKind, "noun-team-kind")
    says = tell(
        "echo-team-formed", team=name.upper(), kind=code("team-kind", kind.value),
        units=told.listed(units), channel=channel, leader=told.names.call_sign(units[0]),
    )  # fmt: skip
    if known is not None and known.kind is kind:
        command: Command = ChangeTeam(
            team=known.id, units=units, channel=channel, leader_unit=units[0]
        )
        return one(command, says)
    command = FormTeam(
        name=name.upper(), kind=kind, units=units, channel=channel, leader_unit=units[0]
    )
    return one(command, says)


def _go_without(told: Told) -> Built:
    """Those that are named stay; all others are let go of."""
    team = _team(told, told.one_word("takes-team-left"))
    units, reason = told.some_units(), told.a_reason()
    command = ReleaseTeam(team=team, left_behind=units, reason=reason)
    return one(
        command, tell("echo-team-without", team=team, units=told.listed(units), reason=reason)
    )


def _disband(told: Told) -> Built:
    team, reason = _team(told, told.one_word("takes-a-team")), told.a_reason()
    command = DisbandTeam(team=team, reason=reason)
    return one(command, tell("echo-team-disbanded", team=team, reason=reason))


VERBS: dict[str, Verb] = {
    "TN": Verb('TN TF1 task_force E12 E22 "TAC 7', _form, "units words text"),
    "TM": Verb("TM TF1 D 17", _never, ""),
    "TL": Verb("TL TF1 E22 ! does not answer", _go_without, "units words reason"),
    "TZ": Verb("TZ TF1 ! the fire is out", _disband, "words reason"),
}

"""Whether a unit stands in a team, and so is not sent or lent by itself.

Source: NIMS (2017) §II.B, resource typing: a strike team or task force is requested, assigned and
released as one resource.
"""

from enum import StrEnum

from tocsin.operations.orders import Refused, refuse
from tocsin.operations.picture import Picture
from tocsin.operations.picture.team import Team


class TeamRefusal(StrEnum):
    """Why a team is not formed, changed or ordered."""

    team_unknown = "team_unknown"
    team_exists = "team_exists"
    team_too_small = "team_too_small"
    team_units_unlike = "team_units_unlike"
    team_leader_unclear = "team_leader_unclear"
    team_is_offered = "team_is_offered"
    team_is_away = "team_is_away"
    unit_is_in_team = "unit_is_in_team"
    unit_not_in_team = "unit_not_in_team"
    unit_goes_with_team = "unit_goes_with_team"
    order_not_for_teams = "order_not_for_teams"
    leader_left_behind = "leader_left_behind"
    left_without_reason = "left_without_reason"
    strike_team_of_no_kind = "strike_team_of_no_kind"


def team_of(picture: Picture, unit: str) -> Team | None:
    """The team that a unit belongs to."""
    if not len(picture.teams):
        return None
    return next((each for each in picture.teams.values() if unit in each.units), None)


def in_a_team(picture: Picture, unit: str) -> Refused | None:
    """Why a unit is not sent, moved or lent by itself, or None."""
    team = team_of(picture, unit)
    if team is None:
        return None
    return refuse(TeamRefusal.unit_is_in_team, unit=unit, team=team.name)


# the tables: `teams` and `team_orders` decide

DECIDE: dict[type, object] = {}

EVOLVE: dict[str, object] = {}

"""Nouns: several units under one leader (NIMS 2017, resource typing; ICS 420-1 (FIRESCOPE)).

A strike team is a set number of units of one kind and type, a task force a mixed one; either has a
leader and common communications. A town to which a team is lent keeps it in its own picture.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.picture.unit import Unit

MOST_UNITS = 20


class TeamKind(StrEnum):
    """How its units fit together."""

    strike_team = "strike_team"
    task_force = "task_force"


class Team(msgspec.Struct, frozen=True, omit_defaults=True):
    """Units that are ordered as one. `by` is the town that formed it.

    Its leader is a person of this town, or the crew of one of its units (`leader_unit`); a town
    that has it on loan knows the latter alone. `channel` is where all of them are called.
    """

    id: str
    name: str
    kind: TeamKind
    by: str
    units: tuple[str, ...]
    channel: str
    leader: str | None = None
    leader_unit: str | None = None
    since: datetime | None = None


def type_of(unit: Unit) -> int | None:
    """The type within its kind (NIMS: 1 is the most capable); None where nobody has said."""
    return next((each.type for each in unit.capabilities if each.kind == unit.kind), None)


def is_alike(units: tuple[Unit, ...]) -> bool:
    """Whether all are of one kind and type."""
    return len({(each.kind, type_of(each)) for each in units}) <= 1

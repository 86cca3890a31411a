"""What an advice says: values that go over the wire, and into the log as a basis."""

from datetime import datetime

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture import Incident
from tocsin.planners.dispatch.candidates import Excluded, Standing
from tocsin.planners.dispatch.question import Aid

ANYBODY = "anybody"
"""What is asked for where no plan says."""


class Reason(msgspec.Struct, frozen=True):
    """Something that speaks for an option (`is_for`), or against it; said in a language by `app`.

    `parameters` are texts and whole numbers."""

    code: str
    is_for: bool
    parameters: dict[str, str | int] = {}


def without_plan(incident: Incident) -> Reason:
    """What is asked for where no plan says; whoever works there says what else is wanted."""
    return Reason("no_plan_there" if incident.units else "no_plan", False)


class Sent(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit of an option: what it fills, when it is there (seconds; None: nobody can say)."""

    unit: str
    call_sign: str
    town: str
    fills: tuple[str, ...]
    arrival_p50_s: int | None
    arrival_p90_s: int | None
    drive_s: int | None
    standing: Standing
    age_s: int | None = 0
    leaves: str | None = None
    clears_s: int | None = None
    """Of one that works yet: when it is done, as often as not."""
    aid: Aid | None = None
    point: Point | None = None
    """Where it would start."""
    on_duty_h: int | None = None
    """For how many whole hours its crew has been on duty."""
    costs: dict[str, int] = {}
    """What its going costs besides its arrival, in seconds, by why."""

    @property
    def named(self) -> str:
        """Its call sign, with its town where that is another one."""
        return self.call_sign if self.aid is None else f"{self.call_sign} ({self.town})"


class Option(msgspec.Struct, frozen=True):
    """Units that together fill what is needed, as far as can be. `arrival_*` are of the last that
    is needed; `first_s` of the first. `uncovered` counts, by town, person-minutes without cover:
    people whom no free unit of the kinds that leave reaches in time any more, for as long as the
    work usually takes.
    """

    units: tuple[str, ...]
    sends: tuple[Sent, ...]
    arrival_p50_s: int | None
    arrival_p90_s: int | None
    first_s: int | None
    missing: tuple[str, ...]
    uncovered: dict[str, int]
    money: int | None
    """What is owed to other towns for as long as their units are usually away, by the rates that
    were adopted; None where one of them has none."""
    cost: int
    gap: int | None
    reasons: tuple[Reason, ...]


class Basis(msgspec.Struct, frozen=True):
    """What an advice rests on. Small enough to stay with the command that follows it."""

    planner: str
    version: int
    position: int
    ground: str | None
    seed: int
    policy: str
    at: datetime


class Advice(msgspec.Struct, frozen=True):
    """`degraded`: what was not known, and what was done instead. `why_not`: all other units."""

    incident: str
    needs: tuple[str, ...]
    """What is still to be filled, skills included."""
    options: tuple[Option, ...]
    basis: Basis
    degraded: tuple[Reason, ...] = ()
    why_not: tuple[Excluded, ...] = ()

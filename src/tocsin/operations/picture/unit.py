"""Nouns: units, their crews and stations, and who holds authority over them (ICS, NIMS resource
typing).
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.terms.codes import Agency, UnitStatus
from tocsin.terms.words import Words


class Position(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Where a unit was last known to be, and who said so (`source`: crew, vehicle, dispatcher)."""

    point: Point
    at: datetime
    source: str = "crew"
    uncertainty_m: int | None = None


class Authority(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who may order the unit, under which number: `generation` is issued by home, `hop` by the
    holder.
    """

    home: str
    holder: str
    generation: int = 1
    hop: int = 0
    incarnation: str = ""

    @property
    def epoch(self) -> str:
        """The epoch as a crew hears it: "1.0"."""
        return f"{self.generation}.{self.hop}"


class Capability(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """What a unit can do: NIMS kind and type (1 is the most capable), or a skill with no type."""

    kind: str
    type: int | None = None
    quantity: int = 1


class Seat(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """One person of a crew (a person's id) and the role they ride in: officer, driver, medic …"""

    person: str
    role: str | None = None


class Condition(StrEnum):
    """Whether the vehicle and its equipment can be used;
    apart from status and from who holds it.
    """

    sound = "sound"
    limited = "limited"
    damaged = "damaged"
    destroyed = "destroyed"


UNUSABLE = frozenset({Condition.damaged, Condition.destroyed})
"""Conditions in which a unit is given no assignment."""


class Unit(msgspec.Struct, frozen=True, omit_defaults=True):
    """A unit that can be ordered. `incident` is its present assignment, `stack` what it is to do
    next.

    `since` is when the present status began; `shares_crew_with` names vehicles that the same crew
    staffs
    (cross-staffing): one of them out means the others stand. `returning_from` is the incident a
    returning
    unit has left; `welfare_at` when the crew last said it is well; `without` what a limited unit
    lacks.
    """

    id: str
    call_sign: str
    kind: str
    authority: Authority
    status: UnitStatus = UnitStatus.available
    since: datetime | None = None
    agency: Agency = Agency.fire
    agency_name: str | None = None
    station: str | None = None
    capabilities: tuple[Capability, ...] = ()
    incident: str | None = None
    stack: tuple[str, ...] = ()
    post: str | None = None
    destination: str | None = None
    position: Position | None = None
    returning_from: str | None = None
    seats: tuple[Seat, ...] = ()
    crew_count: int | None = None
    crew_minimum: int = 1
    shares_crew_with: tuple[str, ...] = ()
    shift: str | None = None
    crew_since: datetime | None = None
    crew_until: datetime | None = None
    welfare_at: datetime | None = None
    condition: Condition = Condition.sound
    condition_at: datetime | None = None
    without: tuple[str, ...] = ()
    condition_remark: Words | None = None
    out_reason: str | None = None
    out_remark: Words | None = None
    expected_back_at: datetime | None = None
    is_imported: bool = False

    @property
    def crew(self) -> tuple[str, ...]:
        """Ids of the people on it, in the order of their seats."""
        return tuple(each.person for each in self.seats)


class Station(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where units stand. `row`/`column` place it in the unit matrix as on the map."""

    id: str
    name: str
    point: Point | None = None
    agency: Agency = Agency.fire
    row: int = 0
    column: int = 0

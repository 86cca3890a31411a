"""What is asked, and what the planner is told besides the picture. Values only."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin.geo.places import Point
from tocsin.operations.picture import Unit

I64 = npt.NDArray[np.int64]
NEVER_MS = 2**31 - 1
"""No way leads there."""


class Aid(StrEnum):
    """How a unit of another town comes: by agreement without asking, or when it is asked for."""

    automatic = "automatic"
    mutual = "mutual"


class Neighbour(msgspec.Struct, frozen=True):
    """A unit of another town that may come: as that town shows it, and where it stands."""

    unit: Unit
    town: str
    aid: Aid
    point: Point | None = None


class Turnout(msgspec.Struct, frozen=True, gc=False):
    """From the order to wheels rolling, in seconds, at a station in an hour of the day (None: of
    all), from so many runs on record."""

    station: str | None
    hour: int | None
    p50_s: int
    p90_s: int
    runs: int


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What weighs how much. All prices are in seconds of arrival: a price of 60 says that one
    minute later is as bad.

    `cover_s_per_percent`: for each hundredth of a town's people who lose the cover that they had
    (expected cover, Daskin 1983); `divert_s`: for taking a unit from less urgent work, for each
    step of urgency between the two less; `short_crew_s`: for each person that is missing;
    `tired_s_per_hour`: for each hour on duty beyond `tired_after_h`; `neighbour_s`: for a unit of
    another town; `asked_s`: besides, where that town has to be asked first. With `type_binds`
    false a unit of the kind will do, whatever its type. `busy_permille` is the share of time in
    which a unit is at work.
    """

    name: str = "coverage"
    type_binds: bool = True
    cover_s_per_percent: int = 12
    divert_s: int = 240
    short_crew_s: int = 60
    tired_after_h: int = 12
    tired_s_per_hour: int = 10
    neighbour_s: int = 0
    asked_s: int = 180
    standard_s: int = 480
    busy_permille: int = 200
    away_s: int = 3600
    turnout_p50_s: int = 70
    turnout_p90_s: int = 120
    drive_p90_permille: int = 1350
    stale_after_s: int = 300


POLICIES = {
    "closest": Policy(
        name="closest", type_binds=False, cover_s_per_percent=0, tired_s_per_hour=0, asked_s=0
    ),
    "closest_capable": Policy(name="closest_capable", cover_s_per_percent=0),
    "coverage": Policy(),
}
"""What a town can begin with."""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Who should go to `incident`, now, at this position of the log. `most` options are given."""

    incident: str
    code: str
    now: datetime
    position: int
    policy: Policy = Policy()
    neighbours: tuple[Neighbour, ...] = ()
    turnouts: tuple[Turnout, ...] = ()
    seed: int = 0
    most: int = 3


class Zones(NamedTuple):
    """Where people are: how many at each spot, and whose town it is (a place in `towns`)."""

    people: I64
    town: I64
    towns: tuple[str, ...]


class Ground(Protocol):
    """Travel times over the roads as they are today, in milliseconds; NEVER_MS where there is no
    way. `checksum` is None where they are reckoned without roads."""

    checksum: str | None
    zones: Zones

    def to_place(self, begins: Sequence[Point], kinds: Sequence[str], end: Point) -> I64:
        """From each place, for a unit of that kind, to one."""

    def to_zones(self, begins: Sequence[Point], kinds: Sequence[str]) -> I64:
        """From each place (row), for a unit of that kind, to each spot of the zones (column)."""

"""What is asked, and what the planner is told besides the picture. Values only."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.picture import Unit
from tocsin.operations.picture.dispatch_policy import DispatchPolicy


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


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Who should go to `incident`, now, at this position of the log. `most` options are given."""

    incident: str
    code: str
    now: datetime
    position: int
    policy: DispatchPolicy
    neighbours: tuple[Neighbour, ...] = ()
    turnouts: tuple[Turnout, ...] = ()
    seed: int = 0
    most: int = 3

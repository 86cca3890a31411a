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
    """A unit of another town: as that town shows it, and where it stands. `age_s` is how old that
    is (0: at its station; None: nobody knows)."""

    unit: Unit
    town: str
    aid: Aid
    point: Point | None = None
    age_s: int | None = 0


class Turnout(msgspec.Struct, frozen=True, gc=False):
    """From the order to wheels rolling, in seconds, at a station in an hour of the day (None: of
    all), from so many runs on record."""

    station: str | None
    hour: int | None
    p50_s: int
    p90_s: int
    runs: int


class Lender(msgspec.Struct, frozen=True):
    """A town that may lend, by the code in its units' ids. `keeps`: so many free ones of a kind
    stay at home; `lent_s`: for so long its units worked here lately."""

    code: str
    town: str
    keeps: dict[str, int] = {}
    lent_s: int = 0
    turnouts: tuple[Turnout, ...] = ()


class Part(StrEnum):
    """Which part of its work a unit is in."""

    scene = "scene"
    hospital = "hospital"


class Work(msgspec.Struct, frozen=True):
    """How long a part of the work lasted, in seconds, sorted: on scene by type of incident or its
    group, at a hospital by which one (None: all)."""

    part: Part
    of: str | None
    lasted_s: tuple[int, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Who should go to `incident`, now, at this position of the log. `most` options are given."""

    incident: str
    code: str
    now: datetime
    position: int
    policy: DispatchPolicy
    neighbours: tuple[Neighbour, ...] = ()
    turnouts: tuple[Turnout, ...] = ()
    works: tuple[Work, ...] = ()
    lenders: tuple[Lender, ...] = ()
    unread: tuple[str, ...] = ()
    """Neighbours that could not be asked."""
    seed: int = 0
    most: int = 3

"""Nouns: a facility with its state and capacities; an area or road that is closed."""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.geo.places import Place, Point
from tocsin.terms.codes import Agency
from tocsin.terms.words import Words

SHELTER = "shelter"
"""The kind of facility that takes people in."""


class FacilityState(StrEnum):
    """Whether it works (EDXL-HAVE facility status; `limited` is HAVE's Compromised)."""

    normal = "normal"
    limited = "limited"
    evacuating = "evacuating"
    closed = "closed"
    damaged = "damaged"
    unknown = "unknown"


class Diversion(StrEnum):
    """Whether it takes what is brought (EDXL-HAVE EMSTrafficStatus)."""

    normal = "normal"
    advisory = "advisory"
    closed = "closed"
    not_applicable = "not_applicable"


class Capacity(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Places of one kind ("beds", "icu_beds", "people", "pumps") and when they were counted.

    `free` may be above `total` never; None is unknown (EDXL-HAVE capacity: baseline and available).
    `reserved` of it are kept for neighbours; `came` of their people have come since it was counted
    (less than 0: left).
    """

    kind: str
    total: int | None = None
    free: int | None = None
    at: datetime | None = None
    reserved: int = 0
    came: int = 0

    @property
    def open(self) -> int | None:
        """Places that anybody may have now; less than 0 where more are kept than there are."""
        return None if self.free is None else self.free - self.came - self.reserved


class Facility(msgspec.Struct, frozen=True, omit_defaults=True):
    """A hospital, shelter, substation, pump, siren, hall, water works … `kind` is an adopted code.

    `reported_at` is the age of the last word of any sort, `source` on whose.
    """

    id: str
    name: str
    kind: str
    agency: Agency = Agency.other
    place: Place = Place()
    contact: Words | None = None
    state: FacilityState = FacilityState.unknown
    state_at: datetime | None = None
    diversion: Diversion = Diversion.not_applicable
    diversion_at: datetime | None = None
    capacities: tuple[Capacity, ...] = ()
    reported_at: datetime | None = None
    source: str | None = None
    remark: Words | None = None
    is_step_free: bool | None = None
    """Whether one gets in without a step; None: nobody said."""
    takes_pets: bool | None = None

    @property
    def is_open_shelter(self) -> bool:
        """Whether people may come here to stay."""
        return self.kind == SHELTER and self.state in (FacilityState.normal, FacilityState.limited)

    def capacity(self, kind: str) -> Capacity | None:
        """The places of this kind, or None."""
        for each in self.capacities:
            if each.kind == kind:
                return each
        return None


class Extent(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a closure holds: a named place, a circle of `radius_m` about its point, or a polygon.

    The polygon is a ring of at least three points, not closed by repeating the first (as in CAP it
    would be). A road closure may be an open line of at least two, or name pieces of road on a
    ground (`w34.n12`, or `w34` for the whole road); `ground` is its checksum.
    """

    place: Place = Place()
    radius_m: int | None = None
    polygon: tuple[Point, ...] = ()
    line: tuple[Point, ...] = ()
    edges: tuple[str, ...] = ()
    ground: str | None = None


class Closure(msgspec.Struct, frozen=True, omit_defaults=True):
    """An area or road that cannot be used as usual. `kind`: closed, flooded, contaminated,
    without_power, without_water, without_telecom … `depth_cm` is how deep the water stands.

    `passable_for` names who may pass all the same (emergency, high_clearance, residents);
    `ends_at` is planned: a closure ends when somebody lifts it, not when its time runs out.
    """

    id: str
    kind: str
    extent: Extent
    since: datetime
    agency: Agency = Agency.other
    ends_at: datetime | None = None
    passable_for: tuple[str, ...] = ()
    incident: str | None = None
    reason: Words | None = None
    lifted_at: datetime | None = None
    depth_cm: int | None = None

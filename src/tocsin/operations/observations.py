"""What a device reports: a position or a reading, as gateways hand it on and the track keeps it.

Source: OGC Observations and Measurements (ISO 19156); NMEA 0183 (fix, course over ground). Whole
numbers throughout: microdegrees, metres, centimetres a second, thousandths of a degree.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from tocsin.geo.places import Point
from tocsin.operations.orders import Ident

Metres = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
SpeedCms = Annotated[int, msgspec.Meta(ge=0, le=10_000_000)]
CourseMdeg = Annotated[int, msgspec.Meta(ge=0, lt=360_000)]
AltitudeCm = Annotated[int, msgspec.Meta(ge=-2_000_000, le=10_000_000)]
Whole = Annotated[int, msgspec.Meta(ge=-(2**53), le=2**53)]


class Fix(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A position as determined: where, how exact, how fast over ground and where to (from north).

    `altitude_cm` is above the ellipsoid (WGS 84), or above the mean sea level where a device knows
    no other.
    """

    point: Point
    accuracy_m: Metres | None = None
    speed_cms: SpeedCms | None = None
    course_mdeg: CourseMdeg | None = None
    altitude_cm: AltitudeCm | None = None


class Reading(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A measured value: a whole number, its unit (UCUM), how many digits stand after the point."""

    value: Whole
    unit: str
    decimals: int = 0

    @property
    def text(self) -> str:
        """The value as people write it: "21.3 cm"."""
        if self.decimals == 0:
            return f"{self.value} {self.unit}"
        sign, digits = "-" * (self.value < 0), str(abs(self.value)).rjust(self.decimals + 1, "0")
        return f"{sign}{digits[: -self.decimals]}.{digits[-self.decimals :]} {self.unit}"


class Observation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One report of a device, by the name the device has for itself (or a unit's id or call sign).

    Either a fix or a reading. `observed_at` is the device's own time (aware UTC); `place` says
    where in its input it stood, for telling what was refused.
    """

    device: Ident
    observed_at: datetime
    fix: Fix | None = None
    reading: Reading | None = None
    source: str = ""
    place: str = ""


class Unread(msgspec.Struct, frozen=True):
    """A part of an input that is not what it claims to be: where it stood, what was expected."""

    place: str
    expected: str


class UsedPosition(msgspec.Struct, frozen=True, omit_defaults=True):
    """What of the track was there to be read when the order was given."""

    unit: str
    lat_udeg: int
    lon_udeg: int
    observed_at: datetime
    age_s: int
    freshness: str
    source: str
    track: str
    position: int
    accuracy_m: int | None = None
    speed_cms: int | None = None
    course_mdeg: int | None = None


class Used(msgspec.Struct, frozen=True):
    """The basis of an order that used a position, as JSON text: `{"used_position": {…}}`."""

    used_position: UsedPosition


def used_in(basis: str) -> UsedPosition | None:
    """The position in a basis; None where somebody gave another basis."""
    try:
        return msgspec.json.decode(basis, type=Used).used_position
    except (msgspec.DecodeError, ValueError):
        return None

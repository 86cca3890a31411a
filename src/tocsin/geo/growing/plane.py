"""A plane of whole decimetres (x east, y north), angles of a 4,096th of a turn, and the way to µ°.

Sines are whole numbers of 2^14, from the series of the sine in whole numbers of 2^60.
"""

from math import isqrt

import msgspec

from tocsin.geo.ground import Line, Spot

TURN, QUARTER, HALF = 4_096, 1_024, 2_048
UNIT = 1 << 14
PI_60 = 3_622_009_729_038_561_421
"""π · 2^60, rounded."""
UDEG_PER_MM = 8_993_204
"""So many µ° of latitude are a thousand km: 180 · 10^12 / (π · 6,371,008.8 m), rounded."""

XY = tuple[int, int]


def _sine_60(angle: int) -> int:
    """The sine of an angle of the first quarter, both in 2^-60."""
    square = angle * angle >> 60
    total = term = angle
    for each in range(1, 15):
        term = -(term * square >> 60) // (2 * each * (2 * each + 1))
        total += term
    return total


def _table() -> tuple[int, ...]:
    quarter = [
        (_sine_60(2 * PI_60 * each // TURN) + (1 << 45)) >> 46 for each in range(QUARTER + 1)
    ]
    half = quarter + quarter[-2:0:-1]
    return tuple(half + [-each for each in half])


SINE = _table()


def sine(angle: int) -> int:
    """The sine of an angle, times 2^14."""
    return SINE[angle % TURN]


def cosine(angle: int) -> int:
    """The cosine of an angle, times 2^14."""
    return SINE[(angle + QUARTER) % TURN]


def heading(dx: int, dy: int) -> int:
    """The angle of a direction, from east against the clock."""
    turn = 0
    if dx < 0:
        dx, dy, turn = -dx, -dy, HALF
    if dy < 0:
        dx, dy, turn = -dy, dx, turn + HALF + QUARTER
    low, high = 0, QUARTER
    while low < high:
        middle = (low + high + 1) // 2
        if dy * SINE[QUARTER - middle] >= dx * SINE[middle]:
            low = middle
        else:
            high = middle - 1
    return (low + turn) % TURN


def apart(one: int, other: int) -> int:
    """How far two angles are apart, 0 to half a turn."""
    return abs((one - other + HALF) % TURN - HALF)


def ahead(at: XY, angle: int, far: int) -> XY:
    """The point so far away in a direction."""
    return (
        at[0] + (far * cosine(angle) + UNIT // 2) // UNIT,
        at[1] + (far * sine(angle) + UNIT // 2) // UNIT,
    )


def distance(a: XY, b: XY) -> int:
    """In dm, rounded down."""
    return isqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2)


class Plane(msgspec.Struct, frozen=True):
    """Where the plane lies on the Earth: its origin, how many quarter turns it is turned, and the
    cosine of its latitude in 2^-60."""

    origin: Spot
    turns: int
    cosine_60: int

    def spot(self, at: XY) -> Spot:
        """The place of a point in µ°."""
        x, y = at
        for _ in range(self.turns):
            x, y = -y, x
        lat = self.origin[0] + (y * UDEG_PER_MM + 500_000) // 10_000_000
        east = x * UDEG_PER_MM * (1 << 60) // (self.cosine_60 * 10_000)
        return lat, self.origin[1] + (east + 500) // 1_000

    def line(self, points: list[XY]) -> Line:
        """A line, without spots said twice running."""
        found: list[Spot] = []
        for each in points:
            spot = self.spot(each)
            if not found or found[-1] != spot:
                found.append(spot)
        return tuple(found)


def plane_at(lat_udeg: int, lon_udeg: int, turns: int) -> Plane:
    """A plane with its origin there."""
    angle = PI_60 // 2 - PI_60 * abs(lat_udeg) // 180_000_000
    return Plane((lat_udeg, lon_udeg), turns, _sine_60(angle))

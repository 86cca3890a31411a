"""Whether two areas have ground in common: rings with holes, and circles.

Whole microdegrees; a circle is taken as a ring of 48 corners round it. To touch counts as common
ground: a warning on a line concerns both sides. Source: RFC 7946 §3.1.6 (rings and holes).
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from tocsin.geo.places import EARTH_RADIUS_M, Point
from tocsin.geo.rings import TURN_UDEG, within

Corner = tuple[int, int]
"""Longitude and latitude in µ°."""
Shape = tuple[tuple[Point, ...], tuple[tuple[Point, ...], ...]]
"""A ring, and the holes in it."""
CORNERS = 48


def around(centre: Point, radius_m: int) -> tuple[Point, ...]:
    """A circle as a ring that holds it: its corners lie a little outside."""
    reach_m = radius_m / math.cos(math.pi / CORNERS)
    udeg = math.degrees(reach_m / EARTH_RADIUS_M) * 1e6
    shrink = max(math.cos(math.radians(centre.lat_udeg / 1e6)), 0.01)
    found = []
    for number in range(CORNERS):
        angle = 2 * math.pi * number / CORNERS
        lat = round(centre.lat_udeg + udeg * math.cos(angle))
        lon = round(centre.lon_udeg + udeg * math.sin(angle) / shrink)
        half = TURN_UDEG // 2
        found.append(Point(max(-90_000_000, min(90_000_000, lat)), (lon + half) % TURN_UDEG - half))
    return tuple(found)


def overlap(ours: Iterable[Shape], theirs: Sequence[Shape]) -> bool:
    """Whether some part of one lies in some part of the other."""
    return any(_share(one, other) for one in ours for other in theirs)


def _share(one: Shape, other: Shape) -> bool:
    ring, holes = one
    beside, their_holes = other
    if not ring or not beside:
        return False
    if _borders_meet(ring, beside):
        return True
    if within(beside, ring[0]):
        return not any(_lies_in(hole, ring) for hole in their_holes)
    if within(ring, beside[0]):
        return not any(_lies_in(hole, beside) for hole in holes)
    return False


def _lies_in(hole: Sequence[Point], ring: Sequence[Point]) -> bool:
    """Whether a ring lies wholly in a hole."""
    return all(within(hole, each) for each in ring) and not any(within(ring, each) for each in hole)


def _borders_meet(ring: Sequence[Point], beside: Sequence[Point]) -> bool:
    """Edges of one against those of the other whose boxes meet; round the globe where needed."""
    edges = list(_edges(ring, ring[0].lon_udeg))
    theirs = list(_edges(beside, ring[0].lon_udeg))
    south, west = min(min(a[1], b[1]) for a, b in edges), min(min(a[0], b[0]) for a, b in edges)
    north, east = max(max(a[1], b[1]) for a, b in edges), max(max(a[0], b[0]) for a, b in edges)
    near = [
        (c, d)
        for c, d in theirs
        if max(c[1], d[1]) >= south and min(c[1], d[1]) <= north
        and max(c[0], d[0]) >= west and min(c[0], d[0]) <= east
    ]  # fmt: skip
    return any(_meet(a, b, c, d) for a, b in edges for c, d in near)


def _edges(ring: Sequence[Point], beside: int) -> Iterator[tuple[Corner, Corner]]:
    """The sides of a ring with longitudes that go on, begun within half a turn of `beside`."""
    half = TURN_UDEG // 2
    x = beside + (ring[0].lon_udeg - beside + half) % TURN_UDEG - half
    corners = [(x, ring[0].lat_udeg)]
    for point in (*ring[1:], ring[0]):
        x += (point.lon_udeg - x + half) % TURN_UDEG - half
        corners.append((x, point.lat_udeg))
    return iter(pairwise(corners))


def _side(a: Corner, b: Corner, c: Corner) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _meet(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    """Whether two sides have a point in common; boxes first."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    one, two = _side(a, b, c), _side(a, b, d)
    three, four = _side(c, d, a), _side(c, d, b)
    return (one <= 0 <= two or two <= 0 <= one) and (three <= 0 <= four or four <= 0 <= three)

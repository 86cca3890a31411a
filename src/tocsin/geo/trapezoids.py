"""An area with holes as areas without: bands from corner to corner, cut where the area is.

CAP has no holes, so what lies in one would be warned. Corners that fall between microdegrees are
rounded: the pieces are together the area to a tenth of a metre.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tocsin.geo.places import Point
from tocsin.geo.rings import TURN_UDEG

Corner = tuple[int, int]
"""Longitude and latitude in µ°, where a longitude may go on beyond 180°."""


def without_holes(
    ring: Sequence[Point], holes: Sequence[Sequence[Point]]
) -> list[tuple[Point, ...]]:
    """Rings that are together the area of one ring but for its holes."""
    if not holes:
        return [tuple(ring)]
    sides = [side for each in (ring, *holes) for side in _sides(each, ring[0].lon_udeg)]
    lats = sorted({corner[1] for side in sides for corner in side})
    found = []
    for south, north in pairwise(lats):
        across = sorted(
            (_at(side, south) + _at(side, north), _at(side, south), _at(side, north))
            for side in sides
            if min(side[0][1], side[1][1]) <= south and max(side[0][1], side[1][1]) >= north
        )
        for (_, a, d), (_, b, c) in zip(across[::2], across[1::2], strict=False):
            corners = dict.fromkeys(((a, south), (b, south), (c, north), (d, north)))
            if len(corners) > 2:
                found.append(tuple(_point(each) for each in corners))
    return found


def _sides(ring: Sequence[Point], beside: int) -> Iterator[tuple[Corner, Corner]]:
    half = TURN_UDEG // 2
    x = beside + (ring[0].lon_udeg - beside + half) % TURN_UDEG - half
    corners = [(x, ring[0].lat_udeg)]
    for point in (*ring[1:], ring[0]):
        x += (point.lon_udeg - x + half) % TURN_UDEG - half
        corners.append((x, point.lat_udeg))
    return ((a, b) for a, b in pairwise(corners) if a[1] != b[1])


def _at(side: tuple[Corner, Corner], lat: int) -> int:
    """The longitude at which a side passes a latitude, to the nearest microdegree."""
    (ax, ay), (bx, by) = side
    return ax + round((bx - ax) * (lat - ay) / (by - ay))


def _point(corner: Corner) -> Point:
    half = TURN_UDEG // 2
    return Point(corner[1], (corner[0] + half) % TURN_UDEG - half)

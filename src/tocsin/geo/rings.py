"""Areas with a border of straight lines: is a ring one, and does a point lie in it.

Whole microdegrees and whole-number arithmetic: no rounding decides who is inside. Lines are
straight in latitude and longitude, as in GeoJSON; they take the shorter way round, so a ring may
lie across the 180th meridian. Source: RFC 7946 §3.1.1, §3.1.6, §3.1.9.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from tocsin.geo.places import Point

TURN_UDEG = 360_000_000
MOST_POINTS = 200

Corner = tuple[int, int]
"""Longitude and latitude in µ°, where a longitude may go on beyond 180°."""


class RingFault(StrEnum):
    """Why points make no ring."""

    too_few = "too_few"
    crosses_itself = "crosses_itself"
    round_a_pole = "round_a_pole"


def opened(ring: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ring without its first point said again at the end, as GeoJSON has it."""
    return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring


def fault(ring: Sequence[Point]) -> RingFault | None:
    """Why these points, in their order, are no border of one area; None where they are."""
    if len(ring) < 3:
        return RingFault.too_few
    corners = _unrolled(ring)
    if corners[0] != corners[-1]:
        return RingFault.round_a_pole
    edges = list(pairwise(corners))
    last = len(edges) - 1
    for at, one in enumerate(edges):
        if one[0] == one[1] or _turns_back(one, edges[(at + 1) % len(edges)]):
            return RingFault.crosses_itself
        for beside in range(at + 2, last if at == 0 else last + 1):
            if _meet(one, edges[beside]):
                return RingFault.crosses_itself
    return None


def within(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies in a ring or on its border. An empty ring holds nothing."""
    if not ring:
        return False
    edges = list(pairwise(_unrolled(ring)))
    return any(
        _holds(edges, (point.lon_udeg + turn, point.lat_udeg))
        for turn in (-TURN_UDEG, 0, TURN_UDEG)
    )


def _unrolled(ring: Sequence[Point]) -> list[Corner]:
    """The corners, the first again at the end; each at most half a turn from the one before."""
    x = ring[0].lon_udeg
    corners = [(x, ring[0].lat_udeg)]
    for point in (*ring[1:], ring[0]):
        half = TURN_UDEG // 2
        x += (point.lon_udeg - x + half) % TURN_UDEG - half
        corners.append((x, point.lat_udeg))
    return corners


Edge = tuple[Corner, Corner]


def _side(edge: Edge, corner: Corner) -> int:
    """Above 0: left of the edge's line; below: right; 0: on it."""
    (ax, ay), (bx, by) = edge
    return (bx - ax) * (corner[1] - ay) - (by - ay) * (corner[0] - ax)


def _is_on(edge: Edge, corner: Corner) -> bool:
    (ax, ay), (bx, by) = edge
    return (
        _side(edge, corner) == 0
        and min(ax, bx) <= corner[0] <= max(ax, bx)
        and min(ay, by) <= corner[1] <= max(ay, by)
    )


def _meet(one: Edge, other: Edge) -> bool:
    """Whether two edges have a point in common."""
    a, b = _side(one, other[0]), _side(one, other[1])
    c, d = _side(other, one[0]), _side(other, one[1])
    if (a > 0) != (b > 0) and (c > 0) != (d > 0) and 0 not in (a, b, c, d):
        return True
    return any(_is_on(one, each) for each in other) or any(_is_on(other, each) for each in one)


def _turns_back(one: Edge, following: Edge) -> bool:
    """Whether the next edge lies on this one: the border goes back on itself."""
    (ax, ay), (bx, by) = one
    cx, cy = following[1]
    along = (bx - ax) * (cx - bx) + (by - ay) * (cy - by)
    return _side(one, following[1]) == 0 and along < 0


def _holds(edges: Sequence[Edge], corner: Corner) -> bool:
    """On the border, or an odd number of edges lie to the right (even-odd rule)."""
    is_in = False
    for edge in edges:
        if _is_on(edge, corner):
            return True
        (_, ay), (_, by) = edge
        if (ay > corner[1]) != (by > corner[1]) and (_side(edge, corner) > 0) == (by > ay):
            is_in = not is_in
    return is_in

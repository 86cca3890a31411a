"""Polygons and circles: read as points, looked at for what makes them no area.

CAP writes `latitude,longitude` pairs with blanks between, a polygon's last point the first again, a
circle as a point and a radius in kilometres. The direction of a ring is free; a ring may lie over
the 180th meridian. Source: CAP 1.2 §3.2.4, §3.3.1 (WGS 84, decimal degrees).
"""

import math
import re
from itertools import pairwise

import msgspec

from tocsin.gateways.cap.deviations import Code
from tocsin.geo.places import EARTH_RADIUS_M, Point
from tocsin.geo.rings import TURN_UDEG

MOST_CORNERS = 50_000
MOST_COMPARED = 4_000_000
"""So many pairs of edges are looked at for a crossing; then a ring counts as too entangled."""

_LAT = r"-?(?:[0-8]?\d(?:\.\d++)?|90(?:\.0++)?)"
_LON = r"-?(?:1[0-7]\d(?:\.\d++)?|180(?:\.0++)?|\d?\d(?:\.\d++)?)"
_PLAIN = re.compile(rf"\s*+{_LAT},{_LON}(?:\s++{_LAT},{_LON}){{3,}}+\s*+", re.ASCII)
_TURNED = re.compile(rf"\s*+{_LON},{_LAT}(?:\s++{_LON},{_LAT}){{3,}}+\s*+", re.ASCII)
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
_CIRCLE = re.compile(r"(-?\d+(?:\.\d*)?),(-?\d+(?:\.\d*)?)\s+(\d+(?:\.\d*)?)", re.ASCII)


class Ring(msgspec.Struct, frozen=True):
    """The corners of a polygon, the first not said again at the end; empty where there are none."""

    corners: tuple[Point, ...]
    faults: tuple[Code, ...]


class Round(msgspec.Struct, frozen=True):
    """A circle. A radius of 0 is a point."""

    centre: Point
    radius_m: int


def ring(polygon: str) -> Ring:
    """A polygon's corners and what is wrong with how it is written. Points are rounded to the
    microdegree; digits beyond that are lost."""
    lats, lons, found = _read(polygon)
    corners = [Point.from_degrees(*each) for each in zip(lats, lons, strict=True)]
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return Ring(tuple(corners) if len(corners) > 2 else (), tuple(found))


def faults(polygon: str) -> list[Code]:
    """What is wrong with how a polygon is written; nothing of whether it crosses itself."""
    is_small = polygon.count(",") <= MOST_CORNERS
    is_plain = is_small and _PLAIN.fullmatch(polygon) is not None
    is_turned = is_small and not is_plain and _TURNED.fullmatch(polygon) is not None
    is_closed = is_plain or is_turned
    if is_closed and polygon.split(None, 1)[0] == polygon.rsplit(None, 1)[-1]:
        return [Code.coordinates_swapped] if is_turned else []
    return _read(polygon)[2]


def numbers_in(polygon: str) -> list[str]:
    """The numbers of a polygon as they are written."""
    return _NUMBER.findall(polygon)


_Degrees = list[float]


def _read(polygon: str) -> tuple[_Degrees, _Degrees, list[Code]]:
    """Latitudes, longitudes, what is wrong. A polygon is looked at as a whole: without its digits
    only a comma a pair may be left."""
    found: list[Code] = []
    pairs = polygon.split()
    left = polygon.encode("utf-8", "replace").translate(None, b"0123456789.-").split()
    parts = polygon.replace(",", " ").split()
    is_written = len(parts) == 2 * len(pairs) and left == [b","] * len(pairs)
    if not is_written:
        if _NUMBER.sub("", polygon).strip(" \t\r\n,;"):
            return [], [], [Code.polygon_unreadable]
        parts = _NUMBER.findall(polygon)
        found.append(Code.coordinates_form)
    if len(parts) % 2 or not 0 < len(parts) <= 2 * MOST_CORNERS:
        return [], [], [Code.polygon_unreadable]
    try:
        numbers = list(map(float, parts))
    except ValueError:
        return [], [], [Code.polygon_unreadable]
    lats, lons = numbers[::2], numbers[1::2]
    if not _are_places(lats, lons):
        if not _are_places(lons, lats):
            return [], [], [*found, Code.coordinates_out_of_range]
        lats, lons = lons, lats
        found.append(Code.coordinates_swapped)
    if len(lats) < 4:
        found.append(Code.polygon_too_short)
    if lats[0] != lats[-1] or lons[0] != lons[-1]:
        found.append(Code.polygon_not_closed)
    return lats, lons, found


def _are_places(lats: list[float], lons: list[float]) -> bool:
    is_lat = min(lats) >= -90.0 and max(lats) <= 90.0
    return is_lat and min(lons) >= -180.0 and max(lons) <= 180.0


def circle(text: str) -> Round | None:
    """A circle; None where it is none. The radius is rounded to the metre."""
    found = _CIRCLE.fullmatch(text.strip())
    if found is None:
        return None
    lat, lon, radius_m = float(found[1]), float(found[2]), float(found[3]) * 1000
    if not _are_places([lat], [lon]) or radius_m > math.pi * EARTH_RADIUS_M:
        return None
    return Round(Point.from_degrees(lat, lon), round(radius_m))


def around(each: Round, corners: int = 64) -> tuple[Point, ...]:
    """A circle as a ring of so many corners on it. Empty where it lies round a pole: no ring is."""
    angle = each.radius_m / EARTH_RADIUS_M
    lat, lon = (math.radians(part) for part in each.centre.degrees)
    if not each.radius_m or abs(lat) + angle >= math.pi / 2:
        return ()
    found = []
    for number in range(corners):
        bearing = 2 * math.pi * number / corners
        to = math.asin(
            math.sin(lat) * math.cos(angle) + math.cos(lat) * math.sin(angle) * math.cos(bearing)
        )
        east = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(lat),
            math.cos(angle) - math.sin(lat) * math.sin(to),
        )
        turned = (math.degrees(lon + east) + 180.0) % 360.0 - 180.0
        found.append(Point.from_degrees(math.degrees(to), turned))
    return tuple(found)


Corner = tuple[int, int]


class RingFault(msgspec.Struct, frozen=True):
    """What makes a ring no border of one area. `at` is a corner of it."""

    why: str
    at: Point | None = None


def area_fault(corners: tuple[Point, ...]) -> RingFault | None:
    """Whether a ring crosses or touches itself, turns back on itself, or goes round a pole.

    Edges are swept from west to east, so that only those beside one another are compared. None: it
    is the border of one area.
    """
    if len(corners) < 3:
        return RingFault("fewer than three corners")
    flat = _unrolled(corners)
    if flat[0] != flat[-1]:
        return RingFault("goes round a pole")
    edges = [(a, b) for a, b in pairwise(flat) if a != b]
    if len(edges) < 3:
        return RingFault("has no area")
    order = sorted(range(len(edges)), key=lambda at: min(edges[at][0][0], edges[at][1][0]))
    active: list[int] = []
    compared = 0
    for at in order:
        west = min(edges[at][0][0], edges[at][1][0])
        active = [each for each in active if max(edges[each][0][0], edges[each][1][0]) >= west]
        compared += len(active)
        if compared > MOST_COMPARED:
            return RingFault("is too entangled to be looked through")
        for each in active:
            if _cross(edges, at, each):
                return RingFault("crosses or touches itself", _point(edges[at][0]))
        active.append(at)
    return None


def _unrolled(corners: tuple[Point, ...]) -> list[Corner]:
    x = corners[0].lon_udeg
    found = [(x, corners[0].lat_udeg)]
    half = TURN_UDEG // 2
    for point in (*corners[1:], corners[0]):
        x += (point.lon_udeg - x + half) % TURN_UDEG - half
        found.append((x, point.lat_udeg))
    return found


def _point(corner: Corner) -> Point:
    lon = (corner[0] + TURN_UDEG // 2) % TURN_UDEG - TURN_UDEG // 2
    return Point(corner[1], lon)


def _cross(edges: list[tuple[Corner, Corner]], one: int, other: int) -> bool:
    (a, b), (c, d) = edges[one], edges[other]
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    gap = (one - other) % len(edges)
    if gap in (1, len(edges) - 1):
        first, second = (other, one) if gap == 1 else (one, other)
        return _turns_back(edges[first], edges[second])
    return _meet(a, b, c, d)


def _side(a: Corner, b: Corner, c: Corner) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _turns_back(one: tuple[Corner, Corner], following: tuple[Corner, Corner]) -> bool:
    (a, b), (_, c) = one, following
    along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1])
    return _side(a, b, c) == 0 and along < 0


def _meet(a: Corner, b: Corner, c: Corner, d: Corner) -> bool:
    sides = (_side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b))
    if 0 not in sides:
        return (sides[0] > 0) != (sides[1] > 0) and (sides[2] > 0) != (sides[3] > 0)
    return any(
        side == 0 and _is_between(ends[0], ends[1], corner)
        for side, ends, corner in zip(
            sides, ((a, b), (a, b), (c, d), (c, d)), (c, d, a, b), strict=True
        )
    )


def _is_between(a: Corner, b: Corner, c: Corner) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])

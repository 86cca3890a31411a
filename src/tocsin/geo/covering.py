"""A simpler area that holds the whole of another one: fewer corners, nobody inside is lost.

Method: the area made wider by some metres, its border then simplified by less (Douglas–Peucker), so
that the line cannot come back into the area; wider again until the corners suffice. Whether the
result holds everything is looked at on whole microdegrees, and what does not is not taken. Last of
all stands the hull of everything, then the box around it.

Longitudes go on over the 180th meridian; an area is narrower than half the globe. Needs shapely.
Source: Douglas & Peucker 1973; CAP 1.2 §3.2.4; FEMA IPAWS profile (an area of a WEA message).
"""

from collections.abc import Sequence
from math import cos, radians
from typing import ClassVar

import msgspec
import numpy as np
import numpy.typing as npt
import shapely

from tocsin.geo.network.touching import M_PER_UDEG
from tocsin.geo.overlapping import Shape
from tocsin.geo.places import Point
from tocsin.geo.rings import TURN_UDEG

NARROWEST_M, WIDEST_M, STEP = 2.0, 50_000.0, 1.4
BACK = 0.85
"""The border is simplified by so much of what it was moved out by: round corners are no circles."""
Floats = npt.NDArray[np.float64]
HALF_UDEG = TURN_UDEG // 2
NORTH_UDEG = 90_000_000


class Limit(msgspec.Struct, frozen=True):
    """What may be said of an area: corners, polygons and holes in all."""

    LEAST: ClassVar[int] = 4
    corners: int
    polygons: int = 100
    holes: int = 0


PHONES = Limit(corners=100, polygons=10)
"""What an area may be for a message to all phones in it (WEA)."""


def covering(shapes: Sequence[Shape], limit: Limit) -> tuple[Shape, ...]:
    """Shapes within a limit that hold all of the given ones; those themselves where they are."""
    if not shapes or _suffices(_counts(shapes), limit):
        return tuple(shapes)
    plane = _Plane(shapes)
    flat = plane.flat
    reach_m = NARROWEST_M
    while reach_m <= WIDEST_M:
        found = _whole(plane.widened(reach_m), limit)
        if _suffices(_counts_of(found), limit) and shapely.covers(found, flat):
            return plane.shapes_of(found)
        reach_m *= STEP
    hull = plane.widened_hull()
    if len(hull.exterior.coords) - 1 <= limit.corners and shapely.covers(hull, flat):
        return plane.shapes_of(hull)
    return plane.shapes_of(shapely.box(*shapely.bounds(flat)))


def area_of(shapes: Sequence[Shape]) -> int:
    """How large an area is that shapes make together, in whole m²; what lies in two counts once."""
    if not shapes:
        return 0
    plane = _Plane(shapes)
    metres = shapely.transform(plane.flat, lambda each: each * plane.scale)
    return round(float(metres.area))


def united(shapes: Sequence[Shape]) -> tuple[Shape, ...]:
    """The same area as shapes that have nothing in common."""
    plane = _Plane(shapes)
    return plane.shapes_of(plane.flat)


def _counts(shapes: Sequence[Shape]) -> tuple[int, int, int]:
    corners = sum(len(each) for ring, holes in shapes for each in (ring, *holes))
    return corners, len(shapes), sum(len(holes) for _, holes in shapes)


def _counts_of(found: shapely.Geometry) -> tuple[int, int, int]:
    parts = shapely.get_parts(found)
    holes = int(shapely.get_num_interior_rings(parts).sum())
    return shapely.get_num_coordinates(found) - len(parts) - holes, len(parts), holes


def _suffices(counts: tuple[int, int, int], limit: Limit) -> bool:
    corners, polygons, holes = counts
    return corners <= limit.corners and polygons <= limit.polygons and holes <= limit.holes


def _whole(found: shapely.Geometry, limit: Limit) -> shapely.Geometry:
    """On whole microdegrees, valid; the largest holes left as many as there may be."""
    parts = shapely.get_parts(shapely.set_precision(found, 1))
    holes = sorted(
        (shapely.Polygon(ring).area for part in parts for ring in part.interiors), reverse=True
    )
    least = holes[limit.holes - 1] if 0 < limit.holes <= len(holes) else 0
    kept = [
        shapely.Polygon(
            part.exterior,
            [e for e in part.interiors if limit.holes and shapely.Polygon(e).area >= least],
        )
        for part in parts
    ]
    return shapely.union_all(kept, grid_size=1)


class _Plane:
    """Shapes on one map in whole µ°, x and y, with longitudes that go on beside the first one."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._beside = shapes[0][0][0].lon_udeg
        polygons = [
            shapely.Polygon(self._line(ring), [self._line(hole) for hole in holes])
            for ring, holes in shapes
        ]
        self.flat: shapely.Geometry = shapely.union_all(
            [each if each.is_valid else shapely.make_valid(each) for each in polygons], grid_size=1
        )
        _, south, _, north = shapely.bounds(self.flat)
        shrink = max(cos(radians((south + north) / 2e6)), 0.01)
        self.scale = np.array([shrink * M_PER_UDEG, M_PER_UDEG])

    def _line(self, ring: Sequence[Point]) -> list[tuple[int, int]]:
        found = []
        x = self._beside
        for each in ring:
            x += (each.lon_udeg - x + HALF_UDEG) % TURN_UDEG - HALF_UDEG
            found.append((x, each.lat_udeg))
        return found

    def widened(self, reach_m: float) -> shapely.Geometry:
        """Wider by so much, with fewer corners; in µ°."""
        metres = shapely.transform(self.flat, lambda each: each * self.scale)
        wide = shapely.buffer(metres, reach_m, quad_segs=8).simplify(reach_m * BACK)
        return shapely.transform(wide, self._back)

    def widened_hull(self) -> shapely.Polygon:
        """The hull of everything, moved out by two microdegrees, for it is rounded."""
        hull = shapely.buffer(self.flat.convex_hull, 2, join_style="mitre")
        return shapely.transform(hull, self._rounded)

    def _back(self, each: Floats) -> Floats:
        return self._rounded(each / self.scale)

    def _rounded(self, each: Floats) -> Floats:
        found = np.rint(each)
        found[:, 1] = np.clip(found[:, 1], -NORTH_UDEG, NORTH_UDEG)
        return found

    def shapes_of(self, found: shapely.Geometry) -> tuple[Shape, ...]:
        """Polygons as shapes, the westernmost first."""
        parts = sorted(
            (each for each in shapely.get_parts(found) if isinstance(each, shapely.Polygon)),
            key=lambda each: shapely.bounds(each).tolist(),
        )
        return tuple(
            (_ring(each.exterior), tuple(_ring(hole) for hole in each.interiors)) for each in parts
        )


def _ring(line: shapely.LinearRing) -> tuple[Point, ...]:
    return tuple(
        Point(round(y), (round(x) + HALF_UDEG) % TURN_UDEG - HALF_UDEG)
        for x, y in list(line.coords)[:-1]
    )

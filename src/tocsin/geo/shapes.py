"""Areas mended and put together: what a file draws wrongly, and a town out of its zones.

Everything lies on whole microdegrees: GEOS is asked to snap to that grid, so its results are whole
too and the same on every machine. Needs shapely (an extra: `pip install 'tocsin[ground]'`).
Source: OGC 06-103r4 §6.1.11 (what makes a polygon valid); Hobby 1999 (snap rounding).
"""

from collections.abc import Iterable, Sequence

import msgspec
import shapely

from tocsin.geo.ground import Line, Spot
from tocsin.geo.outlines import nested
from tocsin.geo.surfaces import area_m2

GRID = 1
"""Whole microdegrees."""
Polygons = Sequence[Sequence[Line]]


class Mended(msgspec.Struct, frozen=True):
    """An area that is valid. `fault` says why it was not, and `at` where; None: it was."""

    rings: tuple[Line, ...]
    fault: str | None
    at: Spot | None
    before_m2: int
    after_m2: int


def mended(polygons: Polygons) -> Mended:
    """Polygons (each an outer ring and its holes) as rings under the even-odd rule.

    A ring that crosses or touches itself is cut there; a bit without area goes. `rings` is empty
    where nothing is left.
    """
    shape = shapely.MultiPolygon([_polygon(each) for each in polygons])
    given = tuple(ring for each in polygons for ring in each)
    before = area_m2(given)
    if shape.is_valid:
        return Mended(given, None, None, before, before)
    why, _, at = shapely.is_valid_reason(shape).partition("[")
    rings = rings_of_shape(shapely.set_precision(shapely.make_valid(shape), GRID))
    place = [float(part) for part in at.rstrip("]").split()]
    spot = (round(place[1]), round(place[0])) if len(place) == 2 else None
    return Mended(rings, why, spot, before, area_m2(rings))


def dissolved(areas: Iterable[Sequence[Line]]) -> tuple[Line, ...]:
    """The rings of everything that lies in one of the areas or more; inner lines go."""
    shapes = [_polygon(each) for rings in areas for each in nested(rings)]
    return rings_of_shape(shapely.union_all(shapes, grid_size=GRID))


def overlap_m2(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How much two areas have in common, in m²."""
    both = [shapely.MultiPolygon([_polygon(each) for each in nested(e)]) for e in (one, other)]
    if not both[0].intersects(both[1]):
        return 0
    return area_m2(rings_of_shape(shapely.intersection(*both, grid_size=GRID)))


def _twice(ring: Line) -> int:
    """Twice the area of a ring in µ°², above 0 where it runs against the clock."""
    total = 0
    for (lat, lon), (to_lat, to_lon) in zip(ring, (*ring[1:], ring[0]), strict=True):
        total += lon * to_lat - to_lon * lat
    return total


def _polygon(polygon: Sequence[Line]) -> shapely.Polygon:
    """Shapely's, in µ°, longitude first. Rings of fewer than three corners are left out."""
    outer, *holes = [[(lon, lat) for lat, lon in ring] for ring in polygon if len(ring) > 2]
    return shapely.Polygon(outer, holes)


def rings_of_shape(shape: shapely.Geometry) -> tuple[Line, ...]:
    """The rings of whatever polygons a shape holds, in one order: from the least corner on."""
    found: list[Line] = []
    for part in shapely.get_parts(shape):
        if isinstance(part, shapely.MultiPolygon):
            found += rings_of_shape(part)
        elif isinstance(part, shapely.Polygon) and not part.is_empty:
            found += [_line(ring) for ring in (part.exterior, *part.interiors)]
    return tuple(sorted(found))


def _line(ring: shapely.LinearRing) -> Line:
    """The corners of a ring: the least first, against the clock."""
    spots = [(round(lat), round(lon)) for lon, lat in ring.coords][:-1]
    if _twice(tuple(spots)) < 0:
        spots.reverse()
    first = spots.index(min(spots))
    return tuple(spots[first:] + spots[:first])

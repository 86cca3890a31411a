"""A cell around each point of a grid, and which zone a point lies in.

A census grid is often published as the middles of its cells. The ground nearer to one middle than
to any other is its cell, cut off at the radius that hexagons so spaced have.
Source: Voronoi cells as GEOS builds them; H3 (hexagons of one size).
"""

import math
from collections.abc import Mapping, Sequence

import shapely

from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import cosine_of
from tocsin.geo.outlines import standing
from tocsin.geo.shapes import rings_of_shape

CORNERS = ((1000, 0), (500, 866), (-500, 866), (-1000, 0), (-500, -866), (500, -866))
"""A hexagon round 0, in thousandths of its radius."""
ROOM = 1.1
"""How much wider than a regular hexagon a cell may be: grids are drawn on a sphere."""


def cells(points: Sequence[Spot]) -> list[tuple[Line, ...]]:
    """The rings of the cell of each point, in their order; points must differ. Of one alone: a
    hexagon of 100 m."""
    across = cosine_of(sum(lat for lat, _ in points) // len(points))
    flat = [(lon * across, float(lat)) for lat, lon in points]
    reach = _spacing_udeg(flat) / math.sqrt(3) * ROOM
    if len(flat) < 2:
        return [_unflat(_hexagon(flat[0], reach), across)]
    extent = shapely.MultiPoint(flat)
    found = shapely.get_parts(
        shapely.voronoi_polygons(extent, extend_to=extent.buffer(4 * reach), ordered=False)
    )
    tree = shapely.STRtree(found)
    rings = []
    for spot in flat:
        mine = sorted(tree.query(shapely.Point(spot), predicate="intersects"))
        cell = found[mine[0]].intersection(_hexagon(spot, reach))
        rings.append(_unflat(cell, across))
    return rings


def _spacing_udeg(flat: Sequence[tuple[float, float]]) -> float:
    """The middle one of the distances to the nearest other point."""
    if len(flat) < 2:
        return 898.0 * math.sqrt(3) / ROOM
    tree = shapely.STRtree([shapely.Point(each) for each in flat])
    _, nearest = tree.query_nearest(
        tree.geometries, exclusive=True, return_distance=True, all_matches=False
    )
    return float(sorted(nearest)[len(nearest) // 2])


def _hexagon(spot: tuple[float, float], reach: float) -> shapely.Polygon:
    """Round a spot; wide enough to hold the cell, whichever way its grid is turned."""
    wide = reach * 2 / math.sqrt(3)
    return shapely.Polygon(
        [(spot[0] + x * wide / 1000, spot[1] + y * wide / 1000) for x, y in CORNERS]
    )


def _unflat(cell: shapely.Geometry, across: float) -> tuple[Line, ...]:
    whole = shapely.transform(cell, lambda each: (each / (across, 1.0)).round())
    return rings_of_shape(whole)


class Finder:
    """Finds the zone that a point lies in; the first by id where it lies on a line."""

    def __init__(self, zones: Mapping[str, Sequence[Line]]) -> None:
        self._ids: list[str] = sorted(zones)
        self._rings = [zones[each] for each in self._ids]
        boxes = []
        for rings in self._rings:
            lats = [lat for ring in rings for lat, _ in ring]
            lons = [lon for ring in rings for _, lon in ring]
            boxes.append(shapely.box(min(lons), min(lats), max(lons), max(lats)))
        self._tree = shapely.STRtree(boxes)

    def at(self, spot: Spot) -> str | None:
        """The zone's id; None where it lies in none."""
        point = shapely.Point(spot[1], spot[0])
        for each in sorted(map(int, self._tree.query(point, predicate="intersects"))):
            if standing(self._rings[each], spot) >= 0:
                return self._ids[each]
        return None

"""Which pieces of road an area, a circle or a line of a closure touches."""

from collections.abc import Sequence
from math import cos, radians

import numpy as np
import shapely

from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.network.arrays import CELL_UDEG, I32, Network, ranges

M_PER_UDEG = CM_PER_UDEG / 100
BESIDE_M = 10
"""A line drawn by hand touches a road that it passes this near."""


def touched(
    network: Network,
    circles: Sequence[tuple[Spot, int]] = (),
    polygons: Sequence[Sequence[Line]] = (),
    lines: Sequence[Line] = (),
    beside_m: int = BESIDE_M,
) -> I32:
    """The pieces that lie wholly or partly in circles (middle, radius in m) or polygons (rings
    under the even-odd rule), or within `beside_m` of lines; sorted, each once."""
    found = [_in(network, (middle,), float(radius), None) for middle, radius in circles]
    for rings in polygons:
        spots = tuple(spot for ring in rings for spot in ring)
        found.append(_in(network, spots, 0.0, rings))
    found += [_in(network, line, float(beside_m), None) for line in lines]
    return np.unique(np.concatenate([*found, np.zeros(0, np.int32)])).astype(np.int32)


def _in(network: Network, spots: Sequence[Spot], far_m: float, rings: Sequence[Line] | None) -> I32:
    if not spots:
        return np.zeros(0, np.int32)
    middle = spots[0]
    shrink = max(cos(radians(middle[0] / 1e6)), 0.01)
    pieces = _candidates(network, spots, far_m / M_PER_UDEG, shrink)
    if not len(pieces):
        return pieces
    counts = network.geom_start[pieces + 1] - network.geom_start[pieces]
    at = ranges(network.geom_start[pieces], counts)
    flat = np.stack(
        (
            (network.geom_lon[at] - middle[1]) * shrink * M_PER_UDEG,
            (network.geom_lat[at] - middle[0]) * M_PER_UDEG,
        ),
        axis=1,
    )
    roads = shapely.linestrings(flat, indices=np.repeat(np.arange(len(pieces)), counts))

    def flattened(line: Sequence[Spot]) -> list[tuple[float, float]]:
        return [
            ((lon - middle[1]) * shrink * M_PER_UDEG, (lat - middle[0]) * M_PER_UDEG)
            for lat, lon in line
        ]

    if rings is None:
        shape = shapely.Point if len(spots) == 1 else shapely.LineString
        near = shapely.distance(roads, shape(flattened(spots))) <= far_m
    else:
        area = shapely.Polygon()
        for ring in rings:
            area = area.symmetric_difference(shapely.make_valid(shapely.Polygon(flattened(ring))))
        near = shapely.intersects(roads, area)
    kept: I32 = pieces[near]
    return kept


def _candidates(network: Network, spots: Sequence[Spot], far: float, shrink: float) -> I32:
    """Pieces with a part in a cell that the box of the spots reaches; `far` in µ° of latitude."""
    lats, lons = [lat for lat, _ in spots], [lon for _, lon in spots]
    aside = far / shrink
    low = int(min(lats) - far + 90_000_000) // CELL_UDEG
    high = int(max(lats) + far + 90_000_000) // CELL_UDEG
    west = int(min(lons) - aside + 180_000_000) // CELL_UDEG
    east = int(max(lons) + aside + 180_000_000) // CELL_UDEG
    rows = np.arange(low, high + 1, dtype=np.int64) << 20
    first = np.searchsorted(network.grid_cell, rows + west)
    last = np.searchsorted(network.grid_cell, rows + east + 1)
    begins, ends = network.grid_start[first], network.grid_start[last]
    return np.unique(network.grid_piece[ranges(begins, ends - begins)])

"""Areas that are drawn over the antimeridian, cut in two there.

An edge that spans more than 180° of longitude is meant the short way round. Source: RFC 7946
§3.1.9 (such areas ought to be cut already; many files are older, or were drawn by hand).
"""

from collections.abc import Sequence
from itertools import pairwise

import shapely

from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import HALF, TURN
from tocsin.geo.shapes import GRID, rings_of_shape

SOUTH, NORTH = -90_000_000, 90_000_000


class RoundAPole(ValueError):
    """A ring goes once round the Earth, so that it has no inside on a flat map."""


def crosses(ring: Line) -> bool:
    """Whether an edge is shorter the other way round. One of exactly 360° runs along a parallel or
    not at all, so it says nothing."""
    return any(HALF < abs(b[1] - a[1]) < TURN for a, b in pairwise((*ring, ring[0])))


def over(line: Sequence[Spot]) -> list[int]:
    """The places of the spots of a line that are reached over the antimeridian."""
    return [at for at, (a, b) in enumerate(pairwise(line), 1) if abs(b[1] - a[1]) > HALF]


def unrolled(ring: Line) -> Line:
    """The ring with longitudes beyond ±180°, so that each edge goes the short way. Raises
    RoundAPole."""
    found = [ring[0]]
    for (_, was), (lat, lon) in pairwise((*ring, ring[0])):
        step = (lon - was + HALF) % TURN - HALF
        found.append((lat, found[-1][1] + step))
    if found[-1] != found[0]:
        raise RoundAPole
    return tuple(found[:-1])


def cut_in_two(polygon: Sequence[Line]) -> tuple[Line, ...]:
    """An outer ring and its holes as rings under the even-odd rule between -180° and 180°; the same
    rings where none crosses. Raises RoundAPole."""
    if not any(crosses(ring) for ring in polygon if ring):
        return tuple(polygon)
    outer, *holes = [unrolled(ring) for ring in polygon if len(ring) > 2]
    middle = (min(lon for _, lon in outer) + max(lon for _, lon in outer)) // 2
    shape = shapely.Polygon(_flat(outer), [_flat(_moved(hole, middle)) for hole in holes])
    if not shape.is_valid:
        shape = shapely.set_precision(shapely.make_valid(shape), GRID)
    found: list[Line] = []
    for turns in (-1, 0, 1):
        west = turns * TURN - HALF
        window = shapely.box(west, SOUTH, west + TURN, NORTH)
        part = shapely.intersection(shape, window, grid_size=GRID)
        found += [
            tuple((lat, lon - turns * TURN) for lat, lon in ring) for ring in rings_of_shape(part)
        ]
    return tuple(found)


def _moved(hole: Line, middle: int) -> Line:
    """A hole by whole turns to where its outer ring is."""
    mine = (min(lon for _, lon in hole) + max(lon for _, lon in hole)) // 2
    turns = (middle - mine + HALF) // TURN
    return tuple((lat, lon + turns * TURN) for lat, lon in hole)


def _flat(ring: Line) -> list[tuple[int, int]]:
    return [(lon, lat) for lat, lon in ring]

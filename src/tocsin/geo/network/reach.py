"""How far one gets in so many minutes: bands that do not overlap.

Method: every stretch of road that is reached in time, drawn 60 m wide to each side; gaps of less
than 180 m between them are closed (a buffer out and in again); outlines simplified to 10 m; from
each band the ones before it are taken away. So a band says "on a road there, or beside it".
"""

from collections.abc import Sequence
from math import cos, radians

import numpy as np
import shapely

from tocsin.geo.ground import Spot
from tocsin.geo.network.arrays import I32, NEVER, Network
from tocsin.geo.network.searching import Found
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.states import Drive
from tocsin.geo.network.steps import part_of
from tocsin.geo.network.touching import M_PER_UDEG

BESIDE_M, GAP_M, OUTLINE_M = 60, 90, 10


def entered_ms(driven: Drive, found: Found) -> I32:
    """When each arc is entered at the earliest; NEVER where it is not."""
    late = np.repeat(found.ms, np.diff(driven.start))
    entered = np.full(len(driven.arcs), NEVER, np.int32)
    np.minimum.at(entered, driven.over, late)
    return entered


def stretches_within(
    network: Network, driven: Drive, arc_ms: I32, entered: I32, limit_ms: int, begin: Snap
) -> list[list[Spot]]:
    """The lines of all roads that are reached in time, from the start."""
    lines = _start(network, driven, arc_ms, limit_ms, begin)
    arcs = np.flatnonzero((entered < limit_ms) & (arc_ms != NEVER))
    left = limit_ms - entered[arcs].astype(np.int64)
    piece = driven.arcs[arcs] >> 1
    length = network.piece_length[piece].astype(np.int64)
    far = np.minimum(length, length * left // np.maximum(arc_ms[arcs], 1))
    is_whole = np.zeros(network.pieces, np.bool_)
    is_whole[piece[far == length]] = True
    for each in np.flatnonzero(is_whole).tolist():
        lines.append(network.line_of(each))
    for at in np.flatnonzero(~is_whole[piece]).tolist():
        arc, long, part = int(driven.arcs[arcs[at]]), int(length[at]), int(far[at])
        ends = (long, long - part) if arc & 1 else (0, part)
        lines.append(part_of(network.line_of(arc >> 1), long, *ends))
    return [line for line in lines if len(line) > 1]


def _start(
    network: Network, driven: Drive, arc_ms: I32, limit_ms: int, begin: Snap
) -> list[list[Spot]]:
    long = int(network.piece_length[begin.piece])
    line = network.line_of(begin.piece)
    found = []
    for arc, ahead in ((2 * begin.piece, 1), (2 * begin.piece + 1, -1)):
        here = int(driven.arc_at[arc])
        if here >= 0 and arc_ms[here] != NEVER:
            far = long * limit_ms // max(int(arc_ms[here]), 1)
            end = min(max(begin.along_cm + ahead * far, 0), long)
            found.append(part_of(line, long, begin.along_cm, end))
    return found


def bands(reached: Sequence[list[list[Spot]]], middle: Spot) -> list[dict[str, object]]:
    """Geometries (GeoJSON, degrees) of lines reached in each of rising times, without overlap."""
    shrink = max(cos(radians(middle[0] / 1e6)), 0.01)
    scale = np.array([shrink * M_PER_UDEG, M_PER_UDEG])
    offset = np.array([middle[1], middle[0]])
    before = wide = shapely.Polygon()
    drawn: set[tuple[Spot, ...]] = set()
    found: list[dict[str, object]] = []
    for lines in reached:
        fresh = sorted({tuple(each) for each in lines} - drawn)
        drawn.update(fresh)
        flat = [
            shapely.LineString((np.array([(lon, lat) for lat, lon in each]) - offset) * scale)
            for each in fresh
        ]
        each_wide = shapely.buffer(shapely.simplify(flat, OUTLINE_M), BESIDE_M + GAP_M, quad_segs=2)
        wide = shapely.union_all([wide, shapely.union_all(each_wide)]).simplify(OUTLINE_M)
        drawn_m = wide.buffer(-GAP_M, quad_segs=3).simplify(OUTLINE_M)
        there = shapely.transform(drawn_m, lambda e: np.rint(e / scale + offset))
        area = shapely.union(shapely.make_valid(there), before, grid_size=1)
        band = shapely.difference(area, before, grid_size=1)
        found.append(shapely.geometry.mapping(shapely.transform(band, lambda e: e / 1e6)))
        before = area
    return found

"""From the closures of a town to what is different on its roads today.

A ground is never edited: what stands is laid over the network each time it is asked. Outages are
closures too, and say nothing about roads.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32, Network, pieces_called
from tocsin.geo.network.changes import Changes
from tocsin.geo.network.snapping import snapped
from tocsin.geo.network.touching import touched
from tocsin.geo.network.vehicles import Vehicle
from tocsin.geo.places import Point
from tocsin.operations.picture import Closure
from tocsin.operations.picture.facility import Extent

OUTAGE = "without_"
FLOODED, EMERGENCY = "flooded", "emergency"
NEAR_CM = 5_000
"""A closure that names only a point is on the nearest road, if that is no farther."""


class Today(NamedTuple):
    """Changes, the ids of the closures that they come of, and of those that lie nobody knows
    where: they have words only, or no road of this ground is there."""

    changes: Changes
    closures: tuple[str, ...]
    unplaced: tuple[str, ...]


NOTHING = Today(Changes(), (), ())


def todays(network: Network, name: str, vehicle: Vehicle, closures: Iterable[Closure]) -> Today:
    """What standing closures are to one class of vehicle. Whoever they let pass, passes; through
    water of a known depth goes who can ford it."""
    closed: list[int] = []
    flooded: list[tuple[int, int]] = []
    applied: list[str] = []
    unplaced: list[str] = []
    for each in sorted(closures, key=lambda e: e.id):
        if each.lifted_at is not None or each.kind.startswith(OUTAGE):
            continue
        pieces = pieces_of(network, each.extent).tolist()
        if not pieces:
            unplaced.append(each.id)
            continue
        depth = each.depth_cm if each.kind == FLOODED else None
        if depth is not None:
            flooded += [(piece, depth) for piece in pieces]
        elif not _may_pass(each, name, vehicle):
            closed += pieces
        applied.append(each.id)
    changes = Changes(closed=tuple(sorted(set(closed))), flooded=tuple(sorted(flooded)))
    return Today(changes, tuple(applied), tuple(unplaced))


def _may_pass(closure: Closure, name: str, vehicle: Vehicle) -> bool:
    return name in closure.passable_for or (
        EMERGENCY in closure.passable_for and vehicle.is_emergency
    )


def pieces_of(network: Network, extent: Extent) -> I32:
    """The pieces of road that an extent is about, sorted; a drawn shape is all it touches."""
    found = [pieces_called(network, edge) for edge in extent.edges]
    point = extent.place.point
    circles = []
    if extent.radius_m is not None and point is not None:
        circles = [((point.lat_udeg, point.lon_udeg), extent.radius_m)]
    polygons = [(_line(extent.polygon),)] if extent.polygon else []
    lines = [_line(extent.line)] if extent.line else []
    if circles or polygons or lines:
        found.append(touched(network, circles, polygons, lines))
    elif point is not None and not extent.edges:
        found.append(_nearest(network, point))
    return np.unique(np.concatenate([*found, np.zeros(0, np.int32)])).astype(np.int32)


def _line(points: tuple[Point, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((each.lat_udeg, each.lon_udeg) for each in points)


def _nearest(network: Network, point: Point) -> I32:
    everywhere = np.ones(network.pieces, np.bool_)
    found = snapped(network, everywhere, (point.lat_udeg, point.lon_udeg))
    near = [found.piece] if found is not None and found.off_cm <= NEAR_CM else []
    return np.array(near, np.int32)


def together(asked: Changes, today: Today) -> Changes:
    """What is asked about on top of what stands."""
    return Changes(
        closed=(*asked.closed, *today.changes.closed),
        flooded=(*asked.flooded, *today.changes.flooded),
        slowed=asked.slowed,
        reversed=asked.reversed,
        contraflow=asked.contraflow,
        one_way=asked.one_way,
    )

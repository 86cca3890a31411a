"""Who and what stands along pieces of road: people, buildings, facilities, each at its nearest.

People come from the figures of zones. Those of a zone are shared among its buildings by floor area,
or, where no building is known, over its roads by length.
"""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.app.ground.geometry import box_of, middle_of, rings_of, spot_at
from tocsin.geo.ground import Line
from tocsin.geo.network.arrays import I32, I64, Mask, Network
from tocsin.geo.network.snapping import nearest_pieces
from tocsin.geo.outlines import standing

STATIONS = ("fire_station", "police", "ambulance_station")
Box = tuple[int, int, int, int]
"""South, west, north, east in µ°."""
AROUND_UDEG = 5_000
"""So far from an island (half a kilometre) its buildings may stand."""


class Place(NamedTuple):
    """A facility and the piece of road it stands at."""

    id: str
    kind: str
    name: str
    lat: float
    lon: float
    piece: int


def facilities_at(database: sqlite3.Connection, network: Network, is_near: Mask) -> list[Place]:
    """Every facility but hydrants and cameras, with its piece (-1: none is near)."""
    rows = database.execute(
        "SELECT id, kind, name, geom FROM facility WHERE kind NOT IN ('hydrant', 'camera')"
        " ORDER BY fid"
    ).fetchall()
    spots = np.array([spot_at(geom) for *_, geom in rows], np.int64).reshape(-1, 2)
    pieces = nearest_pieces(network, is_near, spots)
    return [
        Place(id, kind, name or "", int(spot[0]) / 1e6, int(spot[1]) / 1e6, int(piece))
        for (id, kind, name, _), spot, piece in zip(rows, spots, pieces, strict=True)
    ]


class Living(NamedTuple):
    """Where people are: their piece, and how many (thousandths of a person). `is_known`: zones
    with figures reach there; `buildings`: the piece of each building."""

    piece: I32
    permille: I64
    buildings: I32
    is_known: bool


def living_in(database: sqlite3.Connection, network: Network, is_near: Mask, pieces: I32) -> Living:
    """People and buildings around some pieces of road."""
    box = _box(network, pieces)
    spots, weights = _buildings(database, box)
    buildings = nearest_pieces(network, is_near, spots)
    found_piece, found_people, is_known = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)], False
    for rings, people in _zones(database, box):
        is_known = True
        in_zone = _inside(rings, spots)
        if in_zone.any():
            share, of = weights[in_zone], buildings[in_zone]
        else:
            of = np.flatnonzero(is_near).astype(np.int32)
            middle = (network.geom_start[of] + network.geom_start[of + 1]) // 2
            middles = np.stack((network.geom_lat[middle], network.geom_lon[middle]), axis=1)
            of = of[_inside(rings, middles.astype(np.int64))]
            share = network.piece_length[of].astype(np.int64)
        if share.sum():
            found_piece.append(of)
            found_people.append(people * 1000 * share // share.sum())
    return Living(np.concatenate(found_piece), np.concatenate(found_people), buildings, is_known)


def _buildings(database: sqlite3.Connection, box: Box) -> tuple[I64, I64]:
    """Middles and floor areas of the buildings in a box."""
    spots, weights = [], []
    for levels, area_m2, geom in database.execute(
        "SELECT levels, area_m2, geom FROM building ORDER BY fid"
    ):
        lat, lon = middle_of(geom)
        if box[0] <= lat <= box[2] and box[1] <= lon <= box[3]:
            spots.append((lat, lon))
            weights.append(max(area_m2, 1) * max(levels or 1, 1))
    return np.array(spots, np.int64).reshape(-1, 2), np.array(weights, np.int64)


def _zones(database: sqlite3.Connection, box: Box) -> list[tuple[Sequence[Line], int]]:
    """Zones that a box reaches, with their newest count of residents."""
    newest: dict[str, int] = dict(
        database.execute(
            "SELECT subject, value FROM figure WHERE measure = 'people' AND detail = ''"
            " ORDER BY year, fid"
        )
    )
    found: list[tuple[Sequence[Line], int]] = []
    for id, geom in database.execute("SELECT id, geom FROM zone ORDER BY fid"):
        south, west, north, east = box_of(geom)
        reaches = south <= box[2] and north >= box[0] and west <= box[3] and east >= box[1]
        if id in newest and reaches:
            found.append((rings_of(geom), newest[id]))
    return found


def _inside(rings: Sequence[Line], spots: I64) -> Mask:
    """Which places an area holds; on its border counts."""
    lats = [lat for ring in rings for lat, _ in ring]
    lons = [lon for ring in rings for _, lon in ring]
    found = np.zeros(len(spots), np.bool_)
    maybe = (
        (spots[:, 0] >= min(lats)) & (spots[:, 0] <= max(lats))
        & (spots[:, 1] >= min(lons)) & (spots[:, 1] <= max(lons))
    )  # fmt: skip
    for at in np.flatnonzero(maybe).tolist():
        found[at] = standing(rings, (int(spots[at, 0]), int(spots[at, 1]))) >= 0
    return found


def _box(network: Network, pieces: I32) -> Box:
    nodes = np.concatenate((network.piece_from[pieces], network.piece_to[pieces]))
    lats, lons = network.node_lat[nodes], network.node_lon[nodes]
    around = AROUND_UDEG
    return (
        int(lats.min()) - around, int(lons.min()) - 2 * around,
        int(lats.max()) + around, int(lons.max()) + 2 * around,
    )  # fmt: skip

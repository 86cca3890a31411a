"""Roads of a ground laid over heights and water: how high, how near, and what hangs together."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path

from tocsin.app.ground.asked import NOT_STATED, Asked
from tocsin.app.ground.geometry import box_of, line_of, spots_in
from tocsin.app.ground.opening import content_of, sha256_of
from tocsin.app.ground.writing import Package
from tocsin.app.outcome import Exit, Told
from tocsin.gateways import hgt
from tocsin.geo.flood import HeightAt, Waters, unknown
from tocsin.geo.ground import Doubt, DoubtCode, NodeHeight
from tocsin.geo.heights import DEGREE, Grid, Heights
from tocsin.geo.islands import Islands
from tocsin.geo.lengths import CM_PER_UDEG
from tocsin.geo.zones import Provenance

MOST_CORNERS = 200_000
"""So many corners of water are held at once; of more, one band of latitude after another."""


def laid(package: Package, asked: Asked) -> None:
    """Heights of nodes, roads near water, and doubts about roads that hang alone. Raises Told."""
    heights = _heights(package, asked)
    database = package.database
    if heights is not None:
        _lift(package, database, heights)
    if asked.near_water_m:
        _flood(package, asked.near_water_m * 100, unknown if heights is None else heights.at)
    if heights is not None:
        _say(package, heights)
    _apart(package, database)


def _heights(package: Package, asked: Asked) -> Heights | None:
    grids = []
    for path in asked.elevation:
        grid = _grid(path)
        grids.append(grid)
        licence = asked.licences.get(path.name) or asked.licences.get("") or NOT_STATED
        year = asked.years.get(path.name, 0)
        package.put(Provenance(path.name, path.name, licence, year, sha256_of(path)))
    corners = [(each.south, each.west) for each in grids]
    for corner in corners:
        if corners.count(corner) > 1:
            raise Told(f"two files hold {hgt.name_of(*corner)}; name one", Exit.usage)
    return Heights(grids) if grids else None


def _grid(path: Path) -> Grid:
    try:
        square = hgt.read(content_of(path), path.name)
    except hgt.Malformed as error:
        raise Told(str(error)) from error
    return Grid(square.south, square.west, square.side, square.heights_m, hgt.VOID)


def _lift(package: Package, database: sqlite3.Connection, heights: Heights) -> None:
    seen: set[int] = set()
    rows = database.execute("SELECT from_node, to_node, geom FROM road ORDER BY fid")
    for first, last, geom in rows:
        line = line_of(geom)
        for node, spot in ((first, line[0]), (last, line[-1])):
            if node not in seen:
                seen.add(node)
                found = heights.at(spot)
                if found is not None:
                    package.put(NodeHeight(node, found))


def _say(package: Package, heights: Heights) -> None:
    """Doubts about spots without a height: once for each post and each square."""
    for spot, number in sorted(heights.voids.items()):
        south, west = spot[0] // DEGREE, spot[1] // DEGREE
        subject = f"{hgt.name_of(south, west)} at {spot[0] / 1e6:.6f},{spot[1] / 1e6:.6f}"
        package.put(Doubt(DoubtCode.height_void, subject, spot, f"{number:,}"))
    for (south, west), number in sorted(heights.missing.items()):
        middle = (south * DEGREE + DEGREE // 2, west * DEGREE + DEGREE // 2)
        subject = hgt.name_of(south, west)
        package.put(Doubt(DoubtCode.height_outside, subject, middle, f"{number:,}"))


def _flood(package: Package, within_cm: int, height_at: HeightAt) -> None:
    """Band after band of latitude, so that the waters of one are held at a time."""
    database = package.database
    cuts = _cuts(database)
    room = round(within_cm / CM_PER_UDEG) + 1
    asked = "SELECT id, geom FROM road WHERE is_bridge = 0 ORDER BY fid"
    for low, high in pairwise(cuts):
        mine = partial(_within, low, high)
        top = max(
            (box_of(geom)[2] for _, geom in database.execute(asked) if mine(geom)), default=low
        )
        waters = Waters(_waters(database, low - room, top + room), within_cm)
        for id, geom in database.execute(asked):
            if mine(geom):
                for each in waters.near(id, line_of(geom), height_at):
                    package.put(each)


def _cuts(database: sqlite3.Connection) -> list[int]:
    """The latitudes between which bands lie; none where there is no water."""
    waters = sorted(
        (box_of(geom)[0], spots_in(geom)) for (geom,) in database.execute("SELECT geom FROM water")
    )
    cuts, held = [-(10**9)], 0
    for lat, corners in waters:
        held += corners
        if held > MOST_CORNERS and lat > cuts[-1]:
            cuts.append(lat)
            held = corners
    return [*cuts, 10**9] if waters else []


def _within(low: int, high: int, geom: bytes) -> bool:
    return low <= box_of(geom)[0] < high


def _waters(
    database: sqlite3.Connection, south: int, north: int
) -> Iterator[tuple[str, tuple[tuple[int, int], ...]]]:
    for id, geom in database.execute("SELECT id, geom FROM water ORDER BY fid"):
        low, _, high, _ = box_of(geom)
        if low <= north and high >= south:
            yield id, line_of(geom)


def _apart(package: Package, database: sqlite3.Connection) -> None:
    """Doubt every group of roads that does not hang together with the largest."""
    islands = Islands(database.execute("SELECT from_node, to_node FROM road ORDER BY fid"))
    apart = set(islands.apart())
    if not apart:
        return
    lengths: dict[int, int] = dict.fromkeys(apart, 0)
    where: dict[int, tuple[str, tuple[int, int]]] = {}
    rows = database.execute("SELECT id, from_node, length_cm, geom FROM road ORDER BY fid")
    for id, node, length_cm, geom in rows:
        island = islands.of(node)
        if island in apart:
            lengths[island] += length_cm
            where.setdefault(island, (id, line_of(geom)[0]))
    for island in sorted(apart):
        id, spot = where[island]
        told = f"{islands.pieces[island]:,} pieces, {lengths[island] // 100:,} m"
        package.put(Doubt(DoubtCode.roads_apart, id, spot, told))

"""A map of doubts as a drawing in itself: borders, main roads, water, and a mark for each doubt."""

import sqlite3
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from tocsin.app.ground.asking import DoubtRow
from tocsin.app.ground.geometry import line_of, rings_of
from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import cosine_of

WIDTH, TALLEST, EDGE = 1000, 1400, 20
MOST_ROADS = 6_000
MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary", "residential", "unclassified")
"""What is drawn, as far as there is room; the greatest first."""
SHAPES = ("circle", "square", "diamond", "triangle", "cross")
COLOURS = ("#d81b60", "#1e88e5", "#f4511e", "#43a047", "#ab47bc", "#00acc1", "#8d6e63", "#78909c")


class Frame(NamedTuple):
    """From µ° to the drawing."""

    south: int
    west: int
    north: int
    east: int
    across: float
    scale: float

    def at(self, spot: Spot) -> tuple[float, float]:
        """x and y, from the north-west corner."""
        x = (spot[1] - self.west) * self.across * self.scale + EDGE
        return round(x, 1), round((self.north - spot[0]) * self.scale + EDGE, 1)

    def holds(self, spot: Spot) -> bool:
        """Whether a spot is on the drawing."""
        return self.south <= spot[0] <= self.north and self.west <= spot[1] <= self.east


def mark_of(at: int) -> tuple[str, str]:
    """The shape and colour of the marks of one kind of doubt: told apart without colour, too."""
    return SHAPES[at % len(SHAPES)], COLOURS[at % len(COLOURS)]


def drawn(database: sqlite3.Connection, codes: list[str], rows: Iterable[DoubtRow]) -> str:
    """An SVG; empty where the ground has nothing with a place."""
    borders = [
        ring
        for (geom,) in database.execute("SELECT geom FROM boundary WHERE owns = 1 ORDER BY fid")
        for ring in rings_of(geom)
    ]
    zones = [
        ring
        for (geom,) in database.execute("SELECT geom FROM zone ORDER BY fid LIMIT 5000")
        for ring in rings_of(geom)
    ]
    roads = _roads(database)
    waters = [
        line_of(geom)
        for (geom,) in database.execute("SELECT geom FROM water ORDER BY fid LIMIT 4000")
    ]
    rows = list(rows)
    frame = _frame([*borders, *roads, *zones], [spot for row in rows if (spot := _spot(row))])
    if frame is None:
        return ""
    height = round((frame.north - frame.south) * frame.scale) + 2 * EDGE
    parts = [
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-label="map of doubts">',
        *_paths(frame, borders, "border", is_closed=True),
        *_paths(frame, zones, "zone", is_closed=True),
        *_paths(frame, waters, "water", is_closed=False),
        *_paths(frame, roads, "road", is_closed=False),
    ]
    for row in rows:
        spot = _spot(row)
        if spot is not None and frame.holds(spot):
            parts.append(mark(*frame.at(spot), *mark_of(codes.index(row.code)), row.says))
    return "\n".join([*parts, "</svg>"])


def mark(x: float, y: float, shape: str, colour: str, says: str) -> str:
    """One mark, which says what it stands for when it is pointed at."""
    lines = {
        "circle": f'<circle cx="{x}" cy="{y}" r="6"',
        "square": f'<rect x="{x - 5}" y="{y - 5}" width="10" height="10"',
        "diamond": f'<path d="M{x} {y - 8}l8 8-8 8-8-8z"',
        "triangle": f'<path d="M{x} {y - 7}l7 12h-14z"',
        "cross": f'<path d="M{x - 2} {y - 7}h4v5h5v4h-5v5h-4v-5h-5v-4h5z"',
    }
    return (
        f'{lines[shape]} fill="{colour}" class="mark"><title>{escape(says)}</title></{_tag(shape)}>'
    )


def _tag(shape: str) -> str:
    return {"circle": "circle", "square": "rect"}.get(shape, "path")


def _roads(database: sqlite3.Connection) -> list[Line]:
    found: list[Line] = []
    for each in MAIN:
        room = MOST_ROADS - len(found)
        if room > 0:
            rows = database.execute(
                "SELECT geom FROM road WHERE class = ? ORDER BY length_cm DESC, fid LIMIT ?",
                (each, room),
            )
            found += [line_of(geom) for (geom,) in rows]
    return found


def _spot(row: DoubtRow) -> Spot | None:
    if row.lat is None or row.lon is None:
        return None
    return round(row.lat * 1e6), round(row.lon * 1e6)


def _frame(lines: list[Line], doubts: list[Spot]) -> Frame | None:
    """Round the lines, and round doubts that are not farther off than they are wide."""
    spots = [spot for line in lines for spot in line]
    if not spots:
        return None
    south, north, west, east = _box(spots)
    tall, wide = north - south, east - west
    near = [
        (lat, lon)
        for lat, lon in doubts
        if south - tall <= lat <= north + tall and west - wide <= lon <= east + wide
    ]
    south, north, west, east = _box([*near, (south, west), (north, east)])
    across = cosine_of((south + north) // 2)
    scale = min(
        (WIDTH - 2 * EDGE) / max((east - west) * across, 1.0),
        (TALLEST - 2 * EDGE) / max(north - south, 1),
    )
    return Frame(south, west, north, east, across, scale)


def _box(spots: list[Spot]) -> tuple[int, int, int, int]:
    lats, lons = [lat for lat, _ in spots], [lon for _, lon in spots]
    return min(lats), max(lats), min(lons), max(lons)


def _paths(frame: Frame, lines: list[Line], name: str, *, is_closed: bool) -> list[str]:
    """One path of a kind of line; corners nearer than a pixel to the last are left out."""
    runs = []
    for line in lines:
        points: list[tuple[float, float]] = []
        for spot in line:
            point = frame.at(spot)
            if not points or abs(point[0] - points[-1][0]) + abs(point[1] - points[-1][1]) >= 1:
                points.append(point)
        if len(points) > 1:
            runs.append("M" + " ".join(f"{x:g} {y:g}" for x, y in points) + "Z" * is_closed)
    return [f'<path class="{name}" d="{"".join(runs)}"/>'] if runs else []

"""Which pieces of road lie near water, and how far above it. Deterministic on every machine.

What is near is no flood map: it is where to look first when the water rises. Bridges are left out:
they cross water by intent. Source: distances as in `lengths`, on a plane at the middle latitude.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import ceil, sqrt

from tocsin.geo.ground import FloodProne, Line, Spot
from tocsin.geo.lengths import CM_PER_UDEG, HALF, cosine_of
from tocsin.geo.outlines import crosses

Cell = tuple[int, int]
HeightAt = Callable[[Spot], int | None]
"""dm above the sea."""
LONG = 8
"""A piece that reaches over more cells than so many by so many lies in several boxes."""


def unknown(_: Spot) -> int | None:
    """The height where there are no heights."""
    return None


class Waters:
    """Lines and shores of water, to be asked how near they are."""

    def __init__(self, waters: Iterable[tuple[str, Line]], within_cm: int) -> None:
        self._within_cm = within_cm
        self._reach = ceil(within_cm / CM_PER_UDEG) + 1
        """µ° of latitude beyond which nothing is within."""
        self._side = max(2_000, round(2 * within_cm / CM_PER_UDEG))
        self._cells: dict[Cell, list[tuple[str, Spot, Spot]]] = {}
        for id, line in waters:
            for a, b in pairwise(line):
                for cell in self._along(a, b, 0):
                    self._cells.setdefault(cell, []).append((id, a, b))

    def near(self, road: str, line: Line, height_at: HeightAt = unknown) -> Iterator[FloodProne]:
        """Each water within reach of a piece of road, by id; `above_dm` is how far the lower end of
        the road is above the water at the nearest spot."""
        found: dict[str, tuple[int, Spot]] = {}
        for a, b in pairwise(line):
            room = self._room(a)
            south, north = min(a[0], b[0]) - self._reach, max(a[0], b[0]) + self._reach
            seen: set[tuple[str, Spot, Spot]] = set()
            for cell in self._along(a, b, room):
                for piece in self._cells.get(cell, ()):
                    id, c, d = piece
                    if (c[0] < south and d[0] < south) or (c[0] > north and d[0] > north):
                        continue
                    if piece in seen:
                        continue
                    seen.add(piece)
                    distance = _apart_cm(a, b, c, d, self._reach)
                    if (
                        distance is not None
                        and distance[0] <= self._within_cm
                        and distance < (found.get(id, (self._within_cm + 1, c)))
                    ):
                        found[id] = distance
        if not found:
            return
        ends = [height for e in (line[0], line[-1]) if (height := height_at(e)) is not None]
        for id, (distance_cm, spot) in sorted(found.items()):
            level = height_at(spot) if ends else None
            yield FloodProne(road, id, distance_cm, None if level is None else min(ends) - level)

    def _room(self, spot: Spot) -> int:
        """The reach in µ° of longitude, which is the longer."""
        return round(self._within_cm / CM_PER_UDEG / max(cosine_of(spot[0]), 0.01)) + 1

    def _along(self, a: Spot, b: Spot, room: int) -> Iterator[Cell]:
        """Cells of the boxes round a piece; none of one that goes over the antimeridian."""
        for south, west, north, east in _boxes(a, b, LONG * self._side):
            for row in range((south - room) // self._side, (north + room) // self._side + 1):
                for column in range((west - room) // self._side, (east + room) // self._side + 1):
                    yield row, column


def _boxes(a: Spot, b: Spot, most: int) -> Iterator[tuple[int, int, int, int]]:
    """South, west, north, east round a piece: several along one that is long both ways."""
    tall, wide = abs(b[0] - a[0]), abs(b[1] - a[1])
    if wide > HALF:
        return
    parts = 1 + max(tall, wide) // most if min(tall, wide) > most else 1
    room = int(parts > 1)
    for at in range(parts):
        here, there = _part(a, b, at, parts), _part(a, b, at + 1, parts)
        yield (
            min(here[0], there[0]) - room, min(here[1], there[1]) - room,
            max(here[0], there[0]) + room, max(here[1], there[1]) + room,
        )  # fmt: skip


def _part(a: Spot, b: Spot, at: int, of: int) -> Spot:
    return a[0] + (b[0] - a[0]) * at // of, a[1] + (b[1] - a[1]) * at // of


def _apart_cm(a: Spot, b: Spot, c: Spot, d: Spot, reach_udeg: int) -> tuple[int, Spot] | None:
    """How far two pieces are apart, and the nearest spot of the second; None where one lies wholly
    beyond reach to the east or west of the other."""
    if crosses(a, b, c, d):
        return 0, c
    across = cosine_of((a[0] + c[0]) // 2)
    gap = max(min(a[1], b[1]) - max(c[1], d[1]), min(c[1], d[1]) - max(a[1], b[1]))
    if gap * across > reach_udeg:
        return None
    found = []
    for spot in (a, b):
        distance, nearest = _to_piece(spot, c, d, across)
        found.append((distance, nearest))
    for spot in (c, d):
        distance, _ = _to_piece(spot, a, b, across)
        found.append((distance, spot))
    distance, nearest = min(found)
    return round(distance * CM_PER_UDEG), nearest


def _to_piece(spot: Spot, c: Spot, d: Spot, across: float) -> tuple[float, Spot]:
    """In µ° of latitude, from a spot to the nearest of a piece."""
    x, y = (d[1] - c[1]) * across, float(d[0] - c[0])
    px, py = (spot[1] - c[1]) * across, float(spot[0] - c[0])
    square = x * x + y * y
    part = min(1.0, max(0.0, (px * x + py * y) / square)) if square else 0.0
    dx, dy = px - part * x, py - part * y
    nearest = (c[0] + round(part * (d[0] - c[0])), c[1] + round(part * (d[1] - c[1])))
    return sqrt(dx * dx + dy * dy), nearest

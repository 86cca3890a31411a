"""Where straight lines meet, and lines that no street may cross, found by where they are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from tocsin.geo.growing.plane import XY, distance

BUCKET = 1_000
ROW = 1 << 20


def cells(a: XY, b: XY, wider: int = 0) -> Iterator[int]:
    """The buckets that the box around two points touches."""
    x0, x1 = (a[0], b[0]) if a[0] < b[0] else (b[0], a[0])
    y0, y1 = (a[1], b[1]) if a[1] < b[1] else (b[1], a[1])
    for y in range((y0 - wider) // BUCKET, (y1 + wider) // BUCKET + 1):
        for x in range((x0 - wider) // BUCKET, (x1 + wider) // BUCKET + 1):
            yield y * ROW + x


def crossed(a: XY, b: XY, c: XY, d: XY) -> tuple[int, int] | None:
    """How far along a → b the piece c → d crosses it, as (part, whole); None where it does not."""
    rx, ry = b[0] - a[0], b[1] - a[1]
    sx, sy = d[0] - c[0], d[1] - c[1]
    whole = rx * sy - ry * sx
    if whole == 0:
        return None
    qx, qy = c[0] - a[0], c[1] - a[1]
    part, other = qx * sy - qy * sx, qx * ry - qy * rx
    if whole < 0:
        whole, part, other = -whole, -part, -other
    if 0 <= part <= whole and 0 <= other <= whole:
        return part, whole
    return None


def foot(a: XY, b: XY, p: XY) -> XY:
    """The point of the piece a → b that is nearest to p."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    whole = dx * dx + dy * dy
    if not whole:
        return a
    part = min(max((p[0] - a[0]) * dx + (p[1] - a[1]) * dy, 0), whole)
    return a[0] + dx * part // whole, a[1] + dy * part // whole


@dataclass(slots=True)
class Barriers:
    """Lines that no new street may cross: shores, streams, motorways."""

    lines: list[tuple[XY, XY]] = field(default_factory=list)
    buckets: dict[int, list[int]] = field(default_factory=dict)

    def add(self, points: list[XY] | tuple[XY, ...]) -> None:
        """A line more."""
        for a, b in pairwise(points):
            for cell in cells(a, b):
                self.buckets.setdefault(cell, []).append(len(self.lines))
            self.lines.append((a, b))

    def crossings(self, a: XY, b: XY) -> list[tuple[int, int, int]]:
        """(line, part, whole) of each crossing, from a to b."""
        found = []
        for each in sorted({e for cell in cells(a, b) for e in self.buckets.get(cell, ())}):
            hit = crossed(a, b, *self.lines[each])
            if hit is not None:
                found.append((each, *hit))
        return sorted(found, key=lambda hit: (hit[1] * 1_000_000 // hit[2], hit[0]))

    def near(self, at: XY, far: int) -> bool:
        """Whether a line is nearer than that."""
        for cell in cells(at, at, far):
            for each in self.buckets.get(cell, ()):
                if distance(foot(*self.lines[each], at), at) < far:
                    return True
        return False

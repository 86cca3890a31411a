"""The sea as an area, from pieces of coast and the box that holds them. Whole microdegrees.

Water lies to the right of a coast's line. Source: OpenStreetMap wiki, Tag:natural=coastline.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from tocsin.geo.ground import Line, Spot


class Box(NamedTuple):
    """South-west and north-east corner, in µ°."""

    south: int
    west: int
    north: int
    east: int


class Sea(NamedTuple):
    """Rings of the sea (even-odd rule), and the ends of coast that were led on to the box."""

    rings: tuple[Line, ...]
    led_on: tuple[Spot, ...]
    is_tangled: bool = False


def sea(coast: Sequence[Line], box: Box) -> Sea:
    """The sea within a box. A coast that ends within it goes straight on to the nearest side.

    `is_tangled`, and no rings, where the pieces contradict each other: two coasts side by side
    with land and water swapped.
    """
    runs: list[Line] = []
    rings: list[Line] = []
    led_on: list[Spot] = []
    for chain in _chained(coast):
        if chain[0] == chain[-1]:
            if len(chain) > 3 and any(_holds(box, spot) for spot in chain):
                rings.append(chain[:-1])
            continue
        for run in _within(chain, box):
            first, last = _onto(run[0], box), _onto(run[-1], box)
            led_on += [s for s, side in ((run[0], first), (run[-1], last)) if s != side]
            runs.append(tuple(dict.fromkeys((first, *run, last))))
    if not runs:
        if not rings or all(_turns_right(ring) for ring in rings):
            return Sea(tuple(rings), ())
        return Sea((_corners(box), *rings), ())
    closed = _closed(runs, box)
    if closed is None:
        return Sea((), tuple(led_on), is_tangled=True)
    return Sea((*closed, *rings), tuple(led_on))


def _chained(coast: Sequence[Line]) -> list[Line]:
    """Pieces put together where one ends and another begins."""
    following: dict[Spot, list[int]] = {}
    for at, line in enumerate(coast):
        following.setdefault(line[0], []).append(at)
    ends = {line[-1] for line in coast}
    order = sorted(range(len(coast)), key=lambda at: (coast[at][0] in ends, at))
    left = set(order)
    chains: list[Line] = []
    for start in order:
        if start not in left:
            continue
        left.discard(start)
        chain = list(coast[start])
        while chain[-1] != chain[0]:
            found = [at for at in following.get(chain[-1], ()) if at in left]
            if not found:
                break
            left.discard(found[0])
            chain += coast[found[0]][1:]
        chains.append(tuple(chain))
    return chains


def _holds(box: Box, spot: Spot) -> bool:
    return box.south <= spot[0] <= box.north and box.west <= spot[1] <= box.east


def _within(chain: Line, box: Box) -> list[Line]:
    """The runs of a line within the box, cut at its sides."""
    runs: list[Line] = []
    run: list[Spot] = []
    for a, b in pairwise(chain):
        part = _clipped(a, b, box)
        if part is None:
            continue
        if run and run[-1] != part[0]:
            runs.append(tuple(run))
            run = []
        run += [part[1]] if run else part
        if part[1] != b:
            runs.append(tuple(run))
            run = []
    if run:
        runs.append(tuple(run))
    return [each for each in runs if len(set(each)) > 1]


def _clipped(a: Spot, b: Spot, box: Box) -> tuple[Spot, Spot] | None:
    """The part of a piece within the box, rounded to µ° (Cohen and Sutherland)."""
    while True:
        code_a, code_b = _sides(a, box), _sides(b, box)
        if not code_a and not code_b:
            return a, b
        if code_a & code_b:
            return None
        code = code_a or code_b
        if code & 3:
            lat = box.south if code & 1 else box.north
            cut = (lat, a[1] + (b[1] - a[1]) * (lat - a[0]) // (b[0] - a[0]))
        else:
            lon = box.west if code & 4 else box.east
            cut = (a[0] + (b[0] - a[0]) * (lon - a[1]) // (b[1] - a[1]), lon)
        a, b = (cut, b) if code_a else (a, cut)


def _sides(spot: Spot, box: Box) -> int:
    return (
        (spot[0] < box.south)
        | (spot[0] > box.north) << 1
        | (spot[1] < box.west) << 2
        | (spot[1] > box.east) << 3
    )


def _onto(spot: Spot, box: Box) -> Spot:
    """The nearest spot on the box's sides."""
    lat, lon = spot
    ways = (
        (lat - box.south, (box.south, lon)), (box.north - lat, (box.north, lon)),
        (lon - box.west, (lat, box.west)), (box.east - lon, (lat, box.east)),
    )  # fmt: skip
    return min(ways)[1]


def _round(spot: Spot, box: Box) -> int:
    """How far a spot on the box's sides is from its south-west corner, clockwise."""
    height, width = box.north - box.south, box.east - box.west
    lat, lon = spot
    if lon == box.west:
        return lat - box.south
    if lat == box.north:
        return height + lon - box.west
    if lon == box.east:
        return height + width + box.north - lat
    return 2 * height + width + box.east - lon


def _corners(box: Box) -> Line:
    """Clockwise from the south-west."""
    return (
        (box.south, box.west), (box.north, box.west), (box.north, box.east),
        (box.south, box.east),
    )  # fmt: skip


def _closed(runs: Sequence[Line], box: Box) -> list[Line] | None:
    """Rings of coasts and the sides between them, clockwise; None where starts and ends of the
    coasts do not take turns along the sides."""
    stops = sorted(
        [(_round(run[0], box), 0, at) for at, run in enumerate(runs)]
        + [(_round(run[-1], box), 1, at) for at, run in enumerate(runs)]
    )
    if any(a[1] == b[1] for a, b in zip(stops, [*stops[1:], stops[0]], strict=True)):
        return None
    places = {(is_end, at): place for place, (_, is_end, at) in enumerate(stops)}
    left = set(range(len(runs)))
    rings: list[Line] = []
    while left:
        first = at = min(left)
        ring: list[Spot] = []
        while at in left:
            left.discard(at)
            ring += runs[at]
            here, _, _ = stops[places[1, at]]
            there, _, at = stops[(places[1, at] + 1) % len(stops)]
            ring += _between(here, there, box)
        if at != first:
            return None
        rings.append(tuple(dict.fromkeys(ring)))
    return rings


def _between(here: int, there: int, box: Box) -> list[Spot]:
    """The corners of the box that are passed on the way."""
    height, width = box.north - box.south, box.east - box.west
    whole = 2 * (height + width)
    there += whole if there <= here else 0
    marks = (0, height, height + width, 2 * height + width)
    turned = [(mark + turn, corner) for turn in (0, whole)
              for mark, corner in zip(marks, _corners(box), strict=True)]  # fmt: skip
    return [corner for mark, corner in turned if here < mark < there]


def _turns_right(ring: Line) -> bool:
    """Whether a ring is clockwise: water within."""
    return (
        sum(a[1] * b[0] - b[1] * a[0] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)) < 0
    )

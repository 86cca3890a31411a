"""Closed outlines from loose lines, and what lies in them. Whole-number arithmetic throughout.

A border comes as lines in any order and direction that meet at shared nodes; `joined` makes rings
of them. An area is a set of rings under the even-odd rule, so it need not be told which is a hole.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tocsin.geo.ground import Line, Spot

Nodes = tuple[int, ...]


def joined(lines: Mapping[int, Nodes]) -> tuple[list[Nodes], list[Nodes]]:
    """(rings, open chains) of lines by their ids; a ring does not say its first node again.

    Takes the line with the lowest id first wherever there is a choice, so that the same lines
    give the same rings.
    """
    left = {each: nodes for each, nodes in lines.items() if len(nodes) > 1}
    ends: dict[int, set[int]] = defaultdict(set)
    for each, nodes in left.items():
        ends[nodes[0]].add(each)
        ends[nodes[-1]].add(each)
    rings: list[Nodes] = []
    chains: list[Nodes] = []
    for each in sorted(left):
        if each not in left:
            continue
        chain = list(_taken(each, left, ends))
        while chain[0] != chain[-1]:
            if ends[chain[-1]]:
                following = _taken(min(ends[chain[-1]]), left, ends)
                chain += following[1:] if following[0] == chain[-1] else following[-2::-1]
            elif ends[chain[0]]:
                chain.reverse()
            else:
                break
        if chain[0] == chain[-1] and len(chain) > 3:
            rings.append(tuple(chain[:-1]))
        else:
            chains.append(tuple(chain))
    return rings, chains


def _taken(each: int, left: dict[int, Nodes], ends: dict[int, set[int]]) -> Nodes:
    nodes = left.pop(each)
    ends[nodes[0]].discard(each)
    ends[nodes[-1]].discard(each)
    return nodes


def crossing(ring: Sequence[Spot]) -> Spot | None:
    """Where a closed ring crosses itself (a corner near it); None where it does not.

    Two pieces cross where each has the ends of the other on its two sides; to touch is allowed.
    """
    pieces = [
        (min(a[0], b[0]), max(a[0], b[0]), a, b) for a, b in pairwise([*ring, ring[0]]) if a != b
    ]
    pieces.sort()
    live: list[tuple[int, int, Spot, Spot]] = []
    for piece in pieces:
        live = [each for each in live if each[1] >= piece[0]]
        for other in live:
            if crosses(piece[2], piece[3], other[2], other[3]):
                return piece[2]
        live.append(piece)
    return None


def crosses(a: Spot, b: Spot, c: Spot, d: Spot) -> bool:
    """Whether the line from a to b crosses the one from c to d; to touch is not to cross."""
    if max(a[1], b[1]) < min(c[1], d[1]) or max(c[1], d[1]) < min(a[1], b[1]):
        return False
    return (
        _side(a, b, c) * _side(a, b, d) < 0
        and _side(c, d, a) * _side(c, d, b) < 0
    )  # fmt: skip


def _side(a: Spot, b: Spot, spot: Spot) -> int:
    found = (b[1] - a[1]) * (spot[0] - a[0]) - (b[0] - a[0]) * (spot[1] - a[1])
    return (found > 0) - (found < 0)


def standing(rings: Sequence[Line], spot: Spot) -> int:
    """1: the spot is inside the area; 0: on its border; -1: outside."""
    lat, lon = spot
    is_in = False
    for ring in rings:
        for a, b in pairwise([*ring, ring[0]] if ring else []):
            if lat < min(a[0], b[0]) or lat > max(a[0], b[0]):
                continue
            side = _side(a, b, spot)
            if side == 0 and min(a[1], b[1]) <= lon <= max(a[1], b[1]):
                return 0
            if (a[0] > lat) != (b[0] > lat) and (side > 0) == (b[0] > a[0]):
                is_in = not is_in
    return 1 if is_in else -1


def inside(rings: Sequence[Line]) -> list[Spot]:
    """A spot well within an area: on the line half-way through the widest band without a corner.

    Between parts of an area that lie apart there is nothing, so the next band is taken. Empty where
    the area is too thin to hold a whole microdegree.
    """
    lats = sorted({lat for ring in rings for lat, _ in ring})
    for south, north in sorted(pairwise(lats), key=lambda band: (band[0] - band[1], band)):
        lat = (south + north) // 2
        meets = sorted(
            a[1] + (b[1] - a[1]) * (lat - a[0]) // (b[0] - a[0])
            for ring in rings
            for a, b in pairwise([*ring, ring[0]])
            if (a[0] > lat) != (b[0] > lat)
        )
        if meets:
            runs = zip(meets[::2], meets[1::2], strict=True)
            west, east = max(runs, key=lambda run: run[1] - run[0])
            spot = (lat, (west + east) // 2)
            return [spot] if standing(rings, spot) > 0 else []
    return []


def nested(rings: Sequence[Line]) -> list[list[Line]]:
    """Polygons of an even-odd area: each an outer ring and the holes directly within it."""
    inside = [
        [at for at, other in enumerate(rings) if other is not ring and _is_within(ring, other)]
        for ring in rings
    ]
    outers = [at for at in range(len(rings)) if len(inside[at]) % 2 == 0]
    polygons = {at: [rings[at]] for at in outers}
    for at, around in enumerate(inside):
        if len(around) % 2:
            owner = max(around, key=lambda each: len(inside[each]))
            polygons.setdefault(owner, [rings[owner]]).append(rings[at])
    return [polygons[at] for at in sorted(polygons)]


def _is_within(ring: Line, other: Line) -> bool:
    """Whether a ring lies in another: by its first corner that is not on the other's border."""
    for spot in ring:
        found = standing((other,), spot)
        if found:
            return found > 0
    return False

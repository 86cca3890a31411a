"""A road as one line to measure kilometres along: the longest way through its pieces.

Official kilometres need not begin where a ground does, nor follow its line: what is measured here
is an estimate, from both ends.
"""

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np

from tocsin.geo.gazetteer.pools import Arrays, taken, texts
from tocsin.geo.gazetteer.stock import Piece
from tocsin.geo.ground import Line, Spot
from tocsin.geo.lengths import length_cm

Ways = dict[int, list[tuple[int, int, Line]]]


class Measured:
    """Every numbered road as one line. The pieces come sorted by their road's number."""

    def __init__(self, pieces: Iterable[tuple[str, Piece]]) -> None:
        self.roads: list[tuple[str, Spot, int]] = []
        """(number, the corner in its middle, how many corners it has)."""
        self._rows, self._ends = array("q"), array("q", (0,))
        for ref, each in groupby(pieces, key=itemgetter(0)):
            chain = chained([piece for _, piece in each])
            for spot, cm in chain:
                self._rows.extend((*spot, cm))
            self._ends.append(self._ends[-1] + len(chain))
            self.roads.append((ref, chain[len(chain) // 2][0], len(chain)))

    def arrays(self) -> Arrays:
        """The numbers, and the corners of each with the way to it in cm."""
        return {
            **texts("chain_ref", [ref for ref, _, _ in self.roads]),
            "chain_rows": taken(self._rows, np.int64).reshape(-1, 3),
            "chain_ends": taken(self._ends, np.int64),
        }


def apart(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces that hang together, part by part."""
    above: dict[int, int] = {}

    def top(node: int) -> int:
        while above.setdefault(node, node) != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for each in pieces:
        above[top(each.from_node)] = top(each.to_node)
    parts: dict[int, list[Piece]] = defaultdict(list)
    for each in pieces:
        parts[top(each.from_node)].append(each)
    return list(parts.values())


def chained(pieces: Sequence[Piece]) -> list[tuple[Spot, int]]:
    """(spot, cm from the start) along the longest way through the largest connected part.

    It starts at its more southern end, or the more western of two equally southern ones.
    """
    ways: Ways = defaultdict(list)
    for piece in sorted(pieces):
        length = length_cm(piece.line)
        ways[piece.from_node].append((piece.to_node, length, piece.line))
        ways[piece.to_node].append((piece.from_node, length, piece.line[::-1]))
    best: list[tuple[Spot, int]] = []
    left = set(ways)
    while left:
        reached, _ = _farthest(min(left), ways)
        left -= reached.keys()
        start = max(reached, key=lambda node: (reached[node], node))
        found = _line(start, ways)
        if not best or found[-1][1] > best[-1][1]:
            best = found
    if best and best[-1][0] < best[0][0]:
        whole = best[-1][1]
        best = [(spot, whole - cm) for spot, cm in reversed(best)]
    return best


def _farthest(start: int, ways: Ways) -> tuple[dict[int, int], dict[int, tuple[int, Line]]]:
    """Dijkstra: how far each node is, and by which piece it is reached."""
    far: dict[int, int] = {}
    came: dict[int, tuple[int, Line]] = {}
    queue: list[tuple[int, int, int]] = [(0, start, start)]
    through: dict[tuple[int, int], Line] = {}
    while queue:
        length, node, before = heapq.heappop(queue)
        if node in far:
            continue
        far[node] = length
        if node != start:
            came[node] = before, through[before, node]
        for other, more, line in ways[node]:
            if other not in far:
                known = through.get((node, other))
                if known is None or length_cm(known) > more:
                    through[node, other] = line
                heapq.heappush(queue, (length + more, other, node))
    return far, came


def _line(start: int, ways: Ways) -> list[tuple[Spot, int]]:
    far, came = _farthest(start, ways)
    node = max(far, key=lambda each: (far[each], each))
    lines: list[Line] = []
    while node in came:
        node, line = came[node]
        lines.append(line)
    spots = (
        [lines[-1][0], *(spot for line in reversed(lines) for spot in line[1:])] if lines else []
    )
    at = 0
    found = [(spots[0], 0)] if spots else [(ways[start][0][2][0], 0)]
    for a, b in pairwise(spots):
        at += length_cm((a, b))
        found.append((b, at))
    return found

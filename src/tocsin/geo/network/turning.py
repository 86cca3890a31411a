"""Turn restrictions as sequences of arcs: what must not, or must only, be driven in a row.

Source: OpenStreetMap wiki, Relation:restriction. A restriction over a way (`via` is a road) is
the sequence from its first road over that way to its last. An `only_…` over a way binds who has
entered that way.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from tocsin.geo.ground import Restriction

Piece = tuple[int, int, int]
"""(piece, from node, to node)."""


def sequences(turn: Restriction, pieces: Mapping[int, Sequence[Piece]]) -> Iterator[list[int]]:
    """The arcs of a restriction, first to last, for each way in which its roads meet."""
    over = [int(each[1:]) for each in turn.via if each[0] == "w"]
    if over:
        yield from _over_ways(turn, over, pieces)
        return
    is_back = turn.kind.endswith("u_turn") and turn.from_ways == turn.to_ways
    for via in (int(each[1:]) for each in turn.via):
        for first in _arriving(turn.from_ways, via, pieces):
            for last in _leaving(turn.to_ways, via, pieces):
                if (last == first ^ 1) == is_back or (turn.kind.endswith("u_turn") and not is_back):
                    yield [first, last]


def _over_ways(
    turn: Restriction, over: Sequence[int], pieces: Mapping[int, Sequence[Piece]]
) -> Iterator[list[int]]:
    among = [piece for way in over for piece in pieces.get(way, ())]
    nodes = sorted({node for _, start, end in among for node in (start, end)})
    for begin in nodes:
        for first in _arriving(turn.from_ways, begin, pieces):
            for end in nodes:
                for last in _leaving(turn.to_ways, end, pieces):
                    between = _way_between(begin, end, among) if begin != end else None
                    if between is not None:
                        yield [first, *between, last]


def _arriving(ways: Sequence[int], node: int, pieces: Mapping[int, Sequence[Piece]]) -> list[int]:
    return [arc ^ 1 for arc in _leaving(ways, node, pieces)]


def _leaving(ways: Sequence[int], node: int, pieces: Mapping[int, Sequence[Piece]]) -> list[int]:
    found = []
    for way in ways:
        for piece, start, end in pieces.get(way, ()):
            if start == node:
                found.append(2 * piece)
            if end == node:
                found.append(2 * piece + 1)
    return found


def _way_between(begin: int, end: int, among: Sequence[Piece]) -> list[int] | None:
    """The arcs with the fewest pieces from one node to another."""
    came: dict[int, list[int]] = {begin: []}
    waiting = deque([begin])
    while waiting:
        node = waiting.popleft()
        if node == end:
            return came[node]
        for piece, start, stop in among:
            for arc, tail, head in ((2 * piece, start, stop), (2 * piece + 1, stop, start)):
                if tail == node and head not in came:
                    came[head] = [*came[node], arc]
                    waiting.append(head)
    return None

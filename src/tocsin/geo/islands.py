"""Which pieces of road hang together. Source: Tarjan 1975 (union of sets with halved paths)."""

from collections import Counter
from collections.abc import Iterable


class Islands:
    """Nodes joined by pieces; which set each is in is known when all pieces are in."""

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
        self._above: dict[int, int] = {}
        self.pieces: Counter[int] = Counter()
        """How many pieces each set has, by its lowest node."""
        first: list[int] = []
        for a, b in pieces:
            self._join(a, b)
            first.append(a)
        for node in first:
            self.pieces[self.of(node)] += 1

    def of(self, node: int) -> int:
        """The lowest node of the set that a node is in."""
        above = self._above
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def apart(self) -> list[int]:
        """The sets beside the largest, by their lowest node."""
        if not self.pieces:
            return []
        largest = min(self.pieces, key=lambda each: (-self.pieces[each], each))
        return sorted(self.pieces.keys() - {largest})

    def _join(self, a: int, b: int) -> None:
        for node in (a, b):
            self._above.setdefault(node, node)
        first, second = sorted((self.of(a), self.of(b)))
        self._above[second] = first

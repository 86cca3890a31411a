"""Which pieces of road hang together. Source: Tarjan 1975 (union of sets with halved paths)."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

import numpy as np


class Islands:
    """Nodes joined by pieces; which set each is in is known when all pieces are in.

    Some tens of bytes a node: a country has millions.
    """

    def __init__(self, pieces: Iterable[tuple[int, int]]) -> None:
        ends = array("q")
        for piece in pieces:
            ends.extend(piece)
        flat = np.frombuffer(ends, np.int64) if ends else np.zeros(0, np.int64)
        nodes = np.unique(flat)
        self._nodes = array("q", nodes.tobytes())
        """Rising; a node is known by its place in here."""
        joined = array("i", np.searchsorted(nodes, flat).astype(np.int32).tobytes())
        self._above = array("i", np.arange(len(nodes), dtype=np.int32).tobytes())
        for at in range(0, len(joined), 2):
            self._join(joined[at], joined[at + 1])
        self.pieces: Counter[int] = Counter()
        """How many pieces each set has, by its lowest node."""
        for at in range(0, len(joined), 2):
            self.pieces[self._nodes[self._lowest(joined[at])]] += 1

    def of(self, node: int) -> int:
        """The lowest node of the set that a node is in."""
        return self._nodes[self._lowest(bisect_left(self._nodes, node))]

    def apart(self) -> list[int]:
        """The sets beside the largest, by their lowest node."""
        if not self.pieces:
            return []
        largest = min(self.pieces, key=lambda each: (-self.pieces[each], each))
        return sorted(self.pieces.keys() - {largest})

    def _lowest(self, at: int) -> int:
        above = self._above
        while above[at] != at:
            above[at] = above[above[at]]
            at = above[at]
        return at

    def _join(self, a: int, b: int) -> None:
        first, second = sorted((self._lowest(a), self._lowest(b)))
        self._above[second] = first

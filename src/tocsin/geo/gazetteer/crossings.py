"""Where streets meet: nodes that pieces of at least two names share."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer.pools import Array, Arrays, lists, taken
from tocsin.geo.gazetteer.stock import Piece


class Ends(NamedTuple):
    """The ends of pieces of road: a row of node, name and spot for each."""

    rows: "array[int]"

    def add(self, piece: Piece, names: Iterable[int]) -> None:
        """Both ends of a piece, by each name it bears."""
        for name in names:
            for node, spot in ((piece.from_node, piece.line[0]), (piece.to_node, piece.line[-1])):
                self.rows.extend((node, name, *spot))


def crossings(ends: Ends) -> Arrays:
    """`crossing`: the nodes; `meeting`: which two names meet at which, by name."""
    rows = taken(ends.rows, np.int64).reshape(-1, 4)
    if len(rows):
        _, first = np.unique(rows[:, :2], axis=0, return_index=True)
        rows = rows[first]
    nodes, begins, counts = np.unique(rows[:, 0], return_index=True, return_counts=True)
    shared = counts > 1
    spots = rows[begins[shared], 2:].astype(np.int32)
    called: list[list[int]] = []
    meetings: list[tuple[int, int, int]] = []
    for at, (begin, count) in enumerate(zip(begins[shared], counts[shared], strict=True)):
        names = rows[begin : begin + count, 1].tolist()
        called.append(names)
        meetings.extend((a, b, at) for a in names for b in names if a != b)
    found: Array = np.array(sorted(meetings), dtype=np.int32).reshape(-1, 3)
    return {
        "crossing_node": nodes[shared],
        "crossing_spots": spots,
        "meeting": found,
        **lists("meeting", called),
    }

"""Where streets meet: nodes that pieces of at least two names share."""

from array import array
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer.pools import Array, Arrays, taken
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
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    nodes, names = rows[order, 0], rows[order, 1].astype(np.int32)
    is_new = np.ones(len(rows), np.bool_)
    is_new[1:] = (nodes[1:] != nodes[:-1]) | (names[1:] != names[:-1])
    order, nodes, names = order[is_new], nodes[is_new], names[is_new]
    _, begins, counts = np.unique(nodes, return_index=True, return_counts=True)
    is_shared = np.repeat(counts > 1, counts)
    begins, counts = begins[counts > 1], counts[counts > 1]
    called = names[is_shared]
    return {
        "crossing_node": nodes[begins],
        "crossing_spots": rows[order[begins], 2:].astype(np.int32),
        "meeting": _pairs(called, counts),
        "meeting_of": called,
        "meeting_at": np.concatenate(([0], np.cumsum(counts))).astype(np.uint32),
    }


def _pairs(called: Array, counts: Array) -> Array:
    """Every two different of the names that are called at one place, and the place; in order."""
    at = np.repeat(np.arange(len(counts)), counts)
    many = counts[at]
    first = (np.cumsum(counts) - counts)[at]
    one = np.repeat(np.arange(len(called)), many)
    step = np.arange(len(one)) - np.repeat(np.cumsum(many) - many, many)
    other = np.repeat(first, many) + step
    is_pair = one != other
    one, other = one[is_pair], other[is_pair]
    pairs = np.stack((called[one], called[other], at[one].astype(np.int32)), axis=1)
    found: Array = pairs[np.lexsort((pairs[:, 2], pairs[:, 1], pairs[:, 0]))]
    return found

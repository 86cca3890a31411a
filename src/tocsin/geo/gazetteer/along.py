"""So many kilometres along a road with a number or a name, from either of its ends."""

from collections.abc import Mapping
from itertools import groupby
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer import asking, spelling
from tocsin.geo.gazetteer.chains import apart, chained
from tocsin.geo.gazetteer.pools import Array, Texts
from tocsin.geo.gazetteer.stock import Piece
from tocsin.geo.ground import Spot

MOST_LINES = 4


class Along(NamedTuple):
    """A spot on a road, and the end it was measured from."""

    spot: Spot
    end: Spot


class Chains:
    """What `chains.chained` wrote, by the road's number."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._refs = list(Texts(arrays, "chain_ref"))
        self._place = {asking.ref(ref): at for at, ref in enumerate(self._refs)}
        self._rows, self._ends = arrays["chain_rows"], arrays["chain_ends"]

    def known(self, ref: str) -> str | None:
        """The road's number as the ground writes it."""
        at = self._place.get(ref)
        return None if at is None else self._refs[at]

    def along(self, ref: str, metres: int) -> list[Along]:
        """From the southern end and from the other; nothing where the road is shorter."""
        at = self._refs.index(ref)
        return _from_both_ends(self._rows[int(self._ends[at]) : int(self._ends[at + 1])], metres)


class Lines:
    """What `Roads.arrays` wrote, by the road's name."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._called = {key: at for at, key in enumerate(Texts(arrays, "called_key"))}
        self._of, self._ends = arrays["segment_piece"], arrays["segment_ends"]
        self._name = arrays["piece_called"]

    def along(self, name: str, metres: int) -> list[Along]:
        """From either end of each of the longest lines that bear the name and are apart; nothing
        where all are shorter."""
        at = self._called.get(spelling.key(name))
        if at is None:
            return []
        rows = np.flatnonzero(self._name[self._of] == at)
        pieces = [
            _piece([self._ends[row].tolist() for row in each])
            for _, each in groupby(rows.tolist(), key=lambda row: int(self._of[row]))
        ]
        lines = [chained(each) for each in apart(pieces)]
        lines.sort(key=lambda line: (-line[-1][1], line))
        return [
            spot
            for line in lines[:MOST_LINES]
            for spot in _from_both_ends(np.array([(*at, cm) for at, cm in line]), metres)
        ]


def _piece(ends: list[list[int]]) -> Piece:
    """A piece of road of its pieces of line; where it ends stands for the node there."""
    line = ((ends[0][0], ends[0][1]), *((each[2], each[3]) for each in ends))
    first, last = ((lat << 32) + lon for lat, lon in (line[0], line[-1]))
    return Piece("", None, None, first, last, line)


def _from_both_ends(rows: Array, metres: int) -> list[Along]:
    whole = int(rows[-1, 2])
    if metres * 100 > whole:
        return []
    first, last = (tuple(rows[end, :2].tolist()) for end in (0, -1))
    return [
        Along(_spot(rows, metres * 100), first),
        Along(_spot(rows, whole - metres * 100), last),
    ]


def _spot(rows: Array, cm: int) -> Spot:
    after = min(max(int(np.searchsorted(rows[:, 2], cm)), 1), len(rows) - 1)
    a, b = rows[after - 1].tolist(), rows[after].tolist()
    part, whole = cm - a[2], max(1, b[2] - a[2])
    return a[0] + (b[0] - a[0]) * part // whole, a[1] + (b[1] - a[1]) * part // whole

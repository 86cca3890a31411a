"""So many kilometres along a numbered road, from either of its ends."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer import asking
from tocsin.geo.gazetteer.pools import Array, Texts
from tocsin.geo.ground import Spot


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
        rows = self._rows[int(self._ends[at]) : int(self._ends[at + 1])]
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

"""Which streets meet, and where."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from tocsin.geo.gazetteer import spelling
from tocsin.geo.gazetteer.pools import Array, Texts
from tocsin.geo.ground import Spot

LEAST = 0.4
"""Two names that meet are each other's proof, so either may be further off than a lone one."""


class Meeting(NamedTuple):
    """A node that two streets share."""

    names: tuple[str, str]
    spot: Spot
    node: int
    likeness: float


class Meetings:
    """What `crossings` wrote."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._called = {name: at for at, name in enumerate(Texts(arrays, "called_key"))}
        self._rows = arrays["meeting"]
        self._spots, self._nodes = arrays["crossing_spots"], arrays["crossing_node"]

    def of(self, one: Mapping[str, float], other: Mapping[str, float]) -> list[Meeting]:
        """Where a street of the one set meets one of the other; likeness is the lesser of both."""
        others = {self._called.get(spelling.key(name), -1): name for name in other}
        found = []
        for name, likeness in one.items():
            at = self._called.get(spelling.key(name))
            if at is None:
                continue
            first, after = np.searchsorted(self._rows[:, 0], (at, at + 1)).tolist()
            for _, second, node in self._rows[first:after].tolist():
                if second in others:
                    like = min(likeness, other[others[second]])
                    found.append(self._meeting((name, others[second]), node, like))
        best = max((each.likeness for each in found), default=0.0)
        return [each for each in found if each.likeness >= max(LEAST, best - 0.1)]

    def _meeting(self, names: tuple[str, str], node: int, likeness: float) -> Meeting:
        lat, lon = self._spots[node].tolist()
        return Meeting(names, (lat, lon), int(self._nodes[node]), likeness)

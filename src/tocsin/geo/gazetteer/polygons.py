"""Areas as arrays, and which of them hold a point: `geo.outlines.standing`, many edges at once.

Whole-number arithmetic: products of differences of µ° stay under 2^57.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from tocsin.geo.gazetteer.pools import Array, Arrays, taken
from tocsin.geo.ground import Line, Spot

CELL_BITS = 11
"""Cells of 2,048 µ° (228 m) in which a border is or is not."""
COLUMN_BITS = 18
NO_BOX = (1, 1, 0, 0)


def areas(name: str, each: Iterable[Sequence[Line]], levels: Sequence[int] = ()) -> Arrays:
    """Areas by their rings (even-odd rule) as arrays. Of areas with levels, what lies in one of a
    higher number is not that of a lower one: a town's is not its county's, which has the rest."""
    spots, follows, boxes, ends = array("i"), array("i"), array("i"), array("q", (0,))
    for rings in each:
        for ring in rings:
            begin = len(follows)
            spots.extend(number for spot in ring for number in spot)
            follows.extend(range(begin + 1, begin + len(ring)))
            if ring:
                follows.append(begin)
        first = ends[-1]
        ends.append(len(follows))
        mine = np.array(spots[2 * first :], dtype=np.int32).reshape(-1, 2)
        boxes.extend((*mine.min(axis=0), *mine.max(axis=0)) if len(mine) else NO_BOX)
    return {
        f"{name}_spots": taken(spots, np.int32).reshape(-1, 2),
        f"{name}_follows": taken(follows, np.int32),
        f"{name}_ends": taken(ends, np.int64),
        f"{name}_boxes": taken(boxes, np.int32).reshape(-1, 4),
        f"{name}_levels": np.array(levels, dtype=np.int32),
    }


class Areas:
    """What `areas` wrote."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self._spots, self._follows = arrays[f"{name}_spots"], arrays[f"{name}_follows"]
        self._ends, self._boxes = arrays[f"{name}_ends"], arrays[f"{name}_boxes"]
        levels = arrays.get(f"{name}_levels")
        self._levels: list[int] = [] if levels is None else levels.tolist()

    def __len__(self) -> int:
        return len(self._boxes)

    def standing(self, at: int, spot: Spot) -> int:
        """1: the spot is inside this area; 0: on its border; -1: outside."""
        lat, lon = spot
        first, after = int(self._ends[at]), int(self._ends[at + 1])
        mine = self._spots[first:after].astype(np.int64)
        a_lat, a_lon = mine[:, 0], mine[:, 1]
        b_lat, b_lon = (mine[self._follows[first:after] - first, part] for part in (0, 1))
        side = (b_lon - a_lon) * (lat - a_lat) - (b_lat - a_lat) * (lon - a_lon)
        is_level = (np.minimum(a_lat, b_lat) <= lat) & (lat <= np.maximum(a_lat, b_lat))
        is_beside = (np.minimum(a_lon, b_lon) <= lon) & (lon <= np.maximum(a_lon, b_lon))
        if bool(np.any((side == 0) & is_level & is_beside)):
            return 0
        crosses = ((a_lat > lat) != (b_lat > lat)) & ((side > 0) == (b_lat > a_lat))
        return 1 if int(np.count_nonzero(crosses)) % 2 else -1

    def holding(self, spot: Spot) -> list[tuple[int, int]]:
        """(which, standing) of every area that the spot is in or on the border of."""
        lat, lon = spot
        boxes = self._boxes
        near = np.flatnonzero(
            (boxes[:, 0] <= lat) & (lat <= boxes[:, 2])
            & (boxes[:, 1] <= lon) & (lon <= boxes[:, 3])
        )  # fmt: skip
        found = [(int(at), self.standing(int(at), spot)) for at in near]
        found = [each for each in found if each[1] >= 0]
        if not self._levels:
            return found
        deepest = max((self._levels[at] for at, standing in found if standing > 0), default=0)
        return [each for each in found if self._levels[each[0]] >= deepest]

    def touches(self, south: int, west: int, north: int, east: int) -> bool:
        """Whether the box of an edge of any area meets this box."""
        boxes = self._boxes
        near = np.flatnonzero(
            (boxes[:, 0] <= north) & (south <= boxes[:, 2])
            & (boxes[:, 1] <= east) & (west <= boxes[:, 3])
        )  # fmt: skip
        return any(self._has_edge(at, (south, west), (north, east)) for at in near.tolist())

    def _has_edge(self, at: int, low: Spot, high: Spot) -> bool:
        first, after = int(self._ends[at]), int(self._ends[at + 1])
        mine = self._spots[first:after]
        others = self._spots[self._follows[first:after]]
        meets = (np.minimum(mine, others) <= high) & (np.maximum(mine, others) >= low)
        return bool(np.any(meets.all(axis=1)))


class Claims:
    """Whose many spots are: asked once for a cell that no border touches."""

    def __init__(self, owners: Areas, names: Sequence[str]) -> None:
        self._owners, self._names = owners, names
        self._cells: dict[int, int | None] = {}
        """By row and column in one number, since a country has a million of them."""
        self.of: dict[tuple[int, ...], int] = {(): 0}
        """Every set of owners that claims something, with its number; none is 0."""
        self.named: list[str] = [""]
        """By number: the name of the one owner, else nothing."""
        self.is_one: list[bool] = [False]

    def __call__(self, spot: Spot) -> int:
        """The number of the set of owners that claim a spot."""
        cell = spot[0] >> CELL_BITS, spot[1] >> CELL_BITS
        at = (cell[0] << COLUMN_BITS) + cell[1]
        if at not in self._cells:
            self._cells[at] = None if self._is_touched(cell) else self._asked(spot)
        known = self._cells[at]
        return self._asked(spot) if known is None else known

    def _asked(self, spot: Spot) -> int:
        claims = tuple(at for at, _ in self._owners.holding(spot))
        if claims not in self.of:
            self.of[claims] = len(self.of)
            self.is_one.append(len(claims) == 1)
            self.named.append(self._names[claims[0]] if len(claims) == 1 else "")
        return self.of[claims]

    def _is_touched(self, cell: tuple[int, int]) -> bool:
        south, west = cell[0] << CELL_BITS, cell[1] << CELL_BITS
        north, east = south + (1 << CELL_BITS), west + (1 << CELL_BITS)
        return self._owners.touches(south, west, north, east)

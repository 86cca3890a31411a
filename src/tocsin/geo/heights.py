"""How high a spot lies, between four posts of a grid. Whole-number arithmetic throughout.

Source: bilinear interpolation; a post is the height at the crossing of its row and column.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tocsin.geo.ground import Spot

DEGREE = 1_000_000


class Grid(NamedTuple):
    """Posts over one degree by one degree, in metres, row by row from the north-west corner on."""

    south: int
    west: int
    side: int
    heights_m: Sequence[int]
    void: int


class Heights:
    """Grids by their south-west corner, and what was asked of them in vain."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids: Mapping[tuple[int, int], Grid] = {(e.south, e.west): e for e in grids}
        self.voids: Counter[Spot] = Counter()
        """Posts without a height, by where they stand, and how many spots wanted them."""
        self.missing: Counter[tuple[int, int]] = Counter()
        """Squares that there are no grids of, and how many spots lie in them."""

    def at(self, spot: Spot) -> int | None:
        """dm above the sea, rounded; None where it is not known, which is then counted."""
        lat, lon = spot
        south, west = (lat // DEGREE, lon // DEGREE)
        grid = self._grids.get((south, west))
        if grid is None:
            grid = self._edge(lat, lon, south, west)
        if grid is None:
            self.missing[south, west] += 1
            return None
        return self._between(grid, lat, lon)

    def _edge(self, lat: int, lon: int, south: int, west: int) -> Grid | None:
        """A spot on a line between squares is in both."""
        for below in (south - 1, south) if lat % DEGREE == 0 else (south,):
            for left in (west - 1, west) if lon % DEGREE == 0 else (west,):
                if (below, left) in self._grids:
                    return self._grids[below, left]
        return None

    def _between(self, grid: Grid, lat: int, lon: int) -> int | None:
        steps = grid.side - 1
        row, down = divmod(((grid.south + 1) * DEGREE - lat) * steps, DEGREE)
        column, across = divmod((lon - grid.west * DEGREE) * steps, DEGREE)
        total = 0
        for at_row, weight_row in ((row, DEGREE - down), (row + 1, down)):
            for at_column, weight in ((column, DEGREE - across), (column + 1, across)):
                if not weight_row * weight:
                    continue
                height = grid.heights_m[at_row * grid.side + at_column]
                if height == grid.void:
                    self.voids[_post(grid, at_row, at_column)] += 1
                    return None
                total += height * weight_row * weight
        return (10 * total + DEGREE**2 // 2) // DEGREE**2


def _post(grid: Grid, row: int, column: int) -> Spot:
    steps = grid.side - 1
    return (
        (grid.south + 1) * DEGREE - row * DEGREE // steps,
        grid.west * DEGREE + column * DEGREE // steps,
    )

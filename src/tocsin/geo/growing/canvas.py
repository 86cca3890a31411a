"""What already stands on the land, by cells of 2 m."""

from collections.abc import Sequence

from tocsin.geo.growing.plane import UNIT, XY, cosine, distance, sine

FINE = 20
FREE, STREET, BUILT, WATER = 0, 1, 2, 3


class Canvas:
    """A sheet of cells; the memory of those never touched is never used."""

    def __init__(self, wide: int, high: int) -> None:
        self._columns = wide // FINE + 1
        self._rows = high // FINE + 1
        self._cells = bytearray(self._columns * self._rows)

    def stroke(self, a: XY, b: XY, half: int, mark: int) -> None:
        """Fill a band of this half width along a line."""
        long = distance(a, b)
        reach = half // FINE
        steps = long // (FINE * max(1, reach) - 4) + 1
        for step in range(steps + 1):
            column = (a[0] + (b[0] - a[0]) * step // steps) // FINE
            row = (a[1] + (b[1] - a[1]) * step // steps) // FINE
            if not (reach < column < self._columns - reach and reach < row < self._rows - reach):
                continue
            fill = bytes([mark]) * (2 * reach + 1)
            for each in range(row - reach, row + reach + 1):
                start = each * self._columns + column - reach
                self._cells[start : start + 2 * reach + 1] = fill

    def _inside(self, at: XY, angle: int, wide: int, deep: int, margin: int) -> list[int]:
        """The cells under a rectangle around a point, one side along an angle; nothing where one
        is taken, or outside."""
        c, s = cosine(angle), sine(angle)
        w, d = wide + 2 * margin, deep + 2 * margin
        left = at[0] * UNIT - (w * c - d * s) // 2
        low = at[1] * UNIT - (w * s + d * c) // 2
        across, along = w // (FINE - 5) + 1, d // (FINE - 5) + 1
        xi, yi = w * c // across, w * s // across
        xj, yj = -d * s // along, d * c // along
        cells, columns, rows = self._cells, self._columns, self._rows
        for i, j in ((0, 0), (across, 0), (0, along), (across, along), (across // 2, along // 2)):
            column = (left + i * xi + j * xj) // (FINE << 14)
            row = (low + i * yi + j * yj) // (FINE << 14)
            if 0 <= column < columns and 0 <= row < rows and cells[row * columns + column]:
                return []
        found: list[int] = []
        for i in range(across + 1):
            x, y = left + i * xi, low + i * yi
            for _ in range(along + 1):
                column, row = x // (FINE << 14), y // (FINE << 14)
                if not (0 <= column < columns and 0 <= row < rows):
                    return []
                cell = row * columns + column
                if cells[cell]:
                    return []
                found.append(cell)
                x += xj
                y += yj
        return found

    def take(self, at: XY, angle: int, wide: int, deep: int, margin: int = 8) -> bool:
        """Build a rectangle where all is free."""
        cells = self._inside(at, angle, wide, deep, margin)
        if not cells:
            return False
        for each in cells:
            self._cells[each] = BUILT
        return True


def corners(at: XY, angle: int, wide: int, deep: int, cut: int = 0) -> Sequence[XY]:
    """A rectangle's corners, one side along an angle; with `cut`, an L with so much left out."""
    w, d = wide // 2, deep // 2
    shape = [(-w, -d), (w, -d), (w, d), (-w, d)]
    if cut:
        shape = [(-w, -d), (w, -d), (w, d - cut), (0, d - cut), (0, d), (-w, d)]
    c, s = cosine(angle), sine(angle)
    return [(at[0] + (x * c - y * s) // UNIT, at[1] + (x * s + y * c) // UNIT) for x, y in shape]

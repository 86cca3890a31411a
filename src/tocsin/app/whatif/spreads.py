"""Distributions of a scenario as tables of quantiles, each kept once."""

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Spread
from tocsin.planners.whatif.world import QUANTILES

I64 = npt.NDArray[np.int64]
TAIL = 0.0005
"""The ends of a table stand at this probability and at one less this: no family ends by itself."""
NINE_TENTHS = 1.2815515655446004
"""Standard deviations from the half of a normal to its nine tenths."""


class Tables:
    """Rows of quantiles; a row that is there already is given again."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._rows: dict[bytes, int] = {}
        self._tables: list[I64] = []

    def row(self, spread: Spread, where: str) -> int:
        """The number of the table of a distribution that is written out. Raises Told."""
        return self.kept(self._table(spread, where))

    def kept(self, table: I64) -> int:
        """The number of a table of quantiles (ms)."""
        key = table.tobytes()
        if key not in self._rows:
            self._rows[key] = len(self._tables)
            self._tables.append(table)
        return self._rows[key]

    @property
    def quantile_ms(self) -> I64:
        """All of them."""
        return np.stack(self._tables)

    def half_s(self, row: int) -> int:
        """Seconds in which half of them are over."""
        return round(int(self._tables[row][QUANTILES // 2]) / 1000)

    def _table(self, spread: Spread, where: str) -> I64:
        is_two = spread.p50_s is not None or spread.p90_s is not None
        given = [is_two, bool(spread.quantiles_s), spread.always_s is not None]
        if sum(given) != 1:
            raise self._sheet.wrong(
                where, "how long it takes is said in one way: p50_s and p90_s, or quantiles_s, or "
                "always_s, or fitted = true",
            )  # fmt: skip
        if spread.always_s is not None:
            return np.full(QUANTILES, 1000 * spread.always_s, np.int64)
        if spread.quantiles_s:
            return self._stretched(spread.quantiles_s, where)
        if spread.p50_s is None or spread.p90_s is None:
            raise self._sheet.wrong(where, "a lognormal has p50_s and p90_s; write both")
        if not 0 < spread.p50_s <= spread.p90_s:
            raise self._sheet.wrong(
                where, f"half within {spread.p50_s} s and nine tenths within {spread.p90_s} s "
                "cannot be: 0 < p50_s ≤ p90_s",
            )  # fmt: skip
        return lognormal(spread.p50_s, spread.p90_s)

    def _stretched(self, quantiles_s: tuple[int, ...], where: str) -> I64:
        if len(quantiles_s) < 2 or list(quantiles_s) != sorted(quantiles_s):
            raise self._sheet.wrong(
                f"{where}.quantiles_s",
                "quantiles are two or more, from probability 0 to 1, none less than the one before",
            )
        points = np.linspace(0, len(quantiles_s) - 1, QUANTILES)
        found = np.interp(points, np.arange(len(quantiles_s)), quantiles_s)
        return np.rint(1000 * found).astype(np.int64)


def half_and_most(spread: Spread) -> tuple[int, int]:
    """Seconds of half and of nine tenths, of a distribution that is written out and sound."""
    if spread.always_s is not None:
        return spread.always_s, spread.always_s
    if spread.quantiles_s:
        half, most = np.quantile(spread.quantiles_s, [0.5, 0.9])
        return round(float(half)), round(float(most))
    return spread.p50_s or 0, spread.p90_s or 0


def lognormal(p50_s: float, p90_s: float) -> I64:
    """Quantiles (ms) of the lognormal with this half and these nine tenths."""
    sigma = math.log(p90_s / p50_s) / NINE_TENTHS
    share = np.clip(np.linspace(0, 1, QUANTILES), TAIL, 1 - TAIL)
    found: I64 = np.rint(1000 * p50_s * np.exp(sigma * ndtri(share))).astype(np.int64)
    return found

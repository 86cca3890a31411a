"""The number on the street: as stored, in a run, between two that are known, or the nearest.

Between known numbers of the same side (both odd or both even) a place is found by proportion.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from tocsin.geo.gazetteer.numbers import WIDEST, Number
from tocsin.geo.gazetteer.pools import Array, Texts
from tocsin.geo.ground import Spot
from tocsin.geo.places import Point, distance_m


class Precision(StrEnum):
    """How a candidate's place is known."""

    exact = "exact"
    run = "run"
    """Within the numbers of one address, as 12 in `10-16`."""
    other_suffix = "other_suffix"
    """12 where 12a was asked for, or 12a where 12 was."""
    begun = "begun"
    """A number that begins with what was typed."""
    interpolated = "interpolated"
    nearest_number = "nearest_number"
    street = "street"
    estimate = "estimate"
    """By length along a road."""
    area = "area"
    """The middle of all addresses of a postcode."""
    square = "square"
    """The middle of a square of a grid that is larger than a metre."""


TRUST = {
    Precision.exact: 1.0, Precision.run: 0.98, Precision.other_suffix: 0.95,
    Precision.begun: 0.85, Precision.interpolated: 0.9, Precision.nearest_number: 0.75,
    Precision.street: 0.7, Precision.estimate: 0.9,
    Precision.area: 1.0, Precision.square: 0.8,
}  # fmt: skip
"""By how much the fit of the words is worth more or less."""
SAME_M = 150
"""Two addresses of one number that are this near are one place."""
MOST_BEGUN = 3


class Place(NamedTuple):
    """Where a number is. `row` is the address; `between` the two known numbers."""

    precision: Precision
    at: Spot
    text: str
    row: int | None
    between: tuple[str, str] | None = None
    uncertainty_m: int | None = None


class Houses:
    """The numbers of all entries, each entry's sorted."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._low, self._high = arrays["house_low"], arrays["house_high"]
        self._spots = arrays["house_spots"]
        self._suffix, self._written = arrays["house_suffix"], arrays["house_written"]
        self._ends = arrays["house_ends"]
        self._suffixes, self._texts = Texts(arrays, "suffix"), Texts(arrays, "written")

    def find(self, entry: int, asked: Number, *, is_begun: bool) -> list[Place]:
        """The places of a number on a street; one of the kinds of `Precision`."""
        first, after = int(self._ends[entry]), int(self._ends[entry + 1])
        lows = self._low[first:after].tolist()
        begin, end = bisect_left(lows, asked.low), bisect_right(lows, asked.low)
        same = [first + at for at in range(begin, end)]
        exact = [row for row in same if self._is(row, asked)]
        if exact:
            return self._each(exact, Precision.exact)
        wide = [
            first + at
            for at in range(bisect_left(lows, max(0, asked.low - WIDEST)), end)
            if self._number(first + at).holds(asked.low)
        ]
        runs = [row for row in wide if self._high[row] > self._low[row]]
        if runs:
            return self._each(runs, Precision.run)
        if same:
            return self._each(same, Precision.other_suffix)
        begun = self._begun(first, after, asked) if is_begun else []
        return [*begun, *self._about(first, lows, asked.low)]

    def _is(self, row: int, asked: Number) -> bool:
        return self._number(row) == asked

    def _number(self, row: int) -> Number:
        suffix = self._suffixes[int(self._suffix[row])]
        return Number(int(self._low[row]), int(self._high[row]), suffix)

    def _place(self, row: int, precision: Precision) -> Place:
        text = self._texts[int(self._written[row])]
        return Place(precision, self.spot(row), text, row)

    def spot(self, row: int) -> Spot:
        """Where an address stands."""
        lat, lon = self._spots[row].tolist()
        return lat, lon

    def _each(self, rows: list[int], precision: Precision) -> list[Place]:
        """These, each place once."""
        found: list[Place] = []
        for row in rows:
            place = self._place(row, precision)
            if not any(
                place.text == other.text and metres(place.at, other.at) < SAME_M for other in found
            ):
                found.append(place)
        return found

    def _begun(self, first: int, after: int, asked: Number) -> list[Place]:
        typed = str(asked.low)
        rows = [
            row
            for row in range(first, after)
            if str(int(self._low[row])).startswith(typed) and self._low[row] > 0
        ]
        return self._each(rows[:MOST_BEGUN], Precision.begun)

    def _about(self, first: int, lows: list[int], number: int) -> list[Place]:
        known = [(low, first + at) for at, low in enumerate(lows) if low >= 0]
        side = [(low, row) for low, row in known if (low - number) % 2 == 0]
        below = [each for each in side if each[0] < number]
        above = [each for each in side if each[0] > number]
        if below and above:
            return [self._between(max(below), min(above), number)]
        if known:
            _, row = min(known, key=lambda each: (abs(each[0] - number), each))
            return [self._place(row, Precision.nearest_number)]
        return []

    def _between(self, below: tuple[int, int], above: tuple[int, int], number: int) -> Place:
        a, b = self.spot(below[1]), self.spot(above[1])
        part, whole = number - below[0], above[0] - below[0]
        at = a[0] + (b[0] - a[0]) * part // whole, a[1] + (b[1] - a[1]) * part // whole
        texts = (self._place(row, Precision.exact).text for _, row in (below, above))
        one, other = texts
        return Place(
            Precision.interpolated, at, str(number), None, (one, other), metres(a, b) // 2 + 1
        )


def metres(a: Spot, b: Spot) -> int:
    """Metres between two spots."""
    return distance_m(Point(*a), Point(*b))

"""What the planner asks of a ground: travel times, and where people are. Arrays."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from tocsin.geo.places import Point

I64 = npt.NDArray[np.int64]
NEVER_MS = 2**31 - 1
"""No way leads there."""


class Zones(NamedTuple):
    """Where people are: how many at each spot, and whose town it is (a place in `towns`)."""

    people: I64
    town: I64
    towns: tuple[str, ...]


class Ground(Protocol):
    """Travel times over the roads as they are today, in milliseconds; NEVER_MS where there is no
    way. `checksum` is None where they are reckoned without roads; `unplaced` are closures of which
    nobody knows where on these roads they lie."""

    checksum: str | None
    zones: Zones

    @property
    def unplaced(self) -> tuple[str, ...]: ...

    def to_place(
        self, begins: Sequence[Point], kinds: Sequence[str], end: Point, within_ms: int = NEVER_MS
    ) -> I64:
        """From each place, for a unit of that kind, to one. What takes longer than `within_ms` need
        not be found: NEVER_MS stands for it too."""

    def at_least(self, begins: Sequence[Point], kinds: Sequence[str], end: Point) -> I64:
        """From each place to one: no way takes less; 0 where nothing is known, NEVER_MS where there
        is none."""

    def between(self, begin: Point, kind: str, end: Point) -> tuple[int, int]:
        """From one place to another, and what no way takes less than, as far as that is found
        without much ado: (NEVER_MS, something less) where it is not."""

    def to_zones(
        self, begins: Sequence[Point], kinds: Sequence[str], within_ms: int = NEVER_MS
    ) -> I64:
        """From each place (row), for a unit of that kind, to each spot of the zones (column). As
        with `to_place`, what takes longer need not be found."""

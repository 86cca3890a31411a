"""Lines held in 8 bytes a spot, which take a tenth of what pairs of numbers do."""

from array import array
from collections.abc import Iterable, Sequence
from typing import overload

from tocsin.geo.ground import Line


class Folded(Sequence[Line]):
    """Lines, made anew each time they are asked for. Whoever asks often keeps `tuple(lines)`."""

    __slots__ = ("_ends", "_flat")

    def __init__(self, lines: Iterable[Line]) -> None:
        self._flat, self._ends = array("i"), array("i", (0,))
        for line in lines:
            self._flat.extend(number for spot in line for number in spot)
            self._ends.append(len(self._flat))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, at: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        place = range(len(self))[at]
        mine = self._flat[self._ends[place] : self._ends[place + 1]]
        return tuple(zip(mine[::2], mine[1::2], strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

"""The objects of an extract, one after another; a file that breaks off gives those before."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import osmium

from tocsin.geo.coast import Box
from tocsin.geo.ground import Doubt, DoubtCode

MOST_SEEN = 500_000
"""So many ids are remembered exactly; beyond, a double is found where ids come in order."""
RUNS = {"n": osmium.osm.NODE, "w": osmium.osm.WAY, "r": osmium.osm.RELATION}
Tell = Callable[[Doubt], None]


class Extract:
    """A file of OpenStreetMap, read again for each pass. `tell` hears each doubt once."""

    def __init__(self, path: Path, tell: Tell) -> None:
        self._path = path
        self._tell = tell
        self._told: set[tuple[DoubtCode, str]] = set()
        self.count = {"n": 0, "w": 0, "r": 0}
        self.cut: Doubt | None = None
        self.newest = ""

    def box(self) -> Box | None:
        """What the file says it covers; None where it does not say."""
        try:
            box = osmium.FileProcessor(str(self._path)).header.box()
        except RuntimeError:
            return None
        if not box.valid():
            return None
        low, high = box.bottom_left, box.top_right
        return Box(low.y // 10, low.x // 10, high.y // 10, high.x // 10)

    def each(self, letter: str) -> Iterator[Any]:
        """All nodes (`n`), ways (`w`) or relations (`r`), the first of each id. An object is good
        only until the next is asked for."""
        last, seen, found = -(2**62), _Seen(), 0
        newest = None
        try:
            objects: Iterator[Any] = iter(osmium.FileProcessor(str(self._path), RUNS[letter]))
            for one in objects:
                number = one.id
                if number <= last:
                    if number == last or number in seen:
                        self.doubt(DoubtCode.duplicate_id, f"{letter}{number}")
                        continue
                    self.doubt(DoubtCode.not_in_order, f"{letter}{number}")
                else:
                    last = number
                if found < MOST_SEEN:
                    seen.add(number)
                found += 1
                edited = one.timestamp
                if newest is None or edited > newest:
                    newest = edited
                yield one
        except RuntimeError as error:
            self._broken(letter, last if found else None, str(error))
        self.count[letter] = found
        if newest is not None:
            self.newest = max(self.newest, newest.strftime("%Y-%m-%dT%H:%M:%SZ"))

    def _broken(self, letter: str, last: int | None, error: str) -> None:
        if last is not None or not self.cut:
            self.cut = Doubt(
                DoubtCode.file_is_cut, "" if last is None else f"{letter}{last}", told=error
            )

    def doubt(self, code: DoubtCode, subject: str, told: str = "") -> None:
        """Tell a doubt about the file itself, once for a subject; disorder once for all."""
        key = (code, "" if code is DoubtCode.not_in_order else subject)
        if key not in self._told:
            self._told.add(key)
            self._tell(Doubt(code, subject, told=told))


class _Seen:
    """Ids that came, 8 bytes for each that came in order."""

    def __init__(self) -> None:
        self._rising, self._strays = array("q"), set[int]()

    def add(self, number: int) -> None:
        if self._rising and number <= self._rising[-1]:
            self._strays.add(number)
        else:
            self._rising.append(number)

    def __contains__(self, number: int) -> bool:
        at = bisect_left(self._rising, number)
        in_order = at < len(self._rising) and self._rising[at] == number
        return in_order or number in self._strays

"""The objects of an extract, one after another; a file that breaks off gives those before."""

from collections.abc import Callable, Iterator, Sequence
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
        last, seen, found = -(2**62), set[int](), 0
        newest = None
        try:
            objects: Iterator[Any] = iter(osmium.FileProcessor(str(self._path), RUNS[letter]))
            for one in objects:
                number = one.id
                if number <= last or number in seen:
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

    def nodes(self, ids: Sequence[int]) -> Iterator[Any]:
        """These nodes alone, once more; the others do not reach Python."""
        wanted = osmium.filter.IdFilter(ids)
        try:
            yield from osmium.FileProcessor(str(self._path), RUNS["n"]).with_filter(wanted)
        except RuntimeError as error:
            self._broken("n", None, str(error))

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

"""What is put aside while a file is read, in files that the caller gives."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import BinaryIO

import numpy as np

PART = 1 << 20
"""So many ids are looked at at once."""

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
Nodes = tuple[int, ...]


Aside = Callable[[], BinaryIO]
"""Gives an empty file, to be written and read. Whoever gives it throws it away."""


class Among:
    """Rising ids that can be asked for one: a tenth of the memory of a set."""

    def __init__(self, ids: Ids | Iterable[int]) -> None:
        if not isinstance(ids, np.ndarray):
            ids = np.unique(np.fromiter(ids, dtype=np.int64))
        self._ids = array("q", ids.tobytes())

    def __contains__(self, id: object) -> bool:
        return isinstance(id, int) and self.place(id) is not None

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def place(self, id: int) -> int | None:
        """How many are below it; None where it is none of them."""
        at = bisect_left(self._ids, id)
        return at if at < len(self._ids) and self._ids[at] == id else None


class Repeated:
    """Which ids were named more than once, of more than memory holds: counted a range at a time."""

    def __init__(self, aside: Aside, part: int = PART) -> None:
        self._file, self._part = aside(), part
        self._waiting = array("q")
        self._count = 0

    def add(self, ids: Iterable[int]) -> None:
        """These are named."""
        self._waiting.extend(ids)
        if len(self._waiting) >= self._part:
            self._write()

    def found(self) -> Among:
        """Those named more than once, of what was added up to now."""
        self._write()
        kept = []
        for low, high in pairwise(self._cuts()):
            mine = np.concatenate([e[(e >= low) & (e < high)] for e in self._parts()])
            ids, counts = np.unique(mine, return_counts=True)
            kept.append(ids[counts > 1])
        return Among(np.concatenate(kept) if kept else np.empty(0, dtype=np.int64))

    def _cuts(self) -> list[int]:
        """Between these ids lie about as many as are looked at at once."""
        if not self._count:
            return []
        step = max(1, self._part // 64)
        sample = np.sort(np.concatenate([each[::step] for each in self._parts()]))
        inner: list[int] = np.unique(sample[:: max(1, self._part // step)]).tolist()
        return [-(2**63), *inner[1:], 2**63 - 1]

    def _parts(self) -> Iterator[Ids]:
        self._file.seek(0)
        while read := self._file.read(self._part * 8):
            yield np.frombuffer(read, dtype=np.int64)

    def _write(self) -> None:
        self._file.seek(0, 2)
        self._file.write(self._waiting.tobytes())
        self._count += len(self._waiting)
        del self._waiting[:]


class Runs:
    """The nodes of some ways. Which ways may come is known before; 16 bytes a way are held."""

    def __init__(self, ways: Iterable[int], aside: Aside) -> None:
        self._ways = Among(ways)
        self._begin = array("q", [-1]) * len(self._ways)
        self._size = array("i", [0]) * len(self._ways)
        self._later: dict[int, Nodes] = {}
        self._file = aside()
        self._end = 0

    def wants(self, way: int) -> bool:
        """Whether a way is one of those."""
        return way in self._ways

    def put(self, way: int, nodes: Sequence[int]) -> None:
        """The nodes of a way; one that nobody asked for before is held in memory."""
        at = self._ways.place(way)
        if at is None:
            self._later[way] = tuple(nodes)
            return
        self._file.seek(8 * self._end)
        self._file.write(array("q", nodes).tobytes())
        self._begin[at], self._size[at] = self._end, len(nodes)
        self._end += len(nodes)

    def get(self, way: int) -> Nodes | None:
        """What was put; None where the way did not come."""
        at = self._ways.place(way)
        if at is None:
            return self._later.get(way)
        if self._begin[at] < 0:
            return None
        self._file.seek(8 * self._begin[at])
        return tuple(array("q", self._file.read(8 * self._size[at])))

    def of(self, ways: Iterable[int]) -> dict[int, Nodes]:
        """The nodes of those of these ways that came, in this order."""
        found = ((way, self.get(way)) for way in ways)
        return {way: nodes for way, nodes in found if nodes is not None}

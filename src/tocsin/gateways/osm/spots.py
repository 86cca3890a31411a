"""Where the nodes of an extract are: 16 bytes a node, put aside; some blocks of them are held."""

from array import array
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tocsin.gateways.osm.aside import Aside, Ids
from tocsin.gateways.osm.objects import Extract
from tocsin.geo.coast import Box
from tocsin.geo.ground import DoubtCode, Spot

BATCH = 65_536
"""So many nodes wait to be written; a whole number of blocks."""
BLOCK = 4_096
"""So many are read at once."""
MOST_BLOCKS = 256
"""So many blocks are held: 16 MB."""
UNSET = -(2**31)
"""Stands for the latitude of a node that is not in the file."""
ROW = np.dtype([("node", np.int64), ("lat", np.int32), ("lon", np.int32)])

Places = np.ndarray[tuple[int], np.dtype[np.int32]]
Rows = np.ndarray[tuple[int], np.dtype[np.void]]


class Spots:
    """Where all nodes are, in µ°. They are put, then settled, then asked for."""

    def __init__(self, aside: Aside) -> None:
        self._file = aside()
        self._nodes, self._lats, self._lons = array("q"), array("i"), array("i")
        self._firsts: list[Ids] = []
        self._first_of: Ids = np.empty(0, dtype=np.int64)
        self._last = -(2**63)
        self._is_rising = True
        self._blocks: dict[int, Rows] = {}
        self._around: Box | None = None

    def put(self, node: int, spot: Spot) -> None:
        """A node that was read."""
        self._nodes.append(node)
        self._lats.append(spot[0])
        self._lons.append(spot[1])
        if len(self._nodes) == BATCH:
            self._write()

    def around(self) -> Box | None:
        """The box around everything that was put; None where nothing was."""
        return self._around

    def settle(self) -> None:
        """Everything is put. What did not come in the order of its ids is put in order."""
        self._write()
        if not self._is_rising:
            self._file.seek(0)
            rows = np.frombuffer(self._file.read(), dtype=ROW)
            rows = rows[np.argsort(rows["node"], kind="stable")]
            self._file.seek(0)
            self._file.write(rows.tobytes())
            self._firsts = [rows["node"][::BLOCK]]
        self._first_of = np.concatenate([self._first_of, *self._firsts])
        self._firsts = []

    def _write(self) -> None:
        if not self._nodes:
            return
        rows = np.empty(len(self._nodes), dtype=ROW)
        for name, column in (("node", self._nodes), ("lat", self._lats), ("lon", self._lons)):
            rows[name] = column
        nodes, lats, lons = rows["node"], rows["lat"], rows["lon"]
        self._is_rising &= bool(nodes[0] > self._last and np.all(nodes[1:] > nodes[:-1]))
        self._last = int(nodes[-1])
        self._firsts.append(nodes[::BLOCK].copy())
        self._file.write(rows.tobytes())
        box = Box(int(lats.min()), int(lons.min()), int(lats.max()), int(lons.max()))
        was = self._around or box
        self._around = Box(min(was.south, box.south), min(was.west, box.west),
                           max(was.north, box.north), max(was.east, box.east))  # fmt: skip
        for column in (self._nodes, self._lats, self._lons):
            del column[:]

    def placed(self, nodes: Ids) -> tuple[Places, Places]:
        """The latitudes (UNSET where a node is not in the file) and longitudes of these nodes."""
        wanted, turned = np.unique(nodes, return_inverse=True)
        lats = np.full(len(wanted), UNSET, dtype=np.int32)
        lons = np.full(len(wanted), UNSET, dtype=np.int32)
        block = np.searchsorted(self._first_of, wanted, side="right") - 1
        cuts = [*np.flatnonzero(np.diff(block, prepend=-2)).tolist(), len(wanted)]
        for begin, stop in pairwise(cuts):
            if block[begin] < 0:
                continue
            rows, mine = self._block(int(block[begin])), wanted[begin:stop]
            found = rows[np.searchsorted(rows["node"], mine, side="right") - 1]
            is_there = found["node"] == mine
            lats[begin:stop][is_there] = found["lat"][is_there]
            lons[begin:stop][is_there] = found["lon"][is_there]
        return lats[turned], lons[turned]

    def _block(self, at: int) -> Rows:
        found = self._blocks.get(at)
        if found is None:
            if len(self._blocks) == MOST_BLOCKS:
                self._blocks.clear()
            self._file.seek(at * BLOCK * ROW.itemsize)
            read = self._file.read(BLOCK * ROW.itemsize)
            found = self._blocks[at] = np.frombuffer(read, dtype=ROW)
        return found

    def of(self, nodes: Sequence[int]) -> list[Spot | None]:
        """Where these nodes are; None for each that is not in the file."""
        if not nodes:
            return []
        return spots_of(*self.placed(np.array(nodes, dtype=np.int64)))


def spots_of(lats: Places, lons: Places) -> list[Spot | None]:
    """What `placed` found, as spots; None for each that is not in the file."""
    return [
        None if lat == UNSET else (lat, lon)
        for lat, lon in zip(lats.tolist(), lons.tolist(), strict=True)
    ]


def spot_of(node: object, extract: Extract) -> Spot | None:
    """Where a node is, rounded to µ°; None, and a doubt, where that is nowhere on Earth."""
    location = node.location  # type: ignore[attr-defined]
    if not location.valid():
        number = node.id  # type: ignore[attr-defined]
        extract.doubt(DoubtCode.position_invalid, f"n{number}")
        return None
    return (location.y + 5) // 10, (location.x + 5) // 10


def middle(spots: Sequence[Spot | None]) -> Spot | None:
    """The middle of the box around what is known; None where nothing is."""
    known = [spot for spot in spots if spot is not None]
    if not known:
        return None
    lats, lons = [each[0] for each in known], [each[1] for each in known]
    return (min(lats) + max(lats)) // 2, (min(lons) + max(lons)) // 2


def unbroken(spots: Sequence[Spot | None]) -> list[tuple[int, list[Spot]]]:
    """The runs of known spots of a line, with the place of each run's first; at least two long."""
    found: list[tuple[int, list[Spot]]] = []
    run: list[Spot] = []
    for at, spot in enumerate([*spots, None]):
        if spot is not None:
            run.append(spot)
            continue
        if len(run) > 1:
            found.append((at - len(run), run))
        run = []
    return found

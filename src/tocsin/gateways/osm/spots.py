"""Where the nodes are that something needs, in arrays: 17 bytes a node."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np

from tocsin.gateways.osm.objects import Extract
from tocsin.geo.coast import Box
from tocsin.geo.ground import DoubtCode, Spot

BATCH = 65_536
UNSET = -(2**31)
PART = 1 << 20
"""So many ids wait to be settled at once."""

Ids = np.ndarray[tuple[int], np.dtype[np.int64]]
Places = np.ndarray[tuple[int], np.dtype[np.int32]]


class Tally:
    """Which ids were named, and which of them more than once; settled in parts, so that memory
    holds each id once however often it is named."""

    def __init__(self, part: int) -> None:
        self._part = part
        self._waiting = array("q")
        self._named: Ids = np.empty(0, dtype=np.int64)
        self._again: Ids = np.empty(0, dtype=np.int64)

    def add(self, ids: Sequence[int]) -> None:
        """These are named."""
        self._waiting.extend(ids)
        if len(self._waiting) >= self._part:
            self.settle()

    def settle(self) -> tuple[Ids, Ids]:
        """(all, those named more than once), each sorted, of what was added up to now."""
        waiting = np.array(self._waiting, dtype=np.int64)
        self._waiting = array("q")
        found, counts = np.unique(waiting, return_counts=True)
        known = np.intersect1d(found, self._named, assume_unique=True)
        self._again = np.union1d(self._again, np.concatenate((found[counts > 1], known)))
        self._named = np.union1d(self._named, found)
        return self._named, self._again


class Needed:
    """Which nodes the ways refer to, gathered before any node is read."""

    def __init__(self, part: int = PART) -> None:
        self._others = Tally(part)
        self._roads = Tally(part)

    def add(self, nodes: Sequence[int]) -> None:
        """These must be found."""
        self._others.add(nodes)

    def add_road(self, nodes: Sequence[int]) -> None:
        """These must be found; where two roads share one, or one ends, is a crossing."""
        self._roads.add((*nodes, nodes[0], nodes[-1]))

    def crossings(self) -> "Crossings":
        """The nodes at which a road is to be cut into pieces."""
        return Crossings(self._roads.settle()[1])

    def nodes(self) -> Ids:
        """All of them, sorted, each once."""
        return np.union1d(self._roads.settle()[0], self._others.settle()[0])


class Crossings:
    """Sorted ids that can be asked for one: a tenth of the memory of a set."""

    def __init__(self, ids: Ids) -> None:
        self._ids = array("q", ids.tobytes())

    def __contains__(self, node: object) -> bool:
        if not isinstance(node, int):
            return False
        at = bisect_left(self._ids, node)
        return at < len(self._ids) and self._ids[at] == node

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)


class Spots:
    """Where the needed nodes are, in µ°."""

    UNSET = UNSET
    """Stands for the latitude of a node that is not in the file."""

    def __init__(self, nodes: Ids) -> None:
        self._nodes = nodes
        self._lat = np.full(len(nodes), UNSET, dtype=np.int32)
        self._lon = np.full(len(nodes), UNSET, dtype=np.int32)
        self._batch: tuple[list[int], list[int], list[int]] = ([], [], [])
        self._around: Box | None = None

    def put(self, node: int, spot: Spot) -> None:
        """A node that was read."""
        ids, lats, lons = self._batch
        ids.append(node)
        lats.append(spot[0])
        lons.append(spot[1])
        if len(ids) == BATCH:
            self.settle()

    def ids(self) -> list[int]:
        """The nodes that are needed."""
        found: list[int] = self._nodes.tolist()
        return found

    def around(self) -> Box | None:
        """The box around everything that was put; None where nothing was."""
        return self._around

    def settle(self) -> None:
        """Take in what was put and is needed."""
        ids = np.array(self._batch[0], dtype=np.int64)
        if len(ids):
            box = Box(min(self._batch[1]), min(self._batch[2]),
                      max(self._batch[1]), max(self._batch[2]))  # fmt: skip
            was = self._around or box
            self._around = Box(min(was.south, box.south), min(was.west, box.west),
                               max(was.north, box.north), max(was.east, box.east))  # fmt: skip
        if len(ids) and len(self._nodes):
            at = np.minimum(np.searchsorted(self._nodes, ids), len(self._nodes) - 1)
            is_needed = self._nodes[at] == ids
            self._lat[at[is_needed]] = np.array(self._batch[1], dtype=np.int32)[is_needed]
            self._lon[at[is_needed]] = np.array(self._batch[2], dtype=np.int32)[is_needed]
        self._batch = ([], [], [])

    def placed(self, nodes: Ids) -> tuple[Places, Places]:
        """The latitudes (UNSET where a node is not in the file) and longitudes of these nodes, all
        of them needed ones."""
        at = np.searchsorted(self._nodes, nodes)
        return self._lat[at], self._lon[at]

    def of(self, nodes: Sequence[int]) -> list[Spot | None]:
        """Where these nodes are; None for each that is not in the file."""
        if not len(self._nodes) or not nodes:
            return [None] * len(nodes)
        wanted = np.array(nodes, dtype=np.int64)
        at = np.minimum(np.searchsorted(self._nodes, wanted), len(self._nodes) - 1)
        is_there = (self._nodes[at] == wanted) & (self._lat[at] != UNSET)
        lats, lons = self._lat[at].tolist(), self._lon[at].tolist()
        return [
            (lat, lon) if there else None
            for lat, lon, there in zip(lats, lons, is_there.tolist(), strict=True)
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

"""Arrays from the rows of the layers `road` and `turn_restriction`."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from tocsin.geo.ground import Line, Restriction
from tocsin.geo.network.arrays import (
    BRIDGE,
    CELL_UDEG,
    FLOWS,
    FORD,
    I32,
    I64,
    LINK,
    ROUNDABOUT,
    TUNNEL,
    UNKNOWN_CLASS,
    Network,
    ranges,
)
from tocsin.geo.network.turning import sequences
from tocsin.geo.network.vehicles import ROAD_CLASSES
from tocsin.geo.spans import boxes

AnyArray = np.ndarray[tuple[int], np.dtype[Any]]
TURNS = ("turn_start", "turn_arcs", "turn_only", "turn_id", "turn_exempt", "turn_only_for",
         "turn_condition")  # fmt: skip
CLASS_AT = {each: at for at, each in enumerate(ROAD_CLASSES)}
FLOW_AT = {each: at for at, each in enumerate(FLOWS)}
RoadRow = tuple[
    str, int, int, int, str, int, str, int, int, int, int, int | None, int | None, int | None,
    str | None, str | None, str | None, str | None, int,
]  # fmt: skip
"""The columns of the layer `road` in their order, from `id` to `length_cm`."""


AT_ONCE = 10_000
"""So many pieces are put on the grid at once; it bounds memory."""


class Texts:
    """Texts by number; 0 is the empty one."""

    def __init__(self) -> None:
        self._at = {"": 0}

    def at(self, text: str | None) -> int:
        """The number of a text."""
        return self._at.setdefault(text or "", len(self._at))

    def arrays(self) -> tuple[I32, "np.ndarray[tuple[int], np.dtype[np.uint8]]"]:
        """(begins, bytes)."""
        coded = [each.encode() for each in self._at]
        starts = np.cumsum([0, *map(len, coded)]).astype(np.int32)
        return starts, np.frombuffer(b"".join(coded), np.uint8)


class Builder:
    """Takes rows, one after another, in the order of their layer; then gives the arrays."""

    def __init__(self) -> None:
        self._texts = Texts()
        self._ids, self._id_ends = bytearray(), array("q", (0,))
        self._wide = {name: array("q") for name in ("way", "from", "to")}
        self._plain = {
            name: array(kind)
            for name, kind in (("class", "B"), ("flow", "B"), ("flags", "B"), ("height", "i"),
                               ("weight", "i"), ("speed", "h"), ("access", "i"),
                               ("emergency", "i"), ("name", "i"), ("ref", "i"), ("length", "i"))
        }  # fmt: skip
        self._lats, self._lons, self._starts = array("i"), array("i"), array("i", [0])

    def road(self, row: RoadRow, line: Line) -> None:
        """A piece more."""
        (id, way, start, end, road_class, is_link, flow, is_roundabout, is_bridge, is_tunnel,
         is_ford, height, weight, speed, access, emergency, name, ref, length) = row  # fmt: skip
        self._ids += id.encode()
        self._id_ends.append(len(self._ids))
        for key, number in (("way", way), ("from", start), ("to", end)):
            self._wide[key].append(number)
        flags = (
            LINK * bool(is_link) | ROUNDABOUT * bool(is_roundabout) | BRIDGE * bool(is_bridge)
            | TUNNEL * bool(is_tunnel) | FORD * bool(is_ford)
        )  # fmt: skip
        numbers = (
            CLASS_AT.get(road_class, UNKNOWN_CLASS), FLOW_AT[flow], flags, height or 0, weight or 0,
            speed or 0, *(self._texts.at(each) for each in (access, emergency, name, ref)), length,
        )  # fmt: skip
        for column, number in zip(self._plain.values(), numbers, strict=True):
            column.append(number)
        self._lats.extend(lat for lat, _ in line)
        self._lons.extend(lon for _, lon in line)
        self._starts.append(len(self._lats))

    def network(self, restrictions: Iterable[Restriction]) -> Network:
        """The arrays of everything that was taken; ask once."""
        return Network(**dict(self.arrays(restrictions)))

    def arrays(self, restrictions: Iterable[Restriction]) -> Iterator[tuple[str, AnyArray]]:
        """The arrays by name, each to be put aside before the next: what was given is not held any
        longer. Ask once."""
        yield "piece_id", self._piece_ids()
        del self._ids, self._id_ends
        for name in list(self._plain):
            yield f"piece_{name}", np.asarray(self._plain.pop(name))
        from_id, to_id, ways = (np.asarray(self._wide.pop(e)) for e in ("from", "to", "way"))
        yield "piece_way", ways
        turns = self._turns(restrictions, ways, from_id, to_id)
        del ways
        yield from zip(TURNS, turns, strict=True)
        yield from zip(("text_start", "text_bytes"), self._texts.arrays(), strict=True)
        lats, lons, starts = (np.asarray(e) for e in (self._lats, self._lons, self._starts))
        del self._lats, self._lons, self._starts
        yield from (("geom_start", starts), ("geom_lat", lats), ("geom_lon", lons))
        yield from _nodes(from_id, to_id, lats, lons, starts)
        del from_id, to_id
        grid = _grid(lats, lons, starts)
        yield from zip(("grid_cell", "grid_start", "grid_piece"), grid, strict=True)

    def _piece_ids(self) -> AnyArray:
        ends = self._id_ends
        longest = max((after - first for first, after in pairwise(ends)), default=1)
        found = np.empty(len(ends) - 1, dtype=f"S{longest}")
        for at, (first, after) in enumerate(pairwise(ends)):
            found[at] = bytes(self._ids[first:after])
        return found

    def _turns(
        self, restrictions: Iterable[Restriction], ways: I64, from_id: I64, to_id: I64
    ) -> list[AnyArray]:
        """As `TURNS` names them."""
        kept = [each for each in restrictions if each.is_whole]
        named = {
            way
            for each in kept
            for way in (
                *each.from_ways,
                *each.to_ways,
                *(int(v[1:]) for v in each.via if v[0] == "w"),
            )
        }
        pieces: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        wanted = np.flatnonzero(np.isin(ways, np.array(sorted(named), np.int64)))
        for piece in wanted.tolist():
            pieces[int(ways[piece])].append((piece, int(from_id[piece]), int(to_id[piece])))
        columns: list[list[int]] = [[0], [], [], [], [], [], []]
        for each in kept:
            for arcs in sequences(each, pieces):
                columns[1].extend(arcs)
                columns[0].append(len(columns[1]))
                columns[2].append(each.kind.startswith("only"))
                texts = (each.id, each.exempt, each.only_for, each.condition)
                for column, text in zip(columns[3:], texts, strict=True):
                    column.append(self._texts.at(text))
        kinds = [np.uint8 if name == "turn_only" else np.int32 for name in TURNS]
        return [np.array(e, kind) for e, kind in zip(columns, kinds, strict=True)]


def _nodes(
    from_id: I64, to_id: I64, lats: I32, lons: I32, starts: I32
) -> Iterator[tuple[str, AnyArray]]:
    """The nodes, those near one another in a row; which of them each piece joins, and the pieces
    by the nodes that they begin at."""
    node_id, first = np.unique(np.concatenate((from_id, to_id)), return_index=True)
    spot = np.concatenate((starts[:-1], starts[1:] - 1))[first]
    order = np.lexsort((node_id, _morton(lats[spot], lons[spot])))
    yield "node_id", node_id[order]
    yield "node_lat", lats[spot][order]
    yield "node_lon", lons[spot][order]
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    begins = np.empty(2 * len(from_id), np.int32)
    begins[::2] = rank[np.searchsorted(node_id, from_id)]
    begins[1::2] = rank[np.searchsorted(node_id, to_id)]
    yield "piece_from", begins[::2].copy()
    yield "piece_to", begins[1::2].copy()
    yield "arc_order", np.argsort(begins, kind="stable").astype(np.int32)


def _morton(lats: I32, lons: I32) -> I64:
    """Places near one another get numbers near one another: bits of both, in turn."""
    code = np.zeros(len(lats), np.int64)
    for source, shift in ((lons.astype(np.int64), 0), (lats.astype(np.int64), 1)):
        value = (source + 180_000_000) >> 4
        for bit in range(25):
            code |= ((value >> bit) & 1) << (2 * bit + shift)
    return code


def _grid(lats: I32, lons: I32, starts: I32) -> tuple[I64, I32, I32]:
    """Which pieces touch the box of a cell: (cells, begins, pieces)."""
    found = [
        _cells(lats, lons, starts[first : first + AT_ONCE + 1], first)
        for first in range(0, max(len(starts) - 1, 1), AT_ONCE)
    ]
    cell = np.concatenate([each for each, _ in found])
    piece = np.concatenate([each for _, each in found])
    order = np.argsort(cell, kind="stable")
    cells, begin = np.unique(cell[order], return_index=True)
    return cells, np.append(begin, len(cell)).astype(np.int32), piece[order]


def _cells(lats: I32, lons: I32, starts: I32, first_piece: int) -> tuple[I64, I32]:
    """Some pieces, and each cell that a box of one of their segments reaches; each pair once."""
    counts = np.diff(starts) - 1
    first = ranges(starts[:-1], counts)
    piece = np.repeat(np.arange(len(counts)), counts)
    ends = np.column_stack((lats[first], lons[first], lats[first + 1], lons[first + 1]))
    found, whose = boxes(ends, CELL_UDEG)
    low_row, low_column, high_row, high_column = (
        (found + (90_000_000, 180_000_000) * 2) // CELL_UDEG
    ).T
    height = high_row - low_row + 1
    box = np.repeat(np.arange(len(found)), height)
    row = ranges(low_row, height)
    width = (high_column - low_column + 1)[box]
    cell = (np.repeat(row, width) << 20) + ranges(low_column[box], width)
    of = np.repeat(piece[whose[box]], width)
    order = np.lexsort((cell, of))
    cell, of = cell[order], of[order]
    is_new = np.ones(len(cell), np.bool_)
    is_new[1:] = (cell[1:] != cell[:-1]) | (of[1:] != of[:-1])
    return cell[is_new], (of[is_new] + first_piece).astype(np.int32)

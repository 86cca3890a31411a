"""The road network of a ground as arrays: what they hold is in README.md beside this file.

Every array is of whole numbers and follows from the layers alone, so the same ground gives the
same bytes. They may be mapped from files: nothing here writes to them.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.geo.network.vehicles import ROAD_CLASSES

I8 = npt.NDArray[np.uint8]
I16 = npt.NDArray[np.int16]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]
Ids = npt.NDArray[np.bytes_]
Mask = npt.NDArray[np.bool_]

UNKNOWN_CLASS = ROAD_CLASSES.index("road")

FLOWS = ("both", "forward", "backward", "varies")
LINK, ROUNDABOUT, BRIDGE, TUNNEL, FORD = 1, 2, 4, 8, 16
"""Bits of `piece_flags`."""

NEVER = 2**31 - 1
"""A cost that no vehicle can pay, and a time at which nothing is reached."""

CELL_UDEG = 2_048
"""The side of a cell of the grid: 228 m from south to north."""


class Network(NamedTuple):
    """Nodes lie in the order of their place (Morton), pieces in the order of the layer `road`.

    Arc 2p leads along piece p as it is drawn, arc 2p+1 back; whether a vehicle may is not here.
    """

    node_id: I64
    node_lat: I32
    node_lon: I32
    piece_id: Ids
    piece_way: I64
    piece_from: I32
    piece_to: I32
    piece_class: I8
    piece_flow: I8
    piece_flags: I8
    piece_height: I32
    piece_weight: I32
    piece_speed: I16
    piece_access: I32
    piece_emergency: I32
    piece_name: I32
    piece_ref: I32
    piece_length: I32
    geom_start: I32
    geom_lat: I32
    geom_lon: I32
    arc_order: I32
    grid_cell: I64
    grid_start: I32
    grid_piece: I32
    turn_start: I32
    turn_arcs: I32
    turn_only: I8
    turn_id: I32
    turn_exempt: I32
    turn_only_for: I32
    turn_condition: I32
    text_start: I32
    text_bytes: I8

    @property
    def pieces(self) -> int:
        """How many pieces of road."""
        return len(self.piece_from)

    def text(self, at: int) -> str:
        """A name, reference, access …; text 0 is empty."""
        begin, end = self.text_start[at], self.text_start[at + 1]
        return bytes(self.text_bytes[begin:end]).decode()

    def id_of(self, piece: int) -> str:
        """The id of a piece, as in the layer `road`."""
        return bytes(self.piece_id[piece]).decode()

    def line_of(self, piece: int) -> list[tuple[int, int]]:
        """A piece's line, in µ°."""
        begin, end = self.geom_start[piece], self.geom_start[piece + 1]
        return list(
            zip(self.geom_lat[begin:end].tolist(), self.geom_lon[begin:end].tolist(), strict=True)
        )


def pieces_called(network: Network, id: str) -> I32:
    """The pieces with an id (`w34.n12`), or all of a way (`w34`); none where there is none."""
    found = np.flatnonzero(network.piece_id == id.encode())
    if not len(found) and id[:1] == "w" and id[1:].isascii() and id[1:].isdigit():
        found = np.flatnonzero(network.piece_way == int(id[1:][:18]))
    return found.astype(np.int32)


def tails(network: Network, arcs: I32) -> I32:
    """Where arcs begin."""
    piece = arcs >> 1
    found: I32 = np.where(arcs & 1, network.piece_to[piece], network.piece_from[piece])
    return found


def heads(network: Network, arcs: I32) -> I32:
    """Where arcs end."""
    return tails(network, arcs ^ 1)


def ranges(begins: npt.NDArray[np.integer], counts: npt.NDArray[np.integer]) -> I64:
    """begin, begin+1, … of each range, one after another."""
    total = int(counts.sum())
    if not total:
        return np.zeros(0, np.int64)
    ends = np.cumsum(counts)
    found: I64 = np.arange(total) - np.repeat(ends - counts, counts) + np.repeat(begins, counts)
    return found

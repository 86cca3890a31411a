"""What is different today: closures, water, slow areas, traffic led otherwise. No ground is edited.

A change costs a copy of the costs of arcs; nothing is built anew.
"""

import msgspec
import numpy as np

from tocsin.geo.network.arrays import FLOWS, I32, NEVER, Network
from tocsin.geo.network.costs import BACKWARD, BOTH, FORWARD, VARIES, priced
from tocsin.geo.network.states import Drive


class Changes(msgspec.Struct, frozen=True):
    """Pieces of road by their numbers in the arrays."""

    closed: tuple[int, ...] = ()
    flooded: tuple[tuple[int, int], ...] = ()
    """(piece, depth of water in cm)."""
    slowed: tuple[tuple[int, int], ...] = ()
    """(piece, share of its speed that is left, in permille)."""
    reversed: tuple[int, ...] = ()
    """One-way pieces that run the other way round."""
    contraflow: tuple[int, ...] = ()
    """One-way pieces that are open both ways, each way on lanes of its own."""
    one_way: tuple[tuple[int, bool], ...] = ()
    """(piece, along its line?): all its lanes lead this way."""


NOTHING = Changes()
OTHER_WAY = np.array([BOTH, BACKWARD, FORWARD, VARIES])
assert FLOWS[FORWARD] == "forward"


def changed(network: Network, driven: Drive, changes: Changes) -> I32:
    """What each arc costs under the changes. The depths of water on one piece: the deepest counts;
    slow areas that overlap: the slowest."""
    numbers = {
        *changes.closed, *changes.reversed, *changes.contraflow,
        *(each for each, _ in (*changes.flooded, *changes.slowed, *changes.one_way)),
    }  # fmt: skip
    if not numbers:
        return driven.arc_ms
    pieces = np.array(sorted(numbers), np.int32)
    at = {piece: place for place, piece in enumerate(pieces.tolist())}
    flow = network.piece_flow[pieces].astype(np.int64)
    depth, permille = np.zeros(len(pieces), np.int64), np.full(len(pieces), 1000)
    for piece in changes.reversed:
        flow[at[piece]] = OTHER_WAY[flow[at[piece]]]
    for piece in changes.contraflow:
        flow[at[piece]] = BOTH
    for piece, is_along in changes.one_way:
        flow[at[piece]] = FORWARD if is_along else BACKWARD
    for piece, centimetres in changes.flooded:
        depth[at[piece]] = max(depth[at[piece]], centimetres)
    for piece, share in changes.slowed:
        permille[at[piece]] = min(permille[at[piece]], share)
    cost = priced(network, driven.vehicle, pieces, flow, permille, depth)
    shut = np.isin(pieces, np.array(changes.closed, np.int32))
    ms = driven.arc_ms.copy()
    for way, price in enumerate((cost.along_ms, cost.against_ms)):
        arcs = driven.arc_at[2 * pieces + way]
        ms[arcs[arcs >= 0]] = np.where(shut, NEVER, price)[arcs >= 0]
    return ms

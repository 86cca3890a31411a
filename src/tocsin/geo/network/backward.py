"""To one place from many: searched once, from its end, over the same exits the other way."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32, I64, NEVER, Network
from tocsin.geo.network.journeys import entries_of, seeds_of, within
from tocsin.geo.network.searching import Engine, Seeds
from tocsin.geo.network.snapping import Snap
from tocsin.geo.network.states import Drive

EVERYWHERE = np.zeros(0, np.int32)


class Backward(NamedTuple):
    """The exits of a drive by where they lead: those into state s are `start[s]` to `start[s + 1]`,
    come from `source`, over the arc `over`."""

    start: I32
    source: I32
    over: I32


def backward(driven: Drive) -> Backward:
    """The graph of a drive turned round."""
    order = np.argsort(driven.to, kind="stable")
    source = np.repeat(np.arange(driven.states, dtype=np.int32), np.diff(driven.start))
    start = np.searchsorted(driven.to[order], np.arange(driven.states + 1)).astype(np.int32)
    return Backward(start, source[order], driven.over[order])


def times_to(
    network: Network, driven: Drive, turned: Backward, arc_ms: I32, engine: Engine,
    begins: Sequence[Snap], end: Snap,
) -> I64:  # fmt: skip
    """Milliseconds from each place to one, as `journeys.times` has them in its column; `engine` is
    one over the graph turned round."""
    out = np.full(len(begins), NEVER, np.int64)
    entries = entries_of(network, driven, arc_ms, end)
    if entries:
        flat = np.array([each[:2] for each in entries], np.int32)
        into = Seeds(flat[:, 0].copy(), flat[:, 1].copy())
        found = engine.tree(arc_ms[turned.over], into, EVERYWHERE).ms.astype(np.int64)
        for row, begin in enumerate(begins):
            seeds = seeds_of(network, driven, arc_ms, begin)
            late = found[seeds.state] + seeds.ms
            out[row] = min(int(late.min(initial=NEVER)), NEVER)
    for row, begin in enumerate(begins):
        if begin[:2] == end[:2]:
            out[row] = 0
        elif direct := within(network, driven, arc_ms, begin, end):
            out[row] = min(out[row], direct.ms)
    return out

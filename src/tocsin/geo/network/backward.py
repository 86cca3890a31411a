"""The graph of a drive turned round: to one place from many is a search from its end."""

from typing import NamedTuple

import numpy as np

from tocsin.geo.network.arrays import I32
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

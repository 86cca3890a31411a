"""Which engine searches: measured in decision 033."""

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np

from tocsin.geo.network.arrays import I32
from tocsin.geo.network.parts import strong
from tocsin.geo.network.plain import Plain
from tocsin.geo.network.searching import Engine
from tocsin.geo.network.states import Drive

WORTH_COMPILING = 500_000
"""States times searches: below it, to load numba takes longer than to search without."""


def engine_for(driven: Drive, searches: int) -> Engine:
    """The engine that is done first with so many searches, over the graph of a drive."""
    return engine_kind(driven, searches)(driven.start, driven.to)


def engine_kind(driven: Drive, searches: int) -> Callable[[I32, I32], Engine]:
    """The engine that is done first with so many searches over a graph of that size."""
    if is_compiled_worth(driven, searches):
        from tocsin.geo.network.compiled import Compiled

        return Compiled
    return Plain


def is_compiled_worth(driven: Drive, searches: int) -> bool:
    """Whether numba is there and pays."""
    return driven.states * searches > WORTH_COMPILING and find_spec("numba") is not None


def parts_of(driven: Drive, cost: I32) -> I32:
    """The part of each state; those of one part reach one another."""
    label = np.zeros(driven.states, np.int32)
    if is_compiled_worth(driven, 5):
        from tocsin.geo.network.compiled import compiled

        compiled(strong)(driven.start, driven.to, cost, label)
    else:
        strong(driven.start, driven.to, cost, label)
    return label

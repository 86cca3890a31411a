"""Which needs are ever filled: the others are never waited for. Reckoned once for all weeks of a
world: it takes longer than a week does."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from tocsin.planners.dispatch.kernel import CANNOT, fill
from tocsin.planners.whatif.world import I64, MUTUAL, NOT, OWN, World

Mask = npt.NDArray[np.bool_]
KEPT = 32
"""So many worlds are remembered."""
Given = tuple[tuple[int, ...], bytes]
"""An array as something to remember by: its shape and what it holds."""


def fillable(world: World) -> Mask:
    """(W × n) which rows of `need` are filled where all that may come are free and take nothing."""
    return _fillable(
        *map(
            _given,
            (world.need_start, world.need, world.brings, world.unit_sort, world.unit_town,
             world.unit_crew, world.aid, world.keeps),
        )
    )  # fmt: skip


def _given(array: I64) -> Given:
    return array.shape, array.tobytes()


@lru_cache(maxsize=KEPT)
def _fillable(*given: Given) -> Mask:
    need_start, need, brings, sort, town_of, crew, aid, keeps = (
        np.frombuffer(content, np.int64).reshape(shape) for shape, content in given
    )
    offered = brings[:, sort]
    can = np.zeros((len(aid), len(need)), np.bool_)
    for town in range(len(aid)):
        cost = np.where(_may_come(offered, town_of, aid[town], keeps), 0, CANNOT)
        for start in np.unique(need_start, axis=0):
            for end in start[1:].tolist():
                wanted = slice(int(start[0]), end)
                offers = offered[need[wanted]]
                by = np.full(len(offers), -1, np.int64)
                if len(offers):
                    pieces = np.maximum(1, offers.max(axis=0, initial=0))
                    fill(offers, cost, pieces, crew.copy(), 50, by)
                can[town, wanted] |= by >= 0
    can.flags.writeable = False
    return can


def _may_come(offered: I64, town_of: I64, aid: I64, keeps: I64) -> Mask:
    """Whether a unit ever comes to calls of a town: as its own, or lent by a town that has more of
    what it brings than it keeps."""
    brings = offered > 0
    may = aid == OWN
    for unit in np.flatnonzero((aid > OWN) & (aid <= MUTUAL)).tolist():
        own = town_of == town_of[unit]
        spare = brings[:, own].sum(axis=1) - keeps[town_of[unit]]
        may[unit] = bool((spare[brings[:, unit]] > 0).all())
    return may & (aid != NOT)

"""What a run has to tell, of the arrays that it left."""

import numpy as np

from tocsin.planners.whatif import state as at
from tocsin.planners.whatif.state import State
from tocsin.planners.whatif.world import I64, Run, World


def told(world: World, state: State) -> Run:
    """The run as it is handed on."""
    call, slot, unit, count = state.call, state.slot, state.unit, state.single
    trace = state.trace[: count[at.TRACED]]
    towns = len(world.aid)
    return Run(
        dispatched_ms=_column(call, at.DISPATCHED), waited_ms=_column(call, at.WAITED),
        first_ms=_column(call, at.FIRST), met_ms=_column(call, at.MET),
        done_ms=_column(call, at.DONE_AT), level=_column(call, at.LEVEL),
        is_lost=_column(call, at.IS_LOST), lent=_column(call, at.STRANGERS),
        asked=_column(call, at.ASKED), taken_to=_column(call, at.TAKEN_TO),
        slot_start=np.append(call[:, at.SLOTS_AT], len(slot)), slot_demand=_column(slot, at.DEMAND),
        slot_unit=np.maximum(slot[:, at.BY], -1), slot_ordered_ms=_column(slot, at.BY_AT),
        slot_ms=_column(slot, at.THERE_AT), busy_ms=_column(unit, at.BUSY),
        driving_ms=_column(unit, at.DRIVING), hospital_ms=_column(unit, at.AT_HOSPITAL),
        lent_ms=_column(unit, at.LENT), orders=_column(unit, at.ORDERS),
        diverted=_column(unit, at.DIVERTED), bay_wait_ms=count[at.BAYS_IN_USE + 1 :: 2].copy(),
        uncovered_ms=state.cover[:, state.cover.shape[1] - towns :].copy(),
        decisions=trace[trace[:, 0] == at.DECISION, 1:6].copy(),
        legs=trace[trace[:, 0] == at.LEG, 1:].copy(), ended_ms=int(count[at.ENDED]),
        inexact=int(count[at.INEXACT]),
    )  # fmt: skip


def _column(array: I64, at: int) -> I64:
    return array[:, at].copy()

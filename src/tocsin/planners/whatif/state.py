"""The state of a run: a few arrays, of which each column has a name, and what waits to happen."""

from typing import NamedTuple

import numpy as np

from tocsin.planners.whatif.compiling import part
from tocsin.planners.whatif.world import I64

# Columns of `State.unit`. AT and BEGIN say where and when a way began, TO and END where and when it
# ends; who turns back is at AT after |now - BEGIN|. LEFT is when the wheels rolled. OUT belongs to
# the crew of that number: the unit that was out with it last, -1: none yet.
(
    SORT, VEHICLE, TOWN, HOME, CREW, IS_SHARED, MISSING, SHIFT, LAST_SHIFT, STAGE, CALL, AT, TO,
    BEGIN, END, LEFT, ORDERED, BED, IS_COUNTED, OUT, BUSY, DRIVING, AT_HOSPITAL, LENT, ORDERS,
    DIVERTED,
) = range(26)  # fmt: skip
FREE, SENT, LOADED, IN_LINE, IN_BAY = range(5)
"""STAGE: nothing to do; sent to a call or at work there; on the way to hospital; waiting for a bay;
handing over."""

# Columns of `State.call`: what is told of it in the end, then what the run needs, then what it is.
(
    DISPATCHED, WAITED, FIRST, MET, DONE_AT, LEVEL, IS_LOST, STRANGERS, ASKED, TAKEN_TO,
    PHASE, MISSES, IS_QUEUED, LEVEL_AT, WORK_AT, END_AT, PATIENCE_AT, WORSE_AT,
    AT_MS, PLACE, KIND_OF, GIVEN_DELAY, GIVEN_SCENE, GIVEN_PATIENT, GIVEN_HOSPITAL, GIVEN_HANDOVER,
    OF_TOWN, SLOTS_AT,
) = range(28)  # fmt: skip
NEW, RUNNING, OVER = range(3)
"""PHASE."""

# Columns of `State.slot`.
DEMAND, BY, BY_AT, THERE_AT = range(4)
LACKING, NEVER_FILLED, GIVEN_UP = -1, -2, -3
"""BY, where no unit fills a slot: somebody is looked for; nobody ever could; nobody will."""

# What happens, in the order in which it does at one moment: what frees comes before what asks.
(
    SETTING, HANDED, DONE, AT_DOOR, AT_HOME, ON_DUTY, OFF_DUTY, DECIDE, PATIENCE, WORSE,
) = range(10)  # fmt: skip

# Columns of `State.trace`: which of the two, then those of `Run.decisions` or `Run.legs`.
DECISION, LEG = range(2)

# `State.single`; from BAYS_IN_USE on two for each hospital: bays in use, ms waited for them.
(
    PENDING, WAITING, TRACED, SEQUENCE, STATUS, INEXACT, COVERED_UP_TO, SETTING_AT, SCRIPT_AT,
    ENDED, SEED, DAY_MS, UNTIL_MS, BAYS_IN_USE,
) = range(14)  # fmt: skip
FINE, NO_ROOM, NOT_SO = range(3)
"""STATUS: no room in one of the arrays; the script sends whom it cannot."""

# Rows of `State.work`: of the candidates, of the spots, of the open slots.
C_UNIT, C_COST, C_PIECES, C_CREW, C_FIRST, REACHED, OPEN_SLOT, FILLED_BY = range(8)


class State(NamedTuple):
    """What changes during a run."""

    unit: I64
    """(U × 26)"""
    call: I64
    """(N × 28), column by column"""
    slot: I64
    """(M × 4), the same"""
    queue: I64
    """(N) calls that wait: priority · 2³² + number, in order."""
    heap: I64
    """(room × 2) what is pending: when, and kind · 2⁴⁰ + number."""
    single: I64
    """(14 + 2 H) how far the arrays are filled, and other single numbers."""
    trace: I64
    """(room × 8), no rows where none is wanted."""
    work: I64
    """(8 × the most units, spots, slots) room to work in."""
    offers: I64
    """(slots · units) the same."""
    cover: I64
    """(C × (Z + 2 W)) for each demand: how many reach each spot from their stations; for each town
    people whom nobody reaches now; the same times ms."""


@part
def push(heap: I64, count: I64, at_ms: int, kind: int, number: int) -> None:
    """Something will happen."""
    size = count[PENDING]
    if size == len(heap):
        count[STATUS] = NO_ROOM
        return
    what = (kind << 40) + number
    child = size
    while child > 0:
        parent = (child - 1) >> 1
        if heap[parent, 0] < at_ms or (heap[parent, 0] == at_ms and heap[parent, 1] <= what):
            break
        heap[child, 0], heap[child, 1] = heap[parent, 0], heap[parent, 1]
        child = parent
    heap[child, 0], heap[child, 1] = at_ms, what
    count[PENDING] = size + 1


@part
def pop(heap: I64, count: I64) -> None:
    """The first of what is pending is taken away."""
    size = count[PENDING] - 1
    count[PENDING] = size
    at_ms, what = heap[size, 0], heap[size, 1]
    parent = 0
    while True:
        child = 2 * parent + 1
        if child >= size:
            break
        right = child + 1
        if right < size and (
            heap[right, 0] < heap[child, 0]
            or (heap[right, 0] == heap[child, 0] and heap[right, 1] < heap[child, 1])
        ):
            child = right
        if at_ms < heap[child, 0] or (at_ms == heap[child, 0] and what <= heap[child, 1]):
            break
        heap[parent, 0], heap[parent, 1] = heap[child, 0], heap[child, 1]
        parent = child
    heap[parent, 0], heap[parent, 1] = at_ms, what


@part
def queue_in(call: I64, queue: I64, count: I64, c: int, priority: int) -> None:
    """The call waits, behind those as urgent that came before it."""
    if call[c, IS_QUEUED]:
        return
    key = (priority << 32) + c
    at = count[WAITING]
    while at > 0 and queue[at - 1] > key:
        queue[at] = queue[at - 1]
        at -= 1
    queue[at] = key
    count[WAITING] += 1
    call[c, IS_QUEUED] = 1


@part
def queue_out(call: I64, queue: I64, count: I64, c: int, priority: int) -> None:
    """The call waits no more."""
    if not call[c, IS_QUEUED]:
        return
    size = count[WAITING]
    at = np.searchsorted(queue[:size], (priority << 32) + c)
    for each in range(at, size - 1):
        queue[each] = queue[each + 1]
    count[WAITING] = size - 1
    call[c, IS_QUEUED] = 0

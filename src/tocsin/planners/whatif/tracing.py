"""The trace: who was sent by which decision, and the journeys."""

from tocsin.planners.whatif.compiling import leaf
from tocsin.planners.whatif.state import (
    AT,
    DECISION,
    END,
    LEG,
    NO_ROOM,
    SEQUENCE,
    STATUS,
    TO,
    TRACED,
)
from tocsin.planners.whatif.world import I64


@leaf
def write(trace: I64, count: I64) -> int:
    """The next row, -1 where none is wanted or none is left."""
    if not len(trace):
        return -1
    row = count[TRACED]
    if row == len(trace):
        count[STATUS] = NO_ROOM
        return -1
    count[TRACED] = row + 1
    return row


@leaf
def decided(trace: I64, count: I64, now: int, c: int, u: int, slot: int) -> None:
    """A unit fills a slot."""
    row = write(trace, count)
    if row >= 0:
        trace[row, 0], trace[row, 1], trace[row, 2] = DECISION, count[SEQUENCE], now
        trace[row, 3], trace[row, 4], trace[row, 5] = c, u, slot


@leaf
def leg(trace: I64, count: I64, unit: I64, u: int, why: int, c: int, begin: int) -> None:
    """A unit begins a journey."""
    row = write(trace, count)
    if row >= 0:
        trace[row, 0], trace[row, 1], trace[row, 2], trace[row, 3] = LEG, u, why, c
        trace[row, 4], trace[row, 5] = unit[u, AT], unit[u, TO]
        trace[row, 6], trace[row, 7] = begin, unit[u, END]

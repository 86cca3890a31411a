"""Decisions that were made before are made again, whoever would be chosen today."""

from tocsin.planners.whatif.choosing import is_movable, open_slots, steps_of
from tocsin.planners.whatif.compiling import part
from tocsin.planners.whatif.packing import AID, KIND, PRIORITY, two
from tocsin.planners.whatif.state import (
    FILLED_BY,
    KIND_OF,
    NOT_SO,
    OF_TOWN,
    OPEN_SLOT,
    SCRIPT_AT,
    SEQUENCE,
    STATUS,
    State,
)
from tocsin.planners.whatif.world import I64, NOT


@part
def followed(w: I64, s: State, script: I64, c: int, now: int) -> tuple[int, int]:
    """As `choosing.chosen`, but what was decided then. Not so where the unit cannot be sent."""
    town, priority = s.call[c, OF_TOWN], two(w, KIND, s.call[c, KIND_OF], PRIORITY)
    slots = open_slots(w, s.call, s.slot, s.work, c)
    s.work[FILLED_BY, :slots] = -1
    usable = 0
    for u in range(len(s.unit)):
        steps = steps_of(w, s.unit, s.call, town, priority, u, now)
        usable += is_movable(s.unit, steps, u, now)
    row = s.single[SCRIPT_AT]
    while row < len(script) and script[row, 0] == s.single[SEQUENCE]:
        u, at = script[row, 3], 0
        while at < slots and s.work[OPEN_SLOT, at] != script[row, 4]:
            at += 1
        can = at < slots and script[row, 1] == now and script[row, 2] == c
        can = can and 0 <= u < len(s.unit) and two(w, AID, town, u) != NOT
        if not can or steps_of(w, s.unit, s.call, town, priority, u, now) < 0:
            s.single[STATUS] = NOT_SO
            s.work[FILLED_BY, :slots] = -1
            break
        s.work[FILLED_BY, at] = u
        row += 1
    s.single[SCRIPT_AT] = row
    return slots, usable

"""The run: what happens next, until nothing does. Compiled; a week of a town takes milliseconds."""

import numpy as np

from tocsin.planners.dispatch import kernel, pricing
from tocsin.planners.whatif import (
    choosing,
    covering,
    drawing,
    following,
    moving,
    packing,
    sending,
    tracing,
    working,
)
from tocsin.planners.whatif import state as at
from tocsin.planners.whatif.compiling import i64, part, whole
from tocsin.planners.whatif.covering import count_all, recount, tick
from tocsin.planners.whatif.drawing import DELAY, bits, quantile
from tocsin.planners.whatif.laying import Ready, ready, state_of
from tocsin.planners.whatif.moving import drove, is_home
from tocsin.planners.whatif.packing import (
    DELAY_OF,
    KIND,
    QUANTILE,
    SETTING_MS,
    SHIFT_MS,
    rows,
    two,
)
from tocsin.planners.whatif.sending import decide, serve, slots_end
from tocsin.planners.whatif.state import DECIDE, FINE, NO_ROOM, STATUS, State, pop, push
from tocsin.planners.whatif.telling import told
from tocsin.planners.whatif.working import (
    at_door,
    begin,
    got_worse,
    handed_over,
    lost_patience,
    work_ended,
)
from tocsin.planners.whatif.world import I32, I64, Calls, Policy, Run, World

NUMBER = 2**40 - 1
ROOM = 4_096
NO_SCRIPT = np.empty((0, 5), np.int64)


class Unfaithful(ValueError):
    """The decisions given are not those of such a run: one sends whom it cannot."""


def simulate(
    world: World, policy: Policy, calls: Calls, seed: int = 0, is_traced: bool = False
) -> Run:
    """Every call from its beginning to the last unit's way home. Same arguments, same bits."""
    return run(ready(world, policy), calls, seed, is_traced)


def run(given: Ready, calls: Calls, seed: int = 0, is_traced: bool = False) -> Run:
    """The same, of a world and a policy that were made ready before: for replications."""
    return _run(given, calls, seed, is_traced, NO_SCRIPT)


def resimulate(world: World, policy: Policy, calls: Calls, seed: int, decisions: I64) -> Run:
    """The run in which these decisions were made (`Run.decisions`), nobody choosing anew: the same
    run in every number. Raises Unfaithful."""
    script = decisions if len(decisions) else np.full((1, 5), -1, np.int64)
    return _run(ready(world, policy), calls, seed, True, script)


def _run(given: Ready, calls: Calls, seed: int, is_traced: bool, script: I64) -> Run:
    w = given.numbers
    room = ROOM + (2 * len(calls.at_ms) if is_traced else 0)
    while True:
        state = state_of(given, calls, seed, room, is_traced)
        when = np.empty(len(state.call), np.int64)
        decided_at(w, state.call, seed, when)
        order = np.argsort(when, kind="stable")
        run_all(w, given.travel_ms, state, script, when, order)
        if state.single[STATUS] != NO_ROOM:
            break
        room *= 4
    done = int(state.single[at.SCRIPT_AT])
    if state.single[STATUS] != FINE or (done < len(script) and script[done, 0] >= 0):
        raise Unfaithful(f"decision {done} sends a unit that could not be sent then")
    return told(given.world, state)


def decided_at(w: I64, call: I64, seed: int, when: I64) -> None:
    """When each call comes to be decided on."""
    for c in range(len(call)):
        when[c] = call[c, at.AT_MS]
        if call[c, at.GIVEN_DELAY] >= 0:
            when[c] += call[c, at.GIVEN_DELAY]
            continue
        of = two(w, KIND, call[c, at.KIND_OF], DELAY_OF)
        if two(w, QUANTILE, of, 256) > 0:
            when[c] += quantile(w, of, bits(seed, c, DELAY, 0))


@part
def begin_all(w: I64, travel: I32, s: State) -> None:
    """What is known beforehand: changes of the roads, shifts, what each call lacks."""
    for each in range(1, rows(w, SETTING_MS)):
        push(s.heap, s.single, two(w, SETTING_MS, each, 0), at.SETTING, each)
    for u in range(len(s.unit)):
        first = s.unit[u, at.SHIFT]
        for row in range(first, s.unit[u, at.LAST_SHIFT] if first >= 0 else first):
            push(s.heap, s.single, two(w, SHIFT_MS, row, 0), at.ON_DUTY, u)
            push(s.heap, s.single, two(w, SHIFT_MS, row, 1), at.OFF_DUTY, u)
    for c in range(len(s.call)):
        for slot in range(s.call[c, at.SLOTS_AT], slots_end(w, s.call, c)):
            s.call[c, at.MISSES] += s.slot[slot, at.BY] == at.LACKING
    count_all(w, travel, s, 0)


def run_all(w: I64, travel: I32, s: State, script: I64, when: I64, order: I64) -> None:
    """Everything that happens, in order: by time, then by what it is, then by number. `when` each
    call is decided on, and in which `order`."""
    begin_all(w, travel, s)
    following, now, heap = 0, i64(0), s.heap
    while s.single[STATUS] == FINE:
        is_call = following < len(order)
        if s.single[at.PENDING] > 0:
            if is_call:
                due = when[order[following]]
                is_call = due < heap[0, 0] or (due == heap[0, 0] and heap[0, 1] >> 40 > DECIDE)
            if not is_call:
                now, what = heap[0, 0], heap[0, 1]
                pop(heap, s.single)
                happens(w, travel, s, script, what >> 40, what & NUMBER, now)
                continue
        elif not is_call:
            break
        c = order[following]
        now = when[c]
        following += 1
        begin(w, s, c, now)
        _, has_taken = decide(w, travel, s, script, c, now)
        if has_taken:
            serve(w, travel, s, script, now)
    tick(w, s, s.single[at.UNTIL_MS])
    for u in range(len(s.unit)):
        drove(s.unit, u, s.unit[u, at.END])
    s.single[at.ENDED] = now


@part
def is_home_with_crew(unit: I64, u: int, now: int) -> bool:
    """Whether a unit came home just now, and others may have its crew."""
    is_here = unit[u, at.STAGE] == at.FREE and unit[u, at.END] == now
    return unit[u, at.IS_SHARED] == 1 and is_here and is_home(unit, u, now)


@part
def happens(
    w: I64, travel: I32, s: State, script: I64, kind: int, number: int, now: int
) -> None:  # fmt: skip
    """One thing that was pending."""
    is_freeing = kind not in (at.AT_DOOR, at.OFF_DUTY, at.PATIENCE)
    if kind == at.DONE:
        is_freeing = work_ended(w, travel, s, number, now)
    elif kind == at.HANDED:
        handed_over(w, travel, s, number, now)
    elif kind == at.AT_DOOR:
        at_door(w, s, number, now)
    elif kind in (at.AT_HOME, at.ON_DUTY, at.OFF_DUTY):
        recount(w, travel, s, number, now)
        if kind == at.AT_HOME:
            is_freeing = is_home_with_crew(s.unit, number, now)
    elif kind == at.SETTING:
        s.single[at.SETTING_AT] = number
        count_all(w, travel, s, now)
    elif kind == at.PATIENCE:
        lost_patience(w, s, number, now)
    elif kind == at.WORSE:
        is_freeing = got_worse(w, s, number, now)
        if is_freeing:
            decide(w, travel, s, script, number, now)
    if is_freeing and s.single[at.WAITING] > 0:
        serve(w, travel, s, script, now)


SOURCES = (
    kernel, pricing, choosing, covering, drawing, following, moving, packing, sending, at, tracing,
    working,
)  # fmt: skip
run_all, decided_at = whole(run_all, SOURCES), whole(decided_at, SOURCES)

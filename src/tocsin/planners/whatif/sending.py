"""Orders: units are sent to a call, taken from another, and what follows from it is planned."""

from tocsin.planners.whatif.choosing import chosen, open_slots
from tocsin.planners.whatif.compiling import i64, leaf, part
from tocsin.planners.whatif.covering import recount
from tocsin.planners.whatif.drawing import ASK, SCENE, TURNOUT, bits, driven_ms, quantile
from tocsin.planners.whatif.following import followed
from tocsin.planners.whatif.moving import is_home, set_out, way_ms
from tocsin.planners.whatif.packing import (
    AID,
    ASK_OF,
    HOUR_MS,
    KIND,
    MODE,
    NEED_START,
    PATIENCE_MS,
    PRIORITY,
    SCENE_OF,
    TURNOUT_OF,
    WAITS,
    WEIGHT,
    two,
)
from tocsin.planners.whatif.state import (
    BY,
    BY_AT,
    CALL,
    CREW,
    DAY_MS,
    DISPATCHED,
    DIVERTED,
    DONE,
    END,
    END_AT,
    FILLED_BY,
    GIVEN_SCENE,
    GIVEN_UP,
    IS_LOST,
    KIND_OF,
    LACKING,
    LEVEL,
    LEVEL_AT,
    MISSES,
    NOT_SO,
    OF_TOWN,
    OPEN_SLOT,
    ORDERED,
    ORDERS,
    OUT,
    OVER,
    PATIENCE,
    PATIENCE_AT,
    PHASE,
    PLACE,
    SEED,
    SENT,
    SEQUENCE,
    SETTING_AT,
    SLOTS_AT,
    STAGE,
    STATUS,
    THERE_AT,
    TOWN,
    WAITED,
    WAITING,
    WORK_AT,
    State,
    push,
    queue_in,
    queue_out,
)
from tocsin.planners.whatif.tracing import decided, leg
from tocsin.planners.whatif.world import I32, I64, LEG_TO_CALL, MUTUAL, NEVER

CALL_BITS = 2**32 - 1


@part
def decide(
    w: I64, travel: I32, s: State, script: I64, c: int, now: int
) -> tuple[int, bool]:  # fmt: skip
    """Who is free or can be taken goes where somebody is missing. Returns how many units could have
    been sent to anything, and whether another call lost one."""
    call, priority = s.call, two(w, KIND, s.call[c, KIND_OF], PRIORITY)
    if len(script):
        slots, usable = followed(w, s, script, c, now)
    else:
        slots, usable = chosen(w, travel, s, c, now)
    has_taken, sent = False, 0
    for row in range(slots):
        u, slot = s.work[FILLED_BY, row], s.work[OPEN_SLOT, row]
        if u < 0:
            continue
        if s.unit[u, CALL] != c:
            has_taken |= order(w, travel, s, u, slot - call[c, SLOTS_AT], c, now)
        s.slot[slot, BY], s.slot[slot, BY_AT] = u, now
        s.slot[slot, THERE_AT] = s.unit[u, END]
        decided(s.trace, s.single, now, c, u, slot)
        sent += 1
    s.single[SEQUENCE] += 1
    if sent > 0 and call[c, WAITED] < 0:
        call[c, WAITED] = now - call[c, DISPATCHED]
    call[c, MISSES] = slots - sent
    if slots > sent and two(w, WEIGHT, call[c, OF_TOWN], WAITS) == 0:
        give_up(w, s, c)
    if sent > 0 or call[c, MISSES] == 0:
        plan(w, s, c, now)
    if call[c, MISSES] > 0:
        queue_in(call, s.queue, s.single, c, priority)
    else:
        queue_out(call, s.queue, s.single, c, priority)
    return usable, has_taken


@leaf
def order(
    w: I64, travel: I32, s: State, u: int, number: int, c: int, now: int
) -> bool:  # fmt: skip
    """A unit is sent to fill slot `number` of a call; whether it was taken from another."""
    unit, call, seed = s.unit, s.call, s.single[SEED]
    place, town, setting = call[c, PLACE], call[c, OF_TOWN], s.single[SETTING_AT]
    was_sent = unit[u, STAGE] == SENT
    if was_sent:
        taken_from(w, s, u, now)
    mode = two(w, KIND, call[c, KIND_OF], MODE)
    ms, is_on = way_ms(w, travel, setting, unit, u, now, mode, place)
    if ms >= NEVER:
        s.single[STATUS] = NOT_SO
        return False
    wait_ms = i64(0)
    if two(w, AID, town, u) == MUTUAL:
        lender = unit[u, TOWN]
        wait_ms += quantile(w, two(w, ASK_OF, town, lender), bits(seed, c, ASK, lender))
    if not was_sent and is_home(unit, u, now):
        hour = (now + s.single[DAY_MS]) // HOUR_MS % 24
        wait_ms += quantile(w, two(w, TURNOUT_OF, u, hour), bits(seed, c, TURNOUT, number))
    ms = driven_ms(w, mode, ms, seed, c, 0)
    set_out(unit, u, now, wait_ms, ms, is_on, place)
    leg(s.trace, s.single, unit, u, LEG_TO_CALL, c, now)
    unit[u, STAGE], unit[u, CALL] = SENT, c
    unit[u, ORDERS] += 1
    unit[unit[u, CREW], OUT] = u
    if not was_sent:
        unit[u, ORDERED] = now
        recount(w, travel, s, u, now)
    return was_sent


@part
def taken_from(w: I64, s: State, u: int, now: int) -> None:
    """The call that it was on its way to lacks it again."""
    old, call, slot = s.unit[u, CALL], s.call, s.slot
    s.unit[u, DIVERTED] += 1
    is_working = 0 <= call[old, WORK_AT] <= now
    for each in range(call[old, SLOTS_AT], slots_end(w, call, old)):
        if slot[each, BY] == u:
            slot[each, BY] = GIVEN_UP if is_working else LACKING
            slot[each, BY_AT], slot[each, THERE_AT] = -1, -1
            call[old, MISSES] += 0 if is_working else 1
    if not is_working:
        plan(w, s, old, now)
        queue_in(call, s.queue, s.single, old, two(w, KIND, call[old, KIND_OF], PRIORITY))


@leaf
def slots_end(w: I64, call: I64, c: int) -> int:
    """Behind the last slot of the level reached."""
    kind = call[c, KIND_OF]
    opened = two(w, NEED_START, kind, call[c, LEVEL] + 1) - two(w, NEED_START, kind, 0)
    return call[c, SLOTS_AT] + opened


@part
def give_up(w: I64, s: State, c: int) -> None:
    """Nobody is looked for any more."""
    for row in range(open_slots(w, s.call, s.slot, s.work, c)):
        s.slot[s.work[OPEN_SLOT, row], BY] = GIVEN_UP
    s.call[c, MISSES] = 0
    priority = two(w, KIND, s.call[c, KIND_OF], PRIORITY)
    queue_out(s.call, s.queue, s.single, c, priority)


@part
def plan(w: I64, s: State, c: int, now: int) -> None:
    """When work on scene begins and ends, as far as that is known: it begins when all are there,
    or so long after the first was (or the alarm was raised). A call to which nobody can come is
    lost."""
    call, slot = s.call, s.slot
    if call[c, PHASE] == OVER or 0 <= call[c, WORK_AT] <= now:
        return
    first, last = i64(-1), i64(-1)
    for each in range(call[c, SLOTS_AT], slots_end(w, call, c)):
        if slot[each, BY] >= 0:
            there = slot[each, THERE_AT]
            first = there if first < 0 else min(first, there)
            last = max(last, there)
    before = call[c, PATIENCE_AT]
    call[c, WORK_AT], call[c, END_AT], call[c, PATIENCE_AT] = -1, -1, -1
    if first < 0:
        if call[c, MISSES] == 0:
            call[c, PHASE], call[c, IS_LOST] = OVER, 1
        return
    patience_ms = two(w, KIND, call[c, KIND_OF], PATIENCE_MS)
    patient = max(first, call[c, LEVEL_AT]) + patience_ms
    if call[c, MISSES] == 0:
        call[c, WORK_AT] = max(min(last, patient), now)
        call[c, END_AT] = call[c, WORK_AT] + work_ms(w, call, s.single, c)
        push(s.heap, s.single, call[c, END_AT], DONE, c)
    else:
        call[c, PATIENCE_AT] = patient
        if patient != before:
            push(s.heap, s.single, patient, PATIENCE, c)


@leaf
def work_ms(w: I64, call: I64, count: I64, c: int) -> int:
    """How long work on scene takes at the level reached."""
    if call[c, GIVEN_SCENE] >= 0:
        return call[c, GIVEN_SCENE]
    level = call[c, LEVEL]
    return quantile(
        w, two(w, SCENE_OF, call[c, KIND_OF], level), bits(count[SEED], c, SCENE, level)
    )


@part
def serve(w: I64, travel: I32, s: State, script: I64, now: int) -> None:
    """Calls that wait, the most urgent first, then the oldest, get who is free."""
    at = 0
    while at < s.single[WAITING]:
        c = s.queue[at] & CALL_BITS
        usable, _ = decide(w, travel, s, script, c, now)
        if usable == 0:
            break
        if at < s.single[WAITING] and s.queue[at] & CALL_BITS == c:
            at += 1

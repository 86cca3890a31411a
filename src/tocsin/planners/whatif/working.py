"""What happens at a call and after it: it gets worse, work ends, patients go to hospital."""

from tocsin.planners.whatif import state as at
from tocsin.planners.whatif.compiling import i64, leaf, part
from tocsin.planners.whatif.covering import recount
from tocsin.planners.whatif.drawing import (
    AWAY,
    HANDOVER,
    PATIENT,
    WORSE,
    bits,
    driven_ms,
    permille,
    quantile,
)
from tocsin.planners.whatif.drawing import until_ms as drawn_until_ms
from tocsin.planners.whatif.moving import go_home, is_home, road_ms, set_out
from tocsin.planners.whatif.packing import (
    AID,
    BAYS,
    CARRIES,
    COVERS,
    HANDOVER_OF,
    HOSPITAL,
    KIND,
    PERMILLE,
    PRIORITY,
    TAKES,
    TRANSPORT_MODE,
    WORSE_MS,
    one,
    rows,
    two,
)
from tocsin.planners.whatif.sending import give_up, plan, slots_end, work_ms
from tocsin.planners.whatif.state import (
    BY,
    BY_AT,
    CALL,
    END,
    KIND_OF,
    LEVEL,
    LEVEL_AT,
    PHASE,
    SLOTS_AT,
    STAGE,
    THERE_AT,
    TO,
    State,
    push,
    queue_out,
)
from tocsin.planners.whatif.tracing import leg
from tocsin.planners.whatif.world import I32, I64, LEG_HOME, LEG_TO_HOSPITAL, MUTUAL, NEVER, OWN


@leaf
def begin(w: I64, s: State, c: int, now: int) -> None:
    """A call is there to be decided on."""
    call = s.call
    call[c, PHASE], call[c, at.DISPATCHED], call[c, LEVEL_AT] = at.RUNNING, now, now
    worsens(w, s, c, call[c, at.AT_MS], now)


@leaf
def worsens(w: I64, s: State, c: int, since: int, now: int) -> None:
    """When it gets worse, if it is still short of what it needs by then."""
    level = s.call[c, LEVEL]
    mean_ms = two(w, WORSE_MS, s.call[c, KIND_OF], level)
    s.call[c, at.WORSE_AT] = -1
    if mean_ms > 0:
        drawn = drawn_until_ms(mean_ms, bits(s.single[at.SEED], c, WORSE, level))
        s.call[c, at.WORSE_AT] = max(now, since + drawn)
        push(s.heap, s.single, s.call[c, at.WORSE_AT], at.WORSE, c)


@part
def got_worse(w: I64, s: State, c: int, now: int) -> bool:
    """The next alarm, where something is still missing; whether it came to that."""
    call, slot = s.call, s.slot
    if call[c, at.WORSE_AT] != now or call[c, PHASE] != at.RUNNING:
        return False
    end, is_short = slots_end(w, call, c), False
    for each in range(call[c, SLOTS_AT], end):
        is_short |= slot[each, BY] < 0 or slot[each, THERE_AT] > now
    if not is_short:
        return False
    call[c, LEVEL] += 1
    call[c, LEVEL_AT], call[c, at.WORK_AT] = now, -1
    for each in range(end, slots_end(w, call, c)):
        call[c, at.MISSES] += slot[each, BY] == at.LACKING
    worsens(w, s, c, now, now)
    plan(w, s, c, now)
    return True


@part
def lost_patience(w: I64, s: State, c: int, now: int) -> None:
    """Work begins with who is there."""
    call = s.call
    if call[c, at.PATIENCE_AT] != now or call[c, PHASE] != at.RUNNING:
        return
    if call[c, at.WORK_AT] >= 0:
        return
    give_up(w, s, c)
    call[c, at.WORK_AT], call[c, at.END_AT] = now, now + work_ms(w, call, s.single, c)
    push(s.heap, s.single, call[c, at.END_AT], at.DONE, c)


@leaf
def work_ended(w: I64, travel: I32, s: State, c: int, now: int) -> bool:
    """All are free, those still on their way too; one may take a patient to hospital. Whether it is
    so: an end that was put off is not."""
    call, slot, unit = s.call, s.slot, s.unit
    if call[c, at.END_AT] != now or call[c, PHASE] != at.RUNNING:
        return False
    call[c, PHASE], call[c, at.DONE_AT] = at.OVER, now
    queue_out(call, s.queue, s.single, c, two(w, KIND, call[c, KIND_OF], PRIORITY))
    end, town, is_counted = slots_end(w, call, c), call[c, at.OF_TOWN], False
    carrier = sum_up(w, s, c, end, now)
    if carrier >= 0 and not (has_patient(w, s, c) and loaded(w, travel, s, c, carrier, now)):
        carrier = i64(-1)
    for each in range(call[c, SLOTS_AT], end):
        u, is_there = slot[each, BY], slot[each, THERE_AT] <= now
        if u < 0:
            continue
        if not is_there:
            slot[each, BY], slot[each, BY_AT], slot[each, THERE_AT] = at.GIVEN_UP, -1, -1
        if unit[u, CALL] != c or (u == carrier and is_counted):
            continue
        if is_there:
            call[c, at.STRANGERS] += two(w, AID, town, u) != OWN
            call[c, at.ASKED] += two(w, AID, town, u) == MUTUAL
        if u == carrier:
            is_counted = True
        else:
            freed(w, travel, s, u, now)
    return True


@leaf
def sum_up(w: I64, s: State, c: int, end: int, now: int) -> int:
    """When who was there; and who of them could take a patient, -1: nobody."""
    call, slot = s.call, s.slot
    first, last, is_short, carrier = i64(-1), i64(-1), False, i64(-1)
    for each in range(call[c, SLOTS_AT], end):
        u, there = slot[each, BY], slot[each, THERE_AT]
        if u < 0 or there > now:
            is_short = True
            continue
        first = there if first < 0 else min(first, there)
        last = max(last, there)
        if carrier < 0 and one(w, CARRIES, s.unit[u, at.SORT]) == 1:
            carrier = u
    call[c, at.FIRST] = first
    call[c, at.MET] = -1 if is_short else last
    return carrier


@leaf
def has_patient(w: I64, s: State, c: int) -> bool:
    """Whether somebody has to go to hospital."""
    given = s.call[c, at.GIVEN_PATIENT]
    if given >= 0:
        return given == 1
    drawn = permille(bits(s.single[at.SEED], c, PATIENT, 0))
    return drawn < two(w, KIND, s.call[c, KIND_OF], PERMILLE)


@part
def loaded(w: I64, travel: I32, s: State, c: int, u: int, now: int) -> bool:
    """The unit drives to the hospital given, or else to the nearest that takes such patients;
    whether a way leads to one."""
    unit, kind, given = s.unit, s.call[c, KIND_OF], s.call[c, at.GIVEN_HOSPITAL]
    mode, setting = two(w, KIND, kind, TRANSPORT_MODE), s.single[at.SETTING_AT]
    bed, least = i64(-1), i64(NEVER)
    for h in range(rows(w, HOSPITAL)):
        if (given < 0 and two(w, TAKES, kind, h) == 0) or (given >= 0 and h != given):
            continue
        place = one(w, HOSPITAL, h)
        ms = road_ms(w, travel, setting, unit[u, at.VEHICLE], mode, unit[u, TO], place)
        if ms < least:
            bed, least = i64(h), ms
    if bed < 0:
        return False
    least = driven_ms(w, mode, least, s.single[at.SEED], c, AWAY)
    set_out(unit, u, now, 0, least, False, one(w, HOSPITAL, bed))
    leg(s.trace, s.single, unit, u, LEG_TO_HOSPITAL, c, now)
    unit[u, STAGE], unit[u, at.BED], s.call[c, at.TAKEN_TO] = at.LOADED, bed, bed
    push(s.heap, s.single, unit[u, END], at.AT_DOOR, u)
    return True


@part
def at_door(w: I64, s: State, u: int, now: int) -> None:
    """At hospital: into a free bay, or in line."""
    h = s.unit[u, at.BED]
    if s.single[at.BAYS_IN_USE + 2 * h] < one(w, BAYS, h):
        into_bay(w, s, u, now)
    else:
        s.unit[u, STAGE] = at.IN_LINE


@part
def into_bay(w: I64, s: State, u: int, now: int) -> None:
    """The patient is handed over."""
    h, c, count = s.unit[u, at.BED], s.unit[u, CALL], s.single
    count[at.BAYS_IN_USE + 2 * h] += 1
    count[at.BAYS_IN_USE + 2 * h + 1] += now - s.unit[u, END]
    s.unit[u, STAGE] = at.IN_BAY
    ms = s.call[c, at.GIVEN_HANDOVER]
    if ms < 0:
        ms = quantile(w, one(w, HANDOVER_OF, h), bits(count[at.SEED], c, HANDOVER, 0))
    push(s.heap, count, now + ms, at.HANDED, u)


@part
def handed_over(w: I64, travel: I32, s: State, u: int, now: int) -> None:
    """The unit is free, and who was in line first is next."""
    unit, h = s.unit, s.unit[u, at.BED]
    s.single[at.BAYS_IN_USE + 2 * h] -= 1
    unit[u, at.AT_HOSPITAL] += now - unit[u, END]
    freed(w, travel, s, u, now)
    following = -1
    for other in range(len(unit)):
        if unit[other, STAGE] != at.IN_LINE or unit[other, at.BED] != h:
            continue
        if following < 0 or unit[other, END] < unit[following, END]:
            following = other
    if following >= 0:
        into_bay(w, s, following, now)


@part
def freed(w: I64, travel: I32, s: State, u: int, now: int) -> None:
    """A unit has nothing more to do there, and drives home."""
    unit = s.unit
    busy = now - unit[u, at.ORDERED]
    unit[u, at.BUSY] += busy
    if s.call[unit[u, CALL], at.OF_TOWN] != unit[u, at.TOWN]:
        unit[u, at.LENT] += busy
    unit[u, STAGE], unit[u, CALL] = at.FREE, -1
    if not is_home(unit, u, now) and go_home(w, travel, s.single[at.SETTING_AT], unit, u, now):
        leg(s.trace, s.single, unit, u, LEG_HOME, -1, now)
    if is_home(unit, u, now):
        recount(w, travel, s, u, now)
    elif unit[u, TO] == unit[u, at.HOME] and (rows(w, COVERS) > 0 or unit[u, at.IS_SHARED] == 1):
        push(s.heap, s.single, unit[u, END], at.AT_HOME, u)

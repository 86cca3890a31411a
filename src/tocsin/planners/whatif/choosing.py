"""Who is sent to a call: those who may go, what it costs as advice reckons it, and the kernel."""

from tocsin.planners.dispatch import kernel, pricing
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.whatif.compiling import i64, leaf, making, part
from tocsin.planners.whatif.moving import has_crew, is_home, is_on_duty, road_ms, way_by
from tocsin.planners.whatif.packing import (
    AID,
    ASK_PRICE,
    BRINGS,
    COVER,
    COVER_OUT,
    DIVERT,
    DIVERTS,
    HOUR_MS,
    KEEPS,
    KIND,
    MODE,
    NEED_START,
    NEIGHBOUR,
    PPM,
    PRIORITY,
    SHARE_PPB,
    SHIFT_MS,
    SHORT,
    SPOT,
    STANDARD,
    TABLE,
    TIRED,
    TIRED_AFTER,
    TURNOUT_S,
    WEIGHT,
    one,
    rows,
    spot_of,
    two,
    value_at,
)
from tocsin.planners.whatif.state import (
    AT,
    BEGIN,
    BY,
    C_COST,
    C_CREW,
    C_FIRST,
    C_PIECES,
    C_UNIT,
    CALL,
    CREW,
    DAY_MS,
    DEMAND,
    END,
    FILLED_BY,
    FREE,
    INEXACT,
    KIND_OF,
    LACKING,
    LEVEL,
    MISSING,
    OF_TOWN,
    OPEN_SLOT,
    PLACE,
    REACHED,
    SENT,
    SETTING_AT,
    SHIFT,
    SLOTS_AT,
    SORT,
    STAGE,
    TO,
    TOWN,
    VEHICLE,
    State,
)
from tocsin.planners.whatif.world import I32, I64, LIGHTS, MUTUAL, NEVER, NOT, OWN

cheapest = leaf(kernel.cheapest)
fill = making(kernel.fill)
arrival_s = leaf(pricing.arrival_s)
hours_over = leaf(pricing.hours_over)
prices_s = leaf(pricing.prices_s)
lost_ppb = leaf(pricing.lost_ppb)
cover_s = leaf(pricing.cover_s)
BRANCHES = 300


@leaf
def steps_of(
    w: I64, unit: I64, call: I64, town: int, priority: int, u: int, now: int
) -> int:  # fmt: skip
    """0: it is free to be sent; above: it would be taken from work so many steps less urgent; -1:
    it cannot be sent."""
    if unit[u, STAGE] == FREE:
        return 0 if is_on_duty(w, unit, u, now) and has_crew(unit, u, now) else -1
    if unit[u, STAGE] != SENT or unit[u, END] <= now or two(w, WEIGHT, town, DIVERTS) == 0:
        return -1
    of = unit[u, CALL]
    if unit[u, TOWN] != town or call[of, OF_TOWN] != town:
        return -1
    steps = two(w, KIND, call[of, KIND_OF], PRIORITY) - priority
    return steps if steps > 0 else -1


@leaf
def is_movable(unit: I64, steps: int, u: int, now: int) -> bool:
    """Whether it could be sent to this call, or taken for another one, of another town."""
    return steps >= 0 or (unit[u, STAGE] == SENT and unit[u, END] > now)


@leaf
def open_slots(w: I64, call: I64, slot: I64, work: I64, c: int) -> int:
    """The slots for which somebody is looked for, into `work`; how many."""
    kind, start = call[c, KIND_OF], call[c, SLOTS_AT]
    until = two(w, NEED_START, kind, call[c, LEVEL] + 1) - two(w, NEED_START, kind, 0)
    slots = 0
    for at in range(start, start + until):
        if slot[at, BY] == LACKING:
            work[OPEN_SLOT, slots] = at
            slots += 1
    return slots


@leaf
def hours_over_of(w: I64, unit: I64, u: int, now: int, after_h: int) -> int:
    """Hours on duty beyond what is well, of who has shifts."""
    row = unit[u, SHIFT]
    return hours_over(now - two(w, SHIFT_MS, row, 0), after_h) if row >= 0 else 0


@leaf
def candidates(
    w: I64, travel: I32, s: State, c: int, now: int, slots: int
) -> tuple[int, int]:  # fmt: skip
    """Fills `work` with who may go: how many they are, and how many could be sent to anything.
    Every unit is looked at for every call: what is the same for all is looked up before."""
    unit, call, work, setting = s.unit, s.call, s.work, s.single[SETTING_AT]
    place, kind, town = call[c, PLACE], call[c, KIND_OF], call[c, OF_TOWN]
    priority, mode = two(w, KIND, kind, PRIORITY), two(w, KIND, kind, MODE)
    hour = (now + s.single[DAY_MS]) // HOUR_MS % 24
    divert, short = two(w, WEIGHT, town, DIVERT), two(w, WEIGHT, town, SHORT)
    after_h, tired = two(w, WEIGHT, town, TIRED_AFTER), two(w, WEIGHT, town, TIRED)
    neighbour, asked = two(w, WEIGHT, town, NEIGHBOUR), two(w, WEIGHT, town, ASK_PRICE)
    aids, turnouts = spot_of(w, AID, town), spot_of(w, TURNOUT_S, 0) + hour
    tables = spot_of(w, TABLE, mode) + setting
    vehicle_step = spot_of(w, TABLE, mode + 2) + setting - tables
    brings = spot_of(w, BRINGS, s.slot[work[OPEN_SLOT, 0], DEMAND]) if slots > 0 else i64(0)
    found, usable = 0, 0
    for u in range(len(unit)):
        steps = steps_of(w, unit, call, town, priority, u, now)
        usable += is_movable(unit, steps, u, now)
        if steps < 0 or slots == 0:
            continue
        aid = value_at(w, aids + u)
        if aid == NOT or (steps > 0 and aid != OWN):
            continue
        most = value_at(w, brings + unit[u, SORT])
        for row in range(1, slots):
            most = max(most, two(w, BRINGS, s.slot[work[OPEN_SLOT, row], DEMAND], unit[u, SORT]))
        if most == 0:
            continue
        table = value_at(w, tables + vehicle_step * unit[u, VEHICLE])
        ms, _ = way_by(travel, table, unit, u, now, place)
        out_s = value_at(w, turnouts + 24 * u) if steps == 0 and is_home(unit, u, now) else 0
        over = hours_over_of(w, unit, u, now, after_h)
        price = prices_s(
            steps, unit[u, MISSING], over, aid != OWN, aid == MUTUAL, divert, short, tired,
            neighbour, asked,
        )  # fmt: skip
        cost = arrival_s(out_s, ms) + price[0] + price[1] + price[2] + price[3] + price[4]
        work[C_UNIT, found] = u
        work[C_PIECES, found] = most
        work[C_COST, found] = cost if ms < NEVER else CANNOT
        found += 1
    return found, usable


@part
def spare_of(w: I64, unit: I64, lender: int, demand: int, now: int) -> int:
    """How many free ones that bring a demand a town has beyond those that it keeps."""
    spare = -two(w, KEEPS, lender, demand)
    for u in range(len(unit)):
        if unit[u, TOWN] != lender or two(w, BRINGS, demand, unit[u, SORT]) == 0:
            continue
        if unit[u, STAGE] == FREE and is_on_duty(w, unit, u, now) and has_crew(unit, u, now):
            spare += 1
    return spare


@part
def keep(w: I64, unit: I64, work: I64, town: int, number: int, now: int) -> None:
    """Of another town's units only so many may go that it keeps what it wants to keep: the cheapest
    of them."""
    cost = work[C_COST]
    for at in range(number):
        u = work[C_UNIT, at]
        if two(w, AID, town, u) == OWN:
            continue
        for demand in range(rows(w, BRINGS)):
            lender = unit[u, TOWN]
            if two(w, KEEPS, lender, demand) == 0 or two(w, BRINGS, demand, unit[u, SORT]) == 0:
                continue
            spare = spare_of(w, unit, lender, demand, now)
            for before in range(number):
                other = work[C_UNIT, before]
                is_before = cost[before] < cost[at] or (cost[before] == cost[at] and before < at)
                if (
                    is_before
                    and unit[other, TOWN] == lender
                    and two(w, BRINGS, demand, unit[other, SORT]) > 0
                ):
                    spare -= 1
            if spare <= 0:
                work[C_PIECES, at] = 0
    for at in range(number):
        if work[C_PIECES, at] == 0:
            cost[at], work[C_PIECES, at] = CANNOT, 1


@leaf
def reaches(
    w: I64, travel: I32, setting: int, unit: I64, u: int, now: int, place: int, out_ms: int,
    limit_ms: int,
) -> bool:  # fmt: skip
    """Whether a free unit is there within the limit from where it is; who is at home needs to get
    out first."""
    vehicle = unit[u, VEHICLE]
    on = road_ms(w, travel, setting, vehicle, LIGHTS, unit[u, TO], place)
    if unit[u, END] <= now:
        return on + (out_ms if is_home(unit, u, now) else 0) <= limit_ms
    back = road_ms(w, travel, setting, vehicle, LIGHTS, unit[u, AT], place)
    return back + abs(now - unit[u, BEGIN]) <= limit_ms or on + unit[u, END] - now <= limit_ms


@part
def price_cover(w: I64, travel: I32, s: State, town: int, number: int, now: int) -> None:
    """Adds what each one's leaving takes from those who are covered by the candidates that are
    free."""
    unit, work, setting = s.unit, s.work, s.single[SETTING_AT]
    out_ms = 1000 * two(w, WEIGHT, town, COVER_OUT)
    limit_ms = 1000 * two(w, WEIGHT, town, STANDARD)
    spots = rows(w, SPOT)
    for spot in range(spots):
        place, reached = one(w, SPOT, spot), 0
        for at in range(number):
            u = work[C_UNIT, at]
            if unit[u, STAGE] == FREE and reaches(
                w, travel, setting, unit, u, now, place, out_ms, limit_ms
            ):
                reached += 1
        work[REACHED, spot] = reached
    for at in range(number):
        u, gone = work[C_UNIT, at], 0
        if unit[u, STAGE] != FREE or work[C_COST, at] >= CANNOT:
            continue
        for spot in range(spots):
            place = one(w, SPOT, spot)
            if reaches(w, travel, setting, unit, u, now, place, out_ms, limit_ms):
                gone += lost_ppb(one(w, SHARE_PPB, spot), two(w, PPM, town, work[REACHED, spot]))
        work[C_COST, at] += cover_s(gone, two(w, WEIGHT, town, COVER))


@leaf
def chosen(w: I64, travel: I32, s: State, c: int, now: int) -> tuple[int, int]:
    """Writes who fills each open slot into `work` (-1: nobody): how many slots there are, and how
    many units could be sent to anything."""
    unit, work, town = s.unit, s.work, s.call[c, OF_TOWN]
    slots = open_slots(w, s.call, s.slot, work, c)
    found, usable = candidates(w, travel, s, c, now, slots)
    for row in range(slots):
        work[FILLED_BY, row] = -1
    if slots == 0 or found == 0:
        return slots, usable
    if rows(w, AID) > 1:
        keep(w, unit, work, town, found, now)
    if two(w, WEIGHT, town, COVER) > 0 and rows(w, SPOT) > 0:
        price_cover(w, travel, s, town, found, now)
    if slots == 1:
        at = cheapest(work[C_COST], found)
        work[FILLED_BY, 0] = work[C_UNIT, at] if at >= 0 else -1
        return slots, usable
    fill_all(w, s, slots, found)
    return slots, usable


@part
def fill_all(w: I64, s: State, slots: int, found: int) -> None:
    """Several slots by the kernel."""
    unit, work = s.unit, s.work
    offers = s.offers[: slots * found].reshape(slots, found)
    for row in range(slots):
        demand = s.slot[work[OPEN_SLOT, row], DEMAND]
        for at in range(found):
            offers[row, at] = two(w, BRINGS, demand, unit[work[C_UNIT, at], SORT])
    for at in range(found):
        crew = unit[work[C_UNIT, at], CREW]
        if work[C_FIRST, crew] < 0:
            work[C_FIRST, crew] = at
        work[C_CREW, at] = work[C_FIRST, crew]
    for at in range(found):
        work[C_FIRST, unit[work[C_UNIT, at], CREW]] = -1
    by = work[FILLED_BY][:slots]
    left = fill(
        offers, work[C_COST][:found], work[C_PIECES][:found], work[C_CREW][:found], BRANCHES, by
    )
    s.single[INEXACT] += left > 0
    for row in range(slots):
        if by[row] >= 0:
            by[row] = work[C_UNIT, by[row]]

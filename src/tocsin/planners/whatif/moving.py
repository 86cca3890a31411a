"""Where units are, how long a way takes, who may be sent."""

from tocsin.planners.whatif.compiling import i64, leaf
from tocsin.planners.whatif.packing import SHIFT_MS, TABLE, two
from tocsin.planners.whatif.state import (
    AT,
    BEGIN,
    CREW,
    DRIVING,
    END,
    FREE,
    HOME,
    LAST_SHIFT,
    LEFT,
    OUT,
    SHIFT,
    STAGE,
    TO,
    VEHICLE,
)
from tocsin.planners.whatif.world import I32, I64, NEVER, REGULAR


@leaf
def is_home(unit: I64, u: int, now: int) -> bool:
    """Whether it stands at its own place (or would, were it not sent)."""
    return unit[u, END] <= now and unit[u, TO] == unit[u, HOME]


@leaf
def is_on_duty(w: I64, unit: I64, u: int, now: int) -> bool:
    """Whether a shift holds. Times only go on."""
    row = unit[u, SHIFT]
    if row < 0:
        return True
    while row < unit[u, LAST_SHIFT] and two(w, SHIFT_MS, row, 1) <= now:
        row += 1
    unit[u, SHIFT] = row
    return row < unit[u, LAST_SHIFT] and two(w, SHIFT_MS, row, 0) <= now


@leaf
def has_crew(unit: I64, u: int, now: int) -> bool:
    """Whether nobody else is out with its crew."""
    other = unit[unit[u, CREW], OUT]
    if other < 0 or other == u:
        return True
    return unit[other, STAGE] == FREE and is_home(unit, other, now)


@leaf
def road_ms(
    w: I64, travel: I32, setting: int, vehicle: int, mode: int, begin: int, end: int
) -> int:  # fmt: skip
    """From one place to another, as the roads are now."""
    table = two(w, TABLE, 2 * vehicle + mode, setting)
    return i64(travel[table, begin, end])


@leaf
def way_ms(
    w: I64, travel: I32, setting: int, unit: I64, u: int, now: int, mode: int, place: int
) -> tuple[int, bool]:
    """From where it is to a place; and whether by going on to where it was going, which is so where
    that is sooner than to turn back."""
    table = two(w, TABLE, 2 * unit[u, VEHICLE] + mode, setting)
    return way_by(travel, table, unit, u, now, place)


@leaf
def way_by(travel: I32, table: int, unit: I64, u: int, now: int, place: int) -> tuple[int, bool]:
    """The same, by one of the tables."""
    on = i64(travel[table, unit[u, TO], place])
    if unit[u, END] <= now:
        return on, False
    back = i64(travel[table, unit[u, AT], place])
    back = back + abs(now - unit[u, BEGIN]) if back < NEVER else i64(NEVER)
    on = on + unit[u, END] - now if on < NEVER else i64(NEVER)
    return (on, True) if on < back else (min(back, i64(NEVER)), False)


@leaf
def drove(unit: I64, u: int, now: int) -> None:
    """The way it was on ends here, or has ended."""
    unit[u, DRIVING] += max(0, min(now, unit[u, END]) - unit[u, LEFT])


@leaf
def set_out(unit: I64, u: int, now: int, wait_ms: int, ms: int, is_on: bool, place: int) -> None:
    """It goes to a place, by a way that `way_ms` found, after so long."""
    drove(unit, u, now)
    leaves = now + wait_ms
    if unit[u, END] <= now:
        unit[u, AT] = unit[u, TO]
        unit[u, BEGIN] = leaves
        unit[u, LEFT] = leaves
    elif is_on:
        unit[u, AT] = unit[u, TO]
        unit[u, BEGIN] = leaves + unit[u, END] - now
        unit[u, LEFT] = max(unit[u, LEFT], leaves)
    else:
        unit[u, BEGIN] = leaves + abs(now - unit[u, BEGIN])
        unit[u, LEFT] = max(unit[u, LEFT], leaves)
    unit[u, TO] = place
    unit[u, END] = leaves + ms


@leaf
def go_home(w: I64, travel: I32, setting: int, unit: I64, u: int, now: int) -> bool:
    """It drives home, with the traffic; where no way leads there it goes on, and stands where it
    was going. Whether it drives."""
    home = unit[u, HOME]
    if now < unit[u, LEFT] and unit[u, AT] == home and unit[u, BEGIN] == unit[u, LEFT]:
        unit[u, TO] = home
        unit[u, END] = now
        unit[u, LEFT] = now
        return False
    ms, is_on = way_ms(w, travel, setting, unit, u, now, REGULAR, home)
    if ms < NEVER:
        set_out(unit, u, now, 0, ms, is_on, home)
    return ms < NEVER

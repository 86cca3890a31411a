"""Who is covered from the stations, and for how long people are not."""

from tocsin.planners.whatif.compiling import leaf, part
from tocsin.planners.whatif.moving import has_crew, is_home, is_on_duty, road_ms
from tocsin.planners.whatif.packing import (
    AID,
    BRINGS,
    COVER_OUT,
    COVERS,
    PEOPLE,
    SPOT,
    SPOT_TOWN,
    STANDARD,
    WEIGHT,
    one,
    rows,
    two,
)
from tocsin.planners.whatif.state import (
    COVERED_UP_TO,
    CREW,
    FREE,
    HOME,
    IS_COUNTED,
    SETTING_AT,
    SORT,
    STAGE,
    UNTIL_MS,
    VEHICLE,
    State,
)
from tocsin.planners.whatif.world import AUTOMATIC, I32, I64, LIGHTS, OWN


@part
def tick(w: I64, s: State, now: int) -> None:
    """Time goes on up to now."""
    now = min(now, s.single[UNTIL_MS])
    spots, towns = rows(w, SPOT), rows(w, AID)
    for row in range(rows(w, COVERS)):
        for town in range(towns):
            without = s.cover[row, spots + town]
            s.cover[row, spots + towns + town] += without * (now - s.single[COVERED_UP_TO])
    s.single[COVERED_UP_TO] = now


@part
def count_unit(w: I64, travel: I32, s: State, u: int, by: int) -> None:
    """A unit at its station covers, or does so no more (`by`: 1 or -1)."""
    unit, cover, spots = s.unit, s.cover, rows(w, SPOT)
    unit[u, IS_COUNTED] = 1 if by > 0 else 0
    for row in range(rows(w, COVERS)):
        if two(w, BRINGS, one(w, COVERS, row), unit[u, SORT]) == 0:
            continue
        for spot in range(spots):
            town = one(w, SPOT_TOWN, spot)
            aid = two(w, AID, town, u)
            if aid not in (OWN, AUTOMATIC):
                continue
            setting, place = s.single[SETTING_AT], one(w, SPOT, spot)
            ms = road_ms(w, travel, setting, unit[u, VEHICLE], LIGHTS, unit[u, HOME], place)
            out_s, standard_s = two(w, WEIGHT, town, COVER_OUT), two(w, WEIGHT, town, STANDARD)
            if ms + 1000 * out_s > 1000 * standard_s:
                continue
            if cover[row, spot] == 0:
                cover[row, spots + town] -= one(w, PEOPLE, spot)
            cover[row, spot] += by
            if cover[row, spot] == 0:
                cover[row, spots + town] += one(w, PEOPLE, spot)


@leaf
def recount(w: I64, travel: I32, s: State, u: int, now: int) -> None:
    """Who of a unit's crew covers, after something happened to it; where anybody asks."""
    if rows(w, COVERS) > 0:
        recount_crew(w, travel, s, u, now)


@part
def recount_crew(w: I64, travel: I32, s: State, u: int, now: int) -> None:
    """The crew's units, one by one."""
    unit = s.unit
    tick(w, s, now)
    for other in range(len(unit)):
        if unit[other, CREW] != unit[u, CREW]:
            continue
        covers = (
            unit[other, STAGE] == FREE
            and is_home(unit, other, now)
            and is_on_duty(w, unit, other, now)
            and has_crew(unit, other, now)
        )
        if covers != (unit[other, IS_COUNTED] == 1):
            count_unit(w, travel, s, other, 1 if covers else -1)


@part
def count_all(w: I64, travel: I32, s: State, now: int) -> None:
    """Everybody anew: at the beginning, and when the roads change."""
    if rows(w, COVERS) == 0:
        return
    tick(w, s, now)
    spots, towns = rows(w, SPOT), rows(w, AID)
    s.cover[:, : spots + towns] = 0
    for row in range(rows(w, COVERS)):
        for spot in range(spots):
            s.cover[row, spots + one(w, SPOT_TOWN, spot)] += one(w, PEOPLE, spot)
    for u in range(len(s.unit)):
        s.unit[u, IS_COUNTED] = 0
    for u in range(len(s.unit)):
        recount(w, travel, s, u, now)

"""When each candidate arrives, and what it costs that it goes: arrays over the candidates."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.geo.places import Point
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.planners.dispatch import pricing
from tocsin.planners.dispatch.candidates import Candidate, Standing
from tocsin.planners.dispatch.ground import I64, NEVER_MS, Ground
from tocsin.planners.dispatch.pricing import (
    NAMES,
    arrival_s,
    cover_s,
    lost_ppb,
    prices_s,
    shares_ppb,
    taken_ppm,
)
from tocsin.planners.dispatch.question import Aid, Question, Turnout

HOUR_S = 3600
FEW_RUNS = 20
"""So many runs say more about an hour of a station than about the station."""
UNKNOWN = -1
NOWHERE_S = NEVER_MS // 1000
"""Later than whoever drives."""

Mask = npt.NDArray[np.bool_]
Turnouts = dict[tuple[str | None, int | None], Turnout]


class Arrival(NamedTuple):
    """Seconds from the order to being there, as half and as nine tenths of the times it is; None
    where nobody can say."""

    p50_s: int | None
    p90_s: int | None
    drive_s: int | None


class Begins(NamedTuple):
    """Seconds from the order until each begins to drive, as half and as nine tenths of the times it
    is."""

    p50_s: I64
    p90_s: I64


def begins_of(found: Sequence[Candidate], question: Question, hour: int) -> Begins:
    """When each begins: at once on the road, after the turnout at its station, when its work is
    done. Who was just sent elsewhere and is still at its station needs what is left of its
    turnout."""
    turnouts = turnouts_of(question)
    weights = question.policy.weights
    both = np.zeros((2, len(found)), np.int64)
    records: dict[tuple[str, str | None], tuple[int, int]] = {}
    for at, each in enumerate(found):
        if each.clears is not None:
            both[:, at] = each.clears.p50_s, each.clears.p90_s
        elif each.standing is Standing.at_station or each.ordered_s is not None:
            code = question.code if each.aid is None else each.unit.authority.home
            key = code, each.unit.station
            if key not in records:
                record = turnout_of(turnouts.get(code, {}), each.unit.station, hour)
                usual = weights.turnout_p50_s, weights.turnout_p90_s
                records[key] = usual if record is None else (record.p50_s, record.p90_s)
            gone = each.ordered_s or 0
            both[:, at] = [max(0, usual - gone) for usual in records[key]]
    return Begins(both[0], both[1])


def drives_ms(
    found: Sequence[Candidate], end: Point | None, ground: Ground, within_ms: int
) -> I64:  # fmt: skip
    """How long each drives; NEVER_MS where nobody knows, and none that takes longer than
    `within_ms`."""
    known = [at for at, each in enumerate(found) if each.point is not None]
    drive = np.full(len(found), NEVER_MS, np.int64)
    if end is not None and known:
        places = [each.point for each in found if each.point is not None]
        kinds = [found[at].unit.kind for at in known]
        drive[known] = ground.to_place(places, kinds, end, within_ms)
    return drive


def p50_s(drive_ms: I64, begins: Begins) -> I64:
    """Seconds from the order to being there (`pricing.arrival_s`, of arrays); UNKNOWN where nobody
    can say."""
    there = begins.p50_s + -(-drive_ms // 1000)
    return np.where(drive_ms >= NEVER_MS, UNKNOWN, there)


def arrival_of(
    each: Candidate, drive_ms: int, begins50_s: int, begins90_s: int, weights: Weights
) -> Arrival:  # fmt: skip
    """When it is there. The drive is taken to spread as the policy says, independent of the
    turnout, so variances add; where a position is old, the unit may have driven on since, for as
    long, but for no longer than the whole way."""
    if drive_ms >= NEVER_MS:
        return Arrival(None, None, None)
    drive = arrival_s(0, drive_ms)
    spread = drive * (weights.drive_p90_permille - 1000) // 1000
    age = drive if each.age_s is None else each.age_s
    old = min(age, drive) if each.is_old(weights.stale_after_s) else 0
    late = isqrt(spread**2 + (begins90_s - begins50_s) ** 2 + old**2)
    return Arrival(begins50_s + drive, begins50_s + drive + late, drive)


def taken_for_s(p50: I64, is_placed: Mask, end: Point | None) -> I64:
    """After how many seconds each is taken to be there: at once where nobody knows the place, after
    all others where nobody knows where it is; UNKNOWN where no way was found."""
    if end is None:
        return np.maximum(p50, 0)
    return np.where((p50 == UNKNOWN) & ~is_placed, NOWHERE_S, p50)


def turnouts_of(question: Question) -> dict[str, Turnouts]:
    """Records with enough runs by station and hour, of each town by its code."""
    return {
        code: {(each.station, each.hour): each for each in records if each.runs >= FEW_RUNS}
        for code, records in (
            *((each.code, each.turnouts) for each in question.lenders),
            (question.code, question.turnouts),
        )
    }


def turnout_of(records: Turnouts, station: str | None, hour: int) -> Turnout | None:
    """The narrowest record: of the station in this hour, of the station, of all stations in this
    hour, of all."""
    for where in ((station, hour), (station, None), (None, hour), (None, None)):
        if where in records:
            return records[where]
    return None


def prices(found: Sequence[Candidate], question: Question) -> list[dict[str, int]]:
    """What each costs besides its arrival and the cover it takes away, in seconds, by why."""
    least = min((each.lent_s for each in question.lenders), default=0)
    lent = {each.code: each.lent_s - least for each in question.lenders}
    return [
        {name: price for name, price in _prices(each, question, lent) if price} for each in found
    ]


def _prices(each: Candidate, question: Question, lent: dict[str, int]) -> list[tuple[str, int]]:
    unit, weights = each.unit, question.policy.weights
    short = 0 if unit.crew_count is None else max(0, unit.crew_minimum - unit.crew_count)
    over_h = hours_over(each, weights, question.now)
    shared = prices_s(
        each.steps, short, over_h, each.aid is not None, each.aid is Aid.mutual, weights.divert_s,
        weights.short_crew_s, weights.tired_s_per_hour, weights.neighbour_s, weights.asked_s,
    )  # fmt: skip
    unsure = 0 if each.clears is None else each.clears.p90_s - each.clears.p50_s
    more_s = 0 if each.aid is None else lent.get(unit.authority.home, 0)
    owed = money_of(each, weights, question.code) or 0
    return [
        *zip(NAMES, shared, strict=True),
        ("unsure", weights.unsure_permille * unsure // 1000),
        ("lent", weights.fair_s_per_hour * more_s // HOUR_S),
        ("money", weights.money_s_per_hundred * owed // 100),
    ]


def money_of(each: Candidate, weights: Weights, code: str) -> int | None:
    """What the town owes another one for a unit, for as long as it is usually away; None where
    nobody adopted a rate. Its own cost nothing more than they do."""
    if each.unit.authority.home == code:
        return 0
    rate = weights.hourly.get(each.unit.kind)
    return None if rate is None else -(-rate * weights.away_s // HOUR_S)


def hours_on_duty(each: Candidate, now: datetime) -> int | None:
    """Whole hours that the crew has been on duty; None where nobody said since when."""
    since = each.unit.crew_since
    return None if since is None else max(0, int((now - since).total_seconds()) // HOUR_S)


def hours_over(each: Candidate, weights: Weights, now: datetime) -> int:
    """Whole hours that the crew has been on duty beyond what is well."""
    since = each.unit.crew_since
    if since is None:
        return 0
    return pricing.hours_over((now - since) // timedelta(milliseconds=1), weights.tired_after_h)


def urgency_permille(priority: int | None, weights: Weights) -> int:
    """What an arrival counts, by how urgent it is: an unknown priority may be the first."""
    steps = weights.urgency_permille
    return steps[min(priority or 1, len(steps)) - 1] if steps else 1000


class Cover(NamedTuple):
    """Who is covered by the units that are free, for one kind of unit: `reach` (candidates × spots)
    says who is there within the standard."""

    reach: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    number: I64
    """How many free units reach each spot."""


def cover_of(
    found: Sequence[Candidate], free: Sequence[bool], ground: Ground, weights: Weights
) -> Cover:
    """The cover that the free ones give, as they stand. Rows of the others are empty."""
    spots = len(ground.zones.people)
    reach = np.zeros((len(found), spots), np.bool_)
    begins = {i: e.point for i, e in enumerate(found) if free[i] and e.point is not None}
    if begins and spots:
        at = list(begins)
        kinds = [found[i].unit.kind for i in at]
        ms = ground.to_zones(list(begins.values()), kinds, weights.standard_s * 1000)
        out = [weights.turnout_p50_s if found[i].standing is Standing.at_station else 0 for i in at]
        reach[at] = ms + 1000 * np.array(out, np.int64)[:, None] <= weights.standard_s * 1000
    return Cover(reach, reach.sum(axis=0, dtype=np.int64))


def uncovered(cover: Cover, goes: Sequence[int], ground: Ground) -> dict[str, int]:
    """By town, the people who are left with no unit in time when these leave together. Towns of
    which nobody is are left out."""
    people, town, towns = ground.zones
    gone = cover.reach[list(goes)].sum(axis=0, dtype=np.int64)
    without = np.where((cover.number > 0) & (cover.number == gone), people, 0)
    number = {name: int(without[town == at].sum()) for at, name in enumerate(towns)}
    return {name: people for name, people in number.items() if people}


def counted(ground: Ground) -> frozenset[str]:
    """The towns of which somebody is counted on this ground."""
    people, town, towns = ground.zones
    return frozenset(towns[at] for at in np.unique(town[people > 0]).tolist())


def cover_prices(cover: Cover, count: int, ground: Ground, weights: Weights) -> list[int]:
    """For each candidate, in seconds: the expected cover that its leaving alone takes from each
    town, in hundredths of that town's people (MEXCLP: Daskin 1983, each unit at work for the same
    share of time, independently)."""
    people, town, towns = ground.zones
    if not weights.cover_s_per_percent or not len(people):
        return [0] * count
    ppm = taken_ppm(weights.busy_permille, int(cover.number.max()))[cover.number]
    lost = lost_ppb(shares_ppb(people, town, len(towns)), ppm)
    gone = np.zeros(count, np.int64)
    free = np.flatnonzero(cover.reach.any(axis=1))
    gone[free] = np.where(cover.reach[free], lost, 0).sum(axis=1)
    return [cover_s(each, weights.cover_s_per_percent) for each in gone.tolist()]

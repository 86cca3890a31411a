"""When each candidate arrives, and what it costs that it goes: arrays over the candidates."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import isqrt
from typing import NamedTuple

import numpy as np

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

FEW_RUNS = 20
"""So many runs say more about an hour of a station than about the station."""


class Arrival(NamedTuple):
    """Seconds from the order to being there, as half and as nine tenths of the times it is; None
    where nobody can say."""

    p50_s: int | None
    p90_s: int | None
    drive_s: int | None


def arrivals(
    found: Sequence[Candidate], end: Point | None, ground: Ground, question: Question, hour: int
) -> list[Arrival]:
    """When each would be there. The drive is taken to spread as the policy says, independent of the
    turnout, so variances add; where a position is old, the unit may have driven on since, for as
    long, but for no longer than the whole way.
    """
    known = [at for at, each in enumerate(found) if each.point is not None]
    drive = np.full(len(found), NEVER_MS, np.int64)
    if end is not None and known:
        begins = [each.point for each in found if each.point is not None]
        drive[known] = ground.to_place(begins, [found[at].unit.kind for at in known], end)
    return [
        _arrival(each, ms, question, hour) for each, ms in zip(found, drive.tolist(), strict=True)
    ]


def _arrival(each: Candidate, ms: int, question: Question, hour: int) -> Arrival:
    if ms >= NEVER_MS:
        return Arrival(None, None, None)
    weights = question.policy.weights
    out50 = out90 = 0
    if each.standing is Standing.at_station:
        record = turnout_of(question.turnouts, each.unit.station, hour)
        out50 = weights.turnout_p50_s if record is None else record.p50_s
        out90 = weights.turnout_p90_s if record is None else record.p90_s
    drive = arrival_s(0, ms)
    spread = drive * (weights.drive_p90_permille - 1000) // 1000
    old = min(each.age_s, drive) if each.age_s > weights.stale_after_s else 0
    late = isqrt(spread**2 + (out90 - out50) ** 2 + old**2)
    return Arrival(out50 + drive, out50 + drive + late, drive)


def turnout_of(records: Sequence[Turnout], station: str | None, hour: int) -> Turnout | None:
    """The narrowest record with enough runs: of the station in this hour, of the station, of all
    stations in this hour, of all."""
    for where, when in ((station, hour), (station, None), (None, hour), (None, None)):
        for each in records:
            if (each.station, each.hour) == (where, when) and each.runs >= FEW_RUNS:
                return each
    return None


def prices(found: Sequence[Candidate], weights: Weights, now: datetime) -> list[dict[str, int]]:
    """What each costs besides its arrival and the cover it takes away, in seconds, by why."""
    return [{name: price for name, price in _prices(each, weights, now) if price} for each in found]


def _prices(each: Candidate, weights: Weights, now: datetime) -> list[tuple[str, int]]:
    unit = each.unit
    short = 0 if unit.crew_count is None else max(0, unit.crew_minimum - unit.crew_count)
    found = prices_s(
        each.steps, short, hours_over(each, weights, now), each.aid is not None,
        each.aid is Aid.mutual, weights.divert_s, weights.short_crew_s, weights.tired_s_per_hour,
        weights.neighbour_s, weights.asked_s,
    )  # fmt: skip
    return list(zip(NAMES, found, strict=True))


def hours_over(each: Candidate, weights: Weights, now: datetime) -> int:
    """Whole hours that the crew has been on duty beyond what is well."""
    since = each.unit.crew_since
    if since is None:
        return 0
    return pricing.hours_over((now - since) // timedelta(milliseconds=1), weights.tired_after_h)


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
        ms = ground.to_zones(list(begins.values()), [found[i].unit.kind for i in at])
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


def cover_prices(cover: Cover, count: int, ground: Ground, weights: Weights) -> list[int]:
    """For each candidate, in seconds: the expected cover that its leaving alone takes from each
    town, in hundredths of that town's people (MEXCLP: Daskin 1983, each unit at work for the same
    share of time, independently)."""
    people, town, towns = ground.zones
    if not weights.cover_s_per_percent or not len(people):
        return [0] * count
    ppm = taken_ppm(weights.busy_permille, count)[cover.number]
    lost = lost_ppb(shares_ppb(people, town, len(towns)), ppm)
    gone = np.where(cover.reach, lost, 0).sum(axis=1).tolist()
    return [cover_s(each, weights.cover_s_per_percent) for each in gone]

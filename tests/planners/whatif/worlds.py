"""Small worlds to run: one that is all plain, to be changed in a test."""

import numpy as np

from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.planners.whatif.policies import policy_of
from tocsin.planners.whatif.world import (
    BAYS,
    I32,
    I64,
    OWN,
    QUANTILES,
    Calls,
    Policy,
    World,
    calls_of,
)

S, MIN, HOUR = 1_000, 60_000, 3_600_000


def ints(*values: int) -> I64:
    return np.array(values, np.int64)


def steady(*ms: int) -> I64:
    """Distributions that always say the same."""
    return np.repeat(np.array(ms, np.int64)[:, None], QUANTILES, axis=1)


def line(places: int, step_s: int = 60) -> I32:
    """Places in a row, so many seconds apart."""
    at = np.arange(places)
    apart = np.abs(at[:, None] - at[None, :]) * step_s * S
    return np.array(apart[None], np.int32)


def plain(units: int = 2, places: int = 5, scene_ms: int = 10 * MIN, **given: object) -> World:
    """One town, places in a row, one sort of unit at places 0, 1 …, one kind of call that asks for
    one; no turnout, no transport, nothing gets worse."""
    world = World(
        unit_sort=np.zeros(units, np.int64), unit_vehicle=np.zeros(units, np.int64),
        unit_town=np.zeros(units, np.int64), unit_home=np.arange(units) % places,
        unit_crew=np.arange(units), unit_short=np.zeros(units, np.int64),
        shift_start=np.zeros(units + 1, np.int64), shift_ms=np.zeros((0, 2), np.int64),
        turnout_s=np.zeros((units, 24), np.int64), place_town=np.zeros(places, np.int64),
        people=np.full(places, 10), travel_ms=line(places), table=np.zeros((1, 2, 1), np.int64),
        setting_ms=ints(0), day_ms=0, kind_priority=ints(1), kind_mode=ints(0),
        kind_transport_mode=ints(0), kind_patience_ms=ints(HOUR), need_start=ints(0, 1)[None],
        need=ints(0), brings=np.ones((1, 1), np.int64), carries=ints(1),
        quantile_ms=steady(0, scene_ms), turnout_of=np.zeros((units, 24), np.int64),
        delay_of=ints(0), scene_of=ints(1)[None], handover_of=ints(0), ask_of=ints(0)[None],
        transport_permille=ints(0), hospital=ints(places - 1), takes=ints(1)[None],
        bays=ints(BAYS), hazard_per_hour=np.zeros((1, 1)), aid=np.full((1, units), OWN),
        keeps=np.zeros((1, 1), np.int64), covers=ints(0),
    )  # fmt: skip
    return world._replace(**given)  # type: ignore[arg-type]


CLOSEST = Weights(cover_s_per_percent=0, tired_s_per_hour=0, asked_s=0)


def policy(weights: Weights = CLOSEST, towns: int = 1, **given: bool) -> Policy:
    return policy_of([weights] * towns, **given)


def calls(*rows: tuple[int, int, int]) -> Calls:
    """(when in ms, place, kind) each."""
    at, place, kind = np.array(rows, np.int64).reshape(-1, 3).T.copy()
    return calls_of(at, place, kind)

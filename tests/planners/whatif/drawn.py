"""Random small worlds in which everything occurs."""

import numpy as np

from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.planners.whatif.policies import policy_of
from tocsin.planners.whatif.world import (
    AUTOMATIC,
    I64,
    MUTUAL,
    NEVER,
    NOT,
    OWN,
    QUANTILES,
    Calls,
    Policy,
    World,
    calls_of,
)

HOUR = 3_600_000


def drawn(
    seed: int, calls: int = 40, units: int = 7, hours: int = 20
) -> tuple[World, Policy, Calls]:
    """Two towns, three sorts of unit (one brings two things), three kinds of call of two levels,
    two hospitals with one bay and many, shifts, shared crews, a closure, lending of all sorts."""
    draw = np.random.default_rng(seed)
    places, towns, sorts, demands, kinds, levels = 9, 2, 3, 3, 3, 2
    town = draw.integers(0, towns, units)
    place_town = np.arange(places) % towns
    home = 2 * draw.integers(0, 4, units) + town
    crew = np.arange(units)
    if draw.random() < 0.7:
        crew[1], home[1], town[1] = 0, home[0], town[0]
    has_shifts = draw.random() < 0.7
    shift, start = _shifts(draw, units, crew) if has_shifts else ([], [0] * (units + 1))
    spot = draw.uniform(0, 1, (places, 2))
    apart = np.hypot(*(spot[:, None] - spot[None]).transpose(2, 0, 1)) * 1_200_000
    tables = np.stack([apart, apart * 1.4, apart * 2]).astype(np.int32)
    if draw.random() < 0.5:
        shut = draw.random((places, places)) < 0.15
        tables[2][shut & ~np.eye(places, dtype=bool)] = NEVER
    brings = np.array([[1, 0, 1], [0, 1, 1], [0, 0, draw.integers(0, 3)]])
    needs: list[int] = []
    need_start = np.zeros((kinds, levels + 1), np.int64)
    for kind in range(kinds):
        need_start[kind, 0] = len(needs)
        for level in range(levels):
            more = int(draw.integers(1 if level == 0 else 0, 4))
            needs += draw.integers(0, demands if draw.random() < 0.3 else 2, more).tolist()
            need_start[kind, level + 1] = len(needs)
    aid = np.where(town[None] == np.arange(towns)[:, None], OWN,
                   draw.choice([NOT, AUTOMATIC, MUTUAL], (towns, units)))  # fmt: skip
    world = World(
        unit_sort=draw.integers(0, sorts, units), unit_vehicle=draw.integers(0, 2, units),
        unit_town=town, unit_home=home, unit_crew=crew, unit_short=draw.integers(0, 2, units),
        shift_start=np.array(start, np.int64), shift_ms=np.array(shift, np.int64).reshape(-1, 2),
        turnout_s=draw.integers(30, 120, (units, 24)), place_town=place_town,
        people=draw.integers(0, 3, places) * 100, travel_ms=tables,
        table=np.array([[[0, 1], [1, 2]], [[1, 2], [1, 0]]]), setting_ms=np.array([0, 9 * HOUR]),
        day_ms=int(draw.integers(0, 24)) * HOUR, kind_priority=np.array([1, 2, 4]),
        kind_mode=np.array([0, 0, 1]), kind_transport_mode=np.array([0, 1, 1]),
        kind_patience_ms=draw.integers(0, 2 * HOUR, kinds), need_start=need_start,
        need=np.array(needs, np.int64), brings=brings, carries=np.array([0, 1, 1]),
        quantile_ms=_distributions(draw), turnout_of=draw.integers(0, 2, (units, 24)),
        delay_of=np.full(kinds, int(draw.integers(0, 2))),
        scene_of=draw.integers(2, 4, (kinds, levels)),
        handover_of=np.array([2, 3]), ask_of=np.full((towns, towns), 1),
        transport_permille=np.array([500, 900, 0]), hospital=np.array([7, 8]),
        takes=np.array([[1, 1], [1, 0], [0, 0]]), bays=np.array([1, 10]),
        hazard_per_hour=np.array([[4.0, 0], [1.0, 0], [0.0, 0]]), aid=aid,
        keeps=draw.integers(0, 2, (towns, demands)), covers=np.array([0, 1]),
        drive_permille=np.sort(draw.integers(500, 2_000, (2, QUANTILES)))[: 2 * (seed % 2)],
    )  # fmt: skip
    weights = Weights(
        cover_s_per_percent=int(draw.integers(0, 2)) * 12, standard_s=600,
        divert_s=int(draw.integers(0, 300)), tired_after_h=2,
    )  # fmt: skip
    at = np.sort(draw.integers(0, hours * HOUR, calls))
    return (
        world, policy_of([weights] * towns, diverts=bool(draw.random() < 0.8),
                         waits=bool(draw.random() < 0.85)),
        _given(draw, calls_of(at, draw.integers(0, places, calls), draw.integers(0, kinds, calls))),
    )  # fmt: skip


def _given(draw: np.random.Generator, calls: Calls) -> Calls:
    """Some of what is drawn is given, as in a replay."""
    if draw.random() < 0.5:
        return calls
    count = len(calls.at_ms)

    def some(most: int) -> I64:
        return np.where(draw.random(count) < 0.5, -1, draw.integers(0, most, count))

    return calls._replace(
        delay_ms=some(60_000), scene_ms=some(HOUR), transport=some(1), hospital=some(2),
        handover_ms=some(HOUR),
    )  # fmt: skip


def _shifts(
    draw: np.random.Generator, units: int, crew: I64
) -> tuple[list[list[int]], list[int]]:  # fmt: skip
    rows: list[list[int]] = []
    start = [0]
    for unit in range(units):
        if crew[unit] != unit:
            rows += rows[start[crew[unit]] : start[crew[unit] + 1]]
        elif draw.random() < 0.5:
            begin = int(draw.integers(0, 6)) * HOUR
            rows += [[begin, begin + 5 * HOUR], [begin + 8 * HOUR, begin + 14 * HOUR]]
        start.append(len(rows))
    return rows, start


def _distributions(draw: np.random.Generator) -> I64:
    """None, minutes, half an hour, an hour."""
    rows = [np.zeros(QUANTILES)]
    rows += [np.sort(draw.exponential(mean, QUANTILES)) for mean in (90_000, 1_800_000, 2_400_000)]
    return np.array(rows).astype(np.int64)

"""What if beside SimPy and Ciw in one run: the same calls, the same draws, the same results.

Bare: a week, 30 units at 10 stations, 2,000 calls, the nearest free one goes (one on its way home
too), first come first served; the peer is a SimPy process a call. Full: two towns, shifts, turnout
by hour, roads that change, several needs a call by the same kernel, diverts, aid that is asked for,
shared crews, two alarm levels, hospitals with bays, drives that vary; the peer is the oracle of the
tests driven by SimPy's events and made quick (`simpy_rules`). Both peers' results are compared with
ours, call by call. What replications share is made before on both sides: our arrays, their lists;
the row "alone" has them made in each run. Ciw has no geography: it runs M/M/30 with as many calls.
"""

import time
from collections.abc import Callable, Generator
from statistics import median
from typing import NamedTuple

import ciw
import numpy as np
import simpy

from benchmarks.measuring import against, asked, table
from benchmarks.simpy_rules import BySimpy, Tables
from tests.planners.whatif.drawn import drawn
from tests.planners.whatif.worlds import MIN, plain, policy
from tocsin.planners.whatif.laying import ready
from tocsin.planners.whatif.simulating import run, simulate
from tocsin.planners.whatif.world import Calls, World, calls_of

UNITS, STATIONS, CALLS, PLACES = 30, 10, 2_000, 110
WEEK_MS = 7 * 86_400_000
BARE, FULL = 20.0, 5.0


def main() -> None:
    runs = 3 if asked(__doc__ or "").quick else 15
    rows: list[tuple[object, ...]] = []
    world, calls = bare()
    weights, lists = policy(), Lists.of(world, calls)
    arm = ready(world, weights)
    assert bare_by_simpy(lists) == run(arm, calls).first_ms.tolist()
    rows += beside(
        "bare",
        BARE,
        runs,
        CALLS,
        lambda: run(arm, calls),
        ("ours, alone", lambda: simulate(world, weights, calls)),
        ("SimPy", lambda: bare_by_simpy(lists)),
        ("Ciw, M/M/30", by_ciw),
    )
    full = drawn(11, 1_000, 40, 168)
    whole = full[0]._replace(covers=np.zeros(0, np.int64))
    tables, arm_full = Tables(whole, full[1]), ready(whole, full[1])
    ours, told = run(arm_full, full[2], 11), BySimpy(whole, *full[1:], 11, tables).told()
    for name, values in told.items():
        assert getattr(ours, name).ravel().tolist() == values, name
    rows += beside(
        "full",
        FULL,
        max(3, runs // 5),
        1_000,
        lambda: run(arm_full, full[2], 11),
        ("SimPy", lambda: BySimpy(whole, *full[1:], 11, tables)),
    )
    columns = ("a week", "by", "ms, median", "calls/s", "of ours", "result")
    table("what if beside its peers", columns, rows)


def beside(
    what: str, target: float, runs: int, count: int, ours: Callable[[], object],
    *peers: tuple[str, Callable[[], object]],
) -> list[tuple[object, ...]]:  # fmt: skip
    """Medians of processor time, in turns; of two runs in a row the second, as replications are."""
    works = [ours, *(work for _, work in peers)]
    found = [[cpu_s(work) for work in works] for _ in range(runs)]
    least, *others = (median(column) for column in zip(*found, strict=True))
    rows: list[tuple[object, ...]] = [(what, "ours", least * 1e3, count / least, 1.0, "")]
    for (name, _), seconds in zip(peers, others, strict=True):
        ratio = seconds / least
        result = against(ratio, target) if name == "SimPy" else ""
        rows.append((what, name, seconds * 1e3, count / seconds, ratio, result))
    return rows


def cpu_s(work: Callable[[], object]) -> float:
    work()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def bare() -> tuple[World, Calls]:
    """Stations and calls on a square that takes twenty minutes to cross; half an hour of work."""
    draw = np.random.default_rng(1)
    at = np.hypot(*(e[:, None] - e[None] for e in draw.uniform(0, 1, (2, PLACES))))
    none = np.zeros(0, np.int64)
    world = plain(
        UNITS, PLACES, scene_ms=30 * MIN, unit_home=np.arange(UNITS) % STATIONS,
        travel_ms=(at * 20 * MIN).astype(np.int32)[None], people=np.zeros(PLACES, np.int64),
        covers=none,
    )  # fmt: skip
    when = np.sort(draw.integers(0, WEEK_MS, CALLS))
    where = draw.integers(STATIONS, PLACES, CALLS)
    calls = calls_of(when, where, np.zeros(CALLS, np.int64))
    work = draw.exponential(60 * MIN, CALLS).astype(np.int64)
    return world, calls._replace(scene_ms=work)


class Lists(NamedTuple):
    """The bare week as Python is quickest with it."""

    travel: list[list[int]]
    home: list[int]
    at: list[int]
    place: list[int]
    work: list[int]

    @staticmethod
    def of(world: World, calls: Calls) -> "Lists":
        return Lists(
            world.travel_ms[0].tolist(), world.unit_home.tolist(), calls.at_ms.tolist(),
            calls.place.tolist(), calls.scene_ms.tolist(),
        )  # fmt: skip


def bare_by_simpy(given: Lists) -> list[int]:
    """The same in SimPy, a process for each call: when each was reached."""
    travel, home, begins, place, work = given
    env = simpy.Environment()
    free = set(range(UNITS))
    way = [(at, 0, at, 0) for at in home]
    waiting: list[simpy.Event] = []
    reached = [-1] * CALLS

    def drive(unit: int, goal: int, now: int) -> int:
        begin_at, begin, end_at, end = way[unit]
        if end <= now:
            return travel[end_at][goal]
        return min(now - begin + travel[begin_at][goal], end - now + travel[end_at][goal])

    def now_ms() -> int:
        return int(env.now)

    def call(number: int) -> Generator[simpy.Event, object, None]:
        goal = place[number]
        if not free:
            turn = env.event()
            waiting.append(turn)
            yield turn
        unit = min(free, key=lambda e: (-(-drive(e, goal, now_ms()) // 1000), e))
        free.remove(unit)
        yield env.timeout(drive(unit, goal, now_ms()))
        reached[number] = now_ms()
        yield env.timeout(work[number])
        way[unit] = goal, now_ms(), home[unit], now_ms() + travel[goal][home[unit]]
        free.add(unit)
        if waiting:
            waiting.pop(0).succeed()

    def source() -> Generator[simpy.Event, object, None]:
        for number, at in enumerate(begins):
            yield env.timeout(at - env.now)
            env.process(call(number))

    env.process(source())
    env.run()
    return reached


def by_ciw() -> None:
    """M/M/30, as many calls."""
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(CALLS / WEEK_MS)],
        service_distributions=[ciw.dists.Exponential(1 / (75 * MIN))],
        number_of_servers=[UNITS],
    )
    ciw.seed(1)
    ciw.Simulation(network).simulate_until_max_time(WEEK_MS)


if __name__ == "__main__":
    main()

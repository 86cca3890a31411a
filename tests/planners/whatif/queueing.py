"""Closed forms and exact chains, and worlds in which the simulator ought to meet them."""

from itertools import product
from math import factorial

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.linalg import spsolve

from tests.planners.whatif.worlds import S, plain, steady
from tocsin.planners.whatif.world import F64, I64, Calls, World, calls_of

WORK_MS = 1_000_000_000
"""The mean of work on scene: so long that the way to it and home counts for nothing."""


def erlang_b(load: float, servers: int) -> float:
    """Share of calls that find everybody at work and are lost (Erlang 1917)."""
    terms = [load**n / factorial(n) for n in range(servers + 1)]
    return terms[-1] / sum(terms)


def erlang_c(load: float, servers: int) -> float:
    """Share of calls that wait, where they do."""
    lost = erlang_b(load, servers)
    return lost / (1 - load / servers * (1 - lost))


def random_calls(
    count: int, load: float, seed: int, places: int = 1, first: int = 0
) -> Calls:  # fmt: skip
    """Poisson calls at places from `first` on, work exponential of mean WORK_MS. Both are scaled to
    their exact means: the load is the one that is asked for, not one drawn near it."""
    draw = np.random.default_rng(seed)
    apart, work = draw.exponential(size=(2, count))
    at = np.cumsum(apart / apart.mean() * WORK_MS / load)
    where = draw.integers(first, first + places, count)
    calls = calls_of(at.astype(np.int64), where, np.zeros(count, np.int64))
    return calls._replace(scene_ms=(work / work.mean() * WORK_MS).astype(np.int64))


def servers_at_one_place(servers: int) -> World:
    """Units that stand where the calls are."""
    none = np.zeros(0, np.int64)
    return plain(servers, 1, unit_home=np.zeros(servers, np.int64), covers=none)


def spread(servers: int, spots: int, seed: int) -> tuple[World, I64]:
    """Units at places of their own, calls at others; (spots × units) seconds between them."""
    draw = np.random.default_rng(seed)
    at = draw.uniform(0, 1, (servers + spots, 2))
    apart = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))
    travel = np.rint(apart * 100).astype(np.int32) * S
    none = np.zeros(0, np.int64)
    world = plain(
        servers, servers + spots, travel_ms=travel[None], quantile_ms=steady(0, 0), covers=none
    )
    return world, travel[:servers, servers:].T.astype(np.int64) // S


def hypercube(seconds: I64, load: float, waits: bool) -> tuple[F64, float]:
    """The share of time that each unit works, and the mean drive to calls that need not wait:
    Larson's hypercube (1974) solved as a Markov chain of who works and how many wait. Of those who
    are free the nearest goes; who waits is served first come first served by who is free first.
    `load` is that of all together, in works at once."""
    spots, units = seconds.shape
    nearest = np.argsort(seconds, axis=1, kind="stable")
    states = list(product((0, 1), repeat=units))
    number = {state: at for at, state in enumerate(states)}
    queue = 60 if waits else 0
    full = number[(1,) * units]
    size = len(states) + queue
    rows: list[int] = []
    columns: list[int] = []
    rates: list[float] = []

    def flow(begin: int, end: int, rate: float) -> None:
        rows.extend((end, begin))
        columns.extend((begin, begin))
        rates.extend((rate, -rate))

    drive = np.zeros(size)
    for state, at in number.items():
        for unit in range(units):
            if state[unit]:
                flow(at, number[(*state[:unit], 0, *state[unit + 1 :])], 1)
        if at == full:
            continue
        for spot in range(spots):
            unit = next(u for u in nearest[spot].tolist() if not state[u])
            flow(at, number[(*state[:unit], 1, *state[unit + 1 :])], load / spots)
            drive[at] += load / spots * seconds[spot, unit]
    for place in range(queue):
        before = full if place == 0 else len(states) + place - 1
        flow(before, len(states) + place, load)
        flow(len(states) + place, before, units)
    matrix = coo_array((rates, (rows, columns)), shape=(size, size)).tolil()
    matrix[0] = 1
    wanted = np.zeros(size)
    wanted[0] = 1
    share = spsolve(matrix.tocsc(), wanted)
    works = np.array([*states, *((1,) * units for _ in range(queue))], float)
    at_once = load * (1 - share[full:].sum())
    return share @ works, float(share @ drive / at_once)

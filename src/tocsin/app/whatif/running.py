"""Replications over processes: each draws the calls of its seed and runs every arm with them."""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from tocsin.app.outcome import Exit, Told
from tocsin.app.whatif.recorded import OnRecord
from tocsin.planners.whatif.demand import Stream, drawn, kept
from tocsin.planners.whatif.laying import Ready
from tocsin.planners.whatif.measuring import Scopes, measured
from tocsin.planners.whatif.simulating import run
from tocsin.planners.whatif.world import Calls, calls_of

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
MOST_PROCESSES = 256


class Task(NamedTuple):
    """All that a replication wants besides its seed; `recorded` calls come in place of drawn
    ones."""

    names: tuple[str, ...]
    arms: tuple[Ready, ...]
    times: tuple[Floats, ...]
    streams: tuple[Stream, ...]
    recorded: OnRecord | None
    first_spot: int
    scopes: Scopes
    standard_ms: int
    period_ms: int


class Outcome(NamedTuple):
    """One replication: `tables` (arms × scopes × metrics), `first`, `all_there` (arms × steps)."""

    seed: int
    tables: Floats
    first: I64
    all_there: I64


class Failed(NamedTuple):
    """A replication that ended in an error."""

    seed: int
    arm: str
    error: str


def calls_for(task: Task, seed: int, arm: int) -> Calls:
    """What comes to an arm in a replication."""
    if task.recorded is not None:
        on = task.recorded
        return calls_of(on.at_ms, on.spot + task.first_spot, on.kind)
    found = drawn(task.streams, seed)
    at = kept(found, task.times[arm])
    return calls_of(found.at_ms[at], found.spot[at] + task.first_spot, found.kind[at])


def replicated(task: Task, seed: int) -> Outcome | Failed:
    """All arms with the calls and draws of one seed."""
    tables, first, all_there = [], [], []
    for arm, name in enumerate(task.names):
        try:
            of, calls = task.arms[arm], calls_for(task, seed, arm)
            told = run(of, calls, seed)
            found = measured(told, of.world, calls, task.scopes, task.standard_ms, task.period_ms)
        except Exception as error:
            return Failed(seed, name, f"{type(error).__name__}: {error}")
        tables.append(found.table)
        first.append(found.first)
        all_there.append(found.all_there)
    return Outcome(seed, np.stack(tables), np.stack(first), np.stack(all_there))


def some(task: Task, seeds: Sequence[int]) -> list[Outcome | Failed]:
    """Several replications, one after the other."""
    return [replicated(task, seed) for seed in seeds]


def chunks(seeds: Sequence[int], processes: int) -> list[Sequence[int]]:
    """Seeds in parts: so many that a part is worth sending, so few that all have something to
    do."""
    size = max(1, min(25, len(seeds) // (4 * processes)))
    return [seeds[at : at + size] for at in range(0, len(seeds), size)]


def outcomes(task: Task, seeds: Sequence[int], processes: int) -> Iterator[Outcome]:
    """The replications in the order of their seeds, whoever is done first. Raises Told: one
    failed. The first is made here, so that what is compiled is compiled once, and kept."""
    for seed in seeds if processes == 1 else seeds[:1]:
        yield whole(replicated(task, seed))
    seeds = seeds[len(seeds) if processes == 1 else 1 :]
    if not seeds:
        return
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(processes, context, _begin, (task,)) as pool:
        try:
            yield from ordered(chunks(seeds, processes), lambda e: pool.submit(_some, e), processes)
        except BrokenProcessPool as error:
            raise Told(
                "a process of the replications ended by itself, perhaps for want of memory; give "
                "fewer --processes",
                Exit.unknown,
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class Promised(Protocol):
    """What a part will give: a future of the pool, or of a cluster."""

    def result(self) -> "list[Outcome | Failed]": ...


Submit = Callable[[Sequence[int]], Promised]


def ordered(parts: Sequence[Sequence[int]], submit: Submit, processes: int) -> Iterator[Outcome]:
    """Parts are sent a few ahead; what they give comes in their order."""
    waiting: deque[Promised] = deque()
    left = iter(parts)
    while True:
        while len(waiting) < 2 * processes and (part := next(left, None)) is not None:
            waiting.append(submit(part))
        if not waiting:
            return
        for each in waiting.popleft().result():
            yield whole(each)


def whole(found: Outcome | Failed) -> Outcome:
    """Raises Told for one that failed, with its seed."""
    if isinstance(found, Failed):
        raise Told(
            f"the replication of seed {found.seed} failed in arm `{found.arm}` ({found.error}); "
            f"`--seed {found.seed} --replications 1` does it alone: tell the makers of Tocsin",
            Exit.unknown,
        )
    return found


_task: list[Task] = []


def _begin(task: Task) -> None:
    """In each process: what all its replications share. Ctrl-C is for who waits for them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _task[:] = [task]


def _some(seeds: Sequence[int]) -> list[Outcome | Failed]:
    return some(_task[0], seeds)

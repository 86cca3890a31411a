"""`tocsin whatif`: prepare, run until there is enough, put together, write the page."""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from tocsin.app.outcome import Exit, Told
from tocsin.app.whatif.preparing import Prepared, prepared
from tocsin.app.whatif.result import Result, compared_of, difference, gathered, result_of
from tocsin.app.whatif.running import Outcome, Task, outcomes
from tocsin.planners.whatif.intervals import enough
from tocsin.planners.whatif.measuring import NAMES


def asked_whatif(asked: argparse.Namespace) -> Result | None:
    """The outcome; None where it was only to be checked. Raises Told."""
    with prepared(asked.scenario) as ready:
        until = _until(asked, ready)
        if asked.check:
            _say_checked(ready)
            return None
        if asked.page is not None:
            from tocsin.app.whatif.page import page_folder

            page_folder(asked.page)
        first = ready.scenario.seed if asked.seed is None else asked.seed
        seeds = range(first, first + asked.replications)
        with_all = _over(asked, ready.task, seeds)
        found, stopped = _collected(with_all, ready, until, len(seeds))
        all_found = gathered(found)
        wanted = None if until is None else (until[0], until[1])
        result = result_of(ready, all_found, len(seeds), stopped, wanted)
        if asked.page is not None:
            from tocsin.app.whatif.page import write_page

            write_page(asked.page, ready, result, all_found)
        return result


def _over(asked: argparse.Namespace, task: Task, seeds: Sequence[int]) -> Iterator[Outcome]:
    if asked.dask is None:
        return outcomes(task, seeds, asked.processes)
    from tocsin.app.whatif.fanning import fanned

    return fanned(task, seeds, asked.dask, asked.processes)


Until = tuple[str, float, int]


def _until(asked: argparse.Namespace, ready: Prepared) -> Until | None:
    """Metric, half width, the least number of replications. Raises Told."""
    least = 20 if ready.scenario.until is None else ready.scenario.until.least
    if asked.until is not None:
        metric, _, width = asked.until.partition(":")
        try:
            half = float(width)
        except ValueError:
            half = 0.0
        if not 0 < half < math.inf:
            raise Told(f"--until wants METRIC:WIDTH, as in response_mean_s:5; `{asked.until[:60]}` "
                       "is none", Exit.usage)  # fmt: skip
    elif ready.scenario.until is not None:
        metric, half = ready.scenario.until.metric, ready.scenario.until.half_width
    else:
        return None
    if metric not in NAMES:
        raise Told(f"there is no metric `{metric}`; there are {', '.join(NAMES)}", Exit.usage)
    if len(compared_of(ready)) < 2:
        raise Told("one arm has no difference to wait for: write a second", Exit.usage)
    return metric, half, least


def _collected(
    found: Iterator[Outcome], ready: Prepared, until: Until | None, asked: int
) -> tuple[list[Outcome], str]:
    """Until all are there, until the interval is narrow enough, or until somebody breaks it off:
    then with what there is. Counted in the order of seeds, so that it is the same however many
    processes there are."""
    kept: list[Outcome] = []
    pair = [ready.task.names.index(each) for each in compared_of(ready)]
    try:
        for each in found:
            kept.append(each)
            _progress(len(kept), asked)
            if until is not None and len(kept) >= until[2]:
                values = difference(np.stack([e.tables for e in kept]), pair, until[0])
                if enough(values, until[1], len(kept)) is not None:
                    return kept, "until"
    except KeyboardInterrupt:
        if not kept:
            raise
        return kept, "interrupted"
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr)
        close = getattr(found, "close", None)
        if close is not None:
            close()
    return kept, "all"


def _progress(done: int, asked: int) -> None:
    """On a terminal always, elsewhere at 10, 100, 1,000 …"""
    if sys.stderr.isatty():
        print(f"\r{done} of {asked} replications …", end="", file=sys.stderr, flush=True)
    elif done >= 10 and str(done).strip("0") == "1":
        print(f"{done} of {asked} replications", file=sys.stderr, flush=True)


def _say_checked(ready: Prepared) -> None:
    land = ready.frame.land
    print(
        f"{ready.scenario.name}: {len(land.towns)} towns, {int(land.people.sum()):,} people, "
        f"{len(ready.frame.stations)} stations, {len(ready.frame.hospitals)} hospitals."
    )
    for each in ready.arms:
        calls = sum(
            float((stream.mean * each.times[stream.kind]).sum()) for stream in ready.task.streams
        )
        print(f"  {each.name}: {len(each.fleet.units)} units, {calls:,.0f} calls expected, "
              f"policy {each.policy_name}. {each.says}".rstrip())  # fmt: skip
    for note in ready.notes:
        print(f"Note: {note}.")

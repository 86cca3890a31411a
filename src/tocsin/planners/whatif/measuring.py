"""What a run is measured by: of the region, of each town, of each group of people.

Response is from the call to the first unit there; all there, until everything that was asked for
came. Whoever was never reached counts as reached when the run ended. Percentiles by the nearest
rank.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.planners.whatif.world import I64, Calls, Run, World

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class Metric(NamedTuple):
    """`unit`: s, share, or a count; `is_less_better` None where neither is."""

    name: str
    says: str
    unit: str
    is_less_better: bool | None


METRICS = (
    Metric("calls", "calls", "calls", None),
    Metric("response_mean_s", "first unit there, mean", "s", True),
    Metric("response_p50_s", "first unit there, half of calls", "s", True),
    Metric("response_p90_s", "first unit there, nine tenths of calls", "s", True),
    Metric("in_time_share", "first unit there within the standard", "share", False),
    Metric("urgent_mean_s", "first unit there, most urgent calls, mean", "s", True),
    Metric("urgent_p90_s", "first unit there, most urgent calls, nine tenths", "s", True),
    Metric("all_there_mean_s", "all that was asked for there, mean", "s", True),
    Metric("all_there_p90_s", "all that was asked for there, nine tenths", "s", True),
    Metric("waited_share", "calls that waited for a free unit", "share", True),
    Metric("waited_mean_s", "wait for a free unit, all calls, mean", "s", True),
    Metric("escalated_share", "calls that grew", "share", True),
    Metric("unfilled_share", "calls that never got all they asked for", "share", True),
    Metric("lost_share", "calls to which nobody came", "share", True),
    Metric("borrowed_units", "units of other towns that came", "units", None),
    Metric("lent_units", "units sent to other towns", "units", None),
    Metric("asked_units", "of those that came, how many were asked for", "units", None),
    Metric("busy_share", "time of units from an order until free", "share", None),
    Metric("uncovered_person_min", "person-minutes without a free unit in reach", "minutes", True),
)
NAMES = tuple(each.name for each in METRICS)
BIN_MS, BINS = 15_000, 160
"""Responses are counted in steps of a quarter of a minute up to 40 minutes; the last step holds all
that took longer."""


class Scopes(NamedTuple):
    """Of whom it is measured: the region, each town, each group. `places` (scopes × P)."""

    names: tuple[str, ...]
    places: Mask
    towns: int


class Measured(NamedTuple):
    """`table` (scopes × METRICS; NaN where there is nothing to measure); `first`, `all_there`:
    numbers of calls by response, in steps of BIN_MS."""

    table: Floats
    first: I64
    all_there: I64


def scopes_of(towns: Sequence[str], place_town: I64, groups: Sequence[tuple[str, Mask]]) -> Scopes:
    """`groups`: names and places."""
    number = np.arange(len(towns))[:, None]
    rows = [np.ones((1, len(place_town)), np.bool_), place_town[None, :] == number]
    rows += [mask[None, :] for _, mask in groups]
    names = ("region", *towns, *(name for name, _ in groups))
    return Scopes(names, np.concatenate(rows), len(towns))


def measured(
    run: Run, world: World, calls: Calls, scopes: Scopes, standard_ms: int, period_ms: int
) -> Measured:
    """One run."""
    response = _until(run.first_ms, calls.at_ms, run.ended_ms)
    whole = _until(run.met_ms, calls.at_ms, run.ended_ms)
    urgent = world.kind_priority[calls.kind] == world.kind_priority.min()
    table = np.full((len(scopes.names), len(METRICS)), np.nan)
    foreign = _foreign(run, world, calls)
    for row, places in enumerate(scopes.places):
        here = places[calls.place]
        table[row, : len(_CALLS)] = _of_calls(run, here, response, whole, urgent, standard_ms)
        table[row, NAMES.index("borrowed_units")] = run.lent[here].sum()
        table[row, NAMES.index("asked_units")] = run.asked[here].sum()
    for row in range(1 + scopes.towns):
        mine = np.ones(len(world.unit_town), np.bool_) if row == 0 else world.unit_town == row - 1
        table[row, NAMES.index("lent_units")] = foreign[mine].sum()
        duty = _on_duty(world, period_ms)[mine].sum()
        if duty:
            table[row, NAMES.index("busy_share")] = run.busy_ms[mine].sum() / duty
        towns = slice(None) if row == 0 else slice(row - 1, row)
        minutes = run.uncovered_ms[:, towns].sum() / 60_000
        table[row, NAMES.index("uncovered_person_min")] = minutes
    return Measured(table, _binned(response), _binned(whole))


_CALLS = NAMES[: NAMES.index("borrowed_units")]


def _of_calls(
    run: Run, here: Mask, response: I64, whole: I64, urgent: Mask, standard_ms: int
) -> list[float]:
    number = int(here.sum())
    if not number:
        return [0.0] + [np.nan] * (len(_CALLS) - 1)
    first, last = np.sort(response[here]), np.sort(whole[here])
    soon = np.sort(response[here & urgent])
    return [
        number, _mean_s(first), _rank_s(first, 50), _rank_s(first, 90),
        float((first <= standard_ms).mean()), _mean_s(soon), _rank_s(soon, 90),
        _mean_s(last), _rank_s(last, 90),
        float((run.waited_ms[here] != 0).mean()), _mean_s(_waited(run)[here]),
        float((run.level[here] > 0).mean()), float((run.met_ms[here] < 0).mean()),
        float((run.first_ms[here] < 0).mean()),
    ]  # fmt: skip


def _until(then_ms: I64, at_ms: I64, ended_ms: int) -> I64:
    return np.where(then_ms < 0, ended_ms, then_ms) - at_ms


def _waited(run: Run) -> I64:
    """Who was never sent anybody waited until the end."""
    left = np.maximum(run.ended_ms - run.dispatched_ms, 0)
    return np.where(run.waited_ms < 0, left, run.waited_ms)


def _mean_s(values: I64) -> float:
    return float(values.mean()) / 1000 if len(values) else np.nan


def _rank_s(ordered: I64, percent: int) -> float:
    """The percentile by the nearest rank."""
    if not len(ordered):
        return np.nan
    return int(ordered[-(-percent * len(ordered) // 100) - 1]) / 1000


def _binned(values: I64) -> I64:
    return np.bincount(np.minimum(values // BIN_MS, BINS - 1), minlength=BINS).astype(np.int64)


def _foreign(run: Run, world: World, calls: Calls) -> I64:
    """(U) how often each came to calls of another town."""
    call = np.repeat(np.arange(len(calls.at_ms)), np.diff(run.slot_start))
    came = (run.slot_unit >= 0) & (run.slot_ms >= 0)
    unit, town = run.slot_unit[came], world.place_town[calls.place[call[came]]]
    away = world.unit_town[unit] != town
    pairs = np.unique(np.stack([unit[away], call[came][away]]), axis=1)
    return np.bincount(pairs[0], minlength=len(world.unit_town)).astype(np.int64)


def _on_duty(world: World, period_ms: int) -> I64:
    """(U) ms on duty in the period."""
    found = np.full(len(world.unit_town), period_ms, np.int64)
    for unit in range(len(found)):
        rows = world.shift_ms[world.shift_start[unit] : world.shift_start[unit + 1]]
        if len(rows):
            found[unit] = (rows[:, 1] - rows[:, 0]).sum()
    return found

"""From a scenario's file to what is run: read, checked, laid out for every arm."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tocsin.app.whatif.fleet import Fleet, changed_fleet, fleet_of
from tocsin.app.whatif.frame import Frame, frame_of, streams_of
from tocsin.app.whatif.grouping import groups_of
from tocsin.app.whatif.land import Land, ground_of, land_of
from tocsin.app.whatif.laying import Laid, Ways, laid
from tocsin.app.whatif.needs import said
from tocsin.app.whatif.reading import Sheet, scenario_in
from tocsin.app.whatif.recorded import OnRecord, on_record
from tocsin.app.whatif.rhythms import with_rhythms
from tocsin.app.whatif.running import Floats, Task
from tocsin.app.whatif.scenario import CARRIERS, Scenario
from tocsin.app.whatif.towns import (
    TownLog,
    closures_from,
    fleet_from,
    logs_of,
    observed_in,
    plans_from,
    policies_from,
)
from tocsin.app.whatif.travel import LIGHTS, Travel
from tocsin.app.whatif.week import DAY_MS, span_ms
from tocsin.geo.network.arrays import NEVER
from tocsin.operations.picture.plan import PlanContent
from tocsin.planners.whatif.checking import Impossible, Unfillable, check
from tocsin.planners.whatif.fitting import Fit
from tocsin.planners.whatif.laying import ready
from tocsin.planners.whatif.learning import Key
from tocsin.planners.whatif.measuring import scopes_of
from tocsin.planners.whatif.world import calls_of


class Prepared(NamedTuple):
    """A scenario, ready to run. `notes` are what a reader has to know of it."""

    scenario: Scenario
    frame: Frame
    arms: tuple[Laid, ...]
    task: Task
    logs: tuple[TownLog, ...]
    notes: tuple[str, ...]
    fits: dict[Key, Fit]


@contextmanager
def prepared(path: Path) -> Iterator[Prepared]:
    """Raises Told: what cannot be, where, and what to do."""
    scenario, sheet = scenario_in(path)
    _check_arms(scenario, sheet)
    logs = logs_of(scenario, sheet)
    adopted = logs[0].ground if logs else None
    with ground_of(scenario.region, sheet, adopted) as folder:
        yield _prepared(scenario, sheet, land_of(folder, scenario.region, sheet), logs)


def _check_arms(scenario: Scenario, sheet: Sheet) -> None:
    if not scenario.arms:
        raise sheet.wrong("arms", "there is nothing to compare; write [arms.NAME], two of them")
    for each in scenario.compare:
        if each not in scenario.arms:
            there = ", ".join(scenario.arms)
            raise sheet.wrong("compare", f"there is no arm `{each}`; there are {there}")
    if len(scenario.compare) not in (0, 2):
        raise sheet.wrong("compare", "two arms are compared: the one first, the other against it")
    if len(set(scenario.compare)) < len(scenario.compare):
        raise sheet.wrong("compare", f"`{scenario.compare[0]}` does not differ from itself")
    storms = {f"arms.{name}.storm": arm.storm for name, arm in scenario.arms.items()}
    for where, storm in {"storm": scenario.storm, **storms}.items():
        try:
            if storm is not None:
                span_ms(storm.begins, storm.ends, scenario.days)
        except ValueError as error:
            raise sheet.wrong(where, str(error)) from None


def _prepared(scenario: Scenario, sheet: Sheet, land: Land, logs: Sequence[TownLog]) -> Prepared:
    plans, notes = _plans(scenario, logs)
    observed = observed_in(scenario, sheet)
    scenario, fitted = with_rhythms(scenario, observed, sheet)
    base = fleet_of(scenario, land, sheet, fleet_from(logs, land, sheet))
    fleets = {
        name: changed_fleet(base, name, arm, land, sheet) for name, arm in scenario.arms.items()
    }
    frame = frame_of(scenario, land, fleets.values(), plans, sheet)
    travel = Travel(land, frame.places)
    ways = Ways(
        travel, closures_from(logs, scenario.days), observed, policies_from(logs, land, sheet)
    )
    arms = tuple(laid(frame, name, arm, fleets[name], ways) for name, arm in scenario.arms.items())
    _check_near(frame, travel)
    recorded = None if scenario.recorded is None else on_record(frame, scenario.recorded)
    task = Task(
        names=tuple(each.name for each in arms),
        arms=tuple(ready(each.world, each.policy) for each in arms),
        times=tuple(each.times for each in arms),
        streams=tuple(streams_of(frame, list(scenario.arms.values()))),
        recorded=recorded,
        first_spot=frame.first_spot,
        scopes=scopes_of(land.towns, arms[0].world.place_town, groups_of(frame, travel)),
        standard_ms=1000 * scenario.standard_s,
        period_ms=scenario.days * DAY_MS,
    )
    notes += (
        fitted
        + _of_nobody(scenario, fleets.values())
        + [note for each in arms for note in each.notes]
    )
    notes += _wanting(frame, arms) + _told(frame, travel, recorded, task.times)
    return Prepared(
        scenario, frame, arms, task, tuple(logs), tuple(notes),
        {} if observed is None else observed.used,
    )  # fmt: skip


def _of_nobody(scenario: Scenario, fleets: Iterable[Fleet]) -> list[str]:
    """Kinds that are named and of which there is no unit: perhaps they are misspelt."""
    there = {unit.kind for fleet in fleets for unit in fleet.units}
    named = {"carriers": scenario.carriers if scenario.carriers != CARRIERS else ()}
    for at, row in enumerate(scenario.turnout, 1):
        named[f"turnout {at}"] = row.kinds
    for at, lending in enumerate(scenario.lending, 1):
        named[f"lending {at}"] = lending.kinds
    return [
        f"{where}: no unit is of the kind {', '.join(sorted(set(kinds) - there))}"
        for where, kinds in named.items() if set(kinds) - there
    ]  # fmt: skip


def _check_near(frame: Frame, travel: Travel) -> None:
    """Raises Told: a station or a hospital is on no road."""
    found = travel.matrix("engine", LIGHTS, ())
    named = [(each.name, each.spot) for each in frame.stations]
    named += [(each.name, each.spot) for each in frame.hospitals]
    for at, (name, (lat, lon)) in enumerate(named):
        if (found[at] == NEVER).sum() == len(found) - 1:
            where = f"`{name}` ({lat / 1e6}, {lon / 1e6})"
            raise frame.sheet.wrong("", f"{where} is on no road of this ground; correct its place")


def _plans(scenario: Scenario, logs: Sequence[TownLog]) -> tuple[dict[str, PlanContent], list[str]]:
    """Those of the scenario stand before those of the logs."""
    found, differ = plans_from(logs)
    return {**found, **scenario.plans}, list(differ)


def _wanting(frame: Frame, arms: Sequence[Laid]) -> list[str]:
    """Needs that nobody fills who may come. Raises Told: nobody could in any arm and town."""
    empty = calls_of(*[frame.asked.need[:0]] * 3)
    by_arm: dict[str, tuple[Unfillable, ...]] = {}
    for arm in arms:
        try:
            by_arm[arm.name] = check(arm.world, empty, arm.policy)
        except Impossible as error:
            unit = arm.fleet.units[error.row or 0].name if error.array[:5] == "unit_" else ""
            raise frame.sheet.wrong(
                f"arms.{arm.name}", f"this cannot be: {f'`{unit}` ' if unit else ''}{error.why} "
                f"({error.array}); correct what the file or the town's register says of it",
            ) from error  # fmt: skip
    towns, calls = frame.land.towns, frame.scenario.calls
    everywhere = {
        (each.kind, each.level, each.demand)
        for found in by_arm.values() for each in found
        if all(
            sum(e[1:] == each[1:] for e in others) == len(towns) for others in by_arm.values()
        )
    }  # fmt: skip
    if everywhere:
        kind, level, demand = min(everywhere)
        raise frame.sheet.wrong(
            f"calls[{kind}].type",
            f"the plan for `{calls[kind].type}` asks for {said(frame.asked.demands[demand])} at "
            f"level {level + 1}, which no unit of the whole region brings in any arm; add such a "
            "unit, or change the card",
        )
    notes = []
    for name, found in by_arm.items():
        lacking: dict[str, set[str]] = {}
        for each in found:
            lacking.setdefault(towns[each.town], set()).add(said(frame.asked.demands[each.demand]))
        if lacking:
            there = "; ".join(
                f"{', '.join(sorted(what))} to {town}" for town, what in sorted(lacking.items())
            )
            notes.append(f"{name}: some calls ask for what nobody brings: {there}")
    return notes


def _told(
    frame: Frame, travel: Travel, recorded: OnRecord | None, times: Sequence[Floats]
) -> list[str]:
    notes = []
    if not all(np.array_equal(each, times[0]) for each in times):
        notes.append(
            "arms differ in how many calls come: those that both have are the same, but how long "
            "each takes is drawn anew, so that intervals are wider than they would be"
        )
    if frame.asked.skills:
        notes.append(f"skills asked for by plans ({', '.join(frame.asked.skills)}) are left out")
    if travel.far:
        notes.append(f"{travel.far} places are farther than 15 km from every road")
    if recorded is not None:
        notes += recorded.notes
    return notes

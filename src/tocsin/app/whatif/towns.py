"""What the logs of a scenario's towns give: ground, units, stations, plans, policy, closures,
times."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.desk import town_zone
from tocsin.app.ground.keeping import standing_on
from tocsin.app.outcome import Told
from tocsin.app.whatif.fleet import Fleet, Posted, Standing
from tocsin.app.whatif.land import Land
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Scenario
from tocsin.app.whatif.travel import Shut
from tocsin.app.whatif.week import DAY_MS
from tocsin.app.wiring import reading
from tocsin.operations.ground import in_force
from tocsin.operations.picture import Closure, Picture
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import PlanContent
from tocsin.operations.picture.unit import UNUSABLE
from tocsin.planners.whatif.fitting import Fit
from tocsin.planners.whatif.learning import Came, Key, Learned, learned

I64 = npt.NDArray[np.int64]


class TownLog(NamedTuple):
    """A town as its log says now."""

    name: str
    area: str
    position: int
    picture: Picture
    ground: Path


def logs_of(scenario: Scenario, sheet: Sheet) -> list[TownLog]:
    """The towns of the scenario. Raises Told: they stand on grounds that differ."""
    found: list[TownLog] = []
    for at, given in enumerate(scenario.region.towns):
        folder = sheet.path.parent / given
        with reading(folder) as town:
            ground = in_force(town.picture)
            where = standing_on(folder, town.picture)
            assert ground is not None, "who stands somewhere has adopted it"
            found.append(
                TownLog(town.store.header.name, ground.jurisdiction, town.position, town.picture,
                        where)
            )  # fmt: skip
        if found[-1].ground.name != found[0].ground.name and scenario.region.ground is None:
            raise sheet.wrong(
                f"region.towns[{at}]",
                f"{found[-1].name} stands on another ground than {found[0].name}; name the one to "
                'use: ground = "FOLDER"',
            )
    return found


def fleet_from(logs: Sequence[TownLog], land: Land, sheet: Sheet) -> Fleet:
    """Stations and units on the towns' registers; those out of use stay out. Raises Told: one has
    no position."""
    stations: dict[str, Standing] = {}
    units: list[Posted] = []
    for at, log in enumerate(logs):
        where = f"region.towns[{at}]"
        town = _town(log, land, where, sheet)
        names: dict[str, str] = {}
        for id, station in sorted(log.picture.stations.items()):
            if station.point is not None:
                names[id] = f"{station.name}, {land.towns[town]} ({id})"
                spot = (station.point.lat_udeg, station.point.lon_udeg)
                stations[names[id]] = Standing(names[id], town, spot)
        for id, unit in sorted(log.picture.units.items()):
            if unit.condition in UNUSABLE:
                continue
            if unit.station not in names:
                raise sheet.wrong(
                    where,
                    f"unit {unit.call_sign} of {log.name} has no position: its station "
                    f"({unit.station or 'none'}) has no place; give the station one, or register "
                    "the unit at another (`tocsin do`)",
                )
            crew = min((id, *unit.shares_crew_with))
            units.append(
                Posted(id, unit.kind, town, names[unit.station], unit.capabilities, crew, None)
            )
    return Fleet(stations, tuple(units))


def _town(log: TownLog, land: Land, where: str, sheet: Sheet) -> int:
    for name in (log.area, log.name):
        if name in land.towns:
            return land.towns.index(name)
    ids = dict(land.ids)
    if log.area in ids:
        return land.towns.index(ids[log.area])
    raise sheet.wrong(
        where, f"{log.name} is no town of this ground, which has {', '.join(land.towns)}"
    )


def plans_from(logs: Sequence[TownLog]) -> tuple[dict[str, PlanContent], tuple[str, ...]]:
    """The plans in force, by id; where towns differ that of the first holds, and it is said."""
    found: dict[str, PlanContent] = {}
    differ: list[str] = []
    for log in logs:
        for id, shelf in sorted(log.picture.plans.items()):
            valid = shelf.version(shelf.in_force)
            if valid is None or not valid.content.cards:
                continue
            if found.setdefault(id, valid.content) != valid.content:
                differ.append(f"plan {id}: {log.name} has another one; that of {logs[0].name} is "
                              "taken for all")  # fmt: skip
    return found, tuple(differ)


def policies_from(logs: Sequence[TownLog], land: Land, sheet: Sheet) -> list[Weights | None]:
    """By town of the land: what its log adopted."""
    found: list[Weights | None] = [None] * len(land.towns)
    for at, log in enumerate(logs):
        adopted = log.picture.dispatch_policies.get("dispatch")
        if adopted is not None:
            found[_town(log, land, f"region.towns[{at}]", sheet)] = adopted.weights
    return found


def closures_from(logs: Sequence[TownLog], days: int) -> tuple[Shut, ...]:
    """Closures that stand in the logs: for the whole period."""
    standing: dict[str, Closure] = {}
    for log in logs:
        for id, closure in log.picture.closures.items():
            if closure.lifted_at is None and not closure.kind.startswith("without_"):
                standing[id] = closure
    return tuple(Shut(standing[id], (0, days * DAY_MS)) for id in sorted(standing))


class Observation:
    """What was fitted to the log of a town; remembers which times were asked for."""

    def __init__(self, found: Learned) -> None:
        self._found = found
        self.used: dict[Key, Fit] = {}

    def __call__(self, key: Key) -> I64 | None:
        """The table (ms) of what was observed; None where that was too little."""
        fit = self._found.fit(key)
        if fit is not None:
            self.used[key] = fit
        return None if fit is None else fit.table_ms

    def when(self, type: str) -> Came | None:
        """When calls of a type came; None where too few did."""
        return self._found.when(type)

    def carried_permille(self, type: str) -> int | None:
        """Of a thousand calls of its group that were reached; None where too few were."""
        return self._found.carried_permille.get(type.partition(".")[0])


def observed_in(scenario: Scenario, sheet: Sheet) -> Observation | None:
    """The times and calls of the town in [learned]. Raises Told."""
    if scenario.learned is None:
        return None
    folder = sheet.path.parent / scenario.learned.town
    try:
        with reading(folder) as town:
            zone = town_zone(town.picture)
            return Observation(learned(town.incidents(), town.picture.units, zone))
    except Told as error:
        raise sheet.wrong("learned.town", str(error)) from error

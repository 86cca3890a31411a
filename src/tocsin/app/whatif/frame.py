"""What all arms of a scenario share: places, hospitals, calls, when and where they come."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.fleet import Fleet, Standing, facility_named, spot_from, town_number
from tocsin.app.whatif.land import Land
from tocsin.app.whatif.needs import Asked, asked_of
from tocsin.app.whatif.reading import Sheet
from tocsin.app.whatif.scenario import Arm, Calls, Scenario, Storm
from tocsin.app.whatif.week import HOUR_MS, span_ms
from tocsin.geo.ground import Spot
from tocsin.operations.picture.plan import PlanContent
from tocsin.operations.plans import nearness
from tocsin.planners.whatif.demand import Stream

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Haven(NamedTuple):
    """A hospital."""

    name: str
    spot: Spot
    town: int
    takes: tuple[str, ...]
    bays: int | None


class Frame(NamedTuple):
    """Places are stations, then hospitals, then spots where people are and calls come from."""

    scenario: Scenario
    land: Land
    sheet: Sheet
    stations: tuple[Standing, ...]
    hospitals: tuple[Haven, ...]
    asked: Asked

    @property
    def places(self) -> list[Spot]:
        """All of them."""
        return [
            *(each.spot for each in self.stations), *(each.spot for each in self.hospitals),
            *self.land.spots,
        ]  # fmt: skip

    @property
    def first_spot(self) -> int:
        """The place that is the first of the spots."""
        return len(self.stations) + len(self.hospitals)

    @property
    def hours(self) -> int:
        """Of the period."""
        return 24 * self.scenario.days


def frame_of(
    scenario: Scenario, land: Land, fleets: Iterable[Fleet], plans: dict[str, PlanContent],
    sheet: Sheet,
) -> Frame:  # fmt: skip
    """Raises Told."""
    if not scenario.calls:
        raise sheet.wrong("", "nothing ever happens: write [[calls]]")
    stations = sorted({each for fleet in fleets for each in fleet.stations.values()})
    asked = asked_of(scenario.calls, plans, scenario.keeps, sheet)
    return Frame(
        scenario, land, sheet, tuple(stations), tuple(_hospitals(scenario, land, sheet)), asked
    )


def _hospitals(scenario: Scenario, land: Land, sheet: Sheet) -> list[Haven]:
    if not scenario.hospitals:
        of_kind = {
            kind: [each for each in land.facilities if each.kind == kind]
            for kind in ("hospital", "clinic")
        }
        found = of_kind["hospital"] or of_kind["clinic"]
        if not found and any(each.transport_permille for each in scenario.calls):
            raise sheet.wrong(
                "", "patients are to be taken away, and this ground has neither hospital nor "
                "clinic; write [[hospitals]] with `at`",
            )  # fmt: skip
        return [Haven(f"{e.name} ({e.id})", e.spot, e.town, (), None) for e in found]
    havens = []
    for at, row in enumerate(scenario.hospitals):
        here = f"hospitals[{at}]"
        if (row.at is None) == (row.facility is None):
            raise sheet.wrong(here, "a hospital has a place: write `at` or `facility`, one of them")
        if row.at is not None:
            spot = spot_from(row.at, f"{here}.at", sheet)
            town = land.whose(spot)
        else:
            facility = facility_named(row.facility or "", f"{here}.facility", land, sheet)
            spot, town = facility.spot, facility.town
        havens.append(Haven(row.name, spot, town, row.takes, row.bays))
    for at, calls in enumerate(scenario.calls):
        if calls.transport_permille and not any(
            nearness(each.takes, calls.type) is not None for each in havens
        ):
            raise sheet.wrong(f"calls[{at}].type", f"no hospital takes patients of `{calls.type}`")
    return havens


def streams_of(frame: Frame, arms: Sequence[Arm]) -> list[Stream]:
    """When and where each type comes, as often as the arm that has most of it. Raises Told."""
    times = np.stack([multiplied(frame, each) for each in arms])
    most = times.max(axis=0)
    found = []
    for at, row in enumerate(frame.scenario.calls):
        weight = _weight(frame, row, f"calls[{at}]")
        daily = row.per_day_per_10_000 * weight.sum() / 10_000
        mean = daily / 24 * _shape(frame, row, f"calls[{at}].hours")
        if not weight.sum():
            weight, mean = np.ones(len(weight)), np.zeros(frame.hours)
        found.append(Stream(at, mean, np.maximum(most[at], 1e-12), weight, row.day_spread or 0))
    return found


def multiplied(frame: Frame, arm: Arm) -> Floats:
    """(types of call × hours of the period): how many times as often an arm has them."""
    scenario = frame.scenario
    found = np.full((len(scenario.calls), frame.hours), arm.calls_permille / 1000)
    storm = arm.storm or scenario.storm
    if storm is not None:
        first, last = storm_hours(storm, scenario.days)
        for at, row in enumerate(scenario.calls):
            if nearness(storm.types, row.type) is not None:
                found[at, first:last] *= storm.calls_permille / 1000
    return found


def storm_hours(storm: Storm, days: int) -> tuple[int, int]:
    """The hours that it touches. Raises ValueError."""
    begin, end = span_ms(storm.begins, storm.ends, days)
    return begin // HOUR_MS, -(-end // HOUR_MS)


def _weight(frame: Frame, row: Calls, where: str) -> Floats:
    land, sheet = frame.land, frame.sheet
    if row.by not in land.figures:
        raise sheet.wrong(
            f"{where}.by",
            f"the zones of this ground have no figure `{row.by}`; they have "
            f"{', '.join(sorted(land.figures))}",
        )
    weight = land.shared(row.by)
    if row.towns:
        towns = [town_number(each, f"{where}.towns", land, sheet) for each in row.towns]
        weight = np.where(np.isin(land.zone_town[land.spot_zone], towns), weight, 0.0)
    return weight


def _shape(frame: Frame, row: Calls, where: str) -> Floats:
    """Around 1, for each hour of the period."""
    if row.hours is None:
        return np.ones(frame.hours)
    shape = frame.scenario.shapes.get(row.hours)
    if shape is None:
        known = ", ".join(sorted(frame.scenario.shapes)) or "none"
        raise frame.sheet.wrong(
            where, f"there is no shape `{row.hours}` in [shapes]; there: {known}"
        )
    if len(shape) not in (24, 168) or not sum(shape):
        raise frame.sheet.wrong(
            f"shapes.{row.hours}",
            f"{len(shape)} numbers: a shape has 24 (a day) or 168 (a week from Monday), not all 0",
        )
    found = np.array(shape) * len(shape) / sum(shape)
    return found[np.arange(frame.hours) % len(shape)]

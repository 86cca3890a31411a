"""An arm of a scenario as the arrays that are simulated."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin.app.whatif.fleet import Fleet, Posted, town_number
from tocsin.app.whatif.frame import Frame, multiplied
from tocsin.app.whatif.needs import Sorts
from tocsin.app.whatif.scenario import Arm, Lending
from tocsin.app.whatif.timing import Observed, Timing
from tocsin.app.whatif.travel import MODES, Key, Shut, Travel, class_of, settings_of, shut_from
from tocsin.app.whatif.week import duty
from tocsin.operations.picture.dispatch_policy import SHIPPED, Weights
from tocsin.operations.plans import nearness
from tocsin.planners.whatif.policies import policy_of, unweighed
from tocsin.planners.whatif.world import AUTOMATIC, BAYS, MUTUAL, NOT, OWN, Policy, World

I64 = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Laid(NamedTuple):
    """An arm, ready to run. `times` is what it multiplies calls by (types × hours)."""

    name: str
    says: str
    policy_name: str
    fleet: Fleet
    world: World
    policy: Policy
    times: Floats
    notes: tuple[str, ...]
    """What of its policy is simulated otherwise than it says."""


class Ways(NamedTuple):
    """What ground and logs give: travel, closures, times that were observed, and the policy that
    each town adopted."""

    travel: Travel
    shut: tuple[Shut, ...]
    observed: Observed | None
    adopted: Sequence[Weights | None]


def laid(frame: Frame, name: str, arm: Arm, fleet: Fleet, ways: Ways) -> Laid:
    """Raises Told."""
    called, weights = _weights(frame, name, arm, ways.adopted)
    sorts = Sorts(frame.asked.demands, frame.scenario.carriers, all(e.type_binds for e in weights))
    timing = Timing(frame, ways.observed)
    units, calls = fleet.units, frame.scenario.calls
    at = {each: n for n, each in enumerate(frame.stations)}
    homes = [fleet.stations[each.station] for each in units]
    crews: dict[str, int] = {}
    starts, spans = _shifts(frame, units)
    classes = sorted({class_of(each.kind) for each in units})
    tables, table, setting_ms = _roads(frame, name, arm, ways, classes)
    turnout_of = timing.turnouts(units)
    world = World(
        unit_sort=_array(sorts.of(each) for each in units),
        unit_vehicle=_array(classes.index(class_of(each.kind)) for each in units),
        unit_town=_array(each.town for each in units),
        unit_home=_array(at[each] for each in homes),
        unit_crew=_array(crews.setdefault(each.crew, len(crews)) for each in units),
        unit_short=np.zeros(len(units), np.int64),
        shift_start=starts, shift_ms=spans,
        turnout_s=_array(timing.half_s(row) for row in turnout_of.ravel().tolist()).reshape(-1, 24),
        place_town=np.concatenate(
            [_array(e.town for e in frame.stations),
             _array(max(e.town, 0) for e in frame.hospitals),
             frame.land.zone_town[frame.land.spot_zone]]
        ),
        people=np.concatenate([np.zeros(frame.first_spot, np.int64), frame.land.people]),
        travel_ms=tables, table=table, setting_ms=setting_ms, day_ms=0,
        kind_priority=_array(each.priority for each in calls),
        kind_mode=_array(
            not (each.priority <= 2 if each.lights is None else each.lights) for each in calls
        ),
        kind_transport_mode=_array(not each.transport_lights for each in calls),
        kind_patience_ms=_array(1000 * each.patience_s for each in calls),
        need_start=frame.asked.need_start, need=frame.asked.need,
        brings=sorts.brings, carries=sorts.carries,
        turnout_of=turnout_of, delay_of=timing.delays(), scene_of=timing.scenes(),
        handover_of=timing.handovers(),
        ask_of=_asks(frame, timing), quantile_ms=timing.tables.quantile_ms,
        transport_permille=_array(each.transport_permille or 0 for each in calls),
        hospital=_array(len(frame.stations) + n for n in range(len(frame.hospitals))),
        takes=_array(
            nearness(haven.takes, each.type) is not None
            for each in calls for haven in frame.hospitals
        ).reshape(len(calls), len(frame.hospitals)),
        bays=_array(BAYS if e.bays is None else e.bays for e in frame.hospitals),
        hazard_per_hour=_hazards(frame),
        aid=_aid(frame, arm, units), keeps=_keeps(frame), covers=_covers(frame),
        drive_permille=timing.drives(),
    )  # fmt: skip
    return Laid(
        name, arm.says, called, fleet, world, policy_of(weights), multiplied(frame, arm),
        tuple(_policy_notes(name, called, weights)),
    )  # fmt: skip


def _policy_notes(name: str, called: str, weights: Sequence[Weights]) -> Iterator[str]:
    left = unweighed(weights)
    if left:
        yield f"{name}: its policy ({called}) weighs {', '.join(left)}, which is not simulated"
    if len({each.type_binds for each in weights}) > 1:
        yield f"{name}: types bind in some towns and not in others; here they bind in none"


def _array(values: object) -> I64:
    return np.array([int(each) for each in values], np.int64)  # type: ignore[attr-defined]


def _weights(
    frame: Frame, name: str, arm: Arm, adopted: Sequence[Weights | None]
) -> tuple[str, list[Weights]]:
    where = f"arms.{name}.policy" if arm.policy is not None else "policy"
    given = arm.policy if arm.policy is not None else frame.scenario.policy
    if isinstance(given, Weights):
        return "weights of the scenario", [given] * len(frame.land.towns)
    if given is not None and given not in SHIPPED:
        raise frame.sheet.wrong(
            where, f"there is no policy `{given}`; there are {', '.join(SHIPPED)}, or write weights"
        )
    shipped = SHIPPED[given or "coverage"].weights
    if given is not None or not any(adopted):
        return given or "coverage", [shipped] * len(frame.land.towns)
    return "as each town adopted", [each or shipped for each in adopted]


def _shifts(frame: Frame, units: Sequence[Posted]) -> tuple[I64, I64]:
    shifts, days = frame.scenario.shifts, frame.scenario.days
    known = {}
    for name, shift in shifts.items():
        try:
            known[name] = duty(shift, days)
        except ValueError as error:
            raise frame.sheet.wrong(f"shifts.{name}", str(error)) from None
    starts, spans = [0], []
    by_crew: dict[str, Posted] = {}
    for each in units:
        if each.shift is not None and each.shift not in known:
            there = ", ".join(known) or "none"
            raise frame.sheet.wrong(
                "shifts", f"`{each.name}` works the shift `{each.shift}`, which is not in "
                f"[shifts]; there: {there}",
            )  # fmt: skip
        other = by_crew.setdefault(each.crew, each)
        if other.shift != each.shift:
            raise frame.sheet.wrong(
                "shifts", f"`{each.name}` and `{other.name}` are driven by one crew, and work "
                "different shifts; give both the same",
            )  # fmt: skip
        if each.shift is not None:
            spans += known[each.shift]
        starts.append(len(spans))
    return _array(starts), np.array(spans, np.int64).reshape(-1, 2)


def _roads(
    frame: Frame, name: str, arm: Arm, ways: Ways, classes: Sequence[str]
) -> tuple[npt.NDArray[np.int32], I64, I64]:
    scenario, travel = frame.scenario, ways.travel
    network = travel.network
    shut = [
        *ways.shut,
        *shut_from(scenario.closures, "closures", scenario.days, frame.land, network, frame.sheet),
        *shut_from(arm.closures, f"arms.{name}.closures", scenario.days, frame.land, network,
                   frame.sheet),
    ]  # fmt: skip
    storm = arm.storm or scenario.storm
    settings = settings_of(shut, scenario.slow, storm, scenario.days, frame.sheet)
    by_id = {each.closure.id: each.closure for each in shut}
    known: dict[Key, int] = {}
    table = np.zeros((len(classes), len(MODES), len(settings)), np.int64)
    for row, vehicle in enumerate(classes):
        for mode in MODES:
            for column, setting in enumerate(settings):
                key = (vehicle, mode, setting.closed, setting.permille)
                table[row, mode, column] = known.setdefault(key, len(known))
    return travel.stacked(tuple(known), by_id), table, _array(each.begins_ms for each in settings)


def _hazards(frame: Frame) -> Floats:
    calls, levels = frame.scenario.calls, frame.asked.levels
    found = np.zeros((len(calls), levels))
    for at, row in enumerate(calls):
        found[at, : len(row.escalates_per_hour)] = row.escalates_per_hour
    return found


def _lends(row: Lending, lender: str, borrower: str) -> bool:
    return (
        lender != borrower
        and (not row.lenders or lender in row.lenders)
        and (not row.borrowers or borrower in row.borrowers)
    )


def _aid(frame: Frame, arm: Arm, units: Sequence[Posted]) -> I64:
    """The last agreement that speaks of a unit holds."""
    towns = frame.land.towns
    found = np.full((len(towns), len(units)), NOT, np.int64)
    for column, unit in enumerate(units):
        for town, borrower in enumerate(towns):
            if town == unit.town:
                found[town, column] = OWN
            elif arm.lending == "as_agreed":
                for row in frame.scenario.lending:
                    if _lends(row, towns[unit.town], borrower) and (
                        not row.kinds or unit.kind in row.kinds
                    ):
                        found[town, column] = AUTOMATIC if row.aid == "automatic" else MUTUAL
    return found


def _asks(frame: Frame, timing: Timing) -> I64:
    towns = frame.land.towns
    found = np.full((len(towns), len(towns)), timing.at_once, np.int64)
    for at, row in enumerate(frame.scenario.lending):
        for names, field in ((row.lenders, "lenders"), (row.borrowers, "borrowers")):
            for name in names:
                town_number(name, f"lending[{at}].{field}", frame.land, frame.sheet)
        if row.aid == "automatic":
            continue
        if row.asked is None:
            raise frame.sheet.wrong(
                f"lending[{at}]", "mutual aid is asked for: say how long that takes, as in asked = "
                "{ p50_s = 120, p90_s = 300 }",
            )  # fmt: skip
        table = timing.tables.row(row.asked, f"lending[{at}].asked")
        for borrower in range(len(towns)):
            for lender in range(len(towns)):
                if _lends(row, towns[lender], towns[borrower]):
                    found[borrower, lender] = table
    return found


def _keeps(frame: Frame) -> I64:
    demands, towns = frame.asked.demands, frame.land.towns
    found = np.zeros((len(towns), len(demands)), np.int64)
    for at, row in enumerate(frame.scenario.keeps):
        names = row.towns or towns
        for name in names:
            town = town_number(name, f"keeps[{at}].towns", frame.land, frame.sheet)
            found[town, demands.index((row.kind, row.type))] = row.number
    return found


def _covers(frame: Frame) -> I64:
    """Demands whose cover is measured: those named, else what calls of priority 1 ask for first."""
    asked = frame.asked
    kinds = [kind for kind, _ in asked.demands]
    for each in frame.scenario.covers:
        if each not in kinds:
            raise frame.sheet.wrong(
                "covers", f"no plan asks for `{each}`; there: {', '.join(kinds)}"
            )
    if frame.scenario.covers:
        return _array(kinds.index(each) for each in frame.scenario.covers)
    calls = frame.scenario.calls
    most = min(each.priority for each in calls)
    firsts = [
        int(asked.need[asked.need_start[at, 0]])
        for at, each in enumerate(calls) if each.priority == most
    ]  # fmt: skip
    return _array(sorted(set(firsts)))


_ = msgspec

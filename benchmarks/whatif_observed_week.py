"""A simulated week beside the one that was observed (San Francisco): response percentiles of both.

The distributions and the speed are fitted to the first half of the week; what is compared is the
other half. The log does not say where units stand, and there is no extract of its roads: engines
and trucks stand in the middle of the calls of their station's area, others in the middle of their
own calls, ways are straight lines. Each call asks for what was there in the end.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy import stats

from benchmarks.measuring import table
from tests.needs import reference_folder
from tests.views.test_measures_reference import PACIFIC, WEEK, folded
from tocsin.geo.places import Point, distance_m
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.dispatch_policy import SHIPPED
from tocsin.operations.picture.incident import Response
from tocsin.planners.whatif.fitting import POINTS
from tocsin.planners.whatif.learning import Key, Learned, learned
from tocsin.planners.whatif.policies import policy_of
from tocsin.planners.whatif.simulating import simulate
from tocsin.planners.whatif.world import BAYS, OWN, Calls, World
from tocsin.terms.codes import Priority, UnitStatus

BEGIN = datetime(2016, 12, 31, tzinfo=PACIFIC)
HALF = BEGIN + timedelta(days=4)
CELL = 4_000
"""Places are squares of about 400 m; so many millionths of a degree."""
SOON_S, QUIET_H = 300, 4
PERCENTILES = (10, 25, 50, 75, 90, 95)


class Compared(NamedTuple):
    """Seconds from the call to the first on scene, by PERCENTILES: as it was, and as simulated
    (the mean over all seeds)."""

    calls: int
    observed_s: np.ndarray
    simulated_s: np.ndarray

    @property
    def error(self) -> np.ndarray:
        """Of the simulated: relative."""
        found: np.ndarray = self.simulated_s / self.observed_s - 1
        return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    seeds = parser.parse_args().seeds
    for of, found in zip(
        ("fitted to these", "held out of the fits"),
        compared(week_of(folded(reference_folder() / WEEK, "san_francisco")), seeds), strict=True,
    ):  # fmt: skip
        rows = [
            (f"p{percent}", f"{seen:.0f}", f"{simulated:.0f}", f"{error:+.0%}")
            for percent, seen, simulated, error in zip(
                PERCENTILES, found.observed_s, found.simulated_s, found.error, strict=True
            )
        ]
        title = f"from the call to the first on scene, s; {found.calls} calls, {of}"
        table(title, ("", "observed", "simulated", "error"), rows)
        print(f"mean error of the percentiles {np.abs(found.error).mean():.0%}")


class Week(NamedTuple):
    """The week as it was, and as the simulator takes it, fitted to its first half."""

    observed: "Observed"
    world: World
    calls: Calls


def week_of(picture: Picture) -> Week:
    """From the record."""
    week = observed(picture)
    return Week(week, *world_of(picture, week, HALF))


def compared(week: Week, seeds: int, slower: float = 1.0) -> tuple[Compared, Compared]:
    """The week simulated under so many seeds: the half that it was fitted to, and the other. Roads
    `slower` than was fitted are a control."""
    world, calls = week.world, week.calls
    if slower != 1.0:
        world = world._replace(travel_ms=(world.travel_ms * slower).astype(np.int32))
    policy = policy_of([SHIPPED["closest_capable"].weights])
    runs = [simulate(world, policy, calls, seed) for seed in range(seeds)]
    halves = []
    for half in (calls.at_ms < ms(HALF), calls.at_ms >= ms(HALF)):
        drawn = [
            np.percentile((e.first_ms - calls.at_ms)[half & (e.first_ms >= 0)] / 1000, PERCENTILES)
            for e in runs
        ]
        seen = np.percentile(week.observed.first_s[half], PERCENTILES)
        halves.append(Compared(int(half.sum()), seen, np.mean(drawn, axis=0)))
    return halves[0], halves[1]


class Sent(NamedTuple):
    """What was at a call in the end: kinds of unit, with how many."""

    group: str
    priority: int
    needs: tuple[tuple[str, int], ...]


class Observed(NamedTuple):
    """Calls that somebody reached, by time; seconds from the call to the first on scene."""

    incidents: list[Incident]
    kind: list[Sent]
    first_s: np.ndarray


def observed(picture: Picture) -> Observed:
    """The calls of the week that have a place and an arrival."""
    found = []
    for each in sorted(picture.incidents.values(), key=lambda e: (e.opened_at, e.id)):
        there = [e for e in each.responses if e.mark(UnitStatus.on_scene) is not None]
        if each.place.point is None or not there:
            continue
        first = min(at(e, UnitStatus.on_scene) for e in there)
        kinds = Counter(kind_of(picture, e.unit) for e in there)
        sent = Sent(
            each.type.partition(".")[0], 2 if each.priority is None else int(each.priority),
            tuple(sorted(kinds.items())),
        )  # fmt: skip
        found.append((each, sent, (first - each.opened_at).total_seconds()))
    incidents, kinds_of, seconds = zip(*found, strict=True)
    return Observed(list(incidents), list(kinds_of), np.array(seconds))


def kind_of(picture: Picture, unit: str) -> str:
    known = picture.units.get(unit)
    assert known is not None
    return known.kind


def at(response: Response, status: UnitStatus) -> datetime:
    mark = response.mark(status)
    assert mark is not None
    return mark.at


def by_unit(picture: Picture) -> dict[str, list[tuple[Response, Incident]]]:
    """The work of each unit in order."""
    found: dict[str, list[tuple[Response, Incident]]] = defaultdict(list)
    for incident in picture.incidents.values():
        for each in incident.responses:
            if each.mark(UnitStatus.committed) is not None and incident.place.point is not None:
                found[each.unit].append((each, incident))
    for runs in found.values():
        runs.sort(key=lambda e: at(e[0], UnitStatus.committed))
    return dict(found)


class Drive(NamedTuple):
    """Seconds in between: a start, and so many for each metre in a straight line. `spread`: how
    many times that the drives took, at POINTS probabilities."""

    start_s: float
    s_per_m: float
    journeys: int
    spread: np.ndarray


def drives(
    runs: dict[str, list[tuple[Response, Incident]]], until: datetime, is_urgent: bool
) -> Drive:
    """How they drove: from where a unit was free until shortly before, to where it went (Theil and
    Sen's line: half of all slopes are steeper)."""
    metres, seconds = [], []
    for mine in runs.values():
        for (last, before), (each, incident) in pairwise(mine):
            rolls, there = each.mark(UnitStatus.en_route), each.mark(UnitStatus.on_scene)
            if rolls is None or there is None or last.ended_at is None or there.at >= until:
                continue
            waited = (at(each, UnitStatus.committed) - last.ended_at).total_seconds()
            lasted = (there.at - rolls.at).total_seconds()
            moved = last.mark(UnitStatus.transporting) is not None
            if moved or not -60 <= waited <= SOON_S or not 15 <= lasted <= 3600:
                continue
            if (incident.priority is Priority.immediate) is is_urgent:
                metres.append(between(before, incident))
                seconds.append(lasted)
    far, took = np.array(metres), np.array(seconds)
    line = stats.theilslopes(took, far)
    start, slope = max(0.0, float(line.intercept)), float(line.slope)
    spread = np.quantile(took / (start + slope * far), np.linspace(0, 1, POINTS), method="hazen")
    return Drive(start, slope, len(took), spread)


def between(one: Incident, other: Incident) -> float:
    assert one.place.point is not None
    assert other.place.point is not None
    return distance_m(one.place.point, other.place.point)


class Places(NamedTuple):
    """Places by number: the middles of squares where calls are, and stations as they stand."""

    number: dict[Point, int]

    def square(self, point: Point) -> int:
        return self.exact(
            Point(_middle(point.lat_udeg, CELL), _middle(point.lon_udeg, CELL + 1000))
        )

    def exact(self, point: Point) -> int:
        return self.number.setdefault(point, len(self.number))

    def metres(self) -> np.ndarray:
        degrees = np.array([(e.lat_udeg, e.lon_udeg) for e in self.number]) / 1e6
        y = degrees[:, 0] * 110_570
        x = degrees[:, 1] * 111_320 * np.cos(np.radians(degrees[:, 0].mean()))
        far: np.ndarray = np.hypot(x[:, None] - x, y[:, None] - y)
        return far


def _middle(udeg: int, cell: int) -> int:
    return udeg // cell * cell + cell // 2


def homes(picture: Picture, runs: dict[str, list[tuple[Response, Incident]]]) -> dict[str, Point]:
    """Where each unit stands: in the middle of the calls of its station's area (engines and trucks
    bear its number), or of its own."""
    areas: dict[int, list[Point]] = defaultdict(list)
    for each in picture.incidents.values():
        area = each.place.areas.get("station_area", "")
        if area.isdigit() and each.place.point is not None:
            areas[int(area)].append(each.place.point)
    found = {}
    for unit, mine in runs.items():
        digits = "".join(e for e in unit.partition("-")[2] if e.isdigit())
        is_housed = kind_of(picture, unit) in {"engine", "truck"} and digits
        mine_at = [i.place.point for _, i in mine if i.place.point is not None]
        found[unit] = middle((areas.get(int(digits)) if is_housed else None) or mine_at)
    return found


def middle(points: Sequence[Point]) -> Point:
    return Point(
        int(np.median([e.lat_udeg for e in points])), int(np.median([e.lon_udeg for e in points]))
    )


def ms(at: datetime) -> int:
    return round((at - BEGIN).total_seconds() * 1000)


def shifts(mine: list[tuple[Response, Incident]]) -> list[list[int]]:
    """On duty while it is seen at work, an hour before and after, through calm of some hours."""
    found: list[list[int]] = []
    for each, _ in mine:
        begin = ms(at(each, UnitStatus.committed)) - 3_600_000
        end = ms(each.ended_at or at(each, UnitStatus.committed)) + 3_600_000
        if found and begin - found[-1][1] < QUIET_H * 3_600_000:
            found[-1][1] = max(found[-1][1], end)
        else:
            found.append([max(0, begin), end])
    return found


def world_of(picture: Picture, week: Observed, until: datetime) -> tuple[World, Calls]:
    """The week as the simulator takes it, with what was fitted to the calls before `until`."""
    runs = by_unit(picture)
    known = [each for each in picture.incidents.values() if each.opened_at < until]
    times = learned(known, picture.units, PACIFIC)
    stands, places = homes(picture, runs), Places({})
    home = np.array([places.exact(stands[unit]) for unit in runs], np.int64)
    points = [each.place.point for each in week.incidents]
    place = np.array([places.square(each) for each in points if each is not None], np.int64)
    hospital = places.exact(middle([each for each in points if each is not None]))
    kinds = sorted(set(week.kind))
    sorts = sorted({kind_of(picture, unit) for unit in runs})
    on = [
        shifts(mine) if "ambulance" in kind_of(picture, unit) else [] for unit, mine in runs.items()
    ]
    tables = _Tables(times)
    units, hours = len(runs), range(24)
    needs = [
        [sorts.index(kind) for kind, number in sorted(each.needs, key=_medics_last)
         for _ in range(number)] for each in kinds
    ]  # fmt: skip
    is_medical = ["ambulance" in dict(each.needs) for each in kinds]
    carried = [
        times.carried_permille.get(each.group, 0) if medical else 0
        for each, medical in zip(kinds, is_medical, strict=True)
    ]
    expected = times.fit(Key("turnout"))
    assert expected is not None
    drove = [drives(runs, until, is_urgent) for is_urgent in (True, False)]
    spots = len(places.number)
    far = places.metres()
    travel = np.array([1000 * (e.start_s + e.s_per_m * far) for e in drove]).astype(np.int32)
    travel[:, np.arange(spots), np.arange(spots)] = 0
    world = World(
        unit_sort=np.array([sorts.index(kind_of(picture, unit)) for unit in runs], np.int64),
        unit_vehicle=np.zeros(units, np.int64), unit_town=np.zeros(units, np.int64),
        unit_home=home, unit_crew=np.arange(units), unit_short=np.zeros(units, np.int64),
        shift_start=np.cumsum([0, *(len(each) for each in on)]),
        shift_ms=np.array([row for each in on for row in each], np.int64),
        turnout_s=np.full((units, 24), round(expected.observed_s[1]), np.int64),
        place_town=np.zeros(spots, np.int64), people=np.zeros(spots, np.int64),
        travel_ms=travel, table=np.array([[[0], [1]]], np.int64),
        setting_ms=np.zeros(1, np.int64), day_ms=0,
        kind_priority=np.array([each.priority for each in kinds], np.int64),
        kind_mode=np.array([int(each.priority > 1) for each in kinds], np.int64),
        kind_transport_mode=np.zeros(len(kinds), np.int64),
        kind_patience_ms=np.zeros(len(kinds), np.int64),
        need_start=np.cumsum([0, *(len(each) for each in needs)])[
            np.arange(len(kinds))[:, None] + np.arange(2)
        ],
        need=np.array([demand for each in needs for demand in each], np.int64),
        brings=np.eye(len(sorts), dtype=np.int64),
        carries=np.array([int("ambulance" in each) for each in sorts], np.int64),
        turnout_of=np.array(
            [[tables.row(Key("turnout", None, hour, kind=kind_of(picture, unit))) for hour in hours]
             for unit in runs]
        ),
        delay_of=np.array(
            [tables.row(Key("delay", each.group, priority=each.priority)) for each in kinds]
        ),
        scene_of=np.array(
            [[tables.row(Key("scene", each.group, None, carries > 400))]
             for each, carries in zip(kinds, carried, strict=True)]
        ),
        handover_of=np.array([tables.row(Key("handover"))]), ask_of=np.zeros((1, 1), np.int64),
        quantile_ms=tables.laid(),
        transport_permille=np.array(carried, np.int64),
        hospital=np.array([hospital], np.int64),
        takes=np.ones((len(kinds), 1), np.int64), bays=np.full(1, BAYS, np.int64),
        hazard_per_hour=np.zeros((len(kinds), 1)), aid=np.full((1, units), OWN, np.int64),
        keeps=np.zeros((1, len(sorts)), np.int64), covers=np.zeros(0, np.int64),
        drive_permille=np.array([np.rint(1000 * each.spread) for each in drove]).astype(np.int64),
    )  # fmt: skip
    drawn = np.full(len(place), -1, np.int64)
    calls = Calls(
        np.array([ms(each.opened_at) for each in week.incidents], np.int64), place,
        np.array([kinds.index(each) for each in week.kind], np.int64),
        drawn, drawn, drawn, drawn, drawn,
    )  # fmt: skip
    return world, calls


def _medics_last(need: tuple[str, int]) -> tuple[bool, str]:
    """Whoever is sent first counts as the first there just as well: order says who is missed."""
    return need[0] == "ambulance", need[0]


class _Tables:
    """Distributions by what was timed, each once."""

    def __init__(self, times: Learned) -> None:
        self._times = times
        self._rows: dict[Key, int] = {}
        self._found: list[np.ndarray] = []

    def row(self, key: Key) -> int:
        if key not in self._rows:
            fit = self._times.fit(key)
            assert fit is not None, key
            self._rows[key] = len(self._found)
            self._found.append(fit.table_ms)
        return self._rows[key]

    def laid(self) -> np.ndarray:
        assert all(len(each) == POINTS for each in self._found)
        return np.array(self._found)


if __name__ == "__main__":
    main()

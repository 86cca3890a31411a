"""The law: in the same state the simulator sends whom `advise` puts first. The state is what a run
came to, told as a picture, a ground and a question."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec
import numpy as np
import pytest

from tests.operations.story import MORNING, Story
from tests.planners.whatif.drawn import HOUR
from tests.planners.whatif.worlds import plain
from tocsin.geo.places import Point
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture import Picture, Unit
from tocsin.operations.picture.dispatch_policy import DispatchPolicy, Weights
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.picture.unit import Authority, Capability, Position
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.units import AddStation
from tocsin.planners.dispatch import candidates
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.ground import I64, Zones
from tocsin.planners.dispatch.question import Aid, Lender, Neighbour, Question, Turnout
from tocsin.planners.whatif.policies import policy_of
from tocsin.planners.whatif.simulating import simulate
from tocsin.planners.whatif.world import (
    AUTOMATIC,
    LEG_HOME,
    LEG_TO_CALL,
    MUTUAL,
    NOT,
    OWN,
    Calls,
    Run,
    World,
    calls_of,
)
from tocsin.terms.codes import Priority, UnitStatus

pytestmark = pytest.mark.full
CALLS, PLACES, STATIONS = 6, 8, 4
KINDS = ("engine", "ladder")
SORTS = (
    (Capability("engine"),), (Capability("ladder"),),
    (Capability("engine"), Capability("ladder")), (Capability("engine", quantity=2),),
)  # fmt: skip
NOON = MORNING + timedelta(hours=4)
"""When the run begins: crews may have been on duty since before."""


def spot(number: int, is_road: bool = False) -> Point:
    """A place, or where a unit is on the road: a point that stands for it."""
    return Point(43_000_000 + number * 1_000, -70_000_000 - is_road * 1_000_000)


class Case(msgspec.Struct):
    """A run up to its last call."""

    world: World
    weights: Weights
    calls: Calls
    run: Run
    now: int


def case(seed: int, turns_out: bool = False) -> Case:
    """Two towns, calls of the first, one after another; long work, so that many are out. Where a
    crew `turns_out`, the calls come in two minutes at whole seconds, the first of them less
    urgent."""
    draw = np.random.default_rng(seed)
    units, own = int(draw.integers(4, 9)), int(draw.integers(3, 6))
    own = min(own, units - 1)
    town = (np.arange(units) >= own).astype(np.int64)
    aid = np.where(town[None] == np.arange(2)[:, None], OWN,
                   draw.choice([NOT, AUTOMATIC, MUTUAL], (2, units)))  # fmt: skip
    crew, home = np.arange(units), draw.integers(0, STATIONS, units)
    if draw.random() < 0.5:
        crew[1], home[1] = 0, home[0]
    weights = Weights(
        cover_s_per_percent=int(draw.integers(0, 2)) * 12, divert_s=int(draw.integers(0, 400)),
        neighbour_s=int(draw.integers(0, 2)) * 40, asked_s=int(draw.integers(0, 200)),
        standard_s=int(draw.integers(200, 700)), short_crew_s=60, tired_s_per_hour=30,
        tired_after_h=2,
    )  # fmt: skip
    at = np.hypot(*(e[:, None] - e[None] for e in draw.uniform(0, 1, (2, PLACES))))
    needs = [draw.integers(0, 2, draw.integers(1, 4)) for _ in range(2)]
    start = np.cumsum([0, *(len(e) for e in needs)])
    world = plain(
        units, PLACES, unit_sort=draw.integers(0, len(SORTS), units), unit_town=town,
        unit_home=home, unit_crew=crew, unit_short=draw.integers(0, 2, units),
        shift_start=np.arange(units + 1), shift_ms=np.repeat([[0, 99 * HOUR]], units, axis=0),
        turnout_s=np.repeat(draw.integers(30, 150, STATIONS)[home][:, None], 24, axis=1),
        place_town=np.arange(PLACES) // (PLACES - 1), people=draw.integers(0, 5, PLACES) * 100,
        travel_ms=np.array([at * 1_000_000, at * 1_500_000], np.int32),
        table=np.array([[[0], [1]]]), kind_priority=np.array([1, 3]), kind_mode=np.array([0, 0]),
        kind_transport_mode=np.array([0, 0]), kind_patience_ms=np.array([HOUR, HOUR]),
        need_start=np.stack([start[:-1], start[1:]], axis=1), need=np.concatenate(needs),
        brings=np.array([[1, 0, 1, 2], [0, 1, 1, 0]]), carries=np.zeros(4, np.int64),
        delay_of=np.zeros(2, np.int64), scene_of=np.ones((2, 1), np.int64),
        turnout_of=np.zeros((units, 24), np.int64), ask_of=np.zeros((2, 2), np.int64),
        transport_permille=np.zeros(2, np.int64), takes=np.zeros((2, 1), np.int64),
        hazard_per_hour=np.zeros((2, 1)), aid=aid, keeps=np.zeros((2, 2), np.int64),
        day_ms=12 * HOUR, quantile_ms=np.repeat([[0], [900_000]], 257, axis=1),
    )  # fmt: skip
    when = np.sort(draw.integers(0, HOUR, CALLS))
    kinds = draw.integers(0, 2, CALLS)
    kinds[-1] = 0 if draw.random() < 0.7 else kinds[-1]
    calls = calls_of(when, draw.integers(0, PLACES - 1, CALLS), kinds)
    if turns_out:
        when, kinds = np.sort(draw.integers(0, 120, CALLS)) * 1_000, np.ones(CALLS, np.int64)
        kinds[-1] = 0
        calls = calls_of(when, calls.place, kinds)
        rows = 2 + np.arange(units)
        world = world._replace(
            turnout_of=np.repeat(rows[:, None], 24, axis=1),
            quantile_ms=np.concatenate(
                [world.quantile_ms, np.repeat(1000 * world.turnout_s[:, :1], 257, axis=1)]
            ),
        )
    run = simulate(world, policy_of([weights] * 2), calls, seed, True)
    return Case(world, weights, calls, run, int(when[-1]))


class Roads:
    """The ground of a case. A point stands for one or two places and how long it is to them."""

    checksum: str | None = "g1"
    unplaced: tuple[str, ...] = ()

    def __init__(self, of: Case) -> None:
        self.world, self.at = of.world, {spot(e): [(0, e)] for e in range(PLACES)}
        spots = np.flatnonzero(of.world.people > 0)
        self.spots = spots.tolist()
        self.zones = Zones(of.world.people[spots], of.world.place_town[spots], ("A", "B"))

    def to_place(
        self, begins: Sequence[Point], kinds: Sequence[str], end: Point, within_ms: int = 0
    ) -> I64:
        ((_, place),) = self.at[end]
        return np.array([self._ms(begin, place) for begin in begins], np.int64)

    def at_least(self, begins: Sequence[Point], kinds: Sequence[str], end: Point) -> I64:
        return self.to_place(begins, kinds, end)

    def between(self, begin: Point, kind: str, end: Point) -> tuple[int, int]:
        (ms,) = self.to_place([begin], [kind], end).tolist()
        return ms, ms

    def to_zones(self, begins: Sequence[Point], kinds: Sequence[str], within_ms: int = 0) -> I64:
        rows = [[self._ms(begin, place) for place in self.spots] for begin in begins]
        return np.array(rows, np.int64).reshape(len(begins), len(self.spots))

    def _ms(self, begin: Point, end: int) -> int:
        travel = self.world.travel_ms[0]
        return min(ms + int(travel[place, end]) for ms, place in self.at[begin])


def name_of(of: Case, unit: int) -> str:
    return f"{'QY' if of.world.unit_town[unit] else 'PE'}-U{unit}"


def shown(of: Case, roads: Roads, u: int) -> tuple[Unit, Point, int]:
    """A unit as the picture has it at that moment; where it is and how old that is."""
    legs = [e for e in of.run.legs.tolist() if e[0] == u and e[5] <= of.now]
    legs = [e for e in legs if not (e[1] == LEG_TO_CALL and e[2] == CALLS - 1)]
    home = int(of.world.unit_home[u])
    code = "QY" if of.world.unit_town[u] else "PE"
    crew = np.flatnonzero(of.world.unit_crew == of.world.unit_crew[u]).tolist()
    unit = Unit(
        name_of(of, u), f"U{u}", "rig", Authority(code, code), since=NOON, station=f"s{home}",
        capabilities=SORTS[of.world.unit_sort[u]], crew_minimum=4,
        crew_count=4 - int(of.world.unit_short[u]), crew_since=NOON,
        shares_crew_with=tuple(name_of(of, e) for e in crew if e != u),
    )  # fmt: skip
    is_home = not legs or (legs[-1][1] == LEG_HOME and legs[-1][6] <= of.now)
    # Whose work was at its own station is there when that is done.
    if is_home or (legs[-1][1] == LEG_TO_CALL and 0 <= of.run.done_ms[legs[-1][2]] <= of.now):
        return unit, spot(home), 0
    _, why, call, begin_at, end_at, _, end = legs[-1]
    point = spot(u, True)
    roads.at[point] = [(0, end_at)]
    if end > of.now:
        whole = int(of.world.travel_ms[1 if why == LEG_HOME else 0, begin_at, end_at])
        roads.at[point] = [(abs(of.now - (end - whole)), begin_at), (end - of.now, end_at)]
    now = NOON + timedelta(milliseconds=of.now)
    rolls = rolls_ms(of, u, legs)
    if why == LEG_TO_CALL and rolls > of.now:
        since = NOON + timedelta(milliseconds=rolls - 1000 * int(of.world.turnout_s[u, 0]))
        unit = msgspec.structs.replace(
            unit, status=UnitStatus.committed, incident=f"PE-c{call}", since=since
        )
        return unit, spot(home), 0
    status, incident = UnitStatus.returning, None
    if why == LEG_TO_CALL:
        status = UnitStatus.en_route if end > of.now else UnitStatus.on_scene
        incident = f"PE-c{call}"
    seen = Position(point, now - timedelta(seconds=1))
    unit = msgspec.structs.replace(unit, status=status, incident=incident, position=seen)
    return unit, point, 1


def rolls_ms(of: Case, u: int, legs: Sequence[Sequence[int]]) -> int:
    """When a unit left its station last, or will; sent elsewhere meanwhile, it rolls no later."""
    left, home, there, free = 0, int(of.world.unit_home[u]), int(of.world.unit_home[u]), 0
    for _, why, call, begin_at, end_at, begin, end in legs:
        if why == LEG_TO_CALL and there == home and free <= begin and left <= begin:
            left = end - int(of.world.travel_ms[0, begin_at, end_at])
        there = end_at
        free = end if why == LEG_HOME else int(of.run.done_ms[call])
    return left


def asked(of: Case) -> Advice:
    """The same state, told as advice wants it."""
    story, roads = Story(), Roads(of)
    for station in range(STATIONS):
        story.done(AddStation(id=f"s{station}", name=f"S{station}", point=spot(station)))
    start = of.world.need_start
    for kind in range(2):
        rows = of.world.need[start[kind, 0] : start[kind, 1]].tolist()
        card = Card(level=1, needs=tuple(Need(KINDS[row]) for row in rows))
        content = PlanContent(f"K{kind}", Applies(types=(f"fire.k{kind}",)), cards=(card,))
        story.done(AdoptPlan(plan=f"k{kind}", over=0, content=content))
    for call in range(CALLS):
        kind, place = int(of.calls.kind[call]), int(of.calls.place[call])
        story.done(OpenIncident(
            id=f"PE-c{call}", type=f"fire.k{kind}",
            priority=Priority(int(of.world.kind_priority[kind])),
            place=GivenPlace(label="There", point=spot(place)),
        ))  # fmt: skip
    picture, neighbours, turnouts = story.picture, [], []
    for u in range(len(of.world.unit_sort)):
        unit, point, age_s = shown(of, roads, u)
        if of.world.unit_town[u] == 0:
            picture = with_unit(picture, unit)
        elif of.world.aid[0, u] != NOT:
            aid = Aid.mutual if of.world.aid[0, u] == MUTUAL else Aid.automatic
            neighbours.append(Neighbour(unit, "Quay", aid, point, age_s))
        p50_s = int(of.world.turnout_s[u, 0])
        turnouts.append(Turnout(unit.station, None, p50_s, p50_s + 60, 99))
    question = Question(
        incident=f"PE-c{CALLS - 1}", code="PE", now=NOON + timedelta(milliseconds=of.now),
        position=9, policy=DispatchPolicy("drawn", of.weights), neighbours=tuple(neighbours),
        turnouts=tuple(turnouts), lenders=(Lender("QY", "Quay", turnouts=tuple(turnouts)),), most=1,
    )  # fmt: skip
    return advise(picture, roads, question, 12)


def with_unit(picture: Picture, unit: Unit) -> Picture:
    return msgspec.structs.replace(picture, units=picture.units.put(unit.id, unit))


def sent(of: Case) -> frozenset[str]:
    """Whom the simulator sent when the last call came."""
    rows = of.run.decisions
    mine = rows[(rows[:, 2] == CALLS - 1) & (rows[:, 1] == of.now)]
    return frozenset(name_of(of, u) for u in mine[:, 3].tolist())


def first_option(of: Case) -> frozenset[str]:
    found = asked(of).options
    return frozenset(found[0].units) if found else frozenset()


def test_the_simulator_sends_whom_advice_puts_first() -> None:
    seen = set()
    for seed in range(150):
        of = case(seed)
        assert first_option(of) == sent(of), seed
        seen.add(len(sent(of)))
    assert {0, 1, 2, 3} <= seen


def in_turnout(of: Case) -> set[str]:
    """Who was sent to another call, and had not left its station."""
    units = (shown(of, Roads(of), u)[0] for u in range(len(of.world.unit_sort)))
    return {each.id for each in units if each.status is UnitStatus.committed}


def test_so_it_does_while_crews_turn_out() -> None:
    """Who was just sent to something less urgent, and is still at its station, wants the rest."""
    taken = 0
    for seed in range(150):
        of = case(seed, turns_out=True)
        assert first_option(of) == sent(of), seed
        taken += len(in_turnout(of) & sent(of))
    assert taken >= 20


def test_a_turnout_left_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: as if who was sent elsewhere were on the road already."""
    monkeypatch.setattr(candidates, "_since_s", lambda *_: 9_999)
    cases = [case(seed, turns_out=True) for seed in range(150)]
    assert any(first_option(of) != sent(of) for of in cases)


def test_another_policy_is_seen() -> None:
    """The control: advised with other weights than were run with, some differ."""
    other = Weights(cover_s_per_percent=60, divert_s=0, asked_s=0, neighbour_s=400)
    cases = [case(seed) for seed in range(60)]
    assert any(sent(e) != first_option(msgspec.structs.replace(e, weights=other)) for e in cases)

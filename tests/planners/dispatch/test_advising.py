"""Who should go, told on a small town: reasons, why not the others, and what was not known."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
import numpy as np
import pytest

from tests.operations.story import MORNING, Story
from tocsin.app.advising.saying import lines
from tocsin.geo.places import Point
from tocsin.operations.crews import CrewUnit, ShareCrew
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.fleet import ReportCondition, ReviseUnit
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture.dispatch_policy import SHIPPED, DispatchPolicy, Weights
from tocsin.operations.picture.facility import Closure, Extent
from tocsin.operations.picture.ground import Ground
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent
from tocsin.operations.picture.unit import Capability, Condition
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.status import ReportEnRoute
from tocsin.operations.units import AddStation, RegisterUnit, TakeOutOfService
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.advising import advise
from tocsin.planners.dispatch.candidates import WhyNot
from tocsin.planners.dispatch.ground import I64, NEVER_MS, Zones
from tocsin.planners.dispatch.question import Aid, Neighbour, Question, Turnout
from tocsin.planners.dispatch.straight import Straight
from tocsin.terms.codes import Agency, Priority, UnitStatus

FIRE, FALL = "PE-fire", "PE-fall"
MILL, QUAY, HILL = (Point(43_070_000 + e * 9_000, -70_710_000) for e in (0, 1, 4))
"""About one kilometre and four apart."""
NEEDS = (Need("engine", quantity=2), Need("ladder"))


def town(*needs: Need, skills: tuple[Need, ...] = ()) -> Story:
    """Two stations, two engines at the mill, one at the quay, a ladder; a fire at the quay."""
    story = Story()
    for id, point in (("mill", MILL), ("quay", QUAY)):
        story.done(AddStation(id=id, name=id.title(), point=point))
    for sign, kind, station in (
        ("E1", "engine", "mill"), ("E2", "engine", "mill"), ("E3", "engine", "quay"),
        ("L1", "ladder", "mill"), ("A1", "ambulance", "quay"),
    ):  # fmt: skip
        agency = Agency.medical if kind == "ambulance" else Agency.fire
        story.done(RegisterUnit(call_sign=sign, kind=kind, station=station, agency=agency))
    if needs:
        content = PlanContent(
            name="Fire", trigger=Applies(types=("fire",)),
            cards=(Card(level=1, needs=needs, skills=skills),),
        )  # fmt: skip
        story.done(AdoptPlan(plan="fire", over=0, content=content))
    place = GivenPlace(label="Fish dock", point=QUAY)
    story.done(
        OpenIncident(id=FIRE, type="fire.structure", priority=Priority.immediate, place=place)
    )
    story.now_s = 600
    return story


def asked(story: Story, ground: object = None, **given: object) -> Advice:
    """The advice on the fire."""
    question = Question(
        incident=FIRE, code="PE", now=MORNING + timedelta(seconds=600), position=9,
        **{"policy": SHIPPED["closest_capable"], **given},  # type: ignore[arg-type]
    )  # fmt: skip
    return advise(story.picture, ground or Straight(), question, 8)  # type: ignore[arg-type]


def why(advice: Advice, unit: str) -> tuple[WhyNot, dict[str, str]]:
    """Why a unit is not in the first option."""
    (found,) = (each for each in advice.why_not if each.unit == f"PE-{unit}")
    return found.why, found.parameters


def codes(advice: Advice, option: int = 0) -> set[str]:
    return {each.code for each in advice.options[option].reasons}


def test_the_nearest_that_can_fill_the_card_go_and_the_last_counts() -> None:
    advice = asked(town(*NEEDS))
    first = advice.options[0]
    assert set(first.units) == {"PE-E1", "PE-E3", "PE-L1"}
    assert first.sends[0].unit == "PE-E3"
    assert first.first_s == 70
    drive = first.sends[-1].drive_s
    assert drive is not None
    assert first.arrival_p50_s == 70 + drive
    assert first.arrival_p90_s is not None
    assert first.arrival_p90_s > first.arrival_p50_s
    assert why(advice, "A1") == (WhyNot.no_such_capability, {})
    assert why(advice, "E2")[0] is WhyNot.alike
    assert advice.basis.position == 9


def test_the_second_option_does_without_one_of_the_first() -> None:
    advice = asked(town(*NEEDS))
    assert len(advice.options) == 3
    assert len({each.units for each in advice.options}) == 3
    costs = [(len(each.missing), each.cost) for each in advice.options]
    assert costs == sorted(costs)


def test_who_cannot_go_is_in_no_option_and_says_why() -> None:
    story = town(*NEEDS)
    story.done(TakeOutOfService(unit="PE-E1", reason="pump"))
    story.done(ReportCondition(unit="PE-L1", condition=Condition.damaged, remark="mast"))
    story.done(OpenIncident(id=FALL, type="medical.fall", priority=Priority.immediate))
    story.done(DispatchUnit(unit="PE-E3", incident=FALL))
    advice = asked(story)
    assert advice.options[0].units == ("PE-E2",)
    assert advice.options[0].missing == ("engine", "ladder")
    assert "nobody_for" in codes(advice)
    assert why(advice, "E1")[0] is WhyNot.out_of_service
    assert why(advice, "L1")[0] is WhyNot.not_serviceable
    assert why(advice, "E3") == (WhyNot.not_less_urgent, {"incident": FALL})


def test_a_unit_on_its_way_to_something_less_urgent_may_be_taken_and_it_is_said() -> None:
    story = town(Need("engine", quantity=3))
    story.done(OpenIncident(id=FALL, type="medical.fall", priority=Priority.routine))
    story.done(DispatchUnit(unit="PE-E3", incident=FALL))
    story.done(ReportEnRoute(unit="PE-E3"))
    advice = asked(story)
    assert "PE-E3" in advice.options[0].units
    (taken,) = (each for each in advice.options[0].sends if each.unit == "PE-E3")
    assert taken.leaves == FALL
    assert "leaves_work" in codes(advice)


def test_one_crew_for_two_vehicles_goes_once() -> None:
    story = town(Need("engine", quantity=3))
    story.done(ShareCrew(units=("PE-E1", "PE-E2")))
    advice = asked(story)
    assert len(advice.options[0].units) == 2
    assert advice.options[0].missing == ("engine",)


def test_a_skill_is_met_by_whoever_comes_where_that_is_enough() -> None:
    story = town(Need("engine"), skills=(Need("water_rescue"),))
    rescuers = (Capability("engine", 1), Capability("water_rescue"))
    story.done(RegisterUnit(call_sign="E4", kind="engine", station="mill", capabilities=rescuers))
    assert asked(story).options[0].units == ("PE-E4",)


def test_a_short_crew_waits_behind_a_full_one_and_is_told() -> None:
    story = town(Need("engine"))
    story.done(ReviseUnit(unit="PE-E3", crew_minimum=6))
    story.done(CrewUnit(unit="PE-E3", count=2))
    advice = asked(story)
    assert advice.options[0].units == ("PE-E1",)
    reason, told = why(advice, "E3")
    assert (reason, told["because"]) == (WhyNot.dearer, "short_crew")


def weighed(cover: int) -> DispatchPolicy:
    """Cover is being there within two minutes."""
    return DispatchPolicy("ours", Weights(cover_s_per_percent=cover, standard_s=120))


class Served(Straight):
    """People at three places, of two towns."""

    checksum = "g1"
    zones = Zones(np.array([4_000, 4_000, 2_000]), np.array([0, 0, 1]), ("Ellery", "Hillside"))

    def to_zones(
        self, begins: Sequence[Point], kinds: Sequence[str],
        within_ms: int = NEVER_MS,
    ) -> I64:  # fmt: skip
        return np.stack([self.to_place(begins, kinds, e) for e in (MILL, QUAY, HILL)], axis=1)


def test_the_cover_that_is_lost_is_told_by_town_and_weighs_under_its_policy() -> None:
    story = town(Need("engine"))
    near = asked(story, Served(), policy=weighed(0))
    assert near.options[0].units == ("PE-E3",)
    assert near.options[0].uncovered == {"Ellery": 4_000 * 60}
    assert "uncovers" in codes(near)
    kept = asked(story, Served(), policy=weighed(30))
    assert kept.options[0].units == ("PE-E1",)
    assert kept.options[0].uncovered == {}
    assert "cover_stays" in codes(kept)
    assert why(kept, "E3")[1]["because"] == "cover"


def lender(aid: Aid, status: UnitStatus = UnitStatus.available) -> Neighbour:
    """A ladder of the town next door, at the quay."""
    home = town(*NEEDS).picture.units.get("PE-L1")
    assert home is not None
    unit = msgspec.structs.replace(home, id="HS-L9", call_sign="L9", status=status)
    return Neighbour(unit, "Hillside", aid, QUAY)


@pytest.mark.parametrize(("aid", "goes"), [(Aid.automatic, "HS-L9"), (Aid.mutual, "PE-L1")])
def test_a_neighbours_unit_comes_as_agreed_and_one_that_must_be_asked_waits(
    aid: Aid, goes: str
) -> None:
    advice = asked(town(*NEEDS), neighbours=(lender(aid),))
    assert goes in advice.options[0].units
    assert ("aid_automatic" in codes(advice)) is (aid is Aid.automatic)


def test_a_neighbours_unit_that_works_does_not_come() -> None:
    busy = lender(Aid.automatic, UnitStatus.on_scene)
    assert "HS-L9" not in asked(town(*NEEDS), neighbours=(busy,)).options[0].units


def test_turnout_is_what_was_learned_where_there_are_runs_enough() -> None:
    learned = (Turnout("quay", None, 300, 400, 40), Turnout("mill", None, 10, 20, 3))
    advice = asked(town(Need("engine")), turnouts=learned)
    assert advice.options[0].units == ("PE-E1",)
    few = asked(town(Need("engine")), turnouts=(Turnout("quay", None, 300, 400, 3),))
    assert few.options[0].units == ("PE-E3",)


def test_what_is_not_known_is_said_and_somebody_is_named_all_the_same() -> None:
    story = town()
    story.done(OpenIncident(id="PE-dark", type="fire.structure"))
    question = Question(
        incident="PE-dark",
        code="PE",
        now=datetime.max.replace(tzinfo=MORNING.tzinfo),
        position=1,
        policy=SHIPPED["coverage"],
    )
    advice = advise(story.picture, Straight(), question, 8)
    assert [each.code for each in advice.degraded] == [
        "no_plan", "no_place", "no_ground", "nobody_counted"
    ]  # fmt: skip
    assert len(advice.options) == 3
    assert {each.units for each in advice.options} <= {
        (f"PE-{e}",) for e in ("E1", "E2", "E3", "L1")
    }
    assert all(each.arrival_p50_s is None for each in advice.options)
    with pytest.raises(LookupError):
        advise(story.picture, Straight(), msgspec.structs.replace(question, incident="no"), 8)


def test_without_a_plan_nobody_more_is_asked_for_where_somebody_works() -> None:
    story = town()
    before = asked(story)
    assert before.needs == ("anybody",)
    assert "no_plan" in {each.code for each in before.degraded}
    story.done(DispatchUnit(unit="PE-E3", incident=FIRE))
    advice = asked(story)
    assert (advice.needs, advice.options) == ((), ())
    assert {each.code for each in advice.degraded} == {
        "no_plan_there", "no_ground", "nobody_counted"
    }  # fmt: skip
    told = list(lines(advice))
    assert "Nothing more is asked for." in told
    assert "Nobody can be sent." not in told


def test_of_cover_nothing_is_said_where_nobody_is_counted() -> None:
    advice = asked(town(Need("engine")))
    assert "cover_stays" not in codes(advice)
    assert "nobody_counted" in {each.code for each in advice.degraded}
    served = asked(
        town(Need("engine", quantity=4)),
        Served(),
        policy=weighed(0),
        neighbours=(lent_engine("Elsewhere"),),
    )
    assert "lender_covered" not in codes(served), "nobody counted the people of Elsewhere"
    control = asked(
        town(Need("engine", quantity=4)),
        Served(),
        policy=weighed(0),
        neighbours=(lent_engine("Hillside"),),
    )
    assert "lender_covered" in codes(control)
    assert "nobody_counted" not in {each.code for each in control.degraded}


def lent_engine(home: str) -> Neighbour:
    """An engine of another town, far from everybody."""
    engine = town(*NEEDS).picture.units.get("PE-E1")
    assert engine is not None
    unit = msgspec.structs.replace(engine, id="HS-E9", call_sign="E9")
    return Neighbour(unit, home, Aid.automatic, Point(43_200_000, -70_710_000))


def test_a_unit_of_which_nobody_knows_where_it_is_goes_after_all_others_and_it_is_said() -> None:
    story = town(Need("engine", quantity=3))
    story.done(RegisterUnit(call_sign="E0", kind="engine", agency=Agency.fire))
    advice = asked(story)
    assert set(advice.options[0].units) == {"PE-E1", "PE-E2", "PE-E3"}
    assert why(advice, "E0")[0] is WhyNot.nowhere
    story.done(TakeOutOfService(unit="PE-E1", reason="pump"))
    advice = asked(story)
    assert set(advice.options[0].units) == {"PE-E0", "PE-E2", "PE-E3"}
    assert advice.options[0].arrival_p50_s is None
    assert "arrival_unknown" in codes(advice)


def test_a_vehicle_whose_crew_goes_with_another_says_so() -> None:
    story = town(Need("engine", quantity=3), Need("ladder"))
    story.done(ShareCrew(units=("PE-E3", "PE-L1")))
    advice = asked(story)
    assert advice.options[0].missing == ("ladder",)
    assert why(advice, "L1") == (WhyNot.crew_goes, {"other": "E3"})


def test_who_has_only_the_skill_that_is_asked_for_brings_something() -> None:
    story = town(Need("engine"), skills=(Need("water_rescue"),))
    for sign, station in (("R1", "quay"), ("R2", "mill")):
        story.done(
            RegisterUnit(call_sign=sign, kind="boat", station=station, agency=Agency.fire,
                         capabilities=(Capability("water_rescue"),))
        )  # fmt: skip
    advice = asked(story)
    assert set(advice.options[0].units) == {"PE-E3", "PE-R1"}
    reason, told = why(advice, "R2")
    assert (reason, told["than"]) == (WhyNot.later, "R1")


def test_another_option_sends_somebody_else_and_not_merely_less() -> None:
    story = town(Need("engine", quantity=2), Need("ladder"), Need("ambulance"))
    sets = [set(each.units) for each in asked(story, most=9).options]
    assert {"PE-E2", "PE-E3", "PE-L1", "PE-A1"} in sets
    assert {"PE-E1", "PE-E2", "PE-L1", "PE-A1"} in sets
    assert len(sets) == 3
    assert not any(one < other for one in sets for other in sets)
    assert all(each.missing == () for each in asked(story, most=9).options)


def test_where_nobody_else_could_go_the_other_option_is_to_send_less() -> None:
    story = town(Need("engine", quantity=3), Need("ladder"))
    first, *others = asked(story, most=9).options
    assert set(first.units) == {"PE-E1", "PE-E2", "PE-E3", "PE-L1"}
    (less,) = others
    assert set(less.units) < set(first.units)
    assert len(less.missing) == 1
    assert len(asked(story, most=1).options) == 1


@pytest.mark.parametrize(
    ("newest", "since", "kind", "is_lifted", "is_said"),
    [
        ("2026-06-01", "2026-03-01", "closed", False, True),
        ("2026-06-01T10:00:00Z", "2026-03-01", "flooded", False, True),
        ("2026-06-01", "2026-06-01", "closed", False, False),
        ("2026-06-01", "2026-03-01", "closed", True, False),
        ("2026-06-01", "2026-03-01", "without_power", False, False),
        ("not stated", "2026-03-01", "closed", False, False),
        ("", "2026-03-01", "closed", False, False),
    ],
)
def test_a_closure_older_than_the_roads_is_said(
    newest: str, since: str, kind: str, is_lifted: bool, is_said: bool
) -> None:
    story = town(*NEEDS)
    at = datetime.fromisoformat(f"{since}T12:00:00Z")
    closure = Closure("x1", kind, Extent(edges=("w1.n2",)), at, lifted_at=at if is_lifted else None)
    ground = Ground("sha256:1", 1, "sha256:2", "area", "Ellery", "drawn", at, newest_edit=newest)
    story.picture = msgspec.structs.replace(
        story.picture, closures=from_items({"x1": closure}), grounds=from_items({"g1": ground})
    )
    roads = Straight()
    roads.checksum = "sha256:1"
    told = [e.parameters for e in asked(story, roads).degraded if e.code == "closures_older"]
    assert told == ([{"n": 1, "day": "2026-06-01"}] if is_said else [])
    assert all(e.code != "closures_older" for e in asked(story).degraded)  # over no roads

"""Units that work: when they are done, as such work has lasted; who waits if one is taken."""

from datetime import timedelta

import msgspec
import pytest

from tests.operations.story import MORNING, Story
from tests.planners.dispatch.test_advising import FIRE, QUAY, asked, town, why
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.facilities import RegisterFacility
from tocsin.operations.incident import GivenPlace, OpenIncident
from tocsin.operations.picture.dispatch_policy import DispatchPolicy, Weights
from tocsin.operations.picture.incident import Incident, Mark, Response
from tocsin.operations.picture.map import from_items
from tocsin.operations.picture.plan import Need
from tocsin.operations.stacking import StackAssignment
from tocsin.operations.status import ReportEnRoute, ReportOnScene
from tocsin.operations.units import RegisterUnit
from tocsin.planners.dispatch.advice import Advice
from tocsin.planners.dispatch.candidates import Standing, WhyNot
from tocsin.planners.dispatch.learning import works
from tocsin.planners.dispatch.question import Part, Work
from tocsin.terms.codes import Agency, Priority, UnitStatus

BIN = "PE-bin"
LASTED = Work(Part.scene, "fire.waste", tuple(range(60, 1_260, 60)))
"""Twenty times, of one minute to twenty."""
PLAIN = DispatchPolicy("ours", Weights(cover_s_per_percent=0, unsure_permille=0))


def working(needs: int = 1, *, since_s: int = 0) -> Story:
    """The near engine puts out a bin at the quay, as urgent as anything."""
    story = town(Need("engine", quantity=needs))
    place = GivenPlace(label="Bin", point=QUAY)
    story.done(OpenIncident(id=BIN, type="fire.waste", priority=Priority.immediate, place=place))
    story.done(DispatchUnit(unit="PE-E3", incident=BIN))
    story.done(ReportOnScene(unit="PE-E3"))
    changed(story, "PE-E3", since=MORNING + timedelta(seconds=600 - since_s))
    return story


def changed(story: Story, name: str, **fields: object) -> None:
    units = {each.id: each for each in story.picture.units.values()}
    units[name] = msgspec.structs.replace(units[name], **fields)
    story.picture = msgspec.structs.replace(story.picture, units=from_items(units))


def sent(advice: Advice) -> set[str]:
    return {unit for option in advice.options for unit in option.units}


@pytest.mark.parametrize(
    ("since_s", "half", "most"), [(0, 600, 1_080), (300, 480, 840), (600, 300, 540)]
)
def test_it_is_done_when_such_work_is_usually_over_given_how_long_it_lasts_already(
    since_s: int, half: int, most: int
) -> None:
    advice = asked(working(3, since_s=since_s), works=(LASTED,), policy=PLAIN)
    (found,) = (each for each in advice.options[0].sends if each.unit == "PE-E3")
    assert found.standing is Standing.about_to_clear
    assert (found.clears_s, found.arrival_p50_s, found.arrival_p90_s) == (half, half, most)
    reasons = {each.code: each.parameters for each in advice.options[0].reasons}
    assert reasons["clears_soon"] == {"unit": "E3", "seconds": half}


def test_where_nobody_can_say_when_it_is_done_it_works() -> None:
    few = msgspec.structs.replace(LASTED, lasted_s=LASTED.lasted_s[:19])
    other = msgspec.structs.replace(LASTED, of="medical")
    for works_, since_s in (((), 0), ((few,), 0), ((other,), 0), ((LASTED,), 1_000)):
        advice = asked(working(3, since_s=since_s), works=works_, policy=PLAIN)
        assert "PE-E3" not in sent(advice)
        assert why(advice, "E3") == (WhyNot.committed, {"incident": BIN})


def test_the_group_stands_in_where_too_few_of_a_type_are_known() -> None:
    group = msgspec.structs.replace(LASTED, of="fire")
    assert "PE-E3" in sent(asked(working(3), works=(group,), policy=PLAIN))


def test_a_town_that_waits_for_nobody_takes_nobody_who_works() -> None:
    never = DispatchPolicy("ours", Weights(cover_s_per_percent=0, clears_within_s=0))
    assert "PE-E3" not in sent(asked(working(3), works=(LASTED,), policy=never))
    soon = DispatchPolicy("ours", Weights(cover_s_per_percent=0, clears_within_s=599))
    assert "PE-E3" not in sent(asked(working(3), works=(LASTED,), policy=soon))
    enough = DispatchPolicy("ours", Weights(cover_s_per_percent=0, clears_within_s=600))
    assert "PE-E3" in sent(asked(working(3), works=(LASTED,), policy=enough)), "the control"


def test_one_whose_next_is_something_else_is_not_free_when_it_clears() -> None:
    story = working(3)
    story.done(OpenIncident(id="PE-next", type="fire.waste"))
    changed(story, "PE-E3", stack=("PE-next",))
    assert "PE-E3" not in sent(asked(story, works=(LASTED,), policy=PLAIN))
    story.done(StackAssignment(unit="PE-E3", incident=FIRE))
    assert why(asked(story, works=(LASTED,), policy=PLAIN), "E3")[0] is WhyNot.comes_next


def test_what_is_unsure_is_dear() -> None:
    """The far engine rolls at once; the near one is there sooner as often as not."""
    story = working(1, since_s=600)
    changed(story, "PE-E1", status=UnitStatus.out_of_service)
    far = next(each for each in asked(story, policy=PLAIN).options[0].sends)
    assert far.unit == "PE-E2"
    assert far.arrival_p50_s is not None
    soon = Work(Part.scene, "fire.waste", (*range(601, 621), *range(4_000, 4_015)))
    sure = asked(story, works=(soon,), policy=PLAIN)
    assert sure.options[0].units == ("PE-E3",)
    priced = DispatchPolicy("ours", Weights(cover_s_per_percent=0))
    unsure = asked(story, works=(soon,), policy=priced)
    assert unsure.options[0].units == ("PE-E2",)
    assert why(unsure, "E3")[1]["because"] == "unsure"


def test_at_a_hospital_it_is_done_as_they_are_at_that_one() -> None:
    story = town(Need("ambulance"))
    story.done(RegisterFacility(id="mercy", name="Mercy", kind="hospital",
                                place=GivenPlace(point=QUAY)))  # fmt: skip
    began = MORNING + timedelta(seconds=600 - 120)
    changed(
        story, "PE-A1", status=UnitStatus.at_hospital, destination="mercy", since=began,
        incident=BIN, position=None,
    )  # fmt: skip
    mercy = Work(Part.hospital, "mercy", tuple(range(100, 700, 20)))
    advice = asked(story, works=(mercy,), policy=PLAIN)
    (found,) = advice.options[0].sends
    assert (found.unit, found.standing) == ("PE-A1", Standing.about_to_clear)
    assert found.drive_s == 0, "it stands where the hospital is"
    other = msgspec.structs.replace(mercy, of="elsewhere")
    assert asked(story, works=(other,), policy=PLAIN).options == ()


def test_how_long_work_lasts_is_learned_by_type_and_group_and_by_hospital() -> None:
    def response(*marks: tuple[UnitStatus, int], end: int | None, **more: object) -> Response:
        stamped = tuple(
            Mark(status, MORNING + timedelta(minutes=minute)) for status, minute in marks
        )
        ended = None if end is None else MORNING + timedelta(minutes=end)
        return Response("PE-A1", stamped, ended, **more)  # type: ignore[arg-type]

    scene, moves, there = UnitStatus.on_scene, UnitStatus.transporting, UnitStatus.at_hospital
    unseen = (Mark(scene, MORNING + timedelta(minutes=5), after=MORNING),)
    incident = Incident(
        "PE-1", "1", MORNING, "medical.fall",
        responses=(
            response((scene, 0), end=10),
            response((scene, 0), (moves, 7), (there, 20), end=50, destination="mercy"),
            response((scene, 0), end=None),
            response((scene, 30), end=20),
            Response("PE-A1", unseen, MORNING + timedelta(minutes=50)),
        ),
    )  # fmt: skip
    found = {(each.part, each.of): each.lasted_s for each in works([incident])}
    assert found == {
        (Part.scene, "medical.fall"): (420, 600), (Part.scene, "medical"): (420, 600),
        (Part.hospital, "mercy"): (1_800,), (Part.hospital, None): (1_800,),
    }  # fmt: skip


def diverted() -> Story:
    """The near engine drives to a routine bin, which stands at the mill."""
    story = town(Need("engine", quantity=3))
    mill = story.picture.stations.get("mill")
    assert mill is not None
    story.done(
        OpenIncident(id=BIN, type="fire.waste", priority=Priority.routine,
                     place=GivenPlace(label="Bin", point=mill.point))
    )  # fmt: skip
    story.done(DispatchUnit(unit="PE-E3", incident=BIN))
    story.done(ReportEnRoute(unit="PE-E3"))
    return story


@pytest.mark.parametrize(
    ("ordered_s", "left50", "left90"), [(0, 70, 130), (30, 40, 100), (90, 0, 40)]
)
def test_whoever_is_taken_before_it_rolled_wants_what_is_left_of_its_turnout(
    ordered_s: int, left50: int, left90: int
) -> None:
    """It stands at the quay, where the fire is."""
    story = diverted()
    since = MORNING + timedelta(seconds=600 - ordered_s)
    changed(story, "PE-E3", status=UnitStatus.committed, since=since)
    policy = DispatchPolicy("ours", Weights(turnout_p50_s=70, turnout_p90_s=130))
    (found,) = (e for e in asked(story, policy=policy).options[0].sends if e.unit == "PE-E3")
    assert found.standing is Standing.less_urgent
    assert (found.drive_s, found.arrival_p50_s, found.arrival_p90_s) == (0, left50, left90)
    changed(story, "PE-E3", status=UnitStatus.en_route)  # the control: it has rolled
    (found,) = (e for e in asked(story, policy=policy).options[0].sends if e.unit == "PE-E3")
    assert (found.arrival_p50_s, found.arrival_p90_s) == (0, 0)


def leaving(advice: Advice) -> tuple[str, dict[str, str | int]]:
    (found,) = (e for e in advice.options[0].reasons if e.code.startswith("leaves_work"))
    return found.code, found.parameters


def test_whoever_is_left_waits_longer_until_the_next_of_the_kind_is_there() -> None:
    story = diverted()
    assert leaving(asked(story)) == ("leaves_work_alone", {"unit": "E3", "incident": BIN})
    story.done(RegisterUnit(call_sign="E8", kind="engine", station="mill", agency=Agency.fire))
    changed(story, "PE-E8", crew_count=1, crew_minimum=6)
    code, told = leaving(asked(story))
    assert (code, told["incident"], told["instead"]) == ("leaves_work_for", BIN, "E8")
    assert told["seconds"] == 0, "who comes instead is nearer"


def test_where_nobody_knows_where_it_is_nobody_says_how_much_longer_it_waits() -> None:
    story = town(Need("engine", quantity=3))
    story.done(OpenIncident(id=BIN, type="fire.waste", priority=Priority.routine))
    story.done(DispatchUnit(unit="PE-E3", incident=BIN))
    story.done(ReportEnRoute(unit="PE-E3"))
    assert leaving(asked(story)) == ("leaves_work", {"unit": "E3", "incident": BIN})

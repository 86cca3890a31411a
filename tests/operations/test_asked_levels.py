"""What a plan asks of the escalation path is owed by the duty officer, who is told the act; it is
not done by itself.
"""

from datetime import timedelta

from tests.laws.regional_world import PATH, RegionalWorld
from tests.operations.story import MORNING
from tests.operations.test_regional import done, joined, link
from tocsin.operations import due
from tocsin.operations.arising import arising
from tocsin.operations.incident import CloseIncident
from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.plan import Applies, Card, Need, PlanContent, Rung
from tocsin.operations.plans import AdoptPlan
from tocsin.operations.regional import JoinRegional
from tocsin.operations.regional_levels import RaiseRegional
from tocsin.operations.runs import StartPlan, StopPlan

LADDER = (
    Rung(2, 600, "it has crossed the road", raises_to=EscalationLevel.towns),
    Rung(2, 1_200, "no control", ("chief",), raises_to=EscalationLevel.region),
)
CARDS = (Card(1, (Need("engine"),)), Card(2, (Need("engine", quantity=4),)))
WILDLAND = PlanContent("Wildland", Applies(types=("fire",)), cards=CARDS, ladder=LADDER)


def burning(world: RegionalWorld, minutes: int, plan: PlanContent = WILDLAND) -> None:
    """PE's incident runs under the plan, and its clock has gone on."""
    done(world, "PE", AdoptPlan(plan="wildland", over=0, content=plan), StartPlan(incident="PE-X"))
    tick(world, minutes)


def tick(world: RegionalWorld, minutes: int) -> None:
    """The town's clock orders what has fallen due."""
    story = world.stories["PE"]
    story.now_s += minutes * 60
    now = MORNING + timedelta(seconds=story.now_s)
    for _twice in range(2):  # what a rung asks for is owed from the next look on
        for _, each in due.due(story.picture, now):
            world.order("PE", each, actor="system/clock")


def owed(world: RegionalWorld) -> list[tuple[str, str, str]]:
    """What the path owes: the kind, of which incident, by whom."""
    later = MORNING + timedelta(days=1)
    return sorted(
        (each.kind, each.subject, str(each.role))
        for each in arising(world.stories["PE"].picture, later)
        if each.kind.endswith("_asked")
    )


TOWNS = ("towns_asked", "incident/PE-X", "duty_officer")
REGION = ("region_asked", "incident/PE-X", "duty_officer")


def test_a_reached_rung_asks_for_its_level_until_the_incident_is_there() -> None:
    world = RegionalWorld(("PE", "WE", "KR"), path=PATH)
    burning(world, 5)
    assert owed(world) == [], "not yet"
    tick(world, 6)
    assert owed(world) == [TOWNS]
    tick(world, 10)
    assert owed(world) == [REGION, TOWNS]
    opened = [e for e in world.stories["PE"].picture.obligations.values() if e.kind == TOWNS[0]]
    assert [each.role for each in opened] == ["duty_officer"], "it is an alarm of its own"
    assert world.rows("PE") == [], "nothing was linked by itself"
    link(world, "PE", "WE", "WE-X")
    done(world, "WE", JoinRegional(regional=world.row("WE").id, incident="WE-X"))
    world.settle()
    assert owed(world) == [REGION]
    done(world, "PE", RaiseRegional(regional=world.row("PE").id))
    assert owed(world) == []


def test_without_an_agreed_path_a_plan_asks_for_nothing() -> None:
    world = RegionalWorld(("PE", "WE", "KR"))
    burning(world, 30)
    run = world.stories["PE"].picture.runs.get("PE-X")
    assert run is not None
    assert run.escalated == (0, 1), "the control: the rungs are reached all the same"
    assert owed(world) == []


def test_what_is_over_or_raised_already_asks_for_nothing() -> None:
    world = joined(("PE", "WE", "KR"), path=PATH)
    done(world, "PE", RaiseRegional(regional=world.row("PE").id))
    burning(world, 30)
    assert owed(world) == []
    for order in (
        StopPlan(incident="PE-X", reason="rain"), CloseIncident(incident="PE-X", disposition="out")
    ):  # fmt: skip
        world = RegionalWorld(("PE", "WE", "KR"), path=PATH)
        burning(world, 30)
        assert owed(world) == [REGION, TOWNS]
        done(world, "PE", order)
        assert owed(world) == []


def test_a_rung_does_not_raise_to_the_town_itself() -> None:
    world = RegionalWorld(("PE", "WE"), path=PATH)
    ladder = (Rung(2, 600, "no control", raises_to=EscalationLevel.town),)
    plan = PlanContent("Wildland", Applies(types=("fire",)), cards=CARDS, ladder=ladder)
    assert world.order("PE", AdoptPlan(plan="wildland", over=0, content=plan)) == "plan_unsound"

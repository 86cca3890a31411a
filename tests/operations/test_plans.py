"""Plans: adopted in versions, found by the closest fit, counted against what was sent."""

from itertools import permutations

import pytest

from tests.operations.quay import FIRE, quay_fire, send
from tests.operations.story import Story
from tocsin.operations.alarm import RaiseAlarm
from tocsin.operations.dispatch import DispatchUnit
from tocsin.operations.incident import NameHazards, RetypeIncident
from tocsin.operations.picture import Incident
from tocsin.operations.picture.plan import (
    Applies,
    Area,
    Card,
    Need,
    PlanContent,
    PlanShelf,
    Question,
    Rung,
    Step,
)
from tocsin.operations.picture.unit import Capability
from tocsin.operations.plans import (
    AdoptPlan,
    Match,
    PlanAdopted,
    PlanWithdrawn,
    WithdrawPlan,
    plan_for,
    questions_for,
)
from tocsin.operations.shortfall import shortfall
from tocsin.operations.units import RegisterUnit
from tocsin.terms.codes import Priority
from tocsin.terms.words import Words

ANY_FIRE = Applies(types=("fire",))
FIRST = Card(level=1, needs=(Need("engine", quantity=2), Need("ladder")))
SECOND = Card(level=2, needs=(Need("engine", quantity=4), Need("ladder", quantity=2)))


def plan(*cards: Card, trigger: Applies = ANY_FIRE) -> PlanContent:
    return PlanContent(name="Fire", trigger=trigger, cards=cards or (FIRST,))


def adopt(story: Story, id: str, content: PlanContent, over: int = 0) -> None:
    story.done(AdoptPlan(plan=id, over=over, content=content))


def shelf(story: Story, id: str = "fire") -> PlanShelf:
    found = story.picture.plans.get(id)
    assert found is not None
    return found


def the_fire(story: Story) -> Incident:
    found = story.picture.incidents.get(FIRE)
    assert found is not None
    return found


def best(story: Story) -> Match:
    found = plan_for(story.picture, the_fire(story))
    assert found is not None
    return found


def board(story: Story) -> tuple[int, int]:
    found = shortfall(story.picture, the_fire(story))
    assert found is not None
    return found.assigned, found.needed


def test_each_adoption_is_the_next_version_and_carries_the_whole_plan() -> None:
    story = Story()
    (first,) = story.done(AdoptPlan(plan="fire", over=0, content=plan()))
    assert first == PlanAdopted(plan="fire", version=1, content=plan())
    assert story.done(AdoptPlan(plan="fire", over=1, content=plan())) == [], "nothing changed"
    adopt(story, "fire", plan(FIRST, SECOND), over=1)
    assert (shelf(story).in_force, shelf(story).latest) == (2, 2)
    assert [each.version for each in shelf(story).versions] == [2], "nobody runs under 1"


def test_a_withdrawn_plan_is_not_found_and_its_number_is_not_used_again() -> None:
    story = quay_fire()
    adopt(story, "fire", plan())
    unread = story.refused(WithdrawPlan(plan="fire", reason="as it was", over=0))
    assert (unread.code, unread.parameters["latest"]) == ("plan_was_not_read", "1")
    (gone,) = story.done(WithdrawPlan(plan="fire", reason="Replaced by the county's", over=1))
    assert gone == PlanWithdrawn(
        plan="fire", version=1, reason=Words("plan/fire", "Replaced by the county's")
    )
    assert plan_for(story.picture, the_fire(story)) is None
    assert story.done(WithdrawPlan(plan="fire", reason="again")) == []
    adopt(story, "fire", plan(), over=1)
    assert shelf(story).in_force == 2
    assert shelf(story).withdrawn_because is None


def test_an_edit_of_an_old_version_is_refused_with_the_latest() -> None:
    story = Story()
    adopt(story, "fire", plan())
    refused = story.refused(AdoptPlan(plan="fire", over=0, content=plan(FIRST, SECOND)))
    assert (refused.code, refused.parameters["latest"]) == ("plan_has_moved_on", "1")
    assert story.refused(WithdrawPlan(plan="flood", reason="r")).code == "plan_unknown"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (PlanContent("Empty", Applies()), "nothing in it"),
        (PlanContent("Late", Applies(), cards=(SECOND,)), "cards"),
        (
            PlanContent("Twice", Applies(), steps=(Step("a", "x", "dispatcher"),) * 2),
            "steps: a twice",
        ),
        (
            PlanContent("High", Applies(), cards=(FIRST,), ladder=(Rung(2, 600, "no water"),)),
            "ladder: level 2",
        ),
    ],
)
def test_a_plan_that_does_not_hold_together_is_refused(content: PlanContent, fault: str) -> None:
    refused = Story().refused(AdoptPlan(plan="p", over=0, content=content))
    assert refused.code == "plan_unsound"
    assert refused.parameters["fault"].startswith(fault)


def test_the_closest_plan_wins_whatever_the_order_of_adoption() -> None:
    plans = {
        "any": plan(trigger=Applies()),
        "group": plan(trigger=Applies(types=("fire",))),
        "type": plan(trigger=Applies(types=("fire.structure",))),
        "type-in-port": plan(
            trigger=Applies(types=("fire.structure",), areas=(Area("district", "Port"),))
        ),
        "type-with-gas": plan(trigger=Applies(types=("fire.structure",), hazards=("gas",))),
        "elsewhere": plan(
            trigger=Applies(types=("fire.structure",), areas=(Area("district", "Hill"),))
        ),
        "not-urgent": plan(trigger=Applies(types=("fire",), priorities=(Priority.routine,))),
    }
    for order in list(permutations(plans))[::500]:
        story = quay_fire()
        for id in order:
            adopt(story, id, plans[id])
        assert best(story).plan.id == "type-in-port"
        story.done(NameHazards(incident=FIRE, hazards=("gas", "asbestos")))
        assert best(story).plan.id == "type-with-gas"
        story.done(RetypeIncident(incident=FIRE, type="fire.vehicle"))
        assert best(story).plan.id == "group"
        story.done(RetypeIncident(incident=FIRE, type="medical.fall"))
        assert best(story).plan.id == "any"


def test_of_two_plans_that_fit_equally_the_first_id_wins() -> None:
    story = quay_fire()
    adopt(story, "b", plan())
    adopt(story, "a", plan())
    assert best(story).plan.id == "a"


def test_the_card_is_that_of_the_alarm_level_and_of_the_area() -> None:
    port = Card(
        level=1, needs=(Need("fireboat"),), applies=Applies(areas=(Area("district", "Port"),))
    )
    hill = Card(
        level=1, needs=(Need("tanker"),), applies=Applies(areas=(Area("district", "Hill"),))
    )
    story = quay_fire()
    adopt(story, "fire", plan(FIRST, port, hill, SECOND))
    assert best(story).card == port
    story.done(RaiseAlarm(incident=FIRE, level=2))
    assert best(story).card == SECOND
    story.done(RaiseAlarm(incident=FIRE, level=5))
    assert best(story).card == SECOND, "the highest card there is"


def test_a_checklist_without_run_cards_has_no_card_and_no_shortfall() -> None:
    story = quay_fire()
    adopt(story, "heat", PlanContent("Heat", Applies(), steps=(Step("a", "Open halls", "clerk"),)))
    assert best(story).card is None
    assert shortfall(story.picture, the_fire(story)) is None


def test_the_board_shows_how_many_of_the_card_are_there() -> None:
    story = quay_fire()
    adopt(story, "fire", plan())
    assert board(story) == (0, 3)
    send(story, "E1")
    send(story, "L1", kind="ladder")
    assert board(story) == (2, 3)
    send(story, "L2", kind="ladder")
    assert board(story) == (2, 3), "a second ladder is not the missing engine"
    send(story, "E2")
    found = shortfall(story.picture, the_fire(story))
    assert found is not None
    assert found.is_met


def with_unit(story: Story, call_sign: str, *capabilities: Capability) -> None:
    story.done(RegisterUnit(call_sign=call_sign, kind="apparatus", capabilities=capabilities))
    story.done(DispatchUnit(unit=f"PE-{call_sign}", incident=FIRE))


def test_a_unit_that_is_two_things_fills_one_need_and_the_one_that_helps_most() -> None:
    story = quay_fire()
    adopt(story, "fire", plan(Card(level=1, needs=(Need("engine"), Need("ladder")))))
    with_unit(story, "Q1", Capability("engine"), Capability("ladder"))
    assert board(story) == (1, 2), "a quint is the engine or the ladder"
    with_unit(story, "E1", Capability("engine"))
    assert board(story) == (2, 2), "the quint makes room and is the ladder"


def test_a_more_capable_type_serves_and_a_less_capable_or_unknown_one_does_not() -> None:
    story = quay_fire()
    adopt(story, "fire", plan(Card(level=1, needs=(Need("engine", type=2, quantity=3),))))
    with_unit(story, "E1", Capability("engine", type=1))
    assert board(story) == (1, 3)
    with_unit(story, "E2", Capability("engine", type=3))
    with_unit(story, "E3", Capability("engine"))
    assert board(story) == (1, 3)
    with_unit(story, "ST1", Capability("engine", type=2, quantity=5))
    assert board(story) == (3, 3), "a strike team brings five"


def test_skills_are_counted_on_whatever_came() -> None:
    story = quay_fire()
    card = Card(level=1, needs=(Need("engine"),), skills=(Need("water_rescue", quantity=2),))
    adopt(story, "fire", plan(card))
    with_unit(story, "E1", Capability("engine"), Capability("water_rescue", quantity=1))
    found = shortfall(story.picture, the_fire(story))
    assert found is not None
    assert (found.assigned, found.needed) == (1, 1)
    assert [each.missing for each in found.skills] == [1]
    assert not found.is_met


def asking(*questions: Question, types: tuple[str, ...] = ()) -> PlanContent:
    return PlanContent(name="Asks", trigger=Applies(types=types), questions=questions)


def test_the_closest_plan_asks_first_and_each_question_once() -> None:
    story, who = Story(), Question("who", "Who?")
    adopt(story, "any", asking(who))
    adopt(story, "fire", asking(Question("inside", "Inside?"), who, types=("fire",)))
    adopt(story, "room", asking(Question("door", "Door shut?"), types=("fire.room",)))
    gas = Question("gas", "Gas?", types=("fire.vehicle",))
    adopt(story, "gone", asking(gas, types=("fire",)))
    assert [each.question.id for each in questions_for(story.picture, "fire.vehicle")] == [
        "inside",
        "who",
        "gas",
    ]
    story.done(WithdrawPlan(plan="gone", reason="one list"))
    found = questions_for(story.picture, "fire.room")
    assert [(each.plan, each.question.id) for each in found] == [
        ("room", "door"),
        ("fire", "inside"),
        ("fire", "who"),
    ]
    assert questions_for(story.picture, "medical.fall")[0].plan == "any"


def test_a_question_that_stands_twice_is_unsound() -> None:
    twice = asking(Question("who", "Who?"), Question("who", "Who else?"))
    assert Story().refused(AdoptPlan(plan="any", over=0, content=twice)).code == "plan_unsound"

"""An incident under its plan: steps, cards, a plan that changes midway, and what falls due."""

from datetime import timedelta

import pytest

from tests.operations.quay import FIRE, close, quay_fire, send
from tests.operations.story import MORNING, Story
from tests.operations.test_plans import FIRST, SECOND, adopt, shelf, the_fire
from tocsin.operations import escalation
from tocsin.operations.alarm import RaiseAlarm
from tocsin.operations.escalation import EscalationReached, NoticeRun, StepOverdue
from tocsin.operations.incident import ArchiveIncident, OpenIncident
from tocsin.operations.objectives import ObjectiveSet
from tocsin.operations.orders import Command
from tocsin.operations.picture.plan import (
    Applies,
    PlanContent,
    PlanObjective,
    Run,
    Rung,
    Step,
    TickState,
)
from tocsin.operations.plan_changes import (
    AcceptPlanChange,
    DeclinePlanChange,
    PlanChange,
    plan_change,
)
from tocsin.operations.plans import WithdrawPlan
from tocsin.operations.runs import (
    PlanStarted,
    SkipStep,
    StartPlan,
    StepTicked,
    StopPlan,
    TakeCard,
    TickStep,
    UntickStep,
    suggested_level,
)
from tocsin.operations.shortfall import shortfall
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words

GAS = Step("gas", "Gas shut off", "operations_section_chief", due_s=300)
HYDRANT = Step("hydrant", "Second hydrant", "dispatcher")
TRAFFIC = Step("traffic", "Close the quay road", "liaison_officer")
STAGING = Step("staging", "Staging area named", "logistics_section_chief", due_s=120, level=2)


def content(*steps: Step) -> PlanContent:
    return PlanContent(
        name="Fire",
        trigger=Applies(types=("fire",)),
        cards=(FIRST, SECOND),
        steps=steps,
        objectives=(PlanObjective("Everybody out", ObjectivePriority.life_safety),),
        ladder=(Rung(2, 1200, "No control after twenty minutes", ("chief",)),),
    )


def running() -> Story:
    story = quay_fire()
    adopt(story, "fire", content(GAS, HYDRANT, STAGING))
    story.done(StartPlan(incident=FIRE))
    return story


def run(story: Story) -> Run:
    found = story.picture.runs.get(FIRE)
    assert found is not None
    return found


def states(story: Story) -> dict[str, TickState]:
    return {each.id: each.state for each in run(story).ticks}


def test_an_incident_shows_the_plan_and_version_it_runs_under() -> None:
    story = quay_fire()
    adopt(story, "fire", content(GAS, HYDRANT, STAGING))
    started, objective = story.done(StartPlan(incident=FIRE))
    assert started == PlanStarted(incident=FIRE, plan="fire", version=1, level=1)
    assert isinstance(objective, ObjectiveSet)
    assert objective.text == Words(f"incident/{FIRE}", "Everybody out")
    assert states(story) == {"gas": TickState.open, "hydrant": TickState.open}
    gas = run(story).tick("gas")
    assert gas is not None
    assert gas.role == "operations_section_chief"
    assert gas.due_at == run(story).started_at + timedelta(seconds=300)


def test_a_step_is_done_with_proof_skipped_with_a_reason_and_opened_again() -> None:
    story = running()
    story.done(TickStep(incident=FIRE, step="gas", proof="Utility confirms"))
    gas = run(story).tick("gas")
    assert gas is not None
    assert (gas.state, gas.by) == (TickState.done, "p-dispatcher")
    assert gas.at == MORNING + timedelta(seconds=story.now_s)
    assert gas.words == Words(f"incident/{FIRE}", "Utility confirms")
    assert story.done(TickStep(incident=FIRE, step="gas")) == []
    story.done(SkipStep(incident=FIRE, step="hydrant", reason="Water from the quay"))
    assert run(story).done == 2
    story.done(UntickStep(incident=FIRE, step="gas", reason="Wrong street"))
    gas = run(story).tick("gas")
    assert gas is not None
    assert (gas.state, gas.by) == (TickState.open, None)


def test_a_late_tick_does_not_overwrite_a_younger_one() -> None:
    story = running()
    story.done(TickStep(incident=FIRE, step="gas"))
    story.done(UntickStep(incident=FIRE, step="gas", reason="Wrong street"))
    story.given(StepTicked(incident=FIRE, step="gas", state=TickState.done), at_s=2)
    assert states(story)["gas"] is TickState.open


def test_a_raised_alarm_suggests_the_next_card_and_people_take_it() -> None:
    story = running()
    assert suggested_level(story.picture, FIRE) is None
    story.done(RaiseAlarm(incident=FIRE, level=2))
    assert suggested_level(story.picture, FIRE) == 2
    found = shortfall(story.picture, the_fire(story))
    assert found is not None
    assert found.card == FIRST, "until somebody takes the next card"
    story.done(TickStep(incident=FIRE, step="gas"))
    story.done(TakeCard(incident=FIRE))
    assert suggested_level(story.picture, FIRE) is None
    found = shortfall(story.picture, the_fire(story))
    assert found is not None
    assert found.card == SECOND
    assert states(story)["gas"] is TickState.done
    staging = run(story).tick("staging")
    assert staging is not None
    assert staging.due_at == MORNING + timedelta(seconds=story.now_s + 120), "from now"


def test_a_plan_changed_in_mid_incident_asks_and_rewrites_nothing() -> None:
    story = running()
    story.done(TickStep(incident=FIRE, step="gas", proof="Utility confirms"))
    before = run(story).ticks
    again = Step("gas", "Gas and power shut off", "liaison_officer")
    adopt(story, "fire", content(again, TRAFFIC), over=1)
    assert run(story).version == 1
    assert run(story).ticks == before
    assert run(story).is_plan_change_offered
    assert plan_change(story.picture, FIRE) == PlanChange(
        plan="fire",
        runs_under=1,
        offered=2,
        added=("traffic",),
        removed=("hydrant",),
        reworded=("gas",),
    )
    assert [each.version for each in shelf(story).versions] == [1, 2], "the old one is readable"


def test_saying_yes_keeps_what_was_ticked_and_takes_the_new_open_steps() -> None:
    story = running()
    story.done(TickStep(incident=FIRE, step="gas", proof="Utility confirms"))
    story.done(SkipStep(incident=FIRE, step="hydrant", reason="Water from the quay"))
    gas = run(story).tick("gas")
    adopt(story, "fire", content(Step("gas", "Gas and power", "clerk"), TRAFFIC), over=1)
    story.done(AcceptPlanChange(incident=FIRE, version=2))
    assert run(story).version == 2
    assert not run(story).is_plan_change_offered
    assert run(story).tick("gas") == gas, "as it was ticked, words and all"
    hydrant = run(story).tick("hydrant")
    assert hydrant is not None
    assert hydrant.is_retired
    assert states(story)["traffic"] is TickState.open
    refused = story.refused(UntickStep(incident=FIRE, step="hydrant", reason="r"))
    assert refused.code == "step_unknown"


def test_an_open_step_takes_its_new_words_and_keeps_its_time() -> None:
    story = running()
    appeared = run(story).started_at
    adopt(story, "fire", content(Step("gas", "Gas and power", "clerk", due_s=60), HYDRANT), over=1)
    story.done(AcceptPlanChange(incident=FIRE, version=2))
    gas = run(story).tick("gas")
    assert gas is not None
    assert (gas.text, gas.role) == ("Gas and power", "clerk")
    assert gas.due_at == appeared + timedelta(seconds=60)


def test_saying_no_keeps_the_version_until_the_next_one_asks() -> None:
    story = running()
    adopt(story, "fire", content(GAS, TRAFFIC), over=1)
    story.done(DeclinePlanChange(incident=FIRE, version=2, reason="Not in the middle of this"))
    assert run(story).version == 1
    assert (run(story).offered, run(story).declined) == (None, 2)
    assert plan_change(story.picture, FIRE) is None
    adopt(story, "fire", content(GAS), over=2)
    assert run(story).offered == 3
    assert [each.version for each in shelf(story).versions] == [1, 3]


def test_a_withdrawn_plan_goes_on_where_it_runs_and_says_so() -> None:
    story = running()
    story.done(WithdrawPlan(plan="fire", reason="r"))
    assert run(story).is_plan_withdrawn
    story.done(TickStep(incident=FIRE, step="gas"))
    assert states(story)["gas"] is TickState.done
    assert shortfall(story.picture, the_fire(story)) is not None


def test_a_stopped_plan_can_be_followed_by_another() -> None:
    story = running()
    adopt(story, "other", PlanContent("Other", Applies(), steps=(TRAFFIC,)))
    story.done(StopPlan(incident=FIRE, reason="It is a chemical fire"))
    assert run(story).stopped_at is not None
    story.done(StartPlan(incident=FIRE, plan="other"))
    assert run(story).plan == "other"
    assert run(story).stopped_at is None


def test_an_overdue_step_is_noticed_once() -> None:
    story = running()
    at = run(story).started_at + timedelta(seconds=300)
    assert escalation.due(story.picture, at - timedelta(seconds=1)) == []
    assert escalation.due(story.picture, at) == [NoticeRun(incident=FIRE)]
    story.now_s += 301
    assert story.done(NoticeRun(incident=FIRE)) == [
        StepOverdue(incident=FIRE, step="gas", role="operations_section_chief", since=at)
    ]
    assert story.done(NoticeRun(incident=FIRE)) == []
    gas = run(story).tick("gas")
    assert gas is not None
    assert gas.overdue_at == at


def test_a_rung_of_the_ladder_tells_its_roles_unless_the_alarm_is_there_already() -> None:
    story = running()
    story.done(TickStep(incident=FIRE, step="gas"))
    at = run(story).started_at + timedelta(seconds=1200)
    story.now_s += 1201
    assert escalation.due(story.picture, at) == [NoticeRun(incident=FIRE)]
    assert story.done(NoticeRun(incident=FIRE)) == [
        EscalationReached(incident=FIRE, rung=0, level=2, tell=("chief",), since=at)
    ]
    assert the_fire(story).alarm_level == 1, "people raise alarms"
    assert story.done(NoticeRun(incident=FIRE)) == []
    adopt(story, "fire", content(GAS, TRAFFIC), over=1)
    story.done(AcceptPlanChange(incident=FIRE, version=2))
    assert escalation.due(story.picture, at) == [], "the same rung is not said again"
    raised = running()
    raised.done(TickStep(incident=FIRE, step="gas"))
    raised.done(RaiseAlarm(incident=FIRE, level=2))
    assert escalation.due(raised.picture, at + timedelta(seconds=60)) == []


def test_a_closed_incident_is_overdue_with_nothing_and_its_run_leaves_with_it() -> None:
    story = running()
    close(story)
    assert escalation.due(story.picture, MORNING + timedelta(days=1)) == []
    story.done(ArchiveIncident(incident=FIRE))
    assert FIRE not in story.picture.runs


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (StartPlan(incident="x"), "incident_unknown"),
        (StartPlan(incident="no plan"), "no_plan_matches"),
        (StartPlan(incident="no plan", plan="flood"), "plan_unknown"),
        (StartPlan(incident="no plan", plan="old"), "plan_is_withdrawn"),
        (StartPlan(incident=FIRE, plan="old"), "plan_already_runs"),
        (StopPlan(incident="no plan", reason="r"), "no_plan_runs"),
        (TickStep(incident="no plan", step="gas"), "no_plan_runs"),
        (TickStep(incident=FIRE, step="boat"), "step_unknown"),
        (TickStep(incident=FIRE, step="staging"), "step_unknown"),
        (SkipStep(incident=FIRE, step="gas", reason="r"), "step_is_dealt_with"),
        (TickStep(incident=FIRE, step="hydrant"), "step_is_dealt_with"),
        (TakeCard(incident=FIRE), "card_is_taken"),
        (AcceptPlanChange(incident=FIRE, version=2), "plan_change_not_offered"),
        (DeclinePlanChange(incident=FIRE, version=1, reason="r"), "plan_change_not_offered"),
    ],
)
def test_runs_are_refused_with_the_reason(command: Command, expected: str) -> None:
    story = running()
    story.done(OpenIncident(id="no plan", type="flood.surge"))
    adopt(story, "old", PlanContent("Old", Applies(types=("x",)), steps=(TRAFFIC,)))
    story.done(WithdrawPlan(plan="old", reason="r"))
    story.done(TickStep(incident=FIRE, step="gas"))
    story.done(SkipStep(incident=FIRE, step="hydrant", reason="r"))
    send(story, "E1")
    assert story.refused(command).code == expected


def test_starting_the_plan_that_runs_changes_nothing() -> None:
    story = running()
    assert story.done(StartPlan(incident=FIRE, plan="fire")) == []

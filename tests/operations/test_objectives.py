"""What is to be achieved: set, said anew, met, abandoned, opened again."""

import pytest

from tests.operations.quay import FIRE, close, quay_fire, there
from tests.operations.story import Story
from tocsin.operations.objectives import (
    AbandonObjective,
    MeetObjective,
    ObjectiveSet,
    ObjectiveStateSet,
    ReopenObjective,
    ReviseObjective,
    SetObjective,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import Objective, ObjectiveState
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.words import Words

LIFE, HOLD = ObjectivePriority.life_safety, ObjectivePriority.incident_stabilization


def with_objective() -> tuple[Story, str]:
    story = quay_fire()
    (event,) = story.done(
        SetObjective(incident=FIRE, text="All out", priority=LIFE, measure="Every flat searched")
    )
    assert isinstance(event, ObjectiveSet)
    return story, event.objective


def the(story: Story, objective: str) -> Objective:
    found = story.picture.objectives.get(objective)
    assert found is not None
    return found


def words(text: str) -> Words:
    return Words(f"incident/{FIRE}", text)


def test_an_objective_hangs_on_its_incident_and_its_words_are_sealed_with_it() -> None:
    story, objective = with_objective()
    assert there(story).objectives == (objective,)
    assert the(story, objective).text == words("All out")
    assert the(story, objective).measure == words("Every flat searched")
    assert the(story, objective).state is ObjectiveState.open


def test_what_was_said_before_is_kept_beside_what_is_said_now() -> None:
    story, objective = with_objective()
    story.done(ReviseObjective(objective=objective, text="All out and counted", priority=HOLD))
    assert the(story, objective).text == words("All out and counted")
    assert the(story, objective).priority is HOLD
    assert the(story, objective).earlier == (words("All out"),)


def test_an_objective_is_met_and_opened_again_when_it_turns_out_otherwise() -> None:
    story, objective = with_objective()
    story.done(MeetObjective(objective=objective, remark="Wardens confirm"))
    assert the(story, objective).state is ObjectiveState.met
    assert story.done(MeetObjective(objective=objective)) == []
    story.done(ReopenObjective(objective=objective, reason="A child is missing"))
    assert the(story, objective).state is ObjectiveState.open
    assert the(story, objective).because == words("A child is missing")
    story.done(AbandonObjective(objective=objective, reason="Building lost"))
    assert the(story, objective).state is ObjectiveState.abandoned


def test_a_late_report_does_not_overwrite_a_younger_state() -> None:
    story, objective = with_objective()
    story.done(MeetObjective(objective=objective))
    late = ObjectiveStateSet(objective=objective, state=ObjectiveState.abandoned)
    story.given(late, at_s=0)
    assert the(story, objective).state is ObjectiveState.met


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (SetObjective(incident="x", text="t", priority=LIFE), "incident_unknown"),
        (MeetObjective(objective="x"), "objective_unknown"),
        (ReviseObjective(objective="x", text="t", priority=LIFE), "objective_unknown"),
        (ReopenObjective(objective="x", reason="r"), "objective_unknown"),
        (ReopenObjective(objective="open", reason="r"), "objective_is_open"),
        (AbandonObjective(objective="met", reason="r"), "objective_is_settled"),
        (ReviseObjective(objective="met", text="t", priority=LIFE), "objective_is_settled"),
    ],
)
def test_objectives_are_refused_with_the_reason(command: Command, expected: str) -> None:
    story, met = with_objective()
    story.done(MeetObjective(objective=met))
    (event,) = story.done(SetObjective(incident=FIRE, text="Hold the wall", priority=HOLD))
    assert isinstance(event, ObjectiveSet)
    known = {"met": met, "open": event.objective}
    fields = {name: getattr(command, name) for name in command.__struct_fields__}
    if "objective" in fields:
        fields["objective"] = known.get(fields["objective"], fields["objective"])
    assert story.refused(type(command)(**fields)).code == expected


def test_a_closed_incident_gets_no_new_objectives() -> None:
    story = quay_fire()
    close(story)
    refused = story.refused(SetObjective(incident=FIRE, text="t", priority=LIFE))
    assert refused.code == "incident_is_closed"

"""Tasks: given, taken on, done or given back; late ones are seen."""

from datetime import timedelta

import pytest

from tests.operations.quay import FIRE, quay_fire, send, there
from tests.operations.story import MORNING, Story
from tocsin.operations import tasks
from tocsin.operations.objectives import ObjectiveSet, SetObjective
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import OwnerKind, Task, TaskOwner, TaskState
from tocsin.operations.posts import EstablishPost, PostEstablished
from tocsin.operations.tasks import (
    AcceptTask,
    AssignTask,
    CancelTask,
    FinishTask,
    NoticeTaskOverdue,
    ReassignTask,
    ReportTaskImpossible,
    SetTaskDeadline,
    TaskAssigned,
    TaskOverdue,
    TaskStateSet,
)
from tocsin.terms.ics import IcsPosition, ObjectivePriority
from tocsin.terms.words import Words

FAY = TaskOwner(OwnerKind.person, "p-fay")
ENGINE = TaskOwner(OwnerKind.unit, "PE-E1")
IN_TEN_MINUTES = MORNING + timedelta(seconds=600)


def with_task() -> tuple[Story, str]:
    story = quay_fire(units=1)
    (event,) = story.done(
        AssignTask(incident=FIRE, text="Search floor 2", owner=FAY, due_at=IN_TEN_MINUTES)
    )
    assert isinstance(event, TaskAssigned)
    return story, event.task


def the(story: Story, task: str) -> Task:
    found = story.picture.tasks.get(task)
    assert found is not None
    return found


def test_a_task_has_an_owner_a_deadline_and_the_objective_it_serves() -> None:
    story = quay_fire()
    (objective,) = story.done(
        SetObjective(incident=FIRE, text="All out", priority=ObjectivePriority.life_safety)
    )
    assert isinstance(objective, ObjectiveSet)
    (event,) = story.done(
        AssignTask(
            incident=FIRE,
            text="Search floor 2",
            owner=FAY,
            due_at=IN_TEN_MINUTES,
            objective=objective.objective,
        )
    )
    assert isinstance(event, TaskAssigned)
    task = the(story, event.task)
    assert (task.owner, task.due_at, task.objective) == (FAY, IN_TEN_MINUTES, objective.objective)
    assert task.text == Words(f"incident/{FIRE}", "Search floor 2")
    assert there(story).tasks == (task.id,)


def test_a_task_is_taken_on_and_done() -> None:
    story, task = with_task()
    story.done(AcceptTask(task=task))
    assert the(story, task).state is TaskState.accepted
    assert story.done(AcceptTask(task=task)) == []
    story.done(FinishTask(task=task, result="Nobody found"))
    assert the(story, task).state is TaskState.done
    assert the(story, task).because == Words(f"incident/{FIRE}", "Nobody found")


def test_a_task_that_cannot_be_done_waits_for_another_owner() -> None:
    story, task = with_task()
    story.done(AcceptTask(task=task))
    story.done(ReportTaskImpossible(task=task, reason="Stairs have fallen in"))
    assert the(story, task).state is TaskState.cannot
    assert not the(story, task).is_settled
    assert story.refused(AcceptTask(task=task)).code == "task_not_open"
    story.done(ReassignTask(task=task, owner=ENGINE, reason="Goes up by ladder"))
    assert the(story, task).owner == ENGINE
    assert the(story, task).state is TaskState.open, "the new owner has to accept it"
    assert the(story, task).owners_before == (FAY,)
    assert story.done(ReassignTask(task=task, owner=ENGINE, reason="again")) == []


def test_whoever_fills_a_post_can_owe_a_task() -> None:
    story = quay_fire()
    (post,) = story.done(EstablishPost(incident=FIRE, position=IcsPosition.safety_officer))
    assert isinstance(post, PostEstablished)
    owner = TaskOwner(OwnerKind.post, post.post)
    (event,) = story.done(AssignTask(incident=FIRE, text="Check the air", owner=owner))
    assert isinstance(event, TaskAssigned)
    assert the(story, event.task).owner == owner


def test_a_deadline_that_passes_is_seen_once_and_again_after_it_was_moved() -> None:
    story, task = with_task()
    assert tasks.due(story.picture, IN_TEN_MINUTES - timedelta(seconds=1)) == []
    assert story.done(NoticeTaskOverdue(task=task)) == [], "not before its time"
    assert tasks.due(story.picture, IN_TEN_MINUTES) == [NoticeTaskOverdue(task=task)]
    story.now_s = 600
    assert story.done(NoticeTaskOverdue(task=task)) == [
        TaskOverdue(task=task, owner=FAY, since=IN_TEN_MINUTES)
    ]
    assert the(story, task).overdue_at == IN_TEN_MINUTES
    later = MORNING + timedelta(seconds=1200)
    assert tasks.due(story.picture, later) == []
    story.done(SetTaskDeadline(task=task, due_at=later))
    assert the(story, task).overdue_at is None
    assert tasks.due(story.picture, later) == [NoticeTaskOverdue(task=task)]
    story.done(FinishTask(task=task))
    assert tasks.due(story.picture, later) == []


def test_a_deadline_is_lifted() -> None:
    story, task = with_task()
    story.done(SetTaskDeadline(task=task, due_at=None))
    assert the(story, task).due_at is None
    assert tasks.due(story.picture, IN_TEN_MINUTES) == []


def test_a_late_report_does_not_overwrite_a_younger_state() -> None:
    story, task = with_task()
    story.done(FinishTask(task=task))
    story.given(TaskStateSet(task=task, state=TaskState.cannot), at_s=1)
    assert the(story, task).state is TaskState.done


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (AssignTask(incident="x", text="t", owner=FAY), "incident_unknown"),
        (
            AssignTask(incident=FIRE, text="t", owner=TaskOwner(OwnerKind.person, "p-no")),
            "person_unknown",
        ),
        (
            AssignTask(incident=FIRE, text="t", owner=TaskOwner(OwnerKind.unit, "PE-no")),
            "unit_unknown",
        ),
        (
            AssignTask(incident=FIRE, text="t", owner=TaskOwner(OwnerKind.post, "no")),
            "post_unknown",
        ),
        (AssignTask(incident=FIRE, text="t", owner=FAY, due_at=MORNING), "deadline_has_passed"),
        (AssignTask(incident=FIRE, text="t", owner=FAY, objective="o"), "objective_not_here"),
        (FinishTask(task="x"), "task_unknown"),
        (AcceptTask(task="x"), "task_unknown"),
        (ReassignTask(task="x", owner=FAY, reason="r"), "task_unknown"),
        (SetTaskDeadline(task="x", due_at=None), "task_unknown"),
    ],
)
def test_tasks_are_refused_with_the_reason(command: Command, expected: str) -> None:
    story, _ = with_task()
    assert story.refused(command).code == expected


def test_a_settled_task_stays_settled() -> None:
    story, task = with_task()
    send(story, "E2")
    story.done(CancelTask(task=task, reason="The owner has called, all are out"))
    orders: list[Command] = [
        AcceptTask(task=task),
        FinishTask(task=task),
        ReportTaskImpossible(task=task, reason="r"),
        ReassignTask(task=task, owner=ENGINE, reason="r"),
        SetTaskDeadline(task=task, due_at=IN_TEN_MINUTES),
    ]
    for order in orders:
        refused = story.refused(order)
        assert (refused.code, refused.parameters["state"]) == ("task_is_settled", "cancelled")


def test_a_deadline_is_not_moved_into_the_past() -> None:
    story, task = with_task()
    refused = story.refused(SetTaskDeadline(task=task, due_at=MORNING))
    assert refused.code == "deadline_has_passed"

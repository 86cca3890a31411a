"""Give a piece of work to somebody, with a deadline, and know what became of it.

Source: ICS 204 (work assignments), ICS 213 RR and ICS 214 (what was done); NIMS "accountability".
The owner is a person, a unit, or whoever fills a post. A deadline that passes is recorded once
(`due`), so that it can be seen and escalated; it changes nothing else.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from tocsin.operations.command import (
    commanded,
    find_person,
    organization,
    put_organization,
)
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.command import OwnerKind, Task, TaskOwner, TaskState
from tocsin.operations.posts import PostRefusal
from tocsin.operations.units import UnitRefusal
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class TaskRefusal(StrEnum):
    task_unknown = "task_unknown"
    task_is_settled = "task_is_settled"
    task_not_open = "task_not_open"
    deadline_has_passed = "deadline_has_passed"
    objective_not_here = "objective_not_here"


# 1. commands and the events they may cause


class AssignTask(Command, frozen=True):
    """Give a piece of work to an owner. `due_at` is aware UTC; `objective` is what it serves."""

    incident: Ident
    text: Remark
    owner: TaskOwner
    due_at: datetime | None = None
    objective: Ident | None = None


class TaskAssigned(Event, frozen=True):
    incident: str
    task: str
    text: Words
    owner: TaskOwner
    due_at: datetime | None = None
    objective: str | None = None


class AcceptTask(Command, frozen=True):
    """The owner has understood and takes it on."""

    task: Ident


class FinishTask(Command, frozen=True):
    """It is done; `result` may say what came of it."""

    task: Ident
    result: Remark | None = None


class ReportTaskImpossible(Command, frozen=True):
    """The owner cannot do it, and says why. Somebody must reassign or cancel it."""

    task: Ident
    reason: Remark


class CancelTask(Command, frozen=True):
    """It need not be done any more."""

    task: Ident
    reason: Remark


class TaskStateSet(Event, frozen=True):
    task: str
    state: TaskState
    because: Words | None = None


class ReassignTask(Command, frozen=True):
    """Give it to another owner, who has to accept it anew."""

    task: Ident
    owner: TaskOwner
    reason: Remark


class TaskReassigned(Event, frozen=True):
    task: str
    owner: TaskOwner
    before: TaskOwner
    reason: Words


class SetTaskDeadline(Command, frozen=True):
    """Move the deadline (aware UTC); None lifts it."""

    task: Ident
    due_at: datetime | None


class TaskDeadlineSet(Event, frozen=True):
    task: str
    due_at: datetime | None = None


class NoticeTaskOverdue(Command, frozen=True):
    """A deadline command (`due`): the task's deadline has passed and it is not settled."""

    task: Ident


class TaskOverdue(Event, frozen=True):
    """`since` is the deadline that passed."""

    task: str
    owner: TaskOwner
    since: datetime


# 2. decide


def _found(picture: Picture, task: str) -> Task | Refused:
    found = picture.tasks.get(task)
    if found is None:
        return refuse(TaskRefusal.task_unknown, task=task)
    return found


def _no_owner(picture: Picture, incident: str, owner: TaskOwner) -> Refused | None:
    """Why this cannot own a task of the incident, or None."""
    if owner.kind is OwnerKind.person:
        found = find_person(picture, owner.id)
        return found if isinstance(found, Refused) else None
    if owner.kind is OwnerKind.unit:
        known = owner.id in picture.units
        return None if known else refuse(UnitRefusal.unit_unknown, unit=owner.id)
    known = organization(picture, incident).post(owner.id) is not None
    return None if known else refuse(PostRefusal.post_unknown, post=owner.id, incident=incident)


def _is_past(due_at: datetime | None, context: Context) -> bool:
    return due_at is not None and due_at <= context.now


def assign(command: AssignTask, picture: Picture, context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, there = pair
    wrong = _no_owner(picture, incident.id, command.owner)
    if wrong is not None:
        return wrong
    if _is_past(command.due_at, context):
        return refuse(TaskRefusal.deadline_has_passed, due_at=command.due_at)
    if command.objective is not None and command.objective not in there.objectives:
        return refuse(
            TaskRefusal.objective_not_here, objective=command.objective, incident=incident.id
        )
    return [
        TaskAssigned(
            incident=incident.id,
            task=context.new_id("k"),
            text=Words(f"incident/{incident.id}", command.text),
            owner=command.owner,
            due_at=command.due_at,
            objective=command.objective,
        )
    ]


def _change(picture: Picture, task: str, state: TaskState, why: str | None) -> Decision:
    found = _found(picture, task)
    if isinstance(found, Refused):
        return found
    if found.state is state:
        return []
    if found.is_settled:
        return refuse(TaskRefusal.task_is_settled, task=found.id, state=found.state)
    because = None if why is None else Words(f"incident/{found.incident}", why)
    return [TaskStateSet(task=found.id, state=state, because=because)]


def accept(command: AcceptTask, picture: Picture, _context: Context) -> Decision:
    """Only an open task: one that was given back must be reassigned first, if only to the same
    owner.
    """
    found = _found(picture, command.task)
    if isinstance(found, Refused):
        return found
    if found.state is TaskState.cannot:
        return refuse(TaskRefusal.task_not_open, task=found.id, state=found.state)
    return _change(picture, command.task, TaskState.accepted, None)


def finish(command: FinishTask, picture: Picture, _context: Context) -> Decision:
    return _change(picture, command.task, TaskState.done, command.result)


def report_impossible(
    command: ReportTaskImpossible, picture: Picture, _context: Context
) -> Decision:
    return _change(picture, command.task, TaskState.cannot, command.reason)


def cancel(command: CancelTask, picture: Picture, _context: Context) -> Decision:
    return _change(picture, command.task, TaskState.cancelled, command.reason)


def reassign(command: ReassignTask, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.task)
    if isinstance(found, Refused):
        return found
    if found.is_settled:
        return refuse(TaskRefusal.task_is_settled, task=found.id, state=found.state)
    if found.owner == command.owner and found.state is not TaskState.cannot:
        return []
    wrong = _no_owner(picture, found.incident, command.owner)
    if wrong is not None:
        return wrong
    reason = Words(f"incident/{found.incident}", command.reason)
    return [TaskReassigned(task=found.id, owner=command.owner, before=found.owner, reason=reason)]


def set_deadline(command: SetTaskDeadline, picture: Picture, context: Context) -> Decision:
    found = _found(picture, command.task)
    if isinstance(found, Refused):
        return found
    if found.is_settled:
        return refuse(TaskRefusal.task_is_settled, task=found.id, state=found.state)
    if found.due_at == command.due_at:
        return []
    if _is_past(command.due_at, context):
        return refuse(TaskRefusal.deadline_has_passed, due_at=command.due_at)
    return [TaskDeadlineSet(task=found.id, due_at=command.due_at)]


def _overdue_since(task: Task | None, now: datetime) -> datetime | None:
    """The deadline that has passed unnoticed, or None."""
    if task is None or task.is_settled or task.overdue_at is not None:
        return None
    return task.due_at if task.due_at is not None and task.due_at <= now else None


def notice_overdue(command: NoticeTaskOverdue, picture: Picture, context: Context) -> Decision:
    found = picture.tasks.get(command.task)
    since = _overdue_since(found, context.now)
    if found is None or since is None:
        return []
    return [TaskOverdue(task=found.id, owner=found.owner, since=since)]


def due(picture: Picture, now: datetime) -> list[Command]:
    """One notice for each task whose deadline has passed; once for each deadline."""
    return [
        NoticeTaskOverdue(task=task.id)
        for task in picture.tasks.values()
        if _overdue_since(task, now) is not None
    ]


# 3. evolve


def assigned(picture: Picture, event: TaskAssigned, stamp: Stamp) -> Picture:
    if event.incident not in picture.incidents:
        return picture
    there = organization(picture, event.incident)
    new = Task(
        id=event.task,
        incident=event.incident,
        text=event.text,
        owner=event.owner,
        assigned_at=stamp.occurred_at,
        since=stamp.occurred_at,
        due_at=event.due_at,
        objective=event.objective,
    )
    listed = _replace(there, tasks=(*there.tasks, new.id))
    return _replace(put_organization(picture, listed), tasks=picture.tasks.put(new.id, new))


def _with(picture: Picture, task: str, **fields: object) -> Picture:
    found = picture.tasks.get(task)
    if found is None:
        return picture
    return _replace(picture, tasks=picture.tasks.put(task, _replace(found, **fields)))


def _is_late(picture: Picture, task: str, stamp: Stamp) -> bool:
    """Whether a younger state of the task is already known."""
    found = picture.tasks.get(task)
    return found is not None and found.since > stamp.occurred_at


def state_set(picture: Picture, event: TaskStateSet, stamp: Stamp) -> Picture:
    if _is_late(picture, event.task, stamp):
        return picture
    return _with(
        picture, event.task, state=event.state, since=stamp.occurred_at, because=event.because
    )


def reassigned(picture: Picture, event: TaskReassigned, stamp: Stamp) -> Picture:
    found = picture.tasks.get(event.task)
    if found is None or found.since > stamp.occurred_at:
        return picture
    return _with(
        picture,
        event.task,
        owner=event.owner,
        state=TaskState.open,
        since=stamp.occurred_at,
        because=event.reason,
        owners_before=(*found.owners_before, event.before),
    )


def deadline_set(picture: Picture, event: TaskDeadlineSet, _stamp: Stamp) -> Picture:
    return _with(picture, event.task, due_at=event.due_at, overdue_at=None)


def overdue(picture: Picture, event: TaskOverdue, _stamp: Stamp) -> Picture:
    return _with(picture, event.task, overdue_at=event.since)


# 4. the tables

DECIDE = {
    AssignTask: assign,
    AcceptTask: accept,
    FinishTask: finish,
    ReportTaskImpossible: report_impossible,
    CancelTask: cancel,
    ReassignTask: reassign,
    SetTaskDeadline: set_deadline,
    NoticeTaskOverdue: notice_overdue,
}

EVOLVE = {
    "task_assigned.1": (TaskAssigned, assigned),
    "task_state_set.1": (TaskStateSet, state_set),
    "task_reassigned.1": (TaskReassigned, reassigned),
    "task_deadline_set.1": (TaskDeadlineSet, deadline_set),
    "task_overdue.1": (TaskOverdue, overdue),
}

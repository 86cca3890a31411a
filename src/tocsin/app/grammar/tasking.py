"""Verbs for objectives and tasks: what is to be achieved, who does what by when."""

from collections.abc import Callable

from tocsin.app.grammar.commanding import post_of
from tocsin.app.grammar.parse import misread
from tocsin.app.grammar.told import Built, Told, Verb, one, whole
from tocsin.app.tongue import code, tell
from tocsin.operations.objectives import (
    AbandonObjective,
    MeetObjective,
    ReopenObjective,
    ReviseObjective,
    SetObjective,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture.command import OwnerKind, TaskOwner
from tocsin.operations.tasks import (
    AcceptTask,
    AssignTask,
    CancelTask,
    FinishTask,
    ReassignTask,
    ReportTaskImpossible,
    SetTaskDeadline,
)
from tocsin.terms.ics import ObjectivePriority


def _rank(word: str) -> ObjectivePriority:
    number = whole(word, tell("number-of-rank"))
    if not 1 <= number <= 3:
        raise misread("misread-rank")
    return ObjectivePriority(number)


def _objective(told: Told) -> Built:
    incident, text = told.an_incident(), told.a_text()
    rank = _rank(told.one_word("takes-objective-rank"))
    measure = told.line.reason if told.line.text else None
    command = SetObjective(incident=incident, text=text, priority=rank, measure=measure)
    said = code("rank", rank.name)
    return one(command, tell("echo-objective", incident=incident, rank=said, text=text))


def _reword(told: Told) -> Built:
    word, number = told.some_rest(2, 2, "takes-objective-and-rank")
    objective, rank, text = (
        told.of("objectives", word, tell("noun-objective")),
        _rank(number),
        told.a_text(),
    )
    command = ReviseObjective(objective=objective, text=text, priority=rank)
    return one(command, tell("echo-objective-revised", objective=objective, text=text))


def _met(told: Told) -> Built:
    objective = told.of("objectives", told.one_word("takes-objective"), tell("noun-objective"))
    command = MeetObjective(objective=objective, remark=told.line.text)
    return one(command, tell("echo-objective-met", objective=objective))


def _objective_because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        objective = told.of("objectives", told.one_word("takes-objective"), tell("noun-objective"))
        reason = told.a_reason()
        return one(make(objective, reason), tell(says, objective=objective, reason=reason))

    return build


def _owner(told: Told, incident: str, words: tuple[str, ...]) -> tuple[TaskOwner, str]:
    """A unit, a person or a post of the incident; and how it is spoken of."""
    if told.units:
        unit = told.one_unit()
        return TaskOwner(OwnerKind.unit, unit), told.names.call_sign(unit)
    if len(words) != 1:
        raise told.wrong("takes-owner")
    person = told.names.person(words[0])
    if person is not None:
        return TaskOwner(OwnerKind.person, person), told.names.who(person)
    return TaskOwner(OwnerKind.post, post_of(told, incident, words[0])), words[0]


def _assign(told: Told) -> Built:
    incident, text = told.an_incident(), told.a_text()
    owner, who = _owner(told, incident, told.rest)
    command = AssignTask(incident=incident, text=text, owner=owner, due_at=told.until)
    return one(command, tell("echo-task", who=who, text=text, tail=told.by()))


def _task(told: Told) -> str:
    return told.of("tasks", told.one_word("takes-task"), tell("noun-task"))


def _take(told: Told) -> Built:
    task = _task(told)
    return one(AcceptTask(task=task), tell("echo-task-taken", task=task))


def _done(told: Told) -> Built:
    task = _task(told)
    says = tell("echo-task-done", task=task)
    if told.line.text:
        says = tell("echo-task-done-so", task=task, result=told.line.text)
    return one(FinishTask(task=task, result=told.line.text), says)


def _task_because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        task = _task(told)
        reason = told.a_reason()
        return one(make(task, reason), tell(says, task=task, reason=reason))

    return build


def _reassign(told: Told) -> Built:
    words = told.some_rest(1, 2, "takes-task-owner")
    task = told.of("tasks", words[0], tell("noun-task"))
    there = told.names.picture.tasks.get(task)
    owner, who = _owner(told, "" if there is None else there.incident, words[1:])
    command = ReassignTask(task=task, owner=owner, reason=told.a_reason())
    return one(command, tell("echo-task-moved", task=task, who=who, reason=told.a_reason()))


def _deadline(told: Told) -> Built:
    task, due_at = _task(told), told.a_time()
    says = tell("echo-task-due", task=task, at=told.clock(due_at))
    return one(SetTaskDeadline(task=task, due_at=due_at), says)


VERBS: dict[str, Verb] = {
    "OB": Verb(
        'OB 17 1 "everybody out ! PAR from all crews',
        _objective,
        "incident words text reason at",
    ),
    "OE": Verb('OE 4c01 2 "hold the fire wall', _reword, "words text at"),
    "OM": Verb('OM 4c01 "all counted', _met, "words text at"),
    "OA": Verb(
        "OA 4c01 ! building lost",
        _objective_because(
            lambda o, r: AbandonObjective(objective=o, reason=r), "echo-objective-given-up"
        ),
        "words reason at",
    ),
    "OR": Verb(
        "OR 4c01 ! one missing",
        _objective_because(
            lambda o, r: ReopenObjective(objective=o, reason=r), "echo-objective-pursued"
        ),
        "words reason at",
    ),
    "TK": Verb(
        'TK 17 B1 by 18:00 "search 2nd floor',
        _assign,
        "units incident words text until at",
    ),
    "TAKE": Verb("TAKE 8e30", _take, "words at"),
    "DONE": Verb('DONE 8e30 "nobody found', _done, "words text at"),
    "CANT": Verb(
        "CANT 8e30 ! stairs gone",
        _task_because(lambda t, r: ReportTaskImpossible(task=t, reason=r), "echo-task-cannot"),
        "words reason at",
    ),
    "TX": Verb(
        "TX 8e30 ! not needed",
        _task_because(lambda t, r: CancelTask(task=t, reason=r), "echo-task-cancelled"),
        "words reason at",
    ),
    "TR": Verb("TR 8e30 R1 ! nearer", _reassign, "units words reason at"),
    "DL": Verb("DL 8e30 by 19:00", _deadline, "words until"),
}

"""Verbs for objectives and tasks: what is to be achieved, who does what by when."""

from collections.abc import Callable

from tocsin.app.grammar.commanding import post_of
from tocsin.app.grammar.parse import NotUnderstood
from tocsin.app.grammar.told import Built, Told, Verb, one, whole
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
    number = whole(word, "an objective's rank, 1 to 3")
    if not 1 <= number <= 3:
        raise NotUnderstood("an objective is 1 life safety, 2 stabilization, 3 property")
    return ObjectivePriority(number)


def _objective(told: Told) -> Built:
    incident, text = told.an_incident(), told.a_text()
    rank = _rank(told.one_word("an incident and 1 to 3"))
    measure = told.line.reason if told.line.text else None
    command = SetObjective(incident=incident, text=text, priority=rank, measure=measure)
    return one(command, f"{incident}, objective of {rank.name.replace('_', ' ')}: {text}.")


def _reword(told: Told) -> Built:
    word, number = told.some_rest(2, 2, "an objective and 1 to 3")
    objective, rank, text = told.of("objectives", word, "objective"), _rank(number), told.a_text()
    command = ReviseObjective(objective=objective, text=text, priority=rank)
    return one(command, f"{objective} reads now: {text}.")


def _met(told: Told) -> Built:
    objective = told.of("objectives", told.one_word("an objective"), "objective")
    command = MeetObjective(objective=objective, remark=told.line.text)
    return one(command, f"{objective} is met.")


def _objective_because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        objective = told.of("objectives", told.one_word("an objective"), "objective")
        return one(make(objective, told.a_reason()), says.format(objective, told.a_reason()))

    return build


def _owner(told: Told, incident: str, words: tuple[str, ...]) -> tuple[TaskOwner, str]:
    """A unit, a person or a post of the incident; and how it is spoken of."""
    if told.units:
        unit = told.one_unit()
        return TaskOwner(OwnerKind.unit, unit), told.names.call_sign(unit)
    if len(words) != 1:
        raise told.wrong("one owner: a unit, a person or a post")
    person = told.names.person(words[0])
    if person is not None:
        return TaskOwner(OwnerKind.person, person), told.names.who(person)
    return TaskOwner(OwnerKind.post, post_of(told, incident, words[0])), words[0]


def _assign(told: Told) -> Built:
    incident, text = told.an_incident(), told.a_text()
    owner, who = _owner(told, incident, told.rest)
    command = AssignTask(incident=incident, text=text, owner=owner, due_at=told.until)
    return one(command, f"{who} is to: {text}{told.by()}.")


def _task(told: Told) -> str:
    return told.of("tasks", told.one_word("a task, by its id or the end of it"), "task")


def _take(told: Told) -> Built:
    task = _task(told)
    return one(AcceptTask(task=task), f"{task} is understood and taken on.")


def _done(told: Told) -> Built:
    task = _task(told)
    result = f": {told.line.text}" if told.line.text else ""
    return one(FinishTask(task=task, result=told.line.text), f"{task} is done{result}.")


def _task_because(make: Callable[[str, str], Command], says: str) -> Callable[[Told], Built]:
    def build(told: Told) -> Built:
        task = _task(told)
        return one(make(task, told.a_reason()), says.format(task, told.a_reason()))

    return build


def _reassign(told: Told) -> Built:
    words = told.some_rest(1, 2, "a task and its new owner")
    task = told.of("tasks", words[0], "task")
    there = told.names.picture.tasks.get(task)
    owner, who = _owner(told, "" if there is None else there.incident, words[1:])
    command = ReassignTask(task=task, owner=owner, reason=told.a_reason())
    return one(command, f"{task} goes to {who}: {told.a_reason()}.")


def _deadline(told: Told) -> Built:
    task, due_at = _task(told), told.a_time()
    return one(SetTaskDeadline(task=task, due_at=due_at), f"{task} is due{told.by()[1:]}.")


VERBS: dict[str, Verb] = {
    "OB": Verb(
        'OB 17 1 "everybody out ! PAR from all crews',
        "set an objective; after `!` how one sees it is met",
        _objective,
        "incident words text reason at",
    ),
    "OE": Verb('OE 4c01 2 "hold the fire wall', "say it anew", _reword, "words text at"),
    "OM": Verb('OM 4c01 "all counted', "an objective is met", _met, "words text at"),
    "OA": Verb(
        "OA 4c01 ! building lost",
        "abandon it",
        _objective_because(
            lambda o, r: AbandonObjective(objective=o, reason=r), "{} is given up: {}."
        ),
        "words reason at",
    ),
    "OR": Verb(
        "OR 4c01 ! one missing",
        "pursue it again",
        _objective_because(
            lambda o, r: ReopenObjective(objective=o, reason=r), "{} is pursued again: {}."
        ),
        "words reason at",
    ),
    "TK": Verb(
        'TK 17 B1 by 18:00 "search 2nd floor',
        "give a task to a unit, a person or a post",
        _assign,
        "units incident words text until at",
    ),
    "TAKE": Verb("TAKE 8e30", "a task is taken on", _take, "words at"),
    "DONE": Verb('DONE 8e30 "nobody found', "a task is done", _done, "words text at"),
    "CANT": Verb(
        "CANT 8e30 ! stairs gone",
        "it cannot be done",
        _task_because(
            lambda t, r: ReportTaskImpossible(task=t, reason=r), "{} cannot be done: {}."
        ),
        "words reason at",
    ),
    "TX": Verb(
        "TX 8e30 ! not needed",
        "cancel a task",
        _task_because(lambda t, r: CancelTask(task=t, reason=r), "{} is cancelled: {}."),
        "words reason at",
    ),
    "TR": Verb("TR 8e30 R1 ! nearer", "give it to another", _reassign, "units words reason at"),
    "DL": Verb("DL 8e30 by 19:00", "move a deadline", _deadline, "words until"),
}

"""What the clock orders: everything whose time has come, as commands the jurisdiction submits.

Pure and bounded: asked twice of one picture it says the same, under the same names; and each of its
commands, decided again, has nothing to record. So a clock that ticks twice does nothing twice.
Cost of a tick: units, facilities, closures, open obligations, tasks, runs, posts, proposals, and
the hours
of the agenda that are over; never the open incidents, the reports or the history.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from tocsin.operations import (
    agreement_standing,
    aid_requests,
    call_transfers,
    disposal,
    escalation,
    lending_archive,
    looks,
    lot_recalls,
    place_recalls,
    proposals,
    regional,
    span,
    subscriptions,
    tasks,
    warning_issue,
    warning_stand_ins,
    warning_ways,
)
from tocsin.operations.arising import Arising, arising, has_arisen, timer
from tocsin.operations.closures import ArchiveClosure
from tocsin.operations.incident import ArchiveIncident
from tocsin.operations.obligations import (
    SUBJECTS,
    EscalateObligation,
    LapseObligation,
    OweThis,
    next_step,
)
from tocsin.operations.orders import Command
from tocsin.operations.picture import Incident, Obligation, Picture
from tocsin.operations.picture.agenda import entries_until
from tocsin.operations.picture.command import Task
from tocsin.operations.picture.obligation import ObligationState
from tocsin.operations.picture.plan import Run, TickState
from tocsin.terms.codes import IncidentStatus, Role

Named = tuple[str, Command]
"""A command and the name under which it is granted once."""

LIMIT = 500
"""Commands of one tick; the rest comes with the next."""

ELSEWHERE = (
    looks.due, disposal.due, tasks.due, escalation.due, span.due, proposals.due,
    agreement_standing.due, aid_requests.due, call_transfers.due, regional.due,
    place_recalls.due, lot_recalls.due,
    lending_archive.due, warning_issue.due, warning_ways.due, warning_stand_ins.due,
    subscriptions.due,
)  # fmt: skip
"""Topics that keep deadlines of their own."""


def due(picture: Picture, now: datetime) -> tuple[Named, ...]:
    """Commands that time has made due by `now` (aware UTC), the most pressing kinds first."""
    standing = list(arising(picture, now))
    found = [
        *_escalations(picture, now),
        *_new(picture, standing, now),
        *_over(picture, standing, now),
        *(
            (f"{_name(each)}/{now.isoformat()}", each)
            for topic in ELSEWHERE
            for each in topic(picture, now)
        ),
        *_old(picture, now),
    ]
    return tuple(found[:LIMIT])


def _name(command: Command) -> str:
    """A short name that is the same for the same command."""
    content = msgspec.json.encode(command)
    digest = hashlib.blake2b(content, digest_size=8).hexdigest()
    return f"{type(command).__name__}/{digest}"


def _escalations(picture: Picture, now: datetime) -> Iterator[Named]:
    for each in picture.obligations.values():
        step = next_step(picture, each)
        if step is not None and step[0] <= now:
            level = each.level + 1
            name = f"escalate/{each.id}/{each.due_at.isoformat()}/{level}"
            yield name, EscalateObligation(obligation=each.id, level=level)


def _new(picture: Picture, standing: list[Arising], now: datetime) -> Iterator[Named]:
    """What has come to be owed and is not in the picture."""
    for each in sorted(standing, key=_by_time):
        if each.due_at <= now and each.id not in picture.obligations and _is_there(picture, each):
            yield (
                f"owe/{each.id}/{now.isoformat()}",
                OweThis(
                    id=each.id,
                    kind=each.kind,
                    subject=each.subject,
                    due_at=each.due_at,
                    role=_role_of(each.role),
                    person=each.person,
                ),
            )


def _role_of(name: str) -> Role:
    """Whoever owes it; the duty officer where a log says what is no role here: time goes on."""
    return next((each for each in Role if each == name), Role.duty_officer)


def _is_there(picture: Picture, each: Arising) -> bool:
    kind, _, name = each.subject.partition("/")
    return kind in SUBJECTS and name in getattr(picture, SUBJECTS[kind])


def _over(picture: Picture, standing: list[Arising], now: datetime) -> Iterator[Named]:
    """What arose from something that is over, and what is about something that has left."""
    lasting = {each.id for each in standing}
    for each in picture.obligations.values():
        kind, _, name = each.subject.partition("/")
        is_gone = kind in SUBJECTS and name not in getattr(picture, SUBJECTS[kind])
        has_ended = has_arisen(each) and each.id not in lasting
        if is_gone or has_ended:
            yield f"lapse/{each.id}/{now.isoformat()}", LapseObligation(obligation=each.id)


def _old(picture: Picture, now: datetime) -> Iterator[Named]:
    """What is over for so long that the archive takes it; not while something is owed about it."""
    before = now - timedelta(seconds=timer(picture, "archive").after_s)
    owed = {each.subject for each in picture.obligations.values()}
    for entry in entries_until(picture.agenda, before):
        kind, _, name = entry.partition("/")
        found = picture.incidents.get(name) if kind == "archive" else None
        if (
            found is not None
            and f"incident/{name}" not in owed
            and _is_done(picture, found, before)
        ):
            assert found.closed_at is not None
            yield f"archive/{name}/{found.closed_at.isoformat()}", ArchiveIncident(incident=name)
    for closure in picture.closures.values():
        at = closure.lifted_at
        if at is not None and at <= before and f"closure/{closure.id}" not in owed:
            yield f"archive/{closure.id}", ArchiveClosure(closure=closure.id)


def _is_done(picture: Picture, incident: Incident, before: datetime) -> bool:
    """Closed long enough; an absorbed incident stays as long as its survivor, to be separable."""
    if incident.status is not IncidentStatus.closed or incident.closed_at is None:
        return False
    survivor = None if incident.merged_into is None else picture.incidents.get(incident.merged_into)
    if survivor is not None:
        return survivor.status is IncidentStatus.closed and _is_done(picture, survivor, before)
    return incident.closed_at <= before


# for people: what is overdue, what is coming


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """Something that is owed, wherever it is kept: `id` names it, `told` is who was told last."""

    due_at: datetime
    kind: str
    subject: str
    id: str
    role: str | None = None
    person: str | None = None
    told: str | None = None


def overdue(picture: Picture, now: datetime) -> tuple[Deadline, ...]:
    """Everything owed whose time is past, the longest overdue first."""
    return tuple(each for each in _deadlines(picture, now) if each.due_at <= now)


def coming(picture: Picture, now: datetime, within_s: int) -> tuple[Deadline, ...]:
    """Everything owed that falls due after `now` and within so many seconds, the soonest first."""
    until = now + timedelta(seconds=within_s)
    return tuple(each for each in _deadlines(picture, until) if now < each.due_at <= until)


def _deadlines(picture: Picture, until: datetime) -> list[Deadline]:
    """All obligations, opened or only arising, and the deadlines of tasks and plan steps."""
    found = [_of(each) for each in picture.obligations.values() if _is_open(each)]
    # An entry that several were asked to read by different hours arises once an hour.
    standing = {each.id: each for each in arising(picture, until)}
    found += [
        Deadline(each.due_at, each.kind, each.subject, each.id, each.role, each.person)
        for each in standing.values()
        if each.id not in picture.obligations
    ]
    for task in picture.tasks.values():
        found += _of_task(task)
    for run in picture.runs.values():
        found += _of_run(picture, run)
    return sorted(found, key=_by_time)


def _is_open(obligation: Obligation) -> bool:
    return obligation.state is ObligationState.open


def _of(each: Obligation) -> Deadline:
    return Deadline(
        each.due_at, each.kind, each.subject, each.id, each.role, each.person, each.told
    )


def _of_task(task: Task) -> list[Deadline]:
    if task.is_settled or task.due_at is None:
        return []
    owner = f"{task.owner.kind}/{task.owner.id}"
    return [Deadline(task.due_at, "task", f"incident/{task.incident}", task.id, owner)]


def _of_run(picture: Picture, run: Run) -> list[Deadline]:
    incident = picture.incidents.get(run.incident)
    if incident is None or incident.status is IncidentStatus.closed or run.stopped_at is not None:
        return []
    return [
        Deadline(each.due_at, "plan_step", f"incident/{run.incident}", each.id, each.role)
        for each in run.ticks
        if each.state is TickState.open and each.due_at is not None and not each.is_retired
    ]


def _by_time(each: Arising | Deadline) -> tuple[datetime, str, str]:
    return each.due_at, each.subject, each.id

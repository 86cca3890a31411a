"""Notice what a running plan wanted by now: overdue steps, rungs of the escalation ladder.

Source: NFPA 1561 (elapsed-time notification), local escalation ladders. It tells; people raise
alarms.
"""

from datetime import datetime, timedelta

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident
from tocsin.operations.picture import Picture
from tocsin.operations.picture.plan import Run, TickState
from tocsin.operations.runs import put_run, version_of
from tocsin.terms.codes import IncidentStatus
from tocsin.terms.stamp import Stamp

_replace = msgspec.structs.replace


# 1. the command and the events it may cause


class NoticeRun(Command, frozen=True):
    """A deadline command (`due`): steps past their time, rungs of the ladder that are reached."""

    incident: Ident


class StepOverdue(Event, frozen=True):
    incident: str
    step: str
    role: str
    since: datetime


class EscalationReached(Event, frozen=True):
    """A rung is reached: `tell` are roles, `level` is what the plan advises. People raise the
    alarm.
    """

    incident: str
    rung: int
    level: int
    tell: tuple[str, ...]
    since: datetime


# 2. decide


def notice(command: NoticeRun, picture: Picture, context: Context) -> Decision:
    run = picture.runs.get(command.incident)
    return [] if run is None else _news(picture, run, context.now)


def _news(picture: Picture, run: Run, now: datetime) -> list[Event]:
    incident = picture.incidents.get(run.incident)
    if incident is None or incident.status is IncidentStatus.closed or run.stopped_at is not None:
        return []
    news: list[Event] = [
        StepOverdue(incident=run.incident, step=each.id, role=each.role, since=each.due_at)
        for each in run.ticks
        if each.state is TickState.open
        and each.overdue_at is None
        and each.due_at is not None
        and each.due_at <= now
    ]
    plan = version_of(picture, run.plan, run.version)
    for place, rung in enumerate(() if plan is None else plan.content.ladder):
        since = run.started_at + timedelta(seconds=rung.after_s)
        is_reached = since <= now and incident.alarm_level < rung.level
        if is_reached and place not in run.escalated:
            news.append(
                EscalationReached(
                    incident=run.incident,
                    rung=place,
                    level=rung.level,
                    tell=rung.tell,
                    since=since,
                )
            )
    return news


def due(picture: Picture, now: datetime) -> list[Command]:
    """One notice command for each run in which something has fallen due."""
    return [
        NoticeRun(incident=run.incident)
        for run in picture.runs.values()
        if _news(picture, run, now)
    ]


# 3. evolve


def step_overdue(picture: Picture, event: StepOverdue, _stamp: Stamp) -> Picture:
    run = picture.runs.get(event.incident)
    if run is None:
        return picture
    ticks = tuple(
        _replace(each, overdue_at=event.since) if each.id == event.step else each
        for each in run.ticks
    )
    return put_run(picture, _replace(run, ticks=ticks))


def reached(picture: Picture, event: EscalationReached, _stamp: Stamp) -> Picture:
    run = picture.runs.get(event.incident)
    if run is None:
        return picture
    return put_run(picture, _replace(run, escalated=(*run.escalated, event.rung)))


# 4. the tables

DECIDE = {NoticeRun: notice}

EVOLVE = {
    "step_overdue.1": (StepOverdue, step_overdue),
    "escalation_reached.1": (EscalationReached, reached),
}

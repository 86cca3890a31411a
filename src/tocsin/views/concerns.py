"""What else waits for somebody: things owed, tasks, plan steps, command offered, approvals asked
for.

What belongs to an incident is told on its line; what belongs to none has a line of its own.
"""

from datetime import datetime

import msgspec

from tocsin.operations.picture import Incident, Obligation, Picture
from tocsin.operations.picture.command import Organization, SpanState, Task, TaskState
from tocsin.operations.picture.obligation import ObligationState
from tocsin.operations.picture.plan import Run, TickState
from tocsin.operations.picture.proposal import Proposal, ProposalState
from tocsin.terms.codes import IncidentStatus
from tocsin.views.saying import Read, call_sign, clear, how_long, listed, seconds_between, who


class Owed(msgspec.Struct, frozen=True):
    """Something that waits and belongs to no incident: its key, what it is, about what, why now."""

    key: tuple[str, str]
    what: str
    about: str
    since: datetime
    reason: str


class Concerns(msgspec.Struct, frozen=True):
    """Reasons by incident, each list most pressing first, and what stands alone."""

    by_incident: dict[str, list[str]]
    alone: tuple[Owed, ...]


def concerns(picture: Picture, now: datetime, read: Read) -> Concerns:
    """Everything overdue or waiting in a picture, told once and under what it belongs to."""
    found: dict[str, list[str]] = {}
    alone: list[Owed] = []
    for owed in picture.obligations.values():
        if owed.state is not ObligationState.open or owed.due_at > now:
            continue
        incident = _incident_of(owed.subject, picture)
        if incident is not None:
            found.setdefault(incident, []).append(_owed_words(owed, picture, now))
        else:
            alone.append(_owed_alone(owed, picture, now))
    for task in picture.tasks.values():
        told = _task_words(task, now, read)
        if told:
            found.setdefault(task.incident, []).append(told)
    for run in picture.runs.values():
        found.setdefault(run.incident, []).extend(_run_words(run, now))
    for organization in picture.posts.values():
        told_of = _command_words(organization, picture, now)
        found.setdefault(organization.incident, []).extend(told_of)
    alone += [
        _asked(each, picture, now)
        for each in picture.proposals.values()
        if each.state is ProposalState.open and each.expires_at > now
    ]
    return Concerns(found, tuple(alone))


def _incident_of(subject: str, picture: Picture) -> str | None:
    """The open incident a subject belongs to: itself, a unit's, a report's, a task's."""
    kind, _, name = subject.partition("/")
    if kind == "unit":
        unit = picture.units.get(name)
        name = unit.incident or "" if unit is not None else ""
    elif kind == "report":
        report = picture.reports.get(name)
        name = report.incident or "" if report is not None else ""
    elif kind == "task":
        task = picture.tasks.get(name)
        name = task.incident if task is not None else ""
    elif kind != "incident":
        return None
    incident = picture.incidents.get(name)
    return None if incident is None or not _is_on_board(incident) else incident.id


def _is_on_board(incident: Incident) -> bool:
    return incident.status is not IncidentStatus.closed and incident.merged_into is None


def _who(owed: Obligation, picture: Picture) -> str:
    if owed.person is not None:
        return who(owed.person, picture)
    return (owed.role or "somebody").replace("_", " ")


def _owed_words(owed: Obligation, picture: Picture, now: datetime) -> str:
    late_s = seconds_between(owed.due_at, now)
    what = owed.kind.replace("_", " ")
    kind, _, name = owed.subject.partition("/")
    of = f" of {call_sign(name)}" if kind == "unit" else ""
    told = f", {owed.told.replace('_', ' ')} told" if owed.told else ""
    whose = f"{_who(owed, picture)}{told}"
    return f"{what[:1].upper()}{what[1:]}{of} overdue by {how_long(late_s)} ({whose})."


def _owed_alone(owed: Obligation, picture: Picture, now: datetime) -> Owed:
    what = owed.kind.replace("_", " ")
    about = owed.subject.partition("/")[2] or owed.subject
    return Owed(
        ("obligations", owed.id),
        what[:1].upper() + what[1:],
        call_sign(about) if owed.subject.startswith("unit/") else about,
        owed.due_at,
        _owed_words(owed, picture, now),
    )


def _task_words(task: Task, now: datetime, read: Read) -> str:
    """Why a task waits for somebody; empty where it does not."""
    what = clear(task.text, read)
    named = f": {what}" if what else ""
    if task.state is TaskState.cannot:
        because = clear(task.because, read)
        return f"{call_sign(task.owner.id)} cannot do a task{named}" + (
            f" ({because})." if because else "."
        )
    if task.is_settled or task.due_at is None or task.due_at > now:
        return ""
    late_s = seconds_between(task.due_at, now)
    return f"Task of {call_sign(task.owner.id)} overdue by {how_long(late_s)}{named}."


def _run_words(run: Run, now: datetime) -> list[str]:
    if run.stopped_at is not None:
        return []
    told: list[str] = []
    late = [
        each
        for each in run.ticks
        if each.state is TickState.open
        and not each.is_retired
        and each.due_at is not None
        and each.due_at <= now
    ]
    if late:
        first = min(late, key=lambda each: (each.due_at or now, each.id))
        more = f" and {len(late) - 1} more" if len(late) > 1 else ""
        told.append(f"Plan step overdue: {first.text}{more}.")
    if run.offered is not None:
        told.append(f"Plan {run.plan} has a version {run.offered}: take it over, or decline it.")
    return told


def _command_words(organization: Organization, picture: Picture, now: datetime) -> list[str]:
    if organization.terminated_at is not None:
        return []
    told = [
        f"Command offered to {who(each.incoming, picture)}, not accepted for "
        f"{how_long(seconds_between(each.offered_at, now))}."
        for each in organization.offers
        if each.accepted_at is None
    ]
    wide = [each for each in organization.notices if each.state is SpanState.over]
    if wide:
        names = [each.post or "command" for each in wide]
        told.append(f"Span of control too wide: {listed(names)}.")
    return told


def _asked(proposal: Proposal, picture: Picture, now: datetime) -> Owed:
    """A proposal that waits for yeses: how many are still wanted under its rules."""
    wanted = max((each.n for each in proposal.rules), default=1) - len(proposal.approvals)
    left = how_long(seconds_between(now, proposal.expires_at))
    what = proposal.kind.replace("_", " ")
    if proposal.objections:
        reason = (
            f"Objected to by {listed([who(each.person, picture) for each in proposal.objections])}."
        )
    elif wanted > 0:
        reason = f"Waits for {wanted} more approval{'s' if wanted > 1 else ''}; ends in {left}."
    else:
        reason = f"Approved, not yet carried out; ends in {left}."
    return Owed(("proposals", proposal.id), f"Approval: {what}", "", proposal.proposed_at, reason)

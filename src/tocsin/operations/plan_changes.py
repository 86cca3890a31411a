"""Answer a plan that changed in mid-incident. It asks; nothing a crew has ticked is ever rewritten.

Source: ISO 22320 §5; the rule is the house's own: an incident shows the version it runs under until
somebody in charge says yes to a newer one, or no with the reason. `plans` puts the question on the
run.
"""

from datetime import timedelta
from enum import StrEnum

import msgspec

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
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.plan import Plan, Run, Step, Tick, TickState
from tocsin.operations.runs import put_run, running, ticks_from, version_of
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class PlanChangeRefusal(StrEnum):
    plan_change_not_offered = "plan_change_not_offered"


# 1. commands and the events they may cause


class AcceptPlanChange(Command, frozen=True):
    """Go on under the newer version that was offered; ticks stay."""

    incident: Ident
    version: int


class PlanChangeAccepted(Event, frozen=True):
    incident: str
    plan: str
    version: int


class DeclinePlanChange(Command, frozen=True):
    """Go on under the version it runs under, for this reason."""

    incident: Ident
    version: int
    reason: Remark


class PlanChangeDeclined(Event, frozen=True):
    incident: str
    plan: str
    version: int
    reason: Words


# 2. decide


class PlanChange(msgspec.Struct, frozen=True):
    """What saying yes would change in the checklist, by step id."""

    plan: str
    runs_under: int
    offered: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]


def plan_change(picture: Picture, incident: str) -> PlanChange | None:
    """The question that waits on a run, with what differs; None where nothing asks. Pure."""
    run = picture.runs.get(incident)
    if run is None or run.offered is None:
        return None
    old, new = (
        version_of(picture, run.plan, run.version),
        version_of(picture, run.plan, run.offered),
    )
    if old is None or new is None:
        return None
    before = {each.id: each for each in old.content.steps if each.level <= run.level}
    after = {each.id: each for each in new.content.steps if each.level <= run.level}
    return PlanChange(
        plan=run.plan,
        runs_under=run.version,
        offered=run.offered,
        added=tuple(each for each in after if each not in before),
        removed=tuple(each for each in before if each not in after),
        reworded=tuple(each for each in after if each in before and before[each] != after[each]),
    )


def _offered(picture: Picture, incident: str, version: int) -> tuple[Incident, Run] | Refused:
    pair = running(picture, incident)
    if not isinstance(pair, Refused) and pair[1].offered != version:
        return refuse(
            PlanChangeRefusal.plan_change_not_offered,
            plan=pair[1].plan,
            version=version,
            offered=pair[1].offered or "none",
        )
    return pair


def accept_change(command: AcceptPlanChange, picture: Picture, _context: Context) -> Decision:
    pair = _offered(picture, command.incident, command.version)
    if isinstance(pair, Refused):
        return pair
    incident, run = pair
    return [PlanChangeAccepted(incident=incident.id, plan=run.plan, version=command.version)]


def decline_change(command: DeclinePlanChange, picture: Picture, _context: Context) -> Decision:
    pair = _offered(picture, command.incident, command.version)
    if isinstance(pair, Refused):
        return pair
    incident, run = pair
    reason = Words(f"incident/{incident.id}", command.reason)
    return [
        PlanChangeDeclined(
            incident=incident.id, plan=run.plan, version=command.version, reason=reason
        )
    ]


# 3. evolve


def accepted(picture: Picture, event: PlanChangeAccepted, stamp: Stamp) -> Picture:
    """Ticks stay as they were given. Open steps are those of the newer version."""
    run = picture.runs.get(event.incident)
    new = version_of(picture, event.plan, event.version)
    if run is None or new is None:
        return picture
    old = version_of(picture, run.plan, run.version)
    return put_run(
        picture,
        _replace(
            run,
            version=new.version,
            offered=None if run.offered == new.version else run.offered,
            ticks=_carried(run, new, stamp),
            escalated=_announced(run, old, new),
        ),
    )


def _carried(run: Run, new: Plan, stamp: Stamp) -> tuple[Tick, ...]:
    steps = [each for each in new.content.steps if each.level <= run.level]
    known = {each.id for each in steps}
    ticks: list[Tick] = []
    for step in steps:
        before = run.tick(step.id)
        if before is None:
            ticks += ticks_from((step,), stamp)
        elif before.state is TickState.open:
            ticks.append(_renewed(before, step))
        else:
            ticks.append(_replace(before, is_retired=False))
    ticks += [
        _replace(each, is_retired=True)
        for each in run.ticks
        if each.id not in known and each.state is not TickState.open
    ]
    return tuple(ticks)


def _renewed(before: Tick, step: Step) -> Tick:
    """An open step in its new words; its time still runs from when it appeared."""
    due_at = None if step.due_s is None else before.appeared_at + timedelta(seconds=step.due_s)
    return _replace(
        before,
        text=step.text,
        role=step.role,
        level=step.level,
        due_at=due_at,
        overdue_at=before.overdue_at if due_at == before.due_at else None,
        is_retired=False,
    )


def _announced(run: Run, old: Plan | None, new: Plan) -> tuple[int, ...]:
    """Places in the newer ladder of the rungs that were announced already."""
    if old is None:
        return ()
    said = {
        (rung.level, rung.after_s)
        for place, rung in enumerate(old.content.ladder)
        if place in run.escalated
    }
    return tuple(
        place for place, rung in enumerate(new.content.ladder) if (rung.level, rung.after_s) in said
    )


def declined(picture: Picture, event: PlanChangeDeclined, _stamp: Stamp) -> Picture:
    """The version that was declined does not ask again; the next one will."""
    run = picture.runs.get(event.incident)
    if run is None:
        return picture
    offered = None if run.offered == event.version else run.offered
    return put_run(picture, _replace(run, offered=offered, declined=event.version))


# 4. the tables

DECIDE = {AcceptPlanChange: accept_change, DeclinePlanChange: decline_change}

EVOLVE = {
    "plan_change_accepted.1": (PlanChangeAccepted, accepted),
    "plan_change_declined.1": (PlanChangeDeclined, declined),
}

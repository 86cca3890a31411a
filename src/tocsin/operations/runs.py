"""Run an incident under a plan: start it, tick its steps, take the next card.

Source: ISO 22320 §5 (incident management process), ICS 215A and local checklists; NFPA 1225 (alarm
levels). What happens when the plan itself changes is in `plan_changes`, what falls due in
`escalation`.
"""

from datetime import timedelta
from enum import StrEnum

import msgspec

from tocsin.operations.command import commanded
from tocsin.operations.incident import IncidentArchived
from tocsin.operations.objectives import ObjectiveSet
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
from tocsin.operations.plans import PlanRefusal, plan_for
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class RunRefusal(StrEnum):
    no_plan_matches = "no_plan_matches"
    plan_already_runs = "plan_already_runs"
    no_plan_runs = "no_plan_runs"
    step_unknown = "step_unknown"
    step_is_dealt_with = "step_is_dealt_with"
    card_is_taken = "card_is_taken"


# 1. commands and the events they may cause


class StartPlan(Command, frozen=True):
    """Run the incident under a plan: the one named, or the one that fits closest."""

    incident: Ident
    plan: Ident | None = None


class PlanStarted(Event, frozen=True):
    incident: str
    plan: str
    version: int
    level: int


class StopPlan(Command, frozen=True):
    """The incident does not run under its plan any more; what was ticked stays readable."""

    incident: Ident
    reason: Remark


class PlanStopped(Event, frozen=True):
    incident: str
    plan: str
    version: int
    reason: Words


class TakeCard(Command, frozen=True):
    """Follow the alarm: take the run card, and the steps, of the incident's alarm level."""

    incident: Ident


class CardTaken(Event, frozen=True):
    incident: str
    level: int


class TickStep(Command, frozen=True):
    """The step is done; `proof` may say how one knows."""

    incident: Ident
    step: Ident
    proof: Remark | None = None


class SkipStep(Command, frozen=True):
    """The step does not apply here, for this reason."""

    incident: Ident
    step: Ident
    reason: Remark


class UntickStep(Command, frozen=True):
    """The step is open again, for this reason."""

    incident: Ident
    step: Ident
    reason: Remark


class StepTicked(Event, frozen=True):
    """`state` done (`words` the proof), not_applicable or open again (`words` the reason)."""

    incident: str
    step: str
    state: TickState
    words: Words | None = None


# 2. decide


def start(command: StartPlan, picture: Picture, context: Context) -> Decision:
    """The plan's objectives are set along with it; from then on they are the commander's."""
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, _ = pair
    run = picture.runs.get(incident.id)
    if run is not None and run.stopped_at is None:
        if run.plan == command.plan:
            return []
        return refuse(RunRefusal.plan_already_runs, incident=incident.id, plan=run.plan)
    plan = _chosen(picture, incident, command.plan)
    if isinstance(plan, Refused):
        return plan
    return starting(plan, incident.id, incident.alarm_level, context)


def starting(plan: Plan, incident: str, level: int, context: Context) -> list[Event]:
    """What starts a plan: the run, and its objectives."""
    owner = f"incident/{incident}"
    return [
        PlanStarted(incident=incident, plan=plan.id, version=plan.version, level=level),
        *(
            ObjectiveSet(
                incident=incident,
                objective=context.new_id("o", str(place)),
                text=Words(owner, each.text),
                priority=each.priority,
                measure=None if each.measure is None else Words(owner, each.measure),
            )
            for place, each in enumerate(plan.content.objectives)
        ),
    ]


def _chosen(picture: Picture, incident: Incident, named: str | None) -> Plan | Refused:
    if named is None:
        match = plan_for(picture, incident)
        if match is None:
            return refuse(RunRefusal.no_plan_matches, incident=incident.id, type=incident.type)
        return match.plan
    shelf = picture.plans.get(named)
    if shelf is None:
        return refuse(PlanRefusal.plan_unknown, plan=named)
    plan = shelf.version(shelf.in_force)
    if plan is None:
        return refuse(PlanRefusal.plan_is_withdrawn, plan=named)
    return plan


def running(picture: Picture, incident: str) -> tuple[Incident, Run] | Refused:
    pair = commanded(picture, incident)
    if isinstance(pair, Refused):
        return pair
    run = picture.runs.get(incident)
    if run is None or run.stopped_at is not None:
        return refuse(RunRefusal.no_plan_runs, incident=incident)
    return pair[0], run


def stop(command: StopPlan, picture: Picture, _context: Context) -> Decision:
    pair = running(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, run = pair
    reason = Words(f"incident/{incident.id}", command.reason)
    return [PlanStopped(incident=incident.id, plan=run.plan, version=run.version, reason=reason)]


def take_card(command: TakeCard, picture: Picture, _context: Context) -> Decision:
    pair = running(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, run = pair
    if incident.alarm_level <= run.level:
        return refuse(RunRefusal.card_is_taken, incident=incident.id, level=run.level)
    return [CardTaken(incident=incident.id, level=incident.alarm_level)]


def suggested_level(picture: Picture, incident: str) -> int | None:
    """The level whose card the run should take, once the alarm was raised above it; None:
    nothing.
    """
    found, run = picture.incidents.get(incident), picture.runs.get(incident)
    if found is None or run is None or run.stopped_at is not None:
        return None
    return found.alarm_level if found.alarm_level > run.level else None


def _set_tick(
    picture: Picture, incident: str, step: str, state: TickState, text: str | None
) -> Decision:
    """A step that is dealt with one way is dealt with the other way only after it was unticked."""
    pair = running(picture, incident)
    if isinstance(pair, Refused):
        return pair
    found = pair[1].tick(step)
    if found is None or found.is_retired:
        return refuse(RunRefusal.step_unknown, step=step, incident=incident)
    if found.state is state:
        return []
    if TickState.open not in (found.state, state):
        return refuse(RunRefusal.step_is_dealt_with, step=step, state=found.state)
    words = None if text is None else Words(f"incident/{incident}", text)
    return [StepTicked(incident=incident, step=step, state=state, words=words)]


def tick(command: TickStep, picture: Picture, _context: Context) -> Decision:
    return _set_tick(picture, command.incident, command.step, TickState.done, command.proof)


def skip(command: SkipStep, picture: Picture, _context: Context) -> Decision:
    return _set_tick(
        picture, command.incident, command.step, TickState.not_applicable, command.reason
    )


def untick(command: UntickStep, picture: Picture, _context: Context) -> Decision:
    return _set_tick(picture, command.incident, command.step, TickState.open, command.reason)


# 3. evolve


def ticks_from(steps: tuple[Step, ...], stamp: Stamp) -> tuple[Tick, ...]:
    """Open ticks for steps that appear now."""
    return tuple(
        Tick(
            id=each.id,
            text=each.text,
            role=each.role,
            appeared_at=stamp.occurred_at,
            level=each.level,
            due_at=None
            if each.due_s is None
            else stamp.occurred_at + timedelta(seconds=each.due_s),
        )
        for each in steps
    )


def put_run(picture: Picture, run: Run) -> Picture:
    """The picture with this run in it."""
    return _replace(picture, runs=picture.runs.put(run.incident, run))


def version_of(picture: Picture, plan: str, version: int) -> Plan | None:
    """One version of a plan, as long as it is on its shelf."""
    shelf = picture.plans.get(plan)
    return None if shelf is None else shelf.version(version)


def started(picture: Picture, event: PlanStarted, stamp: Stamp) -> Picture:
    plan = version_of(picture, event.plan, event.version)
    if plan is None or event.incident not in picture.incidents:
        return picture
    steps = tuple(each for each in plan.content.steps if each.level <= event.level)
    return put_run(
        picture,
        Run(
            incident=event.incident,
            plan=event.plan,
            version=event.version,
            level=event.level,
            started_at=stamp.occurred_at,
            ticks=ticks_from(steps, stamp),
        ),
    )


def stopped(picture: Picture, event: PlanStopped, stamp: Stamp) -> Picture:
    run = picture.runs.get(event.incident)
    if run is None:
        return picture
    return put_run(picture, _replace(run, stopped_at=stamp.occurred_at, offered=None))


def card_taken(picture: Picture, event: CardTaken, stamp: Stamp) -> Picture:
    """Steps of the higher levels appear now; their time runs from here."""
    run = picture.runs.get(event.incident)
    plan = None if run is None else version_of(picture, run.plan, run.version)
    if run is None or plan is None:
        return picture
    steps = tuple(
        each
        for each in plan.content.steps
        if run.level < each.level <= event.level and run.tick(each.id) is None
    )
    return put_run(
        picture, _replace(run, level=event.level, ticks=run.ticks + ticks_from(steps, stamp))
    )


def ticked(picture: Picture, event: StepTicked, stamp: Stamp) -> Picture:
    """A late report does not overwrite a younger state of the step."""
    run = picture.runs.get(event.incident)
    if run is None:
        return picture
    by = None if event.state is TickState.open else stamp.on_behalf_of or stamp.actor

    def changed(each: Tick) -> Tick:
        if each.id != event.step or (each.at is not None and each.at > stamp.occurred_at):
            return each
        return _replace(each, state=event.state, by=by, at=stamp.occurred_at, words=event.words)

    return put_run(picture, _replace(run, ticks=tuple(changed(each) for each in run.ticks)))


def archived(picture: Picture, event: IncidentArchived, _stamp: Stamp) -> Picture:
    """With its incident the run leaves the picture."""
    return _replace(picture, runs=picture.runs.drop(event.incident))


# 4. the tables

DECIDE = {
    StartPlan: start,
    StopPlan: stop,
    TakeCard: take_card,
    TickStep: tick,
    SkipStep: skip,
    UntickStep: untick,
}

EVOLVE = {
    "plan_started.1": (PlanStarted, started),
    "plan_stopped.1": (PlanStopped, stopped),
    "card_taken.1": (CardTaken, card_taken),
    "step_ticked.1": (StepTicked, ticked),
}

ALSO = {"incident_archived.1": archived}
"""What a fact of another topic means here, after that topic has taken it in."""

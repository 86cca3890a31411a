"""Say what is to be achieved at an incident, and see when it is.

Source: ICS 202 (incident objectives); NIMS management by objectives. Objectives are ordered by what
they serve: life, then stabilization, then property. What was said before is kept beside what is
said now.
"""

from enum import StrEnum

import msgspec

from tocsin.operations.command import commanded, organization, put_organization
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
from tocsin.operations.picture.command import Objective, ObjectiveState
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class ObjectiveRefusal(StrEnum):
    objective_unknown = "objective_unknown"
    objective_is_settled = "objective_is_settled"
    objective_is_open = "objective_is_open"


# 1. commands and the events they may cause


class SetObjective(Command, frozen=True):
    """Set an objective; `measure` says how one would see that it is met."""

    incident: Ident
    text: Remark
    priority: ObjectivePriority
    measure: Remark | None = None


class ObjectiveSet(Event, frozen=True):
    incident: str
    objective: str
    text: Words
    priority: ObjectivePriority
    measure: Words | None = None


class ReviseObjective(Command, frozen=True):
    """Say it anew, whole; the earlier words are kept."""

    objective: Ident
    text: Remark
    priority: ObjectivePriority
    measure: Remark | None = None


class ObjectiveRevised(Event, frozen=True):
    objective: str
    text: Words
    priority: ObjectivePriority
    measure: Words | None = None


class MeetObjective(Command, frozen=True):
    """It is achieved. `remark` may say how one sees it."""

    objective: Ident
    remark: Remark | None = None


class AbandonObjective(Command, frozen=True):
    """It will not be pursued, for this reason."""

    objective: Ident
    reason: Remark


class ReopenObjective(Command, frozen=True):
    """It is to be pursued again, for this reason."""

    objective: Ident
    reason: Remark


class ObjectiveStateSet(Event, frozen=True):
    objective: str
    state: ObjectiveState
    because: Words | None = None


# 2. decide


def _found(picture: Picture, objective: str) -> Objective | Refused:
    found = picture.objectives.get(objective)
    if found is None:
        return refuse(ObjectiveRefusal.objective_unknown, objective=objective)
    return found


def _words(incident: str, text: str | None) -> Words | None:
    return None if text is None else Words(f"incident/{incident}", text)


def set_objective(command: SetObjective, picture: Picture, context: Context) -> Decision:
    pair = commanded(picture, command.incident)
    if isinstance(pair, Refused):
        return pair
    incident, _ = pair
    return [
        ObjectiveSet(
            incident=incident.id,
            objective=context.new_id("o"),
            text=Words(f"incident/{incident.id}", command.text),
            priority=command.priority,
            measure=_words(incident.id, command.measure),
        )
    ]


def revise(command: ReviseObjective, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.objective)
    if isinstance(found, Refused):
        return found
    if found.state is not ObjectiveState.open:
        return refuse(ObjectiveRefusal.objective_is_settled, objective=found.id, state=found.state)
    return [
        ObjectiveRevised(
            objective=found.id,
            text=Words(f"incident/{found.incident}", command.text),
            priority=command.priority,
            measure=_words(found.incident, command.measure),
        )
    ]


def _settle(picture: Picture, objective: str, state: ObjectiveState, why: str | None) -> Decision:
    found = _found(picture, objective)
    if isinstance(found, Refused):
        return found
    if found.state is state:
        return []
    if found.state is not ObjectiveState.open:
        return refuse(ObjectiveRefusal.objective_is_settled, objective=found.id, state=found.state)
    because = _words(found.incident, why)
    return [ObjectiveStateSet(objective=found.id, state=state, because=because)]


def meet(command: MeetObjective, picture: Picture, _context: Context) -> Decision:
    return _settle(picture, command.objective, ObjectiveState.met, command.remark)


def abandon(command: AbandonObjective, picture: Picture, _context: Context) -> Decision:
    return _settle(picture, command.objective, ObjectiveState.abandoned, command.reason)


def reopen(command: ReopenObjective, picture: Picture, _context: Context) -> Decision:
    found = _found(picture, command.objective)
    if isinstance(found, Refused):
        return found
    if found.state is ObjectiveState.open:
        return refuse(ObjectiveRefusal.objective_is_open, objective=found.id)
    because = _words(found.incident, command.reason)
    return [ObjectiveStateSet(objective=found.id, state=ObjectiveState.open, because=because)]


# 3. evolve


def objective_set(picture: Picture, event: ObjectiveSet, stamp: Stamp) -> Picture:
    if event.incident not in picture.incidents:
        return picture
    there = organization(picture, event.incident)
    new = Objective(
        id=event.objective,
        incident=event.incident,
        text=event.text,
        priority=event.priority,
        since=stamp.occurred_at,
        measure=event.measure,
    )
    listed = _replace(there, objectives=(*there.objectives, new.id))
    return _replace(
        put_organization(picture, listed), objectives=picture.objectives.put(new.id, new)
    )


def revised(picture: Picture, event: ObjectiveRevised, _stamp: Stamp) -> Picture:
    found = picture.objectives.get(event.objective)
    if found is None:
        return picture
    changed = _replace(
        found,
        text=event.text,
        priority=event.priority,
        measure=event.measure,
        earlier=(*found.earlier, found.text),
    )
    return _replace(picture, objectives=picture.objectives.put(found.id, changed))


def state_set(picture: Picture, event: ObjectiveStateSet, stamp: Stamp) -> Picture:
    """A late report does not overwrite a younger state."""
    found = picture.objectives.get(event.objective)
    if found is None or found.since > stamp.occurred_at:
        return picture
    changed = _replace(found, state=event.state, since=stamp.occurred_at, because=event.because)
    return _replace(picture, objectives=picture.objectives.put(found.id, changed))


# 4. the tables

DECIDE = {
    SetObjective: set_objective,
    ReviseObjective: revise,
    MeetObjective: meet,
    AbandonObjective: abandon,
    ReopenObjective: reopen,
}

EVOLVE = {
    "objective_set.1": (ObjectiveSet, objective_set),
    "objective_revised.1": (ObjectiveRevised, revised),
    "objective_state_set.1": (ObjectiveStateSet, state_set),
}

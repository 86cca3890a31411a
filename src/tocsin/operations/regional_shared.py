"""What a town sets for all who have part in a regional incident: objectives, and who commands here.

Said knowingly, in words of their own: what the own incident holds does not leave by itself.

Source: ICS 202 (incident objectives); NIMS (2017) "Unified Command".
"""

import msgspec

from tocsin.operations.objectives import ObjectiveRefusal
from tocsin.operations.orders import (
    Command,
    Context,
    Decision,
    Event,
    Ident,
    Refused,
    Remark,
    Short,
    refuse,
)
from tocsin.operations.picture import Picture
from tocsin.operations.picture.command import ObjectiveState
from tocsin.operations.picture.regional import SharedObjective
from tocsin.operations.regional_told import RegionalRefusal, put_regional, with_part
from tocsin.terms.ics import ObjectivePriority
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace

MOST_SHARED = 30
"""Objectives that one town sets for one regional incident."""


# 1. commands and the events they may cause


class ShareObjective(Command, frozen=True):
    """Set an objective for all who have part (ICS 202). The text is for them to read; `objective`
    is the one of our own incident that it follows, if any."""

    regional: Ident
    text: Remark
    priority: ObjectivePriority
    objective: Ident | None = None


class ObjectiveShared(Event, frozen=True):
    regional: str
    objective: SharedObjective


class EndSharedObjective(Command, frozen=True):
    """It is met, or given up."""

    regional: Ident
    shared_objective: Ident
    state: ObjectiveState


class SharedObjectiveEnded(Event, frozen=True):
    regional: str
    shared_objective: str
    state: ObjectiveState


class NameCommander(Command, frozen=True):
    """Who commands here, by name, for those who have part and may read it by agreement."""

    regional: Ident
    name: Short


class CommanderNamed(Event, frozen=True):
    regional: str
    name: Words


# 2. decide


def share(command: ShareObjective, picture: Picture, context: Context) -> Decision:
    """Said knowingly: what an objective of our own incident says does not leave by itself."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    own = picture.objectives.get(command.objective or "")
    if command.objective is not None and (own is None or own.incident != row.incident):
        return refuse(ObjectiveRefusal.objective_unknown, objective=command.objective)
    if len(row.objectives) >= MOST_SHARED:
        return refuse(RegionalRefusal.too_many_shared, regional=row.id, most=MOST_SHARED)
    new = SharedObjective(
        context.new_id("so"), Words(f"regional/{row.id}", command.text), command.priority,
        ObjectiveState.open if own is None else own.state, command.objective,
    )  # fmt: skip
    return [ObjectiveShared(regional=row.id, objective=new)]


def end_shared(command: EndSharedObjective, picture: Picture, context: Context) -> Decision:
    """By the town that set it."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    found = [each for each in row.objectives if each.id == command.shared_objective]
    if not found:
        return refuse(ObjectiveRefusal.objective_unknown, objective=command.shared_objective)
    if found[0].state is command.state:
        return []
    return [
        SharedObjectiveEnded(regional=row.id, shared_objective=found[0].id, state=command.state)
    ]


def name_commander(command: NameCommander, picture: Picture, context: Context) -> Decision:
    """As it is to be read elsewhere; the newest word counts."""
    row = with_part(picture, command.regional)
    if isinstance(row, Refused):
        return row
    return [CommanderNamed(regional=row.id, name=Words(f"regional/{row.id}", command.name))]


# 3. evolve


def shared(picture: Picture, event: ObjectiveShared, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    return put_regional(
        picture, _replace(row, objectives=(*row.objectives, event.objective)), stamp
    )


def shared_ended(picture: Picture, event: SharedObjectiveEnded, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    objectives = tuple(
        _replace(each, state=event.state, objective=None)
        if each.id == event.shared_objective
        else each
        for each in row.objectives
    )
    return put_regional(picture, _replace(row, objectives=objectives), stamp)


def named(picture: Picture, event: CommanderNamed, stamp: Stamp) -> Picture:
    row = picture.regional_incidents.get(event.regional)
    if row is None:
        return picture
    return put_regional(picture, _replace(row, commander_name=event.name), stamp)


# 4. the tables

DECIDE = {
    ShareObjective: share,
    EndSharedObjective: end_shared,
    NameCommander: name_commander,
}

EVOLVE = {
    "objective_shared.1": (ObjectiveShared, shared),
    "shared_objective_ended.1": (SharedObjectiveEnded, shared_ended),
    "commander_named.1": (CommanderNamed, named),
}

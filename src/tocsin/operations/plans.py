"""Adopt and withdraw response plans; find the plan and the run card for an incident.

Source: NFPA 1710 and 1225 (standard response assignments), NIMS resource typing (kind and type),
CPG 101 v3 (plans and annexes). A plan is content, adopted whole by an event; no version ever
changes.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

import msgspec

from tocsin.operations.orders import Command, Context, Decision, Event, Ident, Short, refuse
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.agreement import EscalationLevel
from tocsin.operations.picture.plan import (
    Applies,
    Card,
    Plan,
    PlanContent,
    PlanShelf,
    Question,
    Run,
)
from tocsin.terms.stamp import Stamp
from tocsin.terms.words import Words

_replace = msgspec.structs.replace


class PlanRefusal(StrEnum):
    plan_unknown = "plan_unknown"
    plan_is_withdrawn = "plan_is_withdrawn"
    plan_was_not_read = "plan_was_not_read"
    plan_has_moved_on = "plan_has_moved_on"
    plan_unsound = "plan_unsound"


# 1. commands and the events they may cause


class AdoptPlan(Command, frozen=True):
    """Make this the valid version of a plan. `over` is the version it was written against (0:
    none).
    """

    plan: Ident
    over: int
    content: PlanContent


class PlanAdopted(Event, frozen=True):
    plan: str
    version: int
    content: PlanContent


class WithdrawPlan(Command, frozen=True):
    """The plan is not to be used any more. Incidents that run under it go on and are told. `over`
    is the latest version that whoever withdraws it has read; None: whichever there is.
    """

    plan: Ident
    reason: Short
    over: int | None = None


class PlanWithdrawn(Event, frozen=True):
    plan: str
    version: int
    reason: Words


# 2. decide


def adopt(command: AdoptPlan, picture: Picture, _context: Context) -> Decision:
    """Refused when somebody else has adopted a version in between, so that no edit is lost
    unseen.
    """
    shelf = picture.plans.get(command.plan)
    valid = shelf.version(shelf.in_force) if shelf is not None else None
    if valid is not None and valid.content == command.content:
        return []
    latest = shelf.latest if shelf is not None else 0
    if command.over != latest:
        return refuse(
            PlanRefusal.plan_has_moved_on, plan=command.plan, over=command.over, latest=latest
        )
    fault = unsound(command.content)
    if fault is not None:
        return refuse(PlanRefusal.plan_unsound, plan=command.plan, fault=fault)
    return [PlanAdopted(plan=command.plan, version=latest + 1, content=command.content)]


def unsound(content: PlanContent) -> str | None:
    """What is wrong with a plan, as the name of its part, or None. Shapes and limits are checked
    before.
    """
    twice = _twice(each.id for each in content.steps)
    if twice is not None:
        return f"steps: {twice} twice"
    twice = _twice(each.id for each in content.questions)
    if twice is not None:
        return f"questions: {twice} twice"
    if content.cards and not any(_is_first(card) for card in content.cards):
        return "cards: none for level 1 without conditions"
    highest = max((card.level for card in content.cards), default=10)
    for rung in content.ladder:
        if rung.level < 2 or rung.level > highest:
            return f"ladder: level {rung.level} has no card"
        if rung.raises_to is EscalationLevel.town:
            return "ladder: raises_to is towns or region"
    if not (content.cards or content.steps or content.objectives or content.questions):
        return "nothing in it"
    return None


def _twice(ids: Iterable[str]) -> str | None:
    """The first name that comes a second time."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            return each
        seen.add(each)
    return None


def _is_first(card: Card) -> bool:
    return card.level == 1 and card.applies == Applies()


def withdraw(command: WithdrawPlan, picture: Picture, _context: Context) -> Decision:
    shelf = picture.plans.get(command.plan)
    if shelf is None:
        return refuse(PlanRefusal.plan_unknown, plan=command.plan)
    if shelf.in_force is None:
        return []
    if command.over not in (None, shelf.latest):
        return refuse(
            PlanRefusal.plan_was_not_read,
            plan=command.plan,
            over=command.over or 0,
            latest=shelf.latest,
        )
    reason = Words(f"plan/{shelf.id}", command.reason)
    return [PlanWithdrawn(plan=shelf.id, version=shelf.in_force, reason=reason)]


# 2a. which plan, which card


class Match(NamedTuple):
    """The plan for an incident; `card` is None where the plan has none (a checklist only)."""

    plan: Plan
    version: int
    card: Card | None


Fit = tuple[int, int, int, int]


def fit(applies: Applies, incident: Incident) -> Fit | None:
    """How closely conditions fit an incident, or None if they do not: (type, hazards, area,
    priority).

    Larger is closer: a whole type beats its group and a group beats any type; then more hazards
    named, then an area, then fewer priorities allowed.
    """
    type_fit = nearness(applies.types, incident.type)
    if type_fit is None:
        return None
    if any(each not in incident.hazards for each in applies.hazards):
        return None
    areas = incident.place.areas
    if applies.areas and not any(areas.get(each.kind) == each.name for each in applies.areas):
        return None
    if applies.priorities and incident.priority not in applies.priorities:
        return None
    narrow = 10 - len(set(applies.priorities)) if applies.priorities else 0
    return type_fit, len(set(applies.hazards)), int(bool(applies.areas)), narrow


class Asked(NamedTuple):
    """A question with the plan that asks it."""

    plan: str
    question: Question


def questions_for(picture: Picture, type: str) -> tuple[Asked, ...]:
    """What the plans in force ask about this type of incident, each question once; the closest
    plan first.
    """
    found: list[tuple[int, str, Question]] = []
    for shelf in picture.plans.values():
        valid = shelf.version(shelf.in_force)
        near = None if valid is None else nearness(valid.content.trigger.types, type)
        if valid is None or near is None:
            continue
        found += [
            (-near, shelf.id, each)
            for each in valid.content.questions
            if nearness(each.types, type) is not None
        ]
    once: dict[str, Asked] = {}
    for _, plan, question in sorted(found, key=lambda each: each[:2]):
        once.setdefault(question.id, Asked(plan, question))
    return tuple(once.values())


def nearness(types: tuple[str, ...], type: str) -> int | None:
    """How closely types meant fit one: 2 the type itself, 1 its group, 0 where any is meant; None:
    not.
    """
    if type in types:
        return 2
    if type.partition(".")[0] in types:
        return 1
    return None if types else 0


def card_for(content: PlanContent, incident: Incident, level: int) -> Card | None:
    """The highest card that is not above `level`; among those of one level the closest, then the
    first.
    """
    best: tuple[tuple[int, Fit], Card] | None = None
    for card in content.cards:
        fits = fit(card.applies, incident)
        if fits is None or card.level > level:
            continue
        rank = (card.level, fits)
        if best is None or rank > best[0]:
            best = rank, card
    return None if best is None else best[1]


def plan_for(picture: Picture, incident: Incident) -> Match | None:
    """The valid plan whose trigger fits closest, with the card of the incident's alarm level.

    Between plans that fit equally the first id wins, so everybody gets the same answer.
    """
    best: tuple[Fit, Plan] | None = None
    for shelf in picture.plans.values():
        plan = shelf.version(shelf.in_force)
        fits = None if plan is None else fit(plan.content.trigger, incident)
        if plan is not None and fits is not None and (best is None or fits > best[0]):
            best = fits, plan
    if best is None:
        return None
    plan = best[1]
    return Match(plan, plan.version, card_for(plan.content, incident, incident.alarm_level))


# 3. evolve


def adopted(picture: Picture, event: PlanAdopted, stamp: Stamp) -> Picture:
    """Runs under an older version are asked, never rewritten; versions nobody uses leave the
    shelf.
    """
    runs = [each for each in picture.runs.values() if each.plan == event.plan]
    used = {each.version for each in runs}
    shelf = picture.plans.get(event.plan) or PlanShelf(event.plan, 0)
    new = Plan(event.plan, event.version, stamp.occurred_at, event.content)
    kept = tuple(each for each in shelf.versions if each.version in used)
    changed = _replace(
        shelf,
        latest=event.version,
        in_force=event.version,
        versions=(*kept, new),
        withdrawn_because=None,
    )
    picture = _with_runs(picture, runs, offered=event.version, is_plan_withdrawn=False)
    return _replace(picture, plans=picture.plans.put(shelf.id, changed))


def withdrawn(picture: Picture, event: PlanWithdrawn, _stamp: Stamp) -> Picture:
    shelf = picture.plans.get(event.plan)
    if shelf is None:
        return picture
    runs = [each for each in picture.runs.values() if each.plan == event.plan]
    changed = _replace(shelf, in_force=None, withdrawn_because=event.reason)
    picture = _with_runs(picture, runs, offered=None, is_plan_withdrawn=True)
    return _replace(picture, plans=picture.plans.put(shelf.id, changed))


def _with_runs(picture: Picture, runs: list[Run], **fields: object) -> Picture:
    known = picture.runs
    for each in runs:
        if each.stopped_at is None:
            known = known.put(each.incident, _replace(each, **fields))
    return _replace(picture, runs=known)


# 4. the tables

DECIDE = {AdoptPlan: adopt, WithdrawPlan: withdraw}

EVOLVE = {
    "plan_adopted.1": (PlanAdopted, adopted),
    "plan_withdrawn.1": (PlanWithdrawn, withdrawn),
}

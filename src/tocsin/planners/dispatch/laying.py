"""A question as arrays: needs as rows, candidates as columns."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from tocsin.operations.ground import in_force
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import Need
from tocsin.operations.picture.unit import Capability
from tocsin.operations.shortfall import offers, shortfall
from tocsin.planners.dispatch.advice import ANYBODY, Reason, without_plan
from tocsin.planners.dispatch.candidates import FREE, Candidate, Excluded, disciplines
from tocsin.planners.dispatch.choosing import Problem
from tocsin.planners.dispatch.costs import (
    UNKNOWN,
    Arrival,
    Begins,
    Cover,
    Mask,
    prices,
    taken_for_s,
    urgency_permille,
)
from tocsin.planners.dispatch.ground import I64, Ground
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach
from tocsin.terms.codes import Agency


class Laid(NamedTuple):
    """A question as arrays, with what they were made of."""

    found: list[Candidate]
    begins: Begins
    arrival: list[Arrival]
    price: list[dict[str, int]]
    needs: list[Need]
    skills: list[Need]
    asked: tuple[str, ...]
    problem: Problem
    cover: Cover
    kept: frozenset[int]
    """Neighbours' units that stay at home."""
    beyond: dict[int, int]
    """Who was left out for being farther than so many seconds."""


ONE_UNIT = Need(ANYBODY)
"""What is asked for where no plan says: one unit of the town, of the discipline that the type is
of, or else whoever it is."""


class Asked(NamedTuple):
    """A question as far as it is one whatever the roads: prices without arrivals."""

    incident: Incident
    found: list[Candidate]
    needs: list[Need]
    skills: list[tuple[Need, int]]
    offered: I64
    asked: I64
    price: list[dict[str, int]]
    fixed: I64
    """The sum of these prices."""
    is_placed: Mask
    is_free: list[bool]
    """Who is free and fills anything: their going takes cover away."""
    unknown: list[Reason]

    @property
    def serves(self) -> Mask:
        """Who brings anything of what is asked for."""
        brings: Mask = np.vstack([self.offered, self.asked]).sum(axis=0) > 0
        return brings


def ask(
    picture: Picture, ground: Ground, question: Question, incident: Incident,
    found: list[Candidate], price: list[dict[str, int]] | None = None,
) -> Asked:  # fmt: skip
    """What is needed, what everybody brings, what it costs that they go, cover aside. `price`: as
    `prices` says, where somebody has asked already."""
    needs, skills, unknown = needs_of(picture, incident)
    if ground.checksum is not None:
        unknown += _older_closures(picture, ground)
    weights = question.policy.weights
    offered = _offered(found, needs, incident, weights)
    rows = [_brought(found, need) for need, _ in skills]
    asked = np.array(rows, np.int64).reshape(len(skills), len(found))
    price = prices(found, question) if price is None else price
    fills: list[bool] = (offered.sum(axis=0) > 0).tolist()
    return Asked(
        incident,
        found,
        needs,
        skills,
        offered,
        asked,
        price,
        np.array([sum(each.values()) for each in price], np.int64),
        np.array([each.point is not None for each in found], np.bool_),
        [e.standing in FREE and n for e, n in zip(found, fills, strict=True)],
        unknown,
    )


def with_cover(of: Asked, cover_s: Sequence[int]) -> Asked:
    """With what it costs, in seconds, that the cover of each is gone."""
    price = [
        {**each, "cover": seconds} if seconds else each
        for each, seconds in zip(of.price, cover_s, strict=True)
    ]
    return of._replace(price=price, fixed=of.fixed + np.array(cover_s, np.int64))


def costs_of(of: Asked, p50_s: I64, kept: frozenset[int], weights: Weights) -> I64:
    """What it costs that each goes who is there after so many seconds; CANNOT where nobody can say,
    and of those who stay at home."""
    permille = urgency_permille(of.incident.priority, weights)
    seconds = taken_for_s(p50_s, of.is_placed, of.incident.place.point)
    cost = np.where(seconds == UNKNOWN, CANNOT, seconds * permille // 1000 + of.fixed)
    cost[list(kept)] = CANNOT
    return cost


def with_use(
    excluded: list[Excluded], of: Asked, picture: Picture, question: Question
) -> list[Excluded]:
    """Those who cannot go, told whether they would be of any use."""
    needs = {*of.needs, *(need for need, _ in of.skills)}
    theirs = {each.unit.id: each.unit for each in question.neighbours}
    whose = disciplines(of.incident)
    known: dict[tuple[str, tuple[Capability, ...], bool], bool] = {}

    def is_of_use(each: Excluded) -> bool:
        unit = picture.units.get(each.unit) or theirs[each.unit]
        is_one = each.town is None and unit.agency in whose
        alike = unit.kind, unit.capabilities, is_one
        if alike not in known:
            known[alike] = any(
                is_one if need is ONE_UNIT else
                offers(unit, msgspec.structs.replace(need, type=None)) > 0 for need in needs
            )  # fmt: skip
        return known[alike]

    return [msgspec.structs.replace(each, is_of_use=is_of_use(each)) for each in excluded]


def problem_of(of: Asked, crew: I64, cost: I64) -> Problem:
    """For the kernel, at what it costs that each goes. `crew`: as `crews_of` says."""
    return Problem(
        need_of=np.zeros(len(of.needs), np.int64), offers=of.offered, cost=cost[None],
        pieces=np.maximum(1, of.offered.max(axis=0, initial=0)), crew=crew,
        skill_of=np.zeros(len(of.skills), np.int64),
        skill_asked=np.array([number for _, number in of.skills], np.int64), skills=of.asked,
    )  # fmt: skip


def lay(
    of: Asked, reach: Reach, kept: frozenset[int], problem: Problem, cover: Cover
) -> Laid:  # fmt: skip
    """All of it. Whoever is not reached yet is left out."""
    found = of.found
    names = (*map(said, of.needs), *(said(need) for need, more in of.skills for _ in range(more)))
    return Laid(
        found, reach.begins, [reach.arrival(at) for at in range(len(found))], of.price, of.needs,
        [need for need, _ in of.skills], names, problem, cover, kept, reach.beyond(),
    )  # fmt: skip


def _offered(
    found: list[Candidate], needs: list[Need], incident: Incident, weights: Weights
) -> I64:
    rows: dict[Need, list[int]] = {}
    for need in needs:
        if need not in rows:
            rows[need] = _offers(found, need, disciplines(incident), weights)
    offered = np.array([rows[need] for need in needs], np.int64)
    return offered.reshape(len(needs), len(found))


def unknown(of: Asked, ground: Ground, question: Question) -> list[Reason]:
    """What was not known of plan, place, roads, neighbours and positions; once somebody drove."""
    found, end = of.found, of.incident.place.point
    told = list(of.unknown)
    told += [] if end is not None else [Reason("no_place", False)]
    if ground.checksum is None:
        told.append(Reason("no_ground", False))
    told += [Reason("neighbour_unread", False, {"town": each}) for each in question.unread]
    if not ground.zones.people.any():
        told.append(Reason("nobody_counted", False))
    if ground.unplaced:
        told.append(Reason("closures_unplaced", False, {"n": len(ground.unplaced)}))
    old = sum(each.is_old(question.policy.weights.stale_after_s) for each in found)
    if old:
        told.append(Reason("positions_old", False, {"n": old}))
    return told


def _older_closures(picture: Picture, ground: Ground) -> list[Reason]:
    """Closures that still stand and began before the newest edit of the roads: these may be drawn
    as they were left by then, or with the way around."""
    adopted = in_force(picture)
    newest = "" if adopted is None else adopted.newest_edit[:10]
    if not DAY.fullmatch(newest):
        return []
    older = [
        id for id, each in picture.closures.items()
        if each.lifted_at is None and not each.kind.startswith("without_")
        and id not in ground.unplaced and each.since.date().isoformat() < newest
    ]  # fmt: skip
    return [Reason("closures_older", False, {"n": len(older), "day": newest})] if older else []


DAY = re.compile(r"\d{4}-\d\d-\d\d")


def needs_of(
    picture: Picture, incident: Incident
) -> tuple[list[Need], list[tuple[Need, int]], list[Reason]]:
    """Needs (each as often as it is missing), skills with how many are missing, what was not
    known."""
    short = shortfall(picture, incident)
    if short is None:
        return ([] if incident.units else [ONE_UNIT]), [], [without_plan(incident)]
    needs = [each.need for each in short.needs for _ in range(each.missing)]
    return needs, [(each.need, each.missing) for each in short.skills if each.missing], []


def _offers(
    found: list[Candidate], need: Need, whose: frozenset[Agency], weights: Weights
) -> list[int]:
    if need is ONE_UNIT:
        return [int(each.aid is None and each.unit.agency in whose) for each in found]
    if weights.type_binds:
        return _brought(found, need)
    return _brought(found, msgspec.structs.replace(need, type=None))


def _brought(found: list[Candidate], need: Need) -> list[int]:
    """How many each brings; units that are alike are asked once."""
    known: dict[tuple[str, tuple[Capability, ...]], int] = {}
    brought = []
    for each in found:
        alike = each.unit.kind, each.unit.capabilities
        if alike not in known:
            known[alike] = offers(each.unit, need)
        brought.append(known[alike])
    return brought


def said(need: Need) -> str:
    """A need in a few letters: its kind, and its type where one is asked for."""
    return need.kind if need.type is None else f"{need.kind} {need.type}"

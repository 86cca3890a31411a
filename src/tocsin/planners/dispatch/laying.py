"""A question as arrays: needs as rows, candidates as columns."""

import re
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from tocsin.operations.ground import in_force
from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import Need
from tocsin.operations.shortfall import offers, shortfall
from tocsin.planners.dispatch.advice import ANYBODY, Reason, without_plan
from tocsin.planners.dispatch.candidates import FREE, Candidate, crews_of, disciplines
from tocsin.planners.dispatch.choosing import Problem
from tocsin.planners.dispatch.costs import (
    Arrival,
    Cover,
    cover_of,
    cover_prices,
    prices,
    taken_for_s,
    urgency_permille,
)
from tocsin.planners.dispatch.ground import I64, Ground
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.pricing import weighed_s
from tocsin.planners.dispatch.question import Question
from tocsin.planners.dispatch.reaching import Reach
from tocsin.terms.codes import Agency


class Laid(NamedTuple):
    """A question as arrays, with what they were made of."""

    found: list[Candidate]
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


UNASKED = Arrival(None, None, None)
Mask = npt.NDArray[np.bool_]
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
    cover: Cover
    crew: I64
    unknown: list[Reason]


def ask(
    picture: Picture, ground: Ground, question: Question, incident: Incident, found: list[Candidate]
) -> Asked:
    """What is needed, what everybody brings, what it costs that they go."""
    needs, skills, unknown = needs_of(picture, incident)
    if ground.checksum is not None:
        unknown += _older_closures(picture, ground)
    weights = question.policy.weights
    offered = _offered(found, needs, incident, weights)
    asked = np.array(
        [[offers(each.unit, need) for each in found] for need, _ in skills], np.int64
    ).reshape(len(skills), len(found))
    price = prices(found, question)
    fills: list[bool] = (offered.sum(axis=0) > 0).tolist()
    free = [e.standing in FREE and n for e, n in zip(found, fills, strict=True)]
    cover = cover_of(found, free, ground, weights)
    for at, seconds in enumerate(cover_prices(cover, len(found), ground, weights)):
        if seconds:
            price[at]["cover"] = seconds
    return Asked(
        incident,
        found,
        needs,
        skills,
        offered,
        asked,
        price,
        cover,
        np.array(crews_of(found), np.int64),
        unknown,
    )


def lay(of: Asked, reach: Reach, question: Question) -> Laid:
    """The arrays. Whoever is not reached yet is left out."""
    incident, found, arrival = of.incident, of.found, reach.arrival
    end, weights = incident.place.point, question.policy.weights
    cost = np.zeros((1, len(found)), np.int64)
    permille = urgency_permille(incident.priority, weights)
    kept = kept_at_home(found, arrival, question.lenders)
    for at, each in enumerate(arrival):
        seconds = None if at in kept else taken_for_s(found[at], each, end)
        if seconds is None:
            cost[0, at] = CANNOT
        else:
            cost[0, at] = weighed_s(seconds, permille) + sum(of.price[at].values())
    problem = Problem(
        need_of=np.zeros(len(of.needs), np.int64), offers=of.offered, cost=cost,
        pieces=np.maximum(1, of.offered.max(axis=0, initial=0)), crew=of.crew,
        skill_of=np.zeros(len(of.skills), np.int64),
        skill_asked=np.array([number for _, number in of.skills], np.int64), skills=of.asked,
    )  # fmt: skip
    names = (*map(said, of.needs), *(said(need) for need, more in of.skills for _ in range(more)))
    return Laid(
        found, arrival, of.price, of.needs, [need for need, _ in of.skills], names, problem,
        of.cover, kept, reach.beyond(),
    )  # fmt: skip


def _offered(
    found: list[Candidate], needs: list[Need], incident: Incident, weights: Weights
) -> I64:
    whose = disciplines(incident)
    rows: dict[Need, list[int]] = {}
    for need in needs:
        if need not in rows:
            rows[need] = [_offers(each, need, whose, weights) for each in found]
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


def _offers(each: Candidate, need: Need, whose: frozenset[Agency], weights: Weights) -> int:
    if need is ONE_UNIT:
        return int(each.aid is None and each.unit.agency in whose)
    if weights.type_binds:
        return offers(each.unit, need)
    return offers(each.unit, msgspec.structs.replace(need, type=None))


def said(need: Need) -> str:
    """A need in a few letters: its kind, and its type where one is asked for."""
    return need.kind if need.type is None else f"{need.kind} {need.type}"

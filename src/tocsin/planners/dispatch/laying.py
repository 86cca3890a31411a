"""A question as arrays: needs as rows, candidates as columns."""

from typing import NamedTuple

import msgspec
import numpy as np

from tocsin.operations.picture import Incident, Picture
from tocsin.operations.picture.dispatch_policy import Weights
from tocsin.operations.picture.plan import Need
from tocsin.operations.shortfall import offers, shortfall
from tocsin.planners.dispatch.advice import Reason
from tocsin.planners.dispatch.candidates import FREE, Candidate, crews_of
from tocsin.planners.dispatch.choosing import Problem
from tocsin.planners.dispatch.costs import (
    Arrival,
    Cover,
    arrivals,
    cover_of,
    cover_prices,
    prices,
    urgency_permille,
)
from tocsin.planners.dispatch.ground import Ground
from tocsin.planners.dispatch.keeping import kept_at_home
from tocsin.planners.dispatch.kernel import CANNOT
from tocsin.planners.dispatch.pricing import weighed_s
from tocsin.planners.dispatch.question import Question
from tocsin.terms.codes import Agency


class Laid(NamedTuple):
    """A question as arrays, with what they were made of."""

    found: list[Candidate]
    arrival: list[Arrival]
    price: list[dict[str, int]]
    needs: list[Need]
    asked: tuple[str, ...]
    problem: Problem
    cover: Cover
    kept: frozenset[int]
    """Neighbours' units that stay at home."""


ANYBODY = Need("anybody")
"""What is asked for where no plan says: one unit of the town, of the discipline that the type is
of, or else whoever it is."""


def lay(
    picture: Picture, ground: Ground, question: Question, incident: Incident,
    found: list[Candidate], hour: int,
) -> tuple[Laid, list[Reason]]:  # fmt: skip
    """The arrays, and what was not known."""
    needs, skills, degraded = _asked(picture, incident)
    end = incident.place.point
    if end is None:
        degraded.append(Reason("no_place", False))
    if ground.checksum is None:
        degraded.append(Reason("no_ground", False))
    degraded += [Reason("neighbour_unread", False, {"town": each}) for each in question.unread]
    weights = question.policy.weights
    arrival = arrivals(found, end, ground, question, hour)
    if ground.unplaced:
        degraded.append(Reason("closures_unplaced", False, {"n": len(ground.unplaced)}))
    old = sum(each.is_old(weights.stale_after_s) for each in found)
    if old:
        degraded.append(Reason("positions_old", False, {"n": old}))
    price = prices(found, question)
    offered = np.zeros((len(needs), len(found)), np.int64)
    disciplines = _disciplines(incident)
    for row, need in enumerate(needs):
        offered[row] = [_offers(each, need, disciplines, weights) for each in found]
    serves = offered.sum(axis=0).tolist()
    free = [e.standing in FREE and n > 0 for e, n in zip(found, serves, strict=True)]
    cover = cover_of(found, free, ground, weights)
    for at, seconds in enumerate(cover_prices(cover, len(found), ground, weights)):
        if seconds:
            price[at]["cover"] = seconds
    cost = np.zeros((1, len(found)), np.int64)
    permille = urgency_permille(incident.priority, weights)
    kept = kept_at_home(found, arrival, question.lenders)
    for at, each in enumerate(arrival):
        can = (each.p50_s is not None or end is None) and at not in kept
        seconds = weighed_s(each.p50_s or 0, permille) + sum(price[at].values())
        cost[0, at] = seconds if can else CANNOT
    asked = np.zeros((len(skills), len(found)), np.int64)
    for row, (need, _) in enumerate(skills):
        asked[row] = [offers(each.unit, need) for each in found]
    problem = Problem(
        need_of=np.zeros(len(needs), np.int64), offers=offered, cost=cost,
        pieces=np.maximum(1, offered.max(axis=0, initial=0)),
        crew=np.array(crews_of(found), np.int64),
        skill_of=np.zeros(len(skills), np.int64),
        skill_asked=np.array([number for _, number in skills], np.int64), skills=asked,
    )  # fmt: skip
    names = (*map(said, needs), *(said(need) for need, more in skills for _ in range(more)))
    return Laid(found, arrival, price, needs, names, problem, cover, kept), degraded


def _asked(
    picture: Picture, incident: Incident
) -> tuple[list[Need], list[tuple[Need, int]], list[Reason]]:
    """Needs (each as often as it is missing), skills with how many are missing, what was not
    known."""
    short = shortfall(picture, incident)
    if short is None:
        # Whoever works there says what else is wanted.
        return [] if incident.units else [ANYBODY], [], [Reason("no_plan", False)]
    needs = [each.need for each in short.needs for _ in range(each.missing)]
    return needs, [(each.need, each.missing) for each in short.skills if each.missing], []


def _offers(each: Candidate, need: Need, disciplines: frozenset[Agency], weights: Weights) -> int:
    if need is ANYBODY:
        return int(each.aid is None and each.unit.agency in disciplines)
    if weights.type_binds:
        return offers(each.unit, need)
    return offers(each.unit, msgspec.structs.replace(need, type=None))


def _disciplines(incident: Incident) -> frozenset[Agency]:
    """Whose work it is: of the agencies that share it, else of the group of its type
    ("fire.structure"), else anybody's."""
    named = {each.agency for each in incident.agencies}
    group = incident.type.partition(".")[0]
    named |= {each for each in Agency if each.value == group}
    return frozenset(named or Agency)


def said(need: Need) -> str:
    """A need in a few letters: its kind, and its type where one is asked for."""
    return need.kind if need.type is None else f"{need.kind} {need.type}"
